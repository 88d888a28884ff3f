"""``content/unsupported.yaml``: lines of an imported timeline that the articles do not support, until a person has settled them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from timeline.store import rows

FILE = "unsupported.yaml"
HEAD = "# Lines of imported timelines that the articles do not support, made by timeline import. Take an entry out when it is settled; importing its file again writes it anew.\n"


@dataclass(frozen=True, slots=True)
class Unsupported:
    """A line with its verdict, the reason, and the nearest sentence."""

    title: str
    date: str
    verdict: str
    reason: str
    file: str
    line: str
    article: str = ""
    quote: str = ""


def load(content: Path) -> list[Unsupported]:
    """All lines. Raises :class:`timeline.store.rows.Unreadable` for a file that cannot be read."""
    return rows.load(content / FILE, Unsupported, "mend it, or delete it and import the timeline again")


def note(content: Path, file: str, lines: Iterable[Unsupported]) -> None:
    """Put these in the place of all that was noted of the same file."""
    rows.save(content / FILE, HEAD, [*(u for u in load(content) if u.file != file), *lines])
