"""Calendar arithmetic on whole periods: days, weeks, months, … centuries, as integers.

A :class:`Period` is a kind and its running number on that kind's own axis, so that shifting is
addition and comparing is subtraction. The proleptic Gregorian calendar is used throughout; years
are astronomical (1 BC is year 0), and weeks are ISO weeks that begin on Monday.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import NamedTuple

SEASON_NAMES = ("SP", "SU", "FA", "WI")  # meteorological and northern: spring begins in March


class Period(NamedTuple):
    """``n`` counts periods of ``kind``: days as ``date.toordinal``, months as year*12+month-1, …"""

    kind: str
    n: int

    def shift(self, by: int) -> Period:
        """The period ``by`` steps later on its own axis (earlier when negative)."""
        return Period(self.kind, self.n + by)

    @property
    def first(self) -> int:
        """Number of the first day."""
        return FIRST[self.kind](self.n)

    @property
    def last(self) -> int:
        """Number of the last day."""
        if self.kind in LONG:
            return self.first + LONG[self.kind] - 1
        return FIRST[self.kind](self.n + 1) - 1

    @property
    def year(self) -> int:
        """The year in which the period begins."""
        return civil(self.first)[0]


def ordinal(year: int, month: int, day: int) -> int:
    """Day number of a civil date in any year, BC years included."""
    y = year - (month <= 2)
    era, yoe = divmod(y, 400)
    doy = (153 * (month + (-3 if month > 2 else 9)) + 2) // 5 + day - 1
    return era * 146097 + yoe * 365 + yoe // 4 - yoe // 100 + doy - 305


def civil(n: int) -> tuple[int, int, int]:
    """Year, month and day of a day number: the inverse of :func:`ordinal`."""
    era, doe = divmod(n + 305, 146097)
    yoe = (doe - doe // 1460 + doe // 36524 - doe // 146096) // 365
    doy = doe - (365 * yoe + yoe // 4 - yoe // 100)
    mp = (5 * doy + 2) // 153
    month = mp + (3 if mp < 10 else -9)
    return yoe + era * 400 + (month <= 2), month, doy - (153 * mp + 2) // 5 + 1


def month_first(n: int) -> int:
    """Day number of the first day of month number ``n``."""
    year, month = divmod(n, 12)
    return ordinal(year, month + 1, 1)


LONG = {"weekend": 2, "lunar month": 30}  # days of a period that does not end where the next begins; a month of the moon is about so long
FIRST: dict[str, Callable[[int], int]] = {
    "day": lambda n: n,
    "lunar month": lambda n: n,  # numbered by its first day
    "week": lambda n: n * 7 + 1,
    "weekend": lambda n: n * 7 + 6,
    "month": month_first,
    "quarter": lambda n: month_first(n * 3),
    "half": lambda n: month_first(n * 6),
    "season": lambda n: month_first(n * 3 + 2),
    "year": lambda n: month_first(n * 12),
    "decade": lambda n: month_first(n * 120),
    "century": lambda n: month_first(n * 1200),
    "millennium": lambda n: month_first(n * 12000),
}
MONTHS_IN = {"month": 1, "quarter": 3, "half": 6, "year": 12, "decade": 120, "century": 1200, "millennium": 12000}
DAYS_IN = {"day": 1, "week": 7, "weekend": 7}
# Average length in days: for "which is finer" and for comparing reach.
SIZE = {"second": 0, "minute": 0, "hour": 0, "day": 1, "weekend": 2, "week": 7, "fortnight": 14, "lunar month": 30, "month": 30, "season": 91, "quarter": 91, "half": 182,
        "year": 365, "decade": 3652, "century": 36524, "millennium": 365242}  # fmt: skip


def containing(kind: str, day: int) -> Period:
    """The period of ``kind`` that holds day number ``day``; of a weekend, the one of that week."""
    if kind in DAYS_IN:
        return Period(kind, day if kind == "day" else (day - 1) // 7)
    year, month, _ = civil(day)
    if kind == "season":
        return Period(kind, (year * 12 + month - 3) // 3)
    return Period(kind, (year * 12 + month - 1) // MONTHS_IN[kind])


def day_of(year: int, month: int, day: int) -> Period | None:
    """The day, or None where the calendar has none (30 February)."""
    n = ordinal(year, month, day)
    return Period("day", n) if 1 <= month <= 12 and civil(n) == (year, month, day) else None


def weekday(n: int) -> int:
    """ISO weekday of a day number: Monday is 1."""
    return (n - 1) % 7 + 1


def to_date(n: int) -> dt.date | None:
    """The ``datetime.date`` of a day number; None before year 1 or after 9999."""
    return dt.date.fromordinal(n) if 1 <= n <= 3652059 else None


def iso_week(n: int) -> tuple[int, int]:
    """ISO year and week number of week period ``n`` (the year is that of its Thursday)."""
    year = civil(n * 7 + 4)[0]
    return year, (n * 7 + 4 - ordinal(year, 1, 1)) // 7 + 1


def week_of(year: int, week: int) -> Period:
    """The ISO week."""
    return containing("week", ordinal(year, 1, 4)).shift(week - 1)


def easter(year: int) -> int:
    """Day number of Western Easter Sunday (Meeus, Jones and Butcher)."""
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    k = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * k) // 451
    return ordinal(year, (h + k - 7 * m + 114) // 31, (h + k - 7 * m + 114) % 31 + 1)


def holiday(rule: str, year: int) -> Period:
    """The day that a rule of the language table names in ``year``.

    ``12-25`` is fixed, ``easter-2`` counts from Easter Sunday, ``11/4/4`` is the fourth Thursday of
    November, ``5/-1/1`` the last Monday of May, ``11/1/1+1`` the day after the first Monday.
    """
    if rule.startswith("easter"):
        return Period("day", easter(year) + int(rule[6:] or 0))
    if "/" in rule:
        rule, _, plus = rule.partition("+")
        month, nth, wday = (int(x) for x in rule.split("/"))
        here = Period("month", year * 12 + month - 1)
        return Period("day", nth_weekday(here.first, here.last, nth, wday) + int(plus or 0))
    month, day = (int(x) for x in rule.split("-"))
    return Period("day", ordinal(year, month, day))


def nth_weekday(first: int, last: int, nth: int, wday: int) -> int:
    """Day number of the ``nth`` ISO weekday ``wday`` between two days; -1 is the last one."""
    return first + (wday - weekday(first)) % 7 + 7 * (nth - 1) if nth > 0 else last - (weekday(last) - wday) % 7


def share(p: Period, nth: int, of: int) -> tuple[Period, Period] | None:
    """First and last sub-period of the ``nth`` of ``of`` equal parts: ten days of a month or four months of a year are a third. The last part of a
    month takes the rest of it. None for what has no such parts."""
    if p.kind == "month":
        width = 30 // of
        return Period("day", p.first + width * (nth - 1)), Period("day", p.last if nth == of else p.first + width * nth - 1)
    if p.kind == "week":  # early: Monday to Wednesday; the middle: Tuesday to Thursday; late: Friday to Sunday
        begin = p.first + {1: 0, 2: 1, 3: 4}[nth] if of == 3 else None
        return None if begin is None else (Period("day", begin), Period("day", begin + 2))
    if p.kind in ("year", "season", "quarter"):
        width, rest = divmod(12 if p.kind == "year" else 3, of)
        start = containing("month", p.first).n + width * (nth - 1)
        return None if rest else (Period("month", start), Period("month", start + width - 1))
    if p.kind in ("decade", "century"):
        years = 10 if p.kind == "decade" else 100
        begin, end = (p.n * years - -years * k // of for k in (nth - 1, nth))
        return Period("year", begin), Period("year", end - 1)
    return None


def timex(p: Period) -> str:
    """The TIMEX3 value of a period: ``2021-W31``, ``2021-Q2``, ``199``, ``BC0480``."""
    year, month, day = civil(p.first)
    if p.kind == "decade":
        return f"{p.n:03d}" if p.n >= 0 else f"BC{-p.n:03d}"
    if p.kind == "century":
        return f"{p.n:02d}" if p.n >= 0 else f"BC{-p.n - 1:02d}"
    if p.kind == "millennium":
        return f"{p.n:01d}"
    y = f"{year:04d}" if year > 0 else f"BC{1 - year:04d}"
    if p.kind in ("week", "weekend"):
        wy, w = iso_week(p.n)
        return f"{wy:04d}-W{w:02d}" + ("-WE" if p.kind == "weekend" else "")
    if p.kind == "season":
        return f"{y}-{SEASON_NAMES[p.n % 4]}"
    return {"year": y, "lunar month": y, "month": f"{y}-{month:02d}", "day": f"{y}-{month:02d}-{day:02d}",
            "quarter": f"{y}-Q{p.n % 4 + 1}", "half": f"{y}-H{p.n % 2 + 1}"}[p.kind]  # fmt: skip
