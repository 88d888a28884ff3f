"""What git knows of the event files: when each was added and changed, and what was changed after it was published."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

FIELDS = ("title", "date", "length", "status", "certainty", "summary", "people", "organisations", "places")
CHANGED = re.compile(rf"([-+])({'|'.join(FIELDS)}):\s*(.*)")
MOST_CHANGES = 100  # corrections that a page shows


@dataclass(frozen=True, slots=True)
class History:
    """ISO days of the first and last commit of an event file, and the number of commits after the first."""

    added: str
    changed: str
    changes: int


@dataclass(frozen=True, slots=True)
class Change:
    """One field of a published event that a commit changed."""

    on: str
    id: str
    field: str
    was: str
    now: str


def git(folder: Path, *args: str) -> str:
    """What git prints; "" where there is no git, no repository, or only a part of the history."""
    program = shutil.which("git")
    if not program or not folder.is_dir():
        return ""

    def run(*command: str) -> str:
        done = subprocess.run([program, "-C", str(folder), *command], capture_output=True, check=False)
        return done.stdout.decode("utf-8", "replace") if done.returncode == 0 else ""

    return run(*args) if run("rev-parse", "--is-shallow-repository").strip() == "false" else ""


def histories(content: Path) -> dict[str, History]:
    """Event id -> its history. The name of the file is the id, so that a move to another year counts as a change."""
    found: dict[str, History] = {}
    day = ""
    for line in git(content, "log", "--no-merges", "--no-renames", "--name-only", "--format=%x00%cs", "--", "events").splitlines():
        if line.startswith("\0"):
            day = line[1:]
        elif line.endswith(".yaml"):
            id_ = line.rsplit("/", 1)[-1][: -len(".yaml")]
            old = found.get(id_)
            found[id_] = History(day, old.changed, old.changes + 1) if old else History(day, day, 0)
    return found


def changes(content: Path) -> tuple[Change, ...]:
    """The newest changes of what a reader sees that a person made, newest first: what the program wrote stands in ``extracted/`` in the same commit."""
    out: list[Change] = []
    log = git(content, "log", "-n", "200", "--no-merges", "--no-renames", "--diff-filter=M", "-p", "-U0", "--format=%x00%cs", "--", "events", "extracted/events")
    for commit in log.split("\0")[1:]:
        day, _, rest = commit.partition("\n")
        found = list(files(rest))
        programs = {(id_, f, now[f]) for path, id_, _, now in found if "extracted/events/" in path for f in now}
        for path, id_, was, now in found:
            if "extracted/events/" not in path:
                out.extend(Change(day, id_, f, was[f], now[f]) for f in FIELDS if f in was and f in now and was[f] != now[f] and (id_, f, now[f]) not in programs)
        if len(out) >= MOST_CHANGES:
            break
    return tuple(out[:MOST_CHANGES])


def files(patch: str) -> Iterator[tuple[str, str, dict[str, str], dict[str, str]]]:
    """The path, the event's id and the values before and after of each file in a patch."""
    for part in patch.split("\ndiff --git "):
        if name := re.search(r"^\+\+\+ b/(.*)\.yaml", part, re.MULTILINE):
            rows = [m for line in part.splitlines() if (m := CHANGED.fullmatch(line))]
            was, now = ({m[2]: m[3].strip("\"'") for m in rows if m[1] == sign} for sign in "-+")
            yield name[1], name[1].rsplit("/", 1)[-1], was, now
