"""A folder of articles -> Documents, with a problem for each file that cannot be one."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

from timeline import edtf
from timeline.engine import Engine
from timeline.model import Block, Document
from timeline.problems import Problem
from timeline.read import frontmatter, html, kept, papers, tables
from timeline.read.blocks import find_blocks
from timeline.read.language import find_code as code_of
from timeline.read.language import name_language as name_of
from timeline.read.language import recognise
from timeline.read.published import NoDay, find_day_in_text
from timeline.read.published import parse_day as day_of_publication
from timeline.read.text import TURNS, clean, decode
from timeline.slug import BUILT, link
from timeline.tables import list_languages

SUFFIXES = (".md", ".txt", ".html", ".htm", *papers.SUFFIXES)
PAPER = 50_000_000  # bytes of a PDF, Word file or mail, which hold pictures, too
LIMIT = 5_000_000  # bytes; a newspaper article has some five thousand
NAME = 150  # characters of an article's name, which becomes that of a file
ADDRESSES = "addresses.txt"  # of pages to fetch, in a folder of articles
KILLED = "a process that read it was killed twice, perhaps for want of memory"
DOUBTFUL = "the file name, against the text"
NAME_DATE = re.compile(r"(\d{4})[-_]?(\d\d)[-_]?(\d\d)(?!\d)")


@dataclass(frozen=True, slots=True)
class Options:
    """What a project says of its articles: the language of those whose own is not to be seen, names of publishers (as the page or its address has it -> as they are to be), how 05/02/2023
    is meant (dmy or mdy), the first day of the week (monday or sunday), and whether an event without a date stands on the day of its
    report."""

    language: str = ""
    publishers: tuple[tuple[str, str], ...] = ()
    day_order: str = ""
    week_start: str = ""
    reported_on: bool = True

    def applied(self, d: Document) -> Document:
        """An article with what these say of it."""
        names = {name.casefold(): meant for name, meant in self.publishers}
        host = (urlsplit(d.url).hostname or "").removeprefix("www.")
        publisher = names.get(d.publisher.casefold()) or names.get(host) or d.publisher
        return replace(d, publisher=publisher, day_order=self.day_order, week_start=self.week_start)


PLAIN = Options()


def read_folder(folder: Path, published: str = "", options: Options = PLAIN) -> tuple[list[Document], list[Problem]]:
    """All articles of a folder and what is wrong with the others."""
    found = list(read_each(folder, published, options))
    return [d for d in found if isinstance(d, Document)], [p for p in found if isinstance(p, Problem)]


def read_each(folder: Path, published: str = "", options: Options = PLAIN, *, keep: Path | None = None, version: str = "", work: Engine | None = None) -> Iterator[Document | Problem]:
    """The articles of a folder in the order of their names, one at a time, and a problem for each that cannot be one.

    ``published`` (ISO) is the date for articles that have none; "" makes each of those a problem. ``keep`` is a file in which what reading gave is kept for the next run, as long
    as ``version`` stays the same. Files are read by the processes of ``work``; tables, which hold many articles, by this one.
    """
    if not folder.is_dir():
        what = "is a file; give the folder that holds the articles" if folder.exists() else "does not exist; make it and put articles (.md, .txt, .html) in it"
        yield Problem(str(folder), 0, 0, f"the folder of articles {what}")
        return
    taken: dict[str, str] = {}  # id -> path
    nothing = True
    listed = paths(folder)
    for path, read_ in in_order(listed, partial(read_some, folder, published, options, keep, version), work or Engine(), folder, published, options):
        for document, found in read_:
            nothing = False
            yield from found
            if document is not None and document.id in taken:
                yield Problem(str(path), 0, 0, f'has the same name as {taken[document.id]}; both would be article "{document.id}": rename one')
            elif document is not None:
                taken[document.id] = document.path
                yield document
    yield from find_unread_files(folder, listed)
    for path in sorted(p for p in folder.rglob("*") if p.is_symlink() and p.is_dir()):
        yield Problem(str(path), 0, 0, "is a link to a folder and is not followed; copy the folder instead", severity="warning")
    if nothing:
        yield Problem(str(folder), 0, 0, "no articles here: put files such as .md, .txt, .html, .pdf or .csv into it", severity="warning")


def in_order(
    listed: Sequence[Path], some: Callable[[Sequence[Path]], list[kept.Found]], work: Engine, folder: Path, published: str, options: Options
) -> Iterator[tuple[Path, Iterable[tuple[Document | None, list[Problem]]]]]:
    """Each file with what it gives. A table is read as it is asked for: it may be larger than memory."""
    anew = work.each(some, [p for p in listed if not tables.suffix(p)])
    for path in listed:
        if tables.suffix(path):
            yield path, guarded_each(path, folder, published, options)
        else:
            yield path, next(anew)[1] or [(None, [Problem(str(path), 0, 0, f"could not be read and was left out ({KILLED}); please report it with the article")])]


def read_some(folder: Path, published: str, options: Options, keep: Path | None, version: str, some: Sequence[Path]) -> list[kept.Found]:
    """What some files give: from before where their bytes are the same, else by reading them."""
    store, new, out = kept.ReadCache(keep), [], []
    for path in some:
        key = kept.key(both, f"{version}\0{published}\0{options}\0{path}") if keep and (both := plain_files(path)) else ""
        found = store.get(key)
        if found is None:
            found = list(guarded_each(path, folder, published, options))
            if key:
                new.append((str(path), key, found))
        out.append(found)
    store.put(new)
    store.close()
    return out


def plain_files(path: Path) -> list[Path]:
    """An article's file and its sidecar; none where one is a link or no ordinary file: what they give depends on more than their bytes."""
    sidecar = path.with_suffix(".yaml")
    both = [path, sidecar] if sidecar.exists() or sidecar.is_symlink() else [path]
    return both if all(p.is_file() and not p.is_symlink() and p.stat().st_size <= PAPER for p in both) else []


