"""Event files written: a new one as people would, an existing one only by splicing at the marks of its values."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from timeline.problems import Failure
from timeline.store.fields import BY_NAME, EVENT, SOURCE
from timeline.store.nodes import Record, parse

PLAIN = re.compile(r"[^\W\d_](?:[^\n:#\[\]{}\"]|:(?=\S)|#(?<=\S#)|\"(?<=\S\"))*")
NAMED = re.compile(r"\d{3,4}[\dx]?-[a-z0-9-]*[a-z][a-z0-9-]*")  # an id: begins with a date, holds letters
BREAKS = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")  # YAML ends a line at some of them, or cannot hold them
RESERVED = re.compile(r"(?:true|false|yes|no|on|off|null|y|n|~)", re.IGNORECASE)
MODELINE = "# yaml-language-server: $schema=../../../schema/event.schema.json\n"


class NotMeant(Failure):
    """A splice would not have given the intended text; the file was left alone."""


def scalar(text: str, *, quoted: bool = False) -> str:
    """A text as a YAML scalar: plain where that is safe, else in double quotes."""
    if not quoted and PLAIN.fullmatch(text) and not BREAKS.search(text) and not RESERVED.fullmatch(text) and text == text.strip() and not text.endswith(":"):
        return text
    if not quoted and NAMED.fullmatch(text):
        return text
    return BREAKS.sub(lambda m: f"\\u{ord(m[0]):04x}", json.dumps(text, ensure_ascii=False))


def flow(names: Sequence[str]) -> str:
    """A short list on one line."""
    return "[" + ", ".join(scalar(n, quoted=any(c in n for c in ",:")) for n in names) + "]"


def render_value(name: str, value: Any, kind: str) -> str:
    """A value as it stands behind its field's name."""
    if kind in ("names", "flag-or-names") and isinstance(value, list | tuple):
        return flow(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    return scalar(str(value), quoted=kind == "date" or name in ("quote", "expression", "trigger"))


def new_file(data: Mapping[str, Any], *, modeline: bool = True) -> str:
    """The text of a new event file, in the order in which people think."""
    lines = [MODELINE] if modeline else []
    for f in EVENT:
        value = data.get(f.name)
        if f.kind == "sources":
            if value:
                lines.append("sources:\n" + "".join(source_block(s) for s in value))
        elif f.kind == "picture":
            if value:
                lines.append("image:\n" + "".join(f"  {k}: {scalar(str(v))}\n" for k, v in value.items()))
        elif value or f.name in ("people", "places", "tags"):
            lines.append(f"{f.name}: {render_value(f.name, value or [], f.kind)}\n")
    return "".join(lines)


def source_block(source: Mapping[str, Any], indent: str = "  ") -> str:
    """One source as a block of lines."""
    lines = [f"{f.name}: {render_value(f.name, source[f.name], f.kind)}\n" for f in SOURCE if source.get(f.name) not in (None, "")]
    return "".join((f"{indent}- " if i == 0 else f"{indent}  ") + line for i, line in enumerate(lines))


class Splice:
    """Changes to one event file, collected and carried out at once; everything else keeps its bytes."""

    def __init__(self, record: Record) -> None:
        self.record = record
        self.cuts: list[tuple[int, int, str]] = []
        self.meant = record.data()
        self.added: list[Mapping[str, Any]] = []
        self.newline = "\r\n" if "\r\n" in record.text else "\n"

    def set(self, name: str, value: Any) -> None:
        """Give a field a value; a field that is missing becomes a line behind its neighbour."""
        known = BY_NAME[name]
        text = render_value(name, value, known.kind)
        found = self.record.fields.get(name)
        self.meant[name] = value
        if found is not None:
            self.replace(found.node, text)
        else:
            self.cuts.append((*(2 * (self.place_after(name),)), f"{name}: {text}{self.newline}"))

    def remove(self, name: str) -> None:
        """Take a field out with its line."""
        found = self.record.fields[name]
        start = self.record.text.rfind("\n", 0, found.key.start_mark.index) + 1
        end = self.line_end(found.node.end_mark.index)
        self.meant.pop(name)
        self.cuts.append((start, end, ""))

    def set_source(self, i: int, name: str, value: Any, kind: str) -> None:
        """Give a field of a source a value."""
        found = self.record.sources[i].get(name)
        text = render_value(name, value, kind)
        self.meant["sources"][i][name] = value
        if found is not None:
            self.replace(found.node, text)
            return
        last = max(self.record.sources[i].values(), key=lambda v: v.node.end_mark.index)
        column = last.key.start_mark.column
        at = self.line_end(last.node.end_mark.index)
        self.cuts.append((at, at, f"{' ' * column}{name}: {text}{self.newline}"))

    def add_source(self, source: Mapping[str, Any]) -> None:
        """Add a source behind the last one."""
        self.meant.setdefault("sources", []).append({f.name: source[f.name] for f in SOURCE if source.get(f.name) not in (None, "")})
        self.added.append(source)

    def put_sources(self) -> None:
        """One cut for all sources that were added."""
        if not self.added:
            return
        text, end = self.record.text, len(self.record.text)
        if self.record.sources:
            last = self.record.sources[-1]
            value = max(last.values(), key=lambda v: v.node.end_mark.index)
            first = min(last.values(), key=lambda v: v.key.start_mark.index)
            indent = " " * max(first.key.start_mark.column - 2, 0)
            at = stop = self.line_end(value.node.end_mark.index)
            lead = "" if at and text[at - 1 : at] == "\n" else "\n"
        elif "sources" in self.record.fields:
            node = self.record.fields["sources"].node
            at, stop, indent, lead = node.start_mark.index, self.line_end(node.end_mark.index), "  ", "\n"
        else:
            at = stop = end
            indent, lead = "  ", ("sources:\n" if not text or text.endswith("\n") else "\nsources:\n")
        block = lead + "".join(source_block(s, indent) for s in self.added)
        self.cuts.append((at, stop, block.replace("\n", self.newline)))
        self.added = []

    def replace(self, node: Any, text: str) -> None:
        """Replace the characters of a value and nothing else."""
        start, end = node.start_mark.index, node.end_mark.index
        if isinstance(node, yaml.SequenceNode) and node.value:
            parts = [start, *(i for item in node.value for i in (item.start_mark.index, item.end_mark.index))]
            end = end if node.flow_style else parts[-1]  # the end of a block list lies at the next key, behind comments that are not its own
            if any("#" in self.record.text[a:b] for a, b in zip(parts[::2], [*parts[1::2], end], strict=False)):
                raise NotMeant(f"{self.record.path}: a list has comments, which a change would delete; the file was left alone. Write {text} there if it is right")
        raw = self.record.text[start:end]
        end -= len(raw) - len(raw.rstrip())
        if start == end and start and self.record.text[start - 1] == ":":
            text = " " + text
        self.cuts.append((start, max(start, end), text))

    def line_end(self, index: int) -> int:
        """Index behind the line on which an index stands."""
        if index and self.record.text[index - 1] == "\n":
            return index
        at = self.record.text.find("\n", index)
        return len(self.record.text) if at < 0 else at + 1

    def place_after(self, name: str) -> int:
        """Where a new field goes: behind the last field that comes before it in the table."""
        names = list(BY_NAME)
        for before in reversed(names[: names.index(name)]):
            found = self.record.fields.get(before)
            if found is not None and before != "sources":
                return self.line_end(found.node.end_mark.index)
        first = min((v.key.start_mark.index for v in self.record.fields.values()), default=len(self.record.text))
        return self.record.text.rfind("\n", 0, first) + 1

    def text(self) -> str:
        """The new text. Raises :class:`NotMeant` when it would not read back as what was meant."""
        out = self.record.text
        self.put_sources()
        if not self.cuts:
            return out
        # From the back; what is put in at one place stays in the order in which it was asked for.
        for (start, end, text), _ in sorted(zip(self.cuts, range(len(self.cuts)), strict=True), key=lambda c: (c[0][0], c[0][1], c[1]), reverse=True):
            if start == len(out) and out and not out.endswith("\n") and text.strip() and not text.startswith(("\n", "\r")):
                text = self.newline + text
            out = out[:start] + text + out[end:]
        again = parse(out, self.record.path, str(self.record.path))
        if plain(again.data()) != plain(self.meant):
            raise NotMeant(f"{self.record.path}: the change could not be made safely; the file was left alone")
        return out


def plain(data: Mapping[str, Any]) -> dict[str, Any]:
    """Data for comparison: lists as lists, nothing empty."""
    return {k: [plain(x) if isinstance(x, Mapping) else x for x in v] if isinstance(v, list | tuple) else v for k, v in data.items() if v not in ("", None, [], ())}


def path_for(content: Path, data: Mapping[str, Any]) -> Path:
    """Where a new event's file goes: by the year of its date, or ``undated``."""
    m = re.match(r"\[?(?:\.\.)?(\d{3,4})", str(data.get("date", "")))
    year = m[1].ljust(4, "0") if m else "undated"
    return content / "events" / year / f"{data['id']}.yaml"


def place(content: Path, data: Mapping[str, Any]) -> Path:
    """The same path, with a number where a file of another event has it."""
    path = path_for(content, data)
    name, k = path.stem, 2
    while path.exists() or path.is_symlink():
        path, k = path.with_name(f"{name}-{k}.yaml"), k + 1
    return path
