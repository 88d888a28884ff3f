"""Event files read by composing YAML nodes: every scalar as text, with its place, and every problem at once."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from timeline import edtf, guarded
from timeline.problems import Problem
from timeline.store import files
from timeline.store.fields import BY_NAME, IMAGE_BY_NAME, SOURCE_BY_NAME, Field

LENGTH = re.compile(r"P(?:T?\d+(?:\.\d+)?(?:[YMWDHS]|DE|CE|ML|Q))+(?:T\d+[HMS])?")
CONFLICT = re.compile(r"^(?:<{7}|={7}|>{7})(?: |$)", re.MULTILINE)
SUSPECT = re.compile(r"^(?:<{7}|={7}|>{7})|^ *\t|[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufeff\ufffe\uffff]", re.MULTILINE)
POINT = re.compile(r"(-?\d{1,2}(?:\.\d+)?)\s*[,; ]\s*(-?\d{1,3}(?:\.\d+)?)")
WEEK = re.compile(r"\d{4}-W\d\d")
SPECIAL = re.compile(r"(?:^|[:\-\[,][ \t])[ \t]*[&*!]", re.MULTILINE)  # where an anchor, alias or tag may stand
UNCLOSED = re.compile(r':\s+("(?:[^"\\]|\\.)*|\'[^\']*)$')
UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufeff\ufffe\uffff]")
MANY = 20  # problems of a file that are told
LONGEST_ID = 200
TRUE, FALSE = ("true", "yes", "on"), ("false", "no", "off")


class Place(NamedTuple):
    """A line and column from 0, like a mark of PyYAML."""

    line: int
    column: int


class Value(NamedTuple):
    """A value with the node that it was read from."""

    value: Any
    node: Any
    key: Any


@dataclass(slots=True)
class Record:
    """An event file: its text, its fields with their places, and what is wrong with it."""

    path: Path
    text: str
    fields: dict[str, Value] = field(default_factory=dict)
    sources: list[dict[str, Value]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    root: Any = None
    shown: str = ""  # the path as messages show it

    def get(self, name: str, default: Any = "") -> Any:
        """The value of a field, or the default."""
        found = self.fields.get(name)
        return found.value if found else default

    @property
    def errors(self) -> list[Problem]:
        """What makes the file unusable until it is mended; a date in friendly words leaves it sound."""
        return [p for p in self.problems if p.code != "friendly-date"]

    def source_values(self) -> list[dict[str, Any]]:
        """The sources as plain values."""
        return [{k: v.value for k, v in s.items()} for s in self.sources]

    def data(self) -> dict[str, Any]:
        """All fields as plain values."""
        out = {k: v.value for k, v in self.fields.items() if k != "sources"}
        if "sources" in self.fields:
            out["sources"] = self.source_values()
        return out

    def line(self, name: str) -> int:
        """The line of a field, from 1."""
        found = self.fields.get(name)
        return found.key.start_mark.line + 1 if found else 1


def load(path: Path, shown: str = "") -> Record:
    """Read an event file. What is wrong with it stands in ``problems``; nothing is raised for a person's text."""
    shown = shown or str(path)
    try:
        if path.exists() and not path.is_file():
            return Record(path, "", shown=shown, problems=[Problem(shown, 0, 0, "this is no ordinary file; take it out of the folder", code="encoding")])
        if path.is_file() and path.stat().st_size > guarded.SIZE:
            return Record(path, "", shown=shown, problems=[Problem(shown, 0, 0, f"this file is larger than {guarded.SIZE // 1_000_000} MB", code="unsafe")])
        text = files.read(path)
    except OSError as error:
        return Record(path, "", shown=shown, problems=[Problem(shown, 0, 0, f"this file cannot be read ({error.strerror}); see who may read it, or take it away", code="encoding")])
    except files.NotText as error:
        return Record(path, "", shown=shown, problems=[Problem(shown, error.line, 0, "this file is not UTF-8: save it as UTF-8 in your editor", code="encoding")])
    return parse(text, path, shown)


