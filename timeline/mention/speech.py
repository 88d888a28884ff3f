"""Parts of speech as the parser's own rules set them, each looked up once."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

RULES = "attribute_ruler"  # the pipe that turns fine tags into parts of speech; matching its patterns takes a third of what parsing takes
NAMED = {"TAG", "DEP", "LOWER", "IS_SPACE"}  # what its patterns look at


class PartsOfSpeech:
    """Remembers what the rules made of a tag, an arc and a word that they name; asks them where it has not met these yet."""

    def __init__(self, nlp: Language) -> None:
        self.rules: Any = nlp.get_pipe(RULES)
        patterns = [pattern for rule in self.rules.patterns for pattern in rule["patterns"] if "POS" in rule["attrs"]]
        self.simple = all(set(token) <= NAMED for pattern in patterns for token in pattern) and all(len(p) == 1 or (len(p) == 2 and set(p[0]) == {"DEP"}) for p in patterns)
        self.words = {nlp.vocab.strings.add(w) for pattern in patterns for token in pattern for w in listed(token.get("LOWER"))}
        self.met: dict[tuple[int, ...], int] = {}

    def __call__(self, doc: Doc) -> Doc:
        """The parse with its parts of speech."""
        if not self.simple or any(t.is_space for t in doc):
            return self.rules(doc)
        keys = list(self.keys(doc))
        if all(key in self.met for key in keys):
            for token, key in zip(doc, keys, strict=True):
                token.pos = self.met[key]
        else:
            self.rules(doc)
            self.met.update((key, token.pos) for token, key in zip(doc, keys, strict=True))
        return doc

    def keys(self, doc: Doc) -> Iterator[tuple[int, ...]]:
        """What the rules can see of each token: its tag and arc, the arc before it, and the word where a rule names it."""
        before = 0
        for t in doc:
            yield t.tag, t.dep, before, t.lower if t.lower in self.words else 0
            before = t.dep


def listed(pattern: Any) -> list[str]:
    """The words that a pattern of one attribute names."""
    if isinstance(pattern, dict):
        return [w for words in pattern.values() for w in words]
    return [pattern] if pattern else []
