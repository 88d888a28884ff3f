"""Conflicts that no person has settled yet: ``content/extracted/conflicts.yaml``, machine-owned."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path

from timeline import guarded
from timeline.store import files
from timeline.store.merge3 import Conflict, show_value
from timeline.store.nodes import Record

HEAD = "# Made by the extractor; do not edit. Fields that you and the articles changed in different ways; yours stand.\n"


def path(content: Path) -> Path:
    """Where they are kept."""
    return content / "extracted" / "conflicts.yaml"


def load(content: Path) -> list[Conflict]:
    """The open conflicts."""
    if not path(content).is_file():
        return []
    try:
        rows = guarded.plain(files.read(path(content))) or []
    except (guarded.Unsafe, files.NotText):
        return []  # it is machine-owned: the next extraction writes it anew
    names = ("event", "field", "mine", "theirs")
    return [Conflict(*(str(r[n]) for n in names)) for r in rows if isinstance(r, dict) and all(isinstance(r.get(n), str) for n in names)] if isinstance(rows, list) else []


def is_open(c: Conflict, records: Mapping[str, Record]) -> bool:
    """Whether a conflict stands: the person's value is still there, and no ``reviewed:`` or ``note:`` settles it."""
    r = records.get(c.event)
    if r is None or r.get("reviewed") or r.get("note"):
        return False
    return show_value(r.get(c.field, None)) == c.mine


def save(content: Path, new: Iterable[Conflict], records: Mapping[str, Record]) -> None:
    """Keep what is still open and add what is new."""
    rows = {(c.event, c.field): c for c in (*load(content), *new) if is_open(c, records)}
    text = HEAD
    for c in sorted(rows.values(), key=lambda c: (c.event, c.field)):
        text += "- " + "\n  ".join(f"{k}: {json.dumps(v, ensure_ascii=False)}" for k, v in (("event", c.event), ("field", c.field), ("mine", c.mine), ("theirs", c.theirs))) + "\n"
    if rows or path(content).is_file():
        files.write(path(content), text)
