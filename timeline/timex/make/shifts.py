"""Days and periods counted from others: "two days later", "Friday week", "the week after next"."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from timeline.timex.expr import About, AtTime, Beside, Cal, Holding, Length, Rel, Shift, Within
from timeline.timex.make.compose import fineness, is_day
from timeline.timex.make.match import Match
from timeline.timex.make.units import NEAR
from timeline.timex.tense import find_tense


def shift(m: Match) -> Any:
    """A length before or after something."""
    span = m.value("l", "LEN") or Length(1, m.value("u", "UNIT"), one=True)
    if span.kind in ("half", "season") or m.has(0, "THAN"):
        return None  # "a month earlier than usual"
    side = m.got["s"].values
    sign = 1 if {"AFTER", "LATER", "FROMNOW", "FROM", "ON"} & side.keys() else -1
    if any("ORSO" in n.values for n in m.nodes[m.start : m.end]):
        return About(Shift(span, sign, "now"), "APPROX")
    if "FROM" in side and "UNTIL" in side:
        return None
    if "b" in m.got:
        date = m.value("b", "DATE")
        if "FROM" in side and isinstance(date, Cal) and date.weekday and not date.day and not date.month and not date.rel:
            date = replace(date, rel="next")  # a week from Tuesday
        return Shift(span, sign, date)
    if "AGO" in side or "FROMNOW" in side or m.case == "exact":
        if m.word(0) in m.lexicon.settings["ago"]:
            return None
        base = "now" if "AGO" in side or "FROMNOW" in side else "story"
        if m.case == "exact":
            return Shift(span, sign, base, exact=True)
        if "d" in m.got:
            return Within(m.value("d", "DATE"), Shift(span, sign, base))
        return Shift(span, sign, base)
    if {"BEFORE", "AFTER"} & side.keys() and (span.n == "X" or not (m.has(0, "STOP") or m.has(0, "COMMA") or m.end == len(m.nodes))):
        return None  # "two months after his team was blocked": only a length
    return Shift(span, sign, "story")


def week_on(m: Match) -> Any:
    """A week on Tuesday, two weeks on Monday, a week last Friday, a week today."""
    span, date = m.value("l", "LEN"), m.value("d", "DATE")
    if span.kind != "week" or span.mod or not isinstance(span.n, int):
        return None
    if isinstance(date, Cal) and date.weekday and date.day is None and date.month is None:
        if date.rel == "last":
            return Shift(span, -1, date)
        return Shift(span, 1, Cal(weekday=date.weekday, rel="next")) if date.rel == "" and m.end - m.start > 2 else None
    if isinstance(date, Rel) and date.kind == "day" and date.base == "now" and date.k in (0, 1) and m.end - m.start == 2:
        return Shift(span, 1, date)
    return None


def day_and_week(m: Match) -> Any:
    """Tuesday week: the Tuesday after the next one."""
    date = m.value("d", "DATE")
    if m.value("u", "UNIT") == "week" and isinstance(date, Cal) and date.weekday and not date.day and not date.month and not date.rel:
        return Shift(Length(1, "week"), 1, Cal(weekday=date.weekday, rel="next"))
    if m.value("u", "UNIT") == "week" and isinstance(date, Cal) and date.weekday and not date.day and date.rel == "last":
        return Shift(Length(1, "week"), -1, date)  # last Sunday week
    return None


def weekday_in_days(m: Match) -> Any:
    """Lundi en huit, jeudi en quinze: a week or two after the next one."""
    date, weeks = m.value("d", "DATE"), {8: 1, 15: 2}.get(m.value("n", "N", "NUM"))
    if weeks is None or not isinstance(date, Cal) or not date.weekday or date.day or date.month or date.rel:
        return None
    return Shift(Length(weeks, "week"), 1, Cal(weekday=date.weekday, rel="next"))


def weekdays_away(m: Match) -> Any:
    """Three Fridays ago, two Mondays from now."""
    n, ago = m.value("n", "N", "NUM"), "AGO" in m.got["s"].values
    if not isinstance(n, int) or n < 1:
        return None
    return Shift(Length(n - 1, "week"), -1 if ago else 1, Cal(weekday=m.value("w", "WDAYS"), rel="last" if ago else "next"))


def week_and_day(m: Match) -> Any:
    """Last week on Tuesday."""
    week, day = m.value("b", "DATE"), m.value("a", "DATE")
    is_week = isinstance(week, Rel) and week.kind == "week"
    return Within(day, week) if is_week and isinstance(day, Cal) and day.weekday and not day.day and not day.rel else None


def in_time(m: Match) -> Any:
    """In two months' time."""
    word = m.text[m.got["p"].start : m.got["p"].end].lower()
    return Shift(m.value("l", "LEN"), 1, "now") if word == "time" else None


