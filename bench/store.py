"""Reading and checking N event files: ``python bench/store.py [N]``"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

from synthetic import write

from timeline.store.checks import check_all
from timeline.store.events import load_all

n = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
with tempfile.TemporaryDirectory() as folder:
    content = Path(folder)
    write(content, n)
    begin = time.perf_counter()
    records = load_all(content)
    read = time.perf_counter() - begin
    begin = time.perf_counter()
    problems, _ = check_all(content)
    print(f"{n:,} files: read {read:.2f} s, read and checked {time.perf_counter() - begin:.2f} s, {sum(p.severity == 'error' for p in problems)} errors")
