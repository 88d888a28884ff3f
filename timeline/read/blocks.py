"""What each stretch of a text is: headings, paragraphs, list items, table rows, entries of chronologies and tickers, quotations, captions, credits, boilerplate.

Markdown and plain text are judged by the shape of their lines and by the cues of ``languages/<code>/blocks.yml``; a page's structure comes from the page
(:mod:`timeline.read.html`). Offsets count characters of the text as read. Nothing else decides what a stretch is.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from timeline.model import Block
from timeline.tables import find_table, load_table

HEADING = 90  # characters of a heading at most
LABEL = 60  # characters of a label at most
REPEATED = 3  # lines that come back so often are the page's
CHRONOLOGY = 2  # dated headings that make one
TITLE, ENTRY = 9, 80  # words of a heading behind its date; of a paragraph that is an entry
PLAIN = 7  # level of a heading that has no mark: below all that have one
MARKS = re.compile(r"[*_`]+")
ATX = re.compile(r"(#{1,6})[ \t]+(.+?)[ \t]*#*$")
UNDERLINE = re.compile(r"(=+|-{3,})[ \t]*$")
BOLD = re.compile(r"(\*\*|__)(.+?)\1[.:]?$")
RULE = re.compile(r"[-*_=~ \t]{3,}$")
TABLE_RULE = re.compile(r"\|?[ \t:|-]*-[ \t:|-]*\|[ \t:|-]*$")
CLOSE, MARKED = re.compile(r"[\])]"), re.compile(r"[:.]?[*_`]+[:.]?")
ENDS = re.compile(r"[.!?…][\"”’)\]*_]*$")


class Line(NamedTuple):
    """A line with its place, without the blanks at its ends."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Cues:
    """The table of a language, compiled."""

    label: re.Pattern[str]
    time: re.Pattern[str]
    separator: re.Pattern[str]
    bullet: re.Pattern[str]
    columns: re.Pattern[str]
    before: re.Pattern[str]  # what may stand before the date of a table's row: how it lies to that date, and what became of it
    day: re.Pattern[str]
    figures: re.Pattern[str]
    named: re.Pattern[str]  # a month, weekday or year in a text
    lines: tuple[tuple[str, re.Pattern[str]], ...]


@cache
def load_cues(language: str) -> Cues:
    """The cues of a language; English where it has none."""
    own = f"{language}/blocks"
    table = load_table(own if find_table(own).is_file() else "en/blocks")
    pieces: dict[str, str] = {}

    def filled(pattern: str) -> str:
        return re.sub(r"\{([a-z]+)\}", lambda m: pieces.get(m[1], m[0]), pattern)

    for name, pattern in table["pieces"].items():
        pieces[name] = filled(pattern)
    date, time = (filled(table["labels"][k]) for k in ("date", "time"))
    lines = tuple((kind, re.compile("|".join(f"(?:{filled(p)})" for p in patterns))) for kind, patterns in table["lines"].items())
    return Cues(
        re.compile(f"(?:{date}|{time})(?![\\w%])"), re.compile(f"(?:{time})(?![\\w%])"), re.compile(table["separator"]), re.compile(table["bullet"]),
        re.compile(table["date_columns"], re.IGNORECASE), re.compile(table.get("before_dates", ""), re.IGNORECASE), re.compile(f"{pieces['day']}|{pieces['figures']}"), re.compile(pieces["iso"]),
        re.compile(rf"\b(?:{pieces['month']}|{pieces['weekday']}|{pieces['year']})\b"), lines,
    )  # fmt: skip


def find_blocks(text: str, language: str = "en") -> tuple[Block, ...]:
    """The blocks of a text, in order, none overlapping; blank lines belong to none.

    Linear in the length of the text.
    """
    return tuple(Blocks(text, load_cues(language)).all())


def lines_of(text: str) -> list[Line]:
    """The lines of a text, blank ones too."""
    out, at = [], 0
    for raw in text.split("\n"):
        body = raw.strip()
        start = at + (len(raw) - len(raw.lstrip()))
        out.append(Line(start, start + len(body), body))
        at += len(raw) + 1
    return out


