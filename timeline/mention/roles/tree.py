"""A parse without its parser: words with their roles, as a tree.

The head of a phrase is its content word: prepositions, articles and auxiliaries hang on it, as in Universal
Dependencies.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

SUBJECTS = ("subject", "passive_subject")
AUXILIARIES = ("auxiliary", "passive_auxiliary")  # English parsers tell them apart
CLAUSES = ("clause", "open_clause", "adverbial_clause", "relative_clause", "participle")
ROLES = (
    "root", *SUBJECTS, "object", "indirect_object", "oblique", "predicate", *CLAUSES, "conjunct", "conjunction", "auxiliary", "copula", "negation", "marker", "preposition", "determiner",
    "modifier", "adverb", "number", "noun_modifier", "apposition", "name_part", "particle", "reflexive", "parataxis", "mark", "other",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Word:
    """One word; ``start`` and ``end`` count characters of the sentence, ``head`` is the number of the word above (its
    own for the root), ``features`` are those of Universal Dependencies: ``Tense=Past``.
    """

    i: int
    text: str
    start: int
    end: int
    lemma: str
    pos: str
    role: str
    head: int
    features: frozenset[str] = frozenset()
    entity: str = ""  # person, place, organisation

    @property
    def is_verb(self) -> bool:
        """Whether it is a verb, not only an auxiliary."""
        return self.pos == "VERB" and self.role not in ("auxiliary", "copula")

    @property
    def is_noun(self) -> bool:
        """Whether it is a noun or a name."""
        return self.pos in ("NOUN", "PROPN")

    @property
    def agreement(self) -> frozenset[str]:
        """The features in which a participle agrees with its noun: gender and number."""
        return frozenset(f for f in self.features if f.startswith(("Gender=", "Number=")))


@dataclass(frozen=True, slots=True)
class Tree:
    """The words of a sentence; ``hung`` has for each word the numbers of those that hang on it."""

    text: str
    words: tuple[Word, ...]
    hung: tuple[tuple[int, ...], ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Look up once what hangs on what."""
        below: list[list[int]] = [[] for _ in self.words]
        for w in self.words:
            if w.head != w.i:
                below[w.head].append(w.i)
        object.__setattr__(self, "hung", tuple(map(tuple, below)))

    def children(self, w: Word, *roles: str) -> list[Word]:
        """The words that hang on a word, of some roles or of all."""
        return [self.words[i] for i in self.hung[w.i] if not roles or self.words[i].role in roles]

    def above(self, w: Word) -> Iterator[Word]:
        """The words above a word, from its head to the root."""
        seen = {w.i}
        while (w := self.words[w.head]).i not in seen:
            seen.add(w.i)
            yield w

    def below(self, w: Word) -> frozenset[int]:
        """The numbers of a word and of all that hangs on it."""
        found, more = {w.i}, [w.i]
        while more:
            new = [i for i in self.hung[more.pop()] if i not in found]
            found.update(new)
            more.extend(new)
        return frozenset(found)

    def subject(self, w: Word) -> Word | None:
        """The subject of a predicate; that of the verb above for an infinitive, of the first for one that is joined
        to it by "and".
        """
        own = next(iter(self.children(w, *SUBJECTS)), None)
        over = self.words[w.head]
        shared = over.i != w.i and (w.role == "open_clause" or (w.role == "conjunct" and over.is_verb))
        return self.subject(over) if own is None and shared else own

    def finite(self, w: Word) -> Word | None:
        """The finite verb of a predicate: itself or its auxiliary; None for a participle or infinitive alone."""
        group = [w, *self.children(w, "auxiliary", "copula")]
        return next((x for x in sorted(group, key=lambda x: x.i) if "VerbForm=Fin" in x.features), None)

    def is_predicate(self, w: Word) -> bool:
        """Whether a word is what a clause says of its subject: a verb, or a noun or adjective with a copula."""
        return w.is_verb or bool(self.children(w, "auxiliary", "copula"))

    def words_of(self, numbers: frozenset[int]) -> list[Word]:
        """The words of some numbers, in order."""
        return [self.words[i] for i in sorted(numbers)]