def but_one(m: Match) -> Any:
    """The week before last, the year after next, the Friday before last."""
    sign = -1 if "BEFORE" in m.got["s"].values else 1
    if (m.value("k", "LAST") == "last") != (sign < 0) or (sign > 0 and m.value("k", "NEXT") != "next"):
        return None
    unit, date = m.value("u", "UNIT"), m.value("d", "DATE")
    if isinstance(date, Rel) and date.kind == "weekend":
        return Rel("weekend", 2 * sign, "now", "last")
    if date is not None:
        return Shift(Length(1, "week"), sign, Cal(weekday=date.weekday, rel="last" if sign < 0 else "next")) if isinstance(date, Cal) and date.weekday and not date.day else None
    return Rel(unit, 2 * sign, "now", "last" if sign < 0 else "next") if unit not in NEAR and unit != "season" else None


def weekday_beside(m: Match) -> Any:
    """The Friday before Christmas, the first Sunday after 14 July."""
    day, n = m.value("w", "DATE"), m.value("k", "ORD", "FIRST")
    if not isinstance(day, Cal) or not day.weekday or day.day or day.month or day.rel or not isinstance(n, int | None) or fineness(m.value("d", "DATE")) not in (1, 6, 9):
        return None
    return Beside(day.weekday, (n or 1) * (-1 if "BEFORE" in m.got["s"].values else 1), m.value("d", "DATE"))


def night_but_one(m: Match) -> Any:
    """The night before last."""
    return AtTime(Rel("day", -2, "now"), m.value("p", "PART")) if m.value("k", "LAST") == "last" else None


def nights_away(m: Match) -> Any:
    """Two nights ago, four nights later."""
    n, side = m.value("n", "N", "NUM"), m.got["s"].values
    shift = Shift(Length(n, "day"), 1 if "LATER" in side else -1, "now" if "AGO" in side else "story")
    return AtTime(shift, m.value("p", "PARTS")) if isinstance(n, int) else None


def seasons_ago(m: Match) -> Any:
    """Two summers ago: a year before the last one."""
    n, last = m.value("n", "N", "NUM"), Cal(season=m.value("p", "SEASONS"), rel="last")
    return None if not isinstance(n, int) or n < 1 else last if n == 1 else Shift(Length(n - 1, "year"), -1, last)


def week_in_short(m: Match) -> Any:
    """W/c 9 August."""
    return Holding("week", m.value("d", "DATE")) if fineness(m.value("d", "DATE")) <= 1 else None


def named_beside(m: Match) -> Any:
    """La veille de Noël, le lendemain du 14 juillet: days away from a day, where a name says how many."""
    unit, step, *_ = m.value("p", "NAMED").split()
    date = m.value("d", "DATE")
    return Shift(Length(abs(int(step)), unit), 1 if int(step) > 0 else -1, date) if is_day(date) else None


def shift_counted(m: Match) -> Any:
    """Dos días después; "días después" is a length and no more."""
    span = m.value("l", "LEN")
    return None if span is not None and span.n == "X" else shift(m)


def ahead_or_later(m: Match) -> Any:
    """Через три дня: from the story's day in a clause that tells of the past, else from now."""
    span = m.value("l", "LEN") or Length(1, m.value("u", "UNIT"), one=True)
    past = find_tense(m.text, m.nodes[m.start].start, m.nodes[m.end - 1].end, m.lexicon)[0] == "past"
    return None if span.n == "X" or span.kind in ("half", "season") else Shift(span, 1, "story" if past else "now")