def parse(text: str, path: Path, shown: str) -> Record:
    """Read the text of an event file."""
    record = Record(path, text, shown=shown)

    def problem(mark: Any, message: str, code: str, width: int = 1, fix: str = "") -> None:
        if len(record.problems) == MANY:
            record.problems.append(Problem(shown, 0, 0, "more is wrong with this file; mend these first", code="many"))
        if len(record.problems) > MANY:
            return
        lines = text.splitlines() or [""]
        line = min(mark.line, len(lines) - 1) if mark else 0
        record.problems.append(Problem(shown, line + 1, (mark.column if mark else 0) + 1, message, lines[line], width, code=code, fix=fix))

    if SUSPECT.search(text) and not find_stumbling_blocks(record, text):
        return record
    try:
        for token in yaml.scan(text, Loader=yaml.CSafeLoader) if SPECIAL.search(text) else ():
            if isinstance(token, yaml.AnchorToken | yaml.AliasToken | yaml.TagToken):
                what = {"AnchorToken": "&", "AliasToken": "*", "TagToken": "!"}[type(token).__name__]
                problem(token.start_mark, f'a value cannot begin with "{what}" here: put it in quotes', "special-character")
                return record
        guarded.check(text)
        root = yaml.compose(text, Loader=yaml.CBaseLoader)  # resolves nothing: every scalar is text
    except guarded.Unsafe as error:
        lines = text.splitlines() or [""]
        record.problems.append(Problem(shown, error.line, error.column, str(error), lines[min(error.line, len(lines)) - 1][:200], code="unsafe"))
        return record
    except yaml.MarkedYAMLError as error:
        explain(error, problem, text.splitlines() or [""])
        return record
    except yaml.YAMLError as error:
        record.problems.append(Problem(shown, 1, 1, f"a character here cannot stand in YAML ({error})".replace("\n", " "), text.split("\n")[0], code="character"))
        return record
    if not isinstance(root, yaml.MappingNode):
        problem(None, 'this file is empty or no list of "field: value" lines; it needs at least id and title', "empty")
        return record
    record.root = root
    for key, node in root.value:
        name = key.value if isinstance(key, yaml.ScalarNode) else ""
        known = BY_NAME.get(name)
        if name in record.fields:
            problem(key.start_mark, f'"{name}" stands here twice; keep one of them', "duplicate-field", len(name))
        elif known is None:
            close = difflib.get_close_matches(name, BY_NAME, 1, 0.6)
            tip = f'did you mean "{close[0]}"?' if close else f"known fields: {', '.join(BY_NAME)}"
            problem(key.start_mark, f'"{name}" is not a field of an event; {tip}', "unknown-field", len(name))
        elif known.kind == "sources":
            record.fields[name] = Value(None, node, key)
            sources(node, record, problem)
        elif known.kind == "picture":
            record.fields[name] = Value(picture(node, problem), node, key)
        else:
            record.fields[name] = Value(typed(known, node, problem), node, key)
    for known in BY_NAME.values():
        if known.required and known.name not in record.fields:
            problem(root.start_mark, f'"{known.name}" is missing; add a line like "{known.name}: {known.example}"', "missing-field")
    return record


def find_stumbling_blocks(record: Record, text: str) -> bool:
    """Whether a text holds none of the things that YAML would stumble over far from where they are."""
    lines = text.splitlines() or [""]
    if (m := CONFLICT.search(text)) is not None:
        line = text.count("\n", 0, m.start())
        record.problems.append(
            Problem(
                record.shown,
                line + 1,
                1,
                "a merge conflict of git is left in this file: keep one side and delete the lines <<<<<<<, ======= and >>>>>>>",
                lines[line],
                len(m.group()),
                code="merge-conflict",
            )
        )
        return False
    if (m := UNPRINTABLE.search(text)) is not None:
        line = text.count("\n", 0, m.start())
        column = m.start() - text.rfind("\n", 0, m.start())
        record.problems.append(Problem(record.shown, line + 1, column, f"an invisible character (U+{ord(m[0]):04X}) stands here; delete it", UNPRINTABLE.sub("\ufffd", lines[line]), code="character"))
        return False
    if (tab := re.search(r"^[ ]*\t", text, re.MULTILINE)) is not None:
        line = text.count("\n", 0, tab.start())
        record.problems.append(Problem(record.shown, line + 1, tab.end() - tab.start(), "a tab stands in the indent; YAML wants blanks there", lines[line], code="tab"))
        return False
    return True


