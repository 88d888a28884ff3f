"""Documents and their expressions -> Mentions.

Only the sentences that are needed are parsed, and those of many documents together.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from timeline.mention import entries, gate, lead, lives, relative
from timeline.mention import quoted as quoted_
from timeline.mention.candidates import MOST_QUOTED, Draft, quote_sentence, quote_words
from timeline.mention.dating import SAME_EVENT, can_date, find_sentence_mentions, mark_unused
from timeline.mention.importance import Story, find_importance
from timeline.mention.names import Names
from timeline.mention.parsed import Parse
from timeline.mention.parser import parse, plain
from timeline.mention.roles import find as roles_find
from timeline.mention.roles import read as roles
from timeline.mention.sentences import Sentence, Unparsed, find_reason_not_prose, split_sentences
from timeline.mention.title import Title
from timeline.mention.undated import find_undated
from timeline.mention.unused import UNTITLED
from timeline.model import Block, Document, Mention, Timex
from timeline.read.blocks import find_blocks as cut
from timeline.slug import folded

BATCH = 256  # sentences that are held at a time
OPENING, PREPOSITIONS = 8, ("In ", "On ", "By ", "At ", "During ", "Since ", "Until ")  # characters before a date in front of its sentence
PARSES_KEPT = 256  # parses that are kept


@dataclass(frozen=True, slots=True)
class DatedSentence:
    """A sentence that holds a date, before it is parsed."""

    document: Document
    names: Names
    span: tuple[int, int]
    timexes: tuple[Timex, ...]
    spans: Sequence[tuple[int, int]]  # of all sentences of the document
    index: int
    entry: Block | None  # whose first sentence it is, and what its label says
    label: Timex | None
    story: Story  # what the document is about
    block: str  # the kind of its block

    @property
    def text(self) -> str:
        """The sentence as given to the parser: with a comma behind an opening date, so that the parser does not take
        the name behind it for part of the date.
        """
        text = plain(self.document.text[slice(*self.span)])
        if not self.timexes:
            return text
        end = self.timexes[0].end - self.span[0]
        opens = self.timexes[0].start - self.span[0] <= OPENING and text[:OPENING].startswith(PREPOSITIONS) and text[end - 1].isalpha()
        if opens and text[end : end + 1] == " " and (text[end + 1 : end + 2].isupper() or text[end - 2 : end] in ("BC", "AD")):
            text = f"{text[:end]},{text[end + 1 :]}"
        return text

    def parsed(self, known: Mapping[str, Parse]) -> Sentence:
        """The same sentence with its parse, looked up by text in ``known``."""
        return Sentence(*self.span, known[self.text], self.timexes, self.document.text, self.spans, self.index, known)


class DocumentEnd(NamedTuple):
    """Marks the end of a document, with its expressions, the spans of its sentences, the kinds of their blocks, and its story."""

    document: Document
    timexes: Sequence[Timex]
    spans: Sequence[tuple[int, int]]
    kinds: Sequence[str]
    story: Story


@lru_cache(maxsize=64)
def survey_document(document: Document) -> tuple[tuple[tuple[int, int], ...], tuple[str, ...], Story, tuple[Block, ...]]:
    """The spans of a document's sentences, the kinds of their blocks, its story, and all its blocks."""
    stretches = document.blocks or cut(document.text, document.language)
    placed = [(a + start, a + end, b.kind) for b in stretches if b.kind in quoted_.PROSE for a, z in [b.body or (b.start, b.end)] for start, end in split_sentences(document.text[a:z])]
    spans = tuple((start, end) for start, end, _ in placed)
    return spans, tuple(kind for *_, kind in placed), Story.of(document, spans), tuple(stretches)


def find_mentions(document: Document, timexes: Sequence[Timex]) -> list[Mention]:
    """All mentions of events that the expressions of a document date, in order; those that make no event say why in
    ``unused``.

    Expressions that date nothing at all (sets, "recently") give no mention. Raises
    :class:`timeline.mention.parser.NoParser` where no parser is installed.
    """
    return next(find_all_mentions([(document, timexes)]))


