"""Edits by command: add, reject, join, split, outcome. Each edits files as a person would."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from timeline import edtf
from timeline.friendly import canonical
from timeline.model import NAMES
from timeline.problems import Failure
from timeline.slug import printable
from timeline.store import articles, files
from timeline.store.events import base_path, find_free_id, id_of, load_all, load_bases, lower_certainty
from timeline.store.fields import PLANS
from timeline.store.merge3 import identity
from timeline.store.nodes import LONGEST_ID, Record
from timeline.store.rejected import keep_file, reject
from timeline.store.write import Splice, new_file, place


class NoEvent(Failure):
    """There is no event of that id, or its file has errors."""


def find(content: Path, wanted: str) -> Record:
    """The event file of an id. Raises :class:`NoEvent` with the nearest ids."""
    import difflib

    records = {str(r.get("id")): r for r in load_all(content)}
    found = records.get(wanted)
    if found is None:
        near = difflib.get_close_matches(wanted, records, 3, 0.5)
        raise NoEvent(f'there is no event "{wanted}" in {content / "events"}' + (f"; did you mean {', '.join(near)}?" if near else ""))
    for error in found.errors:
        raise NoEvent(f"{error.place}: {error.message}; correct the file first")
    return found


@files.run_alone
def add(content: Path, title: str, date: str) -> Path:
    """Write a new event that no article reports; returns the path of its file.

    Raises :class:`Failure` for a bad date.
    """
    title = " ".join(printable(title).split())
    if not title:
        raise Failure("the title is empty; say what happened")
    text = date
    if date:
        try:
            text = edtf.write(edtf.parse(date))
        except edtf.BadDate as error:
            text = canonical(date)
            if not text:
                raise Failure(f"--date: {error}") from None
    return write_event(content, title, text, {str(r.get("id")) for r in load_all(content)})


def write_event(content: Path, title: str, date: str, taken: set[str], **more: str) -> Path:
    """Write the file of a new event without a source, under an id that is not ``taken`` and is from then on; its path."""
    k = find_free_id(id_of(title, date), taken)
    data = {"id": k, "title": title, "date": date, "status": "happened", "certainty": "reported", **more}
    path = place(content, data)
    files.write(path, new_file(data))
    taken.add(k)
    return path


@files.run_alone
def reject_event(content: Path, wanted: str, because: str) -> Path:
    """List an event in ``rejected.yaml`` and delete its file; returns the path that was deleted."""
    record = find(content, wanted)
    base = base_path(content, wanted)
    held = files.read(base) if base.is_file() else ""
    reject(content, record.data(), " ".join(printable(because).split()))  # first: where it cannot be noted nothing is done
    keep_file(content, wanted, record.text, held)
    record.path.unlink()
    return record.path


@files.run_alone
def join(content: Path, kept: str, other: str) -> Path:
    """Move the sources of one event to another for good; returns the path of the one that is kept."""
    a, b = find(content, kept), find(content, other)
    if kept == other:
        raise Failure("an event cannot be joined with itself")
    if (a.get("status") in PLANS) != (b.get("status") in PLANS):
        plan, came = (kept, other) if a.get("status") in PLANS else (other, kept)
        raise Failure(f"{plan} is a plan and {came} is not, so they stay two events. To link them: timeline outcome {came} {plan}")
    splice = Splice(a)
    for source in b.source_values():
        splice.add_source(source)
    for name in (*NAMES, "not_same_as", "outcome_of", "replaces"):
        mine, other_names = list(a.get(name, []) or []), list(b.get(name, []) or [])
        if more := [x for x in other_names if x not in (*mine, kept)]:
            splice.set(name, mine + more)
    for name in ("featured", "reviewed"):
        if b.get(name) and not a.get(name):
            splice.set(name, True)
    notes = [str(a.get("note"))] if a.get("note") else []
    if b.get("summary") and not a.get("summary"):
        splice.set("summary", b.get("summary"))
    elif b.get("summary") and b.get("summary") != a.get("summary"):
        notes.append(f"{other}: {b.get('summary')}")
    if b.get("note"):
        notes.append(f"{other}: {b.get('note')}")
    held = load_bases(content)
    if b.get("title") not in (a.get("title"), held.get(other, {}).get("title")):  # a person's words
        notes.append(f"{other} was called: {b.get('title')}")
    was = held.get(other, {})
    for name in ("date", "status", "certainty", "importance"):  # what a person changed there and is not so here
        if was and b.get(name) != was.get(name, "") and b.get(name) != a.get(name):
            notes.append(f"{other}: {name} was {b.get(name) or 'empty'}")
    if notes and notes != [a.get("note")]:
        splice.set("note", " ".join(notes))
    splice.set("same_as", list(dict.fromkeys([*(a.get("same_as", []) or []), other, *(b.get("same_as", []) or [])])))
    files.write(a.path, splice.text(), was=a.text)
    both = [*(held.get(kept, {}).get("sources") or []), *(held.get(other, {}).get("sources") or [])]
    files.write(base_path(content, kept), new_file({**(held.get(kept) or held.get(other) or {}), "id": kept, "sources": both}, modeline=False))
    files.write(content / "extracted" / "joined" / f"{other}.yaml", b.text)  # with its comments and all that has no place in the other
    base_path(content, other).unlink(missing_ok=True)
    b.path.unlink()
    return a.path


@files.run_alone
def outcome(content: Path, wanted: str, plan: str) -> tuple[Path, str]:
    """Note that an event is what came of a plan, or, where it is a plan itself, that it took the plan's place; the path of its file and the field."""
    event, planned = find(content, wanted), find(content, plan)
    if wanted == plan:
        raise Failure("an event cannot be the outcome of itself")
    if planned.get("status") not in (*PLANS, "cancelled"):
        raise Failure(f"{plan} is not a plan: its status is {planned.get('status') or 'happened'}; give the event first and the plan second, or correct the status in {planned.path}")
    name = "replaces" if event.get("status") in PLANS else "outcome_of"
    if wanted in [*(planned.get("outcome_of", []) or []), *(planned.get("replaces", []) or [])]:
        raise Failure(f"{plan} names {wanted} already; links between plans and outcomes cannot form a circle")
    splice = Splice(event)
    splice.set(name, list(dict.fromkeys([*(event.get(name, []) or []), plan])))
    files.write(event.path, splice.text(), was=event.text)
    return event.path, name


