"""Markwhen: a line an event, for its timeline and its calendar."""

from __future__ import annotations

from collections.abc import Callable

from timeline.export.plain import days
from timeline.slug import slug
from timeline.view.event import EventView
from timeline.view.load import Timeline


def make(timeline: Timeline, address: Callable[[EventView], str], url: str) -> str:
    """The events whose first and last possible day are known."""
    lines = [f"title: {one_line(timeline.title)}", ""]
    for e in timeline.events:
        first, last = days(e)
        if first and last:
            when = first if first == last else f"{first}/{last}"
            tags = "".join(f" #{slug(t)}" for t in (e.status, *e.tags) if slug(t))
            lines.append(f"{when}: {one_line(e.title)}{tags}")
    return "\n".join(lines) + "\n"


def one_line(text: str) -> str:
    """Text without what Markwhen reads as something of its own at the begin of a line, or as a tag or a link."""
    return " ".join(text.replace("#", "＃").replace("[", "(").replace("]", ")").replace("@", "＠").split())
