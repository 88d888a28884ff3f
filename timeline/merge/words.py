"""Words as merging sees them: stems, classes of predicates, and stop words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache

import snowballstemmer

from timeline.tables import load_table, load_words

WORD = re.compile(r"[^\W\d_][\w’'-]*|\d[\d.,]*\d|\d")


@dataclass(frozen=True, slots=True)
class Table:
    """The table of a language; everything in stems."""

    classes: dict[str, frozenset[str]]  # stem, or two joined by an underscore -> names of classes
    light: frozenset[str]
    harm: frozenset[str]  # names of classes
    of_one_thing: frozenset[str]  # likewise
    of_one_place: frozenset[str]  # likewise
    support: frozenset[str]
    perceiving: frozenset[str]
    occurring: frozenset[str]  # how such words begin, with the blank in front of them
    particles: frozenset[str]  # as written
    stop: frozenset[str]


@cache
def table(language: str = "en") -> Table:
    """The words of a language, read once."""
    classes: dict[str, set[str]] = {}
    for name, words in load_table(f"{language}/merge")["classes"].items():
        for word in words.split():
            classes.setdefault("_".join(stem(part) for part in word.split("_")), set()).add(name)
    plain = load_words(f"{language}/merge")
    light, support, perceiving, stop = (frozenset(map(stem, plain[name])) for name in ("light", "support", "perceiving", "stop"))
    return Table({w: frozenset(c) for w, c in classes.items()}, light, plain["harm"], plain["of_one_thing"], plain["of_one_place"], support, perceiving, plain["occurring"], plain["particles"], stop)


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """Snowball's stem of a word, so that "announced" meets "announcement"."""
    low = word.lower().replace("’", "'").removesuffix("'s").strip("'-.,")
    found: str = stemmer().stemWord(low)
    return found


@cache
def stemmer() -> snowballstemmer.EnglishStemmer:
    """The stemmer, made once."""
    return snowballstemmer.stemmer("english")


def stems(text: str) -> list[str]:
    """The stems of all words and figures of a text, in order."""
    return [stem(w) for w in WORD.findall(text)]


def content_stems(words: Iterable[str]) -> frozenset[str]:
    """The stems without stop words."""
    return frozenset(words) - table().stop - {""}


def classes(*words: str) -> frozenset[str]:
    """The classes of a predicate that is given in one or more spellings."""
    known = table().classes
    return frozenset().union(*(known.get(w, frozenset()) for w in words))
