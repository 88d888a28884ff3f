"""A reading in words: the rule, the anchor and why, the direction and why, what was rejected, how sure."""

from __future__ import annotations

from pathlib import Path

from timeline.model import Timex

ANCHORS = {
    "publication": "the publication date, {date}",
    "story": "the date that the text told before it",
    "quotation": "the day on which the quotation was said or written, {date}",
    "stated": "none: the words name the date themselves",
    "": "none",
}
CONFIDENCE = {
    "stated": "stated: the text says it",
    "worked-out": "worked out: it follows from the words and the anchor",
    "guessed": "guessed: another reading is possible",
}
VAGUE = {"PAST_REF": "some time in the past", "PRESENT_REF": "about the time of writing", "FUTURE_REF": "some time in the future"}


def explain(t: Timex) -> list[str]:
    """Lines that say how an expression was read."""
    meaning = t.edtf or VAGUE.get(t.value) or {"SET": "a repeated time; it dates no event", "DURATION": f"a length, {t.value}; it dates nothing by itself"}.get(t.type, "no day that can be told")
    lines = [f"“{t.text}” means {meaning}"]
    if t.first and t.last and t.edtf and (t.first, t.last) != (t.edtf, t.edtf):
        lines.append(f"  days:       {t.first}" + (f" to {t.last}" if t.first != t.last else ""))
    lines.append(f"  TIMEX3:     {t.type} {t.value}" + (f", mod {t.mod}" if t.mod else ""))
    lines.append(f"  rule:       {t.rule}")
    lines.append("  anchor:     " + ANCHORS.get(t.anchor, t.anchor).format(date=t.anchor_date))
    if t.direction:
        clause = {"past": "; its clause tells of the past", "future": "; its clause looks ahead"}.get(t.tense, "")
        lines.append(f"  direction:  {t.direction}{clause}" + (f" (behind “{t.signal}”)" if t.signal else ""))
    lines.extend(f"  not taken:  {date}: {why}" for date, why in t.rejected)
    lines.append("  confidence: " + CONFIDENCE[t.confidence])
    return lines


def explain_event(content: Path, wanted: str) -> list[str]:
    """Lines that say how each source of an event was read; [] where there is no event of that id."""
    from timeline.store import articles
    from timeline.store.events import load_all

    if "-" not in wanted or not (content / "events").is_dir():
        return []
    record = next((r for r in load_all(content) if r.get("id") == wanted and not r.errors), None)
    if record is None:
        return []
    lines = [f"{record.get('title')}: {record.get('date') or record.get('length') or 'no date'}"]
    for s in record.source_values():
        row = articles.load(articles.folder(content) / f"{s['article']}.yaml")
        timexes = articles.findings(row)[0] if row else []
        found = next((t for t in timexes if t.text == s.get("expression") and t.edtf == s.get("date", "")), None)
        lines += ["", f"“{s['quote']}” ({s['article']}, published {row.get('published', 'nobody says when')})", *(explain(found) if found else ["  the article does not say this any more"])]
    return lines
