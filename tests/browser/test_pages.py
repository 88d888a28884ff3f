"""The built demo in real Chromium, opened from disk."""

from __future__ import annotations

import pytest

PAGES = (
    "index.html",
    "timeline/index.html",
    "2021/index.html",
    "2021/08/index.html",
    "articles/2021-08-15-qatar-mediation/index.html",
    "people/index.html",
    "promises/index.html",
    "method/index.html",
)
pytestmark = pytest.mark.browser


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("page", PAGES)
def test_no_foreign_request_no_error_no_sideways_scroll(browser, site, page, width, scheme):
    context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme)
    tab = context.new_page()
    asked, errors = [], []
    tab.on("request", lambda r: asked.append(r.url))
    tab.on("pageerror", lambda e: errors.append(str(e)))
    tab.goto((site / page).as_uri())
    tab.wait_for_load_state("load")
    assert not [u for u in asked if not u.startswith(("file:", "blob:", "data:", "about:"))]
    assert errors == []
    assert tab.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    context.close()


def test_every_event_stands_in_the_html_without_scripts(browser, site):
    context = browser.new_context(java_script_enabled=False)
    tab = context.new_page()
    tab.goto((site / "2021/08/index.html").as_uri())
    assert tab.locator("article.tl-card").count() > 20
    assert tab.locator("#\\32 021-08-15-taliban-entered-kabul, article:has-text('entered Kabul')").first.is_visible()
    context.close()


def test_search_finds_an_event_from_disk(browser, site):
    tab = browser.new_page(viewport={"width": 1280, "height": 800})
    tab.goto((site / "index.html").as_uri())
    tab.locator(".md-search__input").press_sequentially("Jalalabad")
    link = tab.locator(".md-search-result__link[href*='#2021-08-15']").first
    link.wait_for(state="attached", timeout=15000)
    assert "Jalalabad" in link.text_content()
    link.click()
    tab.locator(":target").wait_for(state="attached")
    assert "Jalalabad" in tab.locator(":target").text_content()
    tab.close()


@pytest.mark.parametrize("word", ["palace", "talks", "September", "signed", "WHO"])
def test_search_finds_ordinary_words_in_whatever_form_they_stand(browser, site, word):
    tab = browser.new_page(viewport={"width": 1280, "height": 800})
    tab.goto((site / "index.html").as_uri())
    tab.locator(".md-search__input").press_sequentially(word)
    tab.locator(".md-search-result__link").first.wait_for(state="attached", timeout=15000)
    tab.close()


def test_an_expression_in_an_article_leads_to_its_event(browser, site):
    tab = browser.new_page()
    tab.goto((site / "articles/2021-08-15-qatar-mediation/index.html").as_uri())
    tab.locator("a.tl-at").first.click()
    tab.wait_for_load_state("load")
    assert tab.evaluate("document.querySelector(':target') !== null")
    tab.close()
