"""QuickStatements for Wikidata: a new item an event whose date is known and that happened, with its date at its precision and the article as its reference.

A draft for a person who looks for the item first: https://www.wikidata.org/wiki/Help:QuickStatements.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from timeline.export.plain import ends, is_fact
from timeline.slug import printable
from timeline.view.event import EventView
from timeline.view.load import Timeline
from timeline.view.text import current_words

OCCURRENCE, INSTANCE, POINT, START, END = "Q1190554", "P31", "P585", "P580", "P582"
PRECISION = {10: 11, 7: 10, 4: 9}  # by the letters of an ISO date
LONGEST = 250  # letters of a label


def make(timeline: Timeline, address: Callable[[EventView], str], url: str) -> str:
    """The events as commands, a blank line between two."""
    return "\n".join("\n".join(commands(e)) + "\n" for e in timeline.events if fits(e))


def fits(e: EventView) -> bool:
    """Whether Wikidata can hold an event without saying more than is known."""
    return is_fact(e) and all(ends(e) or [""])


def commands(e: EventView) -> Iterator[str]:
    """The commands of one event, fields parted by tabs."""
    source = next((s for s in e.sources if s.url), None)
    reference = f"\tS854\t{quoted(source.url)}" + (f"\tS577\t{day(source.published)}" if source.published else "") if source else ""
    yield "CREATE"
    yield f"LAST\tL{current_words()['lang']}\t{quoted(e.title[:LONGEST])}"
    yield f"LAST\tD{current_words()['lang']}\t{quoted(e.when[:LONGEST])}"
    yield f"LAST\t{INSTANCE}\t{OCCURRENCE}"
    known = ends(e)
    for name, iso in zip((POINT,) if len(known) == 1 else (START, END), known, strict=True):
        yield f"LAST\t{name}\t{day(iso)}{reference}"


def day(iso: str) -> str:
    """A date in Wikidata's form: unknown parts are zeros, and the precision stands behind it."""
    return f"+{iso}{'0000-00-00'[len(iso) :]}T00:00:00Z/{PRECISION[len(iso)]}"


def quoted(words: str) -> str:
    """Words between quotation marks; a mark within them is doubled, tabs and line ends are blanks."""
    return '"' + " ".join(printable(words).split()).replace('"', '""') + '"'
