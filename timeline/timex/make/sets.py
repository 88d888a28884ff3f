"""Productions for windows, sets and vague words."""

from __future__ import annotations

from typing import Any

from timeline.timex.expr import AtTime, Cal, Expr, Length, Recur, Vague, Window
from timeline.timex.make.match import Match
from timeline.timex.make.units import CLOCKLIKE, NEAR, SET_VALUE


def window(m: Match) -> Any:
    """The past three months, the next few days, the first nine months, recent years."""
    span = m.value("l", "LEN") or Length(1, m.value("u", "UNIT"))
    node = m.got["k"].values
    if span.one or span.kind in ("half", "season") or ("u" in m.got and m.value("u", "UNIT") in (*NEAR, "day", "weekend")):
        return None
    if "WREF" in node:
        side, word = {"PAST_REF": -1, "FUTURE_REF": 1, "PRESENT_REF": 0}[node["WREF"]], "recent"
        if span.n != "X":
            return None
    elif "LAST" in node:
        side, word = -1, node["LAST"]
        if word == "last" and m.word(-1) in m.lexicon.settings["auxiliaries"]:
            return None  # "is expected to last ten weeks"
    elif "NEXT" in node:
        side, word = 1, node["NEXT"]
    elif "THIS" in node:
        side, word = 0, "these"
        return None
    else:
        side, word = 0, "first"
    if "u" in m.got and word not in ("past", "last", "latest") and not (word == "coming" and span.kind in ("decade", "century")):
        return None
    return Window(span, 0 if m.has(0, "OF") else side, word)  # "the last four days of the campaign" count from its end, which is not known


def every(m: Match) -> Any:
    """A set: every Monday, each July, twice a week, every three years."""
    if "u" in m.got:
        unit = m.value("u", "UNIT", "UNITS")
        if unit not in SET_VALUE or (unit in CLOCKLIKE and "e" not in m.got) or (unit in CLOCKLIKE and "PER" in m.got["e"].values):
            return None
        if unit == "weekend":
            return Recur("XXXX-WXX-WE")
        n = m.value("o", "N", "ORD")
        if ("FILL" in (m.got["o"].values if "o" in m.got else {}) and m.text[m.got["o"].start : m.got["o"].end].lower() in m.lexicon.settings["every_second"]) or m.value("e", "EVERY") == 2:
            n = 2
        return Recur(SET_VALUE[unit] if not n or n == 1 or not isinstance(n, int) else SET_VALUE[unit].replace("1", str(n)))
    if "l" in m.got:
        span = m.value("l", "LEN")
        return Recur(SET_VALUE[span.kind].replace("1", str(span.n))) if isinstance(span.n, int) and span.kind in SET_VALUE else None
    if "p" in m.got:
        return Recur(f"XXXX-XX-XXT{m.value('p', 'PART', 'DAYPARTS')}")
    return set_of(m.value("d", "DATE"))


def set_of(date: Any) -> Any:
    """The set of all dates that look so."""
    if isinstance(date, AtTime) and date.base is not None:
        inner = set_of(date.base)
        return Recur(inner.value + (f"T{date.part}" if date.part else f"T{date.clock}")) if inner else None
    if not isinstance(date, Cal) or date.year is not None:
        return None
    if date.weekday and not date.month:
        return Recur(f"XXXX-WXX-{date.weekday}")
    if date.month:
        return Recur(f"XXXX-{date.month:02d}" + (f"-{date.day:02d}" if date.day else ""))
    if date.season is not None:
        return Recur("XXXX-" + ("SP", "SU", "FA", "WI")[date.season])
    if date.quarter:
        return Recur(f"XXXX-Q{date.quarter}")
    if date.holiday and "-" in date.holiday and "e" not in date.holiday:
        return Recur(f"XXXX-{date.holiday}")
    return None


def weekday_parts(m: Match) -> Any:
    """On Tuesday nights."""
    date = m.value("d", "DATE")
    return Recur(f"XXXX-WXX-{date.weekday}T{m.value('p', 'PARTS')}") if isinstance(date, Cal) and date.weekday and not date.day and not date.rel else None


def weekends(_: Match) -> Expr:
    """At weekends."""
    return Recur("XXXX-WXX-WE")


def weekdays(m: Match) -> Expr:
    """On Mondays."""
    return Recur(f"XXXX-WXX-{m.value('w', 'WDAYS')}")


def habit_of_weekday(m: Match) -> Any:
    """Le lundi matin: with an article and no date, a habit."""
    return Recur(f"XXXX-WXX-{m.value('w', 'WDAY')}T{m.value('p', 'PART')}")


def set_and_times(m: Match) -> Any:
    """Tous les mardis de 9 h à 11 h: the hours of a habit are of no day."""
    return m.value("s", "SET")


def set_word(m: Match) -> Expr:
    """Daily, annually."""
    return Recur(SET_VALUE[m.value("w", "SETWORD", "WSETWORD")])


def vague(m: Match) -> Any:
    """Recently, now, in the future; recent, current and future before a noun."""
    return Vague(m.value("r", "REF", "THEREF", "WREF"))


def narrative_vague(m: Match) -> Any:
    """Former: a reference to the past in histories, a title in news."""
    return Vague(m.value("r", "NREF"), needs="narrative")


def window_before(m: Match) -> Any:
    """Ces derniers jours, les trois derniers mois, los próximos tres meses."""
    n, span = m.value("n", "N", "NUM"), m.value("l", "LEN") or Length("X", m.value("u", "UNITS", "UNIT"))
    span = Length(n, span.kind) if n is not None else span
    side = next(s for c, s in (("LASTS", -1), ("LAST", -1), ("NEXTS", 1), ("NEXT", 1), ("FIRSTS", 0)) if c in m.got["k"].values)
    return Window(span, side, {-1: "last", 1: "next", 0: "first"}[side]) if span.kind not in ("half", "season") else None


def rate_of(m: Match) -> Any:
    """Al año, a la semana: a rate, behind a number or a noun."""
    unit = m.value("u", "UNIT")
    return Recur(SET_VALUE[unit]) if unit in SET_VALUE and unit not in CLOCKLIKE else None


def set_at_clock(m: Match) -> Any:
    """Jeden Dienstag um 19 Uhr, täglich von 10 bis 18 Uhr: the hour belongs to the set and to no day."""
    value, time = m.value("s", "SET").value, m.value("c", "CLOCK")
    if time.base is not None or "T" in value:
        return None
    return Recur(f"{value}T{time.clock}" if value.startswith("XXXX") else value)
