"""Articles, mentions and events of one run, laid out in a temporary database, so that merging holds few of them at a time."""

from __future__ import annotations

import pickle
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from types import TracebackType

from timeline.mention.undated import UNDATED
from timeline.merge.same import Evidence
from timeline.model import Document, Event, Mention, Source

TABLES = """
CREATE TABLE document (n INTEGER PRIMARY KEY, id TEXT UNIQUE, published TEXT, data BLOB);
CREATE TABLE mention (n INTEGER PRIMARY KEY, document TEXT, data BLOB);
CREATE TABLE undated (document TEXT, data BLOB);
CREATE TABLE evidence (n INTEGER PRIMARY KEY, kind TEXT, begin INTEGER, data BLOB);
CREATE TABLE pair (a INTEGER, b INTEGER, score REAL);
CREATE TABLE one (n INTEGER PRIMARY KEY, first INTEGER, size INTEGER);
CREATE TABLE event (n INTEGER PRIMARY KEY, day INTEGER, rank INTEGER, rest TEXT, id TEXT, data BLOB);
CREATE INDEX published ON document (published, id);
CREATE INDEX told_by ON mention (document);
CREATE INDEX one_by ON one (first);
CREATE INDEX undated_by ON undated (document);
"""
BETWEEN = """
SELECT min(x.first, y.first) AS a, max(x.first, y.first) AS b, sum(score) / (x.size * y.size) AS mean
FROM pair JOIN one x ON x.n = pair.a JOIN one y ON y.n = pair.b WHERE x.first <> y.first GROUP BY 1, 2 HAVING mean >= ? ORDER BY mean DESC, 1, 2
"""
NAMED = ("people", "organisations", "places")  # names of which an article may be wrong what they are
HELD = 4000  # articles that are kept at hand


