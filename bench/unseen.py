"""Dates in texts whose writers did not know the rules: how many expressions of ``tests/unseen`` are read as the writer means them.

    python bench/unseen.py [ERRORS.tsv]

An expression is right when its first and last day are those that its writer gave, or when both say that it names no day. What is found and has
days where the writer marked nothing is counted, too.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import yaml

from timeline.model import Timex
from timeline.timex.tag import tag

FOLDER = Path(__file__).parent.parent / "tests" / "unseen"


def days(t: Timex | None) -> str:
    """``day``, ``first..last``, ``first..`` with an open end, or ``none``."""
    if t is None or not t.edtf:
        return "none"
    if t.edtf.endswith("/.."):
        return f"{t.first}.."
    return t.first if t.first == t.last else f"{t.first}..{t.last}"


def overlap(t: Timex, start: int, end: int) -> int:
    """Characters that an expression shares with a stretch of text."""
    return min(t.end, end) - max(t.start, start)


def score(errors: list[str] | None = None) -> dict[str, tuple[int, int, int]]:
    """File -> (right, of, found where nothing is marked)."""
    out = {}
    for path in sorted(FOLDER.glob("*.yml")):
        right = of = extra = 0
        rows: list[dict[str, Any]] = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
        for row in rows:
            text = row["say"].rstrip("\n")
            found = tag(text, "" if row["published"] == "null" else row["published"])
            marked = [(text.index(key), text.index(key) + len(key), want) for key, want in row["find"].items()]
            for start, end, want in marked:
                best = max((t for t in found if overlap(t, start, end) > 0), key=lambda t: overlap(t, start, end), default=None)
                got = days(best)
                of += 1
                right += got == want
                if got != want and errors is not None:
                    errors.append(f"{path.stem}\t{row['published']}\t{text[start:end]}\t{want}\t{got}\t{text[max(0, start - 80) : end + 60]!r}")
            for t in found:
                if t.edtf and not any(overlap(t, start, end) > 0 for start, end, _ in marked):
                    extra += 1
                    if errors is not None:
                        errors.append(f"{path.stem}\t{row['published']}\t{t.text}\tnothing\t{days(t)}\t{text[max(0, t.start - 80) : t.end + 60]!r}")
        out[path.stem] = (right, of, extra)
    return out


if __name__ == "__main__":
    missed: list[str] = []
    for name, (right, of, extra) in score(missed).items():
        print(f"{name:12} {100 * right / of:5.1f} % of {of}, {extra} where nothing is marked")
    if len(sys.argv) > 1:
        Path(sys.argv[1]).write_text("\n".join(missed) + "\n", encoding="utf-8")
