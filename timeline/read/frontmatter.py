"""Front matter and sidecars: a few lines of YAML that say what an article is."""

from __future__ import annotations

import difflib
import re
import tomllib

import yaml

from timeline import guarded
from timeline.problems import Problem

KEYS = ("title", "published", "publisher", "url", "language", "rights", "author", "id")
FENCE = re.compile(r"\s*^---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)|\s*^\+\+\+[ \t]*\n(.*?)^\+\+\+[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)


def split(text: str) -> tuple[str, int, str]:
    """Front matter between ``---`` (YAML) or ``+++`` (TOML), the number of its first line, and the body; ("", 0, text) when there is none."""
    m = FENCE.match(text)
    if m is None:
        return "", 0, text
    k = 1 if m[1] is not None else 2
    return m[k], text.count("\n", 0, m.start(k)) + 1, text[m.end() :]


def toml_fields(source: str, file: str, first_line: int = 1) -> tuple[dict[str, str], list[Problem]]:
    """The fields of a block of TOML, every value as text."""
    try:
        table = tomllib.loads(source)
    except tomllib.TOMLDecodeError as error:
        where = re.search(r"at line (\d+), column (\d+)", str(error))
        line, column = (int(where[1]), int(where[2])) if where else (1, 1)
        lines = source.split("\n")
        return {}, [Problem(file, first_line + line - 1, column, f"cannot be read as TOML ({error})", lines[min(line, len(lines)) - 1])]
    return {k: str(v).strip() for k, v in table.items() if k in KEYS and not isinstance(v, dict | list)}, []


def fields(source: str, file: str, first_line: int = 1) -> tuple[dict[str, str], list[Problem]]:
    """The fields of a block of YAML, every value as text, with all that is wrong with it."""
    lines = source.split("\n")

    def problem(line: int, column: int, message: str, width: int = 1) -> Problem:
        return Problem(file, line + first_line, column + 1, message, lines[line] if line < len(lines) else "", width)

    try:
        guarded.check(source)
    except guarded.Unsafe as error:
        return {}, [problem(min(error.line, len(lines)) - 1, error.column - 1, str(error))]
    try:
        node = yaml.compose(source, Loader=yaml.CSafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line, mark.column) if mark else (0, 0)
        return {}, [problem(min(line, len(lines) - 1), column, f'cannot be read as "key: value" lines ({error.problem}); put a value with a colon in it in quotes')]
    except (yaml.YAMLError, RecursionError):
        return {}, [problem(0, 0, 'holds characters that cannot be read; write plain "key: value" lines')]
    if node is None:
        return {}, []
    if not isinstance(node, yaml.MappingNode):
        return {}, [problem(0, 0, 'write lines like "published: 2021-08-15" here')]
    found: dict[str, str] = {}
    problems: list[Problem] = []
    for key, value in node.value:
        name, mark = str(key.value), key.start_mark
        if name in found:
            problems.append(problem(mark.line, mark.column, f'"{name}" appears twice; keep one', len(name)))
        if name not in KEYS:
            close = difflib.get_close_matches(name, KEYS, 1, 0.7)
            if close:
                problems.append(problem(mark.line, mark.column, f'"{name}" is not a field of an article; did you mean "{close[0]}"?', len(name)))
            continue
        if not isinstance(value, yaml.ScalarNode):
            problems.append(problem(value.start_mark.line, value.start_mark.column, f"{name}: write one value here, not a list"))
            continue
        found[name] = value.value.strip()
    return found, problems
