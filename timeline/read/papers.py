"""PDF, Word, books and mail -> text and fields: one document a file."""

from __future__ import annotations

import re
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import default
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from timeline.read import epub, html
from timeline.read.marks import find_excess, mark_table

SUFFIXES = (".pdf", ".docx", ".epub", ".eml")
EDGE = 2  # lines at the head and foot of a page among which running heads and page numbers stand
REPEATED = 3  # pages on which a line stands that belongs to the page
PAGE_NUMBER = re.compile(r"\W*(?:page |seite |p\. ?)?\d{1,4}(?: ?(?:/|of|von|de) ?\d{1,4})?\W*", re.IGNORECASE)
HYPHEN = re.compile(r"(?<=[a-zß-öø-ÿ])[-\u00ad]$")
ENDS = re.compile(r"[.!?:…][\"”’)\]]*$")
SHORT = 0.7  # share of the width of its neighbours from which a line that ends a sentence ends its paragraph
REPLY = re.compile(  # what opens a quoted mail, in four languages
    r"^(?:-{2,} ?(?:Original Message|Ursprüngliche Nachricht|Message d'origine|Forwarded message).*|_{10,}"
    r"|On .{6,120} wrote:|Am .{6,120} schrieb.*:|Le .{6,120} a écrit ?:|El .{6,120} escribió:)\s*$"
)
SIGNATURE = "-- "


class Paper(NamedTuple):
    """What a file holds. ``pages`` are where its pages begin in the text; ``wrong`` says why there is no text."""

    text: str = ""
    fields: Mapping[str, str] = MappingProxyType({})
    pages: tuple[int, ...] = ()
    wrong: str = ""


def read(path: Path) -> Paper:
    """The text of a file of one of :data:`SUFFIXES`."""
    return {".pdf": pdf, ".docx": docx, ".epub": book, ".eml": eml}[path.suffix.lower()](path)


def pdf(path: Path) -> Paper:
    """The paragraphs of a PDF: lines joined, hyphens mended, page numbers and running heads dropped."""
    try:
        from pypdf import PdfReader
        from pypdf.errors import PyPdfError
    except ImportError:
        return Paper(wrong="reading PDF needs the package pypdf: pip install pypdf")
    try:
        reader = PdfReader(path)
        if reader.is_encrypted:
            return Paper(wrong="is locked with a password; save it without one")
        raw = [page.extract_text() or "" for page in reader.pages]
        title = str((reader.metadata.title if reader.metadata else "") or "")
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError, OSError) as error:
        return Paper(wrong=f"is a damaged PDF ({type(error).__name__}); save it again, or its text as .txt")
    if sum(map(len, raw)) < 20 * max(1, len(raw)):
        return Paper(wrong="is a PDF of pictures without text (a scan); run it through a text recognition first, or save its text as .txt")
    text, pages = join_pages([[line.strip() for line in page.splitlines()] for page in raw])
    return Paper(text, {"title": title}, pages)


def join_pages(pages: list[list[str]]) -> tuple[str, tuple[int, ...]]:
    """The text of pages of lines, and the offset at which each page begins.

    A sentence may run over the end of a page.
    """
    edges = [find_edges(page) for page in pages]
    often = Counter(re.sub(r"\d+", "#", line) for page, at in zip(pages, edges, strict=True) for line in {page[k] for k in at})
    text, starts = "", []
    for page, at in zip(pages, edges, strict=True):
        kept = [line for k, line in enumerate(page) if not (k in at and (PAGE_NUMBER.fullmatch(line) or often[re.sub(r"\d+", "#", line)] >= REPEATED))]
        found = list(paragraphs(kept))
        if found and text and not ENDS.search(text) and found[0][:1].islower():
            text = HYPHEN.sub("", text) if HYPHEN.search(text) else text + " "
        elif found and text:
            text += "\n\n"
        starts.append(len(text))
        text += "\n\n".join(found)
    return text, tuple(starts)


