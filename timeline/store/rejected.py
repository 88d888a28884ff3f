"""``rejected.yaml``: what people threw out, which never comes again until it is taken out of the file."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from timeline import guarded
from timeline.problems import Failure
from timeline.store import files
from timeline.store.events import base_path
from timeline.store.merge3 import identity
from timeline.store.nodes import load
from timeline.store.write import path_for, scalar

HEAD = "# Findings that people threw out: they never come back. Take an entry away to let it come again.\n"


class Unreadable(Failure):
    """A file of decisions cannot be read; nothing is done before it is mended."""


def rejections(content: Path) -> list[dict[str, Any]]:
    """The entries of ``rejected.yaml``. Raises :class:`Unreadable` with what is wrong."""
    path = content / "rejected.yaml"
    if not path.is_file():
        return []
    try:
        rows = guarded.plain(files.read(path)) or []
    except guarded.Unsafe as error:
        raise Unreadable(f"{path}:{error.line}: this file cannot be read ({error}); mend it, so that nothing which was thrown out comes back") from None
    if not isinstance(rows, list) or not all(isinstance(r, dict) and isinstance(r.get("id", ""), str) and isinstance(r.get("findings") or [], list) for r in rows):
        raise Unreadable(f'{path}: each entry begins with "- id: …"; mend the file, so that nothing which was thrown out comes back')
    return rows


def rejected(content: Path) -> tuple[set[str], set[tuple[str, ...]]]:
    """Ids and findings that people threw out."""
    rows = rejections(content)
    return {r.get("id", "") for r in rows}, {identity(s) for r in rows for s in r.get("findings") or [] if isinstance(s, dict)}


def reject(content: Path, data: Mapping[str, Any], because: str) -> None:
    """Add an event to ``rejected.yaml``: its findings never make an event again."""
    path = content / "rejected.yaml"
    old = files.read(path) if path.is_file() else HEAD
    if old and not old.endswith("\n"):
        old += "\n"
    lines = [f"- id: {data['id']}", f"  title: {scalar(str(data.get('title', '')))}", f"  because: {scalar(because)}", "  findings:"]
    for s in data.get("sources") or []:
        parts = ", ".join(f"{k}: {json.dumps(str(s[k]), ensure_ascii=False)}" for k in ("article", "quote", "trigger", "expression", "occurrence") if s.get(k))
        lines.append(f"    - {{{parts}}}")
    files.write(path, old + "\n".join(lines) + "\n")
    base_path(content, str(data["id"])).unlink(missing_ok=True)  # whoever takes the entry out again gets the event back


def restore(content: Path, wanted: str) -> bool:
    """Take an event out of ``rejected.yaml``; False where it is not in it."""
    path = content / "rejected.yaml"
    rows = rejections(content)
    if not any(r.get("id") == wanted for r in rows):
        return False
    lines = files.read(path).splitlines(keepends=True)
    kept, skip = [], False
    for line in lines:
        if line.startswith("- "):
            skip = re.match(rf"- id: [\"']?{re.escape(wanted)}[\"']?\s*$", line) is not None
        elif skip and line[:1] not in (" ", "\n", "\r"):
            skip = False
        if not skip:
            kept.append(line)
    if len(kept) == len(lines):
        raise Unreadable(f'{path}: the entry of {wanted} does not begin with "- id: {wanted}"; take its lines out by hand')
    files.write(path, "".join(kept))
    base_path(content, wanted).unlink(missing_ok=True)
    file, base = set_aside(content, wanted), set_aside(content, wanted, base=True)
    if file.is_file():  # it was thrown out by the command: the file comes back as it was
        there = load(file)
        files.write(path_for(content, {**there.data(), "id": wanted}), files.read(file))
        if base.is_file():
            files.write(base_path(content, wanted), files.read(base))
    for left in (file, base):
        left.unlink(missing_ok=True)
    return True


def set_aside(content: Path, wanted: str, *, base: bool = False) -> Path:
    """Where the file of an event that was thrown out by the command is kept, or what the machine wrote last of it."""
    return content / "extracted" / "rejected" / f"{wanted}{'.base' if base else ''}.yaml"
