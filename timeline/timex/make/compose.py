"""Parts of periods and dates in them: "early May", "the third Friday of last month", "Sunday at 9"."""

from __future__ import annotations

from typing import Any

from timeline.timex.expr import About, AtTime, Cal, Edge, Expr, Holding, Length, Rel, Share, Shift, Subperiod, Within
from timeline.timex.make.match import Match
from timeline.timex.make.units import CLOCKLIKE, NEAR
from timeline.timex.tense import find_tense
from timeline.timex.tokens import Node

SECOND = {"last": 2, -1: 2}  # of two halves


def base_of(m: Match, date: str, unit: str) -> Expr | None:
    """The captured date, or the unit in hand ("of the year")."""
    found = m.value(date, "DATE")
    if found is not None:
        return found  # type: ignore[no-any-return]
    kind = m.value(unit, "UNIT")
    return None if kind in NEAR or kind in ("season", "weekend", "fortnight", None) else Rel(kind, 0, "focus", "the")


def holiday_weekend(m: Match) -> Any:
    """Easter weekend."""
    date = m.value("d", "DATE")
    return Holding("weekend", date) if isinstance(date, Cal) and date.holiday else None


def week_of_day(m: Match) -> Any:
    """The week of 9 August, the week ending Sunday, the weekend of 7 August."""
    unit, date = m.value("u", "UNIT"), m.value("d", "DATE")
    if unit not in ("week", "weekend") or fineness(date) > 1 or isinstance(date, Rel):
        return None
    return Holding(unit, date)


def numbered_week(m: Match) -> Any:
    """Week 34 of 2021."""
    date = m.value("y", "DATE")
    n = m.value("n", "NUM")
    if m.value("u", "UNIT") == "week" and isinstance(date, Cal) and date.year and fineness(date) == 7 and isinstance(n, int) and 1 <= n <= 53:
        return Cal(date.year, week=n)
    if m.value("u", "UNIT") == "quarter" and isinstance(date, Cal) and date.year and fineness(date) == 7 and n in (1, 2, 3, 4):
        return Cal(date.year, quarter=n)
    return None


def day_of(m: Match) -> Any:
    """The 14th of this month."""
    date, n = m.value("d", "DATE"), m.value("k", "DAYORD", "DAYNUM", "ORD", "FIRST")
    return Within(Cal(day=n), date) if isinstance(date, Rel) and date.kind == "month" and isinstance(n, int) and 1 <= n <= 31 else None


def season_of(m: Match) -> Any:
    """The fall of last year."""
    date = m.value("d", "DATE")
    return Within(Cal(season=m.value("s", "WSEASON")), date) if isinstance(date, Rel) and date.kind == "year" else None


def hour_on(m: Match) -> Any:
    """At six this morning."""
    hour, date = m.value("t", "HOURNUM", "N"), m.value("d", "DATE")
    if not isinstance(hour, int) or not 1 <= hour <= 12 or not isinstance(date, AtTime) or not date.part:
        return None
    return AtTime(date, "", f"{hour:02d}:00")


def edge(m: Match) -> Any:
    """Early, late, mid, the end of …; "earlier this year" names no third."""
    base = base_of(m, "d", "u")
    if base is None:
        return None
    which = m.value("e", "EDGE", "EARLY") or ""
    soft = "ERLIER" in m.got["e"].values and "EARLY" not in m.got["e"].values
    which = which or m.value("e", "ERLIER")
    if which == "REST":
        which, soft = "END", True  # "the rest of 2011" may begin at any time
    if isinstance(base, Edge) or (isinstance(base, Rel) and base.base == "focus" and base.kind == "day"):
        return None
    if m.case == "end":
        if m.value("u", "UNIT") != "year" or which != "END" or m.has(0, "OF"):
            return None
    return Edge(which, base, soft)


def subperiod(m: Match) -> Any:
    """The first week of March, the last three months of the year, the third Friday of last month."""
    base = base_of(m, "d", "o")
    nth = m.value("k", "ORD", "DAYORD", "FIRST", "FIRSTS", "LAST", "LASTS")
    nth = {"last": -1, "past": -1, "latest": -1}.get(nth, nth)
    if base is None or not isinstance(nth, int):
        return None
    if "w" in m.got:
        day = m.value("w", "DATE")
        return Subperiod(nth, "day", base, 1, day.weekday) if isinstance(day, Cal) and day.weekday and day.day is None and not day.month else None
    if "l" in m.got:
        span = m.value("l", "LEN")
        return Subperiod(nth, span.kind, base, span.n) if isinstance(span.n, int) and abs(nth) == 1 and span.kind not in CLOCKLIKE else None
    kind = m.value("u", "UNIT")
    of = m.value("t", "ORD", "SHARE") or (4 if kind == "quarter" and fineness(base) in (8, 9) else 0)
    if of:
        return Share(nth if nth > 0 else of, of, base) if of in (2, 3, 4) and nth <= of else None
    if kind == "fortnight":
        return Subperiod(nth, "week", base, 2)
    if kind == "week" and isinstance(base, Cal) and base.year and fineness(base) == 7 and 1 < nth <= 53:
        return Cal(base.year, week=nth)  # the 52nd week of 2022
    return Subperiod(nth, kind, base) if kind not in NEAR else None


