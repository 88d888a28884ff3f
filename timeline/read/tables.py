"""Tables and archives of articles -> rows with the keys of front matter and ``text``: JSON lines, CSV, Parquet and WARC, read a piece at a time."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TextIO

from timeline.problems import Problem
from timeline.read import html, papers
from timeline.read.frontmatter import KEYS
from timeline.read.text import decode

FIELDS = (*KEYS, "text")
BATCH = 8  # rows of a Parquet file that are held at a time
LINE = 20_000_000  # characters of a line of JSON
WHOLE = 100_000_000  # bytes of a feed, which is read at once
PAGE = 20_000_000  # bytes of a page of a web archive that are unpacked
ID = 100  # characters of the id that is made of an address
Rows = Iterator[tuple[int, dict[str, Any] | Problem]]
csv.field_size_limit(10_000_000)


def suffix(path: Path) -> str:
    """Which kind of table or archive a file is by its name; "" for none."""
    return next((s for s in READERS if path.name.lower().removesuffix(".gz" if s == ".warc" else "").endswith(s)), "")


def rows(path: Path) -> Rows:
    """The rows of a table with their line numbers; what cannot be an article is a problem, and the others go on."""
    return READERS[suffix(path)](path)


def report_missing_column(path: Path, names: Any) -> Problem | None:
    """The problem of a table without a column ``text``, or with two columns of one name."""
    found = [(n or "").strip().lower() for n in names or ()]
    if twice := next((n for n in found if n and found.count(n) > 1), ""):
        return Problem(str(path), 1, 0, f'two columns are called "{twice}"; rename or delete one')
    if "text" in found:
        return None
    return Problem(str(path), 1, 0, f'the first line must name the columns, and "text" is missing; known columns are {", ".join(FIELDS)}')


def csv_rows(path: Path) -> Rows:
    """A CSV file with a line of names."""
    with path.open(encoding="utf-8-sig", errors="replace", newline="") as file:
        table = csv.DictReader(read_bounded(file))
        try:
            names = table.fieldnames
        except TooLong:
            yield 1, Problem(str(path), 1, 0, f"this line is longer than {LINE // 1_000_000} MB; the first line names the columns")
            return
        if problem := report_missing_column(path, names):
            yield 1, problem
            return
        while True:
            try:
                row = next(table)
            except StopIteration:
                return
            except TooLong:
                yield table.line_num, Problem(str(path), table.line_num, 0, f"the next line is longer than {LINE // 1_000_000} MB, and what follows was not read")
                return
            except csv.Error as error:
                yield table.line_num, Problem(str(path), table.line_num, 0, f"this row cannot be read ({error})")
                continue
            yield table.line_num, {(k or "").strip().lower(): v or "" for k, v in row.items() if isinstance(v, str)}


class TooLong(Exception):
    """A line that is not read whole."""


def read_bounded(file: TextIO) -> Iterator[str]:
    """The lines of a file. Raises :class:`TooLong` for one that is longer than any article."""
    for line in iter(lambda: file.readline(LINE + 1), ""):
        if len(line) > LINE:
            raise TooLong
        yield line


def json_rows(path: Path) -> Rows:
    """A file with a JSON object a line."""
    with path.open(encoding="utf-8-sig", errors="replace") as file:
        for number, line in enumerate(iter(lambda: file.readline(LINE + 1), ""), 1):
            if len(line) > LINE:
                yield number, Problem(str(path), number, 0, f"this line is longer than {LINE // 1_000_000} MB, and what follows was not read; write one object a line")
                return
            if not line.strip():
                continue
            try:
                row = json.loads(line)
            except (ValueError, RecursionError) as error:
                yield number, Problem(str(path), number, 0, f"this line is not valid JSON ({error}); write one object a line")
                continue
            if not isinstance(row, dict) or not isinstance(row.get("text"), str):
                yield number, Problem(str(path), number, 0, 'this line is not an article; write an object with "text" and "published" (a day like 2021-08-15)')
                continue
            yield number, {k: str(v) for k, v in row.items() if v is not None}


def parquet_rows(path: Path) -> Rows:
    """A Parquet file with the same columns; rows are counted from 1. Dates may be of a date type."""
    try:
        import pyarrow as pa
        from pyarrow import parquet
    except ImportError:
        yield 0, Problem(str(path), 0, 0, "reading Parquet needs the package pyarrow: pip install pyarrow")
        return
    number = 0
    try:
        with parquet.ParquetFile(path) as file:
            if problem := report_missing_column(path, file.schema_arrow.names):
                yield 1, problem
                return
            for batch in file.iter_batches(BATCH, columns=[n for n in file.schema_arrow.names if n.lower() in FIELDS]):
                for row in batch.to_pylist():
                    number += 1
                    yield number, {"text": ""} | {k.lower(): str(v) for k, v in row.items() if v is not None}
    except (pa.ArrowException, OSError) as error:
        yield number, Problem(str(path), number, 0, f"this Parquet file cannot be read beyond this point ({str(error).splitlines()[0]}); write it again")


def whole(records: Iterator[Any]) -> Iterator[Any]:
    """The records of a web archive. Raises :class:`EOFError` for one that is cut off, of which warcio says that None has no such attribute."""
    while True:
        try:
            yield next(records)
        except StopIteration:
            return
        except AttributeError:
            raise EOFError("a record is cut off") from None


def warc_rows(path: Path) -> Rows:
    """The pages of a web archive, as HTML, the first time each address comes. The day of the crawl is the last on which a page can have been published."""
    try:
        from warcio.archiveiterator import ArchiveIterator
        from warcio.exceptions import ArchiveLoadFailed
    except ImportError:
        yield 0, Problem(str(path), 0, 0, "reading web archives needs the package warcio: pip install warcio")
        return
    number, empty, seen = 0, 0, set()
    try:
        with path.open("rb") as file:
            for number, record in enumerate(whole(ArchiveIterator(file)), 1):
                about, page = record.rec_headers, record.http_headers
                url = about.get_header("WARC-Target-URI") or ""
                if record.rec_type != "response" or not page or page.get_statuscode() != "200" or "html" not in (page.get_header("Content-Type") or "") or url in seen:
                    continue
                seen.add(url)
                body, found, fields = html.read(decode(record.content_stream().read(PAGE), "")[0], (about.get_header("WARC-Date") or "")[:10])
                if body.strip():
                    yield number, {"id": re.sub(r"^https?://(www\.)?", "", url)[:ID], "url": url, **{k: v for k, v in fields.items() if v}, "text": body, "blocks": found}
                else:
                    empty += 1
    except (ArchiveLoadFailed, EOFError, OSError) as error:
        yield number, Problem(str(path), number, 0, f"this web archive cannot be read beyond this point ({error}); fetch it again")
    if empty:
        yield number, Problem(str(path), 0, 0, f"{empty} of {len(seen)} pages have no article text and were skipped", severity="warning")


def mbox_rows(path: Path) -> Rows:
    """The mails of a mailbox, the first time each comes."""
    import mailbox
    from email.parser import BytesParser
    from email.policy import default

    seen = set()
    with path.open("rb") as file:
        if file.read(5) != b"From ":
            yield 0, Problem(str(path), 0, 0, 'this is not a mailbox: it does not begin with "From "; save it again')
            return
    box = mailbox.mbox(str(path), create=False)
    try:
        for number, k in enumerate(box.iterkeys(), 1):
            try:
                fields, text = papers.mail(BytesParser(policy=default).parsebytes(box.get_bytes(k)))
            except Exception as error:
                yield number, Problem(str(path), number, 0, f"this mail cannot be read ({type(error).__name__})")
                continue
            if text and (fields["title"], fields["published"], text) not in seen:
                seen.add((fields["title"], fields["published"], text))
                yield number, {"id": f"{path.stem}-{number}", **{name: v for name, v in fields.items() if v}, "text": text}
    finally:
        box.close()


def feed_rows(path: Path) -> Rows:
    """The entries of a feed (RSS or Atom) that was saved; an entry that holds only a summary is read as that."""
    try:
        import feedparser
    except ImportError:
        yield 0, Problem(str(path), 0, 0, "reading feeds needs the package feedparser: pip install feedparser")
        return
    if path.stat().st_size > WHOLE:
        yield 0, Problem(str(path), 0, 0, f"this feed is larger than {WHOLE // 1_000_000} MB; split it")
        return
    feed = feedparser.parse(path.read_bytes(), sanitize_html=True, resolve_relative_uris=False)
    if not feed.entries:
        yield 1, Problem(str(path), 1, 0, "this file is not a feed with entries; save the feed itself, not the page that links to it")
        return
    for number, entry in enumerate(feed.entries, 1):
        said = next((c.get("value", "") for c in entry.get("content", ())), "") or entry.get("summary", "")
        text = "\n\n".join(p for p in (" ".join(html.plain(part).split()) for part in re.split(r"</p>|<br ?/?>\s*<br ?/?>|\n\s*\n", said)) if p)
        when = entry.get("published_parsed") or entry.get("updated_parsed")
        day = f"{when.tm_year:04d}-{when.tm_mon:02d}-{when.tm_mday:02d}" if when else ""
        row = {"title": entry.get("title", ""), "url": entry.get("link", ""), "published": day, "publisher": feed.feed.get("title", "")}
        yield number, {"id": f"{path.stem}-{entry.get('id') or entry.get('link') or number}"[:ID], **{k: v for k, v in row.items() if v}, "text": text}


READERS: dict[str, Callable[[Path], Rows]] = {".jsonl": json_rows, ".csv": csv_rows, ".parquet": parquet_rows, ".warc": warc_rows, ".mbox": mbox_rows, ".rss": feed_rows, ".atom": feed_rows}
