"""CSV: a row an event, for spreadsheets."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable

from timeline.export.plain import days
from timeline.view.event import EventView
from timeline.view.load import Timeline

HEAD = ("id", "title", "earliest", "latest", "precision", "words", "date", "confidence", "certainty", "status", "people", "organisations", "places", "tags", "quotation", "sources", "url")
YEAR = re.compile(r"-\d{4}(?:-\d\d)*")  # a date before our era
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def make(timeline: Timeline, address: Callable[[EventView], str], url: str) -> str:
    """The whole timeline."""
    out = io.StringIO()
    rows = csv.writer(out)
    rows.writerow(HEAD)
    for e in timeline.events:
        told = "; ".join(dict.fromkeys(", ".join(p for p in (s.publisher or s.title, s.published) if p) for s in e.sources))
        quote = e.sources[0].quote if e.sources else ""
        row = (
            e.id,
            e.title,
            *days(e),
            e.precision if e.date else "",
            e.when,
            e.date,
            e.confidence,
            e.certainty,
            e.status,
            "; ".join(e.people),
            "; ".join(e.organisations),
            "; ".join(e.places),
            "; ".join(e.tags),
            quote,
            told,
            url + address(e),
        )
        rows.writerow([safe(cell) for cell in row])
    return out.getvalue()


def safe(cell: str) -> str:
    """Text that a spreadsheet would run as a formula gets an apostrophe: titles and quotations come from strangers."""
    return "'" + cell if cell.startswith(FORMULA) and not YEAR.fullmatch(cell) else cell
