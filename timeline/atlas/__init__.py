"""Where places are, without a network: coasts and borders of Natural Earth (public domain; ``docs/outline.py`` draws them), cities and countries of GeoNames.

A place is found only where its name cannot mean another: what is not sure has no mark on the map.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

from timeline.gazetteer import City, gazetteer
from timeline.slug import plain

HERE = Path(__file__).parent
STEPS = {"coarse": 0.2, "fine": 0.05}  # degrees of a step of an outline
ALIKE = 2  # first letters
FAR_LARGER = 10  # times as many people as the next place of its name: then that one is meant
CALLED = {"us": "United States", "usa": "United States", "uk": "United Kingdom", "britain": "United Kingdom", "great britain": "United Kingdom", "uae": "United Arab Emirates"}


class Spot(NamedTuple):
    """A point on the map in degrees; ``kind``: given (by a person), city or country (both guessed by name)."""

    lat: float
    lon: float
    kind: str


def mercator(latitude: float) -> float:
    """Latitude on the map, in degrees, south positive."""
    return -math.degrees(math.log(math.tan(math.pi / 4 + math.radians(max(-85.0, min(85.0, latitude))) / 2)))


def outline(name: str) -> str:
    """An SVG path of coasts and borders, in steps of :data:`STEPS`."""
    return (HERE / f"{name}.txt").read_text(encoding="utf-8").strip()


def folded(name: str) -> str:
    """A name as it is looked up."""
    return plain(name).lower().removeprefix("the ").strip()


@cache
def countries() -> dict[str, tuple[str, Spot]]:
    """Country by its folded name: its two letters and a point within it."""
    points = json.loads((HERE / "countries.json").read_text(encoding="utf-8"))
    found = {}
    for c in gazetteer().countries:
        if (point := points.get(c.number)) is not None:
            found[folded(c.name)] = (c.code, Spot(point[0], point[1], "country"))
    return found | {short: found[folded(name)] for short, name in CALLED.items()}


def cities(wanted: set[str]) -> dict[str, list[City]]:
    """The cities of over 15,000 people that have one of these folded names, the largest first; names beside their own count where these begin alike (Kiev, not Casablanca's
    "White House")."""
    starts = {key[:ALIKE] for key in wanted}
    found: dict[str, list[City]] = {}
    for city in gazetteer().cities:
        own = folded(city.name)
        if own[:ALIKE] in starts:
            for name in wanted & {own, *city.also}:
                found.setdefault(name, []).append(city)
    return {name: sorted(rows, key=lambda c: (-c.population, c.id)) for name, rows in found.items()}


@cache
def states() -> frozenset[str]:
    """Folded names of the states of the USA: many are also names of towns."""
    return frozenset(map(folded, gazetteer().states))


@lru_cache(maxsize=4)  # a preview asks for the same at each save
def locate(wanted: tuple[str, ...]) -> Mapping[str, Spot]:
    """Those of a timeline's places whose name can mean nothing else, beside the others: a country; a city that alone has the name, or has far more people than the rest,
    none of which lies in a country that the timeline names; or the largest and the only one in such a country."""
    about = {countries()[folded(n)][0] for n in wanted if folded(n) in countries()}
    found, towns = {}, cities({folded(n) for n in wanted})
    for name in wanted:
        key = folded(name)
        if key in countries():
            if key not in states():  # Georgia
                found[name] = countries()[key][1]
        elif key not in states() and (row := city(towns.get(key, []), about)) is not None:
            found[name] = Spot(round(row.lat, 3), round(row.lon, 3), "city")
    return found


def city(rows: list[City], about: set[str]) -> City | None:
    """Which of the cities of one name is meant; None where it is not sure."""
    near = [r for r in rows if r.country in about]
    if not rows or (near and near[0] is not rows[0]):
        return None
    return rows[0] if len(rows) == 1 or len(near) == 1 or rows[0].population >= FAR_LARGER * rows[1].population else None
