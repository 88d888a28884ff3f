"""Entries of chronologies, tickers and tables -> Mentions.

Each entry is an event: its label gives the date, its body the title.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from timeline.mention import factuality
from timeline.mention.names import Names, find_names
from timeline.mention.participants import name_roles
from timeline.mention.sentences import Sentence, split_sentences
from timeline.mention.words import words
from timeline.model import Block, Document, Mention, Timex
from timeline.slug import folded

LONGEST = 26  # words of a title; a longer sentence is cut at a clause
CLAUSE = re.compile(r"[,;:–—]\s|\s-\s")
END = re.compile(r"[\s.;,:|*_]+$")


def find_label_date(block: Block, timexes: Sequence[Timex]) -> Timex | None:
    """The time expression in an entry's label; None where the label has no date."""
    if block.kind != "entry" or block.label is None:
        return None
    start, end = block.label
    return next((t for t in timexes if t.start < end and t.end > start and t.edtf), None)


def find_first_sentence(text: str, block: Block) -> tuple[int, int] | None:
    """Start and end of the first sentence of an entry's body, in characters of ``text``; None for an empty body."""
    assert block.body is not None
    start, end = block.body
    first = next(split_sentences(text[start:end]), None)
    return None if first is None else (start + first[0], start + first[1])


def make_entry_title(text: str) -> str:
    """A sentence as a title: as written, without Markdown marks and full stop.

    One of more than :data:`LONGEST` words is cut at a clause boundary.
    """
    whole = END.sub("", folded(text))
    if len(whole.split()) <= LONGEST:
        return whole
    cuts = [m.start() for m in CLAUSE.finditer(whole) if 4 <= len(whole[: m.start()].split()) <= LONGEST]
    return END.sub("", whole[: cuts[-1]]) if cuts else " ".join(whole.split()[:LONGEST]) + " …"


def build_entry_mention(document: Document, s: Sentence, block: Block, t: Timex, names: Names) -> Mention:
    """The event of an entry. A date before the publication day means that it happened, whatever the tense."""
    root = next((tok for tok in s.tree if tok.role == "root"), s.tree[0])
    people, places, organisations = find_names(root.subtree, names, s.tree)
    at = s.start + root.at
    published = document.published[:10]
    status = "planned" if t.first and published and t.first > published else "happened"
    stated = factuality.find_status(root, "verb", t.edtf, document.published, "")
    if any(x.lemma in words()["cancel"] and x.form == "past_participle" and not any(c.role in ("passive_auxiliary", "auxiliary") for c in x.children) for x in s.tree):
        stated = "cancelled"  # "Match cancelled, pitch frozen"
    status = stated if stated in ("cancelled", "denied") else status
    if block.cells and block.label and any(w.lower().startswith(tuple(words()["cancel"])) for w in document.text[block.start : block.label[0]].replace("|", " ").split()):
        status = "cancelled"  # "| cancelled: 5 May | Spring fair |"
    date = t.edtf
    if t.signal in ("until", "till") and "/" not in date and "." not in date:
        date, status = f"../{date}", "ongoing" if status == "planned" else status  # the label is the end of what goes on
    begin = min(block.start, t.start) if t.start >= block.start else s.start
    said = make_entry_title(document.text[s.start : s.end])
    unused = "" if len(re.findall(r"[^\W\d_]{2,}", said)) > 1 else "no words that tell anything"
    who, whom = name_roles(root, names)
    return Mention(document.id, said, "entry", "", status, (at, at + len(root.text)), root.lemma, t, (begin, s.end), "", people, places, date, "", t.confidence, unused,
                   organisations=organisations, who=who, whom=whom)  # fmt: skip


def drop_label_repeats(mentions: Iterable[Mention], labels: Iterable[Timex]) -> list[Mention]:
    """The mentions without those whose date only repeats the day of an entry's label."""
    label_dates = {t.edtf for t in labels}
    return [m for m in mentions if m.how == "entry" or m.date not in label_dates]
