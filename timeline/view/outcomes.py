"""Outcomes of a plan: later events that may be what became of it.

They are candidates for a person to look at, never a decision.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from timeline.view.event import EventView

WORD = re.compile(r"[^\W\d_]{4,}")
WORDS_SHARED, DAYS_AHEAD, MOST_CANDIDATES = 2, 60, 2  # words in common at least, days that are looked ahead, candidates at most
DAYS_EARLY = 7  # days before the planned one from which it may have come about


def find_outcomes(plan: EventView, dated: Sequence[EventView]) -> list[EventView]:
    """The nearest events from a week before the planned day to two months after it that happened and share two words of four letters, one of them no name, with the plan.

    ``dated`` are the events on the axis in its order. A plan of no known day has none.
    """
    if plan.span is None:
        return []
    mine = stems(plan)
    found = []
    for e in dated[bisect_left(dated, plan.span.start - DAYS_EARLY, key=lambda e: e.span.start if e.span else 0) :]:
        assert e.span is not None
        if e.span.start > plan.span.end + DAYS_AHEAD:
            break
        if e.status in ("happened", "cancelled") and e.precision == "day" and e.id != plan.id and len(mine & stems(e)) >= WORDS_SHARED:
            if mine & stems(e) & words_but_names(e):  # two names are shared by much of a dossier
                found.append(e)
    end = plan.span.end
    return sorted(sorted(found, key=lambda e: (-len(mine & stems(e)), abs((e.span.start if e.span else 0) - end)))[:MOST_CANDIDATES], key=lambda e: e.sort)


def words_but_names(e: EventView) -> frozenset[str]:
    """The words of a title that are no names, by their first five letters."""
    return frozenset(w[:5] for w in WORD.findall(e.title) if w.islower())


def stems(e: EventView) -> frozenset[str]:
    """The words of a title by their first letters, so that "leave" and "leaving" are one."""
    return frozenset(w.lower()[:5] for w in WORD.findall(e.title))
