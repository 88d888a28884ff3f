"""The map: events by place, on an outline that needs no network. Without scripts it shows all places at once; with them it zooms, and list and map keep in step."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from timeline.atlas import STEPS, mercator, outline
from timeline.site.data import list_axis_events, pack_json
from timeline.site.layout import Site
from timeline.site.pages.explore import bundle, digest, script_words, versions
from timeline.site.pages.page import Page, page
from timeline.slug import slug
from timeline.view.event import EventView
from timeline.view.text import fill_html

SCRIPT, DATA, FINE = "assets/tl-map.js", "data/places.js", "data/outline.js"
PARTS = ("tl-data.js", "tl-common.js", "tl-map.js")
WIDTH = 960  # pixels that labels are laid out for
LEAST_DEGREES = 4.0  # degrees that the first window is wide at least
SHARE_SHOWN = 0.8  # so great a part of the events lies in the first window
LETTER, LINE = 7.4, 15  # pixels of a label


class Place(NamedTuple):
    """A mark on the map; ``x`` and ``y`` in degrees of longitude and of Mercator's latitude. ``href`` is its page, from the root of the site."""

    name: str
    x: float
    y: float
    kind: str
    href: str
    events: list[EventView]
    size: float  # of its mark, in pixels
    label: str  # on which side of the mark its name stands: right or left; "" where there is no room


class Window(NamedTuple):
    """What the map shows at first, in its own degrees."""

    x: float
    y: float
    width: float
    height: float

    @property
    def box(self) -> str:
        """As SVG wants it."""
        return " ".join(f"{v:g}" for v in self)


def world(site: Site) -> Iterator[Page]:
    """The page, its script, and the data of both; nothing where the project wants no map."""
    if not site.settings.map:
        return
    found = places(site)
    number = {e.id: i for i, e in enumerate(list_axis_events(site))}
    rows = [[p.name, p.x, p.y, p.kind, p.href, [number[e.id] for e in p.events if e.id in number], len(p.events)] for p in found]
    data = Page(DATA, f"var tlPlaces={pack_json(rows)};\n")
    script = bundle(PARTS)
    version = {**versions(site), "map": digest(script), "places": digest(data.text)}
    silent = sorted({n for e in site.timeline.events for n in e.places} - set(site.timeline.spots))
    first = window(found)
    yield page(
        site, "map/index.md", "map.html", fill_html("map.title"), search=False, places=place_labels(found, first), window=first, coast=outline("coarse"), steps=STEPS, silent=silent, version=version,
        script={**script_words(), **{k: str(fill_html(f"map.{k}", n="{n}", name="{name}", shown="{shown}", more="{more}")) for k in ("said", "all_places")}}, source=SCRIPT, data=DATA,
    )  # fmt: skip
    yield data
    yield Page(SCRIPT, script)
    yield Page(FINE, f"tlOutline({pack_json(outline('fine'))},{STEPS['fine']});\n")


def places(site: Site) -> list[Place]:
    """All marks, those with the most events first. Places that share a point share a mark; an event that a person put somewhere stands there under the name of its first place."""
    by_point: dict[tuple[float, float], tuple[str, str, str, list[EventView]]] = {}

    for e in site.timeline.events:
        for name, spot in site.timeline.where(e):
            href = f"places/{slug(name)}/" if name else site.address(e)
            _, _, _, events = by_point.setdefault((spot.lat, spot.lon), (name or e.title, spot.kind, href, []))
            if e not in events[-1:]:
                events.append(e)
    found = [Place(name, round(lon, 3), round(mercator(lat), 3), kind, href, events, size(len(events)), "") for (lat, lon), (name, kind, href, events) in by_point.items()]
    return sorted(found, key=lambda p: (-len(p.events), p.name))


def window(found: Sequence[Place]) -> Window:
    """The part of the world that holds the marks of most events, those of whole countries left out where there are others; two to one in shape."""
    near = [p for p in found if p.kind != "country"] or list(found)
    if not near:
        return Window(-180, -85, 360, 180)
    wanted, kept = SHARE_SHOWN * sum(len(p.events) for p in near), sum(len(p.events) for p in near)
    while kept > wanted:  # the mark at an edge without which the window is narrowest goes, while most events stay
        edges = [f(near, key=k) for f in (min, max) for k in (lambda p: p.x, lambda p: p.y)]
        gone = min((p for p in edges if kept - len(p.events) >= wanted), key=lambda p: frame_marks([q for q in near if q is not p]).width, default=None)
        if gone is None:
            break
        near.remove(gone)
        kept -= len(gone.events)
    return frame_marks(near)


def frame_marks(marks: Sequence[Place]) -> Window:
    """The window that holds these marks, with room at its edges."""
    left, right = min(p.x for p in marks), max(p.x for p in marks)
    top, bottom = min(p.y for p in marks), max(p.y for p in marks)
    width = min(360.0, max((right - left) * 1.3, (bottom - top) * 2.6, LEAST_DEGREES))
    return Window(round((left + right - width) / 2, 3), round((top + bottom) / 2 - width / 4, 3), round(width, 3), round(width / 2, 3))


def place_labels(found: Sequence[Place], w: Window) -> list[Place]:
    """The marks; each has its name where that covers no mark and no name before it."""
    per = w.width / WIDTH
    ranked = sorted(found, key=rank)
    taken = [(p.x - p.size * per, p.y - p.size * per, p.x + p.size * per, p.y + p.size * per) for p in ranked]
    label: dict[tuple[float, float], str] = {}
    for k, p in enumerate(ranked):
        long, away, half = len(p.name) * LETTER * per, (p.size + 3) * per, LINE / 2 * per
        sides = {"right": (p.x + away, p.y - half, p.x + away + long, p.y + half), "left": (p.x - away - long, p.y - half, p.x - away, p.y + half)}
        every = [t for i, t in enumerate(taken) if i != k]
        before = [t for i, t in enumerate(taken) if i < k or i >= len(found)]  # where there is no free side, a name may cover the mark of one that comes after it
        label[p.x, p.y] = next((s for met in (every, before) for s, b in sides.items() if not any(b[0] < t[2] and t[0] < b[2] and b[1] < t[3] and t[1] < b[3] for t in met)), "")
        taken += [sides[label[p.x, p.y]]] if label[p.x, p.y] else []
    return [p._replace(label=label[p.x, p.y]) for p in found]


def rank(p: Place) -> tuple[bool, int]:
    """Which names come first: places before whole countries, then those with most events."""
    return p.kind == "country", -len(p.events)


def size(events: int) -> float:
    """The radius of a mark in pixels; ``tl-map.js`` has the same."""
    return round(4 + min(14.0, 1.6 * math.sqrt(events)), 1)
