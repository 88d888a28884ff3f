"""A reading (what was worked out for an expression) and the situation (what it is worked out from)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from timeline.calendar import Period, timex
from timeline.timex.clock import Clocks


@dataclass(frozen=True, slots=True)
class Reading:
    """What was worked out. ``a`` and ``b`` are the first and last period (equal for a single one);
    ``lasting`` says that it went on all the time between; both None: a length, a set or a vague reference."""

    type: str
    value: str
    a: Period | None = None
    b: Period | None = None
    lasting: bool = False
    mod: str = ""
    time: str = ""
    anchor: str = ""
    direction: str = ""
    confidence: str = "worked-out"
    rejected: tuple[tuple[Period, str], ...] = ()
    explicit: bool = False
    part: str = ""
    either: Period | None = None
    length: str = ""
    said: int | None = None  # the day of the quotation that it stands in

    @property
    def granularity(self) -> str:
        """Kind of the period, ``minute`` for clock times, ``range``, or ``""`` without a date."""
        if self.a is None:
            return ""
        if self.time:
            return "minute"
        return self.a.kind if self.a == self.b else "range"


@dataclass(frozen=True, slots=True)
class Situation:
    """What an expression is resolved from: the clocks, the tense of its clause and the signal word before it."""

    clocks: Clocks
    tense: str = ""
    signal: str = ""
    close: bool = False  # the word that shows the tense stands right before the expression
    now: int | None = None  # displaced now, inside "a year ago on Friday"
    opens: bool = False  # the expression opens its sentence: "Until Thursday, they had …"

    @property
    def today(self) -> int | None:
        """The day that counts as now, as a day number: the story's in a narrative. None where there is none."""
        if self.now is not None:
            return self.now
        c = self.clocks
        return c.story.first if c.narrative and c.story is not None else c.now

    @property
    def ahead(self) -> bool:
        """Whether the clause is about the future."""
        return self.tense == "future" or (self.signal == "until" and not self.opens) or (self.signal in ("by", "through") and self.tense != "past")


def single(p: Period, **kw: Any) -> Reading:
    """A reading that is one period."""
    return Reading("DATE", timex(p), p, p, **kw)
