"""Fit the costs of timeline/languages/clock.yml: coordinate search on the dates of annotated texts, with five folds by document.

    python bench/fit_clock.py ../shared/corpora [--folds] [--rounds N] [--write]

Learns from the TimeML corpora and WikiWars, tests/unseen (the narratives also with a publication date far from their story, as encyclopaedias have it), and
labelled dates of web articles (bench/labels). The objective is the mean share of expressions whose value, or first and last day, is right, a text kind counting
as much as another. Expressions are found once; only the decision is made again for each trial.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

import yaml

from timeline import edtf
from timeline.read.blocks import find_blocks
from timeline.tables import find_table
from timeline.timex import decide as decide_
from timeline.timex import tag as tag_
from timeline.timex.find import find_items, load_grammar

HERE = Path(__file__).parent
FACTORS = (0.0, 0.5, 0.75, 1.33, 2.0)
FAKE = "2015-06-10"  # publication date of narratives that tell none


class Text:
    """A text with its expressions found, and what is right."""

    def __init__(self, kind: str, name: str, text: str, published: str, right: list[tuple[int, int, Any]]) -> None:
        g = load_grammar()
        cut = find_blocks(text)
        self.kind, self.name, self.text, self.right = kind, name, text, right
        self.now = edtf.parse(published).earliest if published else None
        self.items = list(find_items(text, cut, g))

    def score(self) -> float:
        found = tag_.read_items(self.text, self.items, self.now, load_grammar().lexicon)
        hits = 0.0
        k = 0
        for start, end, want in self.right:
            while k < len(found) and found[k].end <= start:
                k += 1
            here = [t for t in found[k : k + 3] if t.start < end and t.end > start]
            hits += any(t.value == want for t in here) if isinstance(want, str) else any((t.first, t.last) == want for t in here)
        return hits


def gold(shared: Path) -> list[Text]:
    """All texts to learn from."""
    out = []
    for name in ("te3-timebank", "te3-aquaint", "wikiwars-dev"):
        for d in map(json.loads, (shared / name / "docs.jsonl").open(encoding="utf-8")):
            out.append(Text(name, d["id"], d["text"], d["dct"] or "", [(t["start"], t["end"], t["value"]) for t in d["timexes"]]))
    for path in sorted((*(HERE.parent / "tests" / "unseen").glob("*.yml"), HERE.parent / "tests" / "documents" / "clock.yml")):
        for n, row in enumerate(yaml.safe_load(path.read_text(encoding="utf-8"))):
            days = str(row["published"] or "")
            for published in dict.fromkeys((days, days or FAKE)):
                right = []
                at = 0
                for phrase, want in row["find"].items():
                    place = row["say"].find(phrase, at)
                    if place < 0:
                        place = row["say"].find(phrase)
                    if place >= 0 and want != "none":
                        first, _, last = str(want).partition("..")
                        right.append((place, place + len(phrase), (first, last or first)))
                        at = place
                right.sort()
                out.append(Text(path.stem + ("" if published == days else " dated"), f"{path.stem}-{n}", row["say"], published, right))
    docs = {d["id"]: d for d in map(json.loads, (shared / "web-dev" / "docs.jsonl").open(encoding="utf-8"))}
    by_doc = defaultdict(list)
    labels = HERE / "labels" / "web.jsonl"
    for row in map(json.loads, labels.open(encoding="utf-8")) if labels.is_file() else ():
        if row.get("date"):
            e = edtf.parse(row["date"])
            if e.earliest is not None and e.latest is not None:
                by_doc[row["doc"]].append((row["start"], row["end"], (tag_.iso(e.earliest), tag_.iso(e.latest))))
    out.extend(Text("web", doc, docs[doc]["text"], docs[doc]["dct"], sorted(rows)) for doc, rows in by_doc.items())
    return out


def score(texts: list[Text]) -> float:
    """Mean over the kinds of text of the share that is right."""
    hits: dict[str, float] = defaultdict(float)
    of: dict[str, int] = defaultdict(int)
    for t in texts:
        hits[t.kind] += t.score()
        of[t.kind] += len(t.right)
    score.last = {k: round(100 * hits[k] / of[k], 1) for k in of if of[k]}  # type: ignore[attr-defined]
    return sum(100 * hits[k] / of[k] for k in of if of[k]) / len([k for k in of if of[k]])


def fit(texts: list[Text], start: dict[str, float], rounds: int) -> tuple[dict[str, float], float]:
    """The best costs that a coordinate search finds from ``start``."""
    w = dict(start)
    decide_.load_costs = lambda: w  # type: ignore[assignment]
    best = score(texts)
    for _ in range(rounds):
        before = best
        for name in [n for n in w if n != "margin"]:
            kept = w[name]
            for trial in [kept * f for f in FACTORS] + [kept + 0.3]:
                w[name] = round(trial, 2)
                got = score(texts)
                if got > best + 1e-9:
                    best, kept = got, w[name]
            w[name] = kept
        print(f"{best:.3f}", w, file=sys.stderr, flush=True)
        if best - before < 0.005:
            break
    return w, best


def main() -> None:
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("shared", type=Path)
    p.add_argument("--folds", action="store_true", help="fit on four fifths of the documents from costs of 1, score the fifth, five times")
    p.add_argument("--rounds", type=int, default=3)
    p.add_argument("--write", action="store_true")
    a = p.parse_args()
    texts = gold(a.shared)
    path = find_table("clock")
    start = dict(decide_.load_costs())
    decide_.load_costs = lambda: start  # type: ignore[assignment]
    print(f"as it stands: {score(texts):.2f} {score.last}")  # type: ignore[attr-defined]
    if a.folds:
        names = sorted({t.name for t in texts})
        plain = {k: v if k == "margin" else 1.0 for k, v in start.items()}  # nothing that was learned from the fifth which is scored
        held: dict[str, list[float]] = defaultdict(list)
        for k in range(5):
            out = set(names[k::5])
            w, _ = fit([t for t in texts if t.name not in out], plain, a.rounds)
            decide_.load_costs = lambda w=w: w  # type: ignore[assignment,misc]
            rest = [t for t in texts if t.name in out]
            score(rest)
            for t in rest:
                held[t.kind] += [t.score(), len(t.right)]
        print("held out:", {k: round(100 * sum(v[::2]) / sum(v[1::2]), 1) for k, v in held.items()})
    else:
        w, best = fit(texts, start, a.rounds)
        score(texts)
        print(f"fitted: {best:.2f} {score.last}")  # type: ignore[attr-defined]
        if a.write:
            head = "".join(line for line in path.open(encoding="utf-8") if line.startswith("#"))
            path.write_text(head + "".join(f"{k}: {v:g}\n" for k, v in w.items()), encoding="utf-8")


if __name__ == "__main__":
    main()
