"""Learns the weights of ``timeline/mention/weigh.py`` from news in which people linked events with dates.

    python bench/fit_attach.py LINKS.jsonl

LINKS.jsonl has {"id", "text", "dct", "links": [{"timex": {"start", "end"}, "event": {"start", "end"}}]} a line. Needs scikit-learn, which the
project itself does not. Prints how well five folds of the documents predict each other, and writes ``timeline/languages/en/attach.yml``.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from timeline.mention import dating, find, weigh
from timeline.mention.attach import attach, find_codated
from timeline.mention.parser import parse
from timeline.model import Document
from timeline.tables import find_table
from timeline.timex.tag import tag

OUT = find_table("en/attach")
HEAD = "# Written by bench/fit_attach.py: how much each thing speaks for a word as the one that a date dates (log odds). Data, no code.\n"
STRENGTH, LEAST = 0.6, 0.02  # of the L1 penalty (scikit-learn's C); weights nearer to nothing are left out


def rows(path: Path) -> tuple[list[dict[str, int]], list[bool], list[int]]:
    """Features, whether people linked the word, and the number of the document; only expressions that people linked with something."""
    found: tuple[list[dict[str, int]], list[bool], list[int]] = ([], [], [])
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines()):
        row = json.loads(line)
        d = Document(row["id"], row["text"], row.get("dct") or "")
        for some in find.find_dated_sentences(d, tag(d.text, d.published)):
            s = some.parsed(dict(zip([some.text], parse([some.text]), strict=True)))
            dates = dating.find_date_tokens(s)
            for t in s.timexes:
                links = [x["event"] for x in row["links"] if x["timex"]["start"] < t.end and t.start < x["timex"]["end"]]
                span = s.tokens(t)
                if not links or not t.edtf or span is None or not len(span):
                    continue
                chosen = attach(span, t.signal)
                near = {x.i for x in find_codated(chosen)} if chosen is not None else set()
                pick = chosen.trigger.i if chosen is not None else -1
                columns = weigh.read_columns(s.tree)
                for i in weigh.find_triggers(columns, dates, pick):
                    at = s.start + s.tree[i].at
                    found[0].append(dict.fromkeys(weigh.find_features(columns, span, span.root.i, t, i, pick, near), 1))
                    found[1].append(any(e["start"] < at + len(s.tree[i]) and at < e["end"] for e in links))
                    found[2].append(number)
    return found


features, linked, numbers = rows(Path(sys.argv[1]))
names = DictVectorizer()
x, y, fold = names.fit_transform(features), np.array(linked), np.array(numbers) % 5
x.indices, x.indptr = x.indices.astype("int32"), x.indptr.astype("int32")  # what liblinear takes
model = LogisticRegression(C=STRENGTH, penalty="l1", solver="liblinear", max_iter=500)
p = np.zeros(len(y))
for k in range(5):
    p[fold == k] = model.fit(x[fold != k], y[fold != k]).predict_proba(x[fold == k])[:, 1]
told = p >= weigh.LIKELY
print(f"{len(y):,} words, {y.sum():,} linked; five folds: of the words named {100 * y[told].mean():.1f} % are linked, of the linked {100 * told[y].mean():.1f} % are named")
model.fit(x, y)
learned = sorted((n, w) for n, w in zip(names.feature_names_, model.coef_[0], strict=True) if abs(w) >= LEAST)
OUT.write_text(HEAD + f"start: {model.intercept_[0]:.2f}\n" + "".join(f"{json.dumps(n)}: {w:.2f}\n" for n, w in learned), encoding="utf-8")
print(f"{len(learned)} weights written")
