"""A row a rule: each rule of timeline/mention has a sentence that it answers, and that comes out otherwise once it is switched off."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

pytest.importorskip("spacy")
spec = importlib.util.spec_from_file_location("bench_rules", Path(__file__).parent.parent / "bench" / "rules.py")
assert spec and spec.loader
rules = importlib.util.module_from_spec(spec)
spec.loader.exec_module(rules)
ROWS = rules.load_rows()
RULES = rules.list_rules()


def test_every_rule_has_a_row_and_every_row_a_rule():
    assert sorted(RULES) == sorted(r["rule"] for r in ROWS)


@pytest.mark.parametrize("row", ROWS, ids=[r["rule"] for r in ROWS])
def test_a_row_comes_out_as_written_and_otherwise_without_its_rule(row):
    asked = (row["say"], row["published"], row["title"])
    assert rules.answer(asked) == row["gives"]
    with rules.switched_off(RULES[row["rule"]]):
        assert rules.answer(asked) != row["gives"]