FINER = ("weekday", "day", "month", "season", "quarter", "half", "holiday", "year", "decade", "century")


def fineness(expr: Any) -> int:
    """How fine an expression is, for "A of B" and "A, B": a smaller number is finer."""
    if isinstance(expr, Cal):
        return next((i for i, f in enumerate(FINER) if getattr(expr, f) not in (None, "")), 9)
    if isinstance(expr, Rel):
        return {"day": 1, "weekend": 1.5, "week": 1.6, "month": 2, "quarter": 4, "half": 5, "year": 7, "decade": 8, "century": 9}.get(expr.kind, 9)  # type: ignore[return-value]
    if isinstance(expr, Edge | AtTime | About):
        return fineness(expr.base) if expr.base is not None else 0
    return 9


def within(m: Match) -> Any:
    """The finer of two dates inside the coarser: July of last year; Friday, 23 October."""
    inner = m.value("a", "DATE") or m.value("w", "DATE")
    outer = m.value("b", "DATE") or m.value("d", "DATE")
    comma = any("COMMA" in n.values for n in m.nodes[m.start : m.end])
    if isinstance(outer, AtTime) and isinstance(inner, Cal) and inner.weekday and not inner.day:
        return AtTime(Within(inner, outer.base), outer.part, outer.clock, outer.zone) if outer.base and fineness(outer.base) > 0 else None
    if isinstance(inner, Cal) and isinstance(outer, Cal) and inner.rel == outer.rel == "":
        if inner.weekday and not inner.day and not inner.month and outer.day and not outer.weekday:
            return Cal(outer.year, outer.month, outer.day, inner.weekday, holiday=outer.holiday)
        if inner.weekday and not inner.month and not inner.day and outer.holiday:
            return outer
        if outer.weekday and not outer.day and not outer.month and inner.day and not inner.weekday and inner.month and comma:
            return Cal(inner.year, inner.month, inner.day, outer.weekday)
        if m.case == "period_first" or inner.year is not None:
            pass
    if isinstance(inner, Rel) and inner.kind == "month" and inner.base == "now" and inner.k == 0 and isinstance(outer, Rel) and outer.kind == "year" and outer.base == "now" and outer.k:
        return Shift(Length(1, "year"), outer.k, inner)  # this month last year
    if isinstance(inner, Edge) and isinstance(inner.base, Cal):
        made = fill_from_outer(inner.base, outer, comma)
        return Edge(inner.which, made, inner.soft) if made else None
    if isinstance(inner, AtTime) and inner.base is not None:
        made = fill_from_outer(inner.base, outer, comma)
        return AtTime(made, inner.part, inner.clock, inner.zone) if made else None
    if isinstance(inner, Cal) and inner.quarter and fineness(outer) in (8, 9) and m.case != "period_first":
        return Share(inner.quarter, 4, outer)  # "the third quarter of the 17th century"; but "2020's third quarter"
    return fill_from_outer(inner, outer, comma)


def fill_from_outer(inner: Any, outer: Any, comma: bool) -> Expr | None:
    """``Within(inner, outer)`` where ``inner`` lacks just the fields that ``outer`` gives; else None."""
    if not isinstance(inner, Cal) or inner.year is not None or inner.decade is not None or inner.century is not None or inner.rel not in ("", "last", "past"):
        return None
    if inner.half and isinstance(outer, Cal | Rel) and (fineness(outer) in (2, 8, 9)):
        return Share(inner.half, 2, outer)
    if isinstance(outer, Cal | Rel | Shift | Edge) and fineness(inner) < fineness(outer):
        if isinstance(outer, Cal) and outer.weekday and not outer.day:
            return None
        if comma and isinstance(outer, Cal) and (outer.year is None):
            return None
        if isinstance(outer, Shift) and outer.length.kind not in ("year", "month", "week"):
            return None
        if inner.weekday and not inner.day and fineness(outer) > 2:
            return None
        return Within(inner, outer)
    return None


def at_part(m: Match) -> Any:
    """A part of day on a date."""
    date, part = m.value("d", "DATE"), m.value("p", "PART")
    if isinstance(date, AtTime) or (not is_day(date) and not isinstance(date, Shift | Within | Subperiod)) or (isinstance(date, Rel) and date.kind != "day"):
        return None
    made = AtTime(date, part)
    which = m.value("e", "EARLY")
    return Edge(which, made) if which else made


