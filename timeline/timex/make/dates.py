"""Productions for dates of the calendar."""

from __future__ import annotations

import re
from typing import Any

from timeline.timex.expr import About, AtTime, Cal, Expr, Recur
from timeline.timex.make.match import Match
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
    date, dash = m.lexicon.classes[("DATE",)], m.lexicon.classes[("DASH",)]
    ends = Node(node.start, node.start + 4, date, {"DATE": Cal(year)}, m.rule.name), Node(node.end - 2, node.end, date, {"DATE": Cal(year // 100 * 100 + month)}, m.rule.name)
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
    if m.rule.name == "month and day" and "m" in m.got and m.got["m"].end == m.got["d"].start and "." not in m.text[m.got["m"].start : m.got["m"].end]:
        return None  # the gene MAR7
    if m.rule.name == "fiscal year" and m.value("u", "UNIT") not in (None, "year"):
        return None
    season = m.value("s", "SEASON", "WSEASON")
    if m.has(0, "ORD") and not m.has(0, "DAYORD") and day is None and m.rule.name == "month":
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
        out.append(Node(m.nodes[first].start, m.nodes[stop].end, m.lexicon.classes[("DATE",)], {"DATE": cal}, m.rule.name))
        last = i + 1
    return out


def day_list(m: Match) -> Any:
    """Days that share a month (and a year): a node each."""
    if m.rule.name == "month and several days" and "y" not in m.got and m.end < len(m.nodes) and m.nodes[m.end].ch == "w":
        if m.nodes[m.end - 2].values.keys() & {"COMMA"}:
            return None
    return dates(m, m.value("y", "YEAR"), m.value("m", "MONTH", "WMONTH"), "day")


def month_list(m: Match) -> Any:
    """Months that share a year."""
    return dates(m, m.value("y", "YEAR"), None, "month")


def doubtful_month(m: Match) -> Any:
    """May, March, April, June, August: not before a word that makes a person of it."""
    nxt = m.word(0)
    if m.rule.name == "first month of a range" and not any(m.has(1 + m.has(1, "DET"), c) for c in ("MONTH", "WMONTH", "DAYNUM", "DAYORD", "DATE", "YEAR", "EARLY", "EDGE", "THIS", "LAST", "NEXT")):
        return None  # "the Ice March to the river"
    if nxt in m.lexicon.settings["after_names"] or (m.word(-1) in ("the", "a", "an") and nxt in m.lexicon.settings["offices"]):
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


def era_range(m: Match) -> Any:
    """492-490 BC: two years that share the era."""
    x, y = m.nodes[m.start], m.nodes[m.start + 2]
    a, b = (n.values.get("YEAR", n.values.get("HNUM", n.values.get("NUM"))) for n in (x, y))
    if not isinstance(a, int) or not isinstance(b, int) or m.value("e", "ERA") != "bc":
        return None
    ch = m.lexicon.classes[("DATE",)]
    made = [(x.start, x.end, Cal(1 - a, era="bc")), (y.start, m.nodes[m.end - 1].end, Cal(1 - b, era="bc"))]
    first, last = (Node(s, e, ch, {"DATE": cal}, m.rule.name) for s, e, cal in made)
    return [first, m.nodes[m.start + 1], last]


def year_range(m: Match) -> Any:
    """1914-18: two years."""
    a, b = m.value("a", "YEAR"), m.value("b", "YEAR", "DAYNUM", "NUM", "YEAR2")
    single = m.nodes[m.end - 1].end - m.nodes[m.end - 1].start == 1  # 1958–9
    if not isinstance(b, int) or (b < 100 and not single and b <= a % 100 and not (a % 100 == 99 and b == 0)) or not 1000 <= a <= 2200:
        return None
    if b < 100:
        b += a // 10 * 10 if single else a // 100 * 100 + (100 if b <= a % 100 else 0)
    if b <= a or b > LATEST:
        return None  # invoice 2021-88
    x, y = m.nodes[m.start], m.nodes[m.end - 1]
    ch = m.lexicon.classes[("DATE",)]
    return [Node(x.start, x.end, ch, {"DATE": Cal(a)}, m.rule.name), m.nodes[m.start + 1], Node(y.start, y.end, ch, {"DATE": Cal(b)}, m.rule.name)]


def season(m: Match) -> Any:
    """A season without a year; "spring" and "fall" only where a season can stand."""
    word = m.text[m.got["s"].start : m.got["s"].end]
    if "WSEASON" in m.got["s"].values and m.has(-1, "DET") and word.lower() == "fall" and not (m.start > 1 and m.nodes[m.start - 2].values.keys() & {"IN", "DURING", "BY"}):
        return None
    if word[0].isupper() and (named(m, -1) or named(m, 0)):
        return None  # Donna Summer
    if word[0].isupper() and m.word(0).lower() in m.lexicon.settings.get("general", ()):
        return None  # "Summer can be hot"
    return Cal(season=m.value("s", "SEASON", "WSEASON"))


def named(m: Match, offset: int) -> bool:
    """Whether the token beside the match is an unknown word with a capital."""
    i = m.start + offset if offset < 0 else m.end + offset
    if not 0 <= i < len(m.nodes) or m.nodes[i].ch != "w":
        return False
    return m.text[m.nodes[i].start].isupper()


def decade(m: Match) -> Any:
    """The 1990s, the '80s, the nineties; not somebody's twenties."""
    raw = m.value("d", "DECADE")
    if m.word(-1) in ("his", "her", "their", "my", "our", "early", "mid", "late", "-") and m.start > 1 and m.word(-2) in ("his", "her", "their", "my"):
        return None
    if m.word(-1) in ("his", "her", "their", "my", "our"):
        return None
    if isinstance(raw, int) and "n" in m.got:
        n = m.value("n", "N")  # the nineteen-seventies
        return Cal(decade=n * 10 + raw) if isinstance(n, int) and 10 <= n <= 20 and raw < 10 else None
    if isinstance(raw, int):  # a word: nineties
        if m.word(-1) != "the" and m.word(-2) != "the" and m.end - m.start == 1:
            return None
        return Cal(decade=190 + raw)
    digits = raw.strip("'")
    if len(digits) == 4:
        return Cal(decade=int(digits) // 10, era=m.value("e", "ERA") or "")
    if len(digits) == 2 and digits.endswith("0"):
        era = m.value("e", "ERA") or ""
        if not era and raw[0] != "'" and m.word(-1) not in ("the", "early", "late", "mid", "-"):
            return None
        return Cal(era=era, decade=(-(int(digits) // 10) if era == "bc" else (190 if int(digits) >= 20 else 200) + int(digits) // 10))
    if len(digits) == 3 and m.value("e", "ERA") == "bc":
        return Cal(decade=-(int(digits) // 10), era="bc")
    return None


def century(m: Match) -> Any:
    """The 19th century is century 18."""
    n = m.value("o", "ORD", "DAYORD", "ROMAN")
    if not 1 <= n <= 30:
        return None
    return Cal(century=-n if m.value("e", "ERA") == "bc" else n - 1)


def turn_of_century(m: Match) -> Any:
    """The turn of the 20th century: about 1900."""
    n = m.value("o", "ORD", "DAYORD")
    return About(Cal((n - 1) * 100), "APPROX") if 2 <= n <= 30 else None


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


def pair(m: Match, made: tuple[Cal, Cal]) -> list[Node]:
    """Two dates with their connecting word between them."""
    middle = next(i for i in range(m.start + 1, m.end) if m.nodes[i].values.keys() & {"AND", "TO", "DASH", "OR"})
    ch = m.lexicon.classes[("DATE",)]
    spans = (m.nodes[m.start].start, m.nodes[middle - 1].end), (m.nodes[middle + 1].start, m.nodes[m.end - 1].end)
    first, last = (Node(a, b, ch, {"DATE": cal}, m.rule.name) for (a, b), cal in zip(spans, made, strict=True))
    return [first, m.nodes[middle], last]


def ordinals(m: Match) -> list[Any]:
    """The ordinal numbers of a match."""
    return [n.values.get("DAYORD", n.values.get("ORD", n.values.get("FIRST"))) for n in m.nodes[m.start : m.end] if n.values.keys() & {"ORD", "DAYORD", "FIRST"}]


def two_centuries(m: Match) -> Any:
    """The 16th and 17th centuries."""
    a, b, *_ = ordinals(m)  # "second" is a unit, too
    return pair(m, (Cal(century=a - 1), Cal(century=b - 1))) if 1 <= a < b <= 30 else None


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


def four_figures(year: int) -> int:
    """A year of which two figures may be written."""
    return year + (0 if year > 99 else 2000 if year < 50 else 1900)


def millennium(m: Match) -> Any:
    """The third millennium BC."""
    n = m.value("o", "ORD", "DAYORD")
    if m.value("u", "UNIT") != "millennium" or not isinstance(n, int) or not 1 <= n <= 9:
        return None
    return Cal(millennium=-n if m.value("e", "ERA") == "bc" else n - 1)


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


def slash_years(m: Match) -> Any:
    """2023/24, FY2023-24: two years."""
    a, b = m.value("a", "YEAR"), m.value("b", "DAYNUM", "NUM", "YEAR2")
    x, y = m.got["a"], m.got["b"]
    if not isinstance(b, int) or y.end - y.start != 2 or b != (a + 1) % 100 or x.end + 1 != y.start:
        return None
    ch = m.lexicon.classes[("DATE",)]
    slash = Node(x.end, x.end + 1, m.lexicon.classes[("DASH",)], {"DASH": "/"})
    return [Node(m.nodes[m.start].start, x.end, ch, {"DATE": Cal(a)}, m.rule.name), slash, Node(y.start, y.end, ch, {"DATE": Cal(a + 1)}, m.rule.name)]


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
    ch, dash = m.lexicon.classes[("DATE",)], m.start + 3
    x, y = m.nodes[m.start : m.start + 3], m.nodes[m.end - 3 : m.end]
    return [Node(x[0].start, x[-1].end, ch, {"DATE": Cal(month=a, day=b)}, m.rule.name), m.nodes[dash], Node(y[0].start, y[-1].end, ch, {"DATE": Cal(month=c, day=d)}, m.rule.name)]


def stamp(m: Match) -> Any:
    """Tue Sep 20 13:40:16 2016, as programs write it."""
    date = Cal(m.value("y", "YEAR"), m.value("m", "MONTH", "WMONTH"), m.value("d", "DAYNUM"), m.value("w", "WABBR", "WDAY"))
    return AtTime(date, "", m.value("t", "TIME")[:5].zfill(5))


def a_weekday(m: Match) -> Any:
    """Bins are emptied on a Thursday: a habit."""
    return None if any(m.has(0, c) for c in ("IN", "PART", "OF", "DATE", "MONTH", "WMONTH")) else Recur(f"XXXX-WXX-{m.value('w', 'WDAY')}")


def named_day(m: Match) -> Any:
    """A holiday of the table, with its year where one stands; not "a Black Friday sale"."""
    if m.has(-1, "A") and m.end < len(m.nodes) and m.nodes[m.end].ch == "w":
        return None
    one = m.text[m.nodes[m.start].start : m.nodes[m.end - 1].end].isalpha() and m.start > 1 and m.nodes[m.start - 2].ch == "w"
    if one and named(m, -1) and m.word(-1).lower() not in m.lexicon.settings["before_feasts"]:
        return None  # "the illustrator Johnnie Christmas"
    sets = m.lexicon.settings
    if m.text[m.nodes[m.start].start : m.nodes[m.end - 1].end].lower() in sets.get("surname_feasts", ()) and (named(m, 0) or m.word(-1).lower() not in sets["before_surname_feasts"]):
        return None  # "Tariq Ramadan", "the Eid holiday from 31 July to 2 August"
    return Cal(m.value("y", "YEAR"), holiday=m.value("h", "HOL"))


LATEST = 2070  # of years that a range ends with
CAPITALS = re.compile(r"(?:\s[A-Z][\w.]*){2,4}")
NUMBERED = re.compile(r"\b(?:number|code|PIN|password|badge|card)(?: (?:is|was|ended in|ends in|ending in))? $|\b(?:a|an|his|her|their) [A-Z][a-z]+ $")


def address_behind(text: str, at: int, streets: frozenset[str]) -> bool:
    """Whether the name of a street follows: "1812 Elm Street"."""
    named = CAPITALS.match(text, at)
    return named is not None and any(w.rstrip(".") in streets for w in named.group().split()[1:])


def year(m: Match) -> Any:
    """A bare number of four digits, where a year can stand."""
    n, before, after = m.value("y", "YEAR"), m.word(-1), m.word(0)
    sets = m.lexicon.settings
    if (before == "." and m.word(-2) in sets["not_before_year"]) or m.word(1) in sets["streets"] or (m.has(1, "YEAR") and m.word(2) in sets["not_after_year"]):
        return None
    if not 1000 <= n <= 2150 or before in sets["not_before_year"] or after in sets["not_after_year"] or m.has(-1, "MONEY") or m.has(0, "PERCENT"):
        return None
    if m.has(0, "DASH") and m.end + 1 < len(m.nodes) and m.nodes[m.end + 1].start == m.nodes[m.end].end and m.nodes[m.end].start == m.nodes[m.end - 1].end and m.nodes[m.end + 1].ch == "w":
        return None
    at, end = m.nodes[m.start].start, m.nodes[m.end - 1].end
    if (
        address_behind(m.text, end, sets["street_names"])
        or (after == "by" and m.has(1, "NUM"))
        or (m.has(-1, "DASH") and m.text[at - 2 : at - 1].isdigit() and not m.text[max(0, at - 5) : at - 1].isdigit())
    ):
        return None  # 1812 Elm Street; 1920 by 1080; 555-2010
    if NUMBERED.search(m.text, max(0, at - 40), at):
        return None  # her badge number is 1989; a Peugeot 2008
    if 1000 <= n < 1400 and m.has(-1, "LPAR") and m.has(0, "RPAR"):
        return Cal(n)
    if before in ("c", "ca") and m.nodes[m.start - 1].end == at and m.nodes[m.start - 1].start == at - len(before):
        return About(Cal(n), "APPROX")  # c1450
    placed = before in sets["before_year"] or m.has(-1, "LPAR")
    if 1400 <= n <= 2100 and placed:
        return Cal(n)
    if 1700 <= n <= 2060 and not (m.has(-1, "NUM") or m.has(0, "NUM") or m.has(0, "UNITS")):
        raw = m.text[m.nodes[m.end].start : m.nodes[m.end].end] if m.end < len(m.nodes) else ""
        plural = (
            raw.isalpha()
            and raw.islower()
            and raw.endswith("s")
            and not raw.endswith("ss")
            and not raw.endswith(("sis", "us", "series", "news", "ics"))
            and raw not in ("was", "has", "is", "as", "does", "this", "its")
        )
        prior = m.text[m.nodes[m.start - 1].start : m.nodes[m.start - 1].end] if m.start else ""
        glued = m.start > 0 and m.nodes[m.start - 1].end == m.nodes[m.start].start and not m.has(-1, "LPAR")
        name = prior[:1].isupper() and m.nodes[m.start - 1].ch == "w" if m.start else False
        return None if (plural and not m.has(-1, "DET")) or glued or (name and raw[:1].islower() and raw not in ("and", "to", "was")) else Cal(n)
    ends = m.end >= len(m.nodes) or m.nodes[m.end].ch != "w" or after in sets["goes_on"]  # "the plague of 1349"; but "a flock of 1349 sheep"
    behind = ("in", "since", "year", "by", "until", "from", "before", "after", "of") if ends and not m.has(-2, "NUM") and not m.has(-2, "N") else ("in", "since", "year")
    return Cal(n) if placed and n >= 1000 and before in behind else None


def the_year(m: Match) -> Any:
    """The year 2000."""
    n = m.value("y", "YEAR", "N")
    return Cal(n) if m.value("u", "UNIT") == "year" and isinstance(n, int) and n > 1000 else None


def ancient_year(m: Match) -> Any:
    """A year of three digits: only where the story runs before our era, or in "in 476"."""
    if m.word(0) in m.lexicon.settings["not_after_year"] or m.has(0, "PERCENT") or m.has(0, "NUM"):
        return None
    raw = m.text[m.nodes[m.end].start : m.nodes[m.end].end] if m.end < len(m.nodes) else ""
    return Cal(m.value("y", "HNUM"), era="?") if not (m.nodes[m.end].ch == "w" if m.end < len(m.nodes) else False) or raw in ("when", "after", "he", "they", "it", "she") else None


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
    day = m.value("d", "DAYORD", "DAYNUM", "ORD", "FIRST", "A")
    year = m.value("y", "YEAR", "YEAR2", "DAYNUM", "NUM")
    if not isinstance(day, int) or not 1 <= day <= 31 or (year is not None and not isinstance(year, int)):
        return None
    if year is not None and year < 100:
        year += 1900 if year > 30 else 2000
    era = m.value("e", "ERA") or ""
    return Cal(1 - year if era == "bc" and year else year, m.value("m", "MONTH", "WMONTH"), day, m.value("w", "WDAY"), era=era)


def year_named(m: Match) -> Any:
    """Im Jahr 2000, l'an 2000, el año 2000."""
    n = m.value("y", "YEAR", "NUM")
    return Cal(n) if isinstance(n, int) and 100 < n < 2200 else None


def day_alone(m: Match) -> Any:
    """Am 14., le 14, el día 8: a day of the month in hand, where no noun follows."""
    n = m.value("d", "DAYORD", "DAYNUM")
    follows = m.end < len(m.nodes) and m.nodes[m.end].ch == "w" and m.word(0) not in m.lexicon.settings["goes_on"]
    return None if follows or any(m.has(0, c) for c in ("UNIT", "UNITS", "MONTH", "NUM", "PERCENT", "DATE", "N")) else Cal(day=n)


def year_plain(m: Match) -> Any:
    """A bare number of four digits in a language that gives nouns capitals or puts no word before a year."""
    n, sets = m.value("y", "YEAR"), m.lexicon.settings
    if not isinstance(n, int) or m.word(-1) in sets["not_before_year"] or m.word(0) in sets["not_after_year"] or m.has(-1, "MONEY") or m.has(0, "PERCENT") or m.has(0, "MONEY"):
        return None
    if (
        m.has(-1, "NUM")
        or m.has(0, "UNITS")
        or (m.has(0, "NUM") and not m.has(0, "YEAR"))
        or (m.start and m.nodes[m.start - 1].end == m.nodes[m.start].start and m.text[m.nodes[m.start].start - 1] in "-/.,:")
    ):
        return None
    return Cal(n) if 1000 <= n <= 2150 and (1700 <= n <= 2060 or m.word(-1) in sets["before_year"]) else None


def decade_years(m: Match) -> Any:
    """Les années 90, les années quatre-vingt, los años noventa."""
    n = m.value("d", "DECADEW", "NUM", "DAYNUM", "YEAR")
    if "DECADEW" in m.got["d"].values:
        return Cal(decade=190 + n)
    if not isinstance(n, int) or n % 10 or (n >= 1000 and m.rule.name == "decade in figures"):
        return None
    return Cal(decade=n // 10) if n >= 1000 else Cal(decade=190 + n // 10) if 10 <= n <= 90 else None


def century_named(m: Match) -> Any:
    """Le XIXe siècle."""
    return century(m) if m.value("c", "UNIT") == "century" else None


def century_behind(m: Match) -> Any:
    """El siglo XIX."""
    n = m.value("o", "ROMANC", "DAYNUM")
    return Cal(century=-n if m.value("e", "ERA") == "bc" else n - 1) if m.value("c", "UNIT") == "century" and isinstance(n, int) and 1 <= n <= 30 else None


def month_near(m: Match) -> Any:
    """El mes de mayo, el pasado mes de mayo."""
    which = m.value("k", "LAST", "NEXT", "THIS") or ""
    return Cal(month=m.value("m", "MONTH"), rel="" if which == "current" else which)
