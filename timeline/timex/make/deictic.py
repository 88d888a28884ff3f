"""Productions for deictic expressions: days and periods counted from now or from the story."""

from __future__ import annotations

import re
from typing import Any

from timeline.timex.expr import AtTime, Cal, Expr, Length, Rel, Shift, Vague, Window
from timeline.timex.make.match import Match
from timeline.timex.make.units import NEAR

OPENS = re.compile(r"(?:^|[`.!?:;\n\"“”‘'(—–*#>-]\s*)$")


def today(m: Match) -> Any:
    """Yesterday, today, tomorrow; not in names ("the Yesterday Channel")."""
    if m.text[m.got["d"].start].isupper() and not OPENS.search(m.text, max(0, m.nodes[m.start].start - 6), m.got["d"].start):
        return None
    return Rel("day", m.value("d", "TODAY"), "now")


def tonight(m: Match) -> Expr:
    """Tonight, overnight."""
    return AtTime(Rel("day", m.value("d", "TONIGHT"), "now"), "NI")


def day_but_one(m: Match) -> Any:
    """The day before yesterday."""
    if m.value("u", "UNIT") != "day":
        return None
    return Rel("day", m.value("d", "TODAY") + (-1 if "BEFORE" in m.got["s"].values else 1), "now")


def relation(m: Match) -> tuple[str, int, str]:
    """Word, step and clock of last, this, next, that and their kin."""
    node = m.got["k"]
    for cat, step in (("LAST", -1), ("THIS", 0), ("NEXT", 1), ("THAT", 0)):
        if cat in node.values:
            word = node.values[cat]
            if cat == "THAT":
                word = "that"
            story = word in ("previous", "following", "that") or (word == "next" and before_the(m))
            return word, step, "story" if story else "now"
    raise AssertionError(m.rule.find)


def before_the(m: Match) -> bool:
    """Whether "the" opens the match: "the next day" belongs to the story, "next week" to the reader."""
    first = m.text[m.nodes[m.start].start : m.nodes[m.start].end].lower()
    return not m.lexicon.settings["definite"].isdisjoint((first, m.word(-1)))


def near_part(m: Match) -> Any:
    """Last night, this morning, the next evening."""
    word, step, base = relation(m)
    part = m.value("p", "PART")
    if word == "past" or (part in ("DW", "DU", "DT") and word not in ("that",)):
        return None
    if base == "story":
        return AtTime(Rel("day", step, "story", word), part)
    return AtTime(Rel("day", step if word in ("last", "next") else 0, "now"), part)


def near_period(m: Match) -> Any:
    """Last week, this month, the following year, that day."""
    word, step, base = relation(m)
    unit = m.value("u", "UNIT")
    if unit in NEAR or unit == "season" or (m.has(0, "POSS") and unit == "day"):
        return None
    if word == "past" and before_the(m):
        return None  # a window: the past decade
    if unit == "day" and word in ("this", "last", "latest", "coming", "past"):
        return None if word != "this" else Rel("day", 0, "now", word)
    if word in ("last", "latest", "next") and m.has(0, "OF") and (before_the(m) or any(m.has(1, c) for c in ("DATE", "MONTH", "WMONTH", "UNIT", "DET", "YEAR"))):
        return None  # "the last week of March"; but "accused last week of lying"
    if unit == "fortnight":
        return Window(Length(2, "week"), step) if step else None
    if unit in ("decade", "century") and word in ("last", "coming") and before_the(m):
        return None  # a window, too
    if unit in ("week", "month", "year", "quarter") and word == "next" and base == "story" and unit != "month" and unit != "year":
        base = "now"
    if unit == "weekend" and word == "coming":
        step = 0  # the next one to come
    return Rel(unit, step, base, word)