def at_clock(m: Match) -> Any:
    """A clock time on a date."""
    time, date = m.value("c", "CLOCK"), m.value("d", "DATE")
    if time.base is not None:
        return None
    if isinstance(date, AtTime):
        made = AtTime(date, "", time.clock, time.zone or date.zone) if not date.clock else None  # the part of day says am or pm
    else:
        made = AtTime(date, "", time.clock, time.zone) if is_day(date) or (isinstance(date, Shift) and date.length.kind not in CLOCKLIKE) else None
    return About(made, "APPROX") if made is not None and m.value("q", "APPROX") == "APPROX" else made


def is_day(date: Any) -> bool:
    """Whether an expression names a day."""
    return fineness(date) <= 1 or (isinstance(date, Cal) and bool(date.holiday)) or (isinstance(date, Subperiod) and date.kind == "day" and date.count == 1)


def year_unit(m: Match) -> Any:
    """The 1988 quarter: the focus period in that year."""
    date, unit = m.value("b", "DATE"), m.value("u", "UNIT")
    if unit in ("quarter",) and ((isinstance(date, Cal) and date.year and fineness(date) == 7) or (isinstance(date, Rel) and date.kind == "year")):
        return Within(Rel(unit, 0, "focus", "the"), date)
    return None


def about(m: Match) -> Any:
    """Around 10 August."""
    return About(m.value("d", "DATE", "CLOCK"), "APPROX") if m.value("q", "APPROX", "AROUND") == "APPROX" and not m.has(0, "POSS") else None


def edge_adjective(m: Match) -> Any:
    """Die frühen neunziger Jahre."""
    base = m.value("d", "DATE")
    return Edge(m.value("e", "WEARLY"), base) if fineness(base) >= 2 else None


def half_of(m: Match) -> Any:
    """Die zweite Hälfte des Juli: a half with what it is a half of; alone it may be one of a match."""
    nth = SECOND.get(k := m.value("k", "ORD", "DAYORD", "FIRST", "LAST"), k)
    return fill_from_outer(Cal(half=nth), m.value("d", "DATE"), False) if nth in (1, 2) else None


def half_month(m: Match) -> Any:
    """Die zweite Julihälfte."""
    nth = SECOND.get(k := m.value("k", "ORD", "FIRST", "LAST"), k)
    return Share(nth, 2, Cal(m.value("y", "YEAR"), m.value("h", "HALFMONTH"))) if nth in (1, 2) else None


def decade_of_century(m: Match) -> Any:
    """Die fünfziger Jahre des 19. Jahrhunderts."""
    inner, outer = m.value("a", "DATE"), m.value("b", "DATE")
    if not (isinstance(inner, Cal) and isinstance(outer, Cal)) or inner.decade is None or outer.century is None or outer.century < 0:
        return None
    return Cal(decade=outer.century * 10 + inner.decade % 10)


def night_between(m: Match) -> Any:
    """Die Nacht zum Samstag, die Nacht von Freitag auf Samstag: the one that begins on the day before."""
    first, last = m.value("a", "DATE"), m.value("b", "DATE")
    if m.value("p", "PART") != "NI" or not is_day(last) or isinstance(last, AtTime) or (first is not None and not is_day(first)):
        return None
    return AtTime(first or Shift(Length(1, "day"), -1, last), "NI")


def feast_week(m: Match) -> Any:
    """Semana Santa: the week that ends with a feast."""
    return Holding("week", Cal(m.value("y", "YEAR"), holiday=m.value("h", "HOL"), rel=m.value("k", "LAST", "NEXT", "THIS") or ""))


def since_or_from(m: Match) -> list[Node] | None:
    """С 1998 года, с понедельника: one word for since and from; it is "since" unless a range follows or the clause looks ahead."""
    first = m.nodes[m.start]
    if "FROM" not in first.values or m.has(0, "TO") or m.has(0, "UNTIL") or find_tense(m.text, first.start, m.nodes[m.end - 1].end, m.lexicon)[0] == "future":
        return None
    return [first._replace(ch=m.lexicon.classes[("SINCE",)], values={"SINCE": 1}), *m.nodes[m.start + 1 : m.end]]


def day_and_clock(m: Match) -> Any:
    """Am Samstag um 22.30 Uhr: two expressions, of which the second knows its day."""
    date, time = m.value("d", "DATE"), m.value("c", "CLOCK")
    if time.base is not None:
        return None
    if isinstance(date, AtTime):
        made = AtTime(date, "", time.clock, time.zone or date.zone) if not date.clock else None
    else:
        made = AtTime(date, "", time.clock, time.zone) if is_day(date) or isinstance(date, Shift) else None
    if made is None:
        return None
    clock = m.got["c"]
    return [*m.nodes[m.start : m.end - 1], m.node(clock.start, clock.end, "CLOCK", made)]
