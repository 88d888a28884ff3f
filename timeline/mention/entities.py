"""Named entities as the parser's own model names them, with its decoder written anew over whole arrays.

The compiled decoder asks for Python's lock at each move that it weighs, which takes longer than all its arithmetic; the answers are the same.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

NAMES = "ner"  # the pipe that names entities


class Entities:
    """The greedy transitions of an entity recognizer (BILUO moves, three features a state: the token, the first token of an open entity, the token before)."""

    def __init__(self, nlp: Language) -> None:
        self.pipe: Any = nlp.get_pipe(NAMES)
        self.vectors, self.lower, self.upper = self.pipe.model.layers
        moves = [self.pipe.moves.get_class_name(i).partition("-") for i in range(self.pipe.moves.n_moves)]
        self.moves = [(kind, label) for kind, _, label in moves]
        self.number = {move: i for i, move in enumerate(self.moves)}

    def __call__(self, docs: list[Doc]) -> None:
        """Sets the entities of parsed docs."""
        import numpy as np
        from spacy.attrs import IS_SPACE, SENT_START
        from spacy.tokens import Span

        docs = [doc for doc in docs if len(doc)]
        if not docs:
            return
        cached = self.lower.predict(self.vectors.predict(docs))
        padding, cached = cached[0], cached[1:]
        bias, weights, offsets = self.lower.get_param("b"), self.upper.get_param("W"), self.upper.get_param("b")
        scores = (cached[:, 0] + (padding[1] + padding[2] + bias)).max(axis=2) @ weights.T + offsets
        ends = np.cumsum([len(doc) for doc in docs])
        space, start = np.concatenate([doc.to_array([IS_SPACE, SENT_START]) for doc in docs]).astype("int64").T
        closes = np.append(start[1:] == 1, True)
        closes[ends - 1] = True  # behind it no entity goes on
        kinds = np.array([kind if label or kind == "O" else "" for kind, label in self.moves])
        scores[:, ~np.isin(kinds, ["B", "U", "O"])] = -np.inf
        scores[closes[:, None] & (kinds == "B")] = -np.inf
        scores[(space == 1)[:, None] & np.isin(kinds, ["B", "U"])] = -np.inf
        best = scores.argmax(axis=1).tolist()
        for doc, (first, end) in zip(docs, pairwise([0, *ends.tolist()]), strict=True):
            spans, i = [], first
            while i < end:
                kind, label = self.moves[best[i]]
                at, i = i, i + 1
                if kind == "B":
                    pair = [self.number["I", label], self.number["L", label]]
                    to, by = weights[pair], offsets[pair]
                    since = cached[at, 1] + bias
                    while not closes[i]:
                        go_on, stop = to @ (cached[i, 0] + since + cached[i - 1, 2]).max(axis=1) + by
                        if stop > go_on:
                            break
                        i += 1
                    i += 1
                if kind in "BU":
                    spans.append(Span(doc, at - first, i - first, label))
            doc.set_ents(spans)