def find_all_mentions(documents: Iterable[tuple[Document, Sequence[Timex]]]) -> Iterator[list[Mention]]:
    """The mentions of many documents, one list a document, in their order.

    Faster than one at a time: short documents go through the parser together.
    """
    known: dict[str, Parse] = {}
    mentions: list[Mention] = []
    rest = (part for document, timexes in documents for part in split_document(document, timexes))
    while some := list(islice(rest, BATCH)):
        found = find_titled([d for d in some if isinstance(d, DatedSentence)], known)
        for d in some:
            if isinstance(d, list):
                yield d
            elif isinstance(d, DocumentEnd):
                if again := relative.date_by_events(d.document, d.timexes, mentions):
                    mentions = list(find_again(d.document, again, known))
                yield [*lead.mark_lead(mentions, d.document, d.spans, d.story), *find_undated(d.document, d.timexes, d.spans, d.story)]
                mentions = []
            else:
                mentions.extend(next(found))
        for text in list(known)[:-PARSES_KEPT]:
            del known[text]


def split_document(document: Document, timexes: Sequence[Timex]) -> Iterator[DatedSentence | DocumentEnd | list[Mention]]:
    """The dated sentences of a document and its end mark; the finished mentions at once, where its language has no
    parser.
    """
    if document.language in quoted_.PARSED:
        yield from find_dated_sentences(document, timexes)
        yield DocumentEnd(document, timexes, *survey_document(document)[:3])
    elif roles.find_parser(document.language):
        yield roles_find.find_mentions(document, timexes)
    else:
        yield quoted_.find_mentions(document, timexes)


def find_again(document: Document, timexes: Sequence[Timex], known: dict[str, Parse]) -> Iterator[Mention]:
    """The mentions of a document's sentences, read once more."""
    return (m for found in find_titled(list(find_dated_sentences(document, timexes)), known) for m in found)


def find_titled(some: Sequence[DatedSentence], known: dict[str, Parse]) -> Iterator[list[Mention]]:
    """The mentions of each sentence, with the titles that the gate lets through."""
    made = find_untitled(some, known)
    titled = iter(choose_titles([(d, m) for d, found in zip(some, made, strict=True) for m in found]))
    return (drop_same_quotations([next(titled) for _ in found]) for found in made)


