"""Three-way merge, field by field: base is what the machine said last, mine the person's file, theirs what it says now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from timeline.store.fields import EVENT, IDENTITY, SOURCE
from timeline.store.nodes import Record
from timeline.store.write import Splice


@dataclass(frozen=True, slots=True)
class Conflict:
    """Both sides changed a field in different ways; the person's value stands."""

    event: str
    field: str
    mine: str
    theirs: str


def identity(source: Mapping[str, Any]) -> tuple[str, ...]:
    """What makes a finding the same finding: article, quotation, trigger and expression, whatever its date."""
    out = []
    for name in IDENTITY:
        text = str((source.get(name) if name != "occurrence" or source.get("expression") else "") or ("1" if name == "occurrence" else ""))
        out.append(" ".join(text.replace("’", "'").replace("“", '"').replace("”", '"').split()))
    return tuple(out)


def is_same(a: Any, b: Any) -> bool:
    """Equality in which nothing, "" and the empty list are the same, and lists of names are sets."""
    if isinstance(a, list | tuple) or isinstance(b, list | tuple):
        return sorted(a or []) == sorted(b or [])
    return (a or "") == (b or "")


def is_locked(record: Record, name: str) -> bool:
    """Whether a person locked a field."""
    lock = record.get("locked", [])
    return lock is True or (isinstance(lock, list) and name in lock)


def three_way(base: Mapping[str, Any], record: Record, theirs: Mapping[str, Any]) -> tuple[Splice, list[Conflict]]:
    """The splice that takes the machine's changes where no person touched, and the conflicts."""
    splice = Splice(record)
    conflicts: list[Conflict] = []
    for f in EVENT:
        if not f.merged or f.kind == "sources":
            continue
        was, mine, now = base.get(f.name), record.get(f.name, None), theirs.get(f.name)
        if is_same(was, now) or is_same(mine, now) or is_locked(record, f.name):
            continue
        if f.kind == "names":
            merged = merge_names(was or [], mine or [], now or [])
            if not is_same(merged, mine):
                splice.set(f.name, merged)
        elif is_same(was, mine) and (mine is not None or was in (None, "", [])):
            if now in (None, "", []):
                if f.name in record.fields:
                    splice.remove(f.name)
            else:
                splice.set(f.name, now)
        else:
            conflicts.append(Conflict(str(record.get("id")), f.name, show_value(mine), show_value(now)))
    if not is_locked(record, "sources"):
        merge_sources(base.get("sources") or [], record, theirs.get("sources") or [], splice)
    return splice, conflicts


def merge_names(was: Sequence[str], mine: Sequence[str], now: Sequence[str]) -> list[str]:
    """Lists of names merged as sets, in the person's order."""
    added = [n for n in now if n not in was and n not in mine]
    gone = {n for n in was if n not in now}
    return [n for n in mine if n not in gone or n not in was] + added


def merge_sources(base: Sequence[Mapping[str, Any]], record: Record, theirs: Sequence[Mapping[str, Any]], splice: Splice) -> None:
    """Sources by identity: new ones are added, untouched fields follow the machine, deleted ones stay deleted."""
    was = {identity(s): s for s in base}
    mine = {identity({k: v.value for k, v in s.items()}): i for i, s in enumerate(record.sources)}
    for source in theirs:
        key = source.get("was") or identity(source)
        if key not in mine:
            if key not in was:
                splice.add_source(source)
            continue
        i = mine[key]
        for name in ("quote", "expression", "occurrence") if "was" in source else ():  # what makes it that finding follows the article
            there, meant = record.sources[i].get(name), str(source.get(name) or "1")
            if str(there.value if there else "1") != meant:
                splice.set_source(i, name, meant, "text")
        for f in SOURCE:
            if not f.merged:
                continue
            now, before = source.get(f.name), was.get(key, {}).get(f.name)
            held = record.sources[i].get(f.name)
            value = held.value if held else None
            if not is_same(now, before) and is_same(before, value) and now not in (None, ""):
                splice.set_source(i, f.name, now, f.kind)


def show_value(value: Any) -> str:
    """A value for a message."""
    return "(nothing)" if value in (None, "", []) else ", ".join(value) if isinstance(value, list | tuple) else str(value)
