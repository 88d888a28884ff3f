"""``content/suggestions.yaml``: titles that a model suggested, beside ours, until a person accepts them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from timeline.problems import Failure
from timeline.store import files, rows
from timeline.store.byhand import find
from timeline.store.nodes import Record
from timeline.store.write import Splice

FILE = "suggestions.yaml"
HEAD = "# Titles that a model suggested, made by timeline suggest. Take one over with: timeline accept ID. Those with “dropped” say what the sentence does not, and cannot be accepted.\n"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A title for an event. ``ours`` is the one that it had when the model was asked; ``dropped`` says why the suggestion may not stand, "" where it may."""

    event: str
    title: str
    ours: str
    model: str
    article: str = ""
    quote: str = ""
    dropped: str = ""

    def stands_for(self, r: Record) -> bool:
        """Whether it may still be taken over: the event has the title that it had, and still asks for one."""
        return not self.dropped and bool(r.get("needs")) and r.get("title") == self.ours


def load(content: Path) -> list[Suggestion]:
    """All suggestions; of two for one event the first counts.

    Raises :class:`timeline.store.rows.Unreadable` for a file that cannot be read.
    """
    return rows.load(content / FILE, Suggestion, "delete it and run timeline suggest again")


def save(content: Path, suggested: Iterable[Suggestion]) -> None:
    """Write the file anew, what may be taken over first."""
    best_first = sorted(suggested, key=lambda s: (bool(s.dropped), s.event))
    rows.save(content / FILE, HEAD, best_first)


@files.run_alone
def accept(content: Path, wanted: str) -> tuple[Path, str]:
    """Give an event the title that was suggested: from now on it is the person's own. The file and the title. Raises :class:`Failure` that says why not."""
    record = find(content, wanted)
    suggested = load(content)
    mine = next((s for s in suggested if s.event == wanted), None)
    if mine is None:
        raise Failure(f"{content / FILE} has no suggestion for {wanted}; timeline suggest asks for one")
    if mine.dropped:
        raise Failure(f"“{mine.title}” was dropped: {mine.dropped}. Write a title of your own into {record.path}")
    if not mine.stands_for(record):
        raise Failure(f"{record.path} has been changed since; its title was left as it is")
    splice = Splice(record)
    splice.set("title", mine.title)
    splice.remove("needs")
    files.write(record.path, splice.text(), was=record.text)
    save(content, [s for s in suggested if s is not mine])
    return record.path, mine.title
