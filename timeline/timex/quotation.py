"""The clock inside a quotation: the day that its frame names, in front ("wrote on 3 July: “Yesterday ...”") or behind
("“... tomorrow,” he said on Saturday").
"""

from __future__ import annotations

import re

from timeline.calendar import Period, civil, day_of
from timeline.timex.clock import weekday_near
from timeline.timex.lexicon import Lexicon

MARKS = (("“", "”"), ("«", "»"))
WORD = re.compile(r"[^\W\d_]+|[.!?;“«\"]")
DAY_AND_MONTH = re.compile(  # looked for at each word, as "on 26" must not hide "26 February"
    r"(?=\b(?:([0-9]{1,2})(?:st|nd|rd|th)?(?: of)? ([^\W\d_]+)(?:,? ([0-9]{4}))?|([^\W\d_]+) ([0-9]{1,2})(?:st|nd|rd|th)?\b(?:,? ([0-9]{4}))?)\b)"
)
YEAR_REACH = 12  # characters behind the last word of a frame in which its day and year may stand
FRAME_REACH = 90  # characters from the day to the quotation that it frames


def find_quotation(text: str, start: int, at: int, stop: int) -> tuple[int, int] | None:
    """Offsets of the opening and closing mark of the quotation around a place in a paragraph; None outside of one."""
    opened, mark = max((text.rfind(a, start, at), b) for a, b in MARKS)
    if opened > text.rfind(mark, start, at):
        closed = text.find(mark, at, stop)
    elif text.count('"', start, at) % 2:
        opened, closed = text.rfind('"', start, at), text.find('"', at, stop)
    else:
        return None
    return opened, closed if closed >= 0 else stop


def find_quotation_day(text: str, start: int, at: int, stop: int, named: tuple[Period, int] | None, now: int | None, lexicon: Lexicon) -> int | None:
    """The day (its number) on which a quotation was said, where its frame names it; None where the surrounding
    text's day counts.

    ``named`` is the last day that the text named with its year, and the offset where that ended.
    """
    quoted = find_quotation(text, start, at, stop)
    if quoted is None:
        return None
    opened, closed = quoted
    if named is not None and 0 < opened - named[1] < FRAME_REACH and text[named[1] : opened].rstrip().endswith((":", ",")) and not re.search(r"[.!?]\s", text[named[1] : opened]):
        return named[0].first
    if now is None:
        return None
    says = end = 0
    for m in WORD.finditer(text, closed + 1, min(stop, closed + FRAME_REACH)):
        word = lexicon.words.get(m.group())
        if m.group() in '.!?;“«"':
            break
        values = word.values if word is not None else {}
        if says and "WDAY" in values:
            return weekday_near(now, values["WDAY"], "past").first
        says = says or ("SAYS" in values or m.group() in lexicon.settings["tells"]) * m.end()
        end = m.end()
    return find_day(text, says, end + YEAR_REACH, now, lexicon) if says else None


def find_day(text: str, start: int, stop: int, now: int, lexicon: Lexicon) -> int | None:
    """The first day with its month in ``text[start:stop]`` ("told the police on 26 February") as a day number: of the
    year behind it, else the last such day up to ``now``. None for none.
    """
    for m in DAY_AND_MONTH.finditer(text, start, stop):
        number, name, year = m.group(1) or m.group(5), m.group(2) or m.group(4), m.group(3) or m.group(6)
        word = lexicon.words.get(name)
        month = word.values.get("MONTH") or word.values.get("WMONTH") if word is not None else None
        if month is None:
            continue
        years = [int(year)] if year else [civil(now)[0] - 1, civil(now)[0]]
        days = [d.first for y in years if (d := day_of(y, month, int(number))) and d.first <= now]
        return days[-1] if days else None
    return None
