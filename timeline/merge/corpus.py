"""What a set of articles is about: how much a word tells among them, how alike two are, and which are copies of another."""

from __future__ import annotations

import math
import zlib
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache

from datasketch import MinHash, MinHashLSH

from timeline.merge.words import WORD, stems, table
from timeline.model import Document

SHINGLE, COPY = 5, 0.4  # words of a shingle; the share of all their shingles that makes one text a copy of another
PERMUTATIONS = 64


class Corpus:
    """The words of a set of texts, by id. Likeness is the cosine of TF-IDF vectors (log counts, as is usual)."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        counts = {k: Counter(stems(t)) for k, t in texts.items()}
        found = Counter(w for c in counts.values() for w in c)
        self.rarity = {w: math.log((1 + len(texts)) / n) for w, n in found.items()}
        self.most = math.log(1 + len(texts)) or 1.0
        self.vectors = {k: self.vector(c) for k, c in counts.items()}
        self.likeness = lru_cache(maxsize=None)(self._likeness)

    def vector(self, counts: Counter[str]) -> dict[str, float]:
        """Weights of the words of one text, of length 1."""
        stop = table().stop
        # A word of one text only can make it like no other; it would only make the others matter less.
        raw = {w: (1 + math.log(n)) * self.rarity[w] for w, n in counts.items() if w not in stop and self.rarity[w] < self.most}
        size = math.sqrt(sum(x * x for x in raw.values())) or 1.0
        return {w: x / size for w, x in raw.items()}

    def _likeness(self, a: str, b: str) -> float:
        left, right = self.vectors[a], self.vectors[b]
        if len(left) > len(right):
            left, right = right, left
        return sum(x * right[w] for w, x in left.items() if w in right)

    def told(self, words: frozenset[str]) -> float:
        """What a set of words tells: 1 for each that one text only has, less for common ones."""
        return sum(self.rarity.get(w, self.most) for w in words) / self.most


def copies(documents: Sequence[Document]) -> dict[str, str]:
    """Copy -> the article that it is a copy of: the one published first, by id where both came on one day."""
    index = MinHashLSH(threshold=COPY, num_perm=PERMUTATIONS)
    shingles: dict[str, set[int]] = {}
    out: dict[str, str] = {}
    for d in sorted(documents, key=lambda d: (d.published, d.id)):
        words = [w.lower() for w in WORD.findall(d.text)]
        found = {zlib.crc32(" ".join(words[i : i + SHINGLE]).encode()) for i in range(len(words) - SHINGLE + 1)}
        if not found:
            continue
        sketch = MinHash(num_perm=PERMUTATIONS, hashfunc=int)
        sketch.update_batch(sorted(found))
        alike = [(len(found & shingles[k]) / len(found | shingles[k]), k) for k in index.query(sketch)]
        best = max(alike, default=(0.0, ""))
        if best[0] >= COPY:
            out[d.id] = best[1]
            continue
        index.insert(d.id, sketch)
        shingles[d.id] = found
    return out
