"""A parsed sentence as frozen values, without the parser that made it: tokens in a tree, spans of them, named entities.

Whatever works on a parse works on these; only :mod:`timeline.mention.parser` knows spaCy.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import overload

Fields = tuple[int, str, str, str, str, str, str, str, str, str, bool, bool]  # of a token, from ``at`` to ``is_punct``


@dataclass(frozen=True, slots=True, eq=False)
class Token:
    """One token: ``i`` is its number in the sentence, ``at`` where it begins in characters, ``role`` how it hangs on ``head`` (``subject``, ``object``; the root is
    its own head), ``form`` what form it has (``past``, ``plural``), ``pos`` its universal part of speech, ``tag`` and ``label`` what the parser itself calls form and
    role (for learned weights only), ``entity`` the kind of the name that it belongs to, ``spaced`` whether a blank stands behind it.
    """

    i: int
    at: int
    text: str
    lower: str
    lemma: str
    pos: str
    form: str
    role: str
    tag: str
    label: str
    entity: str
    spaced: bool
    is_punct: bool
    tree: Parse = field(repr=False)

    def __len__(self) -> int:
        return len(self.text)

    @property
    def head(self) -> Token:
        """The token that it hangs on; itself for the root."""
        return self.tree.tokens[self.tree.heads[self.i]]

    @property
    def children(self) -> tuple[Token, ...]:
        """The tokens that hang on it, in order."""
        return self.tree.children[self.i]

    @property
    def lefts(self) -> list[Token]:
        """Those that stand before it."""
        return [c for c in self.children if c.i < self.i]

    @property
    def rights(self) -> list[Token]:
        """Those that stand behind it."""
        return [c for c in self.children if c.i > self.i]

    @property
    def subtree(self) -> tuple[Token, ...]:
        """It and all that hangs on it, each branch in its place."""
        return self.tree.subtree(self.i)

    @property
    def left_edge(self) -> Token:
        """The first token of its subtree."""
        return min(self.subtree, key=lambda t: t.i)

    @property
    def right_edge(self) -> Token:
        """The last token of its subtree."""
        return max(self.subtree, key=lambda t: t.i)

    @property
    def ancestors(self) -> Iterator[Token]:
        """The tokens above it, up to the root."""
        t = self
        while (over := t.head) is not t:
            yield over
            t = over

    @property
    def conjuncts(self) -> list[Token]:
        """The other members of the list that it stands in, in order."""
        first = self
        while first.role == "conjunct" and first.head is not first:
            first = first.head
        found, more = [first], [first]
        while more:
            more = [c for t in more for c in t.children if c.role == "conjunct"]
            found.extend(more)
        return sorted((t for t in found if t is not self), key=lambda t: t.i)

    def is_ancestor(self, other: Token) -> bool:
        """Whether it stands above another."""
        return any(a is self for a in other.ancestors)


@dataclass(frozen=True, slots=True)
class Span:
    """The tokens from ``start`` to before ``end``; ``kind`` is that of a named entity: PERSON, ORG, GPE."""

    tree: Parse = field(repr=False)
    start: int
    end: int
    kind: str = ""

    def __iter__(self) -> Iterator[Token]:
        return iter(self.tree.tokens[self.start : self.end])

    def __len__(self) -> int:
        return self.end - self.start

    @overload
    def __getitem__(self, i: int) -> Token: ...
    @overload
    def __getitem__(self, i: slice) -> Span: ...
    def __getitem__(self, i: int | slice) -> Token | Span:
        if isinstance(i, int):
            return self.tree.tokens[self.start : self.end][i]
        first, last, _ = i.indices(len(self))
        return Span(self.tree, self.start + first, self.start + max(first, last))

    @property
    def text(self) -> str:
        """Its words as they stand in the sentence."""
        return self.tree.text[self[0].at : self.last_character] if len(self) else ""

    @property
    def last_character(self) -> int:
        """Where it ends in characters, without the blank behind it."""
        last = self[-1]
        return last.at + len(last)

    @property
    def root(self) -> Token:
        """The token of it that stands highest in the tree, the first of several."""
        return min(self, key=lambda t: (sum(1 for _ in t.ancestors), t.i))

    @property
    def entities(self) -> list[Span]:
        """The named entities within it."""
        return [e for e in self.tree.entities if e.start >= self.start and e.end <= self.end]


@dataclass(frozen=True, slots=True, eq=False)
class Parse:
    """A sentence and its tokens; ``heads`` has for each token the number of the one that it hangs on."""

    text: str
    heads: tuple[int, ...]
    tokens: tuple[Token, ...] = field(init=False, repr=False)
    children: tuple[tuple[Token, ...], ...] = field(init=False, repr=False)
    entities: tuple[Span, ...] = field(init=False, repr=False)
    subtrees: dict[int, tuple[Token, ...]] = field(default_factory=dict, init=False, repr=False)

    @classmethod
    def of(cls, text: str, rows: Sequence[Fields], heads: Sequence[int], entities: Sequence[tuple[int, int, str]]) -> Parse:
        """A parse from the fields of its tokens (from ``at`` on), their heads, and (start, end, kind) of its entities."""
        made = cls(text, tuple(heads))
        tokens = tuple(Token(i, *row, made) for i, row in enumerate(rows))
        below: list[list[Token]] = [[] for _ in tokens]
        for t, over in zip(tokens, heads, strict=True):
            if over != t.i:
                below[over].append(t)
        object.__setattr__(made, "tokens", tokens)
        object.__setattr__(made, "children", tuple(map(tuple, below)))
        object.__setattr__(made, "entities", tuple(Span(made, a, b, kind) for a, b, kind in entities))
        return made

    def __iter__(self) -> Iterator[Token]:
        return iter(self.tokens)

    def __len__(self) -> int:
        return len(self.tokens)

    @overload
    def __getitem__(self, i: int) -> Token: ...
    @overload
    def __getitem__(self, i: slice) -> Span: ...
    def __getitem__(self, i: int | slice) -> Token | Span:
        if isinstance(i, int):
            return self.tokens[i]
        return Span(self, 0, len(self))[i]

    def subtree(self, i: int) -> tuple[Token, ...]:
        """A token and all that hangs on it: the branches before it, itself, the branches behind it."""
        found = self.subtrees.get(i)
        if found is None:
            below = self.children[i]
            found = (*(t for c in below if c.i < i for t in self.subtree(c.i)), self.tokens[i], *(t for c in below if c.i > i for t in self.subtree(c.i)))
            self.subtrees[i] = found
        return found

    def find_span(self, first: int, last: int) -> Span | None:
        """The tokens that hold the characters from ``first`` to before ``last``; None where there is none."""
        inside = [t.i for t in self.tokens if t.at < last and t.at + len(t) > first]
        return Span(self, inside[0], inside[-1] + 1) if inside else None
