"""``content/suggestions.yaml``: titles that a model suggested, beside ours, until a person accepts them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, fields
from pathlib import Path

from timeline import guarded
from timeline.problems import Failure
from timeline.store import files
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


class Unreadable(Failure):
    """The file cannot be read; the message says where."""


def load(content: Path) -> list[Suggestion]:
    """All suggestions. Raises :class:`Unreadable` for a file that is none."""
    path = content / FILE
    if not path.is_file():
        return []
    try:
        rows = guarded.plain(files.read(path)) or []
    except guarded.Unsafe as error:
        raise Unreadable(f"{path}:{error.line}: this file cannot be read ({error}); delete it and run timeline suggest again") from None
    names = [f.name for f in fields(Suggestion)]
    if not isinstance(rows, list) or not all(isinstance(r, dict) and isinstance(r.get("event"), str) and all(isinstance(v, str) for v in r.values()) for r in rows):
        raise Unreadable(f'{path}: each entry begins with "- event: …"; delete the file and run timeline suggest again')
    return [Suggestion(**{n: str(r.get(n, "")) for n in names}) for r in rows]


def save(content: Path, rows: Sequence[Suggestion]) -> None:
    """Write the file anew; without a row there is none."""
    path = content / FILE
    if not rows:
        path.unlink(missing_ok=True)
        return
    text = HEAD
    for row in sorted(rows, key=lambda s: (bool(s.dropped), s.event)):
        said = [(f.name, getattr(row, f.name)) for f in fields(Suggestion) if getattr(row, f.name)]
        text += "- " + "\n  ".join(f"{k}: {json.dumps(v, ensure_ascii=False)}" for k, v in said) + "\n"
    files.write(path, text)


def accept(content: Path, wanted: str) -> tuple[Path, str]:
    """Give an event the title that was suggested: from now on it is the person's own. The file and the title. Raises :class:`Failure` that says why not."""
    record = find(content, wanted)
    rows = load(content)
    mine = next((s for s in rows if s.event == wanted), None)
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
    save(content, [s for s in rows if s is not mine])
    return record.path, mine.title
