"""A file of short entries that a command writes and a person may take entries out of: a list of fields with text."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path

from timeline import guarded
from timeline.problems import Failure
from timeline.store import files


class Unreadable(Failure):
    """The file cannot be read; the message says where and what to do."""


def load(path: Path, first: str, remedy: str) -> list[dict[str, str]]:
    """The entries of a file, [] where there is none. ``first`` is the field that each has; raises :class:`Unreadable` with the remedy for a file that is none."""
    if not path.is_file():
        return []
    try:
        rows = guarded.plain(files.read(path)) or []
    except guarded.Unsafe as error:
        raise Unreadable(f"{path}:{error.line}: this file cannot be read ({error}); {remedy}") from None
    if not isinstance(rows, list) or not all(isinstance(r, dict) and r.get(first) and all(isinstance(v, str) for v in r.values()) for r in rows):
        raise Unreadable(f'{path}: each entry begins with "- {first}: …"; {remedy}')
    return rows


def save(path: Path, head: str, rows: Iterable[Mapping[str, str]]) -> None:
    """Write the entries under a comment; without an entry there is no file."""
    text = "".join("- " + "\n  ".join(f"{k}: {json.dumps(v, ensure_ascii=False)}" for k, v in row.items() if v) + "\n" for row in rows)
    if text:
        files.write(path, head + text)
    else:
        path.unlink(missing_ok=True)
