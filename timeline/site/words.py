"""Dates in words: always what is known, and no more."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from timeline import edtf
from timeline.calendar import Period, civil, weekday

TEXT = Path(__file__).parent / "text.en.yml"


@cache
def text() -> dict[str, Any]:
    """The words of the site."""
    with TEXT.open(encoding="utf-8") as file:
        table: dict[str, Any] = yaml.safe_load(file)
    return {k: v.split() if isinstance(v, str) else v for k, v in table.items()}


def month_name(month: int) -> str:
    """Name of a month, from 1."""
    return str(text()["months"][month - 1])


def period(p: Period, *, bare: bool = False) -> str:
    """A period in words; ``bare`` leaves out the weekday and "(day not given)"."""
    year, month, day = civil(p.first)
    y = str(year) if year > 0 else f"{1 - year} BC"
    if p.kind == "day":
        plain = f"{day} {month_name(month)} {y}"
        return plain if bare else f"{text()['weekdays'][weekday(p.first) - 1]} {plain}"
    if p.kind == "month":
        return f"{month_name(month)} {y}" + ("" if bare else " (day not given)")
    if p.kind == "year":
        return y + ("" if bare else " (month not given)")
    if p.kind == "season":
        return f"{text()['seasons'][p.n % 4]} {y}"
    if p.kind == "quarter":
        return f"the {text()['quarters'][p.n % 4]} quarter of {y}"
    if p.kind == "decade":
        return f"the {p.n}0s"
    if p.kind == "century":
        return f"the {ordinal(p.n + 1)} century"
    return y


def ordinal(n: int) -> str:
    """1st, 2nd, 3rd …"""
    return f"{n}{'th' if 10 <= n % 100 <= 20 else {1: 'st', 2: 'nd', 3: 'rd'}.get(n % 10, 'th')}"


def date(value: str, published: str = "") -> str:
    """An EDTF date in words; ``published`` is when it was last reported, for what still goes on."""
    if not value:
        return "date not known"
    d = edtf.parse(value)
    first, last = d.points[0], d.points[-1]
    if d.form == "point" and first:
        if first.mark == "~":
            return f"about {period(first.period, bare=True)}"
        if first.mark in "?%" and first.mark:
            return f"probably {period(first.period)}"
        return period(first.period) + (f", {first.time}" if first.time else "")
    if d.form == "interval":
        if last is None and first:
            when = f", going on when last reported ({period(day(published), bare=True)})" if published else ", going on when last reported"
            return f"since {period(first.period, bare=True)}{when}"
        if first is None and last:
            return f"until {period(last.period, bare=True)}"
        return span(first, last, "to")
    if d.form == "either":
        return " or ".join(period(p.period, bare=True) for p in d.points if p)
    if first is None and last:
        return f"by {period(last.period, bare=True)}"
    if last is None and first:
        return f"after {period(first.period, bare=True)}"
    return "between " + span(first, last, "and")


def day(value: str) -> Period:
    """The first day of an ISO date."""
    return Period("day", edtf.parse(value[:10]).earliest or 1)


def span(first: Any, last: Any, link: str) -> str:
    """Two ends, what they share said once: 10 to 12 August 2021."""
    a, b = period(first.period, bare=True).split(), period(last.period, bare=True).split()
    if first.period.kind == last.period.kind:
        shared = 0
        while shared + 1 < min(len(a), len(b)) and a[-1 - shared] == b[-1 - shared]:
            shared += 1
        a = a[: len(a) - shared]
    return f"{' '.join(a)} {link} {' '.join(b)}"


def length(value: str) -> str:
    """A TIMEX3 length in words: P20Y is 20 years."""
    names = {"Y": "year", "M": "month", "W": "week", "D": "day", "H": "hour", "S": "second", "DE": "decade", "CE": "century", "Q": "quarter"}
    out = []
    date_part, _, time_part = value[1:].partition("T")
    for part, clock in ((date_part, False), (time_part, True)):
        for n, unit in re.findall(r"(\d+(?:\.\d+)?)([A-Z]+)", part):
            name = "minute" if clock and unit == "M" else names.get(unit, unit)
            plural = {"century": "centuries"}.get(name, name + "s")
            out.append(f"{n} {name if n == '1' else plural}")
    return " and ".join(out) or value


def machine(value: str) -> str:
    """What ``<time datetime>`` may carry: the ISO form at the known precision, or "" for what HTML can't say."""
    return value if re.fullmatch(r"\d{4}(-\d\d(-\d\d(T\d\d:\d\d)?)?)?", value) else ""
