"""iCalendar (RFC 5545): all-day events, the end exclusive. Months and years only in the longer file, and marked in words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from timeline.calendar import civil
from timeline.slug import printable
from timeline.view.axis import EPOCH
from timeline.view.event import EventView
from timeline.view.load import Timeline

STATUS = {"planned": "TENTATIVE", "expected": "TENTATIVE", "cancelled": "CANCELLED", "denied": "CANCELLED"}


def make(timeline: Timeline, address: Callable[[EventView], str], url: str) -> str:
    """Events whose days are known."""
    return calendar(timeline, (e for e in timeline.dated if e.precision == "day"), address, url)


def make_all(timeline: Timeline, address: Callable[[EventView], str], url: str) -> str:
    """All dated events; one known only to the month or year becomes a long entry."""
    return calendar(timeline, timeline.dated, address, url)


def calendar(timeline: Timeline, events: Iterable[EventView], address: Callable[[EventView], str], url: str) -> str:
    """A calendar. The stamp is the newest publication date: nothing reads the clock."""
    stamp = (timeline.newest or "1970-01-01").replace("-", "")[:8] + "T000000Z"
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Timeline Builder//EN", f"X-WR-CALNAME:{escaped(timeline.title)}"]
    for e in events:
        if e.span and e.span.start + EPOCH >= 1 and civil(e.span.end + EPOCH + 1)[0] < 10000:
            lines += event(e, stamp, url + address(e))
    return "".join(folded(line) + "\r\n" for line in (*lines, "END:VCALENDAR"))


def event(e: EventView, stamp: str, where: str) -> Iterable[str]:
    """The lines of one event."""
    assert e.span
    yield from ("BEGIN:VEVENT", f"UID:{escaped(e.id)}", f"DTSTAMP:{stamp}")
    yield f"DTSTART;VALUE=DATE:{day(e.span.start)}"
    yield f"DTEND;VALUE=DATE:{day(e.span.end + 1)}"
    yield f"SUMMARY:{escaped(e.title if e.precision == 'day' else f'{e.title} [{e.when}]')}"
    said = [e.when + ".", *(f"“{s.quote}” ({', '.join(p for p in (s.publisher, s.published) if p)})" for s in e.sources[:1])]
    yield f"DESCRIPTION:{escaped(' '.join(said))}"
    yield f"STATUS:{STATUS.get(e.status, 'CONFIRMED')}"
    if e.places:
        yield f"LOCATION:{escaped(', '.join(e.places))}"
    if where.startswith("http"):
        yield f"URL:{where}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def day(number: int) -> str:
    """A day since 1970 as eight digits."""
    return "{:04d}{:02d}{:02d}".format(*civil(number + EPOCH))


def escaped(text: str) -> str:
    """Text as a value."""
    return re.sub(r"([\\;,])", r"\\\1", printable(text))


def folded(line: str) -> str:
    """Lines of 75 octets at most, cut between characters."""
    rest, out, room = line.encode(), [], 75
    while len(rest) > room:
        cut = room
        while rest[cut] & 0xC0 == 0x80:  # inside a character
            cut -= 1
        out.append(rest[:cut])
        rest, room = rest[cut:], 74
    return b"\r\n ".join([*out, rest]).decode()
