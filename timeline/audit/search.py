"""Retrieval: which sentences of which articles may support a claim, by its rare words, names and numbers."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from timeline.audit.similarity import sets_of
from timeline.mention.sentences import split_sentences
from timeline.merge.words import stem
from timeline.model import Document, Timex
from timeline.slug import folded
from timeline.timex.tag import tag_document

WORD = re.compile(r"\w[\w’'-]*")
NAME = re.compile(r"[A-Z][\w’'-]*\w(?: [A-Z][\w’'-]*\w)+")
ACRONYM = re.compile(r"((?:[A-Z][\w-]+ )+[A-Z][\w-]+) \(([A-Z]{2,6})\)")
TITLES = frozenset(
    "Mr Mrs Ms Dr Lord Lady Sir Dame Professor Prof President Minister Secretary Senator Director Chancellor Governor Mayor General Chief Judge Justice King Queen Prince Princess Pope".split()
)  # words before a name that are none
CAPITALS = re.compile(r"\b[A-Z]{2,5}\b")
MOST_SENTENCES = 8  # sentences that are parsed for a claim
LEAST_SHARE = 0.25  # share of a claim's weight that a sentence has to have


@dataclass
class Article:
    """An article with its sentences; its expressions of time are read when they are asked for."""

    document: Document
    spans: list[tuple[int, int]]
    read: list[Timex] | None = None

    def timexes(self) -> list[Timex]:
        """The expressions of the article."""
        if self.read is None:
            self.read = tag_document(self.document)
        return self.read

    @cached_property
    def short(self) -> dict[str, str]:
        """Names of the article that it also has in short, where that names nobody else in it: "Ashraf Ghani" as "Ghani", "Internet Explorer" as "IE" behind it in brackets."""
        first: defaultdict[str, set[str]] = defaultdict(set)
        for m in NAME.finditer(self.document.text):
            *before, last = m[0].split()
            if f" {before[-1].lower()} " not in self.document.text:  # "But Ghani": a word and no name
                first[last].add(before[-1])
        out = {f"{b} {last}": last for last, before in first.items() for named in (before - TITLES or before,) if len(named) == 1 for b in named}
        return out | {m[1]: m[2] for m in ACRONYM.finditer(self.document.text) if m[2] == "".join(w[0] for w in m[1].split())}

    def shortened(self, claim: str, sentence: str) -> str:
        """A claim with the names that a sentence has in short as that sentence has them; with what the article says before the name, "the army commander"."""
        for long, short in self.short.items():
            if long in claim and short in sentence and long not in sentence:
                before, _, after = claim.partition(long)
                words = before.split()
                while words and f"{words[-1]} {long}".lower() in self.lowered:
                    long = f"{words.pop()} {long}"
                claim = " ".join([*words, short + after])
        for letters in CAPITALS.findall(claim):
            if letters not in sentence and (whole := re.search(r"\b" + r"\s".join(f"{c}[a-z]+" for c in letters), sentence)):
                claim = re.sub(rf"\b{letters}\b", whole[0], claim)  # "UN": "United Nations"
        return claim

    @cached_property
    def quotable(self) -> str:
        """The text as it is quoted."""
        return folded(self.document.text)

    @cached_property
    def lowered(self) -> str:
        """The text in small letters and single blanks."""
        return " ".join(self.document.text.lower().split())

    @cached_property
    def stems(self) -> set[str]:
        """The stems of all its words."""
        return stems(self.document.text)

    def label(self, start: int) -> list[Timex]:
        """The expressions of the label of the entry that a place stands in: they date what it tells."""
        entry = next((b for b in self.document.blocks if b.label and b.start <= start < b.end), None)
        return [t for t in self.timexes() if entry and entry.label and entry.label[0] <= t.start < entry.label[1]]


@dataclass(frozen=True, slots=True)
class Place:
    """A sentence of an article."""

    article: int
    sentence: int


class Index:
    """The sentences of articles by the stems of their words."""

    def __init__(self, documents: Iterable[Document]) -> None:
        self.articles: list[Article] = []
        self.by_word: defaultdict[str, list[Place]] = defaultdict(list)
        self.sentences = 0
        for d in documents:
            a = Article(d, list(split_sentences(d.text)))
            for n, (start, end) in enumerate(a.spans):
                for word in stems(d.text[start:end]):
                    self.by_word[word].append(Place(len(self.articles), n))
            self.sentences += len(a.spans)
            self.articles.append(a)

    @cached_property
    def ids(self) -> dict[str, int]:
        """The numbers of the articles by their ids."""
        return {a.document.id: n for n, a in enumerate(self.articles)}

    def weight(self, word: str) -> float:
        """How much a word tells: the logarithm of how rare it is."""
        return math.log(1 + self.sentences / (1 + len(self.by_word.get(word, ()))))

    def near(self, claim: str, articles: Sequence[str] = ()) -> list[Place]:
        """The sentences that share most of a claim's weight, the nearest first; only of some articles where these are named."""
        score: Counter[Place] = Counter()
        only = {self.ids[a] for a in articles if a in self.ids}
        total = 0.0
        for word in stems(claim):
            total += self.weight(word)
            same = {word} | {w for w in sets_of(word) if w in self.by_word}
            for place in {p for w in same for p in self.by_word.get(w, ())}:
                if not only or place.article in only:
                    score[place] += self.weight(word)  # type: ignore[assignment]  # a sum of weights
        best = sorted(score.items(), key=lambda row: (-row[1], row[0].article, row[0].sentence))[:MOST_SENTENCES]
        return [place for place, points in best if points >= LEAST_SHARE * total]

    def text(self, place: Place) -> str:
        """The sentence of a place."""
        a = self.articles[place.article]
        return a.document.text[slice(*a.spans[place.sentence])]


def stems(text: str) -> set[str]:
    """The stems of the words of a text that are longer than two letters, and its numbers."""
    return {stem(w.lower().removesuffix("'s").removesuffix("’s")) for w in WORD.findall(text) if len(w) > 2 or w.isdigit()}
