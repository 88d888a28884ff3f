"""Importance (salience): each event's probability of being printed, from named features and a fitted table
(``languages/<code>/importance.yml``), and what its article reports.

The unit is the document: its headline, its first sentences and who speaks in it show what its story is.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

import snowballstemmer

from timeline.mention.words import words
from timeline.model import Document, Mention
from timeline.tables import load_table

WORD = re.compile(r"[^\W\d_]{3,}|\d+")
FIRST_PERSON = re.compile(r"\b(?:I|I'm|I've|we|my|our|me|us)\b")
QUOTE = re.compile(r"[\"“”]")
SUBJECT_WORDS = 4  # words of a title in which its subject stands
PLAIN_WORDS = 5  # words of a title that names nobody
PLAINLY, LONG = 0.4, 30  # sentences from which a text is long; the share of the bar that is left for a short one
QUOTED = 1.0  # of the way from normal to key that a quotation has to be worth
UNNAMED = 0.7  # the same for a title that says of nobody by name that he did it
NAME_WORDS = 3  # words of a headline that is but a name
SHORT = 6  # sentences of a document that is short
OPENING = 3  # sentences that are a document's lead
LEAD = 0.3  # share of a headline's words from which a sentence says the same
DAYS = ((1, "today"), (8, "week"), (32, "month"), (400, "year"), (4000, "decade"))
_stemmer = snowballstemmer.stemmer("english")


@cache
def stem(word: str) -> str:
    """The stem of a lower-case word."""
    return str(_stemmer.stemWord(word))


def stems(text: str) -> frozenset[str]:
    """The stems of a text's content words of three letters or more, and its numbers."""
    return frozenset(stem(w.lower()) for w in WORD.findall(text)) - frozenset(words()["common"])


@dataclass(frozen=True, slots=True)
class Story:
    """What a document is about: the words of its headline and lead, where its sentences begin, and the share of it in
    the first person.
    """

    title: frozenset[str]
    lead: frozenset[str]
    starts: tuple[int, ...]
    personal: float
    published: str

    @classmethod
    def of(cls, document: Document, spans: Sequence[tuple[int, int]]) -> Story:
        """The story of a document with its sentences."""
        text = document.text
        lead = " ".join(text[a:b] for a, b in spans[:OPENING])
        mine = sum(bool(FIRST_PERSON.search(text, a, b)) and not QUOTE.search(text, a, b) for a, b in spans)
        return cls(stems(document.title), stems(lead), tuple(a for a, _ in spans), mine / max(1, len(spans)), document.published[:10])


def find_features(m: Mention, text: str, story: Story, block: str, traits: Sequence[str]) -> dict[str, float]:
    """The named features of a mention; each is 0 or 1, or a share."""
    sentence = text[m.quote[0] : m.quote[1]]
    own, table = stems(sentence), words()
    place = sum(s <= m.quote[0] for s in story.starts) - 1
    said = m.title.split()
    names = sum(w[:1].isupper() for w in said[1:])
    first = said[0] if said else ""
    out = {
        "bias": 1.0,
        "headline": len(own & story.title) / max(3, len(story.title)),
        "title in headline": len(stems(m.title) & story.title) / max(3, len(stems(m.title))),
        "lead": len(own & story.lead) / max(6, len(own)),
        "opens": float(place < OPENING),
        "late": float(place > 15),
        "personal": float(bool(FIRST_PERSON.search(sentence))),
        "personal document": min(1.0, 4 * story.personal),
        "quoted": float(len(QUOTE.findall(sentence)) > 1),
        "long": float(len(sentence.split()) > 40),
        "names": min(names, 4) / 4,
        "subject named": float(first[:1].isupper() and first.lower() not in words()["title_openers"]),
        "number": float(any(w[:1].isdigit() for w in said)),
        "speaker": float(bool(m.speaker)),
        f"how {m.how}": 1.0,
        f"status {m.status}": 1.0,
        f"grain {m.timex.granularity or 'none'}": 1.0,
        f"clock {m.timex.anchor or 'none'}": 1.0,
        f"confidence {m.confidence}": 1.0,
        f"block {block}": 1.0,
        f"signal {m.timex.signal}": float(m.timex.signal in ("since", "until", "by", "during", "before", "after")),
    }
    for kind in ("saying", "opinion", "support", "light", "plan", "events", "aspect", "state", "feeling", "perception", "deed", "decision"):
        out[f"word {kind}"] = float(m.lemma in table.get(kind, frozenset()))
    if m.timex.first and story.published and m.timex.first[0] != "-":
        away = (date.fromisoformat(story.published) - date.fromisoformat(m.timex.first)).days
        out["away " + ("ahead" if away < -1 else next((name for most, name in DAYS if away <= most), "old"))] = 1.0
    return out | dict.fromkeys(traits, 1.0)


def is_particular(m: Mention) -> bool:
    """Whether a title names something in particular: a person, a number, or something that takes several words to
    say. A photo that was taken does not.
    """
    said = m.title.split()
    named = any(w[:1].isupper() or w[:1].isdigit() for w in said[1:]) or (said[:1] and said[0][:1].isupper() and said[0].lower() not in words()["openers"])
    return (bool(named) or len(said) >= PLAIN_WORDS) and words()["pictures"].isdisjoint(w.lower() for w in said[:4])


def is_specific(m: Mention) -> bool:
    """Whether a title tells of dead or hurt, or says by name who did it or to whom it was done: among the first words, with one more name or number if it is the first, or behind "by"."""
    said = m.title.split()
    first = said[0][:1].isupper() and said[0].lower() not in words()["openers"]
    names = sum(w[:1].isupper() or w[:1].isdigit() for w in said[1:])
    by = said.index("by") if "by" in said else len(said)
    return m.lemma in words()["harm"] or (first and names > 0) or any(w[:1].isupper() for w in (*said[1:SUBJECT_WORDS], *said[by:]))


@cache
def load_weights(language: str = "en") -> tuple[Mapping[str, float], float, float]:
    """The weights of the features, and the probabilities from which an event is normal and key."""
    found = load_table(f"{language}/importance")
    return {k: float(v) for k, v in found["weights"].items()}, float(found["normal"]), float(found["key"])


def find_probability(found: Mapping[str, float]) -> float:
    """The probability that an event with these features is kept."""
    weights = load_weights()[0]
    return 1 / (1 + math.exp(-sum(weights.get(name, 0.0) * value for name, value in found.items())))


def find_importance(m: Mention, text: str, story: Story, block: str, traits: Sequence[str] = ()) -> str:
    """``key``, ``normal`` or ``minor``."""
    if m.how == "entry":
        return "normal"
    _, normal, key = load_weights()
    if m.timex.anchor == "section" and m.how != "quotation":  # under the heading of its time: part of the history that the document is about
        return "key" if find_probability(find_features(m, text, story, block, traits)) >= key else "normal"
    if not is_particular(m):
        return "minor"
    if len(story.starts) <= SHORT and m.how != "quotation":
        return "normal"  # in a few lines everything counts
    p = find_probability(find_features(m, text, story, block, traits))
    normal *= min(1.0, max(PLAINLY, len(story.starts) / LONG))  # in a short text little is unimportant
    share = QUOTED if m.how == "quotation" else 0.0 if is_specific(m) else UNNAMED  # what stands for less than a title with names has to be worth it
    least = normal + share * (key - normal)
    of_name = m.how != "quotation" and len(story.title) <= NAME_WORDS and is_specific(m) and bool(story.title & stems(m.title))  # in a life all that its person did counts
    return "key" if p >= key else "normal" if p >= least or of_name else "minor"
