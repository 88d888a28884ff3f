"""Exports: one module a format, each a function from the timeline to text or bytes, all listed in FORMATS.

``make(timeline, address, url)``: ``address`` gives where an event stands, from the root of the site; ``url`` is the site's own
address, "" where mkdocs.yml names none, and links are then relative. No format says more than is known: what it cannot carry stands in
the table of words under ``exports``. Titles and quotations are strangers' text: escape what the format acts on, after :func:`timeline.slug.printable`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from timeline.export import atom, calendar, ftm, gedcom, geojson, jsonld, markwhen, notes, plain, references, sqlite, table, timelinejs, wikidata
from timeline.view.event import EventView
from timeline.view.load import Timeline

Address = Callable[[EventView], str]


class Format(NamedTuple):
    """A format: its name for ``timeline export``, the file on the data page ("" where only the command makes it), and what makes it."""

    name: str
    file: str
    make: Callable[[Timeline, Address, str], str | bytes]


FORMATS = (
    Format("json", "events.json", plain.make),
    Format("csv", "events.csv", table.make),
    Format("ics", "events.ics", calendar.make),
    Format("ics-all", "", calendar.make_all),
    Format("atom", "events.atom", atom.make),
    Format("json-ld", "events.jsonld", jsonld.make),
    Format("timelinejs", "timelinejs.json", timelinejs.make),
    Format("ris", "sources.ris", references.ris),
    Format("csl", "sources.csl.json", references.csl),
    Format("markwhen", "events.mw", markwhen.make),
    Format("geojson", "events.geojson", geojson.make),
    Format("ftm", "", ftm.make),
    Format("quickstatements", "", wikidata.make),
    Format("gedcom", "", gedcom.make),
    Format("sqlite", "", sqlite.make),
    Format("markdown", "", notes.make),
)
