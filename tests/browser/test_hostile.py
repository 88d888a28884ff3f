"""What strangers write into any field stands there as text: nothing of theirs runs, loads, navigates or becomes an element.

Each payload goes through every field; with ``TIMELINE_PAYLOADS=all`` each also in its disguises, more than 250 in all.
"""

from __future__ import annotations

import csv
import html
import io
import itertools
import json
import os
import re
import shutil
import sqlite3
import zipfile
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest
import yaml
from PIL import Image

from timeline.export import FORMATS
from timeline.extract import run as extract
from timeline.settings import Settings
from timeline.site.build import build, lay_out_site
from timeline.slug import printable
from timeline.store import articles, suggestions, unsupported
from timeline.store.fields import EVENT, IMAGE
from timeline.store.suggestions import Suggestion
from timeline.store.unsupported import Unsupported

pytestmark = [pytest.mark.browser, pytest.mark.slow]
CONFIG = Path(__file__).parent.parent.parent / "timeline" / "fresh" / "mkdocs.yml"
RUN = "window.pwned=1"
# Each ends with a word that must stand on the page as text.
PAYLOADS = (
    '<img src=x onerror="{run}">', "<script>{run}</script>", "<svg onload={run}>", "<svg><script>{run}</script></svg>", '"><img src=x onerror={run}>', "'><img src=x onerror={run}>",
    "</title><script>{run}</script>", "</h1><script>{run}</script>", "</script><script>{run}</script>", "</textarea><img src=x onerror={run}>", "--><script>{run}</script>",
    "<meta http-equiv=refresh content=0;url=about:blank>", '<base href="https://evil.example/">', "<iframe srcdoc='<script>parent.pwned=1</script>'></iframe>",
    '<link rel=stylesheet href="https://evil.example/x.css">', "<style>@import 'https://evil.example/x.css'</style>", "<object data=javascript:{run}></object>",
    "<details open ontoggle={run}>", "<input autofocus onfocus={run}>", "<marquee onstart={run}>", "[x](javascript:{run})", "![x](https://evil.example/x.png)",
    "<https://evil.example/>", "x{{ onclick={run} }}", "x {{: onmouseover={run} }}", "# x\n\n<script>{run}</script>", "`<b data-pwned>`", "&lt;img src=x onerror={run}&gt;",
    "&#60;script&#62;{run}&#60;/script&#62;", "{{% raw %}}{{{{ config }}}}", "{{{{ 7*7 }}}}", "${{{run}}}", "javascript:{run}", "\\u003cscript\\u003e{run}", "<a href=javascript:{run}>x</a>",
    "<form action=https://evil.example/><button>x", "<math><mi xlink:href=javascript:{run}>", "<noscript><p title='</noscript><img src=x onerror={run}>'>", "<!--<img src=x onerror={run}>",
    "<xss data-pwned style=display:block>", "<template><script>{run}</script></template>", "<video><source onerror={run}>",
)  # fmt: skip
# What a payload may break out of: each of the first twenty in each of these.
DISGUISES = ("{}", '">{}', "'>{}", "</title></style></script>{}", "--> {}", "]]>{}", "`{}", "* {}\n\n", "\u2028{}", "%3C{}", "\x00{}", '\\">{}')
# Every kind of page and every export; a new one that is not listed here fails the tests below.
KINDS = ("address addresses alone article articles cite corrections data day embed home licences looks map method month name names overview promises sources story undated year").split()
INSIDE = ("bare", "card", "explore", "foot")  # parts of the others
EXPORTS = ("json", "csv", "ics", "ics-all", "atom", "json-ld", "timelinejs", "ris", "csl", "markwhen", "geojson", "ftm", "quickstatements", "gedcom", "sqlite", "markdown")
# Every field of an event file that holds free text; a new one that is not listed here fails the test below.
TEXTS = ("title", "summary", "note", "people", "places", "organisations", "tags", "links")
TYPED = {"id", "date", "length", "status", "certainty", "importance", "sources", "same_as", "not_same_as", "locked", "reviewed", "featured", "needs", "outcome_of", "replaces", "at"}
PARTED = {"image": ("file", "alt", "credit", "licence")}  # fields with texts of their own
SOURCE = ("quote", "expression", "trigger", "speaker", "how", "title", "publisher", "url", "archived")
ARTICLE = ("title", "publisher", "published_from", "rights", "path", "language")


def payloads():
    """Each payload with a word of its own behind it."""
    shapes = DISGUISES if os.environ.get("TIMELINE_PAYLOADS") else DISGUISES[:1]
    some = [p.format(run=RUN) for p in PAYLOADS]
    some += [shape.replace("{}", p) for shape in shapes[1:] for p in some[:20]]
    return [f"{p} w{i:03d}q" for i, p in enumerate(some)]


