"""The import rule: one direction, and two halves that only share event files and tables."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from timeline.extract import GROUND, ROOMS

ROOT = Path(__file__).parent.parent / "timeline"
FIRST, SECOND = ("read", "timex", "mention", "merge"), ("store", "view", "export", "site")
# Values and words that both halves know; they import nothing of either.
SHARED = ("calendar", "edtf", "model", "problems", "slug", "tables")
ORDER = {"read": 1, "timex": 1, "mention": 2, "merge": 3}


def imports(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("timeline"):
            found |= {f"{node.module}.{a.name}" for a in node.names}
        elif isinstance(node, ast.Import):
            found |= {a.name for a in node.names if a.name.startswith("timeline")}
    return {name.split(".")[1] for name in found if "." in name}


@pytest.mark.parametrize("room", FIRST)
def test_the_extractor_never_sees_store_or_site(room):
    for path in (ROOT / room).rglob("*.py"):
        assert not imports(path) & set(SECOND), path


@pytest.mark.parametrize("room", SECOND)
def test_store_and_site_never_see_the_extractor(room):
    for path in (ROOT / room).rglob("*.py"):
        assert not imports(path) & set(FIRST), path


def test_store_never_sees_the_site():
    for path in (ROOT / "store").rglob("*.py"):
        assert "site" not in imports(path), path


@pytest.mark.parametrize("room", FIRST)
def test_the_stages_run_one_way(room):
    for path in (ROOT / room).rglob("*.py"):
        later = {other for other in FIRST if ORDER[other] > ORDER[room]}
        assert not imports(path) & later, path


def test_a_change_of_anything_that_findings_depend_on_has_articles_read_again():
    needed = {name for room in ROOMS for path in (ROOT / room).rglob("*.py") for name in imports(path)} - set(ROOMS)
    while more := {name for n in needed for name in imports(ROOT / f"{n}.py")} - needed:
        needed |= more
    assert needed == set(GROUND)


@pytest.mark.parametrize("name", SHARED)
def test_shared_values_import_no_room(name):
    assert imports(ROOT / f"{name}.py") <= set(SHARED)


def test_nothing_reads_the_clock():
    for path in ROOT.rglob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        calls = {ast.unparse(n.func) for n in ast.walk(tree) if isinstance(n, ast.Call)}
        assert not calls & {"datetime.now", "dt.datetime.now", "date.today", "dt.date.today", "time.time", "datetime.utcnow"}, path