def near_date(m: Match) -> Any:
    """Last Monday, this September, the following spring, next Christmas."""
    word, _, _base = relation(m)
    expr = m.value("d", "DATE")
    if word == "that" and (m.has(-1, "SAYS") or (isinstance(expr, Cal) and expr.quarter is not None and "-" in m.text[m.nodes[m.start].start : m.nodes[m.end - 1].end])):
        return None  # "said that Friday was quiet", "reported that third-quarter profit grew"
    if isinstance(expr, Cal) and expr.rel == "" and expr.year is None and (expr.day is None or expr.holiday):
        if expr.decade is not None or expr.century is not None:
            return None
        return Cal(month=expr.month, weekday=expr.weekday, quarter=expr.quarter, half=expr.half, season=expr.season, holiday=expr.holiday, rel=word)
    if isinstance(expr, Cal) and expr.day is not None and word in ("this", "that", "past", "last", "coming", "next"):
        return expr
    return None


def same_period(m: Match) -> Any:
    """The same month last year, the corresponding period last year."""
    word, step, _base = relation(m)
    unit = m.value("u", "UNIT") or "focus"
    return Shift(Length(1, m.value("y", "UNIT")), step, Rel(unit, 0, "focus", word)) if step else None


def day_beside(m: Match) -> Any:
    """The day before, the week after, the day following: against the story."""
    unit = m.value("u", "UNIT")
    if unit in NEAR or m.has(0, "DATE") or m.word(0) in m.lexicon.settings["whole_days"]:
        return None
    if "s" in m.got and m.has(0, "TODAY"):
        return None
    step = 1 if ("n" in m.got and "NEXT" in m.got["n"].values) or ("s" in m.got and {"AFTER", "LATER"} & m.got["s"].values.keys()) else -1
    if unit in ("quarter", "season", "half"):
        return None
    return Rel(unit, step, "story", "following" if step > 0 else "previous")


def year_ago(m: Match) -> Any:
    """The year-ago quarter, a year-earlier period."""
    if m.value("u", "UNIT") != "year":
        return None
    last = m.nodes[m.end - 1].values
    if "DATE" in last:
        return Shift(Length(1, "year"), -1, last["DATE"])
    return Shift(Length(1, "year"), -1, Rel(last.get("UNIT", "focus") if "AGO" not in last and "EARLIER" not in last else "focus", 0, "focus", "year-ago"))


def period_in_hand(m: Match) -> Any:
    """In the quarter, for the year: the one that the text is about."""
    unit = m.value("u", "UNIT")
    if unit not in ("year", "quarter", "month", "week") or m.has(0, "PERIOD") or m.has(0, "OLD"):
        return None
    if unit == "year" and m.word(0) in m.lexicon.settings["ends_a_year"]:
        return "LEN", Length(1, "year")
    return Rel(unit, 0, "focus", "the")


def the_past(m: Match) -> Any:
    """In the past: a vague reference where no unit follows."""
    after = m.nodes[m.end] if m.end < len(m.nodes) else None
    noun = after is not None and ((after.ch == "w" and m.word(0)[:1].isalpha()) or after.values.keys() & {"UNIT", "UNITS", "LEN", "N", "NUM", "FILL", "DATE", "PART", "QUANT"})
    return None if noun or m.value("k", "LAST") != "past" else Vague("PAST_REF")


def that_time(m: Match) -> Any:
    """This period, at that point: found, never dated."""
    word = m.text[m.got["p"].start : m.got["p"].end].lower()
    if ("LAST" in m.got["k"].values and m.value("k", "LAST") != "latest") or word in m.lexicon.settings["no_times"]:
        return None
    if m.text[m.got["k"].start : m.got["k"].end].lower() in m.lexicon.settings["same"] or (word == "time" and not m.has(-1, "AT") and not m.has(-1, "DURING") and not m.has(-1, "BY")):
        return None
    if word == "period":
        return "DATE", Rel("focus", 0, "focus", "that")
    return Vague("PRESENT_REF")


def awhile(_: Match) -> Expr:
    """A while, some time."""
    return Length("X", "")


def vague_future(m: Match) -> Expr:
    """Soon, shortly: only in a clause that looks ahead."""
    return Vague(m.value("r", "SOON"), needs="future")


