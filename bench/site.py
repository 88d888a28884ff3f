"""The site at many sizes: ``python bench/site.py [N …]`` builds N invented events and drives the overview in Chromium.

Of each size: seconds to generate and build, megabytes, the data of the first view and our scripts as sent (gzip), the time from the data at hand
until the first picture is painted: in the overview page, which a new browser context opens first (cold), then in the frame for other pages, which
finds the scripts compiled (warm); and there the time of a frame over sixty steps from the whole span to thirty days and back (median, 95th
percentile; 16.7 ms is the floor of the screen). The order matters: whichever page comes second looks twice as fast.
"""

from __future__ import annotations

import gzip
import os
import shutil
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright
from synthetic import write

from timeline.project import TEMPLATE
from timeline.site.build import build

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
RUNS = 5
FIRST = """() => { const [n] = performance.getEntriesByName("tl-begin"), [d] = performance.getEntriesByName("tl-drawn"); return d.startTime - n.startTime; }"""
MARKS = """
  addEventListener("DOMContentLoaded", () => performance.mark("tl-loaded"));
  new MutationObserver((_, self) => { const stage = document.querySelector(".tl-stage"); if (stage && !stage.hidden) { self.disconnect();
    requestAnimationFrame(() => setTimeout(() => performance.mark("tl-drawn"), 0)); } }).observe(document, { attributes: true, subtree: true, attributeFilter: ["hidden"] });
  let skeleton; Object.defineProperty(window, "tlSkeleton", { configurable: true, get: () => skeleton, set: (v) => { skeleton = v; performance.mark("tl-begin"); } });
"""
DRIVE = """async () => {
  const frame = () => new Promise(requestAnimationFrame), view = document.querySelector(".tl-view"), box = view.getBoundingClientRect(), times = [];
  document.querySelector("[data-do='all']").click(); await frame(); await frame(); await frame();
  for (let k = 0; k < 60; k++) {
    const begin = performance.now();
    view.dispatchEvent(new WheelEvent("wheel", { deltaY: k < 30 ? -49 : 49, ctrlKey: true, clientX: box.left + box.width * 0.6, cancelable: true, bubbles: true }));
    await frame(); await frame();
    times.push((performance.now() - begin) / 2);
  }
  times.sort((a, b) => a - b);
  return [times[30], times[57]];
}"""


def size(path: Path) -> int:
    return sum(p.stat().st_size for p in path.rglob("*") if p.is_file())


def packed(*paths: Path) -> int:
    return sum(len(gzip.compress(p.read_bytes(), mtime=0)) for p in paths)


def measure(browser: Browser, n: int) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write(folder / "content", n, names=False)
        shutil.copytree(TEMPLATE / "content" / "pages", folder / "content" / "pages")
        os.chdir(folder)  # cards name their file as seen from the project
        begin = time.perf_counter()
        build(folder / "content", folder / "site", TEMPLATE / "mkdocs.yml", folder / "generated")
        spent = time.perf_counter() - begin
        site = folder / "site"
        beside = sum(size(site / kind) for kind in ("people", "places", "articles"))
        runs = []
        for _ in range(RUNS):
            context = browser.new_context(viewport={"width": 1200, "height": 900}, reduced_motion="reduce")
            tab = context.new_page()
            tab.add_init_script(MARKS)
            firsts = []
            for page in ("timeline/index.html", "embed/index.html"):
                tab.goto((site / page).as_uri())
                tab.wait_for_function("performance.getEntriesByName('tl-drawn').length")
                firsts.insert(0, tab.evaluate(FIRST))
            runs.append((*firsts, *tab.evaluate(DRIVE)))
            context.close()
        alone, first, median, late = (sorted(column)[RUNS // 2] for column in zip(*runs, strict=True))
        scripts, data = packed(site / "assets" / "tl.js"), packed(site / "data" / "skeleton.js")
        html = max(p.stat().st_size for p in site.rglob("*.html"))
        index = packed(site / "search" / "search_index.json")
        told = (
            f"build {spent:6.1f} s", f"{(size(site) - beside) / 1e6:6.1f} MB (+ {beside / 1e6:.1f})", f"first view {data / 1e3:.1f} kB, scripts {scripts / 1e3:.1f} kB, search {index / 1e3:.0f} kB gz",
            f"largest page {html / 1e3:.0f} kB", f"first paint {first:.0f} ms in its page (cold), {alone:.0f} ms in the frame (warm)", f"frame {median:.0f} / {late:.0f} ms",
        )  # fmt: skip
        print(f"{n:>7,} | {' | '.join(told)}", flush=True)


with sync_playwright() as p:
    chromium = p.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
    for count in [int(a) for a in sys.argv[1:]] or [1_000, 10_000, 100_000]:
        measure(chromium, count)
    chromium.close()
