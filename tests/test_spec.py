"""The tables under spec/ are the specification; this runs every row of them."""

from __future__ import annotations

import re
from functools import cache, partial
from pathlib import Path

import pytest
import yaml

from timeline.timex.tag import tag

FOLDER = Path(__file__).parent / "spec"  # a folder for each language
# Rows that are not read as they should be yet. A row that is read right must leave the list: it can only get shorter.
OPEN = Path(__file__).parent / "spec" / "open.yml"
LEAD = re.compile(r"^(?:(?:on|in|at|the|by|since|until|till|for|from|during|over|through|throughout|between|before|after|of|about|around|to)\s+)+")


def core(text: str) -> str:
    """An expression without prepositions and article in front."""
    return LEAD.sub("", text.strip().lower())


def rows():
    for path in sorted(FOLDER.glob("*/*.yml")):
        table = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
        anchor, language, frame = table.get("anchor", ""), path.parent.name, table.get("frame", "It happened {}.")
        of = "" if language == "en" else f"{language} "
        for kind in ("edtf", "timex"):
            for value, spellings in (table.get(kind) or {}).items():
                for phrase in spellings:
                    yield f"{of}{path.stem}: {kind}: {phrase}", partial(bare, frame.format(phrase), value, kind, anchor, language)
        for row in table.get("sentences") or []:
            published = row.get("published", anchor)
            yield f"{of}{path.stem}: {row['say']}", partial(sentence, row, "" if published in ("null", "") else published, language)
        for text in table.get("nothing") or []:
            yield f"{of}{path.stem}: nothing: {text}", partial(nothing, text, anchor, language)


def bare(text: str, value: str, kind: str, anchor: str, language: str) -> None:
    """A bare phrase stands in a clause of the past."""
    found = tag(text, anchor, language)
    assert value in [t.edtf if kind == "edtf" else t.value for t in found], found


def sentence(row: dict, published: str, language: str) -> None:
    found = tag(row["say"], published, language)
    for expression, want in row["find"].items():
        t = next((t for t in found if core(t.text) == core(expression)), None) or next((t for t in found if core(t.text) in core(expression) or core(expression) in t.text.lower()), None)
        assert t is not None, f"{expression!r} was not found, only {[t.text for t in found]}"
        for key, value in (want if isinstance(want, dict) else {"edtf": want}).items():
            assert {"timex": t.value, "edtf": t.edtf, "type": t.type}[key] == value, f"{expression!r}: {key}"


def nothing(text: str, anchor: str, language: str) -> None:
    assert [t.text for t in tag(text, anchor, language)] == []


@cache
def not_yet() -> frozenset[str]:
    return frozenset(yaml.safe_load(OPEN.read_text(encoding="utf-8")) or [])


ROWS = list(rows())


def test_the_list_of_open_rows_names_rows_that_exist():
    assert not_yet() <= {name for name, _ in ROWS}


def test_the_tables_have_enough_rows():
    assert len(ROWS) >= 1500
    assert sum(": nothing: " in name for name, _ in ROWS) >= 300


@pytest.mark.parametrize(("name", "check"), ROWS, ids=[name[:90] for name, _ in ROWS])
def test_a_row_of_the_tables_is_read_as_it_says(name, check):
    if name in not_yet():
        with pytest.raises(AssertionError):
            check()
    else:
        check()
