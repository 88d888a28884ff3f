"""Many articles through the whole extraction: ``python bench/scale.py [N] [JOBS]``

N invented articles (the project's dated reports, each told again of other towns and years) go into a folder; printed are articles a second from
nothing, the seconds that one more article costs then, and the largest memory of a process.
"""

from __future__ import annotations

import re
import resource
import sys
import tempfile
import time
from pathlib import Path

import yaml

from timeline.engine import Engine
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
        path.write_text(f"---\ntitle: {r['id']}\npublished: {r['published']}\npublisher: {r['publisher']}\n---\n{renamed(r['text'], k)}\n", encoding="utf-8")


if __name__ == "__main__":
    n, jobs = int(sys.argv[1]) if len(sys.argv) > 1 else 1000, int(sys.argv[2]) if len(sys.argv) > 2 else 1
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write(folder / "seeds", n)
        begin = time.perf_counter()
        run(folder / "seeds", folder / "content", work=Engine(jobs))
        first = time.perf_counter() - begin
        (folder / "seeds" / "one-more.md").write_text("---\ntitle: One more\npublished: 2024-05-07\n---\nThe council of Elmstad opened a bridge on Monday.\n", encoding="utf-8")
        begin = time.perf_counter()
        run(folder / "seeds", folder / "content", work=Engine(jobs))
        more = time.perf_counter() - begin
        memory = max(resource.getrusage(w).ru_maxrss for w in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)) / 1024
        print(f"{n:,} articles, {jobs} process(es): {first:.1f} s, {n / first:.0f} articles/s; one more article {more:.1f} s; largest process {memory:.0f} MiB")