class RunDatabase:
    """A private database that is gone when it is closed. Numbers are those of mentions, in the order in which they were added.

    What is stored is pickled: it never leaves the run that wrote it.
    """

    def __init__(self) -> None:
        self.db = sqlite3.connect("", isolation_level=None)  # "": on disk once it outgrows its cache, and never seen by others
        self.db.execute("PRAGMA cache_size = -65536")
        self.db.execute("PRAGMA journal_mode = OFF")
        self.db.executescript(TABLES)
        self.db.execute("BEGIN")  # one transaction that never ends: nothing is written before the cache is full
        self.document = lru_cache(HELD)(self._document)
        self.kinds: dict[str, Counter[str]] = {}  # name -> how often it was taken for a person, an organisation, a place

    def __enter__(self) -> RunDatabase:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.db.close()

    def add(self, d: Document, mentions: Sequence[Mention]) -> None:
        """One more article, with the mentions that make events and its sentences that may tell of events without a date."""
        self.db.execute("INSERT INTO document (id, published, data) VALUES (?, ?, ?)", (d.id, d.published, pickle.dumps(d)))
        self.db.executemany("INSERT INTO mention (document, data) VALUES (?, ?)", [(d.id, pickle.dumps(m)) for m in mentions if not m.unused])
        for m in mentions:
            for kind in NAMED:
                for name in getattr(m, kind):
                    self.kinds.setdefault(name, Counter())[kind] += 1
        self.db.executemany("INSERT INTO undated VALUES (?, ?)", [(d.id, pickle.dumps(m)) for m in mentions if m.unused == UNDATED])

    def documents(self) -> Iterator[Document]:
        """All articles by publication day and id."""
        return (pickle.loads(row[0]) for row in self.db.execute("SELECT data FROM document ORDER BY published, id"))

    def _document(self, k: str) -> Document:
        found: Document = pickle.loads(self.db.execute("SELECT data FROM document WHERE id = ?", (k,)).fetchone()[0])
        return found

    def mentions(self, article: str) -> list[tuple[int, Mention]]:
        """The mentions of one article, with their numbers."""
        rows = self.db.execute("SELECT n, data FROM mention WHERE document = ? ORDER BY n", (article,))
        return [(n, self.settle(pickle.loads(data))) for n, data in rows]

    def settle(self, m: Mention) -> Mention:
        """A mention with each name as what most mentions of all articles take it for; where they are as many, as it is."""

        def kind(name: str, own: str) -> str:
            found = self.kinds[name]
            return max(NAMED, key=lambda k: (found[k], k == own))

        names = [(name, kind(name, own)) for own in NAMED for name in getattr(m, own)]
        people, organisations, places = (tuple(dict.fromkeys(name for name, as_ in names if as_ == k)) for k in NAMED)
        return replace(m, people=people, organisations=organisations, places=places)

    def undated(self, article: str) -> list[Mention]:
        """The sentences of an article that date nothing themselves."""
        return [pickle.loads(data) for (data,) in self.db.execute("SELECT data FROM undated WHERE document = ? ORDER BY rowid", (article,))]

    def add_evidence(self, n: int, kind: str, evidence: Evidence) -> None:
        """What is compared of a mention; one without is no source."""
        self.db.execute("INSERT INTO evidence VALUES (?, ?, ?, ?)", (n, kind, evidence.days.begin, pickle.dumps(evidence)))

    def all_evidence(self) -> Iterator[tuple[int, str, Evidence]]:
        """All reports with their numbers and kinds, those of a kind together, by the day on which they begin."""
        rows = self.db.execute("SELECT n, kind, data FROM evidence ORDER BY kind, begin, n")
        return ((n, kind, pickle.loads(data)) for n, kind, data in rows)

    def evidence_numbers(self) -> Iterator[int]:
        """The numbers of all reports."""
        return (row[0] for row in self.db.execute("SELECT n FROM evidence ORDER BY n"))

    def mention_and_evidence(self, n: int) -> tuple[Mention, Evidence]:
        """A mention and what is compared of it."""
        mention, evidence = self.db.execute("SELECT m.data, t.data FROM mention m JOIN evidence t ON t.n = m.n WHERE m.n = ?", (n,)).fetchone()
        return self.settle(pickle.loads(mention)), pickle.loads(evidence)

    def add_pairs(self, pairs: Iterable[tuple[int, int, float]]) -> None:
        """Remember the scores of pairs, the lower number first."""
        self.db.executemany("INSERT INTO pair VALUES (?, ?, ?)", pairs)

    def linked_pairs(self, least: float) -> Iterator[tuple[int, int]]:
        """The pairs of at least such a score; the lower numbers can be looked up from now on."""
        self.db.execute("CREATE INDEX IF NOT EXISTS pair_of ON pair (a)")  # once all are there: that takes a tenth of the time
        return iter(self.db.execute("SELECT a, b FROM pair WHERE score >= ?", (least,)))

    def pairs_of(self, n: int) -> list[tuple[int, float]]:
        """The others of the pairs in which a number is the lower one, with the scores."""
        return self.db.execute("SELECT b, score FROM pair WHERE a = ?", (n,)).fetchall()

    def add_group(self, numbers: Sequence[int]) -> None:
        """Note which mentions are of one event."""
        self.db.executemany("INSERT INTO one VALUES (?, ?, ?)", [(n, numbers[0], len(numbers)) for n in numbers])

    def group_pairs(self, least: float) -> list[tuple[int, int, float]]:
        """Groups, by their first numbers, with a mean score of at least so much between their members, the highest first."""
        return self.db.execute(BETWEEN, (least,)).fetchall()

    def add_event(self, n: int, order: tuple[int, int, str], e: Event) -> None:
        """An event whose first mention is ``n``, with its place in time."""
        self.db.execute("INSERT INTO event VALUES (?, ?, ?, ?, ?, ?)", (n, *order, e.id, pickle.dumps(e)))

    def members(self, first: int) -> list[int]:
        """The numbers of the mentions of one event, by the first of them."""
        return [n for (n,) in self.db.execute("SELECT n FROM one WHERE first = ? ORDER BY n", (first,))]

    def join_groups(self, first: int, other: int, order: tuple[int, int, str], e: Event) -> None:
        """Make one of two groups of mentions, given by their first numbers, and of their events the one given."""
        self.db.execute("UPDATE one SET first = ? WHERE first = ?", (first, other))
        self.db.execute("UPDATE one SET size = (SELECT count(*) FROM one WHERE first = ?) WHERE first = ?", (first, first))
        self.db.execute("DELETE FROM event WHERE n IN (?, ?)", (first, other))
        self.add_event(first, order, e)

    def add_source(self, n: int, source: Source) -> None:
        """One more source of the event whose first mention is ``n``."""
        ((data,),) = self.db.execute("SELECT data FROM event WHERE n = ?", (n,)).fetchall()
        e: Event = pickle.loads(data)
        self.db.execute("UPDATE event SET data = ? WHERE n = ?", (pickle.dumps(replace(e, sources=(*e.sources, source))), n))

    def events_in_order(self) -> Iterator[tuple[int, Event]]:
        """All events with the numbers of their first mentions, in the order of their dates and ids."""
        return ((n, pickle.loads(data)) for n, data in self.db.execute("SELECT n, data FROM event ORDER BY day, rank, rest, id, n"))
