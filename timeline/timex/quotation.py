"""The clock inside a quotation: the day that its frame names, before it ("wrote on 3 July: “Yesterday …”") or behind it ("“… tomorrow,” he said on Saturday")."""

from __future__ import annotations

import re

from timeline.calendar import Period
from timeline.timex.clock import weekday_near
from timeline.timex.lexicon import Lexicon

WORD = re.compile(r"[^\W\d_]+|[.!?;“\"]")
FRAME = 90  # characters from the day to the quotation that it frames


def span(text: str, start: int, at: int, stop: int) -> tuple[int, int] | None:
    """Where the quotation around a place of a paragraph opens and closes; None outside of one."""
    opened = text.rfind("“", start, at)
    if opened > text.rfind("”", start, at):
        closed = text.find("”", at, stop)
    elif text.count('"', start, at) % 2:
        opened, closed = text.rfind('"', start, at), text.find('"', at, stop)
    else:
        return None
    return opened, closed if closed >= 0 else stop


def day(text: str, start: int, at: int, stop: int, told: tuple[Period, int] | None, now: int | None, lexicon: Lexicon) -> int | None:
    """The day on which a quotation was said, where its frame names it; None for the one that the text around it runs on.

    ``told`` is the last day that the text named with its year, and where that stood.
    """
    quoted = span(text, start, at, stop)
    if quoted is None:
        return None
    opened, closed = quoted
    if told is not None and 0 < opened - told[1] < FRAME and text[told[1] : opened].rstrip().endswith((":", ",")) and not re.search(r"[.!?]\s", text[told[1] : opened]):
        return told[0].first
    if now is None:
        return None
    says = False
    for m in WORD.finditer(text, closed + 1, min(stop, closed + FRAME)):
        word = lexicon.words.get(m.group())
        if m.group() in '.!?;“"':
            break
        if word is not None and says and "WDAY" in word.values:
            return weekday_near(now, word.values["WDAY"], "past").first
        says = says or (word is not None and "SAYS" in word.values)
    return None
