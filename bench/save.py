"""From a save to the page, under ``timeline serve``: ``python bench/save.py [N …]``

N invented events are served as the command serves them; then the title of one is changed ten times. Printed are the seconds from the save until the server gives the new title (median and
worst), and until the whole site behind it is built again.
"""

from __future__ import annotations

import os
import re
import shutil
import statistics
import sys
import tempfile
import threading
import time
import urllib.request
from pathlib import Path

import synthetic

from timeline.project import PREVIEW, TEMPLATE
from timeline.serve import BackgroundBuilds, Preview

SAVES = 10


def measure(n: int) -> str:
    synthetic.write(Path("content"), n)
    shutil.copy(TEMPLATE / "mkdocs.yml", "mkdocs.yml")
    site = PREVIEW / "served"
    building = BackgroundBuilds(Path("content"), Path("mkdocs.yml"), PREVIEW, site)
    preview, stop, heard, said = Preview(building, Path("content"), [Path("mkdocs.yml")]), threading.Event(), threading.Condition(), []

    def say(words: str) -> None:
        with heard:
            said.append(words)
            heard.notify()

    def wait(words: str, since: int) -> None:
        with heard:
            heard.wait_for(lambda: any(s.startswith(words) for s in said[since:]), 600)

    threading.Thread(target=preview.run, args=(site, 0, stop, say)).start()
    wait("http", 0)
    address = next(s for s in said if s.startswith("http")).split()[0]
    while preview.stale:
        time.sleep(0.1)
    path = sorted(Path("content").rglob("*.yaml"))[n // 2]
    text = path.read_text()
    year, month = re.search(r'date: "?(\d{4})-(\d\d)', text).groups()
    taken, whole = [], []
    for k in range(SAVES):
        since = len(said)
        path.write_text(re.sub(r"title: .*", f"title: Saved for the time {k}", text))
        begin = time.perf_counter()
        while f"Saved for the time {k}" not in urllib.request.urlopen(f"{address}{year}/{month}/").read().decode():
            time.sleep(0.02)
        taken.append(time.perf_counter() - begin)
        if k in (0, 1):
            wait("built again", since)
            whole.append(time.perf_counter() - begin)
        time.sleep(0.5)
    stop.set()
    building.work.shutdown(cancel_futures=True)
    return f"{n:,} events: on its page after {statistics.median(taken):.2f} s (worst {max(taken):.2f}), the whole site after {min(whole):.1f} s"


if __name__ == "__main__":
    for count in map(int, sys.argv[1:] or ("1000", "10000")):
        with tempfile.TemporaryDirectory() as name:
            os.chdir(name)
            print(measure(count))
            os.chdir("/")
