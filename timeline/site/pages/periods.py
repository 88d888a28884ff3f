"""Pages of reading: a year, a month, a day of a crowded month, and what no source dates."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from itertools import groupby
from typing import Any, NamedTuple

from timeline.calendar import Period
from timeline.site.layout import COMPACT, CROWDED, Site, day_name, make_year_bars, month_name, month_path, year_path
from timeline.site.pages.page import Page, page
from timeline.view import words
from timeline.view.axis import EPOCH
from timeline.view.event import EventView
from timeline.view.key_events import time_order
from timeline.view.text import fill_html

BAND = 12  # events that a month shows as going on through it


class Day(NamedTuple):
    """A day of a month with its events."""

    name: str
    anchor: str
    path: str
    events: list[EventView]


class Step(NamedTuple):
    """A neighbour that has events."""

    path: str
    name: str


def years(site: Site, only: Container[int | None] | None = None) -> Iterator[Page]:
    """A page a year: its months, and what is known only to the year; of all years, or of some."""
    steps = [Step(year_path(y), words.year_name(y)) for y, _ in site.years]
    for k, (y, events) in enumerate(site.years):
        if only is not None and y not in only:
            continue
        open_ = [e for e in events if e.month is None]
        wide = [e for e in open_ if e.span and e.precision == "wider"]  # a decade is no year of which the month is not given
        loose = [e for e in open_ if e not in wide]
        inside = [(m, list(g)) for m, g in groupby((e for e in events if e.month is not None), key=lambda e: e.month)]
        yield page(
            site, f"{year_path(y)}index.md", "year.html", words.year_name(y), search=bool(open_), year=y, name=words.year_name(y), bars=make_year_bars(y, events),
            months=inside, loose=loose, wide=wide, compact=len(open_) > COMPACT, **neighbours(steps, k),
        )  # fmt: skip


def months(site: Site, only: Container[tuple[int | None, int | None]] | None = None) -> Iterator[Page]:
    """The unit of reading: a page a month, a heading a day; a crowded month has a page a day. Of all months, or of some."""
    steps = [Step(month_path(y, m), month_name(y, m)) for y, m in site.months]
    lasting = [e for e in site.timeline.dated if e.span and e.span.form in ("lasted", "since")]
    for k, ((y, m), events) in enumerate(site.months.items()):
        if only is not None and (y, m) not in only:
            continue
        name, crowded = month_name(y, m), len(events) > CROWDED
        dated = sorted((e for e in events if e.day), key=lambda e: (e.day or 0, time_order(e)))
        days = [Day(day_name(y, m, d), f"{y:04d}-{m:02d}-{d:02d}", f"{month_path(y, m)}{d:02d}/", list(g)) for d, g in groupby(dated, key=lambda e: e.day or 0)]
        first = Period("month", y * 12 + m - 1).first - EPOCH
        band = [e for e in lasting if e.span and e.span.start < first <= e.span.end][:BAND]
        yield page(
            site, f"{month_path(y, m)}index.md", "month.html", name, year=y, month=m, name=name, events=events, loose=[e for e in events if not e.day], days=days,
            band=band, crowded=crowded, compact=len(events) > COMPACT, articles=count_articles(events), **neighbours(steps, k),
        )  # fmt: skip
        if crowded:
            yield from day_pages(site, y, m, days)


def day_pages(site: Site, year: int, month: int, days: Sequence[Day]) -> Iterator[Page]:
    """The days of a crowded month."""
    steps = [Step(d.path, d.name) for d in days]
    for k, d in enumerate(days):
        up = Step(month_path(year, month), month_name(year, month))
        yield page(site, f"{d.path}index.md", "day.html", d.name, up=up, day=d, compact=len(d.events) > COMPACT, articles=count_articles(d.events), **neighbours(steps, k))


def undated(site: Site) -> Iterator[Page]:
    """Events that no source dates."""
    events = [e for e in site.timeline.events if e.year is None]
    if events:
        yield page(site, "undated/index.md", "undated.html", fill_html("period.undated"), events=events, compact=len(events) > COMPACT)


def neighbours(steps: Sequence[Step], k: int) -> dict[str, Any]:
    """The step before and the one after."""
    return {"before": steps[k - 1] if k else None, "after": steps[k + 1] if k + 1 < len(steps) else None}


def count_articles(events: Sequence[EventView]) -> int:
    """How many articles report these events."""
    return len({a for e in events for a in e.articles})
