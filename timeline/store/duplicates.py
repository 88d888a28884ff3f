"""Near-duplicates that merging found, machine-owned: ``extracted/copies.yaml`` (copy: article) and
``extracted/maybe.yaml`` (pairs of events that may be one).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from timeline import guarded
from timeline.store import files
from timeline.store.nodes import Record
from timeline.store.write import scalar

COPIES = "# Made by the extractor; do not edit. Articles that are copies of another one: they are no sources of their own.\n"
MAYBE = "# Made by the extractor; do not edit. Events that may be one. To decide, write the other's id under same_as or not_same_as in one of the two files.\n"


def save(content: Path, copies: Mapping[str, str], maybe: Iterable[tuple[str, str]]) -> None:
    """Write both files, each only where it has something to say or had."""
    rows = sorted({(min(pair), max(pair)) for pair in maybe if pair[0] != pair[1]})
    put(content / "extracted" / "copies.yaml", COPIES, [f"{scalar(a)}: {scalar(b)}\n" for a, b in sorted(copies.items())])
    put(content / "extracted" / "maybe.yaml", MAYBE, [f"- [{scalar(a)}, {scalar(b)}]\n" for a, b in rows])


def put(path: Path, head: str, lines: list[str]) -> None:
    """Write a file, or leave out one that would be empty and is not there."""
    if lines or path.is_file():
        files.write(path, head + "".join(lines))


def read(path: Path) -> object:
    """The data of a file; None where it is missing or cannot be read: the next extraction writes it anew."""
    try:
        found: object = guarded.plain(files.read(path))
        return found
    except (OSError, files.NotText, guarded.Unsafe):
        return None


def copies(content: Path) -> dict[str, str]:
    """Copy -> the article that it is a copy of."""
    data = read(content / "extracted" / "copies.yaml")
    return {str(a): str(b) for a, b in data.items()} if isinstance(data, dict) else {}


def maybe(content: Path, records: Iterable[Record]) -> list[tuple[str, str]]:
    """Pairs of event ids that no person has decided yet."""
    by_id = {str(r.get("id")): r for r in records}
    data = read(content / "extracted" / "maybe.yaml")
    pairs = [(str(p[0]), str(p[1])) for p in data if isinstance(p, list) and len(p) == 2] if isinstance(data, list) else []
    return [(a, b) for a, b in pairs if a in by_id and b in by_id and not is_decided(by_id[a], b) and not is_decided(by_id[b], a)]


def is_decided(record: Record, other: str) -> bool:
    """Whether an event's file says what another event is to it."""
    return other in (record.get("same_as", []) or []) or other in (record.get("not_same_as", []) or [])
