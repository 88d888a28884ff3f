"""Texts in forms that people keep (chronologies, minutes, tables, lives, logs): which of the events that their writers expect are made.

    python bench/forms.py

The writers had not seen the rules. For each ``NAME.expect.yaml`` in a folder of ``tests/forms`` the article of that name is extracted alone. An expected event is found when an
event has its date, letter for letter but for "~" and "?", its status, and a title with all its words (regular expressions, any case). A row with ``optional`` may be made and need
not; where a row says ``only``, a dated event that no row expects is one too many.
"""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from timeline.extract import run

FOLDER = Path(__file__).parent.parent / "tests" / "forms"


def made(name: str, folder: Path) -> list[dict[str, Any]]:
    """The events of one text, extracted alone."""
    with tempfile.TemporaryDirectory() as home:
        seeds, content = Path(home, "seeds"), Path(home, "content")
        seeds.mkdir()
        for f in folder.glob(f"{name}.*"):
            if not f.name.endswith(".expect.yaml"):
                shutil.copy(f, seeds / f.name)
        run(seeds, content, minor=True)
        return [yaml.load(f.read_text(encoding="utf-8"), Loader=yaml.BaseLoader) for f in sorted((content / "events").rglob("*.yaml"))]


def fits(event: Mapping[str, Any], row: Mapping[str, Any]) -> bool:
    """Whether an event is the one that a row expects."""
    dated = str(event.get("date", "")).rstrip("~?") == row["date"] and re.fullmatch(row["status"], event.get("status", "happened"))
    return bool(dated) and all(re.search(w, event["title"], re.IGNORECASE) for w in row["words"])


def score(folder: Path, errors: list[str] | None = None) -> tuple[int, int, int]:
    """Found, expected, too many; ``errors`` takes a line for each that is missing or too many."""
    found = wanted = extra = 0
    errors = [] if errors is None else errors
    for expect in sorted(folder.glob("*.expect.yaml")):
        name = expect.name.removesuffix(".expect.yaml")
        rows: Sequence[Any] = yaml.load(expect.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
        left = made(name, folder)
        for row in (r for r in rows if "date" in r):
            hit = next((e for e in left if fits(e, row)), None)
            if hit is not None:
                left.remove(hit)
            if not row.get("optional"):
                wanted += 1
                found += hit is not None
                errors += [] if hit is not None else [f"{name}: missing {row['date']} {row['words']}"]
        if any("only" in r for r in rows):
            more = [e for e in left if e.get("date")]
            extra += len(more)
            errors += [f"{name}: too many {e['date']} {e['title']}" for e in more]
    return found, wanted, extra


if __name__ == "__main__":
    for one in sorted(FOLDER.iterdir()):
        wrong: list[str] = []
        right, of, many = score(one, wrong)
        print(*wrong, sep="\n")
        print(f"{one.name}: {right} of {of} found, {100 * right / of:.1f} %; {many} too many")
