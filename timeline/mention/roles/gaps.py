"""Sentences without their dates, for the parser: a weekday or a day in figures is what it takes most often for an
object or a subject. Each date leaves a gap; what the date dates is read from the words around it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from timeline.model import Timex

ASIDE = re.compile(r"\([^()]{1,80}\)|^[^.]{2,40}\.\s?[-–—]\s+")
NEXT_WORD = re.compile(r"\s*([^\W\d_]+)")
LAST_WORD = re.compile(r"([^\W\d_]+['’]|[^\W\d_]+)\s*$")
Words = Mapping[str, frozenset[str]]  # the word sets of a language, by their names


@dataclass(frozen=True, slots=True)
class Gap:
    """Where an expression was, in characters of the shortened sentence: ``end`` is more than ``at`` where a word stands in
    for it, or where the date itself was left in, as it belongs to the noun in front ("l'attentat de dimanche").
    """

    at: int
    end: int
    timex: Timex
    left_in: bool = False
    prepositions: str = ""  # what was left out in front of the date


@dataclass(frozen=True, slots=True)
class Shortened:
    """A sentence without its dates: its text, the place in the sentence of each of its characters, and the gaps."""

    text: str
    places: tuple[int, ...]
    gaps: tuple[Gap, ...]


def shorten(text: str, start: int, timexes: Sequence[Timex], dated: Collection[Timex], sets: Words, stand_in: str = "") -> Shortened:
    """The sentence ``text``, which begins at ``start`` of its document, without the expressions and the prepositions
    in front of them; what is in brackets is left out, too. A gap is kept for those in ``dated``. ``stand_in`` takes
    the place of a date that opens the sentence, where word order rests on it.
    """
    kept: list[tuple[str, int]] = []  # characters with their places
    gaps: list[Gap] = []
    done = 0
    for t in sorted([*timexes, *find_asides(text, start)], key=lambda t: t.start):
        first, end = t.start - start, min(t.end - start, len(text))
        if first < done:
            continue
        first, of = skip_prepositions(text, first, done, sets) if t.type else (first, False)
        if gaps and text[done:first].strip().lower() in sets["between_dates"]:
            first = done  # "les 6 et 13 avril"
        of = of and "/" not in t.edtf  # "de 2017 à 2019" is a range
        kept += [(text[i], i) for i in range(done, first if not of else end)]
        if of:
            if t in dated:
                gaps.append(Gap(len(kept) - (end - first), len(kept), t, left_in=True))
            done = end
            continue
        opens = not any(c.isalnum() for c, _ in kept)
        end = skip_debris(text, end, sets)
        enclosed = text[end : end + 1] == "," and (opens or "".join(c for c, _ in kept).rstrip().endswith(","))
        while kept and not opens and (kept[-1][0].isspace() or (enclosed and kept[-1][0] == ",")):
            kept.pop()
        at = len(kept)
        if opens and stand_in:
            kept += [(c, -1) for c in stand_in]
        if t in dated:
            gaps.append(Gap(at, len(kept), t, prepositions=text[first : t.start - start].strip().lower()))
        enclosed = enclosed or (text[end : end + 1] == "," and (m := NEXT_WORD.match(text, end + 1)) is not None and m[1].lower() in sets["prepositions"])
        done = end + enclosed
        if opens and not stand_in:
            done += len(text[done:]) - len(text[done:].lstrip())
    kept += [(text[i], i) for i in range(done, len(text))]
    said = "".join(c for c, _ in kept)
    initial = said[:1].upper() if len(said[:1].upper()) == 1 else said[:1]  # "ß" has a capital of two letters
    return Shortened(initial + said[1:], tuple(i for _, i in kept), tuple(gaps))  # parsers expect a capital


def find_asides(text: str, start: int) -> list[Timex]:
    """What stands in brackets, and the place and dash that open a report ("BELFORT. - "), each as if it were an
    expression.
    """
    return [Timex(start + m.start(), start + m.end(), m.group(), "", "") for m in ASIDE.finditer(text)]


def skip_debris(text: str, end: int, sets: Words) -> int:
    """Where the words end that only say more of the date in front of them: "du 3 au 6 avril inclus"."""
    while (m := NEXT_WORD.match(text, end)) and m[1].lower() in sets["behind_dates"]:
        end = m.end()
    return end


def skip_prepositions(text: str, first: int, done: int, sets: Words) -> tuple[int, bool]:
    """Where the prepositions and articles in front of an expression begin; and whether they tie it to the noun in
    front of them.
    """
    at, of = first, False
    while m := LAST_WORD.search(text, done, at):
        if phrase := next((p for p in sets["phrases_before_dates"] if text[done:at].rstrip().lower().endswith(p)), ""):
            at, of = done + len(text[done:at].rstrip()) - len(phrase), False
            continue
        if m[1].lower().replace("’", "'") not in sets["before_dates"]:
            break
        of = m[1].lower().replace("’", "'") in sets["of"] and (of or at == first or text[at:first].strip().lower() in sets["articles"])
        at = m.start()
    before = LAST_WORD.search(text, done, at)
    return at, of and before is not None and not text[before.end() : at].strip()
