"""The story step by step: one key event a screen, by arrow keys, swipe or links; each step has an address."""

from __future__ import annotations

from collections.abc import Iterator

from timeline.site.layout import Site
from timeline.site.pages.explore import bundle, digest
from timeline.site.pages.page import Page, page
from timeline.site.strip import chapter_of
from timeline.view.text import fill_html

SCRIPT = "assets/tl-story.js"


def story(site: Site) -> Iterator[Page]:
    """The page and its script."""
    script = bundle(("tl-story.js",))
    steps = [(v, c.title if (c := chapter_of(v.event, site.settings.chapters)) else "") for v in site.key_events]
    yield page(site, "story/index.md", "story.html", fill_html("story.title"), search=False, steps=steps, source=SCRIPT, version=digest(script))
    yield Page(SCRIPT, script)
