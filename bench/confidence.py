"""Does *worked out* mean right? Dates of real web articles that two readers judged apart (bench/labels/dates.jsonl), by the confidence that they have now.

    python bench/confidence.py ../shared/corpora/web-dev

``part``: *open* dates were looked at when the doubts of timeline/timex/doubt.py were written, *aside* ones were judged afterwards. A date that is read otherwise than
when it was judged is left out, as is one that a reader could not decide; a word that names no day counts as wrong.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path

from timeline.model import Document
from timeline.read.blocks import find_blocks
from timeline.timex.tag import tag_document

LABELS = Path(__file__).parent / "labels" / "dates.jsonl"


def main() -> None:
    documents = {d["id"]: d for d in map(json.loads, (Path(sys.argv[1]) / "docs.jsonl").open(encoding="utf-8"))}
    found: dict[str, dict[tuple[int, str], str]] = {}
    right: Counter[tuple[str, str, str]] = Counter()
    of: Counter[tuple[str, str, str]] = Counter()
    other = 0
    for row in map(json.loads, LABELS.open(encoding="utf-8")):
        if row["doc"] not in found:
            d = documents[row["doc"]]
            document = Document(d["id"], d["text"], d["dct"] or "", title=d["title"] or "", blocks=find_blocks(d["text"]))
            found[row["doc"]] = {(t.start, t.edtf): t.confidence for t in tag_document(document)}
        confidence = found[row["doc"]].get((row["start"], row["edtf"]))
        if confidence is None:
            other += 1
            continue
        for reader in "ab":
            if row[reader] != "?":
                of[row["part"], confidence, reader] += 1
                right[row["part"], confidence, reader] += row[reader] == "y"
    for part in ("open", "aside"):
        for confidence in ("stated", "worked-out", "guessed"):
            told = [f"{right[k]} of {of[k]}" for reader in "ab" if of[k := (part, confidence, reader)]]
            if told:
                print(f"{part:6} {confidence:11} {' and '.join(told)}")
    print(f"{other} are read otherwise than when they were judged")


main()