def explain(error: Any, problem: Any, lines: list[str]) -> None:
    """A YAML error in words for somebody who is tired."""
    mark = error.problem_mark or error.context_mark
    said = f"{error.context or ''} {error.problem or ''}"
    line = lines[min(mark.line, len(lines) - 1)] if mark else ""
    if "mapping values are not allowed" in said:
        problem(mark, "a colon followed by a blank begins a new field; put the whole value in quotes", "colon")
    elif "unexpected end of stream" in said or "end of stream" in said:
        start = error.context_mark or mark
        problem(start, "a quotation mark opens here and is never closed", "unclosed-quote")
    elif "could not find expected ':'" in said:
        start = error.context_mark or mark
        problem(
            start,
            'this line is no "field: value"; a colon and a blank are missing, or it belongs to the value above and needs more indent',
            "no-colon",
            len(lines[min(start.line, len(lines) - 1)].strip()) or 1,
        )
    elif "found character" in said and "cannot start any token" in said:
        ch = line[mark.column : mark.column + 1]
        problem(mark, f'a value cannot begin with "{ch}": put it in quotes', "special-character")
    elif "expected ',' or ']'" in said or "expected ',' or '}'" in said:
        start = error.context_mark or mark
        problem(start, "a bracket opens here and is not closed, or a comma is missing", "unclosed-bracket")
    elif "another document" in said:
        problem(mark, 'a line "---" begins a second document; one file holds one event: delete the line or move what follows to a file of its own', "second-document", 3)
    elif "block mapping" in said or "block collection" in said or "block end" in said:
        opened = next(((i, m) for i, text in enumerate(lines[: mark.line + 1]) if (m := UNCLOSED.search(text))), None)
        if opened is not None:
            problem(Place(opened[0], opened[1].start(1)), "a quotation mark opens here and is never closed", "unclosed-quote", len(opened[1][1]))
        elif re.search(r":\s+([\"']).*\1\s*$", line[: mark.column]):
            problem(mark, "text follows the closing quotation mark; put the whole value in quotes", "text-after-quote", len(line) - mark.column)
        else:
            problem(mark, "the indent does not fit the lines above", "indent")
    else:
        problem(mark, f"this cannot be read ({(error.problem or '').strip() or 'YAML error'}); put the value in quotes", "syntax")


def typed(known: Field, node: Any, problem: Any) -> Any:
    """The value of a field by its kind, with a problem where it does not fit."""
    name = known.name
    if known.kind in ("names", "flag-or-names") and isinstance(node, yaml.SequenceNode):
        out: dict[str, None] = {}
        for item in node.value:
            if not isinstance(item, yaml.ScalarNode):
                problem(item.start_mark, f"{name}: each entry is one name", "list-entry")
            elif not item.style and item.value.strip()[:1] in "“„‘" and item.value.strip():
                problem(item.start_mark, f"{name}: curly quotation marks belong to the name; use straight ones or none", "curly-quotes", len(item.value))
            elif item.value.strip() in out:
                problem(item.start_mark, f'{name}: "{item.value.strip()}" stands here twice', "duplicate-entry", len(item.value))
            elif item.value.strip():
                out[item.value.strip()] = None
        return list(out)
    if known.kind == "date" and isinstance(node, yaml.SequenceNode):  # [2021-08-02..2021-08-08] without quotes is a list to YAML
        return date(known, f"[{','.join(str(i.value) for i in node.value)}]", node, problem)
    if known.kind == "point" and isinstance(node, yaml.SequenceNode):  # [34.5, 69.2]
        return typed(known, yaml.ScalarNode(node.tag, pair(node), node.start_mark, node.end_mark), problem)
    if not isinstance(node, yaml.ScalarNode):
        problem(node.start_mark, f"{name}: one value is wanted here, like {known.example}", "one-value")
        return [] if known.kind == "names" else ""
    text = node.value.strip()
    if text[:1] in "“„‘" and text[-1:] in "”“’" and known.kind not in ("text",) and text:
        problem(node.start_mark, f"{name}: curly quotation marks belong to the value; use straight ones", "curly-quotes", len(text))
        return text
    if known.kind == "names":
        if text and text not in ("~", "null"):
            problem(node.start_mark, f"{name}: a list is wanted; write {name}: [{text}]", "list-wanted", len(text), f"[{text}]")
            return [text]
        return []
    if known.kind in ("flag", "flag-or-names"):
        if text.lower() not in TRUE + FALSE:
            more = ", or a list of fields: [title, date]" if known.kind == "flag-or-names" else ""
            problem(node.start_mark, f'{name}: "{text}" should be true or false{more}', "flag", len(text))
        return text.lower() in TRUE
    if known.kind == "date":
        return date(known, text, node, problem)
    if known.kind == "point" and text and point(text) is None:
        problem(node.start_mark, f'{name}: "{text}" is no latitude and longitude in degrees; write them like {known.example}', "point", len(text))
        return ""
    if known.kind == "length" and text and not LENGTH.fullmatch(text):
        problem(node.start_mark, f'{name}: "{text}" is not a length; write P20Y for 20 years, P3M for three months, P10D for ten days', "length", len(text))
    if known.kind == "choice" and text not in known.values:
        close = difflib.get_close_matches(text, known.values, 1, 0.5)
        problem(node.start_mark, f'{name}: "{text}" is not one of {", ".join(known.values)}' + (f'; did you mean "{close[0]}"?' if close else ""), "choice", len(text), close[0] if close else "")
    if name == "title" and not text:
        problem(node.start_mark, "title: is empty; say what happened", "empty-title")
    if name == "id" and len(text) > LONGEST_ID:
        problem(node.start_mark, f"id: {len(text)} characters are too many for the name of a file; {LONGEST_ID} are the most", "id", len(text))
    if name == "id" and not re.fullmatch(r"[a-z0-9][a-z0-9-]*", text):
        problem(node.start_mark, f'id: "{text}" may have only small letters, digits and hyphens', "id", len(text))
    return text