def quoted(text: str) -> str:
    return json.dumps(text)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    """A project in which every field of every input is hostile, as a built site."""
    root = tmp_path_factory.mktemp("hostile")
    events, content = root / "content" / "events" / "2021", root / "content"
    events.mkdir(parents=True)
    (content / "images").mkdir()
    Image.new("RGB", (4, 3)).save(content / "images" / "shown.png")
    for n, p in enumerate(payloads()):
        name = f"2021-08-{n % 28 + 1:02d}-event-{n}"
        dated = f'date: "2021-08-{n % 28 + 1:02d}"\n' if n % 20 != 7 else ""
        lists = "\n".join(f"{field}: [{quoted(p)}]" for field in ("people", "places", "tags", "links"))
        source = "\n    ".join(f"{field}: {quoted(p)}" for field in SOURCE)
        lists += f"\nat: 34.{n}, 69.2\nimage: {{file: shown.png, alt: {quoted(p)}, credit: {quoted(p)}, licence: {quoted(p)}}}"
        told = "a" if n % 3 else "by-hand"
        (events / f"{name}.yaml").write_text(
            f"id: {name}\ntitle: {quoted(p)}\n{dated}status: {('planned', 'happened')[n % 2]}\n{'needs: subject' if n % 5 == 0 else '# whole'}\nsummary: {quoted(p)}\nnote: {quoted(p)}\n{lists}\n"
            f'sources:\n  - article: {told}-{n}\n    {source}\n    date: "2021-08-{n % 28 + 1:02d}"\n    date_confidence: stated\n',
            encoding="utf-8",
        )
        row = {"article": f"a-{n}", "key": "k", "published": "2021-08-30", "url": p, **dict.fromkeys(ARTICLE, p), "text": f"{p}\n\n{p}", "timexes": [], "mentions": []}
        path = articles.folder(content) / f"a-{n}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        good = {**row, "url": "https://good.example/"} if n % 2 else row
        path.write_text(articles.HEAD + json.dumps(good), encoding="utf-8")
    rows = "\n".join(f"- {{id: gone-{n}, title: {quoted(p)}, because: {quoted(p)}}}" for n, p in enumerate(payloads()))
    (content / "rejected.yaml").write_text(f"{rows}\n", encoding="utf-8")
    suggested = [Suggestion(f"2021-08-{n % 28 + 1:02d}-event-{n}", p, p, p, p, p) for n, p in enumerate(payloads()) if n % 5 == 0]
    suggestions.save(content, suggested)
    unsupported.note(content, "x.csv", [Unsupported(p, p, p, p, p, p, p, p) for p in payloads()])
    config = root / "mkdocs.yml"
    config.write_text(CONFIG.read_text(encoding="utf-8").replace("site_name:", f"site_name: {quoted(payloads()[0])}\nold:", 1), encoding="utf-8")
    config.write_text("\n".join(line for line in config.read_text(encoding="utf-8").split("\n") if not line.startswith("old:")), encoding="utf-8")
    built = build(content, root / "site", config, root / "generated", settings=replace(Settings().served(), model_titles=True))
    assert built.timeline.suggested and built.timeline.unsupported
    return root / "site"


def kinds(site: Path) -> list[Path]:
    """All pages of the site."""
    return sorted(site.rglob("*.html"))


def test_no_kind_of_page_and_no_export_is_left_out():
    there = {p.stem for p in (CONFIG.parent.parent / "site" / "templates").iterdir()}
    assert there == {*KINDS, *INSIDE}
    assert tuple(f.name for f in FORMATS) == EXPORTS


def test_every_kind_of_page_is_among_those_that_are_opened(hostile):
    places = {
        "address": "e/2021-08-01-event-0", "addresses": "e", "article": "articles/a-1", "articles": "articles", "corrections": "corrections", "data": "data", "embed": "embed", "home": ".",
        "licences": "licences", "looks": "needs-a-look", "method": "method", "month": "2021/08", "name": "people/*", "names": "people", "overview": "timeline",
        "cite": "e/2021-08-02-event-1", "alone": "e/2021-08-02-event-1", "map": "map", "story": "story", "promises": "promises", "sources": "sources",
        "undated": "undated", "year": "2021",
    }  # fmt: skip
    for kind in KINDS:
        if kind in places:
            assert list(hostile.glob(f"{places[kind]}/index.html")), kind
    assert set(KINDS) - set(places) == {"day"}  # of a month with more than 200 events; made like a month


