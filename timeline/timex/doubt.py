"""Why a reading is called guessed although it won by far: what readers of real pages found wrong too often.

Each doubt is a question to one expression in its place; the words are sets of the language's table.
"""

from __future__ import annotations

import re

from timeline.timex.expr import AtTime, Expr, Rel
from timeline.timex.lexicon import Lexicon
from timeline.timex.reading import Reading
from timeline.timex.tokens import Node

CLOCK = re.compile(r"\d{1,2}[:.]\d\d")
BEFORE_TIMES = {"AT", "BY", "SINCE", "UNTIL", "FROM", "TO", "BETWEEN", "AND", "APPROX", "BEFORE", "AFTER", "DURING", "ON", "IN"}  # categories
SHOUTED = re.compile(r"\b[A-ZÀ-Þ]{3,}(?:[ ’'!-]+[A-ZÀ-Þ]{2,})+")
SENTENCE_END = re.compile(r"[.!?…][\"”’)]*\s|\n")
NEAR = 300  # characters on either side that are looked at: a line of many dates takes time as its length
WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")


def is_doubtful(text: str, place: tuple[int, int], node: Node, expr: Expr, r: Reading, signal: str, tense: str, now: int | None, lexicon: Lexicon, *, label: bool) -> bool:
    """Whether one of the doubts holds. ``place``: where the paragraph begins and ends; ``label``: the expression is the
    label of an entry, which nobody doubts.
    """
    if label or r.a is None or r.explicit:
        return False
    sentence = find_sentence(text, place, node)
    return (
        is_told_before_it_came(r, signal, tense, now)
        or is_bare_clock(text, node, lexicon)
        or is_last_of_something(text, node, expr, lexicon)
        or is_spoken_by_somebody(sentence, expr, lexicon)
        or len(SHOUTED.findall(sentence)) > 1  # "JOYRIDE CARNAGE … PRINCE MARRY": headlines of other articles
    )


def find_sentence(text: str, place: tuple[int, int], node: Node) -> str:
    """The sentence around an expression, by the marks that end one; of a long one what stands near."""
    start, stop = max(place[0], node.start - NEAR), min(place[1], node.end + NEAR)
    begin = max((m.end() for m in SENTENCE_END.finditer(text, start, node.start)), default=start)
    end = SENTENCE_END.search(text, node.end, stop)
    return text[begin : end.start() if end else stop]


def is_told_before_it_came(r: Reading, signal: str, tense: str, now: int | None) -> bool:
    """A day after the report, told as past: "lost the series the next night" of a match of years ago."""
    return now is not None and r.a is not None and r.a.first > now and tense == "past" and signal not in ("by", "until", "to", "before")


def is_bare_clock(text: str, node: Node, lexicon: Lexicon) -> bool:
    """Figures with a colon and nothing in front that makes a time of them ("at 02:35"): the length of a film."""
    if CLOCK.fullmatch(text[node.start : node.end]) is None:
        return False
    before = re.findall(r"\S+", text[max(0, node.start - 20) : node.start])[-1:]
    word = lexicon.words.get(before[0]) if before else None
    return word is None or not BEFORE_TIMES & word.values.keys()


def is_last_of_something(text: str, node: Node, expr: Expr, lexicon: Lexicon) -> bool:
    """ "The last week" may be that of a campaign, not the one before the report."""
    first = text[max(0, node.start - 4) : node.end].lower().split()
    named = isinstance(expr, Rel) and expr.base == "now" and expr.word == "last" and expr.kind in ("week", "weekend", "month")
    return named and not lexicon.settings["definite"].isdisjoint(first[:2])


def is_spoken_by_somebody(sentence: str, expr: Expr, lexicon: Lexicon) -> bool:
    """A day counted from a speaker's own ("I called my wife this morning"): on which day that was said is not told."""
    inner = expr.base if isinstance(expr, AtTime) else expr
    counted = isinstance(inner, Rel) and inner.base == "now" and inner.kind == "day"
    return counted and not lexicon.settings["first_person"].isdisjoint(w.lower().replace("’", "'") for w in WORD.findall(sentence))
