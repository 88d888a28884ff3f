"""Productions of years, decades, centuries and millennia."""

from __future__ import annotations

import re
from typing import Any

from timeline.timex.expr import About, Cal
from timeline.timex.lexicon import UNKNOWN
from timeline.timex.make.match import Match
from timeline.timex.tokens import Node

LATEST = 2070  # of years that a range ends with
NUMBERED_BY = ("DAYORD", "ORD", "FIRST", "ROMANC")  # categories that number a century or a quarter
CAPITALS = re.compile(r"(?:\s[A-Z][\w.]*){2,4}")
NUMBERED = re.compile(r"\b(?:number|code|PIN|password|badge|card)(?: (?:is|was|ended in|ends in|ending in))? $|\b(?:a|an|his|her|their) [A-Z][a-z]+ $")


def era_range(m: Match) -> Any:
    """492-490 BC: two years that share the era."""
    x, y = m.nodes[m.start], m.nodes[m.start + 2]
    a, b = (n.values.get("YEAR", n.values.get("HNUM", n.values.get("NUM"))) for n in (x, y))
    if not isinstance(a, int) or not isinstance(b, int) or m.value("e", "ERA") != "bc":
        return None
    made = [(x.start, x.end, Cal(1 - a, era="bc")), (y.start, m.nodes[m.end - 1].end, Cal(1 - b, era="bc"))]
    first, last = (m.node(s, e, "DATE", cal) for s, e, cal in made)
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
    return [m.node(x.start, x.end, "DATE", Cal(a)), m.nodes[m.start + 1], m.node(y.start, y.end, "DATE", Cal(b))]


