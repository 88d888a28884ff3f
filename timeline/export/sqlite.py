"""SQLite, for Datasette and for anybody who asks in SQL: events, their sources and names, links between events, full-text search, two views."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from typing import Any

from timeline.export.plain import days
from timeline.model import NAMES
from timeline.view.event import EventView
from timeline.view.load import Timeline

SCHEMA = """
CREATE TABLE events (id TEXT PRIMARY KEY, title TEXT NOT NULL, date TEXT, earliest TEXT, latest TEXT, precision TEXT, words TEXT, confidence TEXT, certainty TEXT, status TEXT,
  importance TEXT, summary TEXT, note TEXT, url TEXT);
CREATE TABLE sources (event TEXT NOT NULL REFERENCES events(id), article TEXT, title TEXT, publisher TEXT, published TEXT, quote TEXT, expression TEXT, date TEXT, rule TEXT,
  confidence TEXT, speaker TEXT, status TEXT);
CREATE TABLE names (event TEXT NOT NULL REFERENCES events(id), kind TEXT NOT NULL, name TEXT NOT NULL);
CREATE TABLE links (event TEXT NOT NULL REFERENCES events(id), kind TEXT NOT NULL, other TEXT NOT NULL);
CREATE INDEX sources_event ON sources(event);
CREATE INDEX names_name ON names(kind, name);
CREATE VIRTUAL TABLE search USING fts5(id UNINDEXED, title, quotes, names, tokenize = 'unicode61 remove_diacritics 2');
CREATE VIEW timeline AS SELECT words AS day, title, status, certainty, (SELECT quote FROM sources WHERE event = events.id LIMIT 1) AS quote,
  (SELECT COUNT(DISTINCT article) FROM sources WHERE event = events.id) AS articles, url, id FROM events ORDER BY events.rowid;
CREATE VIEW appearances AS SELECT kind, name, COUNT(*) AS events, MIN(earliest) AS first, MAX(latest) AS last FROM names JOIN events ON events.id = names.event GROUP BY kind, name
  ORDER BY events DESC, name;
"""
EVENT, SOURCE = 14, 12  # columns


def make(timeline: Timeline, address: Callable[[EventView], str], url: str) -> bytes:
    """The whole timeline as the bytes of a database; the same timeline gives the same bytes."""
    with sqlite3.connect(":memory:") as base:
        base.executescript(SCHEMA)
        base.executemany(f"INSERT INTO events VALUES ({marks(EVENT)})", (event(e, url + address(e)) for e in timeline.events))
        base.executemany(f"INSERT INTO sources VALUES ({marks(SOURCE)})", (row for e in timeline.events for row in sources(e)))
        base.executemany(f"INSERT INTO names VALUES ({marks(3)})", ((e.id, kind, n) for e in timeline.events for kind in NAMES for n in getattr(e, kind)))
        base.executemany(f"INSERT INTO links VALUES ({marks(3)})", ((e.id, kind, n) for e in timeline.events for kind in ("outcome_of", "replaces") for n in getattr(e, kind)))
        found = ((e.id, e.title, "\n".join(s.quote for s in e.sources), ", ".join((*e.people, *e.organisations, *e.places, *e.tags))) for e in timeline.events)
        base.executemany(f"INSERT INTO search VALUES ({marks(4)})", found)
        base.commit()
        return bytes(base.serialize())


def marks(n: int) -> str:
    """So many question marks."""
    return ", ".join("?" * n)


def event(e: EventView, where: str) -> tuple[Any, ...]:
    """A row of events."""
    return (e.id, e.title, e.date, *days(e), e.precision if e.date else "", e.when, e.confidence, e.certainty, e.status, e.importance, e.summary, e.note, where)


def sources(e: EventView) -> Iterator[tuple[Any, ...]]:
    """Rows of sources."""
    return ((e.id, s.article, s.title, s.publisher, s.published, s.quote, s.mark, s.date, s.rule, s.confidence, s.speaker, s.status) for s in e.sources)
