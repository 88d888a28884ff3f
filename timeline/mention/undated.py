"""Sentences of an article's opening that date nothing: each may tell of an event that other articles date.

They make no event. Merging makes such a sentence a source of an event where both tell the same deed of the same things.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from timeline.mention.importance import FIRST_PERSON, QUOTE, Story, stems
from timeline.mention.sentences import find_reason_not_prose
from timeline.mention.words import words
from timeline.model import Document, Mention, Timex

UNDATED = "dates nothing itself"  # why such a sentence makes no event
RULE = "told without a date"  # the rule that a source of such a sentence names
OPENING = 8  # sentences of an article in which it tells what it is about
LEAST = 2  # words that such a sentence shares with the headline
WORD = re.compile(r"[\w’']+")
QUOTATION = re.compile(r"“[^”]*”|\"[^\"]*\"|(?<!\w)[‘'][^‘’']{2,}[’'](?!\w)")


def blank_quotations(text: str) -> str:
    """A text with blanks for what stands in quotation marks, of the same length."""
    return QUOTATION.sub(lambda m: " " * len(m.group()), text)


def find_undated(document: Document, timexes: Sequence[Timex], spans: Sequence[tuple[int, int]], story: Story) -> Iterator[Mention]:
    """The sentences among the first :data:`OPENING` that hold no date, share :data:`LEAST` words with the headline, and tell a fact outside of quotation marks: no
    question, nothing denied, feared, planned or in the first person. Each as a mention without title, trigger and date.
    """
    if not document.published:
        return
    for start, end in spans[:OPENING]:
        text = blank_quotations(document.text[start:end])
        if any(t.start < end and t.end > start and t.edtf for t in timexes) or "?" in text or QUOTE.search(text) or FIRST_PERSON.search(text) or find_reason_not_prose(text):
            continue
        said = {w.lower() for w in WORD.findall(text)}
        if said & words()["unsure"] or len(stems(text) & story.title) < LEAST:
            continue
        t = Timex(start, start, "", "DATE", "", rule=RULE)
        yield Mention(document.id, "", "", "", "happened", (start, start), "", t, (start, end), unused=UNDATED)
