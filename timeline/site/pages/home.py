"""The home page: what this is and its span; the strip; the key events, each with its sentence; what is new, waiting
or in dispute.
"""

from __future__ import annotations

from collections.abc import Iterator

from timeline import edtf
from timeline.site.layout import Site
from timeline.site.pages.page import Page, page
from timeline.site.strip import chapter_of, make_strip
from timeline.view import words
from timeline.view.event import EventView
from timeline.view.key_events import KeyEvent, choose_short_story
from timeline.view.text import current_words, fill_text


def home(site: Site) -> Iterator[Page]:
    """The first page."""
    tl = site.timeline
    yield page(
        site, "index.md", "home.html", tl.title, search=False, axis=make_strip(site.dated, [v.event for v in site.key_events], site.settings.chapters), steps=list(open_chapters(site)),
        short=[(e, shorten_date(e)) for e in choose_short_story(site.key_events)],
        first=name_end(site.dated[0], 0) if site.dated else "", last=name_end(max(site.dated, key=find_last_day), -1) if site.dated else "",
        latest=sorted(tl.events, key=find_day_added, reverse=True)[:5] if len(tl.events) > 10 else [],
        waiting=[p.plan for p in site.promises if p.verdict == "unlinked"][-5:], differ=[e for e in tl.events if e.differ][:3],
        newest=words.period(words.day(tl.newest), bare=True) if tl.newest else "",
    )  # fmt: skip


def open_chapters(site: Site) -> Iterator[tuple[KeyEvent, str]]:
    """The key events, each with the name of the chapter that begins with it, or ""."""
    last = None
    for v in site.key_events:
        c = chapter_of(v.event, site.settings.chapters)
        yield v, c.title if c and c != last else ""
        last = c or last


def shorten_date(e: EventView) -> str:
    """The date of an event in few words: a day with its month shortened, without weekday and time; other dates as
    they are.
    """
    if not e.span or e.span.form != "point" or e.span.mark or e.day is None:
        return name_end(e, 0) if e.span and e.span.form == "point" and not e.span.mark else e.when
    return fill_text("dates.day_bare", day=e.day, month=current_words()["months_short"][(e.month or 1) - 1], year=words.year_name(e.year or 0))


def find_last_day(e: EventView) -> int:
    """The last day of an event on the axis."""
    assert e.span is not None
    return e.span.end


def name_end(e: EventView, which: int) -> str:
    """The first (0) or last (-1) known end of an event's date, in words."""
    known = [p for p in edtf.parse(e.date).points if p]
    return words.period(known[which].period, bare=True)


def find_day_added(e: EventView) -> tuple[str, str, tuple[int, int, str], str]:
    """When an event was added: by git where it knows, else by its newest article."""
    return e.history.added if e.history else "", max((s.published for s in e.sources), default=""), e.sort, e.id
