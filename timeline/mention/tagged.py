"""Sentences whose words are tagged, not parsed: the clause around a date and its verb, by ``languages/<code>/tags.yml``.

A clause ends at a mark, or at a conjunction with a finite verb on either side. Its verb is the participle or infinitive
behind an auxiliary, else the finite verb, with its separable particle.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from typing import Any, NamedTuple

from timeline.tables import find_package, load_table, load_words

LONGEST_WORD = 60  # characters: the time that a tagger takes grows with the square
TOKEN = re.compile(r"\d+(?:[.,]\d+)*\.?|[^\W\d_]+(?:['’-][^\W\d_]+)*|[^\s\w]")


class Tagged(NamedTuple):
    """A word with its place in the sentence, its lemma and its tag."""

    start: int
    end: int
    lemma: str
    tag: str


class Clause(NamedTuple):
    """Where a clause and its verb stand in the sentence, the verb's lemma, whether it is a main clause, and the lemmas of
    all verbs of the sentence.
    """

    start: int
    end: int
    verb: tuple[int, int]
    lemma: str
    main: bool
    verbs: frozenset[str]


def find_tagger(language: str) -> str:
    """The package of a language's tagger; "" where it has none, or it is not installed."""
    return find_package(f"{language}/tags", "tagger")


@cache
def load_tagger(model: str) -> Any:
    """HanTa's tagger with one of its models."""
    from HanTa import HanoverTagger

    return HanoverTagger.HanoverTagger(model)


@lru_cache(maxsize=8)  # the dates of one sentence ask in turn
def tag_words(text: str, language: str) -> tuple[Tagged, ...]:
    """The words of a sentence with lemma and tag, in order."""
    tokens = list(TOKEN.finditer(text))
    found = load_tagger(load_table(f"{language}/tags")["model"]).tag_sent([m.group()[:LONGEST_WORD] for m in tokens]) if tokens else []
    return tuple(Tagged(m.start(), m.end(), str(lemma).lower(), str(tag)) for m, (_, lemma, tag) in zip(tokens, found, strict=True))


def find_clause(text: str, at: int, language: str) -> Clause | None:
    """The clause of a sentence around a place; None where no finite verb stands there."""
    table = load_words(f"{language}/tags")
    words = tag_words(text, language)
    first = last = next((i for i, w in enumerate(words) if w.start <= at < w.end), 0)
    while first > 0 and not ends_clause(words, first - 1, table):
        first -= 1
    while last + 1 < len(words) and not ends_clause(words, last + 1, table):
        last += 1
    inside = words[first : last + 1]
    finite = next((w for w in inside if w.tag in table["finite"]), None)
    if finite is None:
        return None
    content = next((w for w in reversed(inside) if w.tag in table["content"]), None) if finite.tag not in table["full"] else finite
    verb = content or finite
    particle = next((w for w in inside if w.tag in table["particle"] and w.start > verb.start), None) if verb is finite else None
    lemma = text[particle.start : particle.end].lower() + verb.lemma if particle is not None else verb.lemma
    verbs = frozenset(w.lemma for w in words if w.tag in table["finite"] | table["content"])
    return Clause(inside[0].start, inside[-1].end, (verb.start, verb.end), lemma, inside[0].tag not in table["subordinator"], verbs)


def ends_clause(words: Sequence[Tagged], i: int, table: Mapping[str, frozenset[str]]) -> bool:
    """Whether a clause ends at a word: a mark, or a conjunction between two finite verbs."""
    w = words[i]
    if w.tag in table["mark"]:
        return True
    if w.tag not in table["conjunction"]:
        return False
    before = [x.tag in table["mark"] for x in words[:i]]
    begin = len(before) - before[::-1].index(True) if True in before else 0
    stop = next((k for k in range(i + 1, len(words)) if words[k].tag in table["mark"]), len(words))
    return any(x.tag in table["finite"] for x in words[begin:i]) and any(x.tag in table["finite"] for x in words[i + 1 : stop])
