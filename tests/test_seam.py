"""A language is a folder: no word of it and no label of its parser is compared with a token in code; they are sets, roles and forms of its tables."""

from __future__ import annotations

import ast
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).parent.parent / "timeline"
ROOMS = ("read", "timex", "mention", "merge", "audit")
# Attributes of a token (or functions of one) with which a string is compared -> what that string is.
KINDS = {"dep_": "labels", "tag_": "tags", "lower_": "words", "lemma": "words", "lemma_": "words", "lower": "words"}


def compared(node: ast.expr) -> set[str]:
    """The kinds of what an operand reads from a token."""
    found = set()
    for part in ast.walk(node):
        if isinstance(part, ast.Attribute):
            found.add(KINDS.get(part.attr, ""))
        elif isinstance(part, ast.Call) and isinstance(part.func, ast.Name):
            found.add(KINDS.get(part.func.id, ""))
        if isinstance(part, ast.Call) and isinstance(part.func, ast.Attribute) and part.func.attr == "word":
            found.add("words")  # of a match of the grammar
    return found - {""}


def literals(node: ast.expr) -> list[str]:
    """The strings of an operand that is one, or a display of some."""
    items = node.elts if isinstance(node, ast.Tuple | ast.Set | ast.List) else [node]
    return [x.value for x in items if isinstance(x, ast.Constant) and isinstance(x.value, str) and any(c.isalpha() for c in x.value) and x.value[0] != "."]


def count_literals() -> dict[str, Counter[str]]:
    """Kind -> room -> how many strings of that kind are compared with a token."""
    found: dict[str, Counter[str]] = {kind: Counter() for kind in ("labels", "tags", "words")}
    for room in ROOMS:
        for path in (ROOT / room).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Compare):
                    sides = [node.left, *node.comparators]
                    for side in sides:
                        for kind in compared(side):
                            found[kind][room] += sum(len(literals(other)) for other in sides if other is not side)
    return found


def test_no_word_of_a_language_and_no_label_of_a_parser_is_compared_in_code():
    assert {kind: {room: n for room, n in rooms.items() if n} for kind, rooms in count_literals().items()} == {"labels": {}, "tags": {}, "words": {}}


def test_events_by_roles_know_no_label_of_a_parser():
    for path in (ROOT / "mention" / "roles").glob("*.py"):
        assert not any(isinstance(n, ast.Attribute) and n.attr in ("dep_", "tag_") for n in ast.walk(ast.parse(path.read_text(encoding="utf-8")))) or path.name == "read.py", path


def test_no_production_looks_at_the_name_of_its_rule():
    """A rule tells its production what it is by ``case:``; its name may change."""
    for path in (ROOT / "timex").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            assert not (isinstance(node, ast.Compare) and any(isinstance(x, ast.Attribute) and ast.unparse(x).endswith("rule.name") for x in ast.walk(node))), (path, node.lineno)
