"""TimelineJS: a chosen few events as a story; dates in our words, parts that are not known left out."""

from __future__ import annotations

import html
import json
from collections.abc import Callable
from typing import Any

from timeline.calendar import civil
from timeline.model import IMPORTANCE
from timeline.view.axis import EPOCH
from timeline.view.event import EventView
from timeline.view.load import Timeline

MOST_EVENTS = 100  # its makers advise twenty; beyond some hundred it stops


def make(timeline: Timeline, address: Callable[[EventView], str], url: str) -> str:
    """The featured events; where there are none the key ones, then those with most articles."""
    chosen = [e for e in timeline.dated if e.featured] or sorted(timeline.dated, key=lambda e: (IMPORTANCE.index(e.importance), -len(e.articles)))
    few = sorted(chosen[:MOST_EVENTS], key=lambda e: (e.sort, e.id))
    return json.dumps({"title": {"text": {"headline": html.escape(timeline.title)}}, "events": [event(e, url + address(e)) for e in few]}, ensure_ascii=False, indent=1) + "\n"


def event(e: EventView, where: str) -> dict[str, Any]:
    """One slide. What it shows is HTML, so all text is escaped."""
    assert e.span
    said = "".join(f"<p>“{html.escape(s.quote)}”</p><p>{html.escape(', '.join(p for p in (s.publisher, s.published) if p))}</p>" for s in e.sources[:1])
    title = html.escape(e.title)
    row: dict[str, Any] = {
        "unique_id": e.id, "start_date": parts(e.span.start, e), "display_date": html.escape(e.when),
        "text": {"headline": f'<a href="{html.escape(where)}">{title}</a>' if where.startswith("http") else title, "text": said or html.escape(e.summary)},
    }  # fmt: skip
    if e.span.form in ("lasted", "since"):
        row["end_date"] = parts(e.span.end, e)
    if e.tags:
        row["group"] = html.escape(e.tags[0])
    return row


def parts(number: int, e: EventView) -> dict[str, int]:
    """Year, and month and day where they are known."""
    year, month, day = civil(number + EPOCH)
    known = {"day": 3, "month": 2}.get(e.precision, 1)
    return dict((("year", year), ("month", month), ("day", day))[:known])
