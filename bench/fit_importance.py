"""Fit timeline/languages/en/importance.yml: which dated events two readers would keep (bench/labels/web.jsonl), by logistic regression with five folds by document.

python bench/fit_importance.py ../shared/corpora/web-dev [--write]
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from pathlib import Path

import numpy as np

from timeline.mention import find as find_
from timeline.mention import importance as importance_
from timeline.model import Document
from timeline.read.blocks import find_blocks
from timeline.tables import find_table
from timeline.timex.tag import tag

HERE = Path(__file__).parent
VALUE = {"key": 1.0, "normal": 1.0, "minor": 0.15, "drop": 0.0}
PENALTY = 4.0
OTHER_WORD = 0.5  # worth of an event where the readers name it by another word


def rows(corpus: Path):
    """(document, features, kept, key) of each labelled expression that makes an event."""
    labels = defaultdict(list)
    for row in map(json.loads, (HERE / "labels" / "web.jsonl").open(encoding="utf-8")):
        labels[row["doc"]].append(row)
    found = []
    kept = importance_.find_importance

    def noted(m, text, story, block, traits=()):
        found.append((m, importance_.find_features(m, text, story, block, traits)))
        return "normal"

    find_.importance = noted
    for d in map(json.loads, (corpus / "docs.jsonl").open(encoding="utf-8")):
        if d["id"] in labels:
            document = Document(d["id"], d["text"], d["dct"] or "", title=d["title"] or "", blocks=find_blocks(d["text"]))
            found.clear()
            find_.find_mentions(document, tag(d["text"], document.published, "en", document.blocks))
            for m, f in found:
                for row in labels[d["id"]]:
                    if m.timex.start < row["end"] and m.timex.end > row["start"]:
                        word = d["text"][slice(*m.trigger)]
                        meant = [1.0 if word in row[w].split() else OTHER_WORD for w in ("word_a", "word_b")]
                        yield d["id"], f, (VALUE[row["a"]] * meant[0] + VALUE[row["b"]] * meant[1]) / 2, ((row["a"] == "key") + (row["b"] == "key")) / 2
                        break
    find_.importance = kept


def fit(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Weights of a logistic regression, by Newton's method."""
    w = np.zeros(x.shape[1])
    for _ in range(30):
        p = 1 / (1 + np.exp(-x @ w))
        grad = x.T @ (p - y) + PENALTY * w
        hess = (x.T * (p * (1 - p))) @ x + PENALTY * np.eye(len(w))
        w -= np.linalg.solve(hess, grad)
    return w


def main() -> None:
    data = list(rows(Path(sys.argv[1])))
    names = sorted({k for _, f, _, _ in data for k in f})
    x = np.array([[f.get(k, 0.0) for k in names] for _, f, _, _ in data])
    y = np.array([v for _, _, v, _ in data])
    key = np.array([v for _, _, _, v in data])
    docs = sorted({d for d, *_ in data})
    fold = np.array([docs.index(d) % 5 for d, *_ in data])
    p = np.zeros(len(y))
    for k in range(5):
        p[fold == k] = 1 / (1 + np.exp(-x[fold == k] @ fit(x[fold != k], y[fold != k])))
    good = y >= 0.5
    print(f"{len(y)} events of {len(docs)} documents; worth keeping {100 * good.mean():.1f} %")
    for t in (0.3, 0.4, 0.5, 0.6, 0.7, 0.8):
        chosen = p >= t
        kept, worth, found, most = (100 * z.mean() for z in (chosen, good[chosen], chosen[good], (key >= 0.5)[chosen]))
        print(f"held out, from {t}: {kept:4.1f} % kept, of these {worth:.1f} % worth it; {found:.1f} % of those worth it found; key {most:.1f} %")
    w = fit(x, y)
    if "--write" in sys.argv:
        path = find_table("en/importance")
        before = path.read_text(encoding="utf-8").split("weights:")[0]
        path.write_text(before + "weights:\n" + "".join(f"  {json.dumps(k)}: {v:.2f}\n" for k, v in zip(names, w, strict=True)), encoding="utf-8")
    for k, v in sorted(zip(names, w, strict=True), key=lambda z: z[1]):
        print(f"{v:6.2f} {k}")


main()
