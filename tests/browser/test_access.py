"""axe-core's rules of WCAG 2.2 A and AA on the kinds of pages there are, light and dark, wide and on a phone."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe

PAGES = (
    "index.html", "timeline/index.html", "timeline/index.html#view=2021-08", "2021/index.html", "2021/08/index.html", "articles/2021-08-15-qatar-mediation/index.html",
    "people/joe-biden/index.html", "method/index.html", "data/index.html", "needs-a-look/index.html", "corrections/index.html", "sources/index.html", "embed/index.html",
    "map/index.html", "map/index.html#place=Kabul&view=2021-08", "story/index.html", "timeline/index.html#lanes=people", "promises/index.html",
    "e/2021-08-15-taliban-entered-kabul/card.html", "e/2021-08-15-taliban-entered-kabul/cite.html",
)  # fmt: skip
RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}
pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("page", PAGES)
def test_axe_finds_no_violation(browser, site, page, width, scheme):
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    tab = context.new_page()
    tab.goto((site / page.split("#")[0]).as_uri() + ("#" + page.split("#")[1] if "#" in page else ""))
    tab.wait_for_load_state("load")
    found = Axe().run(tab, options=RULES).response["violations"]
    assert not [(v["id"], [n["target"] for n in v["nodes"]][:3]) for v in found]
    context.close()
