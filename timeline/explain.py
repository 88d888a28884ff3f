"""A reading in words: the rule, the anchor and why, the direction and why, what was rejected, how sure."""

from __future__ import annotations

from pathlib import Path

from timeline.model import Timex

ANCHORS = {
    "publication": "the publication date, {date}",
    "section": "the heading, label or date line above it, {date}",
    "story": "the date that the text told before it",
    "quotation": "the day on which the quotation was said or written, {date}",
    "event": "an event that the text dated before it, {date}",
    "stated": "none: the words name the date themselves",
    "": "none",
}
CONFIDENCE = {
    "stated": "stated: the text says it",
    "worked-out": "worked out: it follows from the words and the anchor",
    "guessed": "guessed: another reading is possible",
}
VAGUE = {"PAST_REF": "some time in the past", "PRESENT_REF": "about the time of writing", "FUTURE_REF": "some time in the future"}

UNDATED = {"told without a date": "tells it without a date: others date it", "reported on": "gives it no date: it stands about the day of the report"}  # by the rules that their sources name
SEVERAL = 2  # sources that have been joined


def explain(t: Timex) -> list[str]:
    """Lines that say how an expression was read."""
    meaning = t.edtf or VAGUE.get(t.value) or {"SET": "a repeated time; it dates no event", "DURATION": f"a length, {t.value}; it dates nothing by itself"}.get(t.type, "no day that can be named")
    lines = [f"“{t.text}” means {meaning}"]
    if t.first and t.last and t.edtf and (t.first, t.last) != (t.edtf, t.edtf):
        lines.append(f"  days:       {t.first}" + (f" to {t.last}" if t.first != t.last else ""))
    lines.append(f"  TIMEX3:     {t.type} {t.value}" + (f", mod {t.mod}" if t.mod else ""))
    lines.append(f"  rule:       {t.rule}")
    lines.append("  anchor:     " + ANCHORS.get(t.anchor, t.anchor).format(date=t.anchor_date))
    if t.direction:
        clause = {"past": "; its clause speaks of the past", "future": "; its clause speaks of the future"}.get(t.tense, "")
        lines.append(f"  direction:  {t.direction}{clause}" + (f" (behind “{t.signal}”)" if t.signal else ""))
    lines.extend(f"  not taken:  {date}: {why}" for date, why in t.rejected)
    lines.append("  confidence: " + CONFIDENCE[t.confidence])
    return lines


def explain_file(path: Path, published: str = "") -> list[str]:
    """Lines that say how an article is read: its blocks, its publication date and where that stands, each expression with its clock. [] for what is no article."""
    from timeline.read.articles import SUFFIXES, read
    from timeline.timex.tag import tag_document

    if path.suffix.lower() not in SUFFIXES or not path.is_file():
        return []
    document, problems = read(path, path.parent, published)
    if document is None:
        return [p.message for p in problems]
    lines = [f"{document.title}: published {document.published} (from {document.published_from}), {document.language}", ""]
    timexes = tag_document(document)
    for b in document.blocks:
        label = f" [{document.text[slice(*b.label)]}]" if b.label else ""
        start, end = b.body or (b.start, b.end)
        words = " ".join(document.text[start:end].split())
        lines.append(f"{b.kind}{f' {b.level}' if b.level else ''}{label}: {words[:70]}{'…' if len(words) > 70 else ''}")
        begin = min(b.start, b.label[0]) if b.label and b.label[0] >= b.start else b.start
        for t in timexes:
            if begin <= t.start < b.end:
                others = ", ".join(f"{date} ({why})" for date, why in t.rejected)
                lines.append(f"    “{t.text}” {t.edtf or t.value}: {ANCHORS.get(t.anchor, t.anchor).format(date=t.anchor_date)}; {t.confidence}" + (f"; not {others}" if others else ""))
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
        lines += [
            "",
            f"“{s['quote']}” ({s['article']}, published {row.get('published', 'no day known')})",
            *(explain(found) if found else [f"  {UNDATED.get(str(s.get('how')), 'the article no longer says this')}"]),
        ]
    return lines


def explain_joins(content: Path, seeds: Path, wanted: str) -> list[str]:
    """Lines that say why the sources of an event were joined: what speaks for and against each with the first one; [] where there is nothing to say.

    The articles have to be there: what they are about counts.
    """
    from timeline.merge.corpus import Corpus, Words
    from timeline.merge.join import make_evidence
    from timeline.merge.same import SAME, find_probability, list_evidence
    from timeline.project import reading
    from timeline.read.articles import read_folder
    from timeline.slug import folded
    from timeline.store import articles
    from timeline.store.events import load_all

    record = next((r for r in load_all(content) if r.get("id") == wanted and not r.errors), None)
    if record is None or len(record.source_values()) < SEVERAL or not seeds.is_dir():
        return []
    documents = {d.id: d for d in read_folder(seeds, options=reading())[0]}
    found = []
    for s in record.source_values():
        d = documents.get(str(s["article"]))
        if d is None:
            continue
        row = articles.load(articles.folder(content) / f"{s['article']}.yaml")
        for m in articles.findings(row)[1] if row else ():
            if folded(d.text[slice(*m.quote)]) == s["quote"] and d.text[slice(*m.trigger)] == s.get("trigger") and m.timex.text == s.get("expression", "") and not m.unused:
                found.append((s, make_evidence(m, d)))
                break
    if len(found) < SEVERAL:
        return []
    words = Words()
    for d in documents.values():
        words.add(d.text)
    stems = {w for _, e in found for w in e.near | e.names}
    corpus = Corpus({w: words.rarity(w) for w in stems}, words.most, {e.article: words.vector(documents[e.article].text) for _, e in found})
    (first, mine), *others = found
    lines = ["", f"Joined with “{first['quote']}” ({first['article']}); reports are one from {SAME:.2f} on, as the mean of a group:"]
    for s, e in others:
        p = find_probability(mine, e, corpus)
        lines += ["", f"“{s['quote']}” ({s['article']}): {'both articles lead with it' if p > 1 else f'{p:.2f}'}"]
        if (mine.language, e.language) == ("en", "en"):
            lines += [f"  {value:+.1f}  {why}" for why, value in list_evidence(mine, e, corpus) if value]
            lines.append(f"  both tell of {', '.join(sorted((mine.near | mine.names) & (e.near | e.names))) or 'nothing in common'}")
    return lines
