"""Fit the weights of dated reports in timeline/languages/en/merge.yml: which pairs of reports two readers took for one event (bench/labels/pairs.jsonl), with the
pairs of the project's own dated reports (tests/merged/), by logistic regression; held out story by story.

python bench/fit_merge.py ../shared/corpora/web-dev [--write]
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import merged
import numpy as np
import yaml

from timeline.mention.find import find_mentions
from timeline.merge.corpus import make_corpus
from timeline.merge.join import make_evidence
from timeline.merge.same import can_join, find_features
from timeline.model import Document, Mention
from timeline.read.blocks import find_blocks
from timeline.tables import find_table
from timeline.timex.tag import tag

HERE = Path(__file__).parent
PENALTY = 1.0
OWN = "the project's own reports"  # of these far more pairs are one event: that says nothing of other texts
AGAINST = (  # what can only speak against
    "others who", "others whom", "one article tells both", "other names", "other places", "other people", "days apart", "how wide the dates are", "only one is a statement",
    "one is dated by its report only",
)  # fmt: skip

Row = tuple[str, dict[str, float], bool]  # story, features, whether the readers took them for one


def judged_pairs(corpus: Path) -> Iterator[Row]:
    """The pairs on which both readers agree."""
    rows = [r for r in map(json.loads, (HERE / "labels" / "pairs.jsonl").open(encoding="utf-8")) if r["a"] == r["b"] != "?"]
    kept = {d["id"]: d for d in map(json.loads, (corpus / "docs.jsonl").open(encoding="utf-8")) if d["story"] and d["dct"]}
    documents = {k: Document(k, d["text"], d["dct"], title=d["title"] or "", blocks=find_blocks(d["text"])) for k, d in kept.items()}
    about = make_corpus({k: d.text for k, d in documents.items()})
    wanted = {r[k] for r in rows for k in ("doc", "doc_b")}
    used: dict[str, list[Mention]] = {k: [m for m in find_mentions(documents[k], tag(documents[k].text, documents[k].published, "en", documents[k].blocks)) if not m.unused] for k in wanted}

    def find(doc: str, start: int, when: int) -> Mention | None:
        return next((m for m in used[doc] if m.trigger[0] == start and m.timex.start <= when <= m.timex.end), None)

    for r in rows:
        one, other = find(r["doc"], r["start"], r["when"]), find(r["doc_b"], r["start_b"], r["when_b"])
        if one and other:
            yield kept[r["doc"]]["story"], find_features(make_evidence(one, documents[r["doc"]]), make_evidence(other, documents[r["doc_b"]]), about), r["a"] == "y"


def own_pairs() -> Iterator[Row]:
    """The pairs of the project's own reports that a date does not part."""
    rows = yaml.safe_load(merged.REPORTS.read_text(encoding="utf-8"))
    documents = {r["id"]: Document(r["id"], r["text"], str(r["published"]), publisher=r.get("publisher", "")) for r in rows}
    about = make_corpus({k: d.text for k, d in documents.items()})
    reports, gold, _ = merged.tellings(rows, documents)
    for i, j in combinations(range(len(reports)), 2):
        if reports[i].date and reports[j].date and can_join(reports[i], reports[j]):
            yield OWN, find_features(reports[i], reports[j], about) | {OWN: 1.0}, gold[i] == gold[j]


def fit(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Weights of a logistic regression, by Newton's method."""
    w = np.zeros(x.shape[1])
    for _ in range(50):
        p = 1 / (1 + np.exp(-x @ w))
        w -= np.linalg.solve((x.T * (p * (1 - p))) @ x + PENALTY * np.eye(len(w)), x.T @ (p - y) + PENALTY * w)
    return w


def fit_signed(x: np.ndarray, y: np.ndarray, names: list[str]) -> np.ndarray:
    """The same without the features that count the wrong way: what speaks against may not speak for."""
    kept = list(range(len(names)))
    while True:
        w = fit(x[:, kept], y)
        wrong = [
            k
            for k, v in zip(kept, w, strict=True)
            if (v > 0 if names[k] in AGAINST else v < 0 and names[k] not in (names[0], OWN, "no word in common for what happened", "the same word, which says little"))
        ]
        if not wrong:
            out = np.zeros(len(names))
            out[kept] = w
            return out
        kept = [k for k in kept if k not in wrong]


def main() -> None:
    data = [*judged_pairs(Path(sys.argv[1])), *own_pairs()]
    names = [*data[0][1], OWN]
    x = np.array([[float(f.get(k, 0.0)) for k in names] for _, f, _ in data])
    y = np.array([float(v) for *_, v in data])
    story = np.array([s for s, *_ in data])
    p = np.zeros(len(y))
    for s in set(story) - {OWN}:
        p[story == s] = 1 / (1 + np.exp(-x[story == s] @ fit_signed(x[story != s], y[story != s], names)))
    web = story != OWN
    loss = -np.mean(np.log(np.where(y[web] > 0, p[web], 1 - p[web])))
    print(f"{web.sum()} pairs of {len(set(story)) - 1} stories, {int(y[web].sum())} of them one event; {(~web).sum()} of our own reports; loss held out {loss:.3f}")
    for t in (0.3, 0.4, 0.5, 0.6, 0.7, 0.8):
        chosen = p[web] >= t
        print(f"held out, from {t}: {100 * y[web][chosen].mean():.0f} % of what is joined is one, {100 * y[web][chosen].sum() / y[web].sum():.0f} % of what is one is joined")
    w = fit_signed(x, y, names)
    for k, v in zip(names, w, strict=True):
        print(f"{v:6.2f} {k}")
    if "--write" in sys.argv:
        path = find_table("en/merge")
        head, rest = path.read_text(encoding="utf-8").split("\ndated:\n")
        tail = rest[rest.index("\n#") :] if "\n#" in rest else ""
        path.write_text(head + "\ndated:\n" + "".join(f"  {k}: {v:.2f}\n" for k, v in zip(names, w, strict=True) if k != OWN and abs(v) >= 0.005) + tail, encoding="utf-8")


if __name__ == "__main__":
    main()
