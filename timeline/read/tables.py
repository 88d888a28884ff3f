"""Tables of articles -> Documents: JSON lines and CSV, an article a row, with the keys of front matter and ``text``."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from pathlib import Path

from timeline.problems import Problem
from timeline.read.frontmatter import KEYS

SUFFIXES = (".jsonl", ".csv")
FIELDS = (*KEYS, "text")
csv.field_size_limit(10_000_000)


def rows(path: Path) -> Iterator[tuple[int, dict[str, str] | Problem]]:
    """The rows of a table with their line numbers; what cannot be an article is a problem, and the others go on."""
    with path.open(encoding="utf-8-sig", errors="replace", newline="") as file:
        if path.suffix.lower() == ".csv":
            table = csv.DictReader(file)
            missing = {"text"} - {(n or "").strip().lower() for n in table.fieldnames or ()}
            if missing:
                yield 1, Problem(str(path), 1, 0, f'the first line names the columns, and "text" is not among them; it may name {", ".join(FIELDS)}')
                return
            for row in table:
                yield table.line_num, {(k or "").strip().lower(): v or "" for k, v in row.items() if isinstance(v, str)}
            return
        for number, line in enumerate(file, 1):
            if not line.strip():
                continue
            try:
                row = json.loads(line)
            except ValueError as error:
                yield number, Problem(str(path), number, 0, f"this line is no JSON ({error}); write one object a line")
                continue
            if not isinstance(row, dict) or not isinstance(row.get("text"), str):
                yield number, Problem(str(path), number, 0, 'this line is no article: an object with "text" is wanted, and "published" with its day')
                continue
            yield number, {k: str(v) for k, v in row.items() if v is not None}
