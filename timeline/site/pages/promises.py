"""What was planned and what came of it, on one page: a chain a plan, by the verdict."""

from __future__ import annotations

from collections.abc import Iterator

from timeline.site.layout import Site
from timeline.site.pages.page import Page, page
from timeline.view.promises import VERDICTS
from timeline.view.text import fill_html


def promises(site: Site) -> Iterator[Page]:
    """All plans; no page where there is none."""
    if not site.promises:
        return
    groups = [(v, found) for v in VERDICTS if (found := [p for p in site.promises if p.verdict == v])]
    yield page(site, "promises/index.md", "promises.html", fill_html("promises.title"), groups=groups)