def find_edges(page: list[str]) -> set[int]:
    """The numbers of the lines at the head and foot of a page."""
    lines = [i for i, line in enumerate(page) if line]
    return {*lines[:EDGE], *lines[-EDGE:]}


def paragraphs(lines: Iterable[str]) -> Iterator[str]:
    """Lines joined to paragraphs: one ends at a blank line, and where a line that ends a sentence is shorter than the one before."""
    made, width, last = "", 0, 0
    for line in lines:
        if not line:
            if made:
                yield made
            made = ""
            continue
        if made and ENDS.search(made) and last < SHORT * width:
            yield made
            made = ""
        made = line if not made else HYPHEN.sub("", made) + line if HYPHEN.search(made) else f"{made} {line}"
        last = len(line)
        width = max(width, last)
    if made:
        yield made


def docx(path: Path) -> Paper:
    """The paragraphs of a Word file, headings, lists and tables in the marks of Markdown."""
    try:
        from docx import Document
        from docx.table import Table
    except ImportError:
        return Paper(wrong="reading Word files needs the package python-docx: pip install python-docx")
    try:
        with zipfile.ZipFile(path) as archive:
            if wrong := find_excess(archive, lambda name: name.endswith(".xml")):
                return Paper(wrong=wrong)
        file = Document(str(path))
        parts = []
        for block in file.iter_inner_content():
            if isinstance(block, Table):
                parts.append(mark_table([[" ".join(cell.text.split()) for cell in row.cells] for row in block.rows]))
                continue
            parts.append(mark_paragraph(" ".join(block.text.split()), (block.style.name or "").lower() if block.style else ""))
        about = file.core_properties
        return Paper("\n\n".join(p for p in parts if p), {"title": about.title or "", "author": about.author or ""})
    except Exception as error:  # whatever a damaged archive or XML brings forth
        return Paper(wrong=f"cannot be read as a Word file ({type(error).__name__}); save it again, or its text as .txt")


def mark_paragraph(text: str, style: str) -> str:
    """A paragraph with the Markdown marks of its style."""
    level = re.search(r"(\d)$", style)
    if not text:
        return ""
    if style == "title":
        return f"# {text}"
    if style.startswith("heading") and level:
        return f"{'#' * min(int(level[1]), 6)} {text}"
    return f"- {text}" if style.startswith("list") else text


def book(path: Path) -> Paper:
    """An EPUB."""
    try:
        text, fields = epub.read(path)
    except epub.NoBook as error:
        return Paper(wrong=str(error))
    return Paper(text, fields) if text else Paper(wrong="is a book without text; if it is one of pictures, run it through a text recognition first")


def eml(path: Path) -> Paper:
    """A mail."""
    with path.open("rb") as file:
        message = BytesParser(policy=default).parse(file)
    fields, text = mail(message)
    return Paper(text, fields) if text else Paper(wrong="is a mail without text")


def mail(message: EmailMessage) -> tuple[dict[str, str], str]:
    """The fields and the text of a mail, without the replies that it quotes and its signature. The day is its ``Date`` header's."""
    body = message.get_body(preferencelist=("plain", "html"))
    try:
        said = str(body.get_content()) if body is not None else ""
    except (LookupError, ValueError, KeyError):
        said = ""
    if body is not None and body.get_content_type() == "text/html":
        said = html.read(said)[0]
    lines: list[str] = []
    for line in said.replace("\r\n", "\n").split("\n"):
        if REPLY.match(line) or line == SIGNATURE:
            break
        if not line.startswith(">"):
            lines.append(line.rstrip())
    sent = message["Date"]
    when = getattr(sent, "datetime", None)
    sender = message["From"]
    name = next((a.display_name or a.addr_spec for a in getattr(sender, "addresses", ())), "")
    fields = {"title": str(message["Subject"] or ""), "published": when.date().isoformat() if when else "", "publisher": name}
    return fields, "\n\n".join(paragraphs(lines))
