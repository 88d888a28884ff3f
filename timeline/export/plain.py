"""JSON: the event files as they stand, with first and last possible day, precision and words added. An event a line."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from timeline import edtf
from timeline.calendar import civil
from timeline.view.event import EventView
from timeline.view.load import Timeline

KNOWN = {"minute": 10, "day": 10, "month": 7, "year": 4}  # letters of an ISO date, by what is known
Address = Callable[[EventView], str]


def make(timeline: Timeline, address: Address, url: str) -> str:
    """The whole timeline."""
    rows = ",\n".join(json.dumps(event(e, address, url), ensure_ascii=False, separators=(",", ":")) for e in timeline.events)
    return f'{{"title":{json.dumps(timeline.title, ensure_ascii=False)},"newest":{json.dumps(timeline.newest)},"events":[\n{rows}\n]}}\n'


def event(e: EventView, address: Address, url: str) -> dict[str, Any]:
    """One event; what is empty is left out."""
    earliest, latest = days(e)
    row = {
        "id": e.id, "title": e.title, "date": e.date, "words": e.when, "earliest": earliest, "latest": latest, "precision": e.precision if e.date else "",
        "confidence": e.confidence, "certainty": e.certainty, "status": e.status, "summary": e.summary, "note": e.note,
        "people": e.people, "organisations": e.organisations, "places": e.places, "links": e.links,
        "tags": e.tags, "outcome_of": e.outcome_of, "replaces": e.replaces, "url": url + address(e), "edited": e.edited,
        "sources": [
            {k: v for k, v in {
                "article": s.article, "title": s.title, "publisher": s.publisher, "published": s.published, "quote": s.quote, "expression": s.mark, "date": s.date,
                "rule": s.rule, "confidence": s.confidence, "speaker": s.speaker, "status": s.status, "url": s.url, "archived": s.archived,
            }.items() if v}
            for s in e.sources
        ],
    }  # fmt: skip
    return {k: v for k, v in row.items() if v}


def days(e: EventView) -> tuple[str, str]:
    """First and last possible day in ISO form, "" where open or before year 1."""
    if not e.date:
        return "", ""
    value = edtf.parse(e.date)
    return iso(value.earliest), iso(value.latest)


def ends(e: EventView) -> tuple[str, ...]:
    """The date of an event that is one day, month or year, or first and last of one that lasted, each as ISO no finer than it is known; "" for an end of another kind; nothing for
    other dates."""
    value = edtf.parse(e.date) if e.date else None
    if value is None or value.form not in ("point", "interval") or any(p is not None and p.mark for p in value.points):
        return ()
    return tuple(iso(p.period.first)[: KNOWN.get(p.period.kind, 0)] if p else "" for p in value.points)


def iso(day: int | None) -> str:
    """A day number in ISO form."""
    return "" if day is None or day < 1 else "{:04d}-{:02d}-{:02d}".format(*civil(day))


def is_fact(e: EventView) -> bool:
    """Whether an event happened by what somebody reports himself, under a title of its own: what formats of facts can hold."""
    return e.status == "happened" and e.certainty in ("confirmed", "reported") and not e.needs_title
