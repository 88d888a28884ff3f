"""One guarded way to read YAML that others may have written: bounded in size and depth, without anchors and aliases, every fault as :class:`Unsafe`."""

from __future__ import annotations

import re
from typing import Any

import yaml

SIZE = 5_000_000  # characters of a file that people edit
DEPTH = 30  # levels of nesting; an event file has three
MANY_NESTED = 40  # brackets, or dashes in front of a line, from which the depth is counted before anything is built
VALUES = 200_000  # commas and lines of a text; each may be a value, which takes a hundred times its own size
NESTED = re.compile(r"[\[{]|^[ ]*(?:- ){2,}|[&*][\w-]", re.MULTILINE)


class Unsafe(ValueError):
    """The text is not read; the message says why, ``line`` and ``column`` count from 1."""

    def __init__(self, message: str, line: int = 1, column: int = 1) -> None:
        super().__init__(message)
        self.line, self.column = line, column


def check(text: str) -> None:
    """Raise :class:`Unsafe` for what a parser must not be given: too long, nested too deep, or with aliases, which may grow without bound."""
    if len(text) > SIZE:
        raise Unsafe(f"this file is larger than {SIZE // 1_000_000} MB")
    if text.count(",") + text.count("\n") > VALUES:
        raise Unsafe(f"this file holds more than {VALUES} values")
    if sum(1 for _ in NESTED.finditer(text)) < MANY_NESTED and not re.search(r"(?:^|[\s\[{,:-])[&*][\w-]", text):
        return
    depth = 0
    try:
        for event in yaml.parse(text, Loader=yaml.CBaseLoader):  # goes through the text without building anything
            line, column = (event.start_mark.line + 1, event.start_mark.column + 1) if event.start_mark else (1, 1)
            if isinstance(event, yaml.AliasEvent):
                raise Unsafe("YAML aliases (*name) are not allowed here; write the value out", line, column)
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if depth > DEPTH:
                raise Unsafe(f"this is nested more than {DEPTH} levels deep", line, column)
    except yaml.YAMLError:
        return  # the reader says what is wrong with it


def data(node: Any) -> Any:
    """The data of a node, every scalar as text, None for no node. Raises :class:`Unsafe` where a name stands twice in one mapping, of which only the last would count, or is none."""
    if isinstance(node, yaml.MappingNode):
        out: dict[str, Any] = {}
        for key, value in node.value:
            line, column = key.start_mark.line + 1, key.start_mark.column + 1
            if not isinstance(key, yaml.ScalarNode):
                raise Unsafe("write a name here", line, column)
            if key.value in out:
                raise Unsafe(f'"{key.value}" appears twice', line, column)
            out[key.value] = data(value)
        return out
    return [data(item) for item in node.value] if isinstance(node, yaml.SequenceNode) else node.value if node is not None else None


def plain(text: str) -> Any:
    """The data of a YAML text, every scalar as text. Raises :class:`Unsafe` for whatever is wrong with it."""
    check(text)
    try:
        return data(yaml.compose(text, Loader=yaml.CBaseLoader))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        raise Unsafe(str(error.problem or "not YAML"), mark.line + 1 if mark else 1, mark.column + 1 if mark else 1) from None
    except (yaml.YAMLError, RecursionError) as error:
        raise Unsafe(str(error).split("\n")[0] or "not YAML") from None
