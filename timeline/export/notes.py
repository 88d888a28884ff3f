"""Notes in Markdown with front matter, one an event, packed as a ZIP file: for Obsidian and other tools that link notes by their names."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable

import yaml

from timeline.view.event import EventView
from timeline.view.load import Timeline

FIRST = (1980, 1, 1, 0, 0, 0)  # the day of every file in it: nothing reads the clock
LINK = re.compile(r"[|#^\[\]<>]")  # what ends a link early, or is more than its name
MARKS = re.compile(r"([\\`*_{}\[\]()<>#+!|~$^=-])")


def make(timeline: Timeline, address: Callable[[EventView], str], url: str) -> bytes:
    """The whole timeline; the same timeline gives the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for e in timeline.events:
            archive.writestr(zipfile.ZipInfo(f"events/{e.id}.md", FIRST), note(e, url + address(e)))
    return out.getvalue()


def note(e: EventView, where: str) -> str:
    """One note: what a tool can sort by in front, the title, the sentences below it. Links to notes of names and of other events are those of Obsidian."""
    front = {
        "id": e.id, "date": e.date, "when": e.when, "status": e.status, "certainty": e.certainty, "importance": e.importance,
        "people": [linked(n) for n in e.people], "organisations": [linked(n) for n in e.organisations], "places": [linked(n) for n in e.places], "tags": list(e.tags),
        "outcome_of": [linked(n) for n in e.outcome_of], "replaces": [linked(n) for n in e.replaces], "url": where if where.startswith("http") else "",
    }  # fmt: skip
    parts = [f"---\n{yaml.safe_dump({k: v for k, v in front.items() if v}, allow_unicode=True, sort_keys=False, width=10_000)}---", f"# {plain(e.title)}", plain(e.when)]
    parts += [plain(p) for p in (e.summary, e.note) if p]
    for s in e.sources:
        told = ", ".join(p for p in (s.title, s.publisher, s.published) if p)
        parts.append(f"> {plain(s.before)}{f'=={plain(s.mark)}==' if s.mark else ''}{plain(s.after)}\n>\n> {plain(told)}")
    return "\n\n".join(parts) + "\n"


def linked(name: str) -> str:
    """A link to the note of a name; what would end it early is left out."""
    return "[[" + " ".join(LINK.sub(" ", name).split()) + "]]"


def plain(text: str) -> str:
    """Text that Markdown shows as it is, on one line."""
    return MARKS.sub(r"\\\1", " ".join(text.split()))
