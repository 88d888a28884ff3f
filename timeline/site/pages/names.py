"""People, organisations, places and tags: an index and a page each."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from timeline.export import atom
from timeline.model import NAMES
from timeline.site.layout import Site, make_bars
from timeline.site.pages.page import Page, page
from timeline.slug import slug
from timeline.view.event import EventView
from timeline.view.load import count_names
from timeline.view.text import fill_html


def names(site: Site) -> Iterator[Page]:
    """All pages of names."""
    events = site.timeline.events
    for kind in NAMES:
        found = count_names(getattr(e, kind) for e in events)
        if found or kind in ("people", "places"):  # people and places stand in the navigation
            yield page(site, f"{kind}/index.md", "names.html", fill_html(f"names.{kind}"), search=False, kind=kind, names=found)
        having: dict[str, list[EventView]] = {}
        for e in events:
            for n in getattr(e, kind):
                having.setdefault(n, []).append(e)
        for address, group in groupby(sorted(having, key=slug), key=slug):
            same = list(group)
            yield one(site, kind, address, same, having)
            if (kind, address) in site.names_with_feed:
                some = site.timeline.with_events({e.id: e for n in same for e in having[n]}.values())
                yield Page(feed_path(kind, address), atom.feed(some, site.address, site.url, feed_path(kind, address), f"{same[0]} – {site.timeline.title}"))


def feed_path(kind: str, address: str) -> str:
    """Where the feed of a name lies, from the root of the site."""
    return f"{kind}/{address}/events.atom"


def one(site: Site, kind: str, address: str, same: list[str], having: dict[str, list[EventView]]) -> Page:
    """The page of one name; ``same`` are its spellings that share an address."""
    ids = {e.id for n in same for e in having[n]}
    events = having[same[0]] if len(same) == 1 else [e for e in site.timeline.events if e.id in ids]
    known = site.timeline.names.get(kind)
    kinds = {n: kind for kind in ("places", "organisations", "people") for e in events for n in getattr(e, kind)}
    beside = count_names(tuple(n for n in (*e.people, *e.organisations, *e.places) if n not in same) for e in events)[:12]
    aliases = [a for a, n in known.aliases.items() if n == same[0]] if known else []
    return page(
        site, f"{kind}/{address}/index.md", "name.html", same[0], search=False, kind=kind, name=same[0], note=known.notes.get(same[0], "") if known else "",
        aliases=aliases, events=events, feed="events.atom" if (kind, address) in site.names_with_feed else "", bars=make_bars(events, 60),
        beside=[(n, kinds[n], c) for n, c in beside],
    )  # fmt: skip
