"""Mention* -> Event*: which mentions tell of one event, and what the event then says."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from rapidfuzz import fuzz

from timeline import edtf
from timeline.mention.names import gazetteer
from timeline.merge.corpus import Corpus, copies
from timeline.merge.given import told
from timeline.merge.group import grouped
from timeline.merge.same import MAYBE, SAME, Telling, days, fit, scores
from timeline.model import Document, Event, Mention, Source
from timeline.slug import plain

STOP = frozenset("a an the of in on at to for and or by with from as that his her its their was were is are be been to up over after into last first".split())
REPEATED = 85  # likeness of two sentences, 0 to 100, from which one repeats the other
STATUS_ORDER = ("cancelled", "happened", "ongoing", "denied", "expected", "planned")


@dataclass(frozen=True, slots=True)
class Joined:
    """The events, the pairs of them that may be one (for a person to say), and which article is a copy of which."""

    events: list[Event]
    maybe: list[tuple[Event, Event]]
    copies: dict[str, str]


def join(mentions: Sequence[Mention], documents: Mapping[str, Document]) -> Joined:
    """Events in the order of their dates, each with all its sources; unused mentions are passed over.

    Event ids here are proposals: the store keeps the id of an event that it knows. What a copy of an article only repeats is no source.
    """
    same_text = copies(list(documents.values()))
    used = independent([m for m in mentions if not m.unused], documents, same_text)
    corpus = Corpus({k: d.text for k, d in documents.items()})
    tellings = [evidence(m, documents[m.document]) for m in used]
    found = grouped(len(used), scores(tellings, corpus), SAME, partial(fit, tellings))
    made = [event([used[i] for i in group], documents, same_text) for group in found.groups]
    taken: Counter[str] = Counter()
    named: dict[int, Event] = {}
    for k in sorted(range(len(made)), key=lambda k: (order(made[k]), made[k].id)):
        e = made[k]
        taken[e.id] += 1
        named[k] = e if taken[e.id] == 1 else replace(e, id=f"{e.id}-{taken[e.id]}")
    maybe = [(named[a], named[b]) for (a, b), p in sorted(found.between.items(), key=lambda pair: (-pair[1], pair[0])) if p >= MAYBE]
    return Joined(list(named.values()), maybe, same_text)


def evidence(m: Mention, d: Document) -> Telling:
    """What is compared of a mention. A country is no place of its own: what happened in Kabul happened in Afghanistan."""
    countries = frozenset(gazetteer()[0].values())
    return told(
        d.id, d.text, *m.trigger, m.lemma, date=m.date, days=days(m.date), length="" if m.date else m.length, status=m.status, people=frozenset(m.people), places=frozenset(m.places) - countries
    )


def independent(mentions: Sequence[Mention], documents: Mapping[str, Document], same_text: Mapping[str, str]) -> list[Mention]:
    """The mentions without those of a copy that the article it copies has too, in nearly the same words."""

    def key(m: Mention) -> tuple[str, str]:
        return documents[m.document].text[slice(*m.trigger)], m.date or m.length

    def quote(m: Mention) -> str:
        return documents[m.document].text[slice(*m.quote)]

    first: dict[tuple[str, tuple[str, str]], list[str]] = {}
    for m in mentions:
        if m.document not in same_text:
            first.setdefault((m.document, key(m)), []).append(quote(m))
    return [m for m in mentions if not any(fuzz.ratio(quote(m), q) >= REPEATED for q in first.get((same_text.get(m.document, ""), key(m)), ()))]


def order(e: Event) -> tuple[int, int, str]:
    """Sort key: by date, undated last."""
    return edtf.parse(e.date).sort_key if e.date else (10**7, 0, "")


def event(group: Sequence[Mention], documents: Mapping[str, Document], same_text: Mapping[str, str]) -> Event:
    """One event from its mentions: best title, finest supported date, status over time, all sources."""
    by_time = sorted(group, key=lambda m: (documents[m.document].published, m.document, m.quote))
    best = max(by_time, key=lambda m: (m.status in ("happened", "ongoing"), not m.needs, {"clause": 2, "nominal": 1}.get(m.how, 0), m.confidence != "guessed", quality(m.title)))
    told_so = [m for m in by_time if m.status in ("happened", "ongoing")] or by_time
    dated = min(told_so, key=lambda m: (days(m.date).spread if m.date else 0, {"stated": 0, "worked-out": 1, "guessed": 2}[m.confidence], -votes(m.date, told_so)))
    # Fact is never made from plan: a report that it happened counts, the plan's own day does not.
    status = min((m.status for m in by_time), key=STATUS_ORDER.index)
    sources = tuple(source(m, documents[m.document]) for m in by_time)
    people = unique(p for m in by_time for p in m.people)
    places = unique(p for m in [best, *by_time] for p in m.places if m is best or (len(by_time) > 1 and sum(p in o.places for o in by_time) > 1))
    # A copy is no second witness, whoever printed it.
    origins = [documents[same_text.get(m.document, m.document)] for m in told_so]
    publishers = {d.publisher or d.id for d in origins}
    if all(m.speaker for m in told_so):
        certainty = "claimed"
    else:
        certainty = "confirmed" if len(publishers) > 1 and status in ("happened", "ongoing") else "reported"
    return Event(proposed_id(dated.date, best.title), best.title, dated.date, dated.length, status, certainty, people, places, sources, needs=best.needs)


def votes(date: str, group: Sequence[Mention]) -> int:
    """How many mentions give just this date."""
    return sum(m.date == date for m in group)


def quality(title: str) -> float:
    """A title with names tells more; some eleven words are best."""
    words = title.split()
    names = sum(w[:1].isupper() for w in words[1:])
    return min(names, 5) - abs(len(words) - 11) / 2


def unique(names: object) -> tuple[str, ...]:
    """Without doubles, in order."""
    return tuple(dict.fromkeys(names))  # type: ignore[call-overload]


def source(m: Mention, d: Document) -> Source:
    """A mention as the event file's source."""
    quote = " ".join(d.text[m.quote[0] : m.quote[1]].split())
    trigger = d.text[m.trigger[0] : m.trigger[1]]
    return Source(m.document, quote, m.timex.text, trigger, m.date or m.length, m.timex.rule, m.confidence, d.published, m.status, m.speaker, occurrence(m, d))


def occurrence(m: Mention, d: Document) -> int:
    """Which of several equal findings in one sentence this is, from 1."""
    text = d.text[m.quote[0] : m.timex.start]
    return text.count(m.timex.text) + 1


def proposed_id(date: str, title: str) -> str:
    """A readable id: the date as far as it is one, then the first telling words of the title."""
    head = re.match(r"\[?(?:\.\.)?(\d{4}(?:-\d\d){0,2}|\d{3}X|\d\dXX)", date)
    words = [w for w in re.findall(r"[a-z0-9]+", plain(title).lower()) if w not in STOP][:5]
    return "-".join([head[1].lower() if head else "undated", *words])[:100].rstrip("-")