def decade(m: Match) -> Any:
    """The 1990s, the '80s, the nineties; not somebody's twenties."""
    raw = m.value("d", "DECADE")
    sets = m.lexicon.settings
    if m.word(-1) in sets["owners"] or (m.word(-1) in sets["parts_of_decades"] and m.start > 1 and m.word(-2) in sets["owners"]):
        return None
    if isinstance(raw, int) and "n" in m.got:
        n = m.value("n", "N")  # the nineteen-seventies
        return Cal(decade=n * 10 + raw) if isinstance(n, int) and 10 <= n <= 20 and raw < 10 else None
    if isinstance(raw, int):  # a word: nineties
        if sets["definite"].isdisjoint((m.word(-1), m.word(-2))) and m.end - m.start == 1:
            return None
        return Cal(decade=190 + raw)
    digits = raw.strip("'")
    if len(digits) == 4:
        return Cal(decade=int(digits) // 10, era=m.value("e", "ERA") or "")
    if len(digits) == 2 and digits.endswith("0"):
        era = m.value("e", "ERA") or ""
        if not era and raw[0] != "'" and m.word(-1) not in sets["definite"] | sets["parts_of_decades"]:
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


def pair(m: Match, made: tuple[Cal, Cal]) -> list[Node]:
    """Two dates with their connecting word between them."""
    middle = next(i for i in range(m.start + 1, m.end) if m.nodes[i].values.keys() & {"AND", "TO", "DASH", "OR"})
    spans = (m.nodes[m.start].start, m.nodes[middle - 1].end), (m.nodes[middle + 1].start, m.nodes[m.end - 1].end)
    first, last = (m.node(a, b, "DATE", cal) for (a, b), cal in zip(spans, made, strict=True))
    return [first, m.nodes[middle], last]


def ordinals(m: Match) -> list[Any]:
    """The ordinal numbers of a match."""
    return [next(n.values[c] for c in NUMBERED_BY if c in n.values) for n in m.nodes[m.start : m.end] if n.values.keys() & set(NUMBERED_BY)]


def two_centuries(m: Match) -> Any:
    """The 16th and 17th centuries."""
    a, b, *_ = ordinals(m)  # "second" is a unit, too
    return pair(m, (Cal(century=a - 1), Cal(century=b - 1))) if 1 <= a < b <= 30 else None


def four_figures(year: int) -> int:
    """A year of which two figures may be written."""
    return year + (0 if year > 99 else 2000 if year < 50 else 1900)


def millennium(m: Match) -> Any:
    """The third millennium BC."""
    n = m.value("o", "ORD", "DAYORD")
    if m.value("u", "UNIT") != "millennium" or not isinstance(n, int) or not 1 <= n <= 9:
        return None
    return Cal(millennium=-n if m.value("e", "ERA") == "bc" else n - 1)


def slash_years(m: Match) -> Any:
    """2023/24, FY2023-24: two years."""
    a, b = m.value("a", "YEAR"), m.value("b", "DAYNUM", "NUM", "YEAR2")
    x, y = m.got["a"], m.got["b"]
    if not isinstance(b, int) or y.end - y.start != 2 or b != (a + 1) % 100 or x.end + 1 != y.start:
        return None
    slash = Node(x.end, x.end + 1, m.lexicon.classes[("DASH",)], {"DASH": "/"})
    return [m.node(m.nodes[m.start].start, x.end, "DATE", Cal(a)), slash, m.node(y.start, y.end, "DATE", Cal(a + 1))]


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
    if before in sets["about"] and m.nodes[m.start - 1].end == at and m.nodes[m.start - 1].start == at - len(before):
        return About(Cal(n), "APPROX")  # c1450
    placed = before in sets["before_year"] or m.has(-1, "LPAR")
    if 1400 <= n <= 2100 and placed:
        return Cal(n)
    if 1700 <= n <= 2060 and not (m.has(-1, "NUM") or m.has(0, "NUM") or m.has(0, "UNITS")):
        raw = m.text[m.nodes[m.end].start : m.nodes[m.end].end] if m.end < len(m.nodes) else ""
        plural = raw.isalpha() and raw.islower() and raw.endswith("s") and not raw.endswith("ss") and not raw.endswith(("sis", "us", "series", "news", "ics")) and raw not in sets["no_plurals"]
        prior = m.text[m.nodes[m.start - 1].start : m.nodes[m.start - 1].end] if m.start else ""
        glued = m.start > 0 and m.nodes[m.start - 1].end == m.nodes[m.start].start and not m.has(-1, "LPAR")
        name = prior[:1].isupper() and m.nodes[m.start - 1].ch == "w" if m.start else False
        return None if (plural and not m.has(-1, "DET")) or glued or (name and raw[:1].islower() and raw not in sets["behind_names"]) else Cal(n)
    ends = m.end >= len(m.nodes) or m.nodes[m.end].ch != "w" or after in sets["goes_on"]  # "the plague of 1349"; but "a flock of 1349 sheep"
    behind = sets["before_far_years"] if ends and not m.has(-2, "NUM") and not m.has(-2, "N") else sets["before_any_year"]
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


def year_named(m: Match) -> Any:
    """Im Jahr 2000, l'an 2000, el año 2000; in words alone only where it is no round number."""
    n = m.value("y", "YEAR", "NUM", "N")
    return Cal(n) if isinstance(n, int) and 100 < n < 2200 and (m.case != "in_words" or (n > 1000 and n % 100)) else None


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
    behind = m.end + 2 * (m.has(1, "YEAR") and (m.has(0, "TO") or m.has(0, "AND")))  # "de 1500 à 2000 euros": what the second number counts
    if sets["plural_endings"] and m.word(-1) not in sets["surely_year"] and behind < len(m.nodes) and m.nodes[behind].ch == UNKNOWN:
        raw = m.text[m.nodes[behind].start : m.nodes[behind].end]
        if raw in sets["not_after_year"] or (raw.islower() and raw.endswith(tuple(sets["plural_endings"])) and raw not in sets["goes_on"]):
            return None  # "2012 places"
    return Cal(n) if 1000 <= n <= 2150 and (1700 <= n <= 2060 or m.word(-1) in sets["before_year"]) else None


def decade_years(m: Match) -> Any:
    """Les années 90, les années quatre-vingt, los años noventa."""
    n = m.value("d", "DECADEW", "NUM", "DAYNUM", "YEAR")
    if "DECADEW" in m.got["d"].values:
        return Cal(decade=190 + n)
    if not isinstance(n, int) or n % 10 or (n >= 1000 and m.case == "figures"):
        return None
    return Cal(decade=n // 10) if n >= 1000 else Cal(decade=190 + n // 10) if 10 <= n <= 90 else None


def century_named(m: Match) -> Any:
    """Le XIXe siècle."""
    return century(m) if m.value("c", "UNIT") == "century" else None


def century_behind(m: Match) -> Any:
    """El siglo XIX."""
    n = m.value("o", "ROMANC", "DAYNUM", "N")
    return Cal(century=-n if m.value("e", "ERA") == "bc" else n - 1) if m.value("c", "UNIT") == "century" and isinstance(n, int) and 1 <= n <= 30 else None


def two_decades(m: Match) -> Any:
    """Los años 60 y 70: two decades that share their noun."""
    a, b = (n.values.get("DECADEW", n.values.get("NUM", 0) // 10) for n in m.nodes[m.start : m.end] if n.values.keys() & {"DECADEW", "NUM"})
    return pair(m, (Cal(decade=190 + a), Cal(decade=190 + b))) if 1 <= a < b <= 9 else None


def short_year(m: Match) -> Any:
    """Mayo del 68, la primavera del 82: a year of two figures behind its month or season."""
    n = m.value("y", "NUM")
    return Cal(1900 + n, m.value("m", "MONTH"), season=m.value("s", "SEASON")) if isinstance(n, int) and 31 < n < 100 else None
