"""Whether two reports are of one event: evidence for and against, added up as log odds.

What is compared has names (:func:`find_features`); what each counts stands in ``languages/<code>/merge.yml``: with dates it is fitted to pairs that two
readers judged (``bench/fit_merge.py``), without dates to a corpus of event coreference. ``bench/merged.py`` measures both.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from timeline import edtf
from timeline.merge import across
from timeline.merge.corpus import Corpus
from timeline.merge.words import table
from timeline.model import Packed
from timeline.tables import load_table

# Mean probability from which reports are joined: with dates, and without; and from which a person is asked.
SAME, SAME_UNDATED, MAYBE = 0.32, 0.36, 0.25
LEAST = 0.07  # probability that is worth remembering: more than a shared word alone gives
REPORT = 7  # days: a date that leaves open more than this is not joined with the day of a report
WIDE = 31  # days: a date that leaves open more than this proves little
FAR = 10**8  # days
ALIKE, LEADS = 0.22, 30.0  # likeness of two articles that report the same; the weight of that, which no mean with other reports outvotes
ONE_THING = 0.9  # probability that what was done to one named thing on one day was done once: "captured Kunduz", "Kunduz fell"
PARTICULAR = 0.3  # what two reports share beside their word, in words that one text only has
STRONG = 0.35  # what two reports that have no word for what happened in common share beside names, which all of a story has
STORY = 0.15  # likeness of articles that tell the same story
SOME_TITLE, SAME_TITLE = 0.25, 0.6  # share of the words of two leads that makes them one: of articles that are alike, and of any
LATER = 3  # days after an event on which it may still be what an article reports
SAID = "say"  # the class of what is only said
STATEMENTS = frozenset((SAID, "announce"))  # the classes of what is said
MOST_TOLD = 3.0  # of what two sentences both tell, in words that one text only has: more proves nothing more
OTHERS = 2  # words that each of two entries has alone, from which they tell of different things: "a fire destroys the fish market", "… the town hall"
APART = 1  # days by which two reports of one event may differ
AHEAD = ("planned", "expected")
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
class Role(Packed):
    """Who or what has a part in an event: the stem of the head, and the telling stems of the phrase."""

    head: str = ""
    words: frozenset[str] = frozenset()


NOBODY = Role()


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
    told: frozenset[str] = frozenset()  # the classes of the telling words
    known_deed: bool = False  # its word takes what happened as known: "the crash", "Friday's launch"
    title: frozenset[str] = frozenset()  # the telling words of its title, where it is the lead or an entry
    language: str = "en"
    deeds: frozenset[str] = frozenset()  # what was done, in words of no language
    known: frozenset[str] = frozenset()  # what the sentence names, in no language
    people: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()
    who: Role = NOBODY
    whom: Role = NOBODY


def find_probability(a: Evidence, b: Evidence, corpus: Corpus) -> float:
    """How likely two reports are of one event, 0 where they cannot be."""
    if bool(a.date) != bool(b.date) or a.length != b.length or not can_join(a, b) or not (a.date or share_deed(a, b)):
        return 0.0
    if (a.language, b.language) != ("en", "en"):
        return across.score(a, b)  # stems, classes and stop words are English
    if (a.reported or b.reported) and a.date and max(a.days.spread, b.days.spread) > REPORT:
        return 0.0  # the day of a report, and some day of a year
    deed = share_deed(a, b)
    both = a.classes & b.classes
    one, other = find_thing(a), find_thing(b)
    if both & table().of_one_thing and is_other(one, other) and (one.words & a.names or other.words & b.names):
        return 0.0  # "took Aybak", "Farah fell"
    if a.days.gap(b.days) and not (a.reported or b.reported) and (a.status in AHEAD) != (b.status in AHEAD):
        return 0.0  # what is planned for Wednesday, and what was done on Thursday
    if both & table().of_one_place and is_other(a.who, b.who) and a.places and b.places and not a.places & b.places:
        return 0.0  # the council met in New York, the envoys in Doha
    if report_the_same(a, b, corpus):
        return LEADS
    common = corpus.weigh((a.near | a.names) & (b.near | b.names))
    named = (a.names & b.names) or (a.places & b.places) or (a.people & b.people)
    alike = a.article != b.article and corpus.likeness(a.article, b.article) >= STORY
    if a.date and not deed and (not (named or alike) or corpus.weigh((a.near & b.near) - a.names - b.names) < STRONG):
        return 0.0  # two deeds of one story, whose names all of it has
    if a.date and common < PARTICULAR and not named and not alike:
        return 0.0  # a day and a word that many texts have make no event of two
    p = 1 / (1 + math.exp(-sum(value for _, value in list_evidence(a, b, corpus))))
    if both & table().of_one_thing and not a.days.gap(b.days) and one.words & other.words & (a.names | b.names):
        p = max(p, ONE_THING)
    vague = max(a.days.spread, b.days.spread) > (WIDE if deed else APART) and a.days != b.days
    return min(p, MAYBE) if vague else p  # another word in some month, the same in some year: a person decides


def report_the_same(a: Evidence, b: Evidence, corpus: Corpus) -> bool:
    """Whether two articles lead with one event, in whatever words: their titles share words and a deed, and their days can be one."""
    if not (a.date and a.lead and b.lead and a.article != b.article) or (a.days.gap(b.days) and not (a.reported or b.reported)):
        return False
    shared = overlap(a.title, b.title)
    return share_deed(a, b) and shared >= (SOME_TITLE if corpus.likeness(a.article, b.article) >= ALIKE else SAME_TITLE)


def find_features(a: Evidence, b: Evidence, corpus: Corpus) -> dict[str, float]:
    """What is compared of two reports in one language, by name. What words tell counts in words that one text only has, width in powers of two of a day."""
    deed, one, light = share_deed(a, b), a.article == b.article, table().light
    same = a.stem == b.stem
    told = [not a.classes.isdisjoint(b.told), not b.classes.isdisjoint(a.told)]
    return {
        "any two": 1.0,
        "the same word": same and a.stem not in light,
        "the same word, which says little": same and a.stem in light,
        "another word for it": deed and not same,
        "no word in common for what happened": not deed,
        "each tells what the other is named by": (sum(told) / 2 if deed else 0.0),
        "one tells what the other is named by": (sum(told) / 2 if not deed else 0.0),
        "a deed that is taken as known": deed and (a.known_deed or b.known_deed),
        "only one is a statement": bool(a.classes & STATEMENTS) != bool(b.classes & STATEMENTS),
        "both are statements": bool(a.classes & STATEMENTS and b.classes & STATEMENTS),
        "what both tell": min(MOST_TOLD, corpus.weigh((a.near | a.names) & (b.near | b.names))),
        "what both tell beside names": min(MOST_TOLD, corpus.weigh((a.near & b.near) - a.names - b.names)),
        "one article tells both": one,
        "how alike the articles are": 0.0 if one else corpus.likeness(a.article, b.article),
        "days apart": bool(a.date and a.days.gap(b.days)),
        "how wide the dates are": math.log2(1 + max(a.days.spread, b.days.spread)) if a.date else 0.0,
        "one is dated by its report only": a.reported or b.reported,
        "both lead their articles": a.lead and b.lead,
        "what the titles of both leads share": overlap(a.title, b.title) if a.lead and b.lead else 0.0,
        "the same who": is_same(a.who, b.who),
        "others who": is_other(a.who, b.who),
        "the same whom": is_same(a.whom, b.whom),
        "others whom": is_other(a.whom, b.whom),
        "who of one is whom of the other": bool(a.who.words & b.whom.words or a.whom.words & b.who.words),
        "other names": bool(a.names and b.names and not a.names & b.names),
        "other places": bool(a.places and b.places and not a.places & b.places),
        "other people": bool(a.people and b.people and not a.people & b.people),
    }


def find_thing(a: Evidence) -> Role:
    """What a deed is done to; of a verb without an object its subject: "the town fell"."""
    return a.whom if a.whom.words else a.who


def is_same(a: Role, b: Role) -> bool:
    """Whether two roles have one head."""
    return bool(a.head) and a.head == b.head


def is_other(a: Role, b: Role) -> bool:
    """Whether two roles are both filled, and by phrases that have no word in common."""
    return bool(a.words and b.words) and not a.words & b.words


@cache
def load_weights(dated: bool) -> Mapping[str, float]:
    """What each feature counts, for reports with dates and without."""
    return {k: float(v) for k, v in load_table("en/merge")["dated" if dated else "undated"].items()}


def list_evidence(a: Evidence, b: Evidence, corpus: Corpus) -> list[tuple[str, float]]:
    """What speaks for and against that two reports in one language are of one event, as log odds."""
    weights = load_weights(bool(a.date))
    return [(name, weights.get(name, 0.0) * value) for name, value in find_features(a, b, corpus).items()]


def overlap(a: frozenset[str], b: frozenset[str]) -> float:
    """The share of the shorter of two titles that the other has; 0 for a single word."""
    return len(a & b) / max(3, min(len(a), len(b))) if len(a & b) > 1 else 0.0


def share_deed(a: Evidence, b: Evidence) -> bool:
    """Whether two reports share the word for what happened, or its class. With a date, two statements are a deed in common only where one and the same makes them."""
    if a.date and a.classes & STATEMENTS and b.classes & STATEMENTS and (is_same(a.who, b.who) or SAID in a.classes & b.classes):
        return is_same(a.who, b.who) or bool(a.classes & b.classes - STATEMENTS)
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
        and (a.article != b.article or (a.sentence != b.sentence and not (a.entry and b.entry) and not (a.date and tell_of_different_things(a, b))))
        and not (a.entry and b.entry and min(len(a.title - b.title), len(b.title - a.title)) >= OTHERS)
    )


def tell_of_different_things(a: Evidence, b: Evidence) -> bool:
    """Whether two sentences of one article say the same of different things: alike, and each with a word of its own. "The court fined Harbour Ltd. The court fined Tovik Ltd."."""
    if a.who.words and a.whom.words and (a.who, a.whom) == (b.who, b.whom):
        return False
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
