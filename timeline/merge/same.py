"""Whether two reports are of one event: evidence for and against, added up as log odds.

The weights were fitted by logistic regression and rounded: without dates on a corpus of event coreference, with dates on the project's own
dated reports and demo (``bench/merged.py`` measures them).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from timeline import edtf
from timeline.merge import across
from timeline.merge.corpus import Corpus
from timeline.merge.words import table
from timeline.model import Packed


@dataclass(frozen=True, slots=True)
class Weights:
    """Log odds: where two reports start from, then what is added for each piece of evidence."""

    start: float
    shared: float  # times what both tell of it, in words that one text only has
    article: float = 0.0  # times the likeness of the articles
    one_article: float = 0.0
    other_word: float = 0.0  # another word of the same class
    light: float = 0.0  # the word is one that says little
    other_names: float = 0.0  # both have names, and none in common
    other_place: float = 0.0
    other_people: float = 0.0
    same_day: float = 0.0
    day_within: float = 0.0  # a day, or some days, within what the other leaves open
    day_apart: float = 0.0


# Without dates the articles have to tell the same story; with them the day is the best evidence there is, and what is told of it comes next.
UNDATED = Weights(start=-2.5, shared=0.25, article=9.5, one_article=4.25, other_word=-0.7, light=-1.25)
DATED = Weights(start=-2.7, shared=1.6, article=1.4, one_article=-1.3, light=-1.1, other_names=-1.6, other_place=-4.0, same_day=3.4, day_within=3.2, day_apart=-0.8)
NO_WORD = Weights(start=-3.2, shared=3.2, other_names=-0.4, other_place=-4.0, other_people=-1.1, same_day=1.2, day_within=-0.6, day_apart=-1.8)  # no word or class in common
# Mean probability from which reports are joined: with dates, and without; and from which a person is asked.
SAME, SAME_UNDATED, MAYBE = 0.2, 0.36, 0.13
LEAST = 0.07  # probability that is worth remembering: more than a shared word alone gives
REPORT = 7  # days: a date that leaves open more than this is not joined with the day of a report
WIDE = 31  # days: a date that leaves open more than this proves little
FAR = 10**8  # days
ALIKE, LEADS = 0.22, 30.0  # likeness of two articles that report the same; the weight of that, which no mean with other reports outvotes
PARTICULAR = 0.3  # what two reports share beside their word, in words that one text only has
STRONG = 0.35  # what two reports that have no word for what happened in common share beside names, which all of a story has
STORY = 0.15  # likeness of articles that tell the same story
SOME_TITLE, SAME_TITLE = 0.25, 0.6  # share of the words of two leads that makes them one: of articles that are alike, and of any
LATER = 3  # days after an event on which it may still be what an article reports
OTHERS = 2  # words that each of two entries has alone, from which they tell of different things: "a fire destroys the fish market", "… the town hall"
APART = 1  # days by which two reports of one event may differ
OPPOSED = ({"denied", "happened"}, {"cancelled", "happened"})


@dataclass(frozen=True, slots=True)
class Days(Packed):
    """First and last possible day; None is open."""

    first: int | None
    last: int | None

    @property
    def spread(self) -> int:
        """How many days are left open; a large number for an open end."""
        return 100_000 if self.first is None or self.last is None else self.last - self.first

    @property
    def begin(self) -> int:
        """The first day, long ago where it is open."""
        return -FAR if self.first is None else self.first

    @property
    def end(self) -> int:
        """The last day, far off where it is open."""
        return FAR if self.last is None else self.last

    def gap(self, other: Days) -> int:
        """Days between the two; 0 where some day is possible for both."""
        ahead = other.first - self.last if other.first is not None and self.last is not None else 0
        behind = self.first - other.last if self.first is not None and other.last is not None else 0
        return max(ahead, behind, 0)


def parse_days(date: str) -> Days:
    """The days of an EDTF date; open on both sides for none."""
    if not date:
        return Days(None, None)
    value = edtf.parse(date)
    return Days(value.earliest, value.latest)


@dataclass(frozen=True, slots=True)
class Evidence(Packed):
    """What is compared of one sentence that tells an event. All words are stems; ``date`` is EDTF, "" where there is none."""

    article: str
    sentence: tuple[int, int]
    stem: str
    classes: frozenset[str]
    near: frozenset[str]  # the telling words around the one that names the event
    names: frozenset[str]  # the capitalised words of the sentence
    date: str = ""
    days: Days = Days(None, None)
    length: str = ""
    status: str = ""
    entry: bool = False  # of a chronology: its author tells each event once
    lead: bool = False  # it is what its article reports
    reported: bool = False  # it is dated by the day of its report
    title: frozenset[str] = frozenset()  # the telling words of its title, where it is the lead or an entry
    language: str = "en"
    deeds: frozenset[str] = frozenset()  # what was done, in words of no language
    known: frozenset[str] = frozenset()  # what the sentence names, in no language
    people: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()


def find_probability(a: Evidence, b: Evidence, corpus: Corpus) -> float:
    """How likely two reports are of one event, 0 where they cannot be."""
    if bool(a.date) != bool(b.date) or a.length != b.length or not can_join(a, b) or not (a.date or share_deed(a, b)):
        return 0.0
    if (a.language, b.language) != ("en", "en"):
        return across.score(a, b)  # stems, classes and stop words are English
    gap, spread = a.days.gap(b.days), max(a.days.spread, b.days.spread)
    if (a.reported or b.reported) and a.date and spread > REPORT:
        return 0.0  # the day of a report, and some day of a year
    if (
        a.date
        and a.lead
        and b.lead
        and (not gap or a.reported or b.reported)
        and a.article != b.article
        and (overlap(a.title, b.title) >= (SOME_TITLE if corpus.likeness(a.article, b.article) >= ALIKE else SAME_TITLE))
    ):
        return LEADS  # both articles report it, in whatever words
    shared = corpus.weigh((a.near | a.names) & (b.near | b.names))
    named = (a.names & b.names) or (a.places & b.places) or (a.people & b.people)
    alike = a.article != b.article and corpus.likeness(a.article, b.article) >= STORY
    apart = bool(a.names and b.names and not named)  # "took Pul-e Alam", "Kandahar had fallen": of one story, and of two things
    least = PARTICULAR if not named and (apart or not alike) else 0.0
    other = bool(a.date) and not share_deed(a, b)
    if other and (not (named or alike) or corpus.weigh((a.near & b.near) - a.names - b.names) < STRONG):
        return 0.0  # two deeds of one story, whose names all of it has
    if a.date and shared < least:
        return 0.0  # a day and a word that many texts have make no event of two
    p = 1 / (1 + math.exp(-sum(value for _, value in list_evidence(a, b, corpus))))
    return min(p, MAYBE) if other and spread > APART else p  # another word in some month: a person decides


def list_evidence(a: Evidence, b: Evidence, corpus: Corpus) -> list[tuple[str, float]]:
    """What speaks for and against that two reports in one language are of one event, as log odds, from where two reports start."""
    gap, spread = a.days.gap(b.days), max(a.days.spread, b.days.spread)
    common = (a.near | a.names) & (b.near | b.names)
    w = UNDATED if not a.date else NO_WORD if a.date and not share_deed(a, b) else DATED
    day = ("a day apart", w.day_apart) if gap else ("the same day", w.same_day) if spread == 0 else ("a date within the other", w.day_within if spread <= WIDE else 0.0)
    if a.reported or b.reported:
        day = ("one is dated by its report only", w.day_apart if gap else 0.0)  # that two articles came out on one day says nothing of the day of what they tell
    return [
        ("two reports of one day or none" if w is not NO_WORD else "two reports without a word in common for what happened", w.start),
        (f"both tell of {', '.join(sorted(common)) or 'nothing in common'}", w.shared * corpus.weigh(common)),
        ("one article tells both", w.one_article) if a.article == b.article else ("how alike the articles are", w.article * corpus.likeness(a.article, b.article)),
        ("a word that says little", w.light * (a.stem in table().light)) if a.stem == b.stem else ("another word for it", w.other_word),
        ("no name in common", w.other_names * bool(a.names and b.names and not a.names & b.names)),
        ("other places", w.other_place * bool(a.places and b.places and not a.places & b.places)),
        ("other people", w.other_people * bool(a.people and b.people and not a.people & b.people)),
        *([day] if a.date else []),
    ]


def overlap(a: frozenset[str], b: frozenset[str]) -> float:
    """The share of the shorter of two titles that the other has; 0 for a single word."""
    return len(a & b) / max(3, min(len(a), len(b))) if len(a & b) > 1 else 0.0


def share_deed(a: Evidence, b: Evidence) -> bool:
    """Whether two reports share the word for what happened, or its class."""
    return a.stem == b.stem or bool(a.classes & b.classes)


def can_all_join(reports: Sequence[Evidence], a: Sequence[int], b: Sequence[int]) -> bool:
    """Whether two groups of reports can be of one event.

    A wide date between them does not make one of two days, nor another article one of what an article tells as two.
    """
    return all(can_join(reports[i], reports[j]) for i in a for j in b)


def can_join(a: Evidence, b: Evidence) -> bool:
    """Whether nothing forbids that two reports are of one event. What goes on since a day is not what happened on it."""
    return (
        a.date.endswith("/..") == b.date.endswith("/..")
        and a.days.gap(b.days) <= (LATER if a.lead and b.lead and (a.reported or b.reported) else APART)
        and {a.status, b.status} not in OPPOSED
        and (a.article != b.article or (share_deed(a, b) and a.sentence != b.sentence and not (a.entry and b.entry) and not (a.date and tell_of_different_things(a, b))))
        and not (a.entry and b.entry and min(len(a.title - b.title), len(b.title - a.title)) >= OTHERS)
    )


def tell_of_different_things(a: Evidence, b: Evidence) -> bool:
    """Whether two sentences of one article say the same of different things: alike, and each with a word of its own. "The court fined Harbour Ltd. The court fined Tovik Ltd."."""
    one, other = a.near | a.names, b.near | b.names
    return 0 < len(one - other) <= len(one & other) >= len(other - one) > 0


def find_kind(t: Evidence) -> str:
    """Tellings of different kinds are never of one event: what goes on since a day, what is known only by its length, and what has a date."""
    return t.date[-3:] if t.date.endswith("/..") else "" if t.date else t.length or "undated"


def score_pairs(reports: Sequence[Evidence], corpus: Corpus, carried: int = 0) -> dict[tuple[int, int], float]:
    """The probability of each pair that may be one: reports that share a word or a class, or a day and something that is told of it.

    The first ``carried`` were compared with each other before; only their pairs with the others are given.
    """
    blocks: dict[tuple[str, str], list[int]] = {}
    for i, t in enumerate(reports):
        told = (*t.near - t.names, *(f"+{deed}" for deed in t.deeds)) if t.date and t.days.spread <= WIDE else ()  # what two deeds must share: see `probability`, `abroad`
        for key in (f"={t.stem}", *(f"#{c}" for c in t.classes), *(["lead"] if t.lead else []), *told):
            blocks.setdefault((find_kind(t), key), []).append(i)
    pairs: set[tuple[int, int]] = set()
    for group in blocks.values():
        under_way: list[int] = []  # those that may still be going on when the next begins
        for i in sorted(group, key=lambda i: (reports[i].days.begin, i)):
            under_way = [k for k in under_way if reports[k].days.end >= reports[i].days.begin - LATER]
            pairs.update((min(i, k), max(i, k)) for k in under_way if max(i, k) >= carried)
            under_way.append(i)
    found = {pair: find_probability(reports[pair[0]], reports[pair[1]], corpus) for pair in sorted(pairs)}
    return {pair: p for pair, p in found.items() if p > LEAST}
