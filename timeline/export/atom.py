"""Atom (RFC 4287): events added or changed last, by when that was, never by when they happened."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from xml.etree import ElementTree as Xml

from timeline.slug import printable
from timeline.view.event import EventView
from timeline.view.load import Timeline

NAMESPACE = "http://www.w3.org/2005/Atom"
MOST_ENTRIES = 50


def make(timeline: Timeline, address: Callable[[EventView], str], url: str) -> str:
    """The feed of the whole timeline."""
    return feed(timeline, address, url, "data/events.atom", timeline.title)


def feed(timeline: Timeline, address: Callable[[EventView], str], url: str, path: str, title: str) -> str:
    """The feed of some events, for a page of the site.

    An entry is dated by the last commit of its file; without git by its newest article.
    """
    up = "../" * path.count("/")
    Xml.register_namespace("", NAMESPACE)
    root = Xml.Element(f"{{{NAMESPACE}}}feed")
    newest = sorted(timeline.events, key=lambda e: (changed(e, timeline), e.id), reverse=True)[:MOST_ENTRIES]
    put(root, "title", title)
    put(root, "id", name((url or timeline.title) if path == "data/events.atom" else f"{url or timeline.title} {path}"))
    put(root, "updated", stamp(changed(newest[0], timeline) if newest else timeline.newest))
    put(put(root, "author"), "name", timeline.title)
    if url:
        put(root, "link", rel="self", href=f"{url}{path}")
    for e in newest:
        entry = put(root, "entry")
        put(entry, "title", e.title)
        put(entry, "id", name(f"{url or timeline.title} {e.id}"))
        put(entry, "updated", stamp(changed(e, timeline)))
        put(entry, "link", rel="alternate", href=(url or up) + address(e))
        put(entry, "summary", f"{e.when}. " + (f"“{e.sources[0].quote}”" if e.sources else e.summary))
    Xml.indent(root)
    return Xml.tostring(root, encoding="unicode", xml_declaration=False) + "\n"


def put(parent: Xml.Element, tag: str, text: str = "", **attributes: str) -> Xml.Element:
    """An element with its text."""
    made = Xml.SubElement(parent, f"{{{NAMESPACE}}}{tag}", attributes)
    made.text = printable(text) or None
    return made


def changed(e: EventView, timeline: Timeline) -> str:
    """The day on which an event was changed last."""
    return e.history.changed if e.history else max((s.published for s in e.sources), default=timeline.newest)


def stamp(day: str) -> str:
    """A day as the moment that the format wants."""
    return f"{(day or '1970-01-01')[:10]}T00:00:00Z"


def name(text: str) -> str:
    """An id that stays."""
    return f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, text)}"
