"""HTML -> text, blocks and fields: trafilatura says which words are the article, the page itself how they are built, htmldate when it was published."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from timeline.model import Block
from timeline.read.blocks import add_entries_under_headings, is_date, load_cues, make_row
from timeline.read.blocks import find_blocks as by_lines
from timeline.read.language import recognise
from timeline.tables import list_languages

MAX_DATE = "2100-01-01"  # fixed, so that the answer does not depend on the day of the run
HEADINGS = {f"h{n}": n for n in range(1, 7)}
KINDS = {"p": "paragraph", "li": "item", "dt": "term", "dd": "item", "blockquote": "quotation", "figcaption": "caption", "pre": "paragraph", "tr": "row"} | dict.fromkeys(HEADINGS, "heading")
OUTSIDE = ("nav", "header", "footer", "aside", "form", "script", "style", "noscript", "template", "button", "select", "svg")
LEAST_COVERED = 0.6  # share of the article's words that the page's own paragraphs must hold, else its structure is not used
LEAST_CHARACTERS = 25  # characters from which a piece is looked for among the article's words as a whole


def read(source: str, latest: str = "", language: str = "") -> tuple[str, tuple[Block, ...], dict[str, str]]:
    """The article's text (blocks parted by blank lines), its blocks, and what the page says of itself; "" where nothing is found.

    ``latest`` (ISO) is the last day on which it can have been published; ``language`` the one that its reader gave, else it is told by its words, else by the page.
    """
    import trafilatura
    from htmldate import find_date

    body = trafilatura.extract(source, include_comments=False, include_tables=True, favor_precision=True, output_format="txt") or ""
    meta = trafilatura.extract_metadata(source)
    date = find_date(source, original_date=True, max_date=latest or MAX_DATE, extensive_search=False, outputformat="%Y-%m-%d") or ""
    language = language or recognise(body) or page_language(source)
    fields = {
        "language": language,
        "title": (meta.title if meta else "") or "",
        "publisher": (meta.sitename if meta else "") or "",
        "url": (meta.url if meta else "") or "",
        "published": date,
    }
    if language not in list_languages():
        return body, (), fields
    text, found = build_blocks(source, body, language)
    if not text:
        text = "\n\n".join(p for line in body.split("\n") if (p := line.strip()))
        found = by_lines(text, language)
    return text, found, fields


def plain(source: str) -> str:
    """A piece of HTML as text."""
    from lxml import html as lxml

    return str(lxml.fromstring(f"<div>{source}</div>").text_content()) if source.strip() else ""


def page_language(source: str) -> str:
    """What the page says of its language; English where it says nothing."""
    m = re.search(r"<html[^>]*\blang\s*=\s*[\"']?([a-zA-Z]{2})\b", source[:5000])
    return m[1].lower() if m else "en"


def build_blocks(source: str, body: str, language: str) -> tuple[str, tuple[Block, ...]]:
    """Text and blocks by the page's own elements, as far as they belong to the article; ("", ()) where its elements
    hold too little of it.
    """
    from trafilatura.utils import load_html

    tree = load_html(source)
    if tree is None or not body.strip():
        return "", ()
    whole = keep_letters(body)
    pieces = [(kind, level, cells) for kind, level, cells in find_elements(tree) if any(cells)]
    inside = [kind not in ("heading", "term") and is_part_of(" ".join(cells), whole) for kind, _, cells in pieces]
    if sum(len(keep_letters(" ".join(c))) for (_, _, c), yes in zip(pieces, inside, strict=True) if yes) < LEAST_COVERED * len(whole):
        return "", ()
    first, last = inside.index(True), len(inside) - 1 - inside[::-1].index(True)
    keep = [k for k, (kind, _, _) in enumerate(pieces) if inside[k] or (kind in ("heading", "term") and k < last and (k > first or not any(inside[:k])))]
    return lay_out_blocks([pieces[k] for k in keep if k > first - HEADS], language)


HEADS = 4  # headings above the first paragraph that may be the article's


def lay_out_blocks(pieces: list[tuple[str, int, list[str]]], language: str) -> tuple[str, tuple[Block, ...]]:
    """Pieces of a page as one text, with its blocks."""
    table = load_cues(language)
    text: list[str] = []
    found: list[Block] = []
    at = column = 0
    term: tuple[int, int] | None = None
    for kind, level, cells in pieces:
        own = " | ".join(cells) if kind == "row" else cells[0]
        if text:
            at += 2
        text.append(own)
        start, end = at, at + len(own)
        at = end
        if kind == "heading":
            found.append(Block(kind, start, end, level))
        elif kind == "row":
            spans, place = [], 0
            for cell in cells:
                spans.append((place, place + len(cell)))
                place += len(cell) + 3
            heads = [k for k, c in enumerate(cells) if table.columns.fullmatch(c)]
            column = heads[0] if heads else column
            found.append(move_block(make_row(own, spans, column, table), start))
        elif kind == "term":
            term = (start, end) if is_date(own, table) else None
            found.append(Block("item" if term is None else "term", start, end))
        elif kind == "item" and term is not None:
            found.append(Block("entry", term[0], end, label=term, body=(start, end)))
            term = None
        else:
            shape = by_lines(own, language)
            for b in shape if len(shape) == 1 and shape[0].kind not in ("heading", "item", "paragraph") else [Block(kind, 0, len(own))]:
                found.append(move_block(b, start))
    whole = "\n\n".join(text)
    return whole, tuple(add_entries_under_headings(whole, [b for b in found if b.kind != "term"], table))


def move_block(b: Block, by: int) -> Block:
    """The block, moved by so many characters."""

    def span(s: tuple[int, int] | None) -> tuple[int, int] | None:
        return None if s is None else (s[0] + by, s[1] + by)

    return Block(b.kind, b.start + by, b.end + by, b.level, span(b.label), span(b.body), tuple((a + by, z + by) for a, z in b.cells))


def find_elements(node: Any) -> Iterator[tuple[str, int, list[str]]]:
    """The elements of a page that hold text, in order: kind, level and text, or the texts of a row's cells."""
    for child in node:
        tag = child.tag if isinstance(child.tag, str) else ""
        if not tag or tag in OUTSIDE or child.get("aria-hidden") == "true" or child.get("hidden") is not None:
            continue
        if tag == "tr":
            yield "row", 0, [" ".join(cell.text_content().split()) for cell in child if cell.tag in ("td", "th")]
        elif tag in KINDS and not any(inner.tag in KINDS for inner in child.iterdescendants()):
            yield KINDS[tag], HEADINGS.get(tag, 0), [" ".join(child.text_content().split())]
        else:
            yield from find_elements(child)


def keep_letters(text: str) -> str:
    """The letters and figures of a text alone."""
    return re.sub(r"[\W_]+", "", text)


def is_part_of(piece: str, whole: str) -> bool:
    """Whether a piece of the page is part of the article's text."""
    own = keep_letters(piece)
    return bool(own) and (own in whole or (len(own) > LEAST_CHARACTERS and own[:LEAST_CHARACTERS] in whole and own[-LEAST_CHARACTERS:] in whole))
