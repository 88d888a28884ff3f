"""Whose life a document tells, and where "he" or "she" can be nobody else."""

from __future__ import annotations

import re
from typing import NamedTuple

from timeline.mention.names import TITLES, Names
from timeline.mention.parsed import Token
from timeline.mention.parser import is_quoted
from timeline.mention.sentences import Sentence
from timeline.mention.words import words
from timeline.model import Document

PRONOUNS = re.compile(r"\b(?:[Hh]e|[Ss]he)\b")
LONGEST, OFTEN, MOSTLY = 5, 4, 0.9  # words of a name; pronouns of a life, and the share of them that is the one
OPENING = 400  # characters in which a life names its person


class Hero(NamedTuple):
    """The person of a life: the name and the pronoun, "he" or "she"."""

    name: str
    pronoun: str


def find_hero(document: Document, names: Names) -> Hero | None:
    """The person whom a document has as its title, where it opens with the name and nearly all its "he" or "she" are the same; None for other documents."""
    said = [w for w in re.sub(r"\(.*?\)", "", document.title).split() if w not in TITLES]
    if not 1 <= len(said) <= LONGEST or not all(w[:1].isupper() or w.islower() for w in said) or not said[-1][:1].isupper():
        return None
    full = names.people.get(said[-1], "")
    if not full or not set(said) <= {*full.split(), *(w for w in said if w.islower())} or said[-1] not in document.text[:OPENING]:
        return None
    found = [m.group().lower() for m in PRONOUNS.finditer(document.text)]
    pronoun = max(("he", "she"), key=found.count)
    return Hero(full, pronoun) if found.count(pronoun) >= max(OFTEN, MOSTLY * len(found)) else None


def is_hero(subject: Token | None, s: Sentence, names: Names, hero: Hero | None) -> bool:
    """Whether a pronoun can only be the person of the document: nobody else is named, or called a relative or friend, in its sentence before it and in the one before."""
    if hero is None or subject is None or subject.lower != hero.pronoun or is_quoted(subject):
        return False
    begin = s.spans[s.index - 1][0] if s.index else s.start
    before = s.text[begin : s.start + subject.at]
    others = [last for last in names.people if last not in hero.name.split() and re.search(rf"\b{re.escape(last)}\b", before)]
    persons = [e for e in s.tree.entities if e.kind == "PERSON" and e.start < subject.i and not set(e.text.split()) & set(hero.name.split())]
    return not others and not persons and words()["relatives"].isdisjoint(re.findall(r"\w+", before.lower()))
