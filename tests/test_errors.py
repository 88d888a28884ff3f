"""The catalogue of errors: one broken file, and just what it says. The docs page of messages is made from it."""

from __future__ import annotations

from pathlib import Path

import pytest

from timeline.problems import text
from timeline.store.nodes import load

FOLDER = Path(__file__).parent / "errors"
CASES = sorted(p.stem for p in FOLDER.glob("*.yaml"))


def make_message(name: str) -> str:
    record = load(FOLDER / f"{name}.yaml", f"{name}.yaml")
    return "\n".join(text(p) for p in record.problems) + "\n"


def test_there_are_enough_ways_to_go_wrong():
    assert len(CASES) >= 60


@pytest.mark.parametrize("name", CASES)
def test_a_broken_file_says_what_where_and_what_to_do(name, request):
    path = FOLDER / f"{name}.txt"
    said = make_message(name)
    if request.config.getoption("--update-golden"):
        path.write_text(said, encoding="utf-8")
    assert path.is_file(), f"{path.name} is not there yet: look at what pytest --update-golden writes"
    assert said == path.read_text(encoding="utf-8")
    assert said.strip(), "a broken file must say something"
    assert "Traceback" not in said
