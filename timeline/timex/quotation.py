"""The clock inside a quotation: the day that its frame names, before it ("wrote on 3 July: “Yesterday …”") or behind it ("“… tomorrow,” he said on Saturday")."""

from __future__ import annotations

import re

from timeline.calendar import Period, civil, day_of
from timeline.timex.clock import weekday_near
from timeline.timex.lexicon import Lexicon

WORD = re.compile(r"[^\W\d_]+|[0-9]{1,2}(?=st\b|nd\b|rd\b|th\b|\b)|[.!?;“\"]")
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
    says, number, month = False, 0, 0
    for m in WORD.finditer(text, closed + 1, min(stop, closed + FRAME)):
        word = lexicon.words.get(m.group())
        if m.group() in '.!?;“"':
            break
        values = word.values if word is not None else {}
        if says and "WDAY" in values:
            return weekday_near(now, values["WDAY"], "past").first
        number, month = (int(m.group()), month) if m.group().isdigit() else (number, values.get("MONTH") or values.get("WMONTH") or 0)
        if says and number and month:  # "told the police on 26 February": the last such day
            year = civil(now)[0]
            days = [d.first for y in (year - 1, year) if (d := day_of(y, month, number)) and d.first <= now]
            return days[-1] if days else None
        says = says or "SAYS" in values or m.group() in lexicon.settings["tells"]
    return None
