"""How numbers changed from report to report: five dead, then seven. Read from the quoted sentences, in languages that have a table ``figures``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from timeline.tables import find_table, load_table

BETWEEN = 3  # words between a number and what it counts: "five people were killed"


class Count(NamedTuple):
    """A number as a report gives it: ``number`` to compare, ``said`` as it stands, and by whom and when."""

    number: int
    said: str
    by: str
    on: str


@cache
def load_patterns(language: str) -> tuple[tuple[tuple[str, re.Pattern[str]], ...], dict[str, int]]:
    """For each kind of count the pattern that finds its number in front of or behind its words; and the numbers by their words."""
    if not find_table(f"{language}/figures").is_file():
        return (), {}
    table = load_table(f"{language}/figures")
    numbers = {word: int(n) for word, n in table["numbers"].items()}
    number = rf"(?P<{{}}>\d{{{{1,3}}}}(?:,\d{{{{3}}}})+|\d{{{{1,6}}}}|{'|'.join(numbers)})"
    about, joints = "|".join(table["about"].split()), "|".join(table["joints"].split())

    def pattern(words: str) -> re.Pattern[str]:
        kind = "|".join(words.split())
        ahead = rf"(?<![\d:.,-])\b{number.format('a')}\b(?![-:%]|[.]\d)(?: (?!(?:{kind}|{joints})\b)[a-z]+){{0,{BETWEEN}}} (?:{kind})\b"
        behind = rf"\b(?:{kind}) (?:(?:{about}) )*{number.format('b')}\b(?![-:%]|[.]\d)"
        return re.compile(f"{ahead}|{behind}", re.IGNORECASE)

    return tuple((kind, pattern(words)) for kind, words in table["kinds"].items()), numbers


def find_counts(text: str, language: str) -> Iterator[tuple[str, int, str]]:
    """The kind, the number and its words of what a sentence counts; a kind that it counts twice is left out."""
    patterns, numbers = load_patterns(language)
    for kind, pattern in patterns:
        found = {(m["a"] or m["b"]) for m in pattern.finditer(text)}
        if len(found) == 1:
            said = found.pop()
            yield kind, numbers.get(said.lower()) or int(said.replace(",", "")), said


def find_changes(reports: Sequence[tuple[str, str, str, str]]) -> tuple[tuple[str, tuple[Count, ...]], ...]:
    """Of reports (sentence, language, who, when) in the order of their days: for each kind of count whose number changed each number with the first report of it,
    those of one day by size, as nothing says which came first."""
    by_kind: dict[str, list[Count]] = {}
    for text, language, by, on in reports:
        for kind, number, said in find_counts(text, language or "en"):
            seen = by_kind.setdefault(kind, [])
            if all(c.number != number for c in seen):
                seen.append(Count(number, said, by, on))
    days = {on: n for n, on in enumerate(dict.fromkeys(r[3] for r in reports))}
    return tuple((kind, tuple(sorted(seen, key=lambda c: (days[c.on], c.number)))) for kind, seen in by_kind.items() if len(seen) > 1)
