"""The overview: whole without scripts, a canvas with filters with them; and the same alone in a frame."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from rjsmin import jsmin

from timeline.model import NAMES
from timeline.site.data import files
from timeline.site.layout import Site, make_bars
from timeline.site.pages.page import Page, page, render
from timeline.store.fields import CERTAINTY, STATUS
from timeline.view.axis import PRECISIONS
from timeline.view.text import current_words, fill_html

ASSETS = Path(__file__).parent.parent / "assets"
PARTS = ("tl-data.js", "tl-common.js", "tl-draw.js", "tl.js")  # of the one script that a page asks for
SCRIPT, LANES = "assets/tl.js", "assets/tl-lanes.js"  # lanes come when they are asked for
LISTED = 400  # events that the page itself lists; with more it lists months


def overview(site: Site) -> Iterator[Page]:
    """All events on one page; the same for a frame on another page, a whole HTML file which MkDocs only copies; and the data of both."""
    data = [Page(f"data/{name}", text) for name, text in scripts(site)]
    script, lanes = bundle(PARTS), bundle(("tl-lanes.js",))
    shown = values(site) | {"version": {**versions(site), "script": digest(script), "lanes": digest(lanes)}, "lanes": LANES}
    yield page(site, "timeline/index.md", "overview.html", fill_html("overview.title"), search=False, **shown)
    path = "embed/index.html"
    yield Page(path, render(site, path, "embed.html", title=site.timeline.title, **shown) + "\n")
    yield Page(SCRIPT, script)
    yield Page(LANES, lanes)
    yield from data


def bundle(parts: Sequence[str]) -> str:
    """Scripts as one, without comments and indentation."""
    return str(jsmin("".join((ASSETS / name).read_text(encoding="utf-8") for name in parts)))


def scripts(site: Site) -> list[tuple[str, str]]:
    """Names and texts of the data, made once for a site: several pages need their digest."""
    kept: dict[str, list[tuple[str, str]]] = vars(site)
    if "scripts" not in kept:
        kept["scripts"] = list(files(site))
    return kept["scripts"]


def versions(site: Site) -> dict[str, str]:
    """Digests for addresses: browsers keep scripts, and an address with a digest never shows old data in a new page."""
    return {"style": digest((ASSETS / "tl.css").read_text(encoding="utf-8")), "data": digest("".join(text for _, text in scripts(site)))}


def digest(text: str) -> str:
    """A few letters that change with the text."""
    return hashlib.sha256(text.encode()).hexdigest()[:8]


def values(site: Site) -> dict[str, Any]:
    """What both templates need."""
    events = site.timeline.events
    scales = {
        "certainty": counted(CERTAINTY, Counter(e.certainty for e in events)),
        "status": counted(STATUS, Counter(e.status for e in events)),
        "precision": counted(PRECISIONS, Counter(e.precision for e in events)),
    }
    kinds = [kind for kind in NAMES if any(getattr(e, kind) for e in events)]
    return {
        "bars": make_bars(events), "scales": scales, "script": script_words(), "source": SCRIPT, "listed": len(events) <= LISTED, "kinds": kinds,
        "chapters": site.settings.chapters,
    }  # fmt: skip


def script_words() -> dict[str, Any]:
    """The words that scripts need."""
    return {
        **current_words()["script"],
        "months": current_words()["months"],
        "day": current_words()["dates"]["day_bare"],
        "month": current_words()["dates"]["month_bare"],
        "short": current_words()["months_short"],
        "status": current_words()["status"],
        "bc": current_words()["dates"]["bc"],
        "thousands": current_words()["thousands"],
    }


def counted(names: tuple[str, ...], found: Counter[str]) -> list[tuple[str, int]]:
    """The names of a scale that occur, in its order, with how many events have them."""
    return [(n, found[n]) for n in names if found[n]]