def date(known: Field, text: str, node: Any, problem: Any) -> str:
    """A date as EDTF; a friendly spelling is accepted and its canonical form told."""
    from timeline.friendly import canonical

    if not text:
        return ""
    try:
        form = canonical_edtf(text)
        return suggest_form(known, text, form, node, problem) if WEEK.fullmatch(text) else form
    except edtf.BadDate as error:
        form = canonical(text)
        if form:
            return suggest_form(known, text, form, node, problem)
        slashes = re.fullmatch(r"\d{1,2}[/.]\d{1,2}[/.]\d{2,4}", text)
        said = f'"{text}" could be day-month or month-day; write the year first: 2021-08-15' if slashes else str(error)
        problem(node.start_mark, f"{known.name}: {said}", "date", len(text))
        return ""


@lru_cache(maxsize=50_000)
def canonical_edtf(text: str) -> str:
    """The canonical form of an EDTF date. Raises :class:`timeline.edtf.BadDate`."""
    return edtf.write(edtf.parse(text))


def suggest_form(known: Field, text: str, form: str, node: Any, problem: Any) -> str:
    """A date that was written in a friendly way: the canonical form is a warning, not an error."""
    problem(node.start_mark, f'{known.name}: "{text}" was read as "{form}"', "friendly-date", len(text), form)
    return form


def sources(node: Any, record: Record, problem: Any) -> None:
    """The list of sources, each a small mapping."""
    if isinstance(node, yaml.ScalarNode) and node.value.strip() in ("", "~", "null"):
        return
    if not isinstance(node, yaml.SequenceNode):
        problem(node.start_mark, 'sources: a list is wanted: each source begins with "- article: …"', "list-wanted")
        return
    for item in node.value:
        if not isinstance(item, yaml.MappingNode):
            problem(item.start_mark, 'sources: each one begins with "- article: …" and has lines below it', "source")
            continue
        record.sources.append(parts(item, SOURCE_BY_NAME, "a source", problem))


def picture(node: Any, problem: Any) -> dict[str, str]:
    """The fields of a picture."""
    if isinstance(node, yaml.ScalarNode) and node.value.strip() in ("", "~", "null"):
        return {}
    if not isinstance(node, yaml.MappingNode):
        problem(node.start_mark, 'image: lines below it are wanted, "file: …" and "alt: …"', "picture")
        return {}
    return {name: str(v.value) for name, v in parts(node, IMAGE_BY_NAME, "a picture", problem).items()}


def parts(node: Any, table: dict[str, Field], what: str, problem: Any) -> dict[str, Value]:
    """The fields of a value that has some itself."""
    found: dict[str, Value] = {}
    for key, value in node.value:
        name = str(key.value)
        known = table.get(name)
        if known is None:
            close = difflib.get_close_matches(name, table, 1, 0.6)
            tip = f'did you mean "{close[0]}"?' if close else f"known fields: {', '.join(table)}"
            problem(key.start_mark, f'"{name}" is not a field of {what}; {tip}', "unknown-field", len(name))
        elif name in found:
            problem(key.start_mark, f'"{name}" stands here twice; keep one of them', "duplicate-field", len(name))
        else:
            found[name] = Value(typed(known, value, problem), value, key)
    for known in table.values():
        if known.required and known.name not in found:
            problem(node.start_mark, f'{what} without "{known.name}"; add the line', "missing-field")
    return found


def pair(node: Any) -> str:
    """A point as text, whether it is written as "34.55, 69.2" or as a list of two."""
    return ", ".join(str(i.value) for i in node.value) if isinstance(node, yaml.SequenceNode) else str(node.value)


def point(text: str) -> tuple[float, float] | None:
    """Latitude and longitude in degrees from "34.55, 69.2"; None for what is no such pair."""
    m = POINT.fullmatch(text)
    lat, lon = (float(m[1]), float(m[2])) if m else (360.0, 0.0)
    return (lat, lon) if abs(lat) <= 90 and abs(lon) <= 180 else None
