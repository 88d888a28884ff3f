"""The lead of an article: the event that its headline reports.

Its first sentences date it; else it gets the publication day.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from timeline.mention import gate
from timeline.mention.candidates import clean_headline
from timeline.mention.importance import Story, stem, stems
from timeline.mention.names import Names
from timeline.mention.parsed import Token
from timeline.mention.parser import parse, plain
from timeline.mention.participants import name_roles
from timeline.mention.roles.tree import SUBJECTS
from timeline.mention.title import Title
from timeline.mention.words import words
from timeline.model import Document, Mention, Timex

OPENING_SENTENCES = 6  # sentences in which the lead stands
OPENING_STATEMENT = 2  # sentences in which a statement is the news: "the agency said on Thursday that …"
NEWS = 32  # days from the publication in which a headline's event lies
LEAST_SHARED = 0.34  # share of a headline's content words that the sentence of its event has
REPORTED = "reported on"  # the rule by which an event without a date is dated by the day of its report
SAYING = "a bare saying"
PROMOTABLE = (SAYING,)  # why a mention made no event, and does when it is the lead
CAPITALS = 0.7  # share of capitals from which a headline is written in them
WORD = re.compile(r"[^\W\d_]{3,}")


def matches_headline(m: Mention, document: Document, story: Story) -> bool:
    """Whether a mention stands in the first :data:`OPENING_SENTENCES` sentences and shares enough words with the headline."""
    if sum(s < m.quote[0] for s in story.starts) >= OPENING_SENTENCES or not story.title:
        return False
    return len(stems(document.text[slice(*m.quote)]) & story.title) >= max(2, LEAST_SHARED * len(story.title))


def mark_lead(mentions: Sequence[Mention], document: Document, spans: Sequence[tuple[int, int]], story: Story) -> list[Mention]:
    """The mentions of a document with its lead marked as a key event. Among candidates the one whose word the
    headline has wins, else the first.

    Its title is the headline where that may stand. Where no other sentence reports it, a dated statement in the
    first two does ("the agency said on Thursday that …"). Where no sentence of the headline's event is dated, a mention on
    the publication day is added.
    """
    if not story.title or not document.published:
        return list(mentions)
    said, verb = read_headline(document)
    root = verb.lemma if verb is not None else None
    may = [i for i, m in enumerate(mentions) if m.lead and m.title and is_news(m, document)]
    same = [i for i in may if root is not None and (mentions[i].lemma == root or stem(mentions[i].lemma) in story.title)]
    used = [i for i in same or may if not mentions[i].unused]
    stated = [i for i in may if mentions[i].unused and mentions[i].quote[0] in story.starts[:OPENING_STATEMENT]]
    chosen = used[0] if used else stated[0] if stated else None
    out = [replace(m, lead=i == chosen, importance="key" if i == chosen else m.importance, unused="" if i == chosen else m.unused) for i, m in enumerate(mentions)]
    if chosen is not None:
        if said and mentions[chosen].lemma == root and out[chosen].how == "quotation":
            out[chosen] = replace(out[chosen], title=said, how="headline", needs="")
        return out
    made = make_lead(document, spans, story, said, verb) if verb is not None else None
    return [*out, made] if made is not None else out


def is_news(m: Mention, document: Document) -> bool:
    """Whether a mention is dated to a day less than :data:`NEWS` days from the publication, and is no mere state: "the population stood at"."""
    if m.timex.granularity not in ("day", "minute") or not m.timex.first or m.timex.first[0] == "-" or m.lemma in words()["state"]:
        return False
    return abs((date.fromisoformat(document.published[:10]) - date.fromisoformat(m.timex.first[:10])).days) < NEWS


def read_headline(document: Document) -> tuple[str, Token | None]:
    """The headline as a title, "" where it may not stand as one; and its verb."""
    text = sentence_case(clean_headline(document.title), document.text)
    if not gate.looks_like_title(Title(text, "headline")) or text.endswith("!"):
        return "", None
    (parsed,) = parse([plain(text)])
    root = next((t for t in parsed if t.role == "root"), None)
    if root is None or root.pos not in ("VERB", "AUX") or root.form == "base" or root.lemma in words()["state"] | words()["opinion"] | words()["saying"] - words()["telling"]:
        return "", None
    subject: Token | None = next((c for c in root.children if c.role in SUBJECTS and c.i < root.i), None)
    stands = subject is not None and gate.has_words_of(Title(text, "headline"), f"{document.title} {document.text}")
    return (text, root) if stands else ("", None)


def sentence_case(text: str, body: str) -> str:
    """A headline in capitals, with small letters for words that its article writes so."""
    said = text.split()
    if sum(w[:1].isupper() for w in said) < CAPITALS * len(said):
        return text
    small = set(re.findall(r"\b[a-z][a-z’'-]*\b", body))
    return " ".join(w if not i or w.lower() not in small or (w.isupper() and len(w) > 1) else w.lower() for i, w in enumerate(said))


def make_lead(document: Document, spans: Sequence[tuple[int, int]], story: Story, said: str, verb: Token) -> Mention | None:
    """The event that only the headline and the first sentences report, on the publication day; None where no sentence
    shares its words.
    """
    best = max(spans[:OPENING_SENTENCES], key=lambda span: (len(stems(document.text[slice(*span)]) & story.title), -span[0]), default=None)
    if best is None or len(stems(document.text[slice(*best)]) & story.title) < max(2, LEAST_SHARED * len(story.title)):
        return None
    inside = list(WORD.finditer(document.text, *best))
    word = next((m for m in inside if stem(m.group().lower()) == stem(verb.lemma)), None) or next((m for m in inside if m.group().lower() in words()["events"]), None)
    if word is None:
        return None
    day = document.published[:10]
    t = Timex(best[0], best[0], "", "DATE", day, f"{day}~", day, day, "day", "publication", REPORTED, "", (), "guessed", anchor_date=day)
    who, whom = name_roles(verb, Names(document.text))
    return Mention(document.id, said, "headline", "", "happened", word.span(), verb.lemma, t, best, date=f"{day}~", confidence="guessed", importance="key", lead=True, who=who, whom=whom)
