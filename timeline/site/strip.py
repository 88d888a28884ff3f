"""The axis of the home page: bars on true time, as many as there is room for, heights by root so that quiet times are seen beside a burst, chapters over them."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from timeline.calendar import Period, civil, containing, ordinal
from timeline.settings import Chapter
from timeline.site.layout import month_path, year_path
from timeline.view import words
from timeline.view.axis import EPOCH
from timeline.view.event import EventView
from timeline.view.text import current_words

MOST_BARS = 48  # bars
UNITS = ("day", "month", "quarter", "year", "decade", "century", "millennium")


class Piece(NamedTuple):
    """A stretch of the axis in per cent of its length; ``label`` stands below it, ``name`` is said of it."""

    left: float
    width: float
    href: str
    name: str
    label: str = ""
    n: int = 0
    height: int = 0


class Strip(NamedTuple):
    """The axis: its bars, its chapters, how many bars would fit, and how many events lie before and after it."""

    bars: list[Piece]
    chapters: list[Piece]
    units: int
    before: int
    after: int
    earlier: str = ""  # where those lie on the timeline
    later: str = ""


def make_strip(events: Sequence[EventView], key: Sequence[EventView], chapters: Sequence[Chapter] = ()) -> Strip:
    """The axis from the first to the last of the ``key`` events (and over all chapters).

    An event counts where it begins; decades and lives get no bar.
    """
    spans = [e.span for e in events if e.span and e.precision != "wider"]
    shown = [e.span for e in key if e.span and e.precision != "wider"] or spans
    if not shown:
        return Strip([], [], 0, 0, 0)
    first = min([s.start + EPOCH for s in shown] + [c.day for c in chapters[:1]])
    last = max(s.end + EPOCH for s in shown)
    kind = next((u for u in UNITS if containing(u, last).n - containing(u, first).n < MOST_BARS), UNITS[-1])
    units = [Period(kind, n) for n in range(containing(kind, first).n, containing(kind, last).n + 1)]
    start, end = units[0].first, units[-1].last + 1
    begun = [day_of(e) for e in events if e.span and (e.month is not None or e.precision != "wider")]
    counts = Counter(containing(kind, d).n for d in begun if start <= d < end)
    most = max(counts.values(), default=1)

    def piece(a: int, b: int, href: str, name: str, label: str = "", n: int = 0) -> Piece:
        return Piece(round(100 * (a - start) / (end - start), 2), round(100 * (b - a) / (end - start), 2), href, name, label, n, round(100 * math.sqrt(n / most)))

    labels = find_labels(units)
    bars = [piece(u.first, u.last + 1, address(u), words.period(u, bare=True), labels.get(u.n, ""), counts[u.n]) for u in units if counts[u.n] or u.n in labels]
    parts = []
    for c, after in zip(chapters, [*(c.day for c in chapters[1:]), end], strict=False):
        a, b = max(c.day, start), min(after, end)
        if a < b:
            parts.append(piece(a, b, f"timeline/#view={iso(a)}..{iso(b - 1)}", c.title))
    outside = [d for d in begun if d < start], [d for d in begun if d >= end]
    earlier, later = (f"timeline/#view={iso(min(days))}..{iso(max(days))}" if days else "" for days in outside)
    return Strip(bars, parts, len(units), len(outside[0]), len(outside[1]), earlier, later)


def day_of(e: EventView) -> int:
    """The number of the day under which an event stands: that of its page, where the date has one."""
    assert e.span is not None
    return ordinal(e.year, e.month, e.day or 1) if e.year is not None and e.month is not None else e.span.start + EPOCH


def find_labels(units: Sequence[Period]) -> dict[int, str]:
    """The names below an axis: of months at the change of a year, of days at the change of a month, else of every
    unit or every fifth.
    """
    out = {}
    for k, u in enumerate(units):
        year, month, day = civil(u.first)
        if u.kind == "day":
            if day == 1 or not k:
                out[u.n] = f"{day} {current_words()['months_short'][month - 1]}"
        elif u.kind in ("month", "quarter"):
            if month == 1 or not k:
                out[u.n] = words.year_name(year) if month == 1 else f"{current_words()['months_short'][month - 1]} {words.year_name(year)}"
        elif not k or u.n % max(1, len(units) // 8) == 0:
            out[u.n] = words.year_name(year)
    first, *later = sorted(out)
    if later and later[0] - first < len(units) / 12:
        del out[first]  # the two would stand on each other
    return out


def address(u: Period) -> str:
    """Where a bar leads: to the page of its month or year, else to the timeline."""
    year, month, _ = civil(u.first)
    if u.kind == "day":
        return f"{month_path(year, month)}#{iso(u.first)}"
    if u.kind in ("month", "year"):
        return month_path(year, month) if u.kind == "month" else year_path(year)
    return f"timeline/#view={iso(u.first)}..{iso(u.last)}"


def iso(day: int) -> str:
    """A day as the timeline's address has it."""
    year, month, of = civil(day)
    return f"{'-' if year < 0 else ''}{abs(year):04d}-{month:02d}-{of:02d}"


def chapter_of(e: EventView, chapters: Sequence[Chapter]) -> Chapter | None:
    """The chapter in which an event begins."""
    if e.span is None:
        return None
    started = [c for c in chapters if c.day <= e.span.start + EPOCH]
    return started[-1] if started else None
