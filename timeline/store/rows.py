"""A file of short entries that a command writes and a person may take entries out of: a list of fields with text."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from timeline import guarded
from timeline.problems import Failure
from timeline.store import files

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

T = TypeVar("T", bound="DataclassInstance")


class Unreadable(Failure):
    """The file cannot be read; the message says where and what to do."""


def data(path: Path, remedy: str) -> Any:
    """The data of a file, [] where it is empty or missing.

    Raises :class:`Unreadable` with the remedy for what is no YAML.
    """
    if not path.is_file():
        return []
    try:
        return guarded.plain(files.read(path)) or []
    except guarded.Unsafe as error:
        raise Unreadable(f"{path}:{error.line}: this file cannot be read ({error}); {remedy}") from None


def load(path: Path, kind: type[T], remedy: str) -> list[T]:
    """The entries of a file as values of a kind; each has the first field of it. Raises :class:`Unreadable` with the remedy for a file of something else."""
    names = [f.name for f in fields(kind)]
    first = names[0]
    rows = data(path, remedy)
    if not isinstance(rows, list) or not all(isinstance(r, dict) and r.get(first) and all(isinstance(v, str) for v in r.values()) for r in rows):
        raise Unreadable(f'{path}: each entry begins with "- {first}: …"; {remedy}')
    return [kind(**{n: r.get(n, "") for n in names}) for r in rows]


def save(path: Path, head: str, entries: Iterable[DataclassInstance]) -> None:
    """Write the entries under a comment; without an entry there is no file."""
    text = "".join("- " + "\n  ".join(f"{k}: {json.dumps(v, ensure_ascii=False)}" for k, v in asdict(e).items() if v) + "\n" for e in entries)
    if text:
        files.write(path, head + text)
    else:
        path.unlink(missing_ok=True)
