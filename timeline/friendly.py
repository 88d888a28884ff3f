"""Dates as people write them in event files, to EDTF: "15 Aug 2021", "by Christmas 2023", "about 6am on 21 October 2023". The tagger reads them.

The one bridge between the two halves: the store asks for it only where a date is not EDTF.
"""

from __future__ import annotations

import re

BESIDE = frozenset("on in at by since from to between and until during the of".split())  # words around an expression that its date takes account of
LONGEST = 200  # characters
YEAR = re.compile(r"\d{4}|\d\d0s|\b(?:BCE?|AD|CE|century)\b", re.IGNORECASE)  # without one of these, which year is meant would be a guess
REST = re.compile(r"[\s,.–—-]+")


def canonical(text: str) -> str:
    """The EDTF of a date in words; "" where the words name none, more than one, or one that is not certain without an article."""
    from timeline.timex.tag import tag

    found = tag(text, "") if len(text) < LONGEST and YEAR.search(text) else []
    dates = {t.edtf for t in found}
    if len(dates) != 1 or any(t.confidence != "stated" or (t.signal and t.signal not in BESIDE) for t in found):
        return ""
    left = text
    for t in reversed(found):
        left = left[: t.start] + " " + left[t.end :]
    return dates.pop() if all(w in BESIDE for w in REST.split(left.lower()) if w) else ""
