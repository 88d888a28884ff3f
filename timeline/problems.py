"""A diagnostic: what is wrong, where, and what to write instead; as text, JSON and GitHub annotations."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

LINE = 240  # characters of a line that are shown


class Failure(RuntimeError):
    """Something that stops a run and that a person can mend; the message says how. Exit code 1."""


@dataclass(frozen=True, slots=True)
class Problem:
    """``line`` and ``column`` count from 1, 0 where none applies; ``excerpt`` is the line, ``width`` the caret's length."""

    file: str
    line: int
    column: int
    message: str
    excerpt: str = ""
    width: int = 1
    severity: str = "error"  # error, or warning: does not change the exit code
    code: str = ""
    fix: str = ""  # canonical text that --fix would splice in

    @property
    def place(self) -> str:
        """``file:line:column`` as far as it is known."""
        return ":".join(str(p) for p in (self.file, self.line, self.column) if p)


def text(problem: Problem) -> str:
    """``file:4:7: message``, then the line and a caret."""
    head = f"{problem.place}: {'' if problem.severity == 'error' else problem.severity + ': '}{problem.message}"
    if not problem.excerpt:
        return head
    cut = max(0, problem.column - 1 - LINE // 2) if len(problem.excerpt) > LINE else 0  # of a very long line the part around the place
    shown = problem.excerpt[cut : cut + LINE].replace("\t", " ")
    column = problem.column - cut
    return f"{head}\n    {shown}\n    {' ' * max(column - 1, 0)}{'^' * max(1, min(problem.width, len(shown) - column + 2))}"


def as_json(problems: Sequence[Problem]) -> str:
    """One JSON array of all problems."""
    rows = [{"file": p.file, "line": p.line, "column": p.column, "severity": p.severity, "code": p.code, "message": p.message, "fix": p.fix} for p in problems]
    return json.dumps(rows, ensure_ascii=False, indent=2)


def github(problem: Problem) -> str:
    """A GitHub workflow annotation."""
    escaped = problem.message.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return f"::{problem.severity} file={problem.file},line={max(problem.line, 1)},col={max(problem.column, 1)}::{escaped}"


def count(problems: Iterable[Problem], files: int) -> str:
    """``3 errors in 2 of 118 files``, or ``no errors, 7 warnings in 118 files``."""
    found = list(problems)
    errors = [p for p in found if p.severity == "error"]
    of = f"{files} file{'' if files == 1 else 's'}"
    if not errors:
        warnings = f", {len(found)} warning{'' if len(found) == 1 else 's'}" if found else ""
        return f"no errors{warnings} in {of}"
    return f"{len(errors)} error{'' if len(errors) == 1 else 's'} in {len({p.file for p in errors})} of {of}"
