"""Productions for dates of the calendar."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from timeline.timex.expr import AtTime, Cal, Expr, Recur
from timeline.timex.lexicon import UNKNOWN
from timeline.timex.make.match import Match, named
from timeline.timex.make.years import four_figures, ordinals, pair
from timeline.timex.tokens import Node


def iso(m: Match) -> Expr:
    """2021-08-15."""
    year, month, day = (int(x) for x in m.value("d", "ISO").split("-"))
    return Cal(year, month, day) if 1 <= month <= 12 and 1 <= day <= 31 else None  # type: ignore[return-value]


def numeric(m: Match) -> Any:
    """15/08/2021 and its kin; where both orders are possible the other one is kept in ``other``."""
    a, b, year = (int(x) for x in re.split("[/.-]", m.value("d", "NUMDATE")))
    if year < 100:
        year += 1900 if year > 50 else 2000
    if year < 1500 or not (1 <= a <= 31 and 1 <= b <= 31) or (a > 12 and b > 12):
        return None
    point = "." in m.value("d", "NUMDATE")
    if a > 12:
        return Cal(year, b, a, order="dmy")
    if b > 12:
        return Cal(year, a, b, order="mdy")
    if a == b:
        return Cal(year, a, b)
    return Cal(year, b, a, other=(year, a, b), order="dmy") if point else Cal(year, a, b, other=(year, b, a), order="mdy")


def numeric_month(m: Match) -> Any:
    """03/2011, 2011-03; two years where the second figure can only be one, or may be: 2005-06."""
    year, month = m.value("d", "NUMMONTH")
    node = m.got["d"]
    if m.text[node.start + 4 : node.start + 5] != "-" or month <= year % 100:
        return Cal(year=year, month=month)
    dash = m.lexicon.classes[("DASH",)]
    ends = m.node(node.start, node.start + 4, "DATE", Cal(year)), m.node(node.end - 2, node.end, "DATE", Cal(year // 100 * 100 + month))
    return [ends[0], Node(node.start + 4, node.start + 5, dash, {"DASH": "-"}), ends[1]]


def calendar(m: Match) -> Any:
    """The fields that the rule caught."""
    year = m.value("y", "YEAR", "NUM", "YEAR2", "HNUM")
    era = m.value("e", "ERA") or ""
    if "y" in m.got and "YEAR2" in m.got["y"].values:
        year += 1900 if year > 30 else 2000
    if year is not None and not isinstance(year, int):
        return None
    if era == "bc" and year is not None:
        year = 1 - year
    day = m.value("d", "DAYNUM", "DAYORD", "ORD")
    if day is not None and not 1 <= day <= 31:
        return None
    if m.case == "month_first" and "m" in m.got and m.got["m"].end == m.got["d"].start and "." not in m.text[m.got["m"].start : m.got["m"].end]:
        return None  # the gene MAR7
    if m.case == "early" and m.end < len(m.nodes) and m.nodes[m.end].ch == "w" and m.word(0) not in m.lexicon.settings["goes_on"]:
        return None  # "a march in March of 300 people"
    if m.case == "fiscal" and m.value("u", "UNIT") not in (None, "year"):
        return None
    season = m.value("s", "SEASON", "WSEASON")
    if m.has(0, "ORD") and not m.has(0, "DAYORD") and day is None and m.case == "alone":
        return None  # July 42nd
    return Cal(year, m.value("m", "MONTH", "WMONTH", "LMONTH"), day, m.value("w", "WDAY", "WABBR"), season=season, era=era)


def dates(m: Match, year: int | None, month: Any, category: str) -> list[Node]:
    """One DATE node for each piece of a list; the first reaches back and the last forward to the whole match."""
    out: list[Node] = []
    pieces = [i for i in range(m.start, m.end) if {"DAYNUM", "DAYORD", "MONTH", "WMONTH"} & m.nodes[i].values.keys()]
    if category == "day":
        pieces = [i for i in pieces if {"DAYNUM", "DAYORD"} & m.nodes[i].values.keys()]
    last = m.start
    for k, i in enumerate(pieces):
        node = m.nodes[i]
        weekday = next((n.values.get("WDAY", n.values.get("WABBR")) for n in m.nodes[last:i] if {"WDAY", "WABBR"} & n.values.keys()), None)
        first = next((j for j in range(last, i) if {"WDAY", "WABBR", "MONTH", "WMONTH"} & m.nodes[j].values.keys()), i)
        stop = i if k < len(pieces) - 1 else m.end - 1
        if category == "day":
            cal = Cal(year, month, node.values.get("DAYNUM", node.values.get("DAYORD")), weekday)
        else:
            cal = Cal(year, node.values.get("MONTH", node.values.get("WMONTH")))
        out.extend(m.nodes[last:first])
        out.append(m.node(m.nodes[first].start, m.nodes[stop].end, "DATE", cal))
        last = i + 1
    return out


def day_list(m: Match) -> Any:
    """Days that share a month (and a year): a node each."""
    if m.case == "several" and "y" not in m.got and m.end < len(m.nodes) and m.nodes[m.end].ch == "w":
        if m.nodes[m.end - 2].values.keys() & {"COMMA"}:
            return None
    return dates(m, m.value("y", "YEAR"), m.value("m", "MONTH", "WMONTH"), "day")


def month_list(m: Match) -> Any:
    """Months that share a year."""
    return dates(m, m.value("y", "YEAR"), None, "month")


def doubtful_month(m: Match) -> Any:
    """May, March, April, June, August: not before a word that makes a person of it."""
    nxt = m.word(0)
    if m.case == "range" and not any(m.has(1 + m.has(1, "DET"), c) for c in ("MONTH", "WMONTH", "DAYNUM", "DAYORD", "DATE", "YEAR", "EARLY", "EDGE", "THIS", "LAST", "NEXT")):
        return None  # "the Ice March to the river"
    if nxt in m.lexicon.settings["after_names"] or (m.word(-1) in m.lexicon.settings["articles"] and nxt in m.lexicon.settings["offices"]):
        return None
    if (m.has(-1, "DET") or m.has(-1, "A")) and not nxt.isalpha():
        return None
    if m.has(-1, "AND") and (m.nodes[m.start - 2].ch == "w" if m.start > 1 else True):
        return None
    if m.has(-1, "COMMA") and not (m.start > 1 and m.nodes[m.start - 2].values.keys() & {"MONTH", "WMONTH", "DATE"} and m.nodes[m.start - 2].rule.startswith("month")):
        return None
    if named(m, 0) and not any(m.has(-1, c) for c in ("IN", "SINCE", "BY", "UNTIL", "DURING", "FROM", "LAST", "THIS", "NEXT", "EARLY", "EDGE")):
        return None  # "write to June Carter", "the May Street surgery"
    return Cal(month=m.value("m", "WMONTH"))


def season(m: Match) -> Any:
    """A season without a year; "spring" and "fall" only where a season can stand."""
    word = m.text[m.got["s"].start : m.got["s"].end]
    if (
        "WSEASON" in m.got["s"].values
        and m.has(-1, "DET")
        and word.lower() in m.lexicon.settings["doubtful_seasons"]
        and not (m.start > 1 and m.nodes[m.start - 2].values.keys() & {"IN", "DURING", "BY"})
    ):
        return None
    if (word[0].isupper() and (named(m, -1) or named(m, 0))) or m.word(0) in m.lexicon.settings["feast_things"]:
        return None  # Donna Summer, winter wheat
    if word[0].isupper() and m.word(0).lower() in m.lexicon.settings.get("general", ()):
        return None  # "Summer can be hot"
    return Cal(season=m.value("s", "SEASON", "WSEASON"))


def quarter(m: Match) -> Any:
    """Quarters and halves: by ordinal or by letter."""
    year = m.value("y", "YEAR2") + 2000 if "y" in m.got else None
    if "q" in m.got:
        return Cal(year, quarter=m.value("q", "QNAME"))
    if "h" in m.got and "HNAME" in m.got["h"].values:
        return Cal(year, half=m.value("h", "HNAME"))
    n = m.value("o", "ORD", "DAYORD", "FIRST", "LAST", "LATTER")
    unit = "half" if "h" in m.got else m.value("u", "UNIT")
    if unit == "half":
        n = {"last": 2, "past": 2, "latest": 2, -1: 2}.get(n, n)
        return Cal(half=n) if n in (1, 2) and m.word(0) != "-" else None
    if unit != "quarter":
        return None
    n = {-1: 4}.get(n, n)
    return Cal(quarter=n) if isinstance(n, int) and 1 <= n <= 4 and m.word(0) != "-" else None


def two_quarters(m: Match) -> Any:
    """The first and second quarters."""
    a, b, *_ = ordinals(m)  # "second" is a unit, too
    if m.value("u", "UNIT", "UNITS") != "quarter" or not (isinstance(a, int) and 1 <= a < b <= 4):
        return None
    return pair(m, (Cal(quarter=a), Cal(quarter=b)))


def quarter_of_months(m: Match) -> Any:
    """The April-June quarter."""
    first, last = m.value("m", "MONTH", "WMONTH"), m.value("n", "MONTH", "WMONTH")
    return Cal(quarter=last // 3) if m.value("u", "UNIT") == "quarter" and last == first + 2 and last % 3 == 0 else None


def quarter_figures(m: Match) -> Any:
    """3Q20, 1H 2021; not 2H alone."""
    text = m.value("q", "QFIG")
    year = int(text[2:] or 0) or m.value("y", "YEAR")
    if year is None:
        return None
    year = four_figures(year)
    return Cal(year, quarter=int(text[0])) if text[1] == "Q" else Cal(year, half=int(text[0]))


def fiscal_figures(m: Match) -> Any:
    """FY20; not "fiscal 20"."""
    text = m.text[m.nodes[m.start].start : m.nodes[m.end - 1].end]
    return Cal(four_figures(int(text[2:]))) if re.fullmatch(r"FY[0-9]{2}", text) else None


def year_first(m: Match) -> Any:
    """2023 Oct, 2019-Sep-03; not "in 2019 May said"."""
    month = m.text[m.got["m"].start : m.got["m"].end]
    day = m.value("d", "DAYNUM")
    if day is None and month in ("May", "March", "June", "April", "August"):
        return None
    return Cal(m.value("y", "YEAR"), m.value("m", "MONTH", "WMONTH"), day)


def day_in_words(m: Match) -> Any:
    """March third, April first 2021."""
    n = m.value("d", "ORD", "FIRST")
    return Cal(m.value("y", "YEAR"), m.value("m", "MONTH", "WMONTH"), n) if isinstance(n, int) and 1 <= n <= 31 and not m.has(0, "UNIT") and not m.has(0, "DATE") else None


def iso_week(m: Match) -> Any:
    """2023-W07."""
    year, week = m.value("d", "ISOWEEK")
    return Cal(year, week=week) if 1 <= week <= 53 else None


def numbered_quarter(m: Match) -> Any:
    """Quarter 3 2017."""
    n = m.value("n", "NUM")
    return Cal(m.value("y", "YEAR"), quarter=n) if m.value("u", "UNIT") == "quarter" and n in (1, 2, 3, 4) else None


def split_winter(m: Match) -> Any:
    """The winter of 2009-10: the one that begins in 2009."""
    a, b = m.value("f", "NUMMONTH") or (m.value("y", "YEAR"), m.value("b", "DAYNUM", "NUM", "YEAR2", "YEAR"))
    season = m.value("s", "SEASON", "WSEASON")
    return Cal(a, season=season) if season == 3 and b in ((a + 1) % 100, a + 1) else None


def two_short_weekdays(m: Match) -> Any:
    """Sat and Sun."""
    return pair(m, (Cal(weekday=m.value("a", "WABBR")), Cal(weekday=m.value("b", "WABBR"))))


def two_days_of_month(m: Match) -> Any:
    """From the 2nd to the 4th."""
    a, b = m.value("a", "DAYORD"), m.value("b", "DAYORD")
    noun = m.end < len(m.nodes) and (m.nodes[m.end].ch == "w" or m.has(0, "CENTURY") or m.has(0, "UNIT")) and m.word(0) not in m.lexicon.settings["goes_on"]
    return pair(m, (Cal(day=a), Cal(day=b))) if a < b and not noun else None


def days_in_figures(m: Match) -> Any:
    """4/25-4/28: month and day."""
    values = [n.values["NUM"] for n in m.nodes[m.start : m.end] if "NUM" in n.values]
    if len(values) != 4 or not all(isinstance(v, int) for v in values):
        return None
    (a, b), (c, d) = values[:2], values[2:]
    if not (1 <= a <= 12 and 1 <= c <= 12 and 1 <= b <= 31 and 1 <= d <= 31 and (b > 12 or d > 12) and (a, b) < (c, d)):
        return None
    dash = m.start + 3
    x, y = m.nodes[m.start : m.start + 3], m.nodes[m.end - 3 : m.end]
    return [m.node(x[0].start, x[-1].end, "DATE", Cal(month=a, day=b)), m.nodes[dash], m.node(y[0].start, y[-1].end, "DATE", Cal(month=c, day=d))]


def stamp(m: Match) -> Any:
    """Tue Sep 20 13:40:16 2016, as programs write it."""
    date = Cal(m.value("y", "YEAR"), m.value("m", "MONTH", "WMONTH"), m.value("d", "DAYNUM"), m.value("w", "WABBR", "WDAY"))
    return AtTime(date, "", m.value("t", "TIME")[:5].zfill(5))


def a_weekday(m: Match) -> Any:
    """Bins are emptied on a Thursday: a habit."""
    return None if any(m.has(0, c) for c in ("IN", "PART", "OF", "DATE", "MONTH", "WMONTH")) else Recur(f"XXXX-WXX-{m.value('w', 'WDAY')}")


def named_day(m: Match) -> Any:
    """A holiday of the table, with its year where one stands; not "a Black Friday sale"."""
    if (m.has(-1, "A") and m.end < len(m.nodes) and m.nodes[m.end].ch == "w") or m.word(0) in m.lexicon.settings["feast_things"]:
        return None
    one = m.text[m.nodes[m.start].start : m.nodes[m.end - 1].end].isalpha() and m.start > 1 and m.nodes[m.start - 2].ch == "w"
    if one and named(m, -1) and m.word(-1).lower() not in m.lexicon.settings["before_feasts"]:
        return None  # "the illustrator Johnnie Christmas"
    sets = m.lexicon.settings
    if m.text[m.nodes[m.start].start : m.nodes[m.end - 1].end].lower() in sets.get("surname_feasts", ()) and (named(m, 0) or m.word(-1).lower() not in sets["before_surname_feasts"]):
        return None  # "Tariq Ramadan", "the Eid holiday from 31 July to 2 August"
    return Cal(m.value("y", "YEAR"), holiday=m.value("h", "HOL"))


def day_of_month(m: Match) -> Any:
    """On the 14th: only behind a preposition and before no noun."""
    next_word = m.word(0)
    goes_on = next_word in m.lexicon.settings["goes_on"] or next_word.endswith("ed")  # "on the 9th they failed"; but "on the 9th floor"
    follows = m.end < len(m.nodes) and not goes_on and (m.nodes[m.end].ch == "w" or m.has(0, "CENTURY") or m.has(0, "UNIT") or m.has(0, "ANNIV"))
    if (m.end < len(m.nodes) and m.nodes[m.end].values.keys() & {"N", "NUM", "UNITS", "LEN", "FILL", "PART", "HALF", "PERIOD", "DATE"}) or ("DAYORD" not in m.got["d"].values and not m.has(-1, "ON")):
        return None
    return Cal(day=m.value("d", "DAYORD", "ORD")) if not follows and (m.has(-1, "OF") or m.has(-1, "ON") or m.has(-1, "BY") or m.has(-1, "UNTIL") or m.has(-1, "SINCE")) else None


def numeric_european(m: Match) -> Any:
    """15.08.2021: the day first."""
    a, b, year = (int(x) for x in re.split("[/.-]", m.value("d", "NUMDATE")))
    if year < 100:
        year += 1900 if year > 50 else 2000
    weekday = m.value("w", "WDAY")
    return Cal(year, b, a, weekday, order="dmy") if 1 <= b <= 12 and 1 <= a <= 31 and year > 1500 else None


def calendar_european(m: Match) -> Any:
    """3. Oktober, le 1er mai, 6 de junio: day, month, and year where one stands."""
    day = m.value("d", "DAYORD", "DAYNUM", "ORD", "FIRST", "A", "N")
    year = m.value("y", "YEAR", "YEAR2", "DAYNUM", "NUM", "N")
    if not isinstance(day, int) or not 1 <= day <= 31 or (year is not None and not isinstance(year, int)):
        return None
    if year is not None and year < 1000 and "N" in m.got["y"].values:
        return None  # "le 3 mai deux hommes"
    if year is not None and year < 100:
        year += 1900 if year > 30 else 2000
    era = m.value("e", "ERA") or ""
    return Cal(1 - year if era == "bc" and year else year, m.value("m", "MONTH", "WMONTH"), day, m.value("w", "WDAY"), era=era)


def day_alone(m: Match) -> Any:
    """Am 14., le 14, el día 8: a day of the month in hand, where no noun follows."""
    n = m.value("d", "DAYORD", "DAYNUM")
    follows = m.end < len(m.nodes) and m.nodes[m.end].ch == "w" and m.word(0) not in m.lexicon.settings["goes_on"]
    if m.has(0, "COMMA") and m.has(1, "STREET"):
        return None  # "le 10, rue Paul-Bert"
    return None if follows or any(m.has(0, c) for c in ("UNIT", "UNITS", "MONTH", "NUM", "PERCENT", "DATE", "N")) else Cal(day=n)


def day_and_part(m: Match) -> Any:
    """Le 17 au soir: a part of a day of the month in hand."""
    return AtTime(Cal(day=m.value("d", "DAYORD", "DAYNUM")), m.value("p", "PART"))


def month_near(m: Match) -> Any:
    """El mes de mayo, el pasado mes de mayo."""
    which = m.value("k", "LAST", "NEXT", "THIS") or ""
    return Cal(month=m.value("m", "MONTH"), rel="" if which == "current" else which)


def calendar_week(m: Match) -> Any:
    """KW 23, die 23. Kalenderwoche 2021."""
    n = int(m.value("n", "NUM", "DAYORD", "ORD"))
    return Cal(m.value("y", "YEAR"), week=n) if 1 <= n <= 53 else None


def day_and_month(m: Match) -> Any:
    """Am 14.8., am 3. 10. 1990: both as ordinal numbers."""
    month = m.value("m", "DAYORD")
    return Cal(m.value("y", "YEAR"), month, m.value("d", "DAYORD"), m.value("w", "WDAY")) if 1 <= month <= 12 else None


def calendar_small(m: Match) -> Any:
    """A weekday, a month or a day in words, in a language that writes them small: with a capital inside a sentence, or before a name, they are a name themselves (Julio Cortázar)."""
    node = m.got.get("w") or m.got["m"]
    word = m.text[node.start : node.end]
    made = calendar_european(m) if "d" in m.got else calendar(m)
    if not word[0].isupper() or word.isupper():
        return made
    if "d" in m.got:
        day = m.text[m.got["d"].start : m.got["d"].end]
        return None if day[0].isupper() and m.got["d"] is m.nodes[m.start] and m.start else made  # the club Tres de Febrero
    bare = node is m.nodes[m.start]
    beside = (bare and (m.has(-1, "OF") or (m.start > 0 and m.nodes[m.start - 1].ch == UNKNOWN))) or (m.end < len(m.nodes) and m.nodes[m.end].ch == UNKNOWN and bare)
    return None if beside or named(m, 0) else made


def as_article(_: Match) -> str:
    """Los días 6 y 7, los meses de mayo y junio: a noun that only says what follows counts as an article."""
    return "the"


def near_day(m: Match) -> Any:
    """El próximo 3 de septiembre, el 5 de octubre pasado: a day of a month that says on which side it lies."""
    date, word = m.value("d", "DATE"), m.value("k", "LAST", "NEXT", "LASTS", "NEXTS")
    if not isinstance(date, Cal) or not date.day or not date.month or date.year is not None or date.rel or word not in ("last", "past", "next", "coming"):
        return None
    return replace(date, rel=word, weekday=None)


def date_of_statute(m: Match) -> Any:
    """Ley 30/1992, de 26 de noviembre: the year of the day stands in the number of the law, which is no date itself."""
    first = next(i for i in range(m.start, m.end) if m.nodes[i] is m.got["d"])
    last = next(i for i in range(m.start, first) if m.nodes[i].values.keys() & {"YEAR", "NUMMONTH"})
    year = m.nodes[last].values.get("YEAR") or m.nodes[last].values["NUMMONTH"][0]
    number = m.node(m.nodes[m.start].start, m.nodes[last].end, "NONE", True)
    date = m.node(m.got["d"].start, m.nodes[m.end - 1].end, "DATE", Cal(year, m.value("m", "MONTH"), m.value("d", "DAYNUM", "DAYORD", "FIRST")))
    return [number, *m.nodes[last + 1 : first], date]
