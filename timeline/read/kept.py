"""What reading files gave, kept by the digest of their bytes: a saved page or a PDF is taken apart once, not at each run. Losing it costs time alone."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from timeline.model import Block, Document
from timeline.problems import Problem

NAME = ".read.sqlite"  # in a content folder
Found = list[tuple[Document | None, list[Problem]]]


class ReadCache:
    """A file of what was read before; ``path`` None keeps nothing. One that cannot be used is begun anew, and one that cannot be written is done without."""

    def __init__(self, path: Path | None) -> None:
        self.base: sqlite3.Connection | None = None
        if path is None:
            return
        try:
            self.base = opened(path)
        except sqlite3.DatabaseError:
            try:
                path.unlink(missing_ok=True)
                self.base = opened(path)
            except (OSError, sqlite3.Error):
                self.base = None

    def get(self, key: str) -> Found | None:
        """What reading gave under a key; None where that is not known."""
        if self.base is None or not key:
            return None
        try:
            row = self.base.execute("SELECT found FROM files WHERE key = ?", (key,)).fetchone()
            return [result_from_json(r) for r in json.loads(row[0])] if row else None
        except (sqlite3.Error, ValueError, TypeError, KeyError):
            return None

    def put(self, rows: Sequence[tuple[str, str, Found]]) -> None:
        """Keep what reading gave, as rows of path, key and result; of a path only the newest is kept."""
        if self.base is None or not rows:
            return
        try:
            with self.base:
                self.base.executemany(
                    "INSERT OR REPLACE INTO files VALUES (?, ?, ?)", ((path, key, json.dumps([result_to_json(d, p) for d, p in found], ensure_ascii=False)) for path, key, found in rows)
                )
        except (sqlite3.Error, UnicodeError):
            self.base = None

    def close(self) -> None:
        """Close the file."""
        if self.base is not None:
            self.base.close()


def opened(path: Path) -> sqlite3.Connection:
    """The file as a database."""
    base = sqlite3.connect(path, timeout=5)
    try:
        base.execute("PRAGMA synchronous = OFF")
        base.execute("CREATE TABLE IF NOT EXISTS files (path TEXT PRIMARY KEY, key TEXT NOT NULL, found TEXT NOT NULL)")
        base.execute("CREATE INDEX IF NOT EXISTS by_key ON files(key)")
        base.commit()
    except sqlite3.Error:
        base.close()
        raise
    return base


def key(paths: Sequence[Path], more: str) -> str:
    """The digest of files and of what else their reading depends on; "" where one cannot be read."""
    digest = hashlib.sha256(more.encode("utf-8", "surrogateescape"))
    try:
        for path in paths:
            digest.update(f"\0{path.name}\0".encode("utf-8", "surrogateescape") + path.read_bytes())
    except OSError:
        return ""
    return digest.hexdigest()


def result_to_json(document: Document | None, problems: Sequence[Problem]) -> dict[str, Any]:
    """A result as JSON has it."""
    return {"document": asdict(document) if document else None, "problems": [asdict(p) for p in problems]}


def result_from_json(row: dict[str, Any]) -> tuple[Document | None, list[Problem]]:
    """A result from JSON."""
    d = row["document"]
    document = Document(**{**d, "blocks": tuple(block(b) for b in d["blocks"]), "pages": tuple(d["pages"])}) if d else None
    return document, [Problem(**p) for p in row["problems"]]


def block(b: dict[str, Any]) -> Block:
    """A block from JSON, its spans as pairs."""
    return Block(b["kind"], b["start"], b["end"], b["level"], pair(b["label"]), pair(b["body"]), tuple((a, z) for a, z in b["cells"]))


def pair(span: Sequence[int] | None) -> tuple[int, int] | None:
    """A span as a pair."""
    return (span[0], span[1]) if span else None
