"""Reading and checking N event files: ``python bench/store.py [N]``"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

from timeline.store.checks import check_all
from timeline.store.events import load_all
from timeline.store.write import new_file

WHO = "council court minister union army museum team".split()
DID = "opened closed sold praised left found lost built moved named sued".split()
WHAT = "bridge school road mine ship line house park tower bank farm port mill".split()
WHERE = "homes trees seats people years".split()
n = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
with tempfile.TemporaryDirectory() as folder:
    content = Path(folder)
    for i in range(n):
        day = f"{1990 + i % 30}-{i % 12 + 1:02d}-{i % 28 + 1:02d}"
        data = {"id": f"{day}-event-{i}", "title": f"{WHO[i % 7]} {DID[i % 11]} the {WHAT[i % 13]} of {i * 7919 % 10007} {WHERE[i % 5]}", "date": day, "status": "happened", "certainty": "reported",
                "people": ["Ann Lee"], "places": ["Oslo"], "sources": [{"article": f"a-{i}", "quote": f"The council opened the bridge on Sunday, {i}.", "expression": "Sunday",
                "trigger": "opened", "date": day, "how": "weekday", "date_confidence": "worked-out", "status": "happened"}]}  # fmt: skip
        path = content / "events" / day[:4] / f"{data['id']}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(new_file(data), encoding="utf-8")
    begin = time.perf_counter()
    records = load_all(content)
    read = time.perf_counter() - begin
    begin = time.perf_counter()
    problems, _ = check_all(content)
    print(f"{n:,} files: read {read:.2f} s, read and checked {time.perf_counter() - begin:.2f} s, {sum(p.severity == 'error' for p in problems)} errors")
