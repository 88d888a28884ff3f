"""Words a second of tag and mentions together, one process, warmed by other documents: ``python bench/mentions.py FOLDER_OR_JSONL``"""

from __future__ import annotations

import resource
import sys
import time
from pathlib import Path

from speed import texts

from timeline.mention.find import find_all_mentions
from timeline.model import Document
from timeline.timex.tag import tag

WARM = 0.2  # share of the documents that are read before the clock starts, and do not count


def mentions(documents: list[Document]) -> int:
    """How many mentions there are in documents."""
    return sum(len(found) for found in find_all_mentions((d, tag(d.text, d.published)) for d in documents))


docs = [Document(str(i), text, published) for i, (text, published) in enumerate(texts(Path(sys.argv[1])))]
start = round(WARM * len(docs))
mentions(docs[:start])
begin = time.process_time()
made = mentions(docs[start:])
spent = time.process_time() - begin
words = sum(len(d.text.split()) for d in docs[start:])
memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(f"{words:,} words, {made:,} mentions, {words / spent:,.0f} words/s, largest {memory:.0f} MiB")
