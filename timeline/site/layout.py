"""Which page holds which event: the month is the unit of reading, a crowded month is cut into days."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby, pairwise
from typing import NamedTuple
from urllib.parse import urlsplit

from timeline.calendar import Period, ordinal
from timeline.model import NAMES
from timeline.settings import Settings
from timeline.site.pictures import PublishedPicture
from timeline.slug import slug
from timeline.view import words
from timeline.view.event import EventView
from timeline.view.key_events import KeyEvent, choose_key_events
from timeline.view.load import Timeline
from timeline.view.outcomes import find_outcomes
from timeline.view.promises import Promise, promises
from timeline.view.text import current_words

CROWDED = 200  # events of a month; more, and each day gets a page
HUGE = 5000  # events of a site; more, and search holds titles without quotations, and one page all stable addresses
FEED = 2  # events of a name; from so many on it has a feed
COMPACT = 60  # events of a page; more, and each card folds its evidence


class Bar(NamedTuple):
    """One bar of a strip: ``height`` in per cent, an empty ``href`` for a stretch without events, ``gap`` where the one before is not its neighbour."""

    label: tuple[str, ...]
    name: str
    n: int
    href: str
    gap: bool = False
    height: int = 0


@dataclass(frozen=True)
class Site:
    """A timeline with the addresses of its pages. ``correct`` is the address of a line of an event file, with {path} and {line} in it."""

    timeline: Timeline
    correct: str = ""
    url: str = ""
    description: str = ""
    settings: Settings = field(default_factory=Settings)
    pictures: dict[str, PublishedPicture] = field(default_factory=dict)  # by the names of their files

    @cached_property
    def dated(self) -> tuple[EventView, ...]:
        """The events that stand on the axis, in its order."""
        return self.timeline.dated

    @cached_property
    def months(self) -> dict[tuple[int, int], list[EventView]]:
        """Events by year and month, in order of time; those with no month left out."""
        found: dict[tuple[int, int], list[EventView]] = {}
        for e in self.timeline.events:
            if e.year is not None and e.month is not None:
                found.setdefault((e.year, e.month), []).append(e)
        return dict(sorted(found.items()))

    @cached_property
    def years(self) -> list[tuple[int, list[EventView]]]:
        """Events by year, in order of time."""
        return [(y, list(g)) for y, g in groupby((e for e in sorted(self.timeline.events, key=lambda e: (e.year is None, e.year or 0)) if e.year is not None), key=lambda e: e.year or 0)]

    @cached_property
    def promises(self) -> list[Promise]:
        """What was planned, with what came of it."""
        return promises(self.timeline.events)

    @cached_property
    def promise(self) -> dict[str, Promise]:
        """The chain that an event belongs to, where it is more than a plan alone."""
        return {e.id: p for p in self.promises if len(p.steps) > 1 for e in p.steps}

    @property
    def huge(self) -> bool:
        """Whether there are so many events that not everything can stand everywhere."""
        return len(self.timeline.events) > HUGE

    def crowded(self, e: EventView) -> bool:
        """Whether the event's month is cut into days."""
        return e.year is not None and e.month is not None and len(self.months[e.year, e.month]) > CROWDED

    def path(self, e: EventView) -> str:
        """Folder of the page that holds the event, from the root of the site."""
        if e.year is None:
            return "undated/"
        if e.month is None:
            return year_path(e.year)
        day = f"{e.day:02d}/" if e.day is not None and self.crowded(e) else ""
        return month_path(e.year, e.month) + day

    def address(self, e: EventView) -> str:
        """Where the event stands, from the root of the site."""
        return f"{self.path(e)}#{e.id}"

    def picture(self, e: EventView) -> PublishedPicture | str | None:
        """The picture of an event: one of ours with its size, the address of another's where the settings allow its host; None where there is none to show."""
        if e.image is None:
            return None
        return self.pictures.get(e.image.file) or (e.image.file if host(e.image.file) in self.settings.images_from else None)

    @cached_property
    def key_events(self) -> list[KeyEvent]:
        """The key events, in order."""
        return choose_key_events(self.dated)

    @cached_property
    def names_with_feed(self) -> frozenset[tuple[str, str]]:
        """Kind and address of the names that have a feed of their own: those of several events."""
        found = Counter((kind, slug(n)) for e in self.timeline.events for kind in NAMES for n in getattr(e, kind))
        return frozenset(k for k, n in found.items() if n >= FEED and not self.huge)

    def find_outcomes(self, e: EventView) -> list[EventView]:
        """The nearest later events that may be what came of a plan."""
        return find_outcomes(e, self.dated) if e.passed else []


def host(address: str) -> str:
    """The host of an address, "" for what is none."""
    return (urlsplit(address).hostname or "") if "://" in address else ""


def year_path(year: int) -> str:
    """Folder of a year's page; years before 1 are counted as people count them."""
    return f"{year:04d}/" if year > 0 else f"{1 - year:04d}-bc/"


def month_path(year: int, month: int) -> str:
    """Folder of a month's page."""
    return f"{year_path(year)}{month:02d}/"


def month_name(year: int, month: int) -> str:
    """A month in words."""
    return words.period(Period("month", year * 12 + month - 1), bare=True)


def day_name(year: int, month: int, day: int) -> str:
    """A day in words."""
    return words.period(Period("day", ordinal(year, month, day)))


def make_bars(events: Iterable[EventView], most: int = 120) -> list[Bar]:
    """A bar for each month that has events, or for each year where there are more than ``most`` months."""
    dated = [e for e in events if e.year is not None and e.month is not None]
    by_month = [(k, len(list(g))) for k, g in groupby(sorted((e.year or 0, e.month or 0) for e in dated))]
    if len(by_month) <= most:
        short = current_words()["months_short"]
        gaps = find_breaks([12 * y + m for (y, m), _ in by_month])
        return scale_bars(Bar((short[m - 1], words.year_name(y)), month_name(y, m), n, month_path(y, m), gap) for ((y, m), n), gap in zip(by_month, gaps, strict=True))
    by_year = [(y, sum(n for _, n in g)) for y, g in groupby(by_month, key=lambda row: row[0][0])]
    return scale_bars(Bar((words.year_name(y),), words.year_name(y), n, year_path(y), gap) for (y, n), gap in zip(by_year, find_breaks([y for y, _ in by_year]), strict=True))


def find_breaks(numbers: list[int]) -> list[bool]:
    """For each number whether it does not follow the one before."""
    return [False, *(b - a > 1 for a, b in pairwise(numbers))][: len(numbers)]


def make_year_bars(year: int, events: Iterable[EventView]) -> list[Bar]:
    """Twelve bars, those of empty months without an address."""
    of = [0] * 13
    for e in events:
        of[e.month or 0] += 1
    short = current_words()["months_short"]
    return scale_bars(Bar((short[m - 1],), month_name(year, m), of[m], month_path(year, m) if of[m] else "") for m in range(1, 13))


def scale_bars(rows: Iterable[Bar]) -> list[Bar]:
    """The bars with their heights, in per cent of the highest."""
    found = list(rows)
    top = max((r.n for r in found), default=1) or 1
    return [r._replace(height=max(6, round(100 * r.n / top)) if r.n else 0) for r in found]
