"""What an article reports: the event that its headline says and its first sentences date."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from timeline.mention.importance import Story, stems
from timeline.model import Document, Mention

OPENING = 5  # sentences in which the lead stands
SHARED = 0.34  # share of a headline's telling words that the sentence of its event has
SAYING = "a bare saying"
PROMOTED = (SAYING,)  # why a mention made no event, and does when it is the lead


def tells(m: Mention, document: Document, story: Story) -> bool:
    """Whether a mention stands at the head of its article and shares enough words with the headline."""
    if sum(s < m.quote[0] for s in story.starts) >= OPENING or not story.title:
        return False
    return len(stems(document.text[slice(*m.quote)]) & story.title) >= max(2, SHARED * len(story.title))


def led(mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions of a document with one lead at most, which is a key event: of those that may be it the one that is used and stands first."""
    may = [i for i, m in enumerate(mentions) if m.lead]
    chosen = next((i for i in may if not mentions[i].unused and mentions[i].title and mentions[i].how != "quotation"), None)
    if chosen is None:
        chosen = next((i for i in may if not mentions[i].unused and mentions[i].title), None)
    return [replace(m, lead=i == chosen, importance="key" if i == chosen else m.importance) for i, m in enumerate(mentions)]
