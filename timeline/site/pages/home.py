"""The home page: what this is, from when to when, how sure; the strip; a few events to begin with."""

from __future__ import annotations

from collections.abc import Iterator

from timeline.site.layout import Site, bars
from timeline.site.pages.page import Page, page
from timeline.view import words
from timeline.view.event import EventView


def home(site: Site) -> Iterator[Page]:
    """The first page."""
    tl = site.timeline
    told = [e for e in tl.dated if len(e.articles) > 1]
    yield page(
        site, "index.md", "home.html", tl.title, search=False, bars=bars(tl.events), dated=tl.dated,
        featured=[e for e in tl.events if e.featured] or sorted(sorted(told, key=lambda e: -len(e.articles))[:5], key=lambda e: e.sort),
        latest=sorted(tl.events, key=added, reverse=True)[:5] if len(tl.events) > 10 else [],
        waiting=[e for e in tl.events if e.status in ("planned", "expected")][-5:], differ=[e for e in tl.events if e.differ][:3],
        newest=words.period(words.day(tl.newest), bare=True) if tl.newest else "",
    )  # fmt: skip


def added(e: EventView) -> tuple[str, str, tuple[int, int, str], str]:
    """When an event came in: by git where it knows, then by the newest article that tells it."""
    return e.history.added if e.history else "", max((s.published for s in e.sources), default=""), e.sort, e.id