def built_sites(folder: Path) -> list[Path]:
    """Sites that were built into a folder: their pages are none of its articles."""
    return [p.parent for p in folder.rglob(BUILT)]


def find_unread_files(folder: Path, articles: Sequence[Path]) -> Iterator[Problem]:
    """A word of each file that is no article by its name, nor the sidecar of one; of hidden files and of built sites none."""
    built = built_sites(folder)
    stems = {p.with_suffix("") for p in articles}
    for path in sorted(p for p in folder.rglob("*") if not p.is_dir() and not any(part.startswith(".") for part in p.relative_to(folder).parts)):
        if path == folder / ADDRESSES or path.suffix.lower() in SUFFIXES or tables.suffix(path) or any(site in path.parents for site in built):
            continue
        beside = path.with_suffix("") in stems
        if path.suffix == ".yaml" and beside:
            continue
        why = f"{path.suffix or 'such'} files are not read; save the text as .txt or .html"
        if path.suffix in (".yaml", ".yml"):
            why = f"a sidecar (the lines about an article) ends in .yaml: rename it to {path.stem}.yaml" if beside else "there is no article of that name beside it"
        yield Problem(str(path), 0, 0, f"is not read: {why}", severity="warning")


def guarded_each(path: Path, folder: Path, published: str, options: Options) -> Iterator[tuple[Document | None, list[Problem]]]:
    """The articles of a file. Whatever is wrong with it is told, and the other files go on."""
    if (away := find_outside_link(path, folder)) is not None:
        yield None, [away]
        return
    try:
        for d, problems in table(path, folder, published, options) if tables.suffix(path) and path.is_file() else [read(path, folder, published, options)]:
            yield None if d is None else options.applied(d), problems
    except OSError as error:
        yield None, [Problem(str(path), 0, 0, f"cannot be read ({error.strerror or error}); see who may read it")]
    except Exception as error:
        yield None, [Problem(str(path), 0, 0, f"could not be read and was left out ({type(error).__name__}: {error}); please report it with the file")]


def find_outside_link(path: Path, folder: Path) -> Problem | None:
    """The problem of a file that lies elsewhere behind a link: what is read may be published."""
    there = path.resolve()
    if folder.resolve() in there.parents:
        return None
    return Problem(str(path), 0, 0, f"is a link to {there}, outside of {folder}; copy the file into the folder instead")


def paths(folder: Path) -> list[Path]:
    """The files of a folder that hold articles, in order."""
    built = built_sites(folder)
    found = (p for p in folder.rglob("*") if (p.suffix.lower() in SUFFIXES or tables.suffix(p)) and not any(part.startswith(".") for part in p.relative_to(folder).parts))
    return sorted(p for p in found if p != folder / ADDRESSES and not any(site in p.parents for site in built))


def how_many(folder: Path) -> int | None:
    """How many articles a folder seems to hold; None where tables lie among them, which hold many."""
    found = paths(folder)
    return None if any(tables.suffix(p) for p in found) else len(found)


