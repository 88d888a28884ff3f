"""JSON-LD with schema.org's Event: the start at the precision that is known, the rest of what is known in the description."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from timeline.export.plain import ends
from timeline.view.event import EventView
from timeline.view.load import Timeline

STATUS = {"cancelled": "EventCancelled"}


def make(timeline: Timeline, address: Callable[[EventView], str], url: str) -> str:
    """The whole timeline as a graph."""
    rows = ",\n".join(json.dumps(event(e, url + address(e)), ensure_ascii=False, separators=(",", ":")) for e in timeline.events)
    return f'{{"@context":"https://schema.org","@graph":[\n{rows}\n]}}\n'


def event(e: EventView, where: str) -> dict[str, Any]:
    """One event. An end is given only where the event lasted; a month stays a month."""
    known = ends(e)
    start, end = (e.machine, "") if e.machine else known if len(known) == 2 else ("", "")
    row: dict[str, Any] = {
        "@type": "Event", "@id": where, "identifier": e.id, "name": e.title, "startDate": start, "endDate": end,
        "description": f"{e.when}. {e.summary}".strip(), "eventStatus": f"https://schema.org/{STATUS.get(e.status, 'EventScheduled')}",
        "location": [{"@type": "Place", "name": n} for n in e.places], "about": [*({"@type": "Person", "name": n} for n in e.people), *({"@type": "Organization", "name": n} for n in e.organisations)],
        "subjectOf": [{k: v for k, v in {"@type": "Article", "headline": s.title, "datePublished": s.published, "publisher": s.publisher}.items() if v} for s in e.sources],
    }  # fmt: skip
    return {k: v for k, v in row.items() if v}
