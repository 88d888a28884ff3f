"""What the audit says of claims that people labelled: of the false ones those called supported, of the true ones those not, and how long it takes.

python bench/audit.py [tests/audit/*.jsonl]                        pairs of a claim and a sentence, {"sentence", "published", "claim", "date", "true", "way"}
python bench/audit.py CLAIMS.jsonl --articles ARTICLES.jsonl [-v]  claims on articles, {"claim", "date", "true", "way"}; articles {"id", "text", "dct"}
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent))
from timeline.audit.claims import Claim
from timeline.audit.support import SUPPORTED
from timeline.audit.verdicts import Line, audit
from timeline.model import Document
from timeline.read.blocks import find_blocks

PAIRS = sorted((Path(__file__).parent.parent / "tests" / "audit").glob("*.jsonl"))


def rows(path: Path) -> list[dict[str, Any]]:
    """The objects of a file of JSON lines."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def judged(pairs: Sequence[dict[str, Any]]) -> list[Line]:
    """The verdicts on pairs: each sentence is an article of its own."""
    documents = [Document(r["id"], r["sentence"], r["published"], blocks=find_blocks(r["sentence"])) for r in pairs]
    return audit([Claim("pairs", n, r["claim"], r["date"], (), (r["id"],)) for n, r in enumerate(pairs, 1)], documents)


def show(name: str, labels: Sequence[dict[str, Any]], lines: Sequence[Line], *, verbose: bool) -> None:
    """The two shares, the verdicts on the false ones by the way in which they are false, and those that went wrong."""
    n = Counter((bool(r["true"]), line.verdict) for r, line in zip(labels, lines, strict=True))
    true, false = (sum(v for (t, _), v in n.items() if t is wanted) for wanted in (True, False))
    print(
        f"{name}: {n[True, SUPPORTED]} of {true} true ones supported ({n[True, SUPPORTED] / max(1, true):.0%}), {n[False, SUPPORTED]} of {false} false ones ({n[False, SUPPORTED] / max(1, false):.1%})"
    )
    for wanted in (True, False):
        print(f"  {'true' if wanted else 'false'} ones: " + ", ".join(f"{v} {k}" for (t, k), v in sorted(n.items()) if t is wanted))
    for r, line in zip(labels, lines, strict=True):
        if verbose and bool(r["true"]) != (line.verdict == SUPPORTED):
            print(f"  {'MISSED' if r['true'] else 'FALSE: ' + r['way']} | {line.verdict}: {line.reason} | {r['date']} {r['claim']} | {line.article}: {line.quote}")


def main() -> None:
    """The command."""
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("files", type=Path, nargs="*", default=PAIRS)
    p.add_argument("--articles", type=Path)
    p.add_argument("-v", "--verbose", action="store_true")
    args = p.parse_args()
    for path in args.files:
        labels = rows(path)
        if args.articles is None:
            show(path.stem, labels, judged(labels), verbose=args.verbose)
            continue
        documents = [Document(r["id"], r["text"], r["dct"], title=r.get("title", ""), blocks=find_blocks(r["text"])) for r in rows(args.articles)]
        start = time.perf_counter()
        lines = audit([Claim(str(path), n, r["claim"], r["date"]) for n, r in enumerate(labels, 1)], documents)
        show(path.stem, labels, lines, verbose=args.verbose)
        print(f"  {len(labels)} claims against {len(documents)} articles in {time.perf_counter() - start:.1f} s")


if __name__ == "__main__":
    main()
