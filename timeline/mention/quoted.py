"""Documents in a language without a parser -> Mentions: each dated sentence, or the clause around its date where words
can be tagged, is an event that stands as a quotation and needs a title.

Dates are the tagger's, words the source's. What is denied, uncertain or hearsay by the words of
``languages/<code>/events.yml`` makes no event.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from timeline.mention import entries, lead, tagged
from timeline.mention.candidates import quote_sentence, quote_words
from timeline.mention.importance import Story
from timeline.mention.sentences import split_sentences
from timeline.model import Block, Document, Mention, Timex
from timeline.read.blocks import find_blocks as cut
from timeline.slug import folded
from timeline.tables import load_words
from timeline.timex.lexicon import load

PARSED = ("en",)  # languages whose sentences are parsed
PROSE = ("paragraph", "item", "entry", "quotation")  # blocks whose sentences may report an event
FINE_GRANULARITIES = ("minute", "day", "week", "weekend", "month")  # dates that an event of some weight has
WORD = re.compile(r"[^\W\d_]+['’]?")
BARE_SAYING = "a bare saying"
UNCERTAIN = "denied, left open or hearsay, not told as a fact"
MOST_WORDS_WHOLE = 30  # words of a sentence that is quoted as a whole: a clause may be a fragment
LONGEST_SENTENCE = 1_500  # characters of a sentence that is looked at closely; a longer one is a list, or no prose
FEWEST_WORDS = 5  # words that a sentence needs to say something


class DatedSentence(NamedTuple):
    """A sentence with its expressions, and the label of the entry that it begins."""

    span: tuple[int, int]
    timexes: tuple[Timex, ...]
    label: Timex | None


def find_mentions(document: Document, timexes: Sequence[Timex]) -> list[Mention]:
    """The mentions of a document, in order; one for each date of a sentence."""
    return mark_lead(document, [m for d in find_dated(document, timexes) for m in tell(document, d)])


def tell(document: Document, d: DatedSentence) -> Iterator[Mention]:
    """The mentions of a sentence, one for each of its dates."""
    dates = [d.label] if d.label is not None else list(choose_dates(d.timexes))
    return (build_mention(document, d.span, t, entry=d.label is not None) for t in dates)


def find_dated(document: Document, timexes: Sequence[Timex]) -> Iterator[DatedSentence]:
    """The sentences of a document's prose that hold an expression or begin a labelled entry, in order."""
    blocks = document.blocks or cut(document.text, document.language)
    labels = {span[0]: t for b in blocks if (t := entries.find_label_date(b, timexes)) and (span := entries.find_first_sentence(document.text, b))}
    for b in blocks:
        for start, end in find_sentences(document.text, b, timexes) if b.kind in PROSE else ():
            inside = tuple(t for t in timexes if start <= t.start < end)
            if inside or start in labels:
                yield DatedSentence((start, end), inside, labels.get(start))


def mark_lead(document: Document, mentions: list[Mention]) -> list[Mention]:
    """The mentions, the first that matches the headline marked as what the article reports."""
    blocks = document.blocks or cut(document.text, document.language)
    story = Story.of(document, [span for b in blocks if b.kind in PROSE for span in find_sentences(document.text, b, ())])
    chosen = next((m for m in mentions if not m.unused and m.timex.granularity in ("day", "minute") and lead.matches_headline(m, document, story)), None)
    return [replace(m, lead=True, importance="key") if m is chosen else m for m in mentions]


def find_sentences(text: str, block: Block, timexes: Sequence[Timex]) -> Iterator[tuple[int, int]]:
    """Start and end of the sentences of a block; none ends inside a time expression ("am 3. Oktober")."""
    a, z = block.body or (block.start, block.end)
    held: tuple[int, int] | None = None
    for start, end in split_sentences(text[a:z]):
        span = (held[0] if held else a + start, a + end)
        held = span if any(t.start < span[1] < t.end for t in timexes) else None
        if held is None:
            yield span
    if held is not None:
        yield held


