"""The day on which an article was published, as people write it: ISO, compact, in figures that leave no doubt, in words, as in mail."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime

from timeline.calendar import day_of
from timeline.model import Block

ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)")
FIGURES = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4})")
LANGUAGES = ["en", "de", "fr", "es", "it", "pt", "nl"]
BASE = datetime(2000, 1, 1)  # noqa: DTZ001 - what is missing is never taken from the clock
OPENING = 8  # blocks at the head of a text in which it may say its own day
STAMP = re.compile(r"(?:(?:last )?(?:updated|published|posted|dated|date|for immediate release|press release|judgment|minutes)\b\W*(?:of|on|at)?\W*)+", re.IGNORECASE)


class NoDay(ValueError):
    """The text names no day, or may mean two; the message says which and what to write."""


def parse_day(text: str, order: str = "") -> str:
    """The ISO day that a text names. Raises :class:`NoDay` where it names none, or may mean two and ``order`` (dmy or mdy) does not say which."""
    text = text.strip()
    for form in (ISO, COMPACT):
        if (m := form.match(text)) and (form is ISO or len(text) == 8):
            return iso(text, int(m[1]), int(m[2]), int(m[3]))
    if m := FIGURES.match(text):
        a, b, year = int(m[1]), int(m[3]), int(m[4])
        one, other = day_of(year, b, a), day_of(year, a, b)
        if one and other and one != other and not order:
            raise NoDay(f'"{text}" may be {year}-{b:02d}-{a:02d} or {year}-{a:02d}-{b:02d}; write the day that you mean in this form, or day_month_order in timeline.yml')
        return iso(text, year, b, a) if one and (order != "mdy" or not other) else iso(text, year, a, b)
    if re.search(r"[^\W\d_]{3}", text) and len(re.findall(r"\d+", text)) >= 2:
        import dateparser

        found = dateparser.parse(
            re.sub(r"\b(\d{1,2})(?:st|nd|rd|th)\b", r"\1", text), languages=LANGUAGES,
            settings={"PARSERS": ["absolute-time"], "REQUIRE_PARTS": ["day", "month", "year"], "RELATIVE_BASE": BASE, "RETURN_AS_TIMEZONE_AWARE": False},
        )  # fmt: skip
        if found is not None:
            return str(found.strftime("%Y-%m-%d"))
    raise NoDay(f'"{text}" is not a day; write it like 2021-08-15')


def iso(text: str, year: int, month: int, number: int) -> str:
    """The ISO day, if the calendar has it."""
    if not 1 <= year <= 9999 or day_of(year, month, number) is None:
        raise NoDay(f'"{text}" is not a day; write it like 2021-08-15')
    return f"{year:04d}-{month:02d}-{number:02d}"


def find_day_in_text(text: str, blocks: Sequence[Block]) -> str:
    """The publication day that a text gives in its first lines (a date line, a stamp, the day of a release); "" where
    none is certain.
    """
    days = []
    for b in blocks[:OPENING]:
        own = text[b.start : b.end]
        if b.kind in ("dateline", "heading") or (b.kind == "boilerplate" and STAMP.match(own)):
            try:
                days.append(parse_day(STAMP.sub("", own).split(", ", 1)[-1] if b.kind == "dateline" and own[:1].isupper() and not own[:3].isdigit() and own.count(",") > 1 else STAMP.sub("", own)))
            except NoDay:
                continue
    return days[0] if len(set(days)) == 1 else ""
