"""A content folder -> the timeline that pages and exports are made from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from timeline.atlas import Spot, locate
from timeline.problems import Problem
from timeline.slug import folded
from timeline.store import articles as findings
from timeline.store import conflicts, duplicates, names, suggestions, unsupported
from timeline.store.events import load_all, load_bases, without_garbage_collection
from timeline.store.files import refuse_foreign
from timeline.store.merge3 import identity
from timeline.store.nodes import Record
from timeline.store.rejected import load_rejections
from timeline.view.event import Around, EventView, event_view
from timeline.view.history import Change, changes, histories
from timeline.view.key_events import time_order
from timeline.view.promises import find_linked_ids


@dataclass(frozen=True, slots=True)
class Timeline:
    """All that the pages are made from."""

    title: str
    events: tuple[EventView, ...]
    articles: tuple[dict[str, Any], ...]
    used: dict[tuple[str, ...], str]  # finding -> event id
    problems: tuple[Problem, ...]
    names: dict[str, names.Known]  # kind of name -> aliases and notes
    newest: str  # the newest publication date: what counts as now
    rejected: tuple[tuple[str, str, str], ...] = ()  # id, title, reason
    changes: tuple[Change, ...] = ()
    maybe: tuple[tuple[EventView, EventView], ...] = ()  # pairs that may be one event
    unsupported: tuple[unsupported.Unsupported, ...] = ()  # lines of imported timelines
    suggested: dict[str, str] = field(default_factory=dict)  # event id -> the title that a model suggests for it
    spots: dict[str, Spot] = field(default_factory=dict)  # place -> where it is on the map

    @property
    def dated(self) -> tuple[EventView, ...]:
        """The events that stand on the axis, in its order."""
        return tuple(e for e in self.events if e.span)

    def where(self, e: EventView) -> list[tuple[str, Spot]]:
        """The points of an event on the map, each with the name of its place: where a person put it, under its first place or none, else those of its places that are known."""
        return [(e.places[0] if e.places else "", Spot(*e.at, "given"))] if e.at else [(n, self.spots[n]) for n in e.places if n in self.spots]

    def titled(self) -> Timeline:
        """The same with suggested titles in the place of quotations."""
        return self.with_events(replace(e, title=self.suggested[e.id], own_title=e.title, needs_title=False) if e.id in self.suggested else e for e in self.events)

    def untitled(self) -> Timeline:
        """The same with no word that a model wrote."""
        return self.with_events(replace(e, title=e.own_title, own_title="", needs_title=True) if e.own_title else e for e in self.events)

    def with_events(self, events: Iterable[EventView]) -> Timeline:
        """The same with other views of its events."""
        return replace(self, events=tuple(events))

    def replaced(self, now: EventView) -> Timeline:
        """The same with another view of one event."""
        return self.with_events(sorted((now if e.id == now.id else e for e in self.events), key=time_order))


@dataclass(frozen=True, slots=True)
class Context:
    """What one event file is seen in: what is known around it, and the names that people keep."""

    around: Around
    names: dict[str, names.Known]


def load(content: Path, title: str) -> Timeline:
    """Read a content folder. Files with errors are left out and reported."""
    return load_with_context(content, title)[0]


def load_with_context(content: Path, title: str) -> tuple[Timeline, Context]:
    """The same, with what a single event is seen in."""
    with without_garbage_collection():
        return read(content, title)


def make_view(r: Record, context: Context) -> EventView:
    """The view of an event file."""
    return event_view(use_known_names(r, context.names), context.around)


def read(content: Path, title: str) -> tuple[Timeline, Context]:
    """The timeline from the files, and its context."""
    refuse_foreign(content, deep=True)
    records = load_all(content)
    same_text = duplicates.copies(content)
    rows = [{**row, "copy_of": same_text.get(str(row["article"]), "")} for p in sorted(findings.folder(content).glob("*.yaml")) if (row := findings.load(p))]
    known = dict(names.all_names(content))
    disputes: dict[str, list[tuple[str, str, str]]] = {}
    for c in conflicts.load(content):
        disputes.setdefault(c.event, []).append((c.field, c.mine, c.theirs))
    newest = max((str(row.get("published", "")) for row in rows), default="")
    sound = [use_known_names(r, known) for r in records if not r.errors]
    came = find_linked_ids((r.get("outcome_of", []) or [], r.get("replaces", []) or []) for r in sound)
    around = Around({str(row["article"]): row for row in rows}, readings(rows), copies(rows), load_bases(content), disputes, histories(content), newest, came)
    views = [event_view(r, around) for r in sound]
    by_id = {e.id: e for e in views}
    given = {name: Spot(*at, "given") for name, at in known["places"].at.items()}
    places = tuple(sorted({n for e in views for n in e.places} - set(given)))
    timeline = Timeline(
        title=title,
        events=tuple(sorted(views, key=time_order)),
        articles=tuple(sorted(rows, key=lambda row: (str(row.get("published", "")), str(row["article"])))),
        used={identity(s): str(r.get("id")) for r in sound for s in r.source_values()},
        problems=tuple(p for r in records for p in r.problems),
        names=known,
        newest=newest,
        rejected=tuple((str(r.get("id", "")), str(r.get("title", "")), str(r.get("because", ""))) for r in load_rejections(content)),
        changes=changes(content),
        maybe=tuple((by_id[a], by_id[b]) for a, b in duplicates.maybe(content, sound)),
        unsupported=tuple(unsupported.load(content)),
        suggested=pending_suggestions(content, sound),
        spots={**given, **(locate(places) if places else {})},
    )
    return timeline, Context(around, known)


def pending_suggestions(content: Path, records: Sequence[Record]) -> dict[str, str]:
    """The suggested titles that may still be taken over."""
    found = {s.event: s for s in reversed(suggestions.load(content))}  # of two the first counts
    return {s.event: s.title for r in records if (s := found.get(str(r.get("id")))) is not None and s.stands_for(r)}


def use_known_names(r: Record, known: dict[str, names.Known]) -> Record:
    """The record with aliases replaced by the names that people keep."""
    for kind, k in known.items():
        held = r.fields.get(kind)
        if held is not None and k.aliases and held.value:
            r.fields[kind] = held._replace(value=list(dict.fromkeys(k.aliases.get(n, n) for n in held.value)))
    return r


def readings(rows: Sequence[dict[str, Any]]) -> dict[tuple[str, str, str], dict[str, Any]]:
    """(article, quotation, expression) -> the expression as it was read."""
    out = {}
    for row in rows:
        for m in row.get("mentions", ()):
            t = row["timexes"][m["timex"]] if "timex" in m else m["reported"]  # dated by the day of its report, or not at all
            out[str(row["article"]), quote_of(row, m), t.get("text", "")] = t
    return out


def copies(rows: Sequence[dict[str, Any]]) -> dict[str, tuple[str, ...]]:
    """Article -> the titles of its copies elsewhere."""
    out: dict[str, tuple[str, ...]] = {}
    for row in rows:
        if row.get("copy_of"):
            out[str(row["copy_of"])] = (*out.get(str(row["copy_of"]), ()), str(row.get("publisher") or row["article"]))
    return out


def quote_of(row: dict[str, Any], mention: dict[str, Any]) -> str:
    """The sentence of a mention, blanks folded."""
    start, end = mention["quote"]
    if row.get("text"):
        return folded(row["text"][start:end])
    return next((folded(s["text"]) for s in row.get("sentences", ()) if s["start"] == start), "")


def count_names(groups: Iterable[Sequence[str]]) -> list[tuple[str, int]]:
    """Names with how many events have them, the most first."""
    found = Counter(n for group in groups for n in group)
    return sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))