def choose_dates(timexes: Sequence[Timex]) -> Iterator[Timex]:
    """The expressions of a sentence that name a day or period, each date once."""
    seen = set()
    for t in timexes:
        if t.edtf and t.type in ("DATE", "TIME") and t.signal not in ("by", "until", "before", "after") and t.edtf not in seen:
            seen.add(t.edtf)
            yield t


def build_mention(document: Document, span: tuple[int, int], t: Timex, *, entry: bool) -> Mention:
    """The mention of a sentence and one of its dates."""
    said, clause = document.text[slice(*span)], find_own_clause(document, span, t) if not entry else None
    table, published = load_words(f"{document.language}/events"), document.published[:10]
    whole_only = clause is None or not clause.main or clause.lemma in table["telling"]  # what is told stands outside the clause
    sentence = folded(said if whole_only or clause is None else said[clause.start : clause.end])
    ahead = bool(t.first and published and t.first > published)
    found = {w.lower() for w in WORD.findall(sentence)}
    status = "planned" if ahead else "ongoing" if t.edtf.endswith("/..") else "happened"
    unused = ""
    if not entry and (said.rstrip().endswith("?") or found & table["doubt"] - (table["plan_forms"] if ahead else frozenset()) or (not ahead and found & table["plan_forms"])):
        unused = UNCERTAIN
    elif len(WORD.findall(said)) < (2 if entry else FEWEST_WORDS):
        unused = "no words that tell anything"
    elif clause is not None and clause.verbs & (table["claim"] | table["deny"]):
        unused = UNCERTAIN
    elif clause is not None and clause.main and clause.lemma in table["saying"]:
        unused = BARE_SAYING
    at = (span[0] + clause.verb[0], span[0] + clause.verb[1]) if clause is not None else guess_trigger(document, span, t)
    if len(WORD.findall(sentence)) < FEWEST_WORDS:
        sentence = folded(said)  # a few words quote badly
    whole = quote_words(sentence) if len(sentence.split()) <= MOST_WORDS_WHOLE else quote_sentence(sentence, max(0, sentence.find(folded(t.text))))
    title = entries.make_entry_title(document.text[slice(*span)]) if entry else whole.text
    importance = "normal" if entry or t.granularity in FINE_GRANULARITIES else "minor"
    quote = (min(span[0], t.start) if entry else span[0], span[1])
    how, needs = ("entry", "") if entry else ("quotation", "title")
    lemma = clause.lemma if clause is not None else document.text[slice(*at)].lower()
    return Mention(document.id, title, how, needs, status, at, lemma, t, quote, date=t.edtf, confidence=t.confidence, unused=unused, importance=importance)


def find_own_clause(document: Document, span: tuple[int, int], t: Timex) -> tagged.Clause | None:
    """The clause that a date stands in, where the words of its language can be tagged; None in a sentence of more than
    :data:`LONGEST_SENTENCE` characters.
    """
    near = span[1] - span[0] <= LONGEST_SENTENCE and tagged.find_tagger(document.language)
    return tagged.find_clause(document.text[slice(*span)], t.start - span[0], document.language) if near else None


def guess_trigger(document: Document, span: tuple[int, int], t: Timex) -> tuple[int, int]:
    """Start and end of the word of a sentence that is most likely its verb: one that speaks of the past or the
    future, the nearest to the date; else the longest word.
    """
    lexicon = load(document.language)
    inside = [m for m in WORD.finditer(document.text, *span) if not t.start <= m.start() < t.end and len(m.group()) > 3]
    telling = [m for m in inside if any(m.group().lower().endswith(endings) for _, endings in lexicon.endings)]
    near = min(telling, key=lambda m: abs(m.start() - t.start), default=None)
    best = near or max(inside, key=lambda m: len(m.group()), default=None)
    return best.span() if best else (t.start, t.end)
