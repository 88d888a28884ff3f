"""The productions that the rules of a language table name: captured pieces in, an expression out.

A production returns the value of its rule's category, a pair (category, value) where it makes another
one, a list of nodes where it makes several, or None: then the rule does not apply here.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from timeline.timex.expr import About, AtTime, Cal, Edge, Expr, Holding, Length, Recur, Rel, Shift, Sub, Vague, Window, Within
from timeline.timex.tokens import Node

if TYPE_CHECKING:
    from timeline.timex.grammar import Match

UNIT_LETTER = {"second": "TS", "minute": "TM", "hour": "TH", "day": "D", "weekend": "WE", "week": "W", "fortnight": "W", "month": "M", "quarter": "Q",
               "year": "Y", "decade": "DE", "century": "CE", "millennium": "ML", "season": "SU", "": "X"}  # fmt: skip
SET_VALUE = {"day": "P1D", "week": "P1W", "fortnight": "P2W", "month": "P1M", "quarter": "P1Q", "year": "P1Y", "hour": "PT1H", "minute": "PT1M",
             "second": "PT1S", "decade": "P1DE", "century": "P1CE", "weekend": "P1WE", "season": "P1SU"}  # fmt: skip
CLOCKLIKE = ("second", "minute", "hour")
NEAR = ("second", "minute", "hour", "half", "millennium")  # units that no "last" or "this" makes a date of


# --- numbers ---------------------------------------------------------------------------------------------


def number(m: Match) -> Any:
    """English number words; two pairs are a year ("nineteen ninety-seven")."""
    parts = [n.values["NUMW"] for n in m.nodes[m.start : m.end] if "NUMW" in n.values]
    total, current = 0, 0
    if len(parts) >= 2 and 13 <= parts[0] <= 20 and parts[1] not in (100, 1000) and parts[1] >= 10:
        return "DATE", Cal(year=parts[0] * 100 + sum(parts[1:3]))
    for before, part in zip([0, *parts], parts, strict=False):
        if part == 100:
            current = (current or 1) * 100
        elif part == 1000:
            total, current = total + (current or 1) * 1000, 0
        elif before and before not in (100, 1000) and not (20 <= before < 100 and part < 10):
            return None
        else:
            current += part
    return total + current


def number_and_half(m: Match) -> Any:
    """``2 1/2`` is 2.5."""
    a, b = (m.nodes[m.end - 3].values.get("NUM"), m.nodes[m.end - 1].values.get("NUM"))
    return m.value("n", "NUM") + a / b if a and b and a < b else None


def quantity(m: Match) -> Any:
    """A couple, a dozen, several."""
    n = m.value("q", "QUANT")
    return n // 2 if m.rule.name == "half a quantity" and n != "X" else n


def number_range(m: Match) -> Any:
    """``two to three``: the lower bound."""
    if m.nodes[m.start + 1].values.get("AND") and not m.has(-1, "BETWEEN"):
        return None
    return m.value("a", "N", "NUM")


# --- clock -----------------------------------------------------------------------------------------------


def clock(m: Match) -> Any:
    """A time of day, on no date yet."""
    raw = m.value("t", "TIME", "DOTTIME", "TIME4", "HOURNUM", "N")
    half = m.value("p", "AMPM") or {"MO": "am", "NI": "pm", "AF": "pm", "EV": "pm", "DW": "am"}.get(m.value("d", "PART") or "", "")
    if isinstance(raw, str):
        hour, minute = (int(x) for x in re.split("[:.]", raw)[:2])
    elif "TIME4" in m.got["t"].values:
        hour, minute = divmod(raw, 100)
    elif raw == "X" or not isinstance(raw, int):
        return None
    else:
        hour, minute = raw, -1
    if m.rule.name == "bare clock time" and m.has(0, "PERCENT"):
        return None
    if hour > 24 or minute > 59 or (half and not 1 <= hour <= 12):
        return None
    if half:
        hour = hour % 12 + (12 if half == "pm" and not (hour in (12, 1, 2, 3) and m.value("d", "PART") == "NI") else 0)
    return AtTime(None, "", f"{hour:02d}:{max(minute, 0):02d}", m.value("z", "ZONE") or "")


def minutes_past(m: Match) -> Any:
    """Half past ten, quarter to six, twenty past two."""
    hour, minutes = m.value("t", "HOURNUM", "N"), m.value("n", "N", "NUM")
    if "HALF" in m.got["n"].values:
        minutes = 30
    elif m.value("n", "UNIT") == "quarter":
        minutes = 15
    word = m.text[m.got["s"].start : m.got["s"].end].lower()
    if word not in ("past", "to") or not isinstance(hour, int) or not 1 <= hour <= 12 or not isinstance(minutes, int) or minutes not in (5, 10, 15, 20, 25, 30):
        return None
    if m.end < len(m.nodes) and not m.nodes[m.end].values.keys() & {"ON", "IN", "STOP", "COMMA", "THIS", "TONIGHT", "LAST", "TODAY", "AMPM", "WDAY", "AND"}:
        return None
    total = hour * 60 + (minutes if word == "past" else -minutes) + (720 if m.value("p", "AMPM") == "pm" and hour < 12 else 0)
    return AtTime(None, "", f"{total // 60:02d}:{total % 60:02d}")


def early_figures(m: Match) -> Any:
    """0615 on 14 August: only with the leading nought, so that no year is meant."""
    return clock(m) if m.text[m.got["t"].start] == "0" else None


def quarter_hours(m: Match) -> Any:
    """A quarter of an hour, three quarters of an hour."""
    n = m.value("n", "N", "NUM") or 1
    if m.value("u", "UNIT", "UNITS") != "quarter" or m.value("v", "UNIT") != "hour" or n not in (1, 3):
        return None
    return Length(15 * n, "minute")


def hours(m: Match) -> Any:
    """1400 hours."""
    return clock(m) if m.value("u", "UNITS") == "hour" else None


def noon(m: Match) -> Any:
    """Noon and midnight."""
    if m.text[m.got["n"].start].isupper() and (named(m, -1) or named(m, 0)):
        return None
    return AtTime(None, "", m.value("n", "NOON"), m.value("z", "ZONE") or "")


# --- dates of the calendar -------------------------------------------------------------------------------


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
    return Cal(year, m.value("m", "MONTH", "WMONTH"), day, m.value("w", "WDAY", "WABBR"), season=season, era=era, fiscal="f" in m.got)


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
    if nxt in m.lexicon.settings["after_names"] or (m.word(-1) in ("the", "a", "an") and nxt in m.lexicon.settings["offices"]):
        return None
    if (m.has(-1, "DET") or m.has(-1, "A")) and not nxt.isalpha():
        return None
    if m.has(-1, "AND") and (m.nodes[m.start - 2].ch == "w" if m.start > 1 else True):
        return None
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
    if not isinstance(b, int) or (b < 100 and b <= a % 100 and not (a % 100 == 99 and b == 0)) or not 1000 <= a <= 2200:
        return None
    if b < 100:
        b += a // 100 * 100 + (100 if b <= a % 100 else 0)
    if b <= a:
        return None
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
        return Cal(decade=(-int(digits) // 10 if era == "bc" else (190 if int(digits) >= 20 else 200) + int(digits) // 10))
    if len(digits) == 3 and m.value("e", "ERA") == "bc":
        return Cal(decade=-(int(digits) // 10), era="bc")
    return None


def century(m: Match) -> Any:
    """The 19th century is century 18."""
    n = m.value("o", "ORD", "DAYORD")
    if not 1 <= n <= 30:
        return None
    return Cal(century=-n if m.value("e", "ERA") == "bc" else n - 1)


def quarter(m: Match) -> Any:
    """Quarters and halves: by ordinal or by letter."""
    if "q" in m.got:
        return Cal(quarter=m.value("q", "QNAME"))
    if "h" in m.got and "HNAME" in m.got["h"].values:
        return Cal(half=m.value("h", "HNAME"))
    n = m.value("o", "ORD", "DAYORD", "FIRST", "LAST", "LATTER")
    unit = "half" if "h" in m.got else m.value("u", "UNIT")
    if unit == "half":
        n = {"last": 2, "past": 2, "latest": 2, -1: 2}.get(n, n)
        return Cal(half=n, fiscal="f" in m.got) if n in (1, 2) and m.word(0) != "-" else None
    if unit != "quarter":
        return None
    n = {-1: 4}.get(n, n)
    return Cal(quarter=n, fiscal="f" in m.got) if isinstance(n, int) and 1 <= n <= 4 and m.word(0) != "-" else None


def named_day(m: Match) -> Expr:
    """A holiday of the table, with its year where one stands."""
    return Cal(m.value("y", "YEAR"), holiday=m.value("h", "HOL"))


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
    placed = before in sets["before_year"] or m.has(-1, "LPAR")
    if 1400 <= n <= 2100 and placed:
        return Cal(n)
    if 1700 <= n <= 2060 and not (m.has(-1, "NUM") or m.has(0, "NUM") or m.has(0, "UNITS")):
        raw = m.text[m.nodes[m.end].start : m.nodes[m.end].end] if m.end < len(m.nodes) else ""
        plural = raw.isalpha() and raw.islower() and raw.endswith("s") and not raw.endswith("ss") and raw not in ("was", "has", "is", "as", "does", "this", "its")
        prior = m.text[m.nodes[m.start - 1].start : m.nodes[m.start - 1].end] if m.start else ""
        glued = m.start > 0 and m.nodes[m.start - 1].end == m.nodes[m.start].start and not m.has(-1, "LPAR")
        name = prior[:1].isupper() and m.nodes[m.start - 1].ch == "w" if m.start else False
        return None if (plural and not m.has(-1, "DET")) or glued or (name and raw[:1].islower() and raw not in ("and", "to", "was")) else Cal(n)
    return Cal(n) if placed and n >= 1000 and before in ("in", "since", "year") else None


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
    follows = m.end < len(m.nodes) and (m.nodes[m.end].ch == "w" or m.has(0, "CENTURY") or m.has(0, "UNIT") or m.has(0, "ANNIV"))
    if (m.end < len(m.nodes) and m.nodes[m.end].values.keys() & {"N", "NUM", "UNITS", "LEN", "FILL", "PART", "HALF", "PERIOD", "DATE"}) or ("DAYORD" not in m.got["d"].values and not m.has(-1, "ON")):
        return None
    return Cal(day=m.value("d", "DAYORD", "ORD")) if not follows and (m.has(-1, "OF") or m.has(-1, "ON") or m.has(-1, "BY") or m.has(-1, "UNTIL") or m.has(-1, "SINCE")) else None


# --- days and periods told from here -----------------------------------------------------------------------


def today(m: Match) -> Expr:
    """Yesterday, today, tomorrow."""
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
    return first == "the" or m.word(-1) == "the"


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
    if word in ("last", "latest", "next") and m.has(0, "OF"):
        return None  # "the last week of March"
    if unit == "fortnight":
        return Window(Length(2, "week"), step) if step else None
    if unit in ("decade", "century") and word in ("last", "coming") and before_the(m):
        return None  # a window, too
    if unit in ("week", "month", "year", "quarter") and word == "next" and base == "story" and unit != "month" and unit != "year":
        base = "now"
    return Rel(unit, step, base, word)


def near_date(m: Match) -> Any:
    """Last Monday, this September, the following spring, next Christmas."""
    word, _, _base = relation(m)
    expr = m.value("d", "DATE")
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
    if unit in NEAR or m.has(0, "DATE") or m.word(0) in ("last", "yesterday", "tomorrow", "christmas"):
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
    if unit == "year" and m.word(0) in ("ended", "ending", "to"):
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
    if ("LAST" in m.got["k"].values and m.value("k", "LAST") != "latest") or word in ("term", "date", "stage"):
        return None
    if m.text[m.got["k"].start : m.got["k"].end].lower() == "same" or (word == "time" and not m.has(-1, "AT") and not m.has(-1, "DURING") and not m.has(-1, "BY")):
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


# --- lengths -------------------------------------------------------------------------------------------------


def none(_: Match) -> bool:
    """What only looks like time."""
    return True


def length(m: Match) -> Any:
    """N units."""
    unit = m.value("u", "UNIT", "UNITS")
    n = m.value("n", "N", "NUM")
    one = False
    if n is None:
        n, one = 1, "n" in m.got and "A" in m.got["n"].values
    raw = m.got.get("n", None)
    if unit in ("half", "season") or (unit == "second" and "UNIT" in m.got["u"].values and not (raw and "N" in raw.values and n == 1)):
        return None
    if one and unit in ("weekend", "quarter"):
        return None
    if m.word(-1) == "aged" or m.word(-1) in ("$", "£", "€") or (m.has(0, "POSS") and one and unit == "day"):
        return None
    if "h" in m.got:
        n = 0.5 if "n" not in m.got else n + 0.5 if n != "X" else n
        if n == 0.5 and unit in HALVED:
            n, unit = HALVED[unit]
    if unit == "fortnight":
        n, unit = n * 2 if n != "X" else n, "week"
    mod = m.value("q", "APPROX") or ""
    more = (m.value("m", "N", "NUM"), m.value("v", "UNIT", "UNITS")) if "v" in m.got else None
    if more and (more[1] in ("half", "season") or UNIT_ORDER.index(more[1]) >= UNIT_ORDER.index(unit)):
        return None
    if unit == "quarter" and (m.has(0, "OF") or (isinstance(n, int) and n <= 3 and m.nodes[m.end - 2].values.get("DASH"))):
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


# --- composition -----------------------------------------------------------------------------------------------


def base_of(m: Match, date: str, unit: str) -> Expr | None:
    """The captured date, or the unit in hand ("of the year")."""
    found = m.value(date, "DATE")
    if found is not None:
        return found  # type: ignore[no-any-return]
    kind = m.value(unit, "UNIT")
    return None if kind in NEAR or kind in ("season", "weekend", None) else Rel(kind, 0, "focus", "the")


def shift(m: Match) -> Any:
    """A length before or after something."""
    span = m.value("l", "LEN") or Length(1, m.value("u", "UNIT"), one=True)
    if span.kind in ("half", "season"):
        return None
    side = m.got["s"].values
    sign = 1 if {"AFTER", "LATER", "FROMNOW", "FROM"} & side.keys() else -1
    if "FROM" in side and "UNTIL" in side:
        return None
    if "b" in m.got:
        return Shift(span, sign, m.value("b", "DATE"))
    if "AGO" in side or "FROMNOW" in side or m.rule.name == "shifted to the day":
        if m.word(0) == "ago":
            return None
        base = "now" if "AGO" in side or "FROMNOW" in side else "story"
        if m.rule.name == "shifted to the day":
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
    return None


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


def week_of_day(m: Match) -> Any:
    """The week of 9 August, the week ending Sunday, the weekend of 7 August."""
    unit, date = m.value("u", "UNIT"), m.value("d", "DATE")
    if unit not in ("week", "weekend") or rank(date) > 1 or isinstance(date, Rel):
        return None
    return Holding(unit, date)


def numbered_week(m: Match) -> Any:
    """Week 34 of 2021."""
    date = m.value("y", "DATE")
    n = m.value("n", "NUM")
    if m.value("u", "UNIT") == "week" and isinstance(date, Cal) and date.year and rank(date) == 7 and isinstance(n, int) and 1 <= n <= 53:
        return Cal(date.year, week=n)
    return None


def day_of(m: Match) -> Any:
    """The 14th of this month."""
    date, n = m.value("d", "DATE"), m.value("k", "DAYORD", "ORD", "FIRST")
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
    if isinstance(base, Edge) or (isinstance(base, Rel) and base.base == "focus" and base.kind == "day"):
        return None
    if m.rule.name == "end of period":
        if m.value("u", "UNIT") != "year" or which != "END" or m.has(0, "OF"):
            return None
    return Edge(which, base, soft)


def sub(m: Match) -> Any:
    """The first week of March, the last three months of the year, the third Friday of last month."""
    base = base_of(m, "d", "o")
    nth = m.value("k", "ORD", "DAYORD", "FIRST", "LAST")
    nth = {"last": -1, "past": -1, "latest": -1}.get(nth, nth)
    if base is None or not isinstance(nth, int):
        return None
    if "w" in m.got:
        day = m.value("w", "DATE")
        return Sub(nth, "day", base, 1, day.weekday) if isinstance(day, Cal) and day.weekday and day.day is None and not day.month else None
    if "l" in m.got:
        span = m.value("l", "LEN")
        return Sub(nth, span.kind, base, span.n) if isinstance(span.n, int) and abs(nth) == 1 and span.kind not in CLOCKLIKE else None
    kind = m.value("u", "UNIT")
    if kind == "fortnight":
        return Sub(nth, "week", base, 2)
    return Sub(nth, kind, base) if kind not in NEAR else None


FINER = ("weekday", "day", "month", "season", "quarter", "half", "holiday", "year", "decade", "century")


def rank(expr: Any) -> int:
    """How fine an expression is, for "A of B" and "A, B": smaller is finer."""
    if isinstance(expr, Cal):
        return next((i for i, f in enumerate(FINER) if getattr(expr, f) not in (None, "")), 9)
    if isinstance(expr, Rel):
        return {"day": 1, "weekend": 1.5, "week": 1.6, "month": 2, "quarter": 4, "half": 5, "year": 7, "decade": 8, "century": 9}.get(expr.kind, 9)  # type: ignore[return-value]
    if isinstance(expr, Edge | AtTime | About):
        return rank(expr.base) if expr.base is not None else 0
    return 9


def within(m: Match) -> Any:
    """The finer of two dates inside the coarser: July of last year; Friday, 23 October."""
    inner = m.value("a", "DATE") or m.value("w", "DATE")
    outer = m.value("b", "DATE") or m.value("d", "DATE")
    comma = any("COMMA" in n.values for n in m.nodes[m.start : m.end])
    if isinstance(outer, AtTime) and isinstance(inner, Cal) and inner.weekday and not inner.day:
        return AtTime(Within(inner, outer.base), outer.part, outer.clock, outer.zone) if outer.base and rank(outer.base) > 0 else None
    if isinstance(inner, Cal) and isinstance(outer, Cal) and inner.rel == outer.rel == "":
        if inner.weekday and not inner.day and not inner.month and outer.day and not outer.weekday:
            return Cal(outer.year, outer.month, outer.day, inner.weekday, holiday=outer.holiday)
        if inner.weekday and not inner.month and not inner.day and outer.holiday:
            return outer
        if outer.weekday and not outer.day and not outer.month and inner.day and not inner.weekday and inner.month and comma:
            return Cal(inner.year, inner.month, inner.day, outer.weekday)
        if m.rule.name == "period and its date" or inner.year is not None:
            pass
    if isinstance(inner, Edge) and isinstance(inner.base, Cal):
        made = fit(inner.base, outer, comma)
        return Edge(inner.which, made, inner.soft) if made else None
    if isinstance(inner, AtTime) and inner.base is not None:
        made = fit(inner.base, outer, comma)
        return AtTime(made, inner.part, inner.clock, inner.zone) if made else None
    return fit(inner, outer, comma)


def fit(inner: Any, outer: Any, comma: bool) -> Expr | None:
    """``Within(inner, outer)`` where inner lacks just what outer gives; else None."""
    if not isinstance(inner, Cal) or inner.year is not None or inner.decade is not None or inner.century is not None or inner.rel not in ("", "last", "past"):
        return None
    if inner.half and isinstance(outer, Cal | Rel) and (rank(outer) in (2, 8, 9)):
        return Edge("START" if inner.half == 1 else "END", outer)
    if isinstance(outer, Cal | Rel | Shift | Edge) and rank(inner) < rank(outer):
        if isinstance(outer, Cal) and outer.weekday and not outer.day:
            return None
        if comma and isinstance(outer, Cal) and (outer.year is None):
            return None
        if isinstance(outer, Shift) and outer.length.kind not in ("year", "month", "week"):
            return None
        if inner.weekday and not inner.day and rank(outer) > 2:
            return None
        return Within(inner, outer)
    return None


def at_part(m: Match) -> Any:
    """A part of day on a date."""
    date, part = m.value("d", "DATE"), m.value("p", "PART")
    if isinstance(date, AtTime) or (rank(date) > 1 and not isinstance(date, Shift | Within | Sub)) or (isinstance(date, Rel) and date.kind != "day"):
        return None
    made = AtTime(date, part)
    which = m.value("e", "EARLY")
    return Edge(which, made) if which else made


def at_clock(m: Match) -> Any:
    """A clock time on a date."""
    time, date = m.value("c", "CLOCK"), m.value("d", "DATE")
    if isinstance(date, AtTime):
        return AtTime(date.base, "", time.clock, time.zone or date.zone) if not date.clock else None
    return AtTime(date, "", time.clock, time.zone) if rank(date) <= 1 or isinstance(date, Shift) else None


def year_unit(m: Match) -> Any:
    """The 1988 quarter: the focus period in that year."""
    date, unit = m.value("b", "DATE"), m.value("u", "UNIT")
    if unit in ("quarter",) and ((isinstance(date, Cal) and date.year and rank(date) == 7) or (isinstance(date, Rel) and date.kind == "year")):
        return Within(Rel(unit, 0, "focus", "the"), date)
    return None


def about(m: Match) -> Any:
    """Around 10 August."""
    return About(m.value("d", "DATE"), "APPROX") if m.value("q", "APPROX") == "APPROX" and not m.has(0, "POSS") else None


# --- windows, sets, vague words ----------------------------------------------------------------------------------


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
    elif "NEXT" in node:
        side, word = 1, node["NEXT"]
    elif "THIS" in node:
        side, word = 0, "these"
        return None
    else:
        side, word = 0, "first"
    if "u" in m.got and word not in ("past", "last", "latest"):
        return None
    return Window(span, side, word)


def every(m: Match) -> Any:
    """A set: every Monday, each July, twice a week, every three years."""
    if "u" in m.got:
        unit = m.value("u", "UNIT", "UNITS")
        if unit == "half" or (unit in CLOCKLIKE and "e" not in m.got) or (unit in CLOCKLIKE and "PER" in m.got["e"].values):
            return None
        if unit == "weekend":
            return Recur("XXXX-WXX-WE")
        n = m.value("o", "N", "ORD")
        if ("FILL" in (m.got["o"].values if "o" in m.got else {}) and m.text[m.got["o"].start : m.got["o"].end].lower() == "other") or m.value("e", "EVERY") == 2:
            n = 2
        return Recur(SET_VALUE[unit] if not n or n == 1 or not isinstance(n, int) else SET_VALUE[unit].replace("1", str(n)))
    if "l" in m.got:
        span = m.value("l", "LEN")
        return Recur(SET_VALUE[span.kind].replace("1", str(span.n))) if isinstance(span.n, int) else None
    if "p" in m.got:
        return Recur(f"XXXX-XX-XXT{m.value('p', 'PART')}")
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


def set_word(m: Match) -> Expr:
    """Daily, annually."""
    return Recur(SET_VALUE[m.value("w", "SETWORD", "WSETWORD")])


def vague(m: Match) -> Any:
    """Recently, now, in the future; recent, current and future before a noun."""
    return Vague(m.value("r", "REF", "THEREF", "WREF"))


def narrative_vague(m: Match) -> Any:
    """Former: a reference to the past in histories, a title in news."""
    return Vague(m.value("r", "NREF"), needs="narrative")
