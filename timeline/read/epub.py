"""EPUB -> text and fields: the chapters in the order of reading, their headings, lists and tables in the marks of Markdown.

An EPUB is a ZIP archive of XHTML with a package file that names title, day and order (https://www.w3.org/TR/epub-33/).
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from timeline.read import html
from timeline.read.marks import find_excess, mark_table

CONTAINER = "META-INF/container.xml"
MEDIA = re.compile(r"\.(?:jpe?g|png|gif|svg|webp|ttf|otf|woff2?|mp[34])$", re.IGNORECASE)
DAY = re.compile(r"\d{4}-\d\d-\d\d(?:T.*)?")


class NoBook(ValueError):
    """The file cannot be read; the message says why."""


def read(path: Path) -> tuple[str, dict[str, str]]:
    """The text of a book, and title, publisher, language and day as far as it names them ("" where it does not; a year alone is no day). Raises :class:`NoBook`."""
    try:
        with zipfile.ZipFile(path) as archive:
            if wrong := find_excess(archive, lambda name: not MEDIA.search(name)):
                raise NoBook(wrong)
            if "META-INF/encryption.xml" in archive.namelist() and b"aes" in archive.read("META-INF/encryption.xml").lower():
                raise NoBook("is locked by its publisher; save the text that you may use as .txt")
            package = next(each(xml(archive.read(CONTAINER)), "rootfile")).get("full-path", "")
            book = xml(archive.read(package))
            files = {item.get("id"): posixpath.normpath(posixpath.join(posixpath.dirname(package), unquote(item.get("href", "")))) for item in each(book, "item")}
            order = [files[ref.get("idref")] for ref in each(book, "itemref") if ref.get("idref") in files]
            text = "\n\n".join(part for name in order for part in chapter(archive.read(name)))
    except NoBook:
        raise
    except Exception as error:  # a damaged archive or XML raises any of a dozen
        raise NoBook(f"is no EPUB that can be read ({type(error).__name__}); save it again, or its text as .txt") from None

    def said(name: str) -> str:
        return next((" ".join((e.text or "").split()) for e in each(book, name)), "")

    return text, {"title": said("title"), "publisher": said("publisher"), "language": said("language")[:2], "published": said("date") if DAY.fullmatch(said("date")) else ""}


def xml(data: bytes) -> Any:
    """The root of an XML file; nothing outside of it is fetched, and no entity is expanded."""
    from lxml import etree

    return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False))


def each(root: Any, name: str) -> Iterator[Any]:
    """The elements of a name, in whatever namespace."""
    return iter(root.iterfind(f".//{{*}}{name}"))


def chapter(data: bytes) -> Iterator[str]:
    """The paragraphs of a chapter in the marks of Markdown; a table's rows are one."""
    from trafilatura.utils import load_html

    tree = load_html(data)
    rows: list[list[str]] = []
    for kind, level, cells in html.find_elements(tree) if tree is not None else ():
        if kind == "row":
            rows.append(cells)
            continue
        if rows:
            yield mark_table(rows)
            rows = []
        if any(cells):
            yield {"heading": "#" * level + " ", "item": "- ", "quotation": "> "}.get(kind, "") + cells[0]
    if rows:
        yield mark_table(rows)
