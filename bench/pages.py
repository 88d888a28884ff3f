"""Reading saved pages: ``python bench/pages.py [N]`` writes N invented pages and reads them by one process and by two, then again with what was kept. Pages a second, and the ratio."""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

from timeline.engine import Engine
from timeline.read.articles import read_each
from timeline.read.kept import NAME

SENTENCES = ("The council of the harbour town met on Tuesday and put off the vote on the bridge.", "The mayor had promised in June that it would open by the autumn.", "A ferry took over on 3 May.")
MENU = "".join(f'<li><a href="/section/{k}">Section {k}</a></li>' for k in range(60))


def page(k: int) -> str:
    body = "".join(f"<p>{SENTENCES[(k + i) % 3]} {SENTENCES[(k + i + 1) % 3]}</p>" for i in range(12))
    head = f'<title>Report {k}</title><meta property="article:published_time" content="2024-06-{k % 28 + 1:02}T10:00:00Z"><script>{"var a = 1;" * 2000}</script>'
    return f'<!doctype html><html lang="en"><head>{head}</head><body><nav><ul>{MENU}</ul></nav><main><article><h1>Report {k}</h1>{body}</article></main><footer>{MENU}</footer></body></html>'


def timed(seeds: Path, keep: Path | None, jobs: int) -> float:
    with Engine(jobs) as work:
        begin = time.perf_counter()
        found = list(read_each(seeds, keep=keep, version="1", work=work))
        assert all(hasattr(d, "text") for d in found)
        return time.perf_counter() - begin


def main(n: int) -> None:
    with tempfile.TemporaryDirectory() as name:
        seeds = Path(name) / "seeds"
        seeds.mkdir()
        for k in range(n):
            (seeds / f"page-{k:05}.html").write_text(page(k))
        one, two, first = timed(seeds, None, 1), timed(seeds, None, 2), timed(seeds, Path(name) / NAME, 2)
        again = timed(seeds, Path(name) / NAME, 1)
        print(f"{n} pages: one process {n / one:.0f} a second, two {n / two:.0f}, two that keep it {n / first:.0f}; again {n / again:.0f}, {one / again:.0f} times as fast as by reading")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 400)
