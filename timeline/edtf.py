"""The date value of an event: the subset of EDTF (ISO 8601-2) that the project writes and reads.

``2021-08-15``, ``2021-08``, ``2021``, ``199X``, ``19XX``, ``2021-21`` (seasons 21-24), ``2021-33`` (quarters 33-36), with ``~``
(about), ``?`` (probably) or ``%`` (both); ``2021-08-15T20:30`` (a time of minutes is our one extension);
``A/B`` (lasted from to), ``A/..`` (since), ``../B``; ``[A..B]`` (one day in it, not known which), ``[..B]`` (by), ``[A..]`` (after);
``[A,B]`` (one or the other). Days are numbers as in :mod:`timeline.calendar`, ends inclusive.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from timeline.calendar import Period, civil, day_of, iso_week, week_of

POINT = re.compile(
    r"(?P<year>-?\d{4}|\d{3}X|\d{2}XX|Y-?\d{5,9})(?:-(?P<part>\d\d|W\d\d|XX)(?:-(?P<day>\d\d|XX))?)?"
    r"(?:T(?P<time>\d\d:\d\d(?::\d\d)?)(?P<zone>Z|[+-]\d\d(?::\d\d)?)?)?(?P<mark>[~?%]?)"
)
# What EDTF has at level 2 and this project does not keep: how it looks, and what it is called.
LEVEL_2 = (
    (re.compile(r"-?Y?-?\d+E\d+.*"), "a year with an exponent"), (re.compile(r"Y?-?\d+S\d+"), "significant digits"), (re.compile(r"\{.*\}"), "a set of all members"),
    (re.compile(r"[?~%].*|.*-[?~%].*|.*\d[?~%]-.*"), "a doubt about one part of a date"), (re.compile(r"-\d{0,3}X+.*"), "figures left open before year 0"),
    (re.compile(r"[\dX]*X[\dX]*(?:-[\dX]{2})*"), "figures left open elsewhere than at the end"), (re.compile(r"\d{4}-(?:2[5-9]|3[0-27-9]|4[01])"), "seasons of a hemisphere and other parts of a year"),
)  # fmt: skip


class BadDate(ValueError):
    """The text is not a date in EDTF; the message says what is wrong, for people who edit event files."""


class Point(NamedTuple):
    """One period with the qualifiers that stand behind it."""

    period: Period
    time: str = ""
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Edtf:
    """``form`` is point, interval, one-of or either; an open end is None in ``points``."""

    form: str
    points: tuple[Point | None, ...]

    @property
    def earliest(self) -> int | None:
        """Number of the first possible day; None where the date is open to the past."""
        days = [p.period.first for p in self.points if p]
        return None if self.points[0] is None else min(days)

    @property
    def latest(self) -> int | None:
        """Number of the last possible day; None where the date is open to the future."""
        days = [p.period.last for p in self.points if p]
        return None if self.points[-1] is None else max(days)

    @property
    def granularity(self) -> str:
        """How finely the date is known: ``minute``, the kind of its period, or ``range``."""
        first = self.points[0]
        if self.form == "point" and first:
            return "minute" if first.time else first.period.kind
        return "range"

    @property
    def sort_key(self) -> tuple[int, int, str]:
        """Earliest possible day, then narrower before wider, then time of day."""
        start, end = self.earliest, self.latest
        some = next(p for p in self.points if p)
        low = start if start is not None else some.period.first - 1
        high = end if end is not None else some.period.last + 1
        return low, high - low, some.time


@lru_cache(maxsize=16384)
def parse(text: str) -> Edtf:
    """Read a date. Raises :class:`BadDate` with the reason; ``2021-W31`` is taken as its seven days."""
    text = text.strip()
    if re.fullmatch(r"\d{4}-W\d\d", text):
        week = _point(text).period
        return Edtf("one-of", (Point(Period("day", week.first)), Point(Period("day", week.last))))
    if text.startswith("[") != text.endswith("]"):
        raise BadDate(f'"{text}" has a bracket on one side only')
    if text.startswith("["):
        body = text[1:-1]
        if ".." in body:
            return _ordered("one-of", text, *body.split("..", 1))
        ends = body.split(",")
        if len(ends) < 2:
            raise BadDate(f'"{text}" needs two dates: [2021-08-02..2021-08-08] or [2021-03-04,2021-04-03]')
        return Edtf("either", tuple(sorted(_point(e.strip()) for e in ends)))
    if "/" in text:
        a, b = text.split("/", 1)
        return _ordered("interval", text, "" if a == ".." else a, "" if b == ".." else b)
    return Edtf("point", (_point(text),))


def _ordered(form: str, text: str, a: str, b: str) -> Edtf:
    start, end = (_point(a) if a else None), (_point(b) if b else None)
    if not start and not end:
        raise BadDate(f'"{text}" has no date on either side')
    if start and end and start.period.first > end.period.last:
        raise BadDate(f'"{text}" ends before it begins')
    return Edtf(form, (start, end))


def _point(text: str) -> Point:
    m = POINT.fullmatch(text)
    if not m:
        level = next((name for pattern, name in LEVEL_2 if pattern.fullmatch(text)), "")
        raise BadDate(f'"{text}" is EDTF of level 2 ({level}), which is not kept here; write a coarser date' if level else f'"{text}" is not a date: write 2021-08-15, 2021-08 or 2021')
    year, part, day, time, mark = m["year"], m["part"], m["day"], m["time"], m["mark"]
    if time and (not day or day == "XX" or int(time[:2]) > 23 or int(time[3:5]) > 59 or int(time[6:] or 0) > 59):
        raise BadDate(f'"{text}" has a time that does not exist' if day else f'"{text}" has a time but no day')
    if year.endswith("X"):
        if part:
            raise BadDate(f'"{text}" is EDTF of level 2 (figures left open elsewhere than at the end), which is not kept here; write a coarser date')
        n = int(year.rstrip("X"))
        return Point(Period("decade" if year.endswith("X") and len(year.rstrip("X")) == 3 else "century", n), "", mark)
    y = int(year.lstrip("Y"))
    if part == "XX" and day not in (None, "XX"):
        raise BadDate(f'"{text}" is EDTF of level 2 (a day of a month that is left open), which is not kept here; write the year')
    if not part or part == "XX":
        return Point(Period("year", y), "", mark)
    if day == "XX":
        day = None  # the day is left open: the month
    if part.startswith("W"):
        week = int(part[1:])
        if not 1 <= week <= iso_week((day_of(y, 12, 28) or Period("day", 0)).n // 7)[1] or day:
            raise BadDate(f'"{text}" is not a week of {y}')
        return Point(week_of(y, week), "", mark)
    code = int(part)
    if day:
        p = day_of(y, code, int(day)) if 1 <= code <= 12 else None
        if p is None:
            what = f'"{y:04d}-{part}" is not a month (01 to 12)' if not 1 <= code <= 12 else f'"{text}" is not a day of that month'
            raise BadDate(what)
        return Point(p, (time or "") + (m["zone"] or ""), mark)
    if 1 <= code <= 12:
        return Point(Period("month", y * 12 + code - 1), "", mark)
    if 21 <= code <= 24:
        return Point(Period("season", y * 4 + code - 21), "", mark)
    if 33 <= code <= 36:
        return Point(Period("quarter", y * 4 + code - 33), "", mark)
    if 25 <= code <= 41:
        raise BadDate(f'"{text}" is EDTF of level 2 (a season of a hemisphere, or another part of a year), which is not kept here; write the months')
    raise BadDate(f'"{text}" is not a month (01 to 12)')


def point(p: Period, time: str = "", mark: str = "") -> str:
    """Write one period. Weeks, weekends and halves, which EDTF lacks, become ``[first..last]``."""
    year, month, day = civil(p.first)
    if p.kind in ("week", "weekend"):
        return one_of(Period("day", p.first), Period("day", p.last))
    if p.kind == "half":
        return one_of(Period("month", p.n * 6), Period("month", p.n * 6 + 5))
    if p.kind == "millennium" or (p.kind in ("decade", "century") and p.n < 0):
        years = {"decade": 10, "century": 100, "millennium": 1000}[p.kind]
        return one_of(Period("year", p.n * years), Period("year", p.n * years + years - 1))
    y = f"Y{year}" if abs(year) > 9999 else f"{year:05d}" if year < 0 else f"{year:04d}"
    body = {
        "day": f"{y}-{month:02d}-{day:02d}",
        "month": f"{y}-{month:02d}",
        "year": y,
        "season": f"{y}-{p.n % 4 + 21}",
        "quarter": f"{y}-{p.n % 4 + 33}",
        "decade": f"{p.n:03d}X",
        "century": f"{p.n:02d}XX",
    }[p.kind]
    return body + (f"T{time}" if time else "") + mark


def ends(p: Period) -> tuple[Period, Period]:
    """First and last period that EDTF can write and that together are ``p``."""
    if p.kind in ("week", "weekend"):
        return Period("day", p.first), Period("day", p.last)
    if p.kind == "half":
        return Period("month", p.n * 6), Period("month", p.n * 6 + 5)
    if p.kind in ("decade", "century", "millennium"):
        years = {"decade": 10, "century": 100, "millennium": 1000}[p.kind]
        return Period("year", p.n * years), Period("year", p.n * years + years - 1)
    return p, p


def one_of(a: Period | None, b: Period | None) -> str:
    """``[a..b]``: one day between, not known which; None is an open end."""
    return f"[{point(a) if a else ''}..{point(b) if b else ''}]"


def interval(a: Period | None, b: Period | None) -> str:
    """``a/b``: it lasted from ``a`` to ``b``; None is an open end."""
    start = point(ends(a)[0]) if a else ".."
    end = point(ends(b)[1]) if b else ".."
    return start if start == end else f"{start}/{end}"


def write(value: Edtf) -> str:
    """The canonical text; ``parse(write(d)) == d``."""
    texts = [point(*p) if p else None for p in value.points]
    if value.form == "point":
        return texts[0] or ""
    if value.form == "either":
        return f"[{','.join(t or '' for t in texts)}]"
    if value.form == "interval":
        return f"{texts[0] or '..'}/{texts[1] or '..'}"
    return f"[{texts[0] or ''}..{texts[1] or ''}]"
