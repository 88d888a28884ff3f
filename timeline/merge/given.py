"""Mentions that are given by their place in a text -> clusters of those that tell one event: merging alone, for scorers and pipelines."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from timeline.merge.corpus import make_corpus
from timeline.merge.group import grouped
from timeline.merge.same import SAME_UNDATED, Evidence, score_pairs
from timeline.merge.words import WORD, classes, content_stems, stem, table

NEAR = 60  # characters on either side that tell what an event is about
STOP = re.compile(r"[.!?][\"”’)]*\s|\n")
NAMED = re.compile(r"\b[^\W\d_a-z][\w-]+")


def find_clusters(documents: Sequence[dict[str, Any]]) -> list[list[str]]:
    """Clusters of ``document:start:end`` for documents {"id", "topic", "text", "mentions"}; events of different topics are never one."""
    about = make_corpus({str(d["id"]): d["text"] for d in documents})
    topics: dict[Any, list[tuple[str, Evidence]]] = {}
    for d in documents:
        rows = topics.setdefault(d.get("topic"), [])
        rows.extend((f"{d['id']}:{m['start']}:{m['end']}", find_evidence(str(d["id"]), d["text"], m["start"], m["end"])) for m in d.get("mentions") or ())
    out = []
    for rows in topics.values():
        found = grouped(len(rows), score_pairs([t for _, t in rows], about), SAME_UNDATED)
        out += [[rows[i][0] for i in group] for group in found]
    return out


def find_evidence(article: str, text: str, start: int, end: int, predicate: str = "", **known: Any) -> Evidence:
    """What is compared of a mention. ``predicate`` is its lemma where a parser has found it."""
    words = [w.lower() for w in WORD.findall(text[start:end])] or [""]
    two = len(words) > 1 and words[-1] in table().particles
    head = predicate or (words[0] if two else words[-1])
    at, to = sentence(text, start, end)
    spelt = {stem(head), stem(dictionary_form(head)), *(f"{stem(head)}_{stem(w)}" for w in [*words[1:], *words_behind(text, end, to)] if w in table().particles)}
    own = spelt | {stem(w) for w in words}
    near = content_stems(stem(m.group()) for m in WORD.finditer(text, at, to) if m.end() > start - NEAR and m.start() < end + NEAR) - own
    names = content_stems(stem(m.group()) for m in NAMED.finditer(text, at, to) if m.start() > at + 1 or f" {m.group()}" in text) - own
    return Evidence(article, (at, to), stem(dictionary_form(head)), classes(*spelt), near, names, told=classes(*near), **known)


def words_behind(text: str, end: int, to: int) -> list[str]:
    """The word behind a mention, where it may be the particle of its verb: "sank", "went under"."""
    m = WORD.search(text, end, min(end + 12, to))
    return [m.group().lower()] if m and text[end : m.start()] == " " else []


def dictionary_form(word: str) -> str:
    """The lemma of a word whose part of speech nobody knows: as a verb, else as a noun."""
    import lemminflect

    found = lemminflect.getAllLemmas(word)
    return str(next((found[kind][0] for kind in ("VERB", "NOUN", "ADJ") if found.get(kind)), word))


def sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """Where the sentence around a mention begins and ends, cut at stops and line ends."""
    before = [m.end() for m in STOP.finditer(text, max(0, start - 1000), start)]
    after = STOP.search(text, end)
    return (before[-1] if before else max(0, start - 1000)), (after.start() if after else len(text))


def check_documents(rows: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """The documents, their mentions checked. Raises :class:`ValueError` for one that lies outside its text."""
    documents = list(rows)
    for d in documents:
        for m in d.get("mentions") or ():
            if not 0 <= m["start"] < m["end"] <= len(d["text"]):
                raise ValueError(f'document "{d["id"]}": the mention {m["start"]} to {m["end"]} lies outside its text')
    return documents
