"""Productions for lengths of time."""

from __future__ import annotations

from typing import Any

from timeline.timex.expr import Expr, Length
from timeline.timex.lexicon import UNKNOWN
from timeline.timex.make.match import Match
from timeline.timex.tokens import Node


def none(_: Match) -> bool:
    """What only looks like time."""
    return True


def age_of(m: Match) -> Any:
    """Un chauffeur de 38 ans: an age, behind a noun that the table does not know as one of what lasts."""
    unit = m.nodes[m.end - 1].values.get("UNITS")
    return True if unit in ("year", "month") and m.start > 1 and m.nodes[m.start - 2].ch == UNKNOWN else None


def length(m: Match) -> Any:
    """N units."""
    unit = m.value("u", "UNIT", "UNITS", "LASTING")
    n = m.value("n", "N", "NUM")
    one = False
    if n is None:
        n, one = 1, "n" in m.got and "A" in m.got["n"].values
    raw = m.got.get("n", None)
    if unit in ("half", "season") or (unit == "second" and "UNIT" in m.got["u"].values and not (raw and "N" in raw.values and n == 1)):
        return None
    if one and unit in ("weekend", "quarter"):
        return None
    if m.word(-1) in m.lexicon.settings["before_ages"] or m.word(-1) in ("$", "£", "€") or (m.has(0, "POSS") and one and unit == "day"):
        return None
    if "h" in m.got:
        n = 0.5 if "n" not in m.got else n + 0.5 if n != "X" else n
        if n == 0.5 and unit in HALVED:
            n, unit = HALVED[unit]
    if unit == "fortnight":
        n, unit = n if n == "X" else 2 * (float(n) if isinstance(n, str) else n), "week"
    mod = m.value("q", "APPROX") or ""
    more = (m.value("m", "N", "NUM", "A"), m.value("v", "UNIT", "UNITS")) if "v" in m.got else None
    if more and (more[1] in ("half", "season") or UNIT_ORDER.index(more[1]) >= UNIT_ORDER.index(unit)):
        return None
    if unit == "quarter" and not m.has(-1, "FIRST") and (m.has(0, "OF") or (isinstance(n, int) and n <= 3 and m.nodes[m.end - 2].values.get("DASH"))):
        return None
    if n == 0 or (isinstance(n, float) and n > 9999):
        return None
    return Length(n, unit, mod, more, one)


HALVED = {"year": (6, "month"), "century": (50, "year"), "decade": (5, "year"), "hour": (30, "minute"), "minute": (30, "second")}
UNIT_ORDER = ["second", "minute", "hour", "day", "weekend", "week", "fortnight", "month", "season", "quarter", "half", "year", "decade", "century", "millennium"]


def bare_length(m: Match) -> Any:
    """Years, months: some of them."""
    unit = m.value("u", "UNITS")
    raw = m.text[m.got["u"].start : m.got["u"].end]
    if raw[0].isupper() and m.start and m.nodes[m.start - 1].ch == "w":
        return None  # Minister Weeks
    if unit in ("quarter", "season", "second", "weekend", "half", "minute") and not (m.has(-1, "WREF") or m.has(-1, "LAST") or m.has(-1, "NEXT")):
        return None
    return Length("X", "week" if unit == "fortnight" else unit)


def quarter_hours(m: Match) -> Any:
    """A quarter of an hour, three quarters of an hour."""
    n = m.value("n", "N", "NUM") or 1
    if m.value("u", "UNIT", "UNITS") != "quarter" or m.value("v", "UNIT") != "hour" or n not in (1, 3):
        return None
    return Length(15 * n, "minute")


def half_number(m: Match) -> Any:
    """Anderthalb Jahre, ein halbes Jahr."""
    n, unit = float(m.value("h", "HALFN")), m.value("u", "UNIT", "UNITS", "LASTING")
    if n == 0.5 and unit in HALVED:
        n, unit = HALVED[unit]
    return None if unit in ("half", "season") else Length(n, unit, m.value("q", "APPROX") or "")


def length_of(m: Match) -> Any:
    """Desde hace dos años: how long it has lasted."""
    return m.value("l", "LEN")


def named_length(m: Match) -> Expr:
    """A length in one word: "Viertelstunde", "jahrelang". Its value is number and unit: "15 minute", "X year"."""
    n, unit = m.value("l", "NAMEDLEN").split()
    return Length("X" if n == "X" else int(n), unit)


def vague_length_of(m: Match) -> Any:
    """Desde hace años: how long it has lasted, where nobody counts; "desde hace dos años" begins two years ago."""
    span = m.value("l", "LEN")
    return span if span.n == "X" else None


def in_a_length(m: Match) -> list[Node]:
    """En dos años: the time that something takes, in a language that says with another word what lies so far ahead (dentro de)."""
    before = m.nodes[m.start]
    return [before._replace(ch=m.lexicon.classes[("DURING",)], values={"DURING": 1}), m.got["l"]]


def number_first(m: Match) -> list[Node]:
    """Los tres últimos años: read as "los últimos tres años", so that the rules for that order serve."""
    n, word, unit = m.got["n"], m.got["k"], m.got["u"]
    span = Length(m.value("n", "N", "NUM"), m.value("u", "UNITS"))
    return [word._replace(start=n.start), m.node(unit.start, unit.end, "LEN", span)]
