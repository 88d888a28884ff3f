"""Unresolved expressions: what the words say, before it is known which day they mean.

The grammar builds them, :mod:`timeline.timex.resolve` resolves them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Cal:
    """Calendar fields, as far as the words give them; ``rel`` is last, this, next, that and so on."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    quarter: int | None = None
    half: int | None = None
    season: int | None = None
    decade: int | None = None
    century: int | None = None
    millennium: int | None = None
    holiday: str | None = None
    era: str = ""
    rel: str = ""
    week: int | None = None
    order: str = ""  # mdy or dmy, for dates in figures
    other: tuple[int, int, int] | None = None  # the other order of an ambiguous 03/04/2021


@dataclass(frozen=True, slots=True)
class Rel:
    """A period counted from an anchor: ``k`` units of ``kind`` away from ``base`` (now, story or focus)."""

    kind: str
    k: int
    base: str
    word: str = ""


@dataclass(frozen=True, slots=True)
class Length:
    """A length of time: ``n`` units, where ``X`` is some; ``more`` is a second, finer part."""

    n: float | str
    kind: str
    mod: str = ""
    more: tuple[float, str] | None = None
    one: bool = False  # "a year": may be a rate


@dataclass(frozen=True, slots=True)
class Shift:
    """``sign`` times a length away from ``base``: an expression, or now or story."""

    length: Length
    sign: int
    base: Expr | str
    exact: bool = False  # "to the day"


@dataclass(frozen=True, slots=True)
class Edge:
    """The START, MID or END of a period. ``soft`` is "earlier/later this year": no third is meant."""

    which: str
    base: Expr
    soft: bool = False


@dataclass(frozen=True, slots=True)
class Share:
    """The ``nth`` of ``of`` equal parts of a period: the second half of a century."""

    nth: int
    of: int
    base: Expr


@dataclass(frozen=True, slots=True)
class Subperiod:
    """``count`` units of ``kind`` (or weekdays) from the ``nth`` of ``base``; a negative ``nth`` counts from the end.

    Example: the first three months of the year.
    """

    nth: int
    kind: str
    base: Expr
    count: int = 1
    weekday: int | None = None


@dataclass(frozen=True, slots=True)
class Holding:
    """The week or weekend that holds a day."""

    kind: str
    base: Expr


@dataclass(frozen=True, slots=True)
class Beside:
    """The ``nth`` such weekday after (positive) or before (negative) a date."""

    weekday: int
    nth: int
    base: Expr


@dataclass(frozen=True, slots=True)
class Within:
    """``inner``, whose missing fields ``outer`` gives: July of last year."""

    inner: Expr
    outer: Expr


@dataclass(frozen=True, slots=True)
class AtTime:
    """A part of day (MO, NI, …) or a clock time on a date; ``base`` is None for the day in hand."""

    base: Expr | None
    part: str = ""
    clock: str = ""
    zone: str = ""


@dataclass(frozen=True, slots=True)
class About:
    """The date, more or less."""

    base: Expr
    mod: str


@dataclass(frozen=True, slots=True)
class Window:
    """A length that ends (-1) or begins (+1) at the anchor; 0 is one that floats ("the first nine months")."""

    length: Length
    side: int
    word: str = ""


@dataclass(frozen=True, slots=True)
class Recur:
    """A set: the TIMEX3 value is ready."""

    value: str


@dataclass(frozen=True, slots=True)
class Vague:
    """PAST_REF, PRESENT_REF or FUTURE_REF; ``needs`` limits it to a narrative or to clauses about the future."""

    value: str
    needs: str = ""


Expr: TypeAlias = Beside | Holding | Cal | Rel | Shift | Edge | Share | Subperiod | Within | AtTime | About | Length | Window | Recur | Vague
