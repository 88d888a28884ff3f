"""The same site by another builder: the same addresses and ids, what a reader does works, and nothing runs that may not."""

from __future__ import annotations

import http.server
import re
import shutil
import threading
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from timeline.settings import NAME, load
from timeline.site.build import build

ROOT = Path(__file__).parent.parent.parent
OWN = ("e", "embed")  # our own pages, which no builder makes
pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def other(tmp_path_factory):
    pytest.importorskip("zensical")
    folder = tmp_path_factory.mktemp("zensical")
    shutil.copytree(ROOT / "content", folder / "content")
    build(folder / "content", folder / "site", ROOT / "mkdocs.yml", folder / "generated", settings=replace(load(ROOT / NAME), builder="zensical"))
    return folder / "site"


@pytest.fixture(scope="module")
def address(other):
    handler = type("Quiet", (http.server.SimpleHTTPRequestHandler,), {"log_message": lambda *given: None})
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), partial(handler, directory=str(other)))
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def anchors(site: Path) -> set[tuple[str, str]]:
    """Each page with the ids of events and days in it."""
    pages = [p for p in site.rglob("*.html") if p.relative_to(site).parts[0] not in OWN and p.name != "404.html"]
    return {(str(p.relative_to(site)), anchor) for p in pages for anchor in ["", *re.findall(r' id="(\d[^"]*)"', p.read_text())]}


def test_addresses_and_ids_are_the_same(site, other):
    assert anchors(other) == anchors(site) and len(anchors(site)) > 200


@pytest.mark.parametrize("page", ["index.html", "timeline/index.html", "2021/08/index.html", "map/index.html", "story/index.html", "people/index.html"])
def test_pages_load_without_an_error_or_a_foreign_request(browser, address, page):
    tab = browser.new_page(viewport={"width": 1280, "height": 800})
    said, asked = [], []
    tab.on("console", lambda m: said.append(m.text) if m.type == "error" else None)
    tab.on("pageerror", lambda e: said.append(str(e)))
    tab.on("request", lambda r: asked.append(r.url))
    tab.goto(f"{address}/{page}", wait_until="networkidle")
    assert said == [] and all(u.startswith((address, "data:", "blob:")) for u in asked)
    tab.close()


def test_every_page_has_the_policy(other):
    assert not [p for p in other.rglob("*.html") if "Content-Security-Policy" not in p.read_text()[:3000]]


def test_the_timeline_filters_and_the_search_finds(browser, address):
    tab = browser.new_page(viewport={"width": 1280, "height": 800})
    tab.goto(f"{address}/timeline/index.html#certainty=confirmed", wait_until="networkidle")
    tab.wait_for_timeout(500)
    shown = [row for row in tab.locator(".tl-rows > li").all() if row.is_visible()]
    assert 0 < len(shown) < 60
    tab.goto(f"{address}/index.html", wait_until="networkidle")
    tab.keyboard.press("Control+k")
    tab.keyboard.type("palace")
    tab.get_by_text("presidential palace").last.wait_for(timeout=15000)
    tab.close()
