"""The overview in real Chromium: everything by keyboard alone, filters that compose, the window in the address, the list in step."""

from __future__ import annotations

import json
import re

import pytest

pytestmark = pytest.mark.browser
AUGUST = "#view=2021-08"
FRAMES = "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"


@pytest.fixture
def tab(browser, site):
    context = browser.new_context(bypass_csp=True, viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    page = context.new_page()
    page.goto((site / "timeline/index.html").as_uri())
    said(page)
    yield page
    context.close()


def said(tab) -> str:
    """The live region, once it speaks of what is drawn."""
    tab.evaluate(FRAMES)
    tab.wait_for_function("document.querySelector('.tl-live').textContent !== '' && document.querySelector('.tl-live').textContent === document.querySelector('.tl-said').textContent")
    return tab.locator(".tl-live").text_content()


def shown(tab) -> int:
    return int(re.search(r": ([\d,]+) event", said(tab))[1].replace(",", ""))


def open_at(tab, site, fragment: str) -> None:
    tab.goto("about:blank")
    tab.goto((site / "timeline/index.html").as_uri() + fragment)
    said(tab)


def focus(tab, selector: str, most: int = 80) -> None:
    """Press Tab until an element has the focus: what a keyboard can't reach fails here."""
    for _ in range(most):
        tab.keyboard.press("Tab")
        if tab.evaluate("(s) => document.activeElement && document.activeElement.matches(s)", selector):
            return
    raise AssertionError(f"{selector} was not reached by {most} times Tab")


def test_a_keyboard_alone_zooms_moves_filters_and_opens_every_event(tab, site):
    focus(tab, ".tl-view")
    start = said(tab)
    tab.keyboard.press("Home")
    whole = said(tab)
    assert whole != start
    tab.keyboard.press("End")
    tab.keyboard.press("+")
    newest = said(tab)
    assert newest not in (whole, start)
    tab.keyboard.press("ArrowLeft")
    assert said(tab) != newest
    tab.keyboard.press("-")
    tab.keyboard.press("ArrowRight")
    focus(tab, "[data-do='back']")
    focus(tab, "[data-do='all']")
    tab.keyboard.press("Enter")
    assert said(tab) == whole
    focus(tab, "[data-set='certainty=confirmed']")
    before = shown(tab)
    tab.keyboard.press("Enter")
    assert shown(tab) < before
    assert "hidden by filters" in tab.locator(".tl-hidden").text_content()
    focus(tab, "[data-clear]")
    tab.keyboard.press("Enter")
    assert shown(tab) >= before
    focus(tab, ".tl-more-filters summary")
    tab.keyboard.press("Enter")
    for name in ("certainty", "status", "precision"):
        focus(tab, f"input[name='{name}']")
    for name in ("people", "places", "publisher", "text"):
        focus(tab, f"input[name='{name}']")
    tab.keyboard.type("Kunduz")
    tab.wait_for_function("location.hash.includes('text=Kunduz')")
    assert 0 < shown(tab) < 20
    rows = tab.locator(".tl-window ol a")
    rows.first.wait_for()
    for k in range(rows.count()):  # each event in turn
        focus(tab, ".tl-window ol a", 30 if k == 0 else 1)
    href = tab.evaluate("document.activeElement.href")
    tab.keyboard.press("Enter")
    tab.wait_for_url(href)
    assert tab.evaluate("document.querySelector(':target') !== null")


def test_every_event_can_be_reached_through_the_list(tab, site):
    known = {e["id"] for e in json.loads((site / "data/events.json").read_text(encoding="utf-8"))["events"] if e.get("date")}
    found, views = set(), ["#view=0001..9999&certainty=confirmed,reported,claimed,disputed,refuted"]
    while views:
        open_at(tab, site, views.pop())
        tab.wait_for_function("![...document.querySelectorAll('.tl-window li')].some((li) => li.textContent.startsWith('Reading'))")
        for href in tab.eval_on_selector_all(".tl-window ol a", "(links) => links.map((a) => a.getAttribute('href'))"):
            if href.startswith("#view"):
                views.append(href)
            else:
                found.add(href.split("#")[1])
    assert found == known


def test_the_list_and_its_count_hold_the_events_that_overlap_the_window(tab, site):
    open_at(tab, site, "#view=2021-08-15")
    tab.locator(".tl-window ol a").first.wait_for()
    days = {e["id"]: (e["earliest"], e["latest"]) for e in json.loads((site / "data/events.json").read_text(encoding="utf-8"))["events"] if e.get("earliest") and e.get("latest")}
    wanted = {i for i, (a, b) in days.items() if a <= "2021-08-16" and b >= "2021-08-14"}  # the narrowest window is three days
    ids = {h.split("#")[1] for h in tab.eval_on_selector_all(".tl-window ol a", "(links) => links.map((a) => a.href)")}
    assert len(ids) == shown(tab)
    assert {i for i in ids if i in days} == wanted


def test_filters_compose_and_say_what_they_hide(tab, site):
    open_at(tab, site, AUGUST)
    every = shown(tab)
    open_at(tab, site, AUGUST + "&people=Joe Biden")
    tab.wait_for_function("document.querySelector('.tl-hidden').textContent.includes('hidden')")
    person = shown(tab)
    open_at(tab, site, AUGUST + "&people=Joe Biden&status=happened")
    tab.wait_for_function("document.querySelector('.tl-hidden').textContent.includes('hidden')")
    both = shown(tab)
    assert 0 < both <= person < every
    assert f"{every - both} hidden" in said(tab)


def test_the_address_brings_back_window_and_filters(tab, site):
    open_at(tab, site, "#view=2021-04..2021-06&certainty=confirmed,reported&text=troops")
    tab.wait_for_function("document.querySelector('.tl-hidden').textContent.includes('hidden')")
    told, address = said(tab), tab.evaluate("location.hash")
    open_at(tab, site, address)
    tab.wait_for_function("document.querySelector('.tl-hidden').textContent.includes('hidden')")
    assert said(tab) == told
    assert tab.evaluate("location.hash") == address
    assert "April" in told and "June 2021" in told


def test_the_wheel_scrolls_the_page_and_zooms_only_with_control(tab):
    box = tab.locator(".tl-view").bounding_box()
    tab.mouse.move(box["x"] + 300, box["y"] + 100)
    before = said(tab)
    tab.mouse.wheel(0, 200)
    tab.wait_for_function("window.scrollY > 0")
    assert said(tab) == before
    tab.keyboard.down("Control")
    tab.mouse.wheel(0, -200)
    tab.keyboard.up("Control")
    tab.wait_for_function("(before) => document.querySelector('.tl-said').textContent !== before", arg=before)


def test_reduced_motion_jumps(tab):
    tab.locator("[data-do='in']").click()
    tab.evaluate(FRAMES)
    first = tab.locator(".tl-said").text_content()
    assert said(tab) == first


def test_a_picture_of_the_canvas_is_not_empty(tab, site):
    open_at(tab, site, AUGUST)
    colours = tab.evaluate(
        "() => { const c = document.querySelector('.tl-view canvas'), d = c.getContext('2d').getImageData(0, 0, c.width, c.height).data, s = new Set();"
        " for (let i = 0; i < d.length; i += 4) if (d[i + 3] > 200) s.add(d[i] + ',' + d[i + 1] + ',' + d[i + 2]); return s.size; }"
    )
    assert colours > 20


def test_printing_unfolds_the_sources_and_shows_the_list(tab, site):
    tab.goto((site / "2021/08/index.html").as_uri())
    tab.emulate_media(media="print")
    assert tab.locator("article blockquote").first.is_visible()
    assert not tab.locator(".md-header").is_visible()


def test_the_frame_for_other_pages_works_alone(tab, site):
    tab.goto((site / "embed/index.html").as_uri())
    assert shown(tab) > 30
    assert tab.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


@pytest.mark.parametrize("first", ["2021-08-15", "2021-08"])
def test_a_stable_link_leads_to_the_event(browser, site, first):
    folder = next(p for p in sorted((site / "e").iterdir()) if p.name.startswith(first))
    tab = browser.new_page(bypass_csp=True)
    tab.goto((folder / "index.html").as_uri())
    tab.wait_for_url(re.compile(re.escape("#" + folder.name) + "$"))
    assert tab.evaluate("document.querySelector(':target') !== null")
    assert '"@type":"Event"' in (folder / "index.html").read_text(encoding="utf-8")
    tab.close()
