"""Supported lines of an audit -> event files, each with the sentence that supports it.

Later extractions keep the findings with these event files.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from timeline import edtf
from timeline.audit.claims import Claim
from timeline.audit.support import SUPPORTED
from timeline.audit.verdicts import Line
from timeline.slug import printable
from timeline.store import files, unsupported
from timeline.store.byhand import write_event
from timeline.store.events import find_free_id, id_of, load_all
from timeline.store.fields import STATUS
from timeline.store.unsupported import Unsupported
from timeline.store.write import new_file, place

PROOF = ("article", "quote", "expression", "trigger", "date", "how", "date_confidence", "status")


@dataclass(slots=True)
class WrittenLines:
    """What an import did: the files that were written, and the lines whose event the project has already, with its
    id.
    """

    written: list[Path] = field(default_factory=list)
    known: list[tuple[Line, str]] = field(default_factory=list)


@files.run_alone
def write_supported(content: Path, file: str, lines: Sequence[Line]) -> WrittenLines:
    """Write an event file for each supported line that no event of the project has yet (same sentence, same word),
    and note the other lines as unsupported.
    """
    unsupported.note(content, file, (Unsupported(r.claim.title, r.claim.date, r.verdict, r.reason, file, str(r.claim.line), r.article, r.quote) for r in lines if r.verdict != SUPPORTED))
    out = WrittenLines()
    taken: set[str] = set()
    owner: dict[tuple[str, str, str], str] = {}
    for r in load_all(content):
        taken.add(str(r.get("id")))
        for s in r.source_values():
            owner.setdefault(key(s), str(r.get("id")))
    for line in lines:
        if line.proof is None:
            continue
        proof = {k: v for k, v in asdict(line.proof).items() if k in PROOF and v}
        if (there := owner.get(key(proof))) is not None:
            out.known.append((line, there))
            continue
        k = find_free_id(id_of(line.claim.title, line.claim.date), taken)
        status = line.proof.status if line.proof.status in STATUS else "happened"
        data: dict[str, Any] = {"id": k, "title": line.claim.title, "date": line.claim.date, "status": status, "certainty": "reported", "sources": [{**proof, "status": status}]}
        path = place(content, data)
        files.write(path, new_file(data))
        out.written.append(path)
        taken.add(k)
        owner[key(proof)] = k
    return out


@files.run_alone
def write_unchecked(content: Path, claims: Sequence[Claim]) -> tuple[list[Path], list[tuple[Claim, str]]]:
    """Write an event file for each line of a timeline as it stands, without a source, as a person would who adds it; the files, and the lines that were left out, each with the reason."""
    taken: set[str] = set()
    known: dict[tuple[str, str], str] = {}
    for r in load_all(content):
        taken.add(str(r.get("id")))
        known[fold_line(str(r.get("title")), str(r.get("date")))] = str(r.get("id"))
    written: list[Path] = []
    left: list[tuple[Claim, str]] = []
    for c in claims:
        title = " ".join(printable(c.title).split())
        if (there := known.get(fold_line(title, c.date))) is not None:
            left.append((c, f"{there} has this title and date already"))
            continue
        try:
            date = edtf.write(edtf.parse(c.date)) if c.date else ""
        except edtf.BadDate:
            left.append((c, f'"{c.date}" is not a date that can be read; write it like 2021-08-15, 2021-08 or 2021'))
            continue
        written.append(write_event(content, title, date, taken, note=f"Imported unchecked from {Path(c.file).name}, line {c.line}."))
        known[fold_line(title, date)] = written[-1].stem
    return written, left


def fold_line(title: str, date: str) -> tuple[str, str]:
    """What two lines have in common that tell the same."""
    return " ".join(title.lower().split()), date


def key(source: Any) -> tuple[str, str, str]:
    """What makes two sources the same: the sentence of an article and the trigger in it."""
    return str(source.get("article", "")), " ".join(str(source.get("quote", "")).split()), str(source.get("trigger", ""))
