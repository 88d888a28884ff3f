"""Time to tag against length of text: up to 10 MB, in one document. ``python bench/linear.py FOLDER``"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from timeline.read.articles import read_folder
from timeline.timex.tag import tag

base = "\n\n".join(d.text for d in read_folder(Path(sys.argv[1]))[0])
tag(base, "2021-08-15")
for size in (100_000, 1_000_000, 5_000_000, 10_000_000):
    text = (base + "\n\n") * (size // len(base) + 1)
    begin = time.process_time()
    found = len(tag(text[:size], "2021-08-15"))
    spent = time.process_time() - begin
    print(f"{size:>12,} characters  {spent:7.2f} s  {size / spent:>10,.0f} characters/s  {found:,} expressions")
