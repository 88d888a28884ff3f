"""What a set of articles is about: how much a word tells among them, how alike two are, and which are copies of another."""

from __future__ import annotations

import heapq
import math
import zlib
from collections import Counter, deque
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from timeline.merge.words import WORD, stems, table
from timeline.model import Document

SHINGLE, COPY = 5, 0.4  # words of a shingle; the share of all their shingles that makes one text a copy of another
SKETCH, SHARED = 16, 2  # smallest hashes that stand for a text, and how many of them two texts share before they are compared
AGAIN = 366  # days within which an article is printed again as a copy


@dataclass(slots=True)
class Corpus:
    """What some articles are about: how rare their words are among all, and their TF-IDF vectors (log counts, as is usual), each of length 1."""

    rarity: Mapping[str, float]
    most: float  # of a word that one text only has
    vectors: Mapping[str, Mapping[str, float]]
    known: dict[tuple[str, str], float] = field(default_factory=dict)

    def likeness(self, a: str, b: str) -> float:
        """Cosine of the vectors of two articles."""
        if (a, b) not in self.known:
            left, right = sorted((self.vectors[a], self.vectors[b]), key=len)
            self.known[a, b] = self.known[b, a] = sum(x * right[w] for w, x in left.items() if w in right)
        return self.known[a, b]

    def weigh(self, words: Iterable[str]) -> float:
        """What a set of words tells: 1 for each that one text only has, less for common ones."""
        return sum(self.rarity.get(w, self.most) for w in sorted(words)) / self.most


class Words:
    """In how many texts each word is found: all that has to be known of all articles before any two are compared."""

    def __init__(self) -> None:
        self.found: Counter[str] = Counter()
        self.texts = 0

    def add(self, text: str) -> None:
        """Count the words of one more text."""
        self.found.update(set(stems(text)))
        self.texts += 1

    def rarity(self, word: str) -> float:
        """How much a word tells."""
        return math.log((1 + self.texts) / (self.found[word] or 1))

    @property
    def most(self) -> float:
        """How much a word tells that one text only has."""
        return math.log(1 + self.texts) or 1.0

    def vector(self, text: str) -> dict[str, float]:
        """Weights of the words of one text, of length 1."""
        stop = table().stop
        # A word of one text only can make it like no other; it would only make the others matter less.
        raw = {w: (1 + math.log(n)) * self.rarity(w) for w, n in Counter(stems(text)).items() if w not in stop and self.rarity(w) < self.most}
        size = math.sqrt(sum(x * x for x in raw.values())) or 1.0
        return {w: x / size for w, x in raw.items()}


def make_corpus(texts: Mapping[str, str]) -> Corpus:
    """All that is known of a few texts, by id."""
    words = Words()
    for text in texts.values():
        words.add(text)
    return Corpus({w: words.rarity(w) for w in words.found}, words.most, {k: words.vector(t) for k, t in texts.items()})


def find_copies(documents: Iterable[Document], text: Callable[[str], str]) -> dict[str, str]:
    """Copy -> the article that it is a copy of: the one that comes first. ``documents`` come by publication day and id; ``text`` is the text of an id.

    An article that is printed again more than :data:`AGAIN` days later is taken for one of its own. Only texts with :data:`SHARED` of their :data:`SKETCH`
    smallest hashes in common are compared (a bottom-k sketch: Cohen and Kaplan 2007); of two that share 0.4 of their shingles it misses 1 in 300.
    """
    index: dict[int, list[str]] = {}  # one of the smallest hashes -> ids of the texts that have it
    held: deque[tuple[int, str, list[int]]] = deque()  # what the index holds: publication day, id and smallest hashes
    out: dict[str, str] = {}
    again = lru_cache(maxsize=1000)(lambda k: hash_shingles(text(k)))  # one article may have many copies
    for d in documents:
        found = hash_shingles(d.text)
        if not found:
            continue
        day = date.fromisoformat(d.published).toordinal() if d.published else 0
        while held and held[0][0] < day - AGAIN:
            for h in held.popleft()[2]:
                index[h].pop(0)  # the oldest comes first
                if not index[h]:
                    del index[h]
        sketch = heapq.nsmallest(SKETCH, found)
        near = Counter(k for h in sketch for k in index.get(h, ()))
        others = {k: again(k) for k, n in near.items() if n >= min(SHARED, len(sketch))}
        best = max(((len(found & o) / len(found | o), k) for k, o in others.items()), default=(0.0, ""))
        if best[0] >= COPY:
            out[d.id] = best[1]
            continue
        for h in sketch:
            index.setdefault(h, []).append(d.id)
        held.append((day, d.id, sketch))
    return out


def hash_shingles(text: str) -> set[int]:
    """Hashes of all runs of five words."""
    words = [w.lower() for w in WORD.findall(text)]
    return {zlib.crc32(" ".join(words[i : i + SHINGLE]).encode()) for i in range(len(words) - SHINGLE + 1)}