def read(path: Path, folder: Path, published: str = "", options: Options = PLAIN) -> tuple[Document | None, list[Problem]]:
    """One article; None with the reason where it cannot be used."""
    file = str(path)
    if file != file.encode("utf-8", "replace").decode():
        return None, [Problem(file.encode("utf-8", "replace").decode(), 0, 0, "has a name that is not valid UTF-8; rename it")]
    if path.is_dir():
        return None, [Problem(file, 0, 0, "is a folder with the name of an article; rename it")]
    if not path.is_file():
        return None, [Problem(file, 0, 0, "is not an ordinary file; move it out of the folder")]
    paper = path.suffix.lower() in papers.SUFFIXES
    most = PAPER if paper else LIMIT
    if path.stat().st_size > most:
        return None, [Problem(file, 0, 0, f"is larger than {most // 1_000_000} MB; an article is a few pages: split it")]
    fields: dict[str, str] = {}
    source = text = ""
    pages: tuple[int, ...] = ()
    problems: list[Problem] = []
    if paper and path.stat().st_size:
        found_paper = papers.read(path)
        if found_paper.wrong:
            return None, [Problem(file, 0, 0, found_paper.wrong)]
        text, fields, pages = clean(found_paper.text), dict(found_paper.fields), found_paper.pages
        if len(text) > LIMIT:
            return None, [Problem(file, 0, 0, f"holds more than {LIMIT // 1_000_000} MB of text; an article is a few pages: split it")]
    elif not paper:
        text, problems = decode(path.read_bytes(), file)
    if not text.strip():
        return None, [Problem(file, 0, 0, "is empty; write the article's text in it or delete it")]
    sidecar = path.with_suffix(".yaml")
    more: dict[str, str] = {}
    if sidecar.exists() or sidecar.is_symlink():
        if (away := find_outside_link(sidecar, folder)) is not None:
            return None, [away]
        if not sidecar.is_file() or sidecar.stat().st_size > LIMIT:
            return None, [Problem(str(sidecar), 0, 0, f"is no ordinary file of at most {LIMIT // 1_000_000} MB; write a few lines like published: 2021-08-15 into it")]
        extra, _ = decode(sidecar.read_bytes(), str(sidecar))
        more, found = frontmatter.fields(extra, str(sidecar))
        problems.extend(found)
    found_blocks: tuple[Block, ...] = ()
    if path.suffix.lower() in (".html", ".htm"):
        body, found_blocks, fields = html.read(text, language=code_of(more.get("language", "")))
        source = "HTML metadata" if fields["published"] else ""
        if not body.strip():
            return None, [*problems, Problem(file, 0, 0, "no article text was found in this page; copy the text into a .txt file instead")]
    elif paper:
        body = text
        source = ("the mail's date" if path.suffix.lower() == ".eml" else "the book") if fields.get("published") else ""
    else:
        front, line, body = frontmatter.split(text)
        if not line and re.match(r"\s*---[ \t]*\n\w+:", text):
            return None, [*problems, Problem(file, 1, 1, 'the lines at the top begin with "---", but no second "---" ends them; add it below the last one', "---", 3)]
        if line:
            fields, found = frontmatter.fields(front, file, line) if not text.lstrip().startswith("+++") else frontmatter.toml_fields(front, file, line)
            problems.extend(found)
            source = "front matter" if fields.get("published") else ""
    if more.get("published") and source != "front matter":
        source = "sidecar"
    # What a person wrote goes before what the page says of itself, and front matter before a sidecar.
    over, under = (more, fields) if paper or path.suffix.lower() in (".html", ".htm") else (fields, more)
    fields = {**under, **{k: v for k, v in over.items() if v}}
    if any(p.severity == "error" for p in problems):
        return None, problems
    date = fields.get("published", "")
    if not date and (m := NAME_DATE.match(path.stem)) and is_day("-".join(m.groups())):
        date, source = "-".join(m.groups()), "file name"
    language = code_of(fields.get("language", "")) or recognise(body) or code_of(options.language) or "en"
    if language not in list_languages():
        return None, [*problems, make_unread_problem(file, 0, language)]
    found_blocks = found_blocks or find_blocks(body, language)
    if not date and (date := find_day_in_text(body, found_blocks)):
        source = "the text"
    if not date and published:
        date, source = published, "--published"
    if not date:
        tip = (
            'the file needs "published: YYYY-MM-DD": add this line between two lines "---" at the top'
            if path.suffix in (".md", ".txt")
            else f'add a file {sidecar.name} with the line "published: YYYY-MM-DD"'
        )
        return None, [*problems, Problem(file, 1, 0, f"no publication date found; {tip}, or give --published")]
    try:
        day = day_of_publication(date, options.day_order)
    except NoDay as error:
        return None, [*problems, locate(sidecar if source == "sidecar" else path, text, date, str(error))]
    own = find_day_in_text(body, found_blocks) if source == "file name" else ""
    if own and own != day:
        problems.append(
            Problem(file, 0, 0, f'the file name says {day}, the text {own}; {day} was taken and all dates that rest on it are guessed: write the right day as "published:"', severity="warning")
        )
        source = DOUBTFUL
    fields = {k: TURNS.sub("", clean(v)) if isinstance(v, str) else v for k, v in fields.items()}  # YAML can write any character as an escape
    name = make_name(fields.get("id", path.stem))
    document = Document(name, body, day, source, fields.get("title", "") or path.stem.replace("-", " "), fields.get("publisher", ""), link(fields.get("url", "")),
                        language, fields.get("rights", ""), str(path.relative_to(folder)), found_blocks, pages)  # fmt: skip
    return document, problems


