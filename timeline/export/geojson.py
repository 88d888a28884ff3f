"""GeoJSON (RFC 7946): a point for each place of each event whose position is known, with whether a person gave it or its name alone did."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

from timeline.export.plain import days
from timeline.view.event import EventView
from timeline.view.load import Timeline


def make(timeline: Timeline, address: Callable[[EventView], str], url: str) -> str:
    """The events that have a place on the map."""
    rows = [json.dumps(f, ensure_ascii=False, separators=(",", ":")) for e in timeline.events for f in features(e, timeline, url + address(e))]
    return '{"type":"FeatureCollection","features":[\n' + ",\n".join(rows) + "\n]}\n"


def features(e: EventView, timeline: Timeline, where: str) -> Iterator[dict[str, Any]]:
    """The points of one event; longitude comes first there. One that a person put somewhere has that point alone."""
    earliest, latest = days(e)
    for place, spot in timeline.where(e):
        about = {
            "id": e.id, "title": e.title, "words": e.when, "earliest": earliest, "latest": latest, "status": e.status, "certainty": e.certainty, "place": place, "position": spot.kind, "url": where,
            "quote": e.sources[0].quote if e.sources else "",
        }  # fmt: skip
        yield {"type": "Feature", "geometry": {"type": "Point", "coordinates": [spot.lon, spot.lat]}, "properties": {k: v for k, v in about.items() if v}}
