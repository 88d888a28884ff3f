"""Lengths counted from an event that the document dated before: "two days after the siege was lifted". Only where that is one event, and nothing else it could be."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from timeline.mention.importance import stems
from timeline.mention.words import words
from timeline.model import Document, Mention, Timex
from timeline.timex.tag import tag

LENGTH = re.compile(r"P\d+[DWMY]")
CLAUSE = re.compile(r"[,;:.()\n“”\"–—]|$")  # what ends the words that name the event
NEXT_WORD = re.compile(r"\s+(\w+)\s+")
WORD = re.compile(r"\b[^\W\d_][\w’'-]*")
LONGEST = 10  # words of these
FINE = {"D": slice(None), "W": slice(None), "M": slice(7), "Y": slice(4)}  # how much of a day a length in that unit leaves


def date_by_events(document: Document, timexes: Sequence[Timex], mentions: Sequence[Mention]) -> list[Timex] | None:
    """The expressions with those dated that count from an event of ``mentions``; None where there is none.

    The event stands before, happened on a day, and its sentence has every word by which it is named here, its own word among them; events of several days are none. A length in months or
    years gives no day, one in weeks about a day.
    """
    found = {}
    for t, behind in zip(timexes, [*timexes[1:], None], strict=False):  # the last has none behind it
        if not t.edtf and LENGTH.fullmatch(t.value) and (counted := count_from_event(document, t, mentions)) is not None and (behind is None or counted.end <= behind.start):
            found[t] = counted
    return [found.get(t, t) for t in timexes] if found else None


def count_from_event(document: Document, t: Timex, mentions: Sequence[Mention]) -> Timex | None:
    """A length as a date counted from an event; None where it names none, or none that is known."""
    text = document.text
    m = NEXT_WORD.match(text, t.end)
    if m is None or m[1] not in words()["counts_from"]:
        return None
    end = next(c.start() for c in CLAUSE.finditer(text, m.end()))
    for to in find_ends(text, m.end(), end):
        said = text[m.end() : to]
        named = stems(said)
        if not named or not stems(said.split()[-1]):
            continue  # "the attack on | the embassy was announced"
        days = {e.date for e in find_earlier_events(document, t, mentions) if is_named(e, named, document)}
        if len(days) == 1 and not words()["no"] & set(said.lower().split()):
            break
    else:
        return None
    (day,) = days
    counted = next(iter(tag(f"{t.text} {m[1]} {day}")), None)
    unit = t.value[-1]
    if counted is None or not counted.edtf:
        return None
    date = counted.edtf[FINE[unit]] if unit in "MY" else counted.edtf.rstrip("~") + ("~" if unit == "W" or counted.mod else "")
    why = "counted from an event of the text"
    return replace(counted, start=t.start, end=to, text=text[t.start : to], edtf=date, value=date.rstrip("~"), anchor="event", anchor_date=day, direction=why, confidence="guessed")


def find_ends(text: str, start: int, end: int) -> Iterator[int]:
    """Where the words that name the event may end: with their clause, or before the subject of the next one ("a week after the collapse | the mayor resigned")."""
    if len(text[start:end].split()) <= LONGEST:
        yield end
    subjects = [w.start() for w in WORD.finditer(text, start, end) if w.group()[0].isupper() or w.group() in words()["subjects"]]
    yield from (len(text[:at].rstrip()) for at in reversed([at for at in subjects if at > start]))


def find_earlier_events(document: Document, t: Timex, mentions: Sequence[Mention]) -> Iterator[Mention]:
    """The events that stand before an expression, happened, and have a day."""
    return (e for e in mentions if not e.unused and e.trigger[1] <= t.start and e.status == "happened" and re.fullmatch(r"\d{4}-\d\d-\d\d", e.date) and e.confidence != "guessed")


def is_named(e: Mention, named: frozenset[str], document: Document) -> bool:
    """Whether an event is the one that is named: by its word, and all others from its sentence."""
    own = stems(document.text[slice(*e.trigger)]) | stems(e.lemma)
    return bool(own & named) and named <= own | stems(document.text[slice(*e.quote)])
