"""Key events: the events that tell the story by themselves, in order, with the time between them in words."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from timeline.view.event import EventView
from timeline.view.text import fill_text

FEWEST_KEY_EVENTS, MOST_KEY_EVENTS = 12, 25  # key events on the home page
SHORT_STORY = 10  # events of the story in short
MONTH, YEAR = 30.44, 365.25  # days
MOST_DAYS, MOST_MONTHS = 45, 24  # up to so many days a gap is given in days, up to so many months in months


class KeyEvent(NamedTuple):
    """A key event; ``gap`` is how long after the one before it (in words, "" for unknown), ``between`` how many other
    events lie there.
    """

    event: EventView
    gap: str
    between: int


def time_order(e: EventView) -> tuple[tuple[int, int, str], int, str]:
    """Sort key: by date; within a day events with more articles come first, so that an act stands before the
    statements about it.
    """
    return e.sort, -len(e.articles), e.id


def choose_key_events(events: Sequence[EventView]) -> list[KeyEvent]:
    """The key events in order: those that a person marked as ``featured``, then key ones, then others, those with
    most articles first.

    Planned or denied events, those without a title and those of an unknown or wide date are left out, unless
    featured. Between :data:`FEWEST_KEY_EVENTS` and :data:`MOST_KEY_EVENTS` are chosen, where there are so many.
    """
    eligible = [e for e in events if e.featured or (e.span is not None and e.precision in ("day", "month") and e.status in ("happened", "ongoing") and not e.needs_title)]
    best = sorted(eligible, key=lambda e: (not e.featured, e.importance != "key", -len(e.articles), e.confidence == "guessed", e.sort))
    wanted = sum(e.featured or e.importance == "key" or len(e.articles) > 1 for e in eligible)
    chosen = sorted(best[: min(MOST_KEY_EVENTS, max(FEWEST_KEY_EVENTS, wanted))], key=time_order)
    keys = [e.sort for e in events]
    out: list[KeyEvent] = []
    for n, e in enumerate(chosen):
        before = chosen[n - 1] if n else None
        out.append(KeyEvent(e, describe_gap(before, e) if before else "", max(0, bisect_left(keys, e.sort) - bisect_right(keys, before.sort)) if before else 0))
    return out


def choose_short_story(chosen: Sequence[KeyEvent]) -> list[EventView]:
    """At most :data:`SHORT_STORY` of the key events, in order: featured ones first, then those with most articles. []
    where there are no more than that.
    """
    if len(chosen) <= SHORT_STORY:
        return []
    best = sorted((v.event for v in chosen), key=lambda e: (not e.featured, -len(e.articles), -len({s.publisher for s in e.sources}), e.importance != "key"))
    return sorted(best[:SHORT_STORY], key=time_order)


def describe_gap(before: EventView, e: EventView) -> str:
    """How long after another event an event was, in days, months or years; "" where that is not known."""
    if before.span is None or e.span is None or "day" not in (before.precision, e.precision) or before.precision != e.precision:
        return ""
    days = e.span.start - before.span.end
    if days < 1:
        return ""
    if days <= MOST_DAYS:
        return fill_text("spine.days", n=days)
    return fill_text("spine.months", n=round(days / MONTH)) if days <= MOST_MONTHS * MONTH else fill_text("spine.years", n=round(days / YEAR))
