"""Characters a second of the tagger and of its peers on the same texts, in one process on one core, warm.

    python bench/speed.py FOLDER_OR_JSONL [RUNS]

FOLDER holds articles as seeds/ does; a .jsonl file has {"text", "dct"} a line. All run in turn; each figure is the minimum, median and maximum of
the runs, and the ratios are pair by pair. dateparser is here already; datefinder, parsedatetime and ctparse run, too, where they are installed,
for which an environment of their own is best:

    python -m venv build/peers && build/peers/bin/pip install -e . datefinder parsedatetime ctparse && build/peers/bin/python bench/speed.py FOLDER
"""

from __future__ import annotations

import datetime as dt
import importlib
import json
import logging
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from timeline.read.articles import read_folder
from timeline.timex.tag import tag

PART = {"dateparser search": 200_000, "ctparse": 10_000}  # characters that a slow peer reads; the others read 200,000, too
Work = Callable[[str, str], Any]


def texts(path: Path) -> list[tuple[str, str]]:
    if path.suffix == ".jsonl":
        rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        return [(r["text"], r.get("dct") or "") for r in rows]
    return [(d.text, d.published) for d in read_folder(path)[0]]


def timed(work: Work, pairs: list[tuple[str, str]]) -> float:
    begin = time.process_time()
    for text, published in pairs:
        work(text, published)
    return time.process_time() - begin


def day(published: str) -> dt.datetime:
    return dt.datetime.fromisoformat(published[:10] or "2000-01-01")


def dateparser_search(module: Any) -> Work:
    return lambda text, published: [module.search_dates(p, languages=["en"]) for p in text.split("\n\n")]


def datefinder(module: Any) -> Work:
    return lambda text, published: list(module.find_dates(text, base_date=day(published)))


def parsedatetime(module: Any) -> Work:
    calendar = module.Calendar()
    return lambda text, published: [calendar.nlp(s, day(published)) for s in text.split("\n")]


def ctparse(module: Any) -> Work:
    logging.disable(logging.WARNING)
    return lambda text, published: [module.ctparse(s, ts=day(published), timeout=1) for s in text.split(". ")]


PEERS = {
    "dateparser search": ("dateparser.search", dateparser_search),
    "datefinder": ("datefinder", datefinder),
    "parsedatetime": ("parsedatetime", parsedatetime),
    "ctparse": ("ctparse", ctparse),
}


def main() -> None:
    pairs = texts(Path(sys.argv[1]))
    runs = int(sys.argv[2]) if len(sys.argv) > 2 else 5
    size = sum(len(t) for t, _ in pairs)
    peers: dict[str, tuple[Work, list[tuple[str, str]], int]] = {}
    for name, (module, make) in PEERS.items():
        try:
            work = make(importlib.import_module(module))
        except ImportError:
            continue
        some: list[tuple[str, str]] = []
        while len(some) < len(pairs) and sum(len(t) for t, _ in some) < PART.get(name, 200_000):
            some.append(pairs[len(some)])
        peers[name] = work, some, sum(len(t) for t, _ in some)
    timed(tag, pairs)
    figures: dict[str, list[float]] = {"timeline tag": [], **{name: [] for name in peers}}
    for _ in range(runs):
        figures["timeline tag"].append(size / timed(tag, pairs))
        for name, (work, some, length) in peers.items():
            figures[name].append(length / timed(work, some))
    for name, found in figures.items():
        ratios = [a / b for a, b in zip(figures["timeline tag"], found, strict=True)]
        told = f"ratio {min(ratios):,.1f} {statistics.median(ratios):,.1f} {max(ratios):,.1f}" if name in peers else f"(min, median, max of {runs})"
        print(f"{name:18} {min(found):>10,.0f} {statistics.median(found):>10,.0f} {max(found):>10,.0f} characters/s  {told}")


if __name__ == "__main__":
    main()
