"""Parts of speech as spaCy's attribute ruler sets them, each combination looked up once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

ATTRIBUTE_RULER = "attribute_ruler"  # the pipe that turns fine tags into parts of speech; matching its patterns takes a third of what parsing takes
KNOWN_ATTRIBUTES = {"TAG", "DEP", "LOWER", "IS_SPACE"}  # what its patterns look at


class PartsOfSpeech:
    """Caches what the attribute ruler makes of a tag, its dependency label and its word; runs the ruler for
    combinations that are new.
    """

    def __init__(self, nlp: Language) -> None:
        self.rules: Any = nlp.get_pipe(ATTRIBUTE_RULER)
        patterns = [pattern for rule in self.rules.patterns for pattern in rule["patterns"] if "POS" in rule["attrs"]]
        self.simple = all(set(token) <= KNOWN_ATTRIBUTES for pattern in patterns for token in pattern) and all(len(p) == 1 or (len(p) == 2 and set(p[0]) == {"DEP"}) for p in patterns)
        number = nlp.vocab.strings.add
        self.words = {number(w) for w in find_strings((token for pattern in patterns for token in pattern), "LOWER")}
        self.arcs = {number(arc) for arc in find_strings((pattern[-1] for pattern in patterns), "DEP")}
        self.before = {number(arc) for arc in find_strings((pattern[0] for pattern in patterns if len(pattern) == 2), "DEP")}
        self.met: dict[tuple[int, ...], int] = {}

    def __call__(self, doc: Doc) -> Doc:
        """The parse with its parts of speech."""
        import numpy as np
        from spacy.attrs import DEP, IS_SPACE, LOWER, POS, TAG

        seen = doc.to_array([TAG, DEP, LOWER, IS_SPACE])
        if not self.simple or seen[:, 3].any():
            return self.rules(doc)
        keys = list(self.keys(seen.tolist()))
        if new := {key: i for i, key in enumerate(keys) if key not in self.met}:
            self.ask(doc, new)
        return doc.from_array([POS], np.array([self.met[key] for key in keys], dtype="uint64"))

    def ask(self, doc: Doc, new: dict[tuple[int, ...], int]) -> None:
        """Run the attribute ruler on a few tokens, each with its left neighbour, and keep the results."""
        from spacy.tokens import Doc

        tokens = [doc[k] for i in new.values() for k in (max(0, i - 1), i)]
        arcs = [arc for i in new.values() for arc in (doc[i - 1].dep_ if i else "", doc[i].dep_)]
        few = self.rules(Doc(doc.vocab, [t.text for t in tokens], tags=[t.tag_ for t in tokens], deps=arcs, heads=list(range(len(tokens)))))
        self.met.update((key, t.pos) for key, t in zip(new, list(few)[1::2], strict=True))

    def keys(self, seen: list[list[int]]) -> Iterator[tuple[int, ...]]:
        """For each token the key of its result: its tag, and its label, the label before it and its word where a rule
        names them.
        """
        before = 0
        for tag, arc, word, _ in seen:
            yield tag, arc if arc in self.arcs else 0, before if before in self.before else 0, word if word in self.words else 0
            before = arc


def find_strings(tokens: Iterable[dict[str, Any]], attribute: str) -> Iterator[str]:
    """The strings that token patterns name for an attribute."""
    for token in tokens:
        pattern = token.get(attribute, [])
        for words in pattern.values() if isinstance(pattern, dict) else [pattern]:
            yield from [words] if isinstance(words, str) else words
