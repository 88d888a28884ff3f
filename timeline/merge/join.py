"""Mention* -> Event*: which mentions tell of one event, and what the event then says."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from timeline import edtf
from timeline.merge.same import Days, days, pairs, same_event
from timeline.model import Document, Event, Mention, Source
from timeline.slug import plain

STOP = frozenset("a an the of in on at to for and or by with from as that his her its their was were is are be been to up over after into last first".split())
STATUS_ORDER = ("cancelled", "happened", "ongoing", "denied", "expected", "planned")


def join(mentions: Sequence[Mention], documents: Mapping[str, Document]) -> list[Event]:
    """Events in the order of their dates, each with all its sources; unused mentions are passed over.

    Event ids here are proposals: the store keeps the id of an event that it knows.
    """
    used = [m for m in mentions if not m.unused]
    root = list(range(len(used)))
    common: list[Days] = [days(m.date) if m.date else Days(None, None) for m in used]

    def top(i: int) -> int:
        while root[i] != i:
            root[i] = root[root[i]]
            i = root[i]
        return i

    for i, j in pairs(used):
        a, b = top(i), top(j)
        if a != b and same_event(used[i], used[j]) and common[a].meets(common[b]):
            root[max(a, b)] = min(a, b)
            common[min(a, b)] = common[a].common(common[b])
    groups: dict[int, list[Mention]] = {}
    for i, m in enumerate(used):
        groups.setdefault(top(i), []).append(m)
    taken: Counter[str] = Counter()
    named: list[Event] = []
    for e in sorted((event(group, documents) for group in groups.values()), key=lambda e: (order(e), e.id)):
        taken[e.id] += 1
        named.append(e if taken[e.id] == 1 else replace(e, id=f"{e.id}-{taken[e.id]}"))
    return named


def order(e: Event) -> tuple[int, int, str]:
    """Sort key: by date, undated last."""
    return edtf.parse(e.date).sort_key if e.date else (10**7, 0, "")


def event(group: Sequence[Mention], documents: Mapping[str, Document]) -> Event:
    """One event from its mentions: best title, finest supported date, status over time, all sources."""
    by_time = sorted(group, key=lambda m: (documents[m.document].published, m.document, m.quote))
    best = max(by_time, key=lambda m: (m.status in ("happened", "ongoing"), not m.needs, {"clause": 2, "nominal": 1}.get(m.how, 0), m.confidence != "guessed", quality(m.title)))
    told = [m for m in by_time if m.status in ("happened", "ongoing")] or by_time
    dated = min(told, key=lambda m: (days(m.date).spread if m.date else 0, {"stated": 0, "worked-out": 1, "guessed": 2}[m.confidence], -votes(m.date, told)))
    # Fact is never made from plan: a report that it happened counts, the plan's own day does not.
    status = min((m.status for m in by_time), key=STATUS_ORDER.index)
    sources = tuple(source(m, documents[m.document]) for m in by_time)
    people = unique(p for m in by_time for p in m.people)
    places = unique(p for m in [best, *by_time] for p in m.places if m is best or (len(by_time) > 1 and sum(p in o.places for o in by_time) > 1))
    publishers = {documents[m.document].publisher or m.document for m in told}
    if all(m.speaker for m in told):
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
