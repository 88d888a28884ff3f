"""Draws the map's outline anew from Natural Earth, as the npm package world-atlas carries it: ``npm install --prefix build/npm world-atlas@2.0.2``, then run this.

Out: ``timeline/atlas/coarse.txt`` and ``fine.txt``, coasts and borders as one SVG path each, in degrees of longitude and of Mercator's latitude, south
counted positive as on a screen; ``countries.json``, for each country (ISO 3166-1 numeric) a point within it where its mark stands.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

from timeline.atlas import mercator

HERE = Path(__file__).parent
ATLAS = HERE.parent / "build" / "npm" / "node_modules" / "world-atlas"
OUT = HERE.parent / "timeline" / "atlas"
SOUTH = -60.0  # what lies south of it, Antarctica, is left out
Point = tuple[float, float]


def arcs(world: dict[str, Any]) -> list[list[Point]]:
    """The arcs of a TopoJSON file as longitude and latitude (https://github.com/topojson/topojson-specification)."""
    (sx, sy), (tx, ty) = world["transform"]["scale"], world["transform"]["translate"]
    out = []
    for arc in world["arcs"]:
        x = y = 0
        line = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            line.append((x * sx + tx, y * sy + ty))
        out.append(line)
    return out


def path(lines: list[list[Point]], step: float) -> str:
    """The lines as an SVG path of whole steps, each point told from the one before."""
    parts = []
    for line in lines:
        if min(lat for _, lat in line) < SOUTH:
            continue
        points = list(dict.fromkeys((round(lon / step), round(mercator(lat) / step)) for lon, lat in line))
        points += points[:1] if line[0] == line[-1] and len(points) > 2 else []
        if len(points) > 1:
            parts.append(f"M{points[0][0]} {points[0][1]}l")
            for a, b in pairwise(points):
                round_the_back = abs(b[0] - a[0]) * step > 180
                parts.append(f"M{b[0]} {b[1]}l" if round_the_back else f"{b[0] - a[0]} {b[1] - a[1]} ")
    return "".join(parts).replace(" -", "-").replace(" M", "M").replace("lM", "M").rstrip(" l")


def rings(shape: dict[str, Any], lines: list[list[Point]]) -> Iterator[list[Point]]:
    """The outer rings of a country."""
    polygons = {"Polygon": [shape.get("arcs")], "MultiPolygon": shape.get("arcs")}.get(shape["type"] or "", [])
    for polygon in polygons:
        yield [p for k in polygon[0] for p in (lines[k] if k >= 0 else lines[~k][::-1])]


def area(ring: list[Point]) -> float:
    """Twice the signed area in square degrees, the poles not stretched."""
    return sum((a[0] * b[1] - b[0] * a[1]) for a, b in pairwise(ring)) * math.cos(math.radians(ring[0][1]))


def centre(ring: list[Point]) -> Point:
    """Longitude and latitude of the middle of the widest stretch that lies within the ring on the latitude of its middle."""
    lats = [lat for _, lat in ring]
    lat = (min(lats) + max(lats)) / 2 + 1e-6
    cuts = sorted(a[0] + (lat - a[1]) * (b[0] - a[0]) / (b[1] - a[1]) for a, b in pairwise(ring) if (a[1] < lat) != (b[1] < lat))
    inside = max(zip(cuts[::2], cuts[1::2], strict=False), key=lambda s: s[1] - s[0])
    return sum(inside) / 2, lat


def main() -> None:
    """Write the three files."""
    for name, size, step in (("coarse", "110m", 0.2), ("fine", "50m", 0.05)):
        world = json.loads((ATLAS / f"countries-{size}.json").read_text(encoding="utf-8"))
        (OUT / f"{name}.txt").write_text(path(arcs(world), step) + "\n", encoding="utf-8")
    world = json.loads((ATLAS / "countries-50m.json").read_text(encoding="utf-8"))
    lines = arcs(world)
    found: dict[str, tuple[float, ...]] = {}
    for shape in world["objects"]["countries"]["geometries"]:
        if shape.get("id") and (of := list(rings(shape, lines))):
            largest = max(of, key=lambda r: abs(area(r)))
            lon, lat = centre(largest)
            found[shape["id"]] = max(found.get(shape["id"], (0.0,)), (abs(area(largest)), round(lat, 1), round(lon, 1)))  # islands may share their country's number
    (OUT / "countries.json").write_text(json.dumps({k: v[1:] for k, v in found.items()}, sort_keys=True, separators=(",", ":")).replace("],", "],\n") + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
