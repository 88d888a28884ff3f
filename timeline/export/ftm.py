"""FollowTheMoney: the events, people and articles as entities, one JSON object a line, for Aleph and OpenAleph (https://followthemoney.tech)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from typing import Any

from timeline.export.plain import ends
from timeline.view.event import EventView
from timeline.view.load import Timeline

Entity = dict[str, Any]


def make(timeline: Timeline, address: Callable[[EventView], str], url: str) -> str:
    """All events with the people and articles that they name, each entity once."""
    found: dict[str, Entity] = {}
    for e in timeline.events:
        for one in entities(e, timeline.title, url + address(e)):
            found.setdefault(one["id"], one)
    return "".join(json.dumps(one, ensure_ascii=False, separators=(",", ":")) + "\n" for one in found.values())


def entities(e: EventView, timeline: str, where: str) -> Iterator[Entity]:
    """One event: its people and articles first, then itself. A plan, and what was denied, says so in its summary: the vocabulary has no field for that."""
    for name in e.people:
        yield entity("Person", f"person {name}", timeline, name=[name])
    for s in e.sources:
        yield entity("Article", f"article {s.article}", timeline, title=[s.title], publisher=[s.publisher], publishedAt=[s.published], sourceUrl=[s.url])
    known = ends(e)
    point, (start, end) = (known[0], ("", "")) if len(known) == 1 else ("", (known or ("", "")))
    said = " ".join(p for p in (f"{e.when}.", e.status if e.status != "happened" else "", e.summary) if p)
    yield entity(
        "Event", f"event {e.id}", timeline, name=[e.title], date=[point], startDate=[start], endDate=[end], summary=[said],
        location=list(e.places), keywords=list(e.tags), involved=[key(f"person {n}", timeline) for n in e.people], proof=[key(f"article {s.article}", timeline) for s in e.sources],
        recordId=[e.id], sourceUrl=[where if where.startswith("http") else ""], description=[s.quote for s in e.sources],
    )  # fmt: skip


def entity(schema: str, called: str, timeline: str, /, **properties: list[str]) -> Entity:
    """An entity; what is empty is left out."""
    return {"id": key(called, timeline), "schema": schema, "properties": {k: kept for k, values in properties.items() if (kept := [v for v in dict.fromkeys(values) if v])}}


def key(name: str, timeline: str) -> str:
    """An id that stays, and that no other timeline has."""
    return hashlib.sha1(f"{timeline}\0{name}".encode(), usedforsecurity=False).hexdigest()
