"""Data of the overview as scripts that set a value: a page opened from disk may load a script, but may not fetch.

``skeleton.js`` has a column of numbers for each event, enough to draw all of them; titles, words and names of people and places come
in chunks when they are shown or searched, the names themselves in ``names.js``, quotations in chunks of their own when words are searched.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from timeline.model import IMPORTANCE, NAMES
from timeline.site.layout import Site
from timeline.store.fields import CERTAINTY, STATUS
from timeline.view.axis import PRECISIONS, QUALIFIERS, SPAN_FORMS
from timeline.view.event import EventView

CHUNK = 500  # events of a chunk
KINDS = (*NAMES, "publisher")


def files(site: Site) -> Iterator[tuple[str, str]]:
    """Names and texts of the scripts."""
    events = list_axis_events(site)
    tables: dict[str, dict[str, int]] = {kind: {} for kind in KINDS}
    yield "skeleton.js", f"var tlSkeleton={pack_json(skeleton(events))};\n"
    for k in range(0, len(events), CHUNK):
        yield f"chunk-{k // CHUNK}.js", f"tlChunk({k // CHUNK},{pack_json(chunk(site, events[k : k + CHUNK], tables))});\n"
    for k in range(0, len(events), CHUNK):
        yield f"quotes-{k // CHUNK}.js", f"tlQuotes({k // CHUNK},{pack_json([join_quotations(e) for e in events[k : k + CHUNK]])});\n"
    yield "names.js", f"tlNames({pack_json({kind: list(table) for kind, table in tables.items()})});\n"


def join_quotations(e: EventView) -> str:
    """The quotations of an event, for the filter by words; loaded only when that is used."""
    return "\n".join((*dict.fromkeys(s.quote for s in e.sources), e.summary)).lower().strip()


def list_axis_events(site: Site) -> list[EventView]:
    """The events of the axis, in the order of the columns."""
    return sorted(site.timeline.dated, key=lambda e: (e.span.start if e.span else 0, e.sort, e.id))


def pack_json(value: Any) -> str:
    """JSON that may stand in a script element."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def skeleton(events: Sequence[EventView]) -> dict[str, Any]:
    """Steps between starts, lengths in days, and a digit a scale; days count from 1970."""
    spans = [e.span for e in events if e.span]
    starts = [s.start for s in spans]
    return {
        "step": [b - a for a, b in zip([0, *starts], starts, strict=False)],
        "length": [s.end - s.start for s in spans],
        "certainty": "".join(str(CERTAINTY.index(e.certainty)) for e in events),
        "status": "".join(str(STATUS.index(e.status)) for e in events),
        "precision": "".join(str(PRECISIONS.index(s.precision)) for s in spans),
        "form": "".join(str(SPAN_FORMS.index(s.form)) for s in spans),
        "mark": "".join(str(QUALIFIERS.index(s.mark)) for s in spans),
        "ghosts": {str(i): [x for g in e.ghosts for x in g] for i, e in enumerate(events) if e.ghosts},
        "importance": "".join(str(IMPORTANCE.index(e.importance)) for e in events),
        "chunk": CHUNK,
        "scales": {"certainty": CERTAINTY, "status": STATUS, "precision": PRECISIONS},
    }


def chunk(site: Site, events: Sequence[EventView], tables: dict[str, dict[str, int]]) -> dict[str, Any]:
    """What the list shows of some events, and the numbers of their names."""
    pages: dict[str, int] = {}
    names: dict[str, list[list[int]]] = {kind: [] for kind in KINDS}
    for e in events:
        for kind in KINDS:
            of = dict.fromkeys(s.publisher for s in e.sources if s.publisher) if kind == "publisher" else getattr(e, kind)
            names[kind].append([tables[kind].setdefault(n, len(tables[kind])) for n in of])
    return {
        "id": [e.id for e in events], "title": [e.title for e in events], "when": [e.when for e in events],
        "page": [pages.setdefault(site.path(e), len(pages)) for e in events], "pages": list(pages), **names,
    }  # fmt: skip
