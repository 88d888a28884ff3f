"""Dates in words: always what is known, and no more."""

from __future__ import annotations

import re
from typing import Any

from timeline import edtf
from timeline.calendar import Period, civil, weekday
from timeline.view.text import current_words, fill_text

CLOCK = re.compile(r"([\d:]+)(Z|[+-][\d:]+)")  # a time in a zone


def month_name(month: int) -> str:
    """Name of a month, from 1."""
    return str(current_words()["months"][month - 1])


def year_name(year: int) -> str:
    """Name of an astronomical year: 0 is 1 BC."""
    return str(year) if year > 0 else fill_text("dates.bc", year=1 - year)


def period(p: Period, *, bare: bool = False) -> str:
    """A period in words; ``bare`` leaves out the weekday and "(day not given)"."""
    year, month, day = civil(p.first)
    y, end = year_name(year), "_bare" if bare else ""
    if p.kind == "day":
        return fill_text(f"dates.day{end}", weekday=current_words()["weekdays"][weekday(p.first) - 1], day=day, month=month_name(month), year=y)
    if p.kind == "month":
        return fill_text(f"dates.month{end}", month=month_name(month), year=y)
    if p.kind == "year":
        return fill_text(f"dates.year{end}", year=y)
    if p.kind == "season":
        winter = p.n % 4 == 3  # it ends in the year after the one that it is called by
        return fill_text("dates.season", season=current_words()["seasons"][p.n % 4], year=f"{y}–{(year + 1) % 100:02d}" if winter and year > 0 else y)
    if p.kind == "quarter":
        return fill_text("dates.quarter", quarter=current_words()["quarters"][p.n % 4], year=y)
    if p.kind == "decade":
        return fill_text("dates.decade", n=p.n)
    if p.kind == "century":
        return fill_text("dates.century", nth=ordinal(p.n + 1))
    return y


def ordinal(n: int) -> str:
    """1st, 2nd, 3rd …"""
    which = "other" if 10 <= n % 100 <= 20 else {1: "one", 2: "two", 3: "three"}.get(n % 10, "other")
    return fill_text(f"dates.ordinals.{which}", n=n)


def date(value: str, published: str = "") -> str:
    """An EDTF date in words; ``published`` is when it was last reported, for what still goes on."""
    if not value:
        return fill_text("dates.unknown")
    d = edtf.parse(value)
    first, last = d.points[0], d.points[-1]
    if d.form == "point" and first:
        if first.mark == "~":
            bare = period(first.period, bare=True)
            return fill_text("dates.about", date=with_time(bare, first.time))
        plain = period(first.period)
        if first.mark:
            return fill_text("dates.probably", date=plain)
        return with_time(plain, first.time)
    if d.form == "interval":
        if last is None and first:
            since = period(first.period, bare=True)
            return fill_text("dates.since_on", date=since, on=period(day(published), bare=True)) if published else fill_text("dates.since", date=since)
        if first is None and last:
            return fill_text("dates.until", date=period(last.period, bare=True))
        return span(first, last, "lasted")
    if d.form == "either":
        return fill_text("dates.or").join(period(p.period, bare=True) for p in d.points if p)
    if first is None and last:
        return fill_text("dates.by", date=period(last.period, bare=True))
    if last is None and first:
        return fill_text("dates.after", date=period(first.period, bare=True))
    return span(first, last, "between")


def with_time(day: str, time: str) -> str:
    """A day with its time, if it has one: "18:00Z" is 18:00 UTC, "18:00+01:00" 18:00 UTC+01:00."""
    m = CLOCK.fullmatch(time)
    return fill_text("dates.day_and_time", day=day, time=f"{m[1]} UTC{(m[2] or '').removeprefix('Z')}" if m else time) if time else day


def day(value: str) -> Period:
    """The first day of an ISO date."""
    return Period("day", edtf.parse(value[:10]).earliest or 1)


def span(first: Any, last: Any, pattern: str) -> str:
    """Two ends, what they share said once: 10 to 12 August 2021."""
    a, b = period(first.period, bare=True).split(), period(last.period, bare=True).split()
    if first.period.kind == last.period.kind:
        shared = 0
        while shared + 1 < min(len(a), len(b)) and a[-1 - shared] == b[-1 - shared]:
            shared += 1
        a = a[: len(a) - shared]
    return fill_text(f"dates.{pattern}", first=" ".join(a), last=" ".join(b))


def length(value: str) -> str:
    """A TIMEX3 length in words: P20Y is 20 years."""
    names, out = current_words()["units"], []
    date_part, _, time_part = value[1:].partition("T")
    for part, clock in ((date_part, False), (time_part, True)):
        for n, unit in re.findall(r"(\d+(?:\.\d+)?)([A-Z]+)", part):
            one, many = names.get("TM" if clock and unit == "M" else unit, (unit, unit))
            out.append(f"{n} {one if n == '1' else many}")
    return fill_text("dates.and").join(out) or value


def machine(value: str) -> str:
    """What ``<time datetime>`` may carry: the ISO form at the known precision, or "" for what HTML can't say."""
    return value if re.fullmatch(r"\d{4}(-(0[1-9]|1[0-2])(-\d\d(T\d\d:\d\d(Z|[+-]\d\d:\d\d)?)?)?)?", value) else ""