def weekend(m: Match) -> Any:
    """The weekend: the nearest that the tense allows."""
    return Rel("weekend", 0, "tense") if not m.has(-1, "EVERY") and (m.has(-1, "DET") or before_the(m) or m.end - m.start > 1) else None


def named_period(m: Match) -> Any:
    """A period whose name says where it lies: "im Vorjahr", "heuer", "la veille". Its value is unit, steps and clock: "year -1 now"; a fourth word goes with the clock."""
    unit, step, base, *word = m.value("p", "NAMED").split()
    return Rel(unit, int(step), base, word[0] if word else "following" if base == "story" and int(step) > 0 else "previous" if base == "story" else "")


def named_part(m: Match) -> Any:
    """A part of a day whose name says which: "ce soir", "esta noche". Its value is steps and part: "0 EV"."""
    step, part = m.value("p", "NAMEDPART").split()
    return AtTime(Rel("day", int(step), "now"), part)


def ago_before(m: Match) -> Any:
    """A length whose "ago" stands before it: "vor zwei Jahren", "il y a deux ans", "hace dos años"."""
    span = m.value("l", "LEN")
    return None if span.kind in ("half", "season") else Shift(span, 1 if "AHEAD" in m.got["s"].values else -1, "now")


def today_named(m: Match) -> Any:
    """Heute, gestern, hier, ayer: also with a capital at the beginning of a sentence. "Morgen" behind an article is the morning."""
    if m.value("d", "TODAY") == 1 and (m.has(-1, "ON") or m.has(-1, "DET") or m.has(-1, "DATE") or m.has(-1, "EVERY") or m.has(-1, "THIS")):
        return None
    node = m.got["d"]
    return [m.node(node.start, node.end, "DATE", Rel("day", m.value("d", "TODAY"), "now")), *m.nodes[m.start + 1 : m.end]]


def morning(m: Match) -> Any:
    """Am Morgen: a part of the day, where the word alone is tomorrow."""
    return m.value("p", "WPART")


def weekend_plain(_: Match) -> Any:
    """Am Wochenende, le week-end: the nearest that the tense allows."""
    return Rel("weekend", 0, "tense")


def part_alone(m: Match) -> Any:
    """Am Nachmittag, dans la nuit, por la tarde: a part of the day in hand."""
    part = m.value("p", "PART")
    return AtTime(None, part) if part in ("MO", "AF", "EV", "NI") else None


def part_told(m: Match) -> Any:
    """Dans la soirée, pendant la nuit: of the day that the text told of last."""
    part = m.value("p", "PART")
    return AtTime(Rel("day", 0, "story", "that"), part) if part in ("MO", "AF", "EV", "NI") else None


def today_spanish(m: Match) -> Any:
    """Hoy, ayer, mañana; "la mañana" and "esta mañana" are the morning."""
    return None if m.value("d", "TODAY") == 1 and any(m.has(-1, c) for c in ("DET", "ON", "THIS", "LAST", "THAT", "A")) else Rel("day", m.value("d", "TODAY"), "now")


def today_and_weekday(m: Match) -> Any:
    """Hoy, jueves: one day said twice."""
    first, second = m.value("a", "DATE"), m.value("b", "DATE")
    return first if isinstance(first, Rel) and first.kind == "day" and first.base == "now" and isinstance(second, Cal) and second.weekday and not second.month else None


def two_steps(m: Match) -> Any:
    """Vorvergangene Woche, übernächstes Jahr: two steps away, in one word. Its value is the number of steps."""
    steps, unit, date = m.value("k", "TWOSTEPS"), m.value("u", "UNIT"), m.value("d", "DATE")
    word = "last" if steps < 0 else "next"
    if date is not None:
        weekday = date.weekday if isinstance(date, Cal) and date.rel == "" and date.day is None else None
        return Shift(Length(1, "week"), steps // 2, Cal(weekday=weekday, rel=word)) if weekday else None
    return None if unit in (*NEAR, "season", "day") else Rel(unit, steps, "now", word)