class Blocks:
    """A text while its lines are judged."""

    def __init__(self, text: str, table: Cues) -> None:
        self.text, self.cues = text, table
        self.lines = lines_of(text)
        often = Counter(line.text for line in self.lines if line.text)
        self.repeated = {t for t, n in often.items() if n >= REPEATED and len(t) < HEADING and not ENDS.search(t)}

    def all(self) -> Iterator[Block]:
        """The blocks, with what stands under the dated headings of a chronology as their entries."""
        found = [self.heading_after_all(b, after) for b, after in pair_with_next(list(self.lines_to_blocks()))]
        if sum(b.kind == "entry" for b in found) == 1 and not any(b.cells for b in found):  # one alone makes no chronology
            found = [Block("paragraph", b.start, b.end) if b.kind == "entry" and not self.marked(b) else b for b in found]
        return add_entries_under_headings(self.text, found, self.cues)

    def marked(self, b: Block) -> bool:
        """Whether an entry stands in a list, or its label has marks of its own."""
        before = self.text[self.text.rfind("\n", 0, b.start) + 1 : b.start].strip()
        return bool(before)

    def heading_after_all(self, b: Block, after: Block | None) -> Block:
        """The block; a heading where a short label and title alone stand above prose: "2003: Invasion"."""
        if b.kind != "entry" or b.body is None or b.cells or after is None or after.kind != "paragraph" or after.end - after.start < 2 * HEADING:
            return b
        body = self.text[slice(*b.body)]
        alone = self.text[b.end : b.end + 2].strip() == ""
        return Block("heading", b.start, b.end, PLAIN) if alone and not ENDS.search(body) and len(body.split()) <= TITLE and body[:1].isupper() else b

    def lines_to_blocks(self) -> Iterator[Block]:
        """The blocks by the shape of their lines."""
        i = 0
        while i < len(self.lines):
            if not self.lines[i].text:
                i += 1
                continue
            made, i = self.one(i)
            yield from made

    def one(self, i: int) -> tuple[list[Block], int]:
        """The block that begins at a line, and the number of the line behind it."""
        line, after = self.lines[i], self.lines[i + 1] if i + 1 < len(self.lines) else Line(0, 0, "")
        if m := ATX.match(line.text):
            return [Block("heading", line.start + m.start(2), line.start + m.end(2), len(m[1]))], i + 1
        if UNDERLINE.match(after.text) and len(line.text) < HEADING and not line.text.startswith(("|", "-", "*")) and not RULE.match(line.text):
            return [Block("heading", line.start, line.end, 1 if after.text[0] == "=" else 2)], i + 2
        if RULE.match(line.text):
            return [], i + 1
        if line.text.count("|") >= 1 and TABLE_RULE.match(after.text) and "|" in after.text:
            return self.table(i)
        if line.text.startswith(">"):
            k = next((k for k in range(i, len(self.lines)) if not self.lines[k].text.startswith(">")), len(self.lines))
            return [Block("quotation", line.start + 1, self.lines[k - 1].end)], k
        alone = not after.text and (i == 0 or not self.lines[i - 1].text)
        if (m := BOLD.match(line.text)) and not after.text and len(line.text) < HEADING and not ENDS.search(m[2]):
            return [Block("heading", line.start + m.start(2), line.start + m.end(2), PLAIN)], i + 1
        if (made := self.entry(i)) is not None:
            return made
        if kind := self.kind(line.text):
            return [Block(kind, line.start, line.end)], i + 1
        if (not after.text or self.begins(i + 1)) and self.is_date(line.text):
            return [Block("heading", line.start, line.end, PLAIN)], i + 1
        if m := self.cues.bullet.match(self.text, line.start, line.end):
            end = self.paragraph_end(i)
            return [Block("item", m.end(), self.lines[end - 1].end)], end
        if alone and len(line.text) < HEADING and not ENDS.search(line.text) and line.text[:1].isupper() and line.text[-1:] not in ":,;" and '"' not in line.text and "”" not in line.text:
            return [Block("heading", line.start, line.end, PLAIN + 1)], i + 1
        end = self.paragraph_end(i)
        return [Block("paragraph", line.start, self.lines[end - 1].end)], end

    def kind(self, text: str) -> str:
        """The kind of a whole line by its cues; "" for none."""
        if len(text) > 400:
            return ""
        found = next((kind for kind, pattern in self.cues.lines if pattern.fullmatch(text)), "")
        return found or ("boilerplate" if text in self.repeated else "")

    def is_date(self, text: str) -> bool:
        """Whether a line is a date and nothing else."""
        return is_date(text, self.cues)

    def begins(self, i: int) -> bool:
        """Whether a line begins a block of its own, though no blank line stands before it."""
        line = self.lines[i]
        return bool(ATX.match(line.text) or self.cues.bullet.match(self.text, line.start, line.end) or line.text.startswith((">", "|")) or self.label(line) is not None or self.kind(line.text))

    def paragraph_end(self, i: int) -> int:
        """The number of the line behind a paragraph."""
        k = i + 1
        while k < len(self.lines) and self.lines[k].text and not self.begins(k):
            k += 1
        return k

    def label(self, line: Line) -> tuple[int, int, int] | None:
        """Start and end of the date or time in front of a line, and where what it labels begins (the line's end, where nothing stands behind); None without one."""
        start = line.start
        bullet = self.cues.bullet.match(self.text, start, line.end)
        start = bullet.end() if bullet else start
        marked = MARKS.match(self.text, start, line.end)
        start = marked.end() if marked else start
        bracket = self.text.startswith(("[", "("), start, line.end)
        m = self.cues.label.match(self.text, start + bracket, min(line.end, start + LABEL))
        if m is None:
            return None
        end = m.end()
        close = CLOSE.match(self.text, end, line.end) if bracket else None
        if bracket and close is None:
            return None
        at = close.end() if close else end
        mark = MARKED.match(self.text, at, line.end)
        at = mark.end() if mark else at
        if at >= line.end:
            return m.start(), end, line.end
        sign = self.cues.separator.match(self.text, at, line.end)
        if sign is None and mark and self.text[at] == " ":
            return m.start(), end, at + 1
        if sign is None and (close is not None or (self.text[at] == " " and self.cues.figures.fullmatch(self.text, m.start(), end))):
            return m.start(), end, at  # "2019-03-03 First public commit"
        behind = self.text[sign.end() if sign else at : line.end].lstrip()
        if sign is not None and behind and not (self.text[sign.start()] in "–—-" and behind[0].isdigit() and len(behind) < 12):
            return m.start(), end, sign.end()
        short = self.cues.time.fullmatch(self.text, m.start(), end) is not None
        if self.text[at] == " " and short and (behind[:1].isupper() or behind[:1] in "“\"'‘") and m.group()[0].isdigit():
            return m.start(), end, at + 1  # "07:10 Police close the road"
        if self.text.startswith(". ", at) and self.cues.label.fullmatch(self.text, m.start(), end) and any(c.isdigit() for c in m.group()) and behind[2:3].isupper() and not m.group().isdigit():
            return m.start(), end, at + 2  # "3 March. Engineers report a crack."
        return None

    def entry(self, i: int) -> tuple[list[Block], int] | None:
        """The entry of a chronology or ticker that begins at a line; None where none does. A label on a line of its own takes the lines right below it."""
        line = self.lines[i]
        found = self.label(line)
        if found is None:
            return None
        start, end, body = found
        below = i + 1 < len(self.lines) and self.lines[i + 1].text and not self.begins(i + 1)
        if body >= line.end:
            if not below:
                return None
            last = self.paragraph_end(i + 1)
            return [Block("entry", start, self.lines[last - 1].end, label=(start, end), body=(self.lines[i + 1].start, self.lines[last - 1].end))], last
        if len(self.text[body : line.end].split()) < 2 and not below:
            return None
        last = self.paragraph_end(i)
        while body < line.end and self.text[body].isspace():
            body += 1
        return [Block("entry", start, self.lines[last - 1].end, label=(start, end), body=(body, self.lines[last - 1].end))], last

    def table(self, i: int) -> tuple[list[Block], int]:
        """The rows of a table; each whose date column holds one is an entry."""
        head = [self.text[a:b].strip() for a, b in self.cells(self.lines[i])]
        column = next((k for k, name in enumerate(head) if self.cues.columns.fullmatch(MARKS.sub("", name))), 0)
        made, k = [], i + 2
        while k < len(self.lines) and "|" in self.lines[k].text:
            made.append(make_row(self.text, self.cells(self.lines[k]), column, self.cues))
            k += 1
        return made, k

    def cells(self, line: Line) -> list[tuple[int, int]]:
        """The spans of a row's cells, without the blanks around them."""
        start, end = line.start, line.end
        start += self.text[start] == "|"
        end -= self.text[end - 1] == "|" and end - start > 1
        bars = [start - 1, *(p for p in range(start, end) if self.text[p] == "|" and self.text[p - 1] != "\\"), end]
        return [trim_span(self.text, a + 1, b) for a, b in pairwise(bars)]


