"""The parser's shortcuts change nothing of what it says."""

from __future__ import annotations

import pytest

pytest.importorskip("spacy")
from timeline.mention.parser import parse, parser, plain

SENTENCES = (
    "The council has had its way, and there is no one who didn't know that it would.",
    "What they do once they have been told is up to them.",
    "She did it herself;  nothing was said, though two spaces were typed.",
    "That is the ship that sank, but for the ones that were saved.",
    "There's been a fire at 'the old mill', hasn't there?",
)


def test_parts_of_speech_are_those_of_the_models_own_rules():
    nlp = parser()
    nlp.enable_pipe("attribute_ruler")
    try:
        own = [[(t.text, t.pos_, t.tag_, t.dep_) for t in nlp(plain(text))] for text in SENTENCES]
    finally:
        nlp.disable_pipe("attribute_ruler")
    for _ in range(2):  # the second time from memory
        assert [[(t.text, t.pos_, t.tag_, t.dep_) for t in doc] for doc in parse(map(plain, SENTENCES))] == own