def drop_same_quotations(mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions of a sentence, of which one only quotes it on a day: "launched 22 missiles in 15 tests between February and September"."""
    out: list[Mention] = []
    for m in mentions:
        again = m.how == "quotation" and not m.unused and any((o.title, o.date, o.unused) == (m.title, m.date, "") for o in out)
        out.append(mark_unused(m, SAME_EVENT) if again else m)
    return out


def find_candidates(document: Document, timexes: Sequence[Timex]) -> dict[tuple[str, str], tuple[str, ...]]:
    """All candidate titles of each event, whether the gate lets them through or not, by its sentence and its trigger:
    a person or a model may choose from them.
    """
    out: dict[tuple[str, str], tuple[str, ...]] = {}
    some = [d for d in find_dated_sentences(document, timexes) if isinstance(d, DatedSentence)]
    for d, found in zip(some, find_untitled(some, {}), strict=True):
        for m in found:
            if isinstance(m.draft, Draft):
                key = folded(d.document.text[slice(*m.quote)]), d.document.text[slice(*m.trigger)]
                out[key] = tuple(dict.fromkeys((*out.get(key, ()), *(t.text for t in m.draft.titles if gate.looks_like_title(t)))))
    return out


def find_untitled(some: Sequence[DatedSentence], known: dict[str, Parse]) -> list[list[Mention]]:
    """The mentions of each sentence, before titles are chosen.

    A sentence that needs an unparsed one before it is tried again once that is parsed.
    """
    wanted = [d.text for d in some]
    made: dict[int, list[Mention]] = {}
    while wanted:
        wanted = [text for text in dict.fromkeys(wanted) if text not in known]
        known.update(zip(wanted, parse(wanted), strict=True))
        wanted = []
        for i, d in enumerate(some):
            if i not in made:
                try:
                    made[i] = find_in_sentence(d, d.parsed(known))
                except Unparsed as unparsed:
                    wanted.append(unparsed.text)
    return [made[i] for i in range(len(some))]


def choose_titles(mentions: Sequence[tuple[DatedSentence, Mention]]) -> Iterator[Mention]:
    """The mentions with the first candidate title that the gate lets through; one without stands as a quotation.

    The best candidates of all mentions are parsed together, then the next best of those that have none yet.
    """
    found: dict[int, Title] = {}
    left = {i: gate.choose_likely(m.draft, d.document.text) for i, (d, m) in enumerate(mentions) if isinstance(m.draft, Draft) and wants_title(d, m)}
    while left := {i: titles for i, titles in left.items() if titles}:
        wanted = list(dict.fromkeys(plain(titles[0].text) for titles in left.values()))
        parses = dict(zip(wanted, parse(wanted), strict=True))
        for i, titles in left.items():
            mention, title = mentions[i][1], titles.pop(0)
            assert isinstance(mention.draft, Draft)
            parsed = parses[plain(title.text)]
            if gate.says_the_same(title, parsed, mention.draft) and (mention.status != "denied" or gate.is_denial(parsed)):
                found[i] = title
                titles.clear()
    for i, (d, m) in enumerate(mentions):
        if not isinstance(m.draft, Draft) or not wants_title(d, m):
            yield add_importance(replace(m, draft=None), d)
            continue
        if i not in found and len(m.draft.beside.split()) > MOST_QUOTED:
            yield add_importance(replace(m, unused=UNTITLED, draft=None), d)
            continue
        sentence = folded(d.document.text[slice(*m.quote)])
        if i not in found and gate.has_residue(m.draft.beside or sentence):
            yield add_importance(replace(m, unused=UNTITLED, draft=None), d)
            continue
        title = found.get(i) or (quote_words(m.draft.beside) if m.draft.beside else quote_sentence(sentence, max(0, m.trigger[0] - m.quote[0])))
        told = add_importance(replace(m, title=title.text, how=title.how, needs=title.needs, draft=None), d, m.draft.traits)
        part = m.draft.beside and title.how == "quotation" and told.importance == "normal"  # "the conclusions that he reached in July": half a sentence has to be key
        yield replace(told, importance="minor") if part else told


def wants_title(d: DatedSentence, m: Mention) -> bool:
    """Whether a mention may come to be an event: one that is used, or that may be what its article reports all the same."""
    return not m.unused or (m.unused in lead.PROMOTABLE and lead.matches_headline(m, d.document, d.story))


def add_importance(m: Mention, d: DatedSentence, traits: Sequence[str] = ()) -> Mention:
    """The mention with its importance, and ``lead`` set where it matches the headline."""
    if m.unused and m.unused not in lead.PROMOTABLE:
        return m
    m = replace(m, lead=lead.matches_headline(m, d.document, d.story))
    return m if m.unused else replace(m, importance=find_importance(m, d.document.text, d.story, d.block, traits))


def find_in_sentence(d: DatedSentence, s: Sentence) -> list[Mention]:
    """The mentions of a sentence; of an entry's first sentence the entry comes first."""
    if lived := list(lives.find_life_dates(d.document, s, d.names)):
        return [*lived, *(m for m in find_sentence_mentions(d.document, s, d.names) if m.timex not in [x.timex for x in lived])]
    if d.entry is None or d.label is None or any(d.label.first <= t.first and t.last <= d.label.last and t.edtf != d.label.edtf for t in d.timexes if t.first and d.label.first):
        return find_sentence_mentions(d.document, s, d.names)  # also where the first sentence below a year names its own day
    return entries.drop_label_repeats([entries.build_entry_mention(d.document, s, d.entry, d.label, d.names), *(find_sentence_mentions(d.document, s, d.names) if d.timexes else ())], [d.label])


def find_dated_sentences(document: Document, timexes: Sequence[Timex]) -> Iterator[DatedSentence]:
    """The sentences that hold a date, and the first sentence of each chronology entry.

    Headings, captions, credits and boilerplate are left out.
    """
    spans, kinds, story, stretches = survey_document(document)
    labels = {first: (b, t) for b in stretches if (t := entries.find_label_date(b, timexes)) and (first := entries.find_first_sentence(document.text, b))}
    names = Names(document.text)
    k = 0
    for i, (start, end) in enumerate(spans):
        inside: list[Timex] = []
        while k < len(timexes) and timexes[k].start < end:
            if timexes[k].start >= start:
                inside.append(timexes[k])
            k += 1
        block, label = labels.get((start, end), (None, None))
        if block is not None or (any(can_date(t, document.text) for t in inside) and not find_reason_not_prose(document.text[start:end])):
            yield DatedSentence(document, names, (start, end), tuple(inside), spans, i, block, label, story, kinds[i])
