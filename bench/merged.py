"""Merging on the project's own dated reports: ``python bench/merged.py [WRONG.txt]``

75 short reports on 26 events with decoys (anniversaries, the same place on another day, the same day in another place, plan and outcome), in
tests/merged/. Each telling that is listed there counts: its trigger and its expression are given, the date is read by the tagger, and what the
mention stage found of status, people and places is used where it found the telling at all. Printed: B-cubed over all tellings, how many of
them the mention stage finds as events, and how many copies of articles are known as such.
"""

from __future__ import annotations

import sys
from collections import Counter
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import yaml

from timeline.mention.find import find_mentions
from timeline.merge.corpus import find_copies, make_corpus
from timeline.merge.given import find_evidence
from timeline.merge.group import grouped
from timeline.merge.join import make_evidence
from timeline.merge.same import SAME, Evidence, can_all_join, parse_days, score_pairs
from timeline.model import Document
from timeline.timex.tag import tag

REPORTS = Path(__file__).parent.parent / "tests" / "merged" / "reports.yml"


def tellings(rows: list[dict[str, Any]], documents: dict[str, Document]) -> tuple[list[Evidence], list[str], int]:
    """What is compared of each listed telling, the event it is of, and how many the mention stage finds."""
    out, gold, known = [], [], 0
    for row in rows:
        d = documents[row["id"]]
        timexes = tag(d.text, d.published)
        mentions = find_mentions(d, timexes)
        for e in row["events"]:
            at, when = d.text.index(e["trigger"]), d.text.index(e["expression"])
            end, until = at + len(e["trigger"]), when + len(e["expression"])
            found = next((m for m in mentions if m.trigger[0] < end and at < m.trigger[1] and m.timex.start < until and when < m.timex.end), None)
            known += found is not None and not found.unused
            date = next((t.edtf for t in timexes if t.start < until and when < t.end), "")
            made = make_evidence(found, d) if found else find_evidence(d.id, d.text, at, end, date=date, days=parse_days(date))
            out.append(replace(made, date=date, days=parse_days(date)))
            gold.append(e["event"])
    return out, gold, known


def b_cubed(gold: list[str], groups: list[list[int]]) -> tuple[float, float, float]:
    """Precision, recall and F1."""
    size = Counter(gold)
    shared = [Counter(gold[i] for i in group) for group in groups]
    precision = sum(n * n / len(g) for g, c in zip(groups, shared, strict=True) for n in c.values()) / len(gold)
    recall = sum(n * n / size[k] for c in shared for k, n in c.items()) / len(gold)
    return precision, recall, 2 * precision * recall / (precision + recall)


def score(wrong: list[str] | None = None) -> dict[str, float]:
    """The figures, 0 to 1."""
    rows = yaml.load(REPORTS.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    documents = {r["id"]: Document(r["id"], r["text"], str(r["published"]), publisher=r["publisher"]) for r in rows}
    found, gold, known = tellings(rows, documents)
    pairs = score_pairs(found, make_corpus({k: d.text for k, d in documents.items()}))
    groups = grouped(len(found), pairs, SAME, partial(can_all_join, found))
    if wrong is not None:
        of = {i: k for k, g in enumerate(groups) for i in g}
        for i in range(len(gold)):
            for j in range(i + 1, len(gold)):
                if (gold[i] == gold[j]) != (of[i] == of[j]):
                    a, b = found[i], found[j]
                    p = pairs.get((i, j), 0.0)
                    wrong.append(f"{'apart' if gold[i] == gold[j] else 'joined'}\t{p:.2f}\t{gold[i]}\t{a.article} {a.stem} {a.date} {a.status}\t{gold[j]}\t{b.article} {b.stem} {b.date} {b.status}")
    precision, recall, f1 = b_cubed(gold, groups)
    same_text = find_copies(sorted(documents.values(), key=lambda d: (d.published, d.id)), lambda k: documents[k].text)
    listed = {r["id"]: r["copy_of"] for r in rows if r.get("copy_of")}
    return {
        "precision": precision,
        "recall": recall,
        "B-cubed": f1,
        "found": known / len(gold),
        "copies": sum(same_text.get(k) == v for k, v in listed.items()) / len(listed),
        "false copies": float(len(set(same_text) - set(listed))),
    }


if __name__ == "__main__":
    missed: list[str] = []
    for name, value in score(missed).items():
        print(f"{name:12} {value:.0f}" if name == "false copies" else f"{name:12} {100 * value:5.1f} %")
    if len(sys.argv) > 1:
        Path(sys.argv[1]).write_text("\n".join(missed) + "\n", encoding="utf-8")
