"""All problems in the files that people edit: what the reader finds, and what only shows when the files are seen together."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz

from timeline import edtf
from timeline.model import NAMES
from timeline.problems import Failure, Problem
from timeline.slug import folded, link
from timeline.store import articles, files, names, suggestions, unsupported
from timeline.store.events import load_all, without_garbage_collection
from timeline.store.fields import PICTURES, PLANS
from timeline.store.nodes import Record, load, parse
from timeline.store.rejected import load_rejected
from timeline.store.rows import Unreadable

KNOWN = ("events", "extracted", "pages", "images", *(f"{kind}.yaml" for kind in NAMES), "rejected.yaml", suggestions.FILE, unsupported.FILE)  # in a content folder
# Event files without errors, and the findings of each article by its name; the problems.
Check = Callable[[Sequence[Record], dict[str, dict[str, Any]]], Iterator[Problem]]


def check_all(content: Path) -> tuple[list[Problem], int]:
    """Every problem, in the order of the files, and the number of files read."""
    with without_garbage_collection():
        return run_checks(content)


def run_checks(content: Path) -> tuple[list[Problem], int]:
    """The work of :func:`check_all`."""
    if not content.is_dir():
        raise Failure(f"there is no folder {content}; give the one that holds events/ with --content")
    files.refuse_foreign(content, deep=True)
    records = load_all(content)
    rows = {str(row["article"]): row for p in sorted(articles.folder(content).glob("*.yaml")) if (row := articles.load(p))}
    found = [p if p.code != "friendly-date" else as_warning(p) for r in records for p in r.problems]
    sound = [r for r in records if not r.errors]
    for check in CHECKS:
        found.extend(check(sound, rows))
    try:
        load_rejected(content)
    except Unreadable as error:
        found.append(Problem(str(content / "rejected.yaml"), 0, 0, str(error), code="rejected"))
    for module in (suggestions, unsupported):
        try:
            module.load(content)
        except Unreadable as error:
            found.append(Problem(str(content / module.FILE), 0, 0, str(error), code="entries"))
    for kind, known in names.all_names(content):
        found.extend(known.problems)
        found.extend(find_aliases(sound, kind, known))
    found.extend(pictures(content, sound))
    found.extend(find_unread_files(content))
    return sorted(found, key=lambda p: (p.file, p.line, p.column)), len(records)


def find_unread_files(content: Path) -> Iterator[Problem]:
    """Problems for files in the folders of event files and pages that are not read because of their names, and for
    findings that somebody changed.
    """

    def warn(path: Path, why: str) -> Problem:
        return Problem(str(path), 0, 0, f"is not read: {why}", severity="warning", code="passed-over")

    for path in sorted(content.iterdir()):
        if not path.name.startswith(".") and path.name not in KNOWN:
            close = difflib.get_close_matches(path.name, KNOWN, 1, 0.6)
            yield warn(path, f"nothing here has that name{f'; did you mean {close[0]}?' if close else ''}")
        elif path.name in KNOWN and path.is_dir() == bool(path.suffix):
            yield warn(path, "a folder has the name of a file, or a file that of a folder")
    for path in sorted(p for folder in ("events", "pages") for p in (content / folder).rglob("*")):
        if path.is_symlink() and path.is_dir():
            yield warn(path, "a link to a folder is not followed; put the folder itself there")
        elif (path.is_symlink() and path.parent.name == "pages") or not (path.is_file() or path.is_dir()):
            yield warn(path, "it is a link, a pipe or a device; put an ordinary file there")
    for path in sorted((content / "events").rglob("*")):
        if path.is_file() and (path.suffix != ".yaml" or path.name.startswith(".")) and not files.LEFT.fullmatch(path.name):
            yield warn(path, "event files end in .yaml and do not begin with a point")
    for path in sorted((content / "pages").rglob("*")):
        if path.is_file() and path.suffix.lower() not in (".md", *PICTURES):
            yield warn(path, f"pages end in .md, pictures beside them in {', '.join(PICTURES)}")
    for path in sorted(articles.folder(content).glob("*.yaml")):
        if not articles.load(path):
            yield warn(path, "it was changed, or is none of the machine's; timeline extract writes it anew")


def pictures(content: Path, records: Sequence[Record]) -> Iterator[Problem]:
    """Pictures that are missing, or that a page cannot show."""
    there = content / "images"
    names = [p.name for p in there.iterdir() if p.is_file()] if there.is_dir() else []
    for r in records:
        name = (r.get("image", None) or {}).get("file", "")
        if not name or link(name):
            continue
        if Path(name).suffix.lower() not in PICTURES:
            yield make_problem_at(r, "image", f'image: "{name}" is not shown; pictures end in {", ".join(PICTURES)}', "picture")
        elif name not in names:
            close = difflib.get_close_matches(name, names, 1, 0.6)
            yield make_problem_at(r, "image", f'image: there is no file "{name}" in {there}' + (f'; did you mean "{close[0]}"?' if close else ""), "picture")


def as_warning(p: Problem) -> Problem:
    """The problem as a warning, which does not fail the run."""
    return replace(p, severity="warning", message=p.message + "; --fix writes it so")


def make_problem_at(r: Record, name: str, message: str, code: str, severity: str = "warning") -> Problem:
    """A problem at the value of a field."""
    found = r.fields.get(name)
    mark = found.node.start_mark if found else r.root.start_mark
    width = (found.node.end_mark.column - mark.column) if found and found.node.end_mark.line == mark.line else 1
    return make_problem_at_mark(r, mark, message, code, max(width, 1), severity)


def make_problem_at_mark(r: Record, mark: Any, message: str, code: str, width: int = 1, severity: str = "warning") -> Problem:
    """A problem at a place in a file."""
    return Problem(r.shown, mark.line + 1, mark.column + 1, message, r.text.splitlines()[mark.line], width, severity, code)


def duplicate_ids(records: Sequence[Record], _: Any) -> Iterator[Problem]:
    """Two files with one id."""
    seen: dict[str, Record] = {}
    for r in records:
        k = str(r.get("id"))
        if k in seen:
            yield make_problem_at(r, "id", f"id: {k} is the id of {seen[k].shown} too; an id names one event for good", "duplicate-id", "error")
        seen.setdefault(k, r)


def planned_in_the_past(records: Sequence[Record], rows: dict[str, dict[str, Any]]) -> Iterator[Problem]:
    """Planned, its day has passed, and no report of the outcome is linked."""
    newest = max((str(row.get("published", "")) for row in rows.values()), default="")
    now = edtf.parse(newest).earliest if newest else None
    for r in records:
        if now and r.get("status") in PLANS and r.get("date") and not r.get("reviewed"):
            last = edtf.parse(r.get("date")).latest
            if last is not None and last < now:
                yield make_problem_at(r, "status", f"status: {r.get('status')}, but its day has passed ({newest} is the newest article) and no report of the outcome is linked", "planned-past")


def planned_before_published(records: Sequence[Record], rows: dict[str, dict[str, Any]]) -> Iterator[Problem]:
    """Marked planned though its day lies before every article that reports it."""
    for r in records:
        days = [str(rows[s["article"]].get("published", "")) for s in r.source_values() if s.get("article") in rows]
        if r.get("status") in PLANS and r.get("date") and days and not r.get("reviewed"):
            last = edtf.parse(r.get("date")).latest
            if last is not None and last < (edtf.parse(min(days)).earliest or 0):
                yield make_problem_at(r, "status", f"status: {r.get('status')}, but its first article appeared on {min(days)}, after the event's day", "planned-before-published")


def similar_titles(records: Sequence[Record], _: Any) -> Iterator[Problem]:
    """Two events of the same date (a day, a month, a year: the same text) with nearly the same title."""
    by_date: dict[str, list[Record]] = {}
    for r in records:
        if r.get("date"):
            by_date.setdefault(r.get("date"), []).append(r)
    for group in by_date.values():
        for i, a in enumerate(group):
            for b in group[i + 1 :]:
                if str(a.get("id")) in (b.get("not_same_as") or []) or str(b.get("id")) in (a.get("not_same_as") or []):
                    continue
                if fuzz.token_sort_ratio(a.get("title").lower(), b.get("title").lower()) >= 88:
                    yield make_problem_at(b, "title", f"title: nearly that of {a.get('id')} with the same date; join them (timeline join), or part them with not_same_as: [{a.get('id')}]", "double")
                    break


def lost_sources(records: Sequence[Record], rows: dict[str, dict[str, Any]]) -> Iterator[Problem]:
    """A source whose article is gone, or whose quotation is not in it any more."""
    for r in records:
        for s in r.sources:
            article = s["article"].value if "article" in s else ""
            mark = s["article"].node.start_mark if "article" in s else r.root.start_mark
            row = rows.get(article)
            if row is None and article and not is_by_hand(s):
                yield make_problem_at_mark(r, mark, f'article: there is no article "{article}" in seeds/ any more; the event stays', "missing-article", len(article))
            elif row is not None and "quote" in s and row.get("text") and folded(s["quote"].value) not in folded(row["text"]):
                yield make_problem_at_mark(r, s["quote"].node.start_mark, f'quote: this sentence is not in "{article}" any more', "missing-quote")


def is_by_hand(source: Mapping[str, Any]) -> bool:
    """Whether a source carries its own title or address: then it needs no article."""
    return any(k in source for k in ("url", "title", "publisher"))


def unlinkable_addresses(records: Sequence[Record], _: Any) -> Iterator[Problem]:
    """Addresses that no page may link to."""
    for r in records:
        for other in r.get("links", []) or []:
            if not link(other):
                yield make_problem_at(r, "links", f'links: "{other}" is no address of http or https, and is not shown', "address")
        for s in r.sources:
            for name in ("url", "archived"):
                if name in s and not link(str(s[name].value)):
                    yield make_problem_at_mark(r, s[name].node.start_mark, f"{name}: this is no address of http or https, and is not shown", "address", len(str(s[name].value)))


def unknown_events(records: Sequence[Record], _: Any) -> Iterator[Problem]:
    """Fields that name other events: those that are no more, and an event that names itself."""
    ids = {str(r.get("id")) for r in records}
    for r in records:
        for name in ("same_as", "not_same_as", "outcome_of", "replaces"):
            for other in r.get(name, []) or []:
                if name == "same_as" and other in ids and other != r.get("id"):
                    yield make_problem_at(r, name, f"same_as: {other} still has a file of its own; run: timeline join {r.get('id')} {other}", "not-joined-yet")
                elif other == r.get("id"):
                    yield make_problem_at(r, name, f"{name}: an event cannot stand against itself", "same-as-itself", "error")
                elif name != "same_as" and other not in ids:
                    yield make_problem_at(r, name, f'{name}: there is no event "{other}"', "unknown-event")


def find_aliases(records: Sequence[Record], kind: str, known: names.Known) -> Iterator[Problem]:
    """Names written by an alias, or, where a file of names is kept, names that it does not know."""
    for r in records:
        for name in r.get(kind, []) or []:
            if name in known.aliases:
                yield make_problem_at(r, kind, f'{kind}: "{name}" is an alias of {known.aliases[name]} in {kind}.yaml; write {known.aliases[name]}', "alias")
            elif known.notes and name not in known.notes:
                near = difflib.get_close_matches(name, known.notes, 1, 0.7)
                if near:
                    yield make_problem_at(r, kind, f'{kind}: "{name}" is not in {kind}.yaml; did you mean {near[0]}?', "unknown-name")


CHECKS: tuple[Check, ...] = (duplicate_ids, planned_in_the_past, planned_before_published, similar_titles, lost_sources, unknown_events, unlinkable_addresses)


def fix_dates(content: Path, found: Sequence[Problem]) -> int:
    """Write the canonical form of friendly dates into their files; returns the number of files changed."""
    changed = 0
    paths = {r.shown: r.path for r in load_all(content)}
    for name in {p.file for p in found if p.code == "friendly-date" and p.fix} & paths.keys():
        path = paths[name]
        record = load(path, name)
        text = record.text
        spots = [v for v in record.fields.values() if v.node is not None] + [v for s in record.sources for v in s.values()]
        for p in sorted((p for p in record.problems if p.code == "friendly-date"), key=lambda p: (p.line, p.column), reverse=True):
            node = next((v.node for v in spots if (v.node.start_mark.line + 1, v.node.start_mark.column + 1) == (p.line, p.column)), None)
            if node is not None:
                text = text[: node.start_mark.index] + f'"{p.fix}"' + text[node.start_mark.index + len(text[node.start_mark.index : node.end_mark.index].rstrip()) :]
        if len(parse(text, path, name).problems) >= len(record.problems):
            continue  # it would not read back as what was meant: it stays, and so does the problem
        changed += files.write(path, text, was=record.text)
    return changed
