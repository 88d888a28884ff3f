"""Each claim of a timeline against the sentences that may support it: the best verdict, with its sentence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from timeline.audit.claims import Claim
from timeline.audit.search import Index, Place, stems
from timeline.audit.support import ABSENT, MORE, ORDER, SUPPORTED, UNCLEAR, Finding, check_support, spellings
from timeline.mention.parser import parse, plain
from timeline.model import Document, Source
from timeline.problems import Failure, Problem
from timeline.read.articles import PLAIN, Options, read_folder
from timeline.slug import folded

WORDED = "quotation not word for word"
VERDICTS = (SUPPORTED, *ORDER[1:4], WORDED, *ORDER[4:])
PRONOUNS = frozenset("he she it they him her them his its their who".split())
LONGEST = 1000  # characters of a line
OPENING = re.compile(r"(?:In|On|By) (?:(?:early|mid|late) )?(?:(?:\d{1,2} )?[A-Z][a-z]+ )?\d{1,4} (?=the |a |an |[A-Z])")
SENTENCES_BEFORE = 2  # sentences before one with a pronoun that are read for what it stands for


@dataclass(frozen=True, slots=True)
class Line:
    """A claim with its verdict (one of :data:`VERDICTS`), the reason, and the sentence of the article that it rests on; "" where there is none."""

    claim: Claim
    verdict: str
    reason: str = ""
    article: str = ""
    quote: str = ""
    proof: Source | None = None  # what an event file would have as its source, where it is supported


def articles(seeds: Path, published: str = "", options: Options = PLAIN) -> tuple[list[Document], list[Problem]]:
    """The articles of a folder, and the problems of the others. Raises :class:`Failure` where there is no article."""
    documents, problems = read_folder(seeds, published, options)
    if not documents:
        raise Failure(f"{seeds} has no articles to audit against" + "".join(f"\n  {p.place}: {p.message}" for p in problems[:3]))
    return documents, problems


def audit(claims: Sequence[Claim], documents: Iterable[Document]) -> list[Line]:
    """The verdict on each claim, in their order. Articles in other languages than English support nothing: their sentences are not parsed."""
    index = Index(d for d in documents if d.language == "en")
    near = [index.near(c.title, c.articles) if len(c.title) <= LONGEST else [] for c in claims]
    parses = Parses(index, [part for c in claims for part in split_claim(c.title) if len(c.title) <= LONGEST], (p for places in near for p in places))
    return [verdict(c, places, index, parses) for c, places in zip(claims, near, strict=True)]


class Parses:
    """The parses of claims and of the sentences near them, each made once."""

    def __init__(self, index: Index, titles: Iterable[str], places: Iterable[Place]) -> None:
        self.index = index
        wanted = {plain(t) for t in titles}
        for p in set(places):
            wanted |= {add_comma(index.text(q)) for q in (p, *self.before(p))}
        self.known: dict[str, Any] = {}
        self.add(sorted(wanted))

    def add(self, texts: Sequence[str]) -> list[Any]:
        """The parses of some texts."""
        new = [t for t in texts if t not in self.known]
        self.known.update(zip(new, parse(new), strict=True))
        return [self.known[t] for t in texts]

    def before(self, place: Place) -> list[Place]:
        """The sentences before one that has a pronoun."""
        if not PRONOUNS & set(self.index.text(place).lower().split()):
            return []
        return [Place(place.article, n) for n in range(max(0, place.sentence - SENTENCES_BEFORE), place.sentence)]

    def of(self, text: str) -> Any:
        """The parse of a text."""
        return self.known[add_comma(text)]


def add_comma(sentence: str) -> str:
    """A sentence as given to the parser: with a comma behind an opening date, so that what follows is not taken for
    its noun ("In 1934 the chemist ... isolated").
    """
    text, at = plain(sentence), find_comma_place(sentence)
    return f"{text[:at]},{text[at:]}" if at else text


def find_comma_place(sentence: str) -> int:
    """Where the comma of :func:`add_comma` goes, in characters; 0 for none."""
    m = OPENING.match(plain(sentence))
    return m.end() - 1 if m else 0


def verdict(c: Claim, places: Sequence[Place], index: Index, parses: Parses) -> Line:
    """The verdict on one claim."""
    if len(c.title) > LONGEST:
        return Line(c, UNCLEAR, f"this line is longer than {LONGEST} characters; write an event a line")
    for q in c.quotes:
        if not any(folded(q) in a.quotable for a in index.articles):
            return Line(c, WORDED, f"no article has “{q}”")
    best = None
    for place in places:
        found = max((check_part(part, c.date, place, index, parses) for part in split_claim(c.title)), key=rank_finding)
        if best is None or rank_finding(found) < rank_finding(best[0]):
            best = found, place
    if best is None or best[0].verdict == ABSENT:
        return Line(c, ABSENT, "no sentence tells of it")
    f, at = best
    line = Line(c, f.verdict, f.reason, index.articles[at.article].document.id, " ".join(index.text(at).split()))
    if f.verdict != SUPPORTED or not f.verb:
        return line
    t = f.when
    read = (t.text, t.edtf, t.rule, t.confidence) if t is not None else ("", "", "", "")
    return replace(line, proof=Source(line.article, line.quote, read[0], f.verb, read[1], read[2], read[3], status=f.status))


def split_claim(title: str) -> list[str]:
    """A claim at its semicolons; each part has to be supported."""
    return [p.strip() for p in title.split(";") if p.strip()]


def rank_finding(f: Finding) -> tuple[float, float, int]:
    """Sort key: support first; then the sentence with most of the claim's words, then the one that allows the more
    definite verdict.
    """
    return (0.0 if f.verdict == SUPPORTED else 1.0, -round(f.near, 1), ORDER.index(f.verdict))


def check_part(part: str, date: str, place: Place, index: Index, parses: Parses) -> Finding:
    """The finding of a sentence for a part of a claim."""
    article = index.articles[place.article]
    start, end = article.spans[place.sentence]
    sentence = parses.of(index.text(place))
    part = article.shortened(part, index.text(place))
    (parsed,) = parses.add([plain(part)])
    context = [t for p in parses.before(place) for t in parses.of(index.text(p))]
    at = find_comma_place(index.text(place))
    inside = [replace(t, start=t.start + 1, end=t.end + 1) if at and t.start - start >= at else t for t in article.timexes() if start <= t.start < end]
    forms = (parsed, *parses.add(spellings(plain(part), parsed, sentence)))
    found = [check_support(form, sentence, inside, start, date, context, article.label(start)) for form in forms]
    best = next((f for f in found if f.verdict == SUPPORTED), found[-1])  # the plainest form is the least misread
    if best.verdict == MORE and best.lacking and stems(best.lacking) <= article.stems:
        return replace(best, verdict=UNCLEAR, reason=f"“{best.lacking}” is not in this sentence, but elsewhere in the article")
    return best
