"""Event files and findings -> what the pages show: frozen views with every word ready."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from timeline import edtf
from timeline.calendar import civil
from timeline.problems import Problem
from timeline.site import words
from timeline.store import articles as findings
from timeline.store import conflicts, names
from timeline.store.events import bases, load_all
from timeline.store.fields import EVENT
from timeline.store.merge3 import identity, same
from timeline.store.nodes import Record


@dataclass(frozen=True, slots=True)
class SourceView:
    """One source as a card shows it; the quotation is cut at its time expression."""

    article: str
    title: str
    publisher: str
    published: str
    before: str
    mark: str
    after: str
    when: str
    how: str
    rule: str
    confidence: str
    others: tuple[str, ...]
    speaker: str
    status: str
    date: str
    missing: bool


@dataclass(frozen=True, slots=True)
class EventView:
    """One event as the pages show it."""

    id: str
    title: str
    date: str
    when: str
    machine: str
    status: str
    certainty: str
    confidence: str
    summary: str
    note: str
    people: tuple[str, ...]
    places: tuple[str, ...]
    tags: tuple[str, ...]
    sources: tuple[SourceView, ...]
    edited: tuple[str, ...]
    conflicts: tuple[tuple[str, str, str], ...]
    looks: tuple[str, ...]  # why a person should look at it
    year: int | None
    month: int | None
    day: int | None
    sort: tuple[int, int, str]
    featured: bool
    path: str  # page that holds it
    differ: bool  # sources give different dates
    file: str

    @property
    def shape(self) -> str:
        """dot for a day, bar for longer, dashed for what is planned: a class name."""
        kind = "dot" if self.day is not None and self.date == self.machine[: len(self.date)] else "bar"
        return f"{kind} {self.status} {self.certainty}"


@dataclass(frozen=True, slots=True)
class Timeline:
    """All that the pages are made from."""

    title: str
    events: tuple[EventView, ...]
    articles: tuple[dict[str, Any], ...]
    used: dict[tuple[str, ...], str]  # finding -> event id
    problems: tuple[Problem, ...]
    notes: dict[str, dict[str, str]]  # kind of name -> name -> note
    newest: str  # the newest publication date: what counts as now


def load(content: Path, title: str) -> Timeline:
    """Read a content folder. Files with errors are left out and reported."""
    records = load_all(content)
    problems = tuple(p for r in records for p in r.problems)
    base = bases(content)
    rows = [row for p in sorted(findings.folder(content).glob("*.yaml")) if (row := findings.load(p))]
    by_article = {str(row["article"]): row for row in rows}
    newest = max((str(row.get("published", "")) for row in rows), default="")
    read = readings(rows)
    views = []
    used: dict[tuple[str, ...], str] = {}
    known = dict(names.all_names(content))
    disputes: dict[str, list[tuple[str, str, str]]] = {}
    for c in conflicts.load(content):
        disputes.setdefault(c.event, []).append((c.field, c.mine, c.theirs))
    for r in records:
        if r.errors:
            continue
        r = by_name(r, known)
        view = event_view(r, base.get(str(r.get("id"))), by_article, read, newest, tuple(disputes.get(str(r.get("id")), ())))
        views.append(view)
        used.update({identity(s): view.id for s in r.source_values()})
    return Timeline(
        title,
        tuple(sorted(views, key=lambda e: (e.sort, e.id))),
        tuple(sorted(rows, key=lambda row: (str(row.get("published", "")), str(row["article"])))),
        used,
        problems,
        {kind: k.notes for kind, k in known.items()},
        newest,
    )


def by_name(r: Record, known: dict[str, names.Known]) -> Record:
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
            t = row["timexes"][m["timex"]]
            out[str(row["article"]), quote_of(row, m), t["text"]] = t
    return out


def quote_of(row: dict[str, Any], mention: dict[str, Any]) -> str:
    """The sentence of a mention, blanks folded."""
    start, end = mention["quote"]
    if row.get("text"):
        return " ".join(row["text"][start:end].split())
    return next((" ".join(s["text"].split()) for s in row.get("sentences", ()) if s["start"] == start), "")


def event_view(r: Record, base: dict[str, Any] | None, rows: dict[str, Any], read: dict[Any, Any], newest: str, disputes: tuple[tuple[str, str, str], ...]) -> EventView:
    """One event file as a view."""
    date, length = str(r.get("date")), str(r.get("length"))
    raw = r.source_values()
    published = max((str(rows[s["article"]].get("published", "")) for s in raw if s.get("article") in rows), default="")
    value = edtf.parse(date) if date else None
    year = month = day = None
    if value is not None:
        some = value.points[0] or value.points[-1]
        assert some is not None
        y, m, d = civil(some.period.first if value.points[0] else some.period.last)
        year = y
        fine = some.period.kind in ("day", "month") and (value.form != "one-of" or value.earliest is None or value.latest is None or value.latest - value.earliest <= 31)
        month = m if fine else None
        day = d if fine and some.period.kind == "day" and (value.form in ("point", "interval") or value.points[0] is None) else None
    path = "undated/" if year is None else f"{max(year, 0):04d}/" + (f"{month:02d}/" if month else "")
    edited = tuple(f.name for f in EVENT if f.merged and f.kind != "sources" and base is not None and not same(base.get(f.name), r.get(f.name, None)))
    sources = tuple(source_view(s, rows, read) for s in raw)
    dates = {s["date"] for s in raw if s.get("date") and edtf.parse(s["date"]).granularity in ("day", "minute")}
    looks = []
    status = str(r.get("status")) or "happened"
    if not r.get("reviewed"):
        if status in ("planned", "expected") and value and value.latest is not None and newest and value.latest < (edtf.parse(newest).earliest or 0):
            looks.append("its day has passed and no source says whether it happened")
        if r.get("needs"):
            looks.append("the title does not say what" if r.get("needs") == "object" else "the title does not say who")
        if any(s.missing for s in sources):
            looks.append("an article that it rests on is gone, or no longer says so")
        looks.extend(f"{name}: yours is “{mine}”, the articles now say “{theirs}”" for name, mine, theirs in disputes)
        if len({d[:10] for d in dates}) > 1:
            looks.append("sources give different dates")
    when = words.date(date, published) if date else (f"lasted {words.length(length)}; when is not said" if length else "date not known")
    confidence = max((s.get("date_confidence", "") for s in raw if not date or s.get("date") == date), key=lambda c: ("", "guessed", "worked-out", "stated").index(c), default="")
    return EventView(
        str(r.get("id")), str(r.get("title")), date, when, words.machine(date), status, str(r.get("certainty")) or "reported", confidence, str(r.get("summary")), str(r.get("note")),
        tuple(r.get("people") or ()), tuple(r.get("places") or ()), tuple(r.get("tags") or ()), sources, edited, disputes, tuple(looks), year, month, day,
        value.sort_key if value else (10**7, 0, ""), bool(r.get("featured")), path, len({d[:10] for d in dates}) > 1, str(r.path),
    )  # fmt: skip


def source_view(s: dict[str, Any], rows: dict[str, Any], read: dict[Any, Any]) -> SourceView:
    """One source as a view."""
    row = rows.get(s.get("article", ""), {})
    quote, expression = str(s.get("quote", "")), str(s.get("expression", ""))
    at = quote.find(expression) if expression else -1
    before, mark, after = (quote[:at], expression, quote[at + len(expression) :]) if at >= 0 else (quote, "", "")
    timex = read.get((s.get("article", ""), quote, expression))
    published = str(row.get("published", ""))
    return SourceView(
        str(s.get("article", "")), str(row.get("title", s.get("article", ""))), str(row.get("publisher", "")), words.period(words.day(published), bare=True) if published else "",
        before, mark, after, words.date(s["date"], published) if s.get("date") else words.length(s["length"]) if s.get("length") else "",
        how(expression, s, timex, published), str(s.get("how", "")), words.text()["confidence"].get(s.get("date_confidence", ""), ""),
        tuple(f"{words.date(d)}: {why}" for d, why in (timex or {}).get("rejected", ())), str(s.get("speaker", "")), str(s.get("status", "")), str(s.get("date", "")),
        not row or timex is None,
    )  # fmt: skip


def how(expression: str, s: dict[str, Any], timex: dict[str, Any] | None, published: str) -> str:
    """In plain words how the expression became a date."""
    if not expression or not (s.get("date") or s.get("length")):
        return ""
    meaning = words.date(s["date"], published) if s.get("date") else "a length of " + words.length(s["length"])
    anchor = (timex or {}).get("anchor", "")
    on = f", read on {words.period(words.day(published))}," if published and anchor == "publication" else ", read against the date told before it," if anchor == "story" else ""
    why = (timex or {}).get("direction", "")
    return f"“{expression}”{on} means {meaning}" + (f" ({why})" if why and anchor != "stated" else "") + "."


def counted(names: Sequence[tuple[str, ...]]) -> list[tuple[str, int]]:
    """Names with how many events have them, the most first."""
    found = Counter(n for group in names for n in group)
    return sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))
