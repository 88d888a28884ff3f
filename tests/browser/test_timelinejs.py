"""TimelineJS itself loads our export: every slide is there, under our words for its date."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from timeline.export.timelinejs import make
from timeline.site.build import lay_out_site

ROOT = Path(__file__).parent.parent.parent
DIST = ROOT / "build" / "npm" / "node_modules" / "@knight-lab" / "timelinejs" / "dist"
pytestmark = [pytest.mark.browser, pytest.mark.npm]
PAGE = """<!doctype html><meta charset="utf-8"><link rel="stylesheet" href="{css}"><div id="tl" style="width:1000px;height:600px"></div>
<script src="{js}"></script><script>const made = new TL.Timeline("tl", {data}, {{font: null, initial_zoom: 0}});</script>"""


def test_timelinejs_shows_every_slide_with_our_words(browser, tmp_path):
    site = lay_out_site(ROOT / "content", ROOT / "mkdocs.yml")
    data = make(site.timeline, site.address, "https://example.org/")
    page = tmp_path / "page.html"
    page.write_text(PAGE.format(css=(DIST / "css/timeline.css").as_uri(), js=(DIST / "js/timeline.js").as_uri(), data=data.replace("<", "\\u003c")), encoding="utf-8")
    tab = browser.new_page(bypass_csp=True)
    tab.route("**/*", lambda route: route.continue_() if route.request.url.startswith("file:") else route.abort())
    tab.goto(page.as_uri())
    events = json.loads(data)["events"]
    tab.wait_for_function(f"made.config && made.config.events.length === {len(events)}")
    tab.locator(".tl-slide .tl-headline-date").first.wait_for(state="attached")
    assert sorted(tab.evaluate("made.config.events.map((e) => e.display_date)")) == sorted(e["display_date"] for e in events)
    assert tab.locator(".tl-message-full").count() == 0 or not tab.locator(".tl-message-full").is_visible()
    tab.close()
