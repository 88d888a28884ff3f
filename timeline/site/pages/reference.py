"""Pages about the timeline itself: how dates are read, the data, the licences."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from timeline.export import FORMATS
from timeline.site.layout import Site
from timeline.site.pages.page import Page, page
from timeline.store.fields import schema
from timeline.tables import load_table
from timeline.view.text import fill_html

HERE = Path(__file__).parent


def method(site: Site) -> Iterator[Page]:
    """Each rule with its example, straight from the table of the language."""
    rules = [rule for level in load_table("en/time")["rules"] for rule in level if rule["as"] not in ("NONE", "N")]
    yield page(site, "method/index.md", "method.html", fill_html("method.title"), search=False, rules=rules)


def data(site: Site) -> Iterator[Page]:
    """The whole timeline as files, and the page that lists them. JSON-LD is for search engines, which read no file of megabytes."""
    own = site.timeline.untitled()  # no file outlives the setting that shows a model's words
    made = [(f, str(f.make(own, site.address, site.url))) for f in FORMATS if f.file and not (site.huge and f.name == "json-ld")]
    yield page(site, "data/index.md", "data.html", fill_html("data.title"), search=False, files=[(f, len(text.encode())) for f, text in made])
    for f, text in made:
        yield Page(f"data/{f.file}", text)
    yield Page("data/event.schema.json", schema())


def licences(site: Site) -> Iterator[Page]:
    """What the site is made with."""
    text = (HERE.parent / "THIRD_PARTY.md").read_text(encoding="utf-8")
    yield page(site, "licences/index.md", "licences.html", fill_html("licences.title"), search=False, notices=text.partition("\n")[2].strip())