@pytest.mark.parametrize("name", EXPORTS)
def test_no_export_lets_a_payload_out(hostile, name):
    site = lay_out_site(hostile.parent / "content", hostile.parent / "mkdocs.yml", Settings().served())
    text = next(f for f in FORMATS if f.name == name).make(site.timeline, site.address, "https://our.example/")
    if name in ("ics", "ics-all"):
        assert not [c for c in text if c < " " and c not in "\r\n"]
        assert all(line[:1].isupper() or line[:1] == " " for line in text.split("\r\n") if line)
    elif name == "csv":
        rows = list(csv.reader(io.StringIO(text)))
        assert {len(r) for r in rows} == {len(rows[0])}
        assert not [cell for r in rows for cell in r if cell.startswith(("=", "+", "@", "\t", "\r"))]
    elif name == "atom":
        allowed = {"feed", "title", "id", "updated", "author", "name", "entry", "link", "summary"}
        assert {e.tag.rpartition("}")[2] for e in ElementTree.fromstring(text).iter()} <= allowed
    elif name == "timelinejs":
        shown = json.loads(text)["events"]
        assert shown
        for slide in shown:
            for words in (slide["text"]["headline"], slide["text"]["text"], slide.get("group", ""), slide["display_date"]):
                assert set(re.findall(r"<\s*/?\s*([\w-]+)", words)) <= {"a", "p"}, words
    elif name == "ris":
        assert all(re.match(r"[A-Z][A-Z0-9]  - ", line) for line in text.split("\r\n") if line)
    elif name == "markwhen":
        assert all(re.match(r"\d{4}-\d\d-\d\d[:/]", line) for line in text.split("\n")[2:] if line)
    elif name == "ftm":
        assert all(set(json.loads(line)) == {"id", "schema", "properties"} for line in text.splitlines())
    elif name == "quickstatements":
        assert all(re.fullmatch(r"CREATE|LAST\t[A-Z]\w+\t[^\t]+(?:\tS854\t[^\t]+(?:\tS577\t[^\t]+)?)?", line) for line in text.split("\n") if line)
    elif name == "gedcom":
        assert all(re.fullmatch(r"\d (?:@[A-Z]\d+@ )?[A-Z]{3,4}(?: .+)?", line) and len(line) < 256 for line in text.split("\n") if line)
    elif name == "sqlite":
        base = sqlite3.connect(":memory:")
        base.deserialize(text)
        assert [e.title for e in site.timeline.events] == [t for (t,) in base.execute("SELECT title FROM events ORDER BY rowid")]
    elif name == "markdown":
        for note in zipfile.ZipFile(io.BytesIO(text)).infolist():
            assert re.fullmatch(r"events/[\w.-]+\.md", note.filename)
            _, front, body = zipfile.ZipFile(io.BytesIO(text)).read(note).decode().split("---\n", 2)
            assert yaml.safe_load(front)["id"] and not re.search(r"(?<!\\)[<`]", body)
    else:
        json.loads(text)


def test_metadata_and_names_of_articles_are_text_too(browser, tmp_path):
    pytest.importorskip("spacy")
    seeds = tmp_path / "seeds"
    seeds.mkdir()
    body = "<p>The council approved the new harbour bridge on Tuesday.</p>" * 2 + "<p>It was told by many people at length, and nobody in the room said that it was not so.</p>"
    for n, p in enumerate(payloads()):
        e = html.escape(p)
        head = f'<title>{e}</title><meta name="author" content="{e}"><meta property="og:site_name" content="{e}"><meta property="og:title" content="{e}"><meta name="rights" content="full">'
        head += f'<link rel="canonical" href="{e}"><meta property="article:published_time" content="2021-08-{n % 28 + 1:02d}">'
        page = f'<html lang="en"><head>{head}</head><body><article><h1>{e}</h1>{body}</article></body></html>'
        name = re.sub(r"[/\x00\n]", "_", p)[:60] if n % 2 else f"a-{n}"
        (seeds / f"{name}.html").write_text(page, encoding="utf-8", errors="replace")
    found = extract(seeds, tmp_path / "content")
    assert found.documents > len(payloads()) / 2
    config = tmp_path / "mkdocs.yml"
    config.write_text(CONFIG.read_text(encoding="utf-8").replace("site_description:", f"site_description: {quoted(payloads()[0])}\n#", 1), encoding="utf-8")
    build(tmp_path / "content", tmp_path / "site", config, tmp_path / "generated", settings=Settings().served())
    looked_at(browser, tmp_path / "site", 40)


def test_no_free_field_of_an_event_is_left_out():
    assert {f.name for f in EVENT} <= set(TEXTS) | TYPED | set(PARTED)
    assert {f.name for f in IMAGE} == set(PARTED["image"])


