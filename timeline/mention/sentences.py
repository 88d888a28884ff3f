"""Sentence splitting, and which sentences are prose."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from timeline.mention.parsed import Parse, Span
from timeline.mention.parser import plain
from timeline.mention.words import words
from timeline.model import Timex

BREAK = re.compile(r"[.!?…][\"”’')\]»]*(?=\s+[\"“‘'(\[«¿¡„]*(?![a-zß-öø-ÿά-ώа-џґ])[^\W_])|\n[ \t]*\n")
ABBREVIATION = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|Gen|Col|Lt|Sgt|Capt|Sen|Rep|Gov|Rev|Hon|St|Jr|Sr|Inc|Corp|Co|Ltd|No|vs|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Cos|Cie|Bros|Mon|Tues?|Wed|Thurs?|Fri|Sat|Sun|a\.m|p\.m|U\.S|U\.N|U\.K|D\.C|e\.g|i\.e|cf|ca|им|ул|пл|св|проф|акад)|\b[A-ZА-ЯЁІЇЄ])\.$"
)

DASH, PLACE, FIRST = r"(?:--?|[_–—])", r"[A-Z][A-Z.'’/ -]+(?:,[^()\n]{1,40}?)?", r"\s*(?=[A-Z\"“‘`'])"
DATELINE = re.compile(  # "GENEVA, Jan. 19 (Wire) --", in front of an article's first sentence
    rf"(?:(?:Photo|Photos|Video|Image|Picture|Slideshow|Advertisement)\s+)?(?:(?:{PLACE}\s*)?\([A-Z][A-Za-z/ ]{{1,20}}\)\s*(?:,?\s*[A-Z][a-z]+\.? \d{{1,2}}\s*)?{DASH}{FIRST}|{PLACE}\s{DASH}\s{FIRST})"
)


LINKED = re.compile(r"\[[^\]\n]{12,}\]\s+(?=[A-Z])")  # the title of another article, in brackets before a sentence

SHOUTED = re.compile(r"\b[A-Z]{4,}(?: [A-Z]{3,})+\b|(?i:play slideshow|media playback|toggle caption|related stories|must watch|scroll down for)")
SENTENCES_BACK = 3  # sentences that are looked back for what a pronoun stands for
MOST_TRIED = 3  # sentences that are tried for a phrase


class Unparsed(LookupError):
    """A sentence is needed that is not parsed yet; ``text`` is that sentence.

    The caller parses it and tries again.
    """

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text


@dataclass(frozen=True, slots=True)
class Sentence:
    """A parsed sentence with its place in the document's text (``start`` and ``end``, in characters) and its time
    expressions.
    """

    start: int
    end: int
    tree: Parse
    timexes: tuple[Timex, ...]
    text: str  # of the document
    spans: Sequence[tuple[int, int]]  # of all its sentences
    index: int  # which of them it is
    known: Mapping[str, Parse]  # parses of sentences nearby

    def earlier(self) -> Iterator[Parse]:
        """The parses of up to :data:`SENTENCES_BACK` sentences before it, the nearest first.

        Raises :class:`Unparsed` for one that is not parsed.
        """
        return (self.parse(i) for i in range(self.index - 1, max(-1, self.index - 1 - SENTENCES_BACK), -1))

    def earlier_at(self, places: Iterable[int]) -> Iterator[Parse]:
        """The parses of the earlier sentences that hold these offsets, in that order.

        Raises :class:`Unparsed` for one that is not parsed.
        """
        met = dict.fromkeys(bisect_right(self.spans, (place, len(self.text))) - 1 for place in places)
        return (self.parse(i) for i in list(met)[:MOST_TRIED] if i >= 0)

    def parse(self, i: int) -> Parse:
        """The parse of one of the document's sentences."""
        text = plain(self.text[slice(*self.spans[i])])
        if text not in self.known:
            raise Unparsed(text)
        return self.known[text]

    def tokens(self, t: Timex) -> Span | None:
        """The tokens of an expression as a span of the parse; None where the parse has none there."""
        return self.tree.find_span(t.start - self.start, t.end - self.start)


def split_sentences(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of the sentences of a text, without surrounding blanks and the dateline in front."""
    start = 0
    for m in BREAK.finditer(text):
        if m.group()[0] == "." and ABBREVIATION.search(text, max(0, m.start() - 8), m.start() + 1):
            after = text[m.end() : m.end() + 12].lstrip()
            if not (
                text[m.start() - 3 : m.start()] in ("p.m", "a.m", "U.S", "U.N", "U.K")
                and after[:1].isupper()
                and after.split(" ")[0] in ("The", "In", "On", "A", "It", "He", "She", "They", "But", "At")
            ):
                continue
        span = trim(text, start, m.end())
        if span:
            yield span
        start = m.end()
    span = trim(text, start, len(text))
    if span:
        yield span


def trim(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The span without blanks at its ends and without a dateline; None where nothing is left."""
    while start < end and text[start].isspace():
        start += 1
    if (before := DATELINE.match(text, start, end) or LINKED.match(text, start, end)) is not None:
        start = before.end()
    while end > start and text[end - 1].isspace():
        end -= 1
    return (start, end) if start < end else None


@cache
def run_together_pattern() -> re.Pattern[str]:
    """A pattern for two lines of a page that ran together: "... for three days Five-year-old Zhao fell"."""
    return re.compile(rf"[a-z]{{2,}} (?:{'|'.join(sorted(words()['begin']))}) [a-z]{{2,}}|[a-z]{{3,}} [A-Z][a-z]+-year-old")


def find_reason_not_prose(sentence: str) -> str:
    """Why a sentence is no prose (caption, byline, menu, heading); "" where it is."""
    low = sentence.lower()
    if any(low.startswith(w) or (w in low and ":" in w) for w in words()["noise"]):
        return "a caption or a line of the page"
    tokens = sentence.split()
    if len(tokens) < 4:
        return "a fragment"
    letters = sum(map(str.isalpha, sentence))
    if letters and sum(map(str.isupper, sentence)) > 0.6 * letters:
        return "a heading"
    if run_together_pattern().search(sentence):
        return "lines of a page that ran together"
    if SHOUTED.search(sentence):
        return "a heading that ran into the text"
    if re.search(r"https?://|www\.|[#@]\w+", sentence) and len(tokens) < 30:
        return "a post or a link"
    if sentence.count("|") > 1 or (low.startswith(("by ", "© ", "copyright")) and len(tokens) < 9):
        return "a byline or a menu"
    if not re.search(r"[.!?:;…\"”’')\]]$", sentence) and sum(t[:1].isupper() for t in tokens) > 0.6 * len(tokens):
        return "a heading"
    return ""
