"""people.yaml, organisations.yaml, places.yaml and tags.yaml: names with their aliases and notes, kept by people."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from timeline import guarded
from timeline.model import NAMES
from timeline.problems import Problem
from timeline.store import files
from timeline.store.nodes import pair, point

FIELDS = ("aliases", "note", "at")


@dataclass(frozen=True, slots=True)
class Known:
    """The names of one file: alias -> name, name -> note, and of places name -> latitude and longitude."""

    aliases: dict[str, str]
    notes: dict[str, str]
    problems: tuple[Problem, ...]
    at: dict[str, tuple[float, float]] = field(default_factory=dict)


def load(content: Path, kind: str) -> Known:
    """Read a file of names; one that is missing has none."""
    path = content / f"{kind}.yaml"
    if not path.is_file():
        return Known({}, {}, ())
    try:
        text = files.read(path)
    except files.NotText as error:
        return Known({}, {}, (Problem(str(path), error.line, 0, "this file is not UTF-8: save it as UTF-8 in your editor", code="encoding"),))
    lines = text.splitlines() or [""]
    aliases: dict[str, str] = {}
    notes: dict[str, str] = {}
    at: dict[str, tuple[float, float]] = {}
    problems: list[Problem] = []

    def problem(mark: object, message: str, code: str) -> None:
        line, column = getattr(mark, "line", 0), getattr(mark, "column", 0)
        problems.append(Problem(str(path), line + 1, column + 1, message, lines[min(line, len(lines) - 1)], code=code))

    try:
        guarded.check(text)
        root = yaml.compose(text, Loader=yaml.CBaseLoader)
    except guarded.Unsafe as error:
        problems.append(Problem(str(path), error.line, error.column, str(error), code="unsafe"))
        return Known({}, {}, tuple(problems))
    except (yaml.YAMLError, RecursionError) as error:
        problem(getattr(error, "problem_mark", None), f"this file cannot be read ({getattr(error, 'problem', '') or 'not YAML'})", "names-syntax")
        return Known({}, {}, tuple(problems))
    if root is not None and not isinstance(root, yaml.MappingNode):
        problem(root.start_mark, 'write one name a line here, like "Ann Lee:" with its aliases below', "names-list")
    for key, value in root.value if isinstance(root, yaml.MappingNode) else ():
        if not isinstance(key, yaml.ScalarNode):
            problem(key.start_mark, 'write a name here, like "Ann Lee:"', "names-list")
            continue
        notes.setdefault(key.value, "")
        for name, node in ((n, x) for n, x in value.value if isinstance(n, yaml.ScalarNode)) if isinstance(value, yaml.MappingNode) else ():
            if name.value not in FIELDS:
                problem(name.start_mark, f'"{name.value}" is not a field here; known fields: aliases, note, at', "unknown-field")
            elif name.value == "note":
                notes[key.value] = str(node.value)
            elif name.value == "at":
                if kind == "places" and (found := point(pair(node))) is not None:
                    at[key.value] = found
                else:
                    problem(node.start_mark, 'at: write the latitude and longitude of the place, like "34.5553, 69.2075"', "point")
            else:
                for alias in node.value if isinstance(node, yaml.SequenceNode) else (node,):
                    if not isinstance(alias, yaml.ScalarNode):
                        problem(alias.start_mark, "an alias is one name", "names-list")
                        continue
                    other = aliases.get(alias.value)
                    if other and other != key.value:
                        problem(alias.start_mark, f'"{alias.value}" is already an alias of {other}; an alias belongs to one name', "alias-twice")
                    aliases[alias.value] = key.value
    return Known(aliases, notes, tuple(problems), at)


def all_names(content: Path) -> Iterator[tuple[str, Known]]:
    """The files of names, by kind."""
    for kind in NAMES:
        yield kind, load(content, kind)
