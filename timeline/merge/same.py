"""Whether two mentions tell of one event: their dates, predicates, participants, places and titles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml
from rapidfuzz import fuzz

from timeline import edtf
from timeline.model import Mention

LANGUAGES = Path(__file__).parent.parent / "languages"
LIGHT = frozenset(["be", "have", "do", "make", "say", "take", "go", "hold", "come", "give", "get", "tell", "see", "keep", "set", "put", "bring"])
WIDE = 31  # days: a date that leaves open more than this proves little
ALIKE, NEARLY = 55, 38  # title likeness (0 to 100) that joins; the lower one where a telling verb and a name are shared


@cache
def synonyms(language: str = "en") -> dict[str, str]:
    """Word -> name of its class."""
    with (LANGUAGES / f"{language}.synonyms.yml").open(encoding="utf-8") as file:
        table = yaml.load(file, Loader=yaml.CBaseLoader)
    return {w: name for name, row in table.items() for w in str(row).split()}


def predicate(lemma: str) -> str:
    """The class of a predicate, or the word itself."""
    return synonyms().get(lemma, lemma)


@dataclass(frozen=True, slots=True)
class Days:
    """First and last possible day; None is open."""

    first: int | None
    last: int | None

    @property
    def spread(self) -> int:
        """How many days are left open; a large number for an open end."""
        return 100_000 if self.first is None or self.last is None else self.last - self.first

    def meets(self, other: Days) -> bool:
        """Whether some day is possible for both."""
        return (self.first is None or other.last is None or self.first <= other.last) and (other.first is None or self.last is None or other.first <= self.last)

    def common(self, other: Days) -> Days:
        """The days that are possible for both."""
        firsts = [d for d in (self.first, other.first) if d is not None]
        lasts = [d for d in (self.last, other.last) if d is not None]
        return Days(max(firsts, default=None), min(lasts, default=None))


def days(date: str) -> Days:
    """The days of an EDTF date."""
    value = edtf.parse(date)
    return Days(value.earliest, value.latest)


def likeness(a: Mention, b: Mention) -> float:
    """How alike two titles are, 0 to 100, whatever the order of their words."""
    return fuzz.token_set_ratio(a.title.lower(), b.title.lower()) * 0.5 + fuzz.token_sort_ratio(a.title.lower(), b.title.lower()) * 0.5


def same_event(a: Mention, b: Mention) -> bool:
    """Whether two mentions that make events tell of one."""
    if bool(a.date) != bool(b.date):
        return False
    if not a.date:
        return a.length == b.length and a.lemma == b.lemma and (bool(set(a.places) & set(b.places)) or likeness(a, b) > ALIKE)
    da, db = days(a.date), days(b.date)
    if not da.meets(db):
        return False
    if {a.status, b.status} in ({"denied", "happened"}, {"cancelled", "happened"}):
        return False
    same_predicate = predicate(a.lemma) == predicate(b.lemma)
    wide = max(da.spread, db.spread) > WIDE
    alike = likeness(a, b)
    people = bool(set(a.people) & set(b.people))
    places = bool(set(a.places) & set(b.places))
    if a.people and b.people and not people and not places:
        alike -= 15
    if same_predicate and a.places and b.places and not places and alike < 80:
        return False
    if a.document == b.document and a.quote == b.quote:
        return False
    if wide and a.date != b.date:
        return same_predicate and alike >= 75 and (people or places)
    if same_predicate and a.lemma not in LIGHT and (people or places) and alike >= NEARLY:
        return True
    if same_predicate and alike >= ALIKE and (people or places or alike >= 70):
        return True
    return alike >= 85


def pairs(mentions: Sequence[Mention]) -> list[tuple[int, int]]:
    """Index pairs whose dates can be one, found by month; wide dates are tried against all."""
    buckets: dict[int, list[int]] = {}
    wide: list[int] = []
    for i, m in enumerate(mentions):
        d = days(m.date) if m.date else Days(None, None)
        if d.first is None or d.last is None or d.spread > 400:
            wide.append(i)
            continue
        for month in range(d.first // 28, d.last // 28 + 1):
            buckets.setdefault(month, []).append(i)
    found = {(i, j) for group in buckets.values() for k, i in enumerate(group) for j in group[k + 1 :]}
    found |= {(min(i, j), max(i, j)) for i in wide for j in range(len(mentions)) if i != j}
    return sorted(found)
