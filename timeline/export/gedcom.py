"""GEDCOM 5.5.1 for genealogists: each person of the timeline with what happened to them, its date, its place and the article that reports it.

Lines are ``level tag value``, at most 255 characters (https://gedcom.io/specifications/ged551.pdf).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from timeline import edtf
from timeline.calendar import Period, civil
from timeline.edtf import Point
from timeline.export.plain import is_fact
from timeline.slug import printable
from timeline.view.event import EventView, SourceView
from timeline.view.load import Timeline

MONTHS = "JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC".split()
LONGEST = 200  # characters of a value on one line


def make(timeline: Timeline, address: Callable[[EventView], str], url: str) -> str:
    """The people with their events, then the articles. Plans, claims, undated events and those that name nobody are left out: GEDCOM tells facts of persons."""
    people: dict[str, list[EventView]] = {}
    for e in timeline.events:
        if is_fact(e) and e.date:
            for name in e.people:
                people.setdefault(name, []).append(e)
    articles: dict[str, tuple[str, SourceView]] = {}
    lines = [*text(0, "HEAD"), *text(1, "SOUR", "timeline-builder"), *text(1, "SUBM", "@U1@", pointer=True), *text(1, "GEDC"), *text(2, "VERS", "5.5.1"), *text(2, "FORM", "LINEAGE-LINKED")]
    lines += [*text(1, "CHAR", "UTF-8"), "0 @U1@ SUBM", *text(1, "NAME", timeline.title)]
    for n, name in enumerate(sorted(people), 1):
        lines += [f"0 @I{n}@ INDI", *text(1, "NAME", named(name))]
        for e in people[name]:
            lines += [*text(1, "EVEN", e.title), *text(2, "DATE", date(e.date)), *(x for place in e.places[:1] for x in text(2, "PLAC", place))]
            for s in e.sources:
                key, _ = articles.setdefault(s.article, (f"@S{len(articles) + 1}@", s))
                lines += [*text(2, "SOUR", key, pointer=True), *text(3, "DATA"), *text(4, "TEXT", s.quote)]
    for key, s in articles.values():
        lines += [f"0 {key} SOUR", *source(s)]
    return "\n".join([*lines, "0 TRLR"]) + "\n"


def source(s: SourceView) -> Iterator[str]:
    """An article as a source."""
    yield from text(1, "TITL", s.title or s.article)
    if told := ", ".join(x for x in (s.publisher, s.published) if x):
        yield from text(1, "PUBL", told)


def text(level: int, tag: str, value: str = "", *, pointer: bool = False) -> Iterator[str]:
    """A line, and those on which a long value goes on; an @ within words is doubled."""
    rest = value if pointer else " ".join(printable(value).split()).replace("@", "@@")
    head = f"{level} {tag}"
    while True:
        cut = LONGEST
        while 1 < cut < len(rest) and (" " in rest[cut - 1 : cut + 1] or rest[cut - 1 : cut + 1] == "@@"):  # readers drop blanks at either end of a line
            cut -= 1
        yield f"{head} {rest[:cut]}".rstrip(" ")
        rest, head = rest[cut:], f"{level + 1} CONC"
        if not rest:
            return


def named(name: str) -> str:
    """A name with its last word as the surname, between slashes; one of one word is no surname."""
    first, _, last = name.replace("/", " ").strip().rpartition(" ")
    return f"{first} /{last}/" if first else last


def date(value: str) -> str:
    """An EDTF date as GEDCOM has it: about, between, from and to; one of two as a phrase in brackets."""
    d = edtf.parse(value)
    first, last = d.points[0], d.points[-1]
    if d.form == "point" and first:
        return point(first)
    if d.form == "interval":
        return " ".join(x for x in (f"FROM {day(first.period, 0)}" if first else "", f"TO {day(last.period, -1)}" if last else "") if x)
    if d.form == "one-of" and first and last:
        return f"BET {day(first.period, 0)} AND {day(last.period, -1)}"
    if d.form == "one-of" and last:
        return f"BEF {civil_date(last.period.last + 1)}"
    if d.form == "one-of" and first:
        return f"AFT {civil_date(first.period.first - 1)}"
    return f"({value.strip('[]').replace(',', ' or ')})"


def point(p: Point) -> str:
    """A day, month or year; a season, week or decade lies between two days."""
    about = "ABT " if p.mark else ""
    return about + day(p.period, 0) if p.period.kind in ("day", "month", "year") else f"BET {civil_date(p.period.first)} AND {civil_date(p.period.last)}"


def day(p: Period, end: int) -> str:
    """A period by its own name, where it has one; else by its first day (``end`` 0) or its last (-1)."""
    year, month, _ = civil(p.first)
    if p.kind == "year":
        return year_of(year)
    if p.kind == "month":
        return f"{MONTHS[month - 1]} {year_of(year)}"
    return civil_date(p.last if end else p.first)


def civil_date(n: int) -> str:
    """The day of a day number: 5 FEB 2021."""
    year, month, d = civil(n)
    return f"{d} {MONTHS[month - 1]} {year_of(year)}"


def year_of(year: int) -> str:
    """A year; before 1 as people count them."""
    return str(year) if year > 0 else f"{1 - year} B.C."
