"""Words a second of tag and mentions together, one process, warm: ``python bench/mentions.py FOLDER_OR_JSONL``"""

from __future__ import annotations

import resource
import sys
import time
from pathlib import Path

from speed import texts

from timeline.mention.find import find_all
from timeline.model import Document
from timeline.timex.tag import tag

pairs = texts(Path(sys.argv[1]))
docs = [Document(str(i), text, published) for i, (text, published) in enumerate(pairs)]
for _ in find_all((d, tag(d.text, d.published)) for d in docs[:5]):
    pass
begin = time.process_time()
made = sum(len(mentions) for mentions in find_all((d, tag(d.text, d.published)) for d in docs))
spent = time.process_time() - begin
words = sum(len(d.text.split()) for d in docs)
memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(f"{words:,} words, {made:,} mentions, {words / spent:,.0f} words/s, largest {memory:.0f} MiB")
