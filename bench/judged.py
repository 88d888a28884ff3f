"""The project's own judged sentences: which event, status, title, speaker, people and places are right.

    python bench/judged.py [--language fr] [ERRORS.tsv]

Expressions are matched with the judged ones by overlap; a title is good when it is one of the accepted ones, or nearly. "made" tells how many of
the judged events come to be events: a word may be known as dated, and passed over for another.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from pathlib import Path

import yaml
from rapidfuzz import fuzz

from timeline.mention.find import find_mentions
from timeline.model import Document
from timeline.timex.tag import tag

FOLDER = Path(__file__).parent.parent / "tests" / "judged"
GOOD = 88  # likeness to an accepted title, 0 to 100, from which a title counts as good
SAME = {"expected": "planned"}


def plain(title: str) -> str:
    """A title without the difference between "to be held", "will be held" and "is to be held"."""
    return re.sub(r"\b(?:will|(?:is|are|was|were)(?: due| scheduled| expected| set)? to)\b", "to", title.lower())


def score(errors: list[str] | None = None, language: str = "en") -> dict[str, tuple[int, int]]:
    """Measure -> (right, of)."""
    hits: Counter[str] = Counter()
    of: Counter[str] = Counter()

    def note(measure: str, right: bool, told: str = "") -> bool:
        of[measure] += 1
        hits[measure] += right
        if not right and errors is not None:
            errors.append(f"{measure}\t{told}")
        return right

    for path in sorted(p for p in (FOLDER if language == "en" else FOLDER / language).glob("*.yml") if p.name != "floor.yml"):
        for row in yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader):
            document = Document("x", row["say"], str(row["published"]), language=language)
            mentions = find_mentions(document, tag(document.text, document.published, language))
            if not row["expect"]:
                made = [m for m in mentions if not m.unused]
                note("no event", not made, f"{row['say']}\t{[(m.timex.text, m.lemma, m.title) for m in made]}")
            for want in row["expect"]:
                start = row["say"].find(want["expression"])
                end = start + len(want["expression"])
                near = [m for m in mentions if m.timex.start < end and start < m.timex.end]
                told = f"{row['say']}\t{want['expression']}\t{want['event']}\t{[row['say'][slice(*m.trigger)] for m in near]}"
                m = next((m for m in near if row["say"][slice(*m.trigger)] == want["event"]), None)
                if not note("event", m is not None, told) or m is None:
                    continue
                open_ = want["status"] in ("conditional", "hypothetical", "possible", "habitual")
                if not open_ and m.unused != "a bare saying":
                    note("made", not m.unused, f"{told}\t{m.unused}")
                note("status", SAME.get(m.status, m.status) == SAME.get(want["status"], want["status"]), f"{row['say']}\t{want['expression']}\t{want['status']}\t{m.status}")
                likeness = max((fuzz.ratio(plain(m.title), plain(t)) for t in want["titles"]), default=0)
                if not open_:
                    note("title", likeness >= GOOD, f"{row['say']}\t{want['titles'][0]}\t{m.title}")
                said = str(want.get("speaker") or "")
                note("speaker", said.lower() in m.speaker.lower() if said else not m.speaker, f"{row['say']}\t{said}\t{m.speaker}")
                for kind in ("people", "places"):
                    note(kind, {x.lower() for x in want.get(kind) or []} <= {x.lower() for x in getattr(m, kind)}, f"{row['say']}\t{want.get(kind)}\t{getattr(m, kind)}")
    return {k: (hits[k], of[k]) for k in ("event", "no event", "made", "status", "title", "speaker", "people", "places")}


if __name__ == "__main__":
    language = sys.argv.pop(2) if sys.argv[1:2] == ["--language"] else "en"
    missed: list[str] = []
    for measure, (right, n) in score(missed, language).items():
        print(f"{measure:9} {100 * right / n:5.1f} %  of {n}")
    if sys.argv[1:] and sys.argv[-1] != "--language":
        Path(sys.argv[-1]).write_text("\n".join(missed) + "\n", encoding="utf-8")
