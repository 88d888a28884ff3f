"""Characters a second of the tagger and of dateparser's search on the same texts, in one process on one core, warm.

    python bench/speed.py FOLDER_OR_JSONL [RUNS]

FOLDER holds articles as seeds/ does; a .jsonl file has {"text", "dct"} a line. The two run in turn; each figure is the
minimum, median and maximum of the runs, and the ratio is pair by pair.
"""

from __future__ import annotations

import json
import statistics
import sys
import time
from pathlib import Path

from dateparser.search import search_dates

from timeline.read.articles import read_folder
from timeline.timex.tag import tag


def texts(path: Path) -> list[tuple[str, str]]:
    if path.suffix == ".jsonl":
        rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        return [(r["text"], r.get("dct") or "") for r in rows]
    return [(d.text, d.published) for d in read_folder(path)[0]]


def timed(work, pairs) -> float:
    begin = time.process_time()
    for text, published in pairs:
        work(text, published)
    return time.process_time() - begin


def peer(text: str, published: str) -> None:
    for paragraph in text.split("\n\n"):
        search_dates(paragraph, languages=["en"])


def main() -> None:
    pairs = texts(Path(sys.argv[1]))
    runs = int(sys.argv[2]) if len(sys.argv) > 2 else 5
    size = sum(len(t) for t, _ in pairs)
    few, cut = [], 0
    for t, p in pairs:  # the peer reads a part of at most 200,000 characters: it is slower
        if cut < 200_000:
            few.append((t, p))
            cut += len(t)
    timed(tag, pairs)
    timed(peer, few[:1])
    ours, theirs = [], []
    for _ in range(runs):
        ours.append(size / timed(tag, pairs))
        theirs.append(cut / timed(peer, few))
    for name, figures in (("timeline tag", ours), ("dateparser search", theirs)):
        print(f"{name:18} {min(figures):>10,.0f} {statistics.median(figures):>10,.0f} {max(figures):>10,.0f} characters/s (min, median, max of {runs})")
    ratios = [a / b for a, b in zip(ours, theirs, strict=True)]
    print(f"ratio              {min(ratios):>10.1f} {statistics.median(ratios):>10.1f} {max(ratios):>10.1f}")


if __name__ == "__main__":
    main()
