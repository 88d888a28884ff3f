"""What the reports of an event have in common, and what follows: two groups of one day with a common core are one event, and a sentence without a date that tells
the core becomes a source of it.

Pairs of reports are compared word by word before; a group knows more: who crashed, overturned and derailed on one day in twelve articles did one thing.
"""

from __future__ import annotations

import bisect
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from timeline.mention.undated import blank_quotations
from timeline.merge.corpus import Corpus
from timeline.merge.same import ALIKE, LATER, SAID, Days, Evidence
from timeline.merge.words import WORD, classes, content_stems, stem, table
from timeline.model import Document, Mention

AFTER = 21  # days after an event in which an article may still open with it
CORE = 0.34  # share of an event's reports that have a word of its core
TOLD, SOON = 0.8, 0.5  # what a sentence shares with the core, in words that one text only has; within LATER days of the event
MOST, LITTLE = 0.7, 0.3  # the share of a core of few words that is enough all the same; what it has to be at least
CLEARLY = 1.5  # times as much as with another event of the same deed


@dataclass(frozen=True, slots=True)
class Core:
    """What the reports of one event have in common: the number of its first mention, its day, its articles, the stems and classes of its deed, and the telling
    words and names of :data:`CORE` of its reports, and the classes of these words; ``led``: an article leads with it, or several tell it."""

    n: int
    day: int
    articles: frozenset[str]
    deeds: frozenset[str]
    words: frozenset[str]
    names: frozenset[str]
    told: frozenset[str]
    led: bool


def find_core(n: int, date: Days, reports: Sequence[Evidence]) -> Core | None:
    """The core of an event that happened on a known day; None for others. Plans and denials say nothing of it."""
    facts = [r for r in reports if r.status in ("happened", "ongoing") and r.language == "en"]
    if date.spread or not facts:
        return None
    told = Counter(w for r in facts for w in r.near | r.names | r.title)
    done = Counter(d for r in facts for d in find_deeds(r))
    least = CORE * len(facts)
    articles = frozenset(r.article for r in facts)
    return Core(
        n,
        date.begin,
        frozenset(r.article for r in reports),
        frozenset(d for d, k in done.items() if k >= least),
        frozenset(w for w, k in told.items() if k >= least),
        frozenset(w for w, k in Counter(w for r in facts for w in r.names).items() if k >= least),
        frozenset(f"#{c}" for c, k in Counter(c for r in facts for c in r.told).items() if k >= least),
        len(articles) > 1 or any(r.lead for r in facts),
    )


def find_deeds(r: Evidence) -> frozenset[str]:
    """What a report says was done: the stem of its word and its classes; that something was said is no deed."""
    return frozenset({f"#{c}" for c in r.classes if c != SAID} | ({r.stem} - table().light if SAID not in r.classes else set()))


def near_cores(cores: Sequence[Core], day: int) -> Sequence[Core]:
    """The events, sorted by their days, that an article published on a day may open with."""
    return cores[bisect.bisect_left(cores, day - AFTER, key=lambda c: c.day) : bisect.bisect_right(cores, day, key=lambda c: c.day)]


def find_same(cores: Sequence[Core], corpus: Callable[[Iterable[Core]], Corpus]) -> Iterator[tuple[Core, Core]]:
    """Pairs of groups that are one event, the one with more articles first: one day, a deed in common, and cores and articles that are alike.

    A group joins at most one other. ``corpus`` gives what is known of the articles of some groups.
    """
    for _, some in groupby(cores, lambda c: c.day):
        day = sorted(some, key=lambda c: (-len(c.articles), c.n))
        gone: set[int] = set()
        for i, a in enumerate(day):
            near = [b for b in day[i + 1 :] if a.led and b.n not in gone and can_be_same(a, b)] if a.n not in gone else []
            known = corpus([a, *near]) if near else None
            for b in near:
                assert known is not None
                alike = sum(max(known.likeness(x, y) for y in a.articles) for x in b.articles) / len(b.articles)
                shared, whole = known.weigh(a.words & b.words), min(known.weigh(a.words), known.weigh(b.words))
                least = SOON if is_harm_of(a, b) or is_harm_of(b, a) else TOLD
                if alike >= ALIKE and (shared >= least or LITTLE <= shared >= MOST * whole):
                    gone.add(b.n)
                    yield a, b


def can_be_same(a: Core, b: Core) -> bool:
    """Whether two groups share a deed and some words, and their names do not tell them apart. An article that tells two things mostly means two: then nearly all
    names have to be the same.
    """
    shared, other = len(a.names & b.names), len(a.names ^ b.names)
    named = shared or not (a.names and b.names)
    harm = is_harm_of(a, b) or is_harm_of(b, a)
    return bool((a.deeds & b.deeds or harm) and named and len(a.words & b.words) > (not harm) and (harm or not a.articles & b.articles or 2 * other <= shared))


def is_harm_of(a: Core, b: Core) -> bool:
    """Whether the reports of an event tell the harm that the deed of another did, and name that deed."""
    harm = {f"#{c}" for c in table().harm}
    return bool(a.deeds & harm and b.deeds & a.told - harm)


def find_sources(d: Document, day: int, sentences: Iterable[Mention], cores: Sequence[Core], corpus: Corpus) -> Iterator[tuple[int, Mention]]:
    """The numbers of the events that an article tells without a date, each with the sentence and the word of its deed as trigger."""
    found: dict[int, tuple[float, Mention]] = {}
    likely = [c for c in cores if c.led and d.id not in c.articles and max(corpus.likeness(d.id, a) for a in c.articles) >= ALIKE]
    text = blank_quotations(d.text)
    headline = {f"#{k}" for w in WORD.findall(d.title) for k in classes(stem(w))}
    for m in sentences:
        inside = [(w.span(), stem(w.group())) for w in WORD.finditer(text, *m.quote)]
        own = content_stems(s for _, s in inside)
        rated = []
        for c in likely:
            deed = next((span for span, s in inside if s in c.deeds or any(f"#{k}" in c.deeds for k in classes(s))), None)
            told = corpus.weigh((own & c.words) - {s for span, s in inside if span == deed})
            if deed is None and headline & c.deeds and told >= TOLD:
                deed = m.trigger  # the headline says what was done, the sentence to whom
            whole = corpus.weigh(c.words - {stem(text[slice(*deed)])}) if deed else 0.0
            if deed is not None and (told >= (SOON if day - c.day <= LATER else TOLD) or LITTLE <= told >= MOST * whole):
                rated.append((told * (CLEARLY if day - c.day <= LATER else 1), c, deed))
        rated.sort(key=lambda r: (-r[0], r[1].n))
        if not rated or (len(rated) > 1 and rated[0][0] < CLEARLY * rated[1][0] and rated[0][1].day != rated[1][1].day):
            continue  # two events of the same deed: which of them is not said
        told, core, deed = rated[0]
        if told > found.get(core.n, (0.0, m))[0]:
            found[core.n] = (told, replace(m, trigger=deed))
    return ((n, m) for n, (_, m) in sorted(found.items(), key=lambda x: x[0]))
