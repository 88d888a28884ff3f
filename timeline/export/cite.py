"""How to cite one event: a line of text, BibTeX, and CSL-JSON.

It cites the entry of the timeline and, in its note, the first article that reports it.
"""

from __future__ import annotations

import json
import re

from timeline.view.event import EventView
from timeline.view.text import fill_text

SPECIAL = re.compile(r"([\\{}$&#^_%~])")


def name_first_article(e: EventView) -> str:
    """The first article that reports it, in words; "" for none."""
    return ", ".join(p for p in ((f"“{e.sources[0].title}”", e.sources[0].publisher, e.sources[0].published_words) if e.sources else ()) if p)


def text(e: EventView, timeline: str, address: str) -> str:
    """A line for a footnote."""
    by = name_first_article(e)
    return " ".join(p for p in (fill_text("cite.line", title=e.own_title or e.title, when=e.when, timeline=timeline), fill_text("cite.after", by=by) if by else "", address) if p)


def note(e: EventView) -> str:
    """The date of the event, and the article that reports it."""
    by = name_first_article(e)
    return f"{fill_text('cite.of', when=e.when)}. {fill_text('cite.after', by=by)}" if by else fill_text("cite.of", when=e.when)


def bibtex(e: EventView, timeline: str, address: str) -> str:
    """An entry for BibTeX and BibLaTeX."""
    rows = {"title": e.own_title or e.title, "howpublished": timeline, "note": note(e), "url": address}
    inner = ",\n".join(f"  {k} = {{{value if k == 'url' else escaped(value)}}}" for k, value in rows.items() if value)
    return f"@misc{{{e.id},\n{inner}\n}}"


def csl(e: EventView, timeline: str, address: str) -> str:
    """The same in the form of the Citation Style Language."""
    row = {"id": e.id, "type": "entry-encyclopedia", "title": e.own_title or e.title, "container-title": timeline, "note": note(e), "URL": address}
    return json.dumps([{k: v for k, v in row.items() if v}], ensure_ascii=False, indent=1)


def escaped(value: str) -> str:
    """Text that BibTeX prints as it is."""
    return SPECIAL.sub(lambda m: {"\\": r"\textbackslash{}", "^": r"\^{}", "~": r"\~{}"}.get(m[1], "\\" + m[1]), value)