def is_date(text: str, table: Cues) -> bool:
    """Whether a line is a date and nothing else."""
    return len(text) < LABEL and table.label.fullmatch(MARKS.sub("", text).rstrip(":.")) is not None


def pair_with_next(found: list[Block]) -> Iterator[tuple[Block, Block | None]]:
    """Each block with the one after it; None after the last."""
    return zip(found, [*found[1:], None], strict=False)


def add_entries_under_headings(text: str, found: list[Block], table: Cues) -> Iterator[Block]:
    """The blocks, with what stands under dated headings as their entries: list items; under a day each short paragraph; under a month or year the one
    paragraph there is, where it names no date of its own."""
    headings: list[Block] = []

    def dated(b: Block) -> bool:
        own = text[b.start : b.end]
        return is_date(own, table) or (own.isdigit() and int(own) <= 31 and bool(headings))

    dates = sum(b.kind == "heading" and is_date(text[b.start : b.end], table) for b in found)
    counts: dict[int, int] = {}
    at = -1
    for b in found:  # how many blocks of prose each heading has
        at = b.start if b.kind == "heading" else at
        counts[at] = counts.get(at, 0) + (b.kind != "heading")
    above: Block | None = None
    for b in found:
        if b.kind == "heading":
            headings = [h for h in headings if h.level < b.level]
            above = b if dated(b) else None
            if above is not None:
                headings.append(above)
        elif above is not None and dates >= CHRONOLOGY and b.kind in ("item", "paragraph"):
            own = text[b.start : b.end]
            day = table.day.fullmatch(MARKS.sub("", text[above.start : above.end]).rstrip(":.")) is not None or text[above.start : above.end].isdigit()
            alone = counts[above.start] == 1 and not table.named.search(own)
            timed = table.time.match(text, b.start, b.end)
            if timed and timed.group()[0].isdigit() and day and (rest := trim_span(text, timed.end(), b.end))[0] < rest[1] and text[timed.end()] in " :–—|":
                b = Block("entry", b.start, b.end, label=timed.span(), body=(b.start + len(own) - len(text[timed.end() : b.end].lstrip(" :–—|-")), b.end))
            elif b.kind == "item" or (len(own.split()) <= ENTRY and (day or alone)):
                b = Block("entry", b.start, b.end, label=(above.start, above.end), body=(b.start, b.end))
        yield b