def table(path: Path, folder: Path, published: str = "", options: Options = PLAIN) -> Iterator[tuple[Document | None, list[Problem]]]:
    """The articles of a table; one that has no id is called by the table's name and its line."""
    empty = True
    for line, row in tables.rows(path):
        empty = False
        if isinstance(row, Problem):
            yield None, [row]
            continue
        source = "table" if row.get("published") else "--published"
        try:
            day = day_of_publication(row.get("published") or published, options.day_order) if row.get("published") or published else ""
        except NoDay as error:
            yield None, [Problem(str(path), line, 0, f"published: {error}")]
            continue
        if not day:
            yield None, [Problem(str(path), line, 0, 'no publication date found; give the row a "published" like 2021-08-15, or give --published')]
            continue
        if not row["text"].strip():
            yield None, [Problem(str(path), line, 0, "this row has no text; add the text or delete the row")]
            continue
        language = code_of(row.get("language") or "") or recognise(row["text"]) or code_of(options.language) or "en"
        if language not in list_languages():
            yield None, [make_unread_problem(str(path), line, language)]
            continue
        name = make_name(row.get("id") or f"{path.stem}-{line}")
        row = {k: clean(v) if k == "text" else TURNS.sub("", clean(v)) if isinstance(v, str) else v for k, v in row.items()}
        text = row["text"].replace("\r\n", "\n").replace("\r", "\n")
        if len(text) > LIMIT:
            yield None, [Problem(str(path), line, 0, f"this row is larger than {LIMIT // 1_000_000} MB; an article is a few pages: split it")]
            continue
        yield (
            Document(
                name,
                text,
                day,
                source,
                row.get("title") or name,
                row.get("publisher", ""),
                link(row.get("url", "")),
                language,
                row.get("rights", ""),
                f"{path.relative_to(folder)}:{line}",
                row.get("blocks") or find_blocks(text, language),
            ),
            [],
        )
    if empty:
        yield None, [Problem(str(path), 0, 0, "has no articles; put one article in each row, or delete the file", severity="warning")]


def make_unread_problem(file: str, line: int, language: str) -> Problem:
    """The problem of an article in a language that is not read."""
    read = ", ".join(sorted(name_of(code) for code in list_languages()))
    return Problem(file, line, 0, f"is in {name_of(language)}, and only {read} can be read; it was left out. If the language is wrong, name the right one in its front matter, like this: language: en")


def make_name(text: str) -> str:
    """The name of an article, fit for the name of a file."""
    name = re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-") or "article"
    return name if len(name) <= NAME else f"{name[:NAME]}-{hashlib.sha256(text.encode('utf-8', 'replace')).hexdigest()[:8]}"


def locate(path: Path, text: str, date: str, why: str) -> Problem:
    """The problem of a publication date that is none, at its place in the file."""
    lines = decode(path.read_bytes(), "")[0].split("\n")
    number = next((i for i, line in enumerate(lines) if line.strip().startswith("published") and date in line), 0)
    return Problem(str(path), number + 1, lines[number].find(date) + 1, f"published: {why}", lines[number], len(date))


def is_day(day: str) -> bool:
    """Whether the text is an ISO day."""
    try:
        return edtf.parse(day).granularity == "day"
    except edtf.BadDate:
        return False