def test_nothing_of_theirs_runs_loads_navigates_or_becomes_an_element(browser, hostile):
    looked_at(browser, hostile, 200)


def looked_at(browser, site: Path, least: int) -> None:
    """Every page is opened without the policy: nothing runs, loads or is an element that it should not be."""
    context = browser.new_context(bypass_csp=True)  # what the policy would stop is not to be there in the first place
    asked: list[str] = []
    context.on("request", lambda r: asked.append(r.url))
    tab = context.new_page()
    tab.on("dialog", lambda d: (asked.append(f"dialog {d.message}"), d.dismiss()))
    pages = kinds(site)
    assert len(pages) > least
    foreign = "'pwned' in window || [...document.querySelectorAll('[data-pwned],base[href],object,marquee,xss,math,video,meta[http-equiv=refresh]')].length > 0"
    for path in pages:
        if path.parent.parent.name == "e":
            continue  # leads on by a refresh of ours; its source is looked at below
        tab.goto(path.as_uri(), wait_until="load")
        assert tab.url == path.as_uri() or path.parent.name == "timeline", path
        assert not tab.evaluate(foreign), path
        handlers = tab.evaluate(
            "[...document.querySelectorAll('*')].flatMap(e => [...e.attributes]).filter(a => /^on/.test(a.name) || a.name !== 'alt' && /^\\s*javascript:/i.test(a.value)).map(a => a.value)"
        )
        assert handlers == [], path
    assert [u for u in asked if not u.startswith(("file:", "blob:", "data:", "about:"))] == []
    context.close()


def test_pages_that_lead_on_hold_no_element_of_theirs(hostile):
    for path in (hostile / "e").glob("*/index.html"):
        text = path.read_text(encoding="utf-8")
        assert text.count("<script") == text.count('<script type="application/ld+json">') == 1, path
        assert text.count('http-equiv="refresh"') == 1, path
        assert not any(bad in text for bad in ("<img", "<svg", "<base ", "<iframe", "<style")), path


def test_titles_show_as_they_were_written(browser, hostile):
    tab = browser.new_page()
    for n, p in itertools.islice(enumerate(payloads()), 0, None, 3):
        shown = " ".join(printable(p).split())
        tab.goto((hostile / "articles" / f"a-{n}" / "index.html").as_uri()) if (hostile / "articles" / f"a-{n}").is_dir() else None
        if n % 2:
            assert tab.title().startswith(shown), p
            assert shown in " ".join(tab.locator("h1").first.text_content().split()), p
            assert shown in " ".join(tab.locator(".md-header__topic").last.text_content().split()), p
    tab.close()


def test_an_article_whose_address_or_name_is_no_address_is_not_shown(hostile):
    assert not (hostile / "articles" / "a-0").exists()
    assert (hostile / "articles" / "a-1").exists()


def test_findings_that_speak_of_another_article_write_nowhere_else(tmp_path):
    folder = articles.folder(tmp_path)
    folder.mkdir(parents=True)
    (folder / "a.yaml").write_text(articles.HEAD + json.dumps({"article": "../../../out", "title": "x"}))
    assert articles.load(folder / "a.yaml") == {}


def test_the_search_finds_their_words_and_runs_nothing(browser, hostile):
    tab = browser.new_page(viewport={"width": 1280, "height": 800})
    tab.goto((hostile / "data" / "index.html").as_uri())
    tab.locator(".md-search__input").press_sequentially("w001q")
    tab.locator(".md-search-result__link").first.wait_for(state="attached", timeout=15000)
    assert "w001q" in tab.locator(".md-search-result__list").text_content()
    assert not tab.evaluate("'pwned' in window")
    tab.close()


def test_every_page_has_the_policy_and_the_theme_works_under_it(browser, site):
    for path in site.rglob("*.html"):
        assert '<meta http-equiv="Content-Security-Policy"' in path.read_text(encoding="utf-8")[:2500], path
    tab = browser.new_page()
    said: list[str] = []
    tab.on("console", lambda m: said.append(m.text))
    for page in ("index.html", "timeline/index.html", "2021/08/index.html", "404.html", "embed/index.html", "method/index.html", "e/index.html"):
        tab.goto((site / page).as_uri())
        tab.wait_for_load_state("load")
    assert [s for s in said if "Content Security Policy" in s] == []
    tab.goto((site / "index.html").as_uri())
    tab.evaluate("const s = document.createElement('script'); s.textContent = 'window.pwned = 1'; document.body.append(s)")
    assert not tab.evaluate("'pwned' in window")
    tab.close()


@pytest.fixture(scope="module", autouse=True)
def _clean(hostile):
    yield
    shutil.rmtree(hostile.parent, ignore_errors=True)
