"""Many articles through the whole extraction: ``python bench/scale.py [N] [JOBS] [ENGINE] [kill]``

N invented articles (the project's dated reports, each told again of other towns and weeks) go into a folder; printed are articles a second from
nothing, the seconds that one more article costs then, the largest memory of a process, and a digest of all that was written: it is the same for
both engines. With ``kill`` a worker is killed after half a minute.
"""

from __future__ import annotations

import hashlib
import os
import re
import resource
import signal
import sys
import tempfile
import threading
import time
from datetime import date, timedelta
from pathlib import Path

import yaml

from timeline import engine as engines
from timeline.extract import run

REPORTS = Path(__file__).parent.parent / "tests" / "merged" / "reports.yml"
SYLLABLES = "bar dun el fos gar hol is kor lin mar nor os pel quar ros sel tor ul ver wex".split()


def renamed(text: str, k: int) -> str:
    """The text with other proper names: the k-th town, person and company of the same sound."""
    tail = SYLLABLES[k % 20] + SYLLABLES[k // 20 % 20]
    return re.sub(r"(?<=[a-z] )([A-Z][a-z]{4,})", lambda m: m[1] if m[1] in DAYS else m[1][:4] + tail, text)


DAYS = frozenset("Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April August September October November December".split())


def write(seeds: Path, n: int) -> None:
    rows = yaml.load(REPORTS.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    for i in range(n):
        r, k = rows[i % len(rows)], i // len(rows)
        path = seeds / f"{k:05d}" / f"{r['id']}-{k}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        day = date.fromisoformat(str(r["published"])) + timedelta(weeks=k % 500)
        path.write_text(f"---\ntitle: {r['id']}\npublished: {day}\npublisher: {r['publisher']}\n---\n{renamed(r['text'], k)}\n", encoding="utf-8")


def written(content: Path) -> str:
    """A digest of all event files and findings."""
    digest = hashlib.sha256()
    for path in sorted(content.rglob("*.yaml")):
        digest.update(str(path.relative_to(content)).encode() + path.read_bytes())
    return digest.hexdigest()[:16]


def kill_one() -> None:
    """Kill a process that was started by this one to work."""
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit() and f"PPid:\t{os.getpid()}\n" in (entry / "status").read_text() and b"spawn_main" in (entry / "cmdline").read_bytes():
            os.kill(int(entry.name), signal.SIGKILL)
            print(f"killed worker {entry.name}", file=sys.stderr)
            return


if __name__ == "__main__":
    n, jobs, engine, *kill = [*sys.argv[1:], *("1000", "1", "processes")[len(sys.argv) - 1 :]]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write(folder / "seeds", int(n))
        begin = time.perf_counter()
        if kill:
            threading.Timer(30, kill_one).start()
        found = run(folder / "seeds", folder / "content", work=engines.make(engine, int(jobs)))
        first = time.perf_counter() - begin
        told = f"{len(found.outcome.new):,} events, {len(found.problems)} problems, digest {written(folder / 'content')}"
        (folder / "seeds" / "one-more.md").write_text("---\ntitle: One more\npublished: 2024-05-07\n---\nThe council of Elmstad opened a bridge on Monday.\n", encoding="utf-8")
        begin = time.perf_counter()
        run(folder / "seeds", folder / "content", work=engines.make(engine, int(jobs)))
        more = time.perf_counter() - begin
        main, worker = (resource.getrusage(w).ru_maxrss / 1024 for w in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
        print(f"{int(n):,} articles, {engine}, {jobs}: {first:.1f} s, {int(n) / first:.0f} articles/s; one more article {more:.1f} s; main process {main:.0f} MiB, largest worker {worker:.0f} MiB")
        print(told)
