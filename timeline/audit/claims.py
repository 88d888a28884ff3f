"""A timeline made elsewhere -> claims: the lines of a CSV file, a JSON file (TimelineJS too), or a page of Markdown,
text or HTML; also our own event files that people changed.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from timeline import edtf
from timeline.friendly import canonical
from timeline.mention.entries import find_label_date
from timeline.problems import Failure
from timeline.read.articles import SUFFIXES, read
from timeline.read.text import clean, decode
from timeline.store.events import load_all, load_bases
from timeline.timex.tag import tag

TITLES = ("title", "event", "headline", "what", "what happened", "description", "text", "claim", "summary")
DATES = ("edtf", "date", "when", "day", "start", "start_date", "start date", "time", "year")
ENDS = ("end", "end_date", "end date", "until")
QUOTES = ("quote", "quotation")
BEHIND = re.compile(r"[*_]*\s*(?::|[-–—]+\s)\s*")  # what parts the date of a line from what it says
NEVER = "1000-01-01"  # publication date of a timeline, which has none: nothing may rest on it


@dataclass(frozen=True, slots=True)
class Claim:
    """One line of a timeline.

    ``date`` is EDTF, or the words as written where they are no date, "" where the line has none; ``articles`` limits
    the search, () means all of them.
    """

    file: str
    line: int
    title: str
    date: str = ""
    quotes: tuple[str, ...] = ()
    articles: tuple[str, ...] = ()


def claims(path: Path) -> list[Claim]:
    """The claims of a file, in its order. Raises :class:`Failure` with the reason where it has none."""
    if path.is_dir() or not path.exists():
        raise Failure(f"{path} {'is a folder' if path.is_dir() else 'does not exist'}; give the file of a timeline, or none for the events of this project")
    kind = path.suffix.lower()
    reader = READERS.get(kind) or (read_page if kind in SUFFIXES else None)
    if reader is None:
        raise Failure(f"{path} cannot be read as a timeline; save it as one of {', '.join(sorted({*READERS, *SUFFIXES}))}")
    found = [c for c in reader(path) if c.title]
    if not found:
        raise Failure(f"{path} has no events: a table needs a column “date” and a column “title”, a page a list or table whose lines begin with a date")
    return found


def read_csv(path: Path) -> Iterator[Claim]:
    """The claims of a CSV file whose first line names the columns; columns are separated by commas, semicolons or
    tabs.
    """
    text, problems = decode(path.read_bytes(), str(path))
    for problem in problems:
        if problem.severity == "error":
            raise Failure(f"{problem.place}: {problem.message}")
    head = text.partition("\n")[0]
    rows = csv.DictReader(text.lstrip("\ufeff").splitlines(keepends=True), delimiter=max(",;\t", key=head.count))
    names = [(n or "").strip().lower() for n in rows.fieldnames or ()]
    if not set(names) & set(TITLES):
        raise Failure(f"{path}:1: the first line names the columns; one of them has to be “title” (or {', '.join(TITLES[1:4])}), and one “date”")
    try:
        for row in rows:
            yield make_claim({(k or "").strip().lower(): v for k, v in row.items() if isinstance(v, str)}, str(path), rows.line_num)
    except csv.Error as error:
        raise Failure(f"{path}:{rows.line_num}: this row cannot be read ({error})") from None


def read_json(path: Path) -> Iterator[Claim]:
    """The claims of a JSON file: a list of objects, an object with ``events`` (ours, TimelineJS), or one object a
    line.
    """
    text, _ = decode(path.read_bytes(), str(path))
    try:
        found: Any = [json.loads(line) for line in text.splitlines() if line.strip()] if path.suffix.lower() in (".jsonl", ".ndjson") else json.loads(text)
    except (ValueError, RecursionError) as error:
        raise Failure(f"{path} is not valid JSON: {error}") from None
    rows = found.get("events") if isinstance(found, dict) else found
    if not isinstance(rows, list):
        raise Failure(f"{path}: write a list of events, or an object with the list “events”")
    for n, row in enumerate(rows, 1):
        if isinstance(row, dict):
            yield make_claim({str(k).lower(): v for k, v in row.items()}, str(path), n)


def make_claim(row: Mapping[str, Any], file: str, line: int) -> Claim:
    """A claim from a row, by the names of its columns.

    TimelineJS has its title in ``text`` and its dates in parts.
    """
    if isinstance(row.get("text"), dict):
        row = {**row, **row["text"]}
        row = {k: v for k, v in row.items() if k != "text" or isinstance(v, str)}
    sources = row.get("sources")
    quotes = [find_filled(row, QUOTES), *(find_filled(s, QUOTES) for s in (sources if isinstance(sources, list) else []) if isinstance(s, dict))]
    start, end = read_date(find_filled(row, DATES)), read_date(find_filled(row, ENDS))
    date = f"{start}/{end}" if start and end and start != end and "/" not in start else start or end
    return Claim(file, line, " ".join(plain(find_filled(row, TITLES)).split()), date, tuple(clean(str(q)) for q in quotes if q))


def find_filled(row: Mapping[str, Any], names: tuple[str, ...]) -> Any:
    """The value of the first of some columns that is not empty; "" for none."""
    return next((row[n] for n in names if row.get(n)), "")


def plain(value: Any) -> str:
    """The text of a value; without the tags that TimelineJS allows in a headline."""
    text = clean(str(value))
    if "<" not in text:
        return text
    from lxml import html

    return str(html.fromstring(f"<p>{text}</p>").text_content())


def read_date(value: Any) -> str:
    """A date as EDTF; as it was written where it is no date, which the audit will report."""
    if isinstance(value, dict):  # TimelineJS
        parts = [str(value.get(k) or "").strip() for k in ("year", "month", "day")]
        written = "-".join(p.zfill(4 if i == 0 else 2) for i, p in enumerate(parts[: parts.index("") if "" in parts else 3]))
    else:
        written = clean(str(value)).strip()
    if not written:
        return ""
    try:
        return edtf.write(edtf.parse(written))
    except edtf.BadDate:
        return canonical(written) or written


def read_page(path: Path) -> Iterator[Claim]:
    """The entries of a page, dated by their labels and the headings above them; a sentence of a list is dated by its
    own words.
    """
    document, problems = read(path, path.parent, NEVER)
    if document is None:
        raise Failure("; ".join(f"{p.place}: {p.message}" for p in problems))
    timexes = [t for t in tag(document.text, "", document.language, document.blocks) if t.edtf]
    for b in document.blocks:
        if b.kind not in ("entry", "item", "paragraph"):
            continue
        start, end = b.body or (b.start, b.end)
        date = find_label_date(b, timexes)
        inside = [t for t in timexes if start <= t.start < end]
        if inside and inside[0].start == start and (gap := BEHIND.match(document.text, inside[0].end)):
            date, start = inside[0], gap.end()  # "3 May: …" in a list under a year
        if date or inside or b.kind == "entry":
            line = document.text.count("\n", 0, b.start) + 1
            words = " ".join(document.text[slice(*b.label)].split()) if b.label else ""
            if date is None and not b.label:
                date = inside[0]
            yield Claim(str(path), line, " ".join(document.text[start:end].split()), date.edtf if date else words)


def read_edited_events(content: Path) -> list[Claim]:
    """The events of a project whose title or date a person wrote, as claims with their quotations."""
    before = load_bases(content)
    out = []
    for r in load_all(content):
        base = before.get(str(r.get("id")), {})
        if r.errors or all(r.get(name) == base.get(name, "") for name in ("title", "date")):
            continue
        sources = r.source_values()
        out.append(Claim(r.shown, r.line("title"), r.get("title"), r.get("date"), tuple(str(s.get("quote", "")) for s in sources), tuple(str(s.get("article", "")) for s in sources)))
    return out


READERS: dict[str, Callable[[Path], Iterator[Claim]]] = {".csv": read_csv, ".tsv": read_csv, ".json": read_json, ".jsonl": read_json, ".ndjson": read_json}
