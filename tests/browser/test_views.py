"""Map, lanes and story in real Chromium: by keyboard, in step with their lists, everything in the address."""

from __future__ import annotations

import http.server
import re
import threading
from functools import partial
from pathlib import Path
from typing import ClassVar

import pytest

from timeline.site.build import build
from timeline.store.write import new_file

CONFIG = Path(__file__).parent.parent.parent / "timeline" / "fresh" / "mkdocs.yml"
pytestmark = pytest.mark.browser


@pytest.fixture
def tab(browser):
    context = browser.new_context(bypass_csp=True, viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    page = context.new_page()
    page.errors = []
    page.on("pageerror", lambda e: page.errors.append(str(e)))
    page.on("request", lambda r: page.errors.append(r.url) if not r.url.startswith(("file:", "data:")) else None)
    yield page
    assert not page.errors
    context.close()


def go(tab, site, path):
    tab.goto("about:blank")
    where, _, fragment = path.partition("#")
    tab.goto((site / where).as_uri() + (f"#{fragment}" if fragment else ""))


def settled(tab):
    tab.wait_for_function("document.querySelector('.tl-live').textContent && document.querySelector('.tl-live').textContent === document.querySelector('.tl-said').textContent")
    return tab.locator(".tl-live").text_content()


def here(tab) -> int:
    return int(settled(tab).split()[0])


def test_the_map_zooms_and_moves_by_keyboard_and_says_what_it_shows(tab, site):
    go(tab, site, "map/index.html")
    first = here(tab)
    tab.locator(".tl-globe").focus()
    tab.keyboard.press("Home")
    tab.wait_for_function("(n) => parseInt(document.querySelector('.tl-live').textContent) > n", arg=first)
    every = here(tab)
    assert every == tab.locator(".tl-spots > li:not(.tl-away)").count()
    for _ in range(6):
        tab.keyboard.press("+")
    tab.wait_for_function("(n) => parseInt(document.querySelector('.tl-live').textContent) < n", arg=every)
    assert re.search(r"#at=-?[\d.]+,-?[\d.]+,[\d.]+$", tab.url)
    address, shown = tab.url, settled(tab)
    go(tab, site, "map/index.html#" + address.partition("#")[2])
    assert settled(tab) == shown


def test_a_place_opens_its_events_from_the_list_and_from_its_mark(tab, site):
    go(tab, site, "map/index.html")
    tab.locator(".tl-spots > li > span > a", has_text="Kabul").click()
    tab.wait_for_selector(".tl-spots .tl-rows a[href*='taliban-entered-kabul']")
    settled(tab)
    tab.wait_for_function("location.hash.includes('place=Kabul')")
    go(tab, site, "map/index.html")
    tab.locator(".tl-spot", has_text="Kunduz").click()
    tab.wait_for_selector(".tl-spots .tl-rows a[href*='kunduz']")


def test_a_window_of_time_leaves_only_what_happened_in_it(tab, site):
    go(tab, site, "map/index.html#view=2020-02")
    assert "Doha" in tab.locator(".tl-spots > li:visible > span > a").all_text_contents()
    february = tab.locator(".tl-spots > li:visible").count()
    tab.locator("[name=from]").fill("2021-08")
    tab.wait_for_function("location.hash.includes('view=2021-08')")
    assert tab.locator(".tl-spots > li:visible").count() > february
    assert tab.locator(".tl-onaxis").get_attribute("href").endswith("#view=2021-08")
    tab.locator("[name=from]").fill("August")
    assert tab.locator("[name=from]").get_attribute("aria-invalid") == "true"


def test_the_map_is_whole_without_scripts(browser, site):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((site / "map/index.html").as_uri())
    assert page.locator(".tl-spot").count() == page.locator(".tl-spots > li").count() > 10
    assert page.locator(".tl-spot text:visible", has_text="Kabul").count() == 1
    page.locator(".tl-spots a", has_text="Doha").click()
    assert page.url.endswith("/places/doha/index.html")
    context.close()


def test_a_drag_moves_the_map_and_opens_nothing(tab, site):
    go(tab, site, "map/index.html")
    settled(tab)
    box = tab.locator(".tl-spot", has_text="Kabul").locator("circle").bounding_box()
    tab.mouse.move(box["x"] + 3, box["y"] + 3)
    tab.mouse.down()
    tab.mouse.move(box["x"] - 120, box["y"] + 40, steps=4)
    tab.mouse.up()
    tab.wait_for_function("location.hash.startsWith('#at=')")
    assert not tab.locator(".tl-spots .tl-rows").count() and "place=" not in tab.url


DARK = """() => { const c = document.querySelector('.tl-view canvas'), g = c.getContext('2d'), d = g.getImageData(0, 0, c.width, c.height).data; let n = 0;
for (let i = 0; i < d.length; i += 4) if (d[i] + d[i + 1] + d[i + 2] < 300 && d[i + 3] > 200) n++; return n; }"""


def test_lanes_of_two_people_stand_one_below_the_other(tab, site):
    go(tab, site, "timeline/index.html#lanes=people&rows=Ashraf Ghani,Joe Biden")
    tab.wait_for_function("typeof tlLanes !== 'undefined' && document.querySelector('.tl-view canvas').style.height")
    assert tab.evaluate("document.querySelector('.tl-view canvas').clientHeight") == 2 * 74 + 40
    assert tab.evaluate(DARK) > 100
    assert "rows=Ashraf" in tab.url
    tab.locator("[data-clear]").click()
    tab.wait_for_function("!document.querySelector('.tl-view canvas').style.height && !location.hash.includes('lanes')")


def test_lanes_are_eight_at_most_and_follow_the_kind(tab, site):
    go(tab, site, "timeline/index.html#view=2020..2021")
    tab.locator("summary", has_text="Filters").click()
    for kind, most in (("people", 8), ("publisher", 4)):
        tab.locator("[name=lanes]").select_option(kind)
        tab.wait_for_function(f"location.hash.includes('lanes={kind}')")
        tab.wait_for_function("(n) => document.querySelector('.tl-view canvas').clientHeight === n", arg=most * 74 + 40)


def test_the_list_turns_round_and_the_address_says_so(tab, site):
    go(tab, site, "timeline/index.html#view=2021-08-15..2021-08-31")
    settled(tab)
    rows = tab.locator(".tl-window .tl-row a")
    before = rows.all_text_contents()
    tab.locator("[data-turn]").click()
    tab.wait_for_function("location.hash.includes('order=newest')")
    assert rows.all_text_contents() == before[::-1]


def test_a_question_mark_shows_the_keys(tab, site):
    go(tab, site, "timeline/index.html")
    tab.keyboard.press("?")
    assert tab.locator("dialog[open] kbd").count() >= 8
    tab.keyboard.press("Escape")
    assert not tab.locator("dialog[open]").count()


def test_the_story_goes_by_arrow_keys_links_and_address(tab, site):
    go(tab, site, "story/index.html")
    steps = tab.locator(".tl-step")
    ids = steps.evaluate_all("(all) => all.map((s) => s.id)")
    at = "(k) => { const l = document.querySelector('.tl-story'); return Math.round(l.scrollLeft / l.clientWidth) === k; }"
    tab.keyboard.press("ArrowRight")
    tab.wait_for_function(at, arg=1)
    tab.wait_for_function("(id) => location.hash === '#' + id", arg=ids[1])
    steps.nth(1).locator("a[rel=next]").click()
    tab.wait_for_function(at, arg=2)
    tab.keyboard.press("End")
    tab.wait_for_function(at, arg=len(ids) - 1)
    tab.keyboard.press("Home")
    tab.wait_for_function(at, arg=0)
    go(tab, site, f"story/index.html#{ids[5]}")
    tab.wait_for_function(at, arg=5)


def test_a_month_as_a_list_has_titles_and_days_alone(tab, site):
    go(tab, site, "2021/08/index.html")
    assert tab.locator(".tl-card blockquote:visible").count() > 20
    tab.locator(".tl-switch [value=list]").check()
    assert not tab.locator(".tl-card blockquote:visible").count()
    assert tab.locator(".tl-card .tl-title:visible").count() > 40


def test_what_lies_behind_the_three_dots_is_one_click_away(tab, site):
    go(tab, site, "2021/08/index.html")
    card = tab.locator(".tl-card").first
    assert not card.locator("a", has_text="Stable link").is_visible()
    card.locator(".tl-menu summary").click()
    assert card.locator("a", has_text="Stable link").is_visible() and card.locator("a", has_text="Cite").is_visible()


@pytest.fixture(scope="module")
def dense(tmp_path_factory):
    """A site with more events in two days than its list shows one by one and its axis draws."""
    root = tmp_path_factory.mktemp("dense")
    for k in range(450):
        e = {"id": f"2021-08-e{k}", "title": f"The council met for the {k}th time", "date": f"2021-08-{14 + k % 2}"}
        path = root / "content" / "events" / "2021" / f"{e['id']}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(new_file(e))
    build(root / "content", root / "site", CONFIG, root / "generated")
    return root / "site"


def test_rows_and_bars_of_a_dense_time_lead_into_it_and_to_its_page(tab, dense):
    go(tab, dense, "timeline/index.html#view=2021-08")
    settled(tab)
    rows = tab.locator(".tl-window .tl-row")
    assert rows.locator("a").all_text_contents() == ["14 August 2021", "as a page", "15 August 2021", "as a page"]
    assert rows.first.locator("a").last.get_attribute("href").endswith("2021/08/index.html#2021-08-14")
    rows.first.locator("a").first.click()
    tab.wait_for_function("document.querySelectorAll('.tl-window .tl-point').length === 200")
    assert [a.get_attribute("href")[-10:] for a in tab.locator(".tl-window .tl-row:not(.tl-point) a").all()] == ["2021-08-14", "2021-08-15"]
    go(tab, dense, "timeline/index.html#view=2021-08")
    before = settled(tab)
    box = tab.locator(".tl-view").bounding_box()
    tab.mouse.click(box["x"] + box["width"] * 14.5 / 31, box["y"] + 100)
    tab.wait_for_function("(b) => document.querySelector('.tl-said').textContent !== b", arg=before)
    assert "15 August 2021" in settled(tab)


def test_words_are_looked_for_in_quotations_too(tab, site):
    go(tab, site, "timeline/index.html#text=flag")
    tab.wait_for_function("document.querySelectorAll('.tl-window .tl-point').length > 0 && !document.querySelector('.tl-hidden').textContent.includes('Reading')")
    titles = tab.locator(".tl-window .tl-point a").all_text_contents()
    assert titles and not any("flag" in t.lower() for t in titles)


class Quiet(http.server.SimpleHTTPRequestHandler):
    asked: ClassVar[list[str]] = []

    def do_GET(self):
        self.asked.append(self.path)
        super().do_GET()

    def log_message(self, *args):
        return


def test_over_a_network_the_index_of_the_search_is_asked_for_on_use(browser, site):
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        page.goto(f"http://127.0.0.1:{server.server_port}/2021/08/index.html", wait_until="networkidle")
        assert not [p for p in Quiet.asked if "search_index" in p]
        page.locator(".md-search__input").press_sequentially("palace")
        page.locator(".md-search-result__link").first.wait_for(state="attached", timeout=15000)
        assert [p for p in Quiet.asked if "search_index" in p]
        page.close()
    finally:
        server.shutdown()
        server.server_close()
