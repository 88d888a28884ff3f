"""An audit as text, JSON, annotations for GitHub, and a page of Markdown."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Sequence

from timeline import problems
from timeline.audit.support import SUPPORTED
from timeline.audit.verdicts import VERDICTS, Line

ADVICE = {
    "date differs": "see which is right",
    "turned round": "it says something else; reword it or leave it out",
    "says more than the source": "find a source for it or take it out",
    "quotation not word for word": "quote the article as it stands",
    "not clear": "read the sentence; the audit cannot tell",
    "not in the sources": "find a source for it or take it out",
}


def count(lines: Sequence[Line]) -> str:
    """``12 lines: 7 supported, 2 date differs, …``"""
    n = Counter(row.verdict for row in lines)
    return f"{len(lines)} line{'' if len(lines) == 1 else 's'}: " + ", ".join(f"{n[v]} {v}" for v in VERDICTS if n[v])


def text(lines: Sequence[Line]) -> str:
    """A paragraph a line, and the count."""
    return "\n".join([*map(paragraph, lines), count(lines)])


def paragraph(row: Line) -> str:
    """Where, the verdict, the line itself, why, and the sentence."""
    c = row.claim
    out = [f"{c.file}:{c.line}: {row.verdict}: {c.date + ': ' if c.date else ''}{c.title}"]
    if row.reason and not (row.verdict == SUPPORTED and not c.date):
        out.append(f"    {row.reason}")
    if row.quote:
        out.append(f"    {row.article}: “{row.quote}”")
    return "\n".join(out)


def as_json(lines: Sequence[Line]) -> str:
    """A JSON array, an object a line."""
    rows = [{"file": r.claim.file, "line": r.claim.line, "date": r.claim.date, "title": r.claim.title, "verdict": r.verdict, "reason": r.reason, "article": r.article, "quote": r.quote} for r in lines]
    return json.dumps(rows, ensure_ascii=False, indent=2)


def github(lines: Sequence[Line]) -> str:
    """An annotation for each line that is not supported, and the count."""
    rows = [problems.github(problems.Problem(r.claim.file, r.claim.line, 1, f"{r.verdict}: {r.reason or r.claim.title}")) for r in lines if r.verdict != SUPPORTED]
    return "\n".join([*rows, count(lines)])


def page(lines: Sequence[Line]) -> str:
    """A page of Markdown: the count, then the lines by their verdicts, those that are not supported first."""
    out = ["# Audit", "", count(lines) + ".", ""]
    for v in (*VERDICTS[1:], SUPPORTED):
        rows = [r for r in lines if r.verdict == v]
        if rows:
            out += [f"## {v[0].upper()}{v[1:]} ({len(rows)})", ""]
            if v in ADVICE:
                out += [f"{ADVICE[v][0].upper()}{ADVICE[v][1:]}.", ""]
        for r in rows:
            out += [f"**{r.claim.date or 'no date'}: {inert(r.claim.title)}** (line {r.claim.line})", ""]
            out += [f"> {inert(r.quote)}", ">", f"> {inert(r.article)}", ""] if r.quote else []
            out += [f"{inert(r.reason[0].upper() + r.reason[1:])}" + ("" if r.reason.endswith(".”") else "."), ""] if r.reason else []
    return "\n".join(out)


def inert(text: str) -> str:
    """Text that Markdown shows as it is: a claim may come from anywhere."""
    return "".join(f"&#{ord(c)};" if c in "<>&[]()*_`#|\\!{}~" else c for c in text)


FORMATS: dict[str, Callable[[Sequence[Line]], str]] = {"text": text, "json": as_json, "github": github, "page": page}