def trim_span(text: str, start: int, end: int) -> tuple[int, int]:
    """A span without blanks and Markdown marks at its ends."""
    while start < end and (text[start].isspace() or text[start] in "*_`"):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in "*_`"):
        end -= 1
    return start, end


def make_row(text: str, cells: list[tuple[int, int]], column: int, table: Cues) -> Block:
    """A table row; an entry where its date column has a date and another cell has words."""
    start, end = cells[0][0], cells[-1][1]
    before = [table.before.match(text, *c) for c in cells]
    at = next((c for c in (column, 0) if c < len(cells) and (m := before[c]) and table.label.fullmatch(text, m.end(), cells[c][1])), None)
    rest = [c for k, c in enumerate(cells) if k != at and any(x.isalpha() for x in text[slice(*c)])]
    if at is None or not rest:
        return Block("row", start, end, cells=tuple(cells))
    own = [c for c in rest if sum(map(str.isalpha, text[slice(*c)])) > sum(map(str.isdigit, text[slice(*c)])) + 2]
    wordy = [c for c in own if len(text[slice(*c)].split()) > 1]
    body = wordy[0] if wordy else (own[0][0], own[-1][1]) if own and own[0][0] > cells[at][1] else (own or rest)[0]  # "Assembly | Passed"
    state = before[at]
    label_start = state.end("state") if state and "state" in state.re.groupindex and state["state"] else cells[at][0]  # "cancelled: 5 May": the label is the date
    return Block("entry", start, end, label=(label_start, cells[at][1]), body=body, cells=tuple(cells))
