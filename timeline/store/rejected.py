"""``rejected.yaml``: rejected events. They never come back until their entries are taken out of the file."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from timeline import guarded
from timeline.store import files
from timeline.store.events import base_path, load_each
from timeline.store.merge3 import identity
from timeline.store.nodes import load
from timeline.store.rows import Unreadable
from timeline.store.rows import data as entries
from timeline.store.write import place, scalar

HEAD = "# Findings that people threw out: they never come back. Take an entry away to let it come again.\n"


ENTRY = ("id", "title", "because", "findings")
UNFIT = re.compile(r"[/\\\s\x00-\x1f]|^\.")  # of an id, which is the name of a file


def load_rejections(content: Path) -> list[dict[str, Any]]:
    """The entries of ``rejected.yaml``. Raises :class:`Unreadable` with the reason."""
    path = content / "rejected.yaml"
    if path.exists() and not path.is_file():
        raise Unreadable(f"{path} is not a file; remove it. Until then no event counts as rejected")
    rows = entries(path, "mend it, so that nothing which was thrown out comes back")
    if not isinstance(rows, list) or not all(is_entry(r) for r in rows):
        raise Unreadable(f'{path}: each entry begins with "- id: …" and has {", ".join(ENTRY[1:])} below; correct the file, or rejected events may come back')
    return rows


def is_entry(r: Any) -> bool:
    """Whether a value is an entry, with nothing misspelt in it; an id is the name of a file."""
    if not isinstance(r, dict) or not r.keys() <= set(ENTRY) or not (r.get("id") or r.get("findings")):
        return False
    findings = r.get("findings") or []
    named = isinstance(r.get("id", ""), str) and not UNFIT.search(r.get("id", ""))
    return named and isinstance(findings, list) and all(isinstance(f, dict) and f.get("quote") for f in findings)


def write_rejections(path: Path, text: str, wanted: list[Any]) -> None:
    """Write the file, if it reads back as these entries.

    Raises :class:`Unreadable` where it does not: then nothing is written.
    """
    try:
        again = guarded.plain(text) or []
    except guarded.Unsafe:
        again = None
    if again != wanted or not all(is_entry(r) for r in wanted):
        raise Unreadable(f'{path}: its entries are written in a form that cannot be edited here; write each as a line "- id: …" with its fields below. Nothing was changed')
    files.write(path, text)


def load_rejected(content: Path) -> tuple[set[str], set[tuple[str, ...]]]:
    """Ids and findings of rejected events."""
    rows = load_rejections(content)
    return {r.get("id", "") for r in rows}, {identity(s) for r in rows for s in r.get("findings") or [] if isinstance(s, dict)}


def reject(content: Path, data: Mapping[str, Any], because: str) -> None:
    """Add an event to ``rejected.yaml``: its findings never make an event again."""
    path = content / "rejected.yaml"
    before = load_rejections(content)
    old = files.read(path) if path.is_file() else HEAD
    if not before and any(line.strip() and not line.startswith("#") for line in old.splitlines()):
        old = HEAD  # "[]" and the like
    if old and not old.endswith("\n"):
        old += "\n"
    lines = [f"- id: {data['id']}", f"  title: {scalar(str(data.get('title', '')))}", f"  because: {scalar(because)}", "  findings:"]
    for s in (s for s in data.get("sources") or [] if s.get("quote")):
        parts = ", ".join(f"{k}: {scalar(str(s[k]), quoted=True)}" for k in ("article", "quote", "trigger", "expression", "occurrence") if s.get(k))
        lines.append(f"    - {{{parts}}}")
    added = "\n".join(lines) + "\n"
    write_rejections(path, old + added, [*before, *guarded.plain(added)])
    base_path(content, str(data["id"])).unlink(missing_ok=True)  # whoever takes the entry out again gets the event back


@files.run_alone
def restore(content: Path, wanted: str) -> bool:
    """Take an event out of ``rejected.yaml``; False where it is not in it."""
    path = content / "rejected.yaml"
    rows = load_rejections(content)
    if not any(r.get("id") == wanted for r in rows):
        return False
    lines = files.read(path).split("\n")
    lines = [line + "\n" for line in lines[:-1]] + lines[-1:]
    kept, skip = [], False
    for line in lines:
        if line.startswith("- "):
            skip = re.match(rf"- id: [\"']?{re.escape(wanted)}[\"']?\s*$", line) is not None
        if not skip or line.startswith("#"):
            kept.append(line)
    if len(kept) == len(lines):
        raise Unreadable(f'{path}: the entry of {wanted} does not begin with "- id: {wanted}"; take its lines out by hand')
    write_rejections(path, "".join(kept), [r for r in rows if r.get("id") != wanted])
    if wanted in ids(content):
        rename_kept_file(content, wanted)
        return True  # somebody wrote it anew: that file stays
    base_path(content, wanted).unlink(missing_ok=True)
    bring_back(content, wanted)
    return True


def ids(content: Path) -> set[str]:
    """The ids of all event files."""
    return {str(r.get("id") or r.path.stem) for r in load_each(content)}


def bring_back(content: Path, wanted: str) -> bool:
    """Restore the file of an event that the command rejected; False where none is kept."""
    file, base = kept_path(content, wanted), kept_path(content, wanted, base=True)
    if not file.is_file():
        return False
    files.write(place(content, {**load(file).data(), "id": wanted}), files.read(file))
    if base.is_file():
        files.write(base_path(content, wanted), files.read(base))
    for left in (file, base):
        left.unlink(missing_ok=True)
    return True


def keep_file(content: Path, wanted: str, text: str, base: str) -> None:
    """Keep the file of an event that is rejected, and its machine version.

    One that was kept under the same id before gets another name.
    """
    rename_kept_file(content, wanted)
    files.write(kept_path(content, wanted), text)
    if base:
        files.write(kept_path(content, wanted, base=True), base)


def rename_kept_file(content: Path, wanted: str) -> None:
    """Give the kept files of an event another name, under which they do not come back, so that no words of a person
    are lost.
    """
    file, base = kept_path(content, wanted), kept_path(content, wanted, base=True)
    base.unlink(missing_ok=True)
    n = 1
    while file.is_file() and (old := file.with_name(f"{wanted}.{n}.old")).exists():
        n += 1
    if file.is_file():
        file.rename(old)


def find_restored(content: Path) -> list[str]:
    """Events that the command rejected and whose entries a person took out of the file: they come back as they were."""
    gone, found = load_rejected(content)
    kept = sorted(p for p in (content / "extracted" / "rejected").glob("*.yaml") if p.is_file() and not p.stem.endswith(".base") and p.stem not in gone)
    loose = [p.stem for p in kept if not any(identity(s) in found for s in load(p).source_values())]
    there = ids(content) if loose else set()  # all event files are read for it
    return [k for k in loose if k not in there]


def kept_path(content: Path, wanted: str, *, base: bool = False) -> Path:
    """Where the file of a rejected event is kept, or its machine version."""
    return content / "extracted" / "rejected" / f"{wanted}{'.base' if base else ''}.yaml"