@files.run_alone
def split(content: Path, wanted: str, numbers: Sequence[int]) -> Path:
    """Make an event of its own from some sources (counted from 1) of another; returns the path of the new file."""
    record = find(content, wanted)
    sources = record.source_values()
    if len(sources) < 2:
        raise Failure(f'"{wanted}" has {len(sources) or "no"} source{"" if len(sources) == 1 else "s"}, so there is nothing to split off')
    if not numbers or any(not 1 <= n <= len(sources) for n in numbers) or len(set(numbers)) == len(sources):
        raise Failure(f'"{wanted}" has {len(sources)} sources, counted from 1; name some of them and leave at least one: timeline split {wanted} 2')
    moved = [sources[n - 1] for n in sorted(set(numbers))]
    taken = {str(r.get("id")) for r in load_all(content)}
    k = find_free_id(f"{wanted[: LONGEST_ID - 4]}-2", taken)
    data = {**record.data(), "id": k, "sources": moved, "date": moved[0].get("date", ""), "status": moved[0].get("status") or record.get("status"), "not_same_as": [wanted]}
    data["certainty"] = lower_certainty(str(data.get("certainty", "")), moved)
    data.update(articles.words_of(content, moved[0]))
    data.pop("same_as", None)
    path = place(content, data)
    text = record.text
    for n in sorted(set(numbers), reverse=True):
        text = without_source(record, text, n - 1)
    rest = parse_again(text, record)
    left = [s for n, s in enumerate(sources, 1) if n not in numbers]
    if rest.errors or rest.source_values() != left or {**rest.data(), "sources": 0} != {**record.data(), "sources": 0}:
        raise Failure(f'{record.path}: its sources share lines, so none can be cut out; begin each source on a line of its own with "-". Nothing was changed')
    fresh = Splice(rest)
    if lower_certainty(record.get("certainty"), left) != record.get("certainty"):
        fresh.set("certainty", lower_certainty(record.get("certainty"), left))
    fresh.set("not_same_as", [*(record.get("not_same_as", []) or []), k])
    held = load_bases(content).get(wanted, record.data())
    gone = {identity(s) for s in moved}
    files.write(path, new_file(data))
    files.write(base_path(content, k), new_file(data, modeline=False))
    files.write(record.path, fresh.text(), was=record.text)
    files.write(base_path(content, wanted), new_file({**held, "sources": [s for s in held.get("sources") or [] if identity(s) not in gone]}, modeline=False))
    return path


def parse_again(text: str, record: Record) -> Record:
    """The record of a changed text."""
    from timeline.store.nodes import parse

    return parse(text, record.path, str(record.path))


def without_source(record: Record, text: str, i: int) -> str:
    """The text without the lines of a source."""
    values = record.sources[i].values()
    start = min(v.key.start_mark.index for v in values)
    start = text.rfind("\n", 0, start) + 1
    end = max(v.node.end_mark.index for v in values)
    stop = text.find("\n", end - 1 if text[end - 1 : end] == "\n" else end)
    return text[:start] + text[len(text) if stop < 0 else stop + 1 :]
