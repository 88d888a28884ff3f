"""Mention* -> Event*: which mentions tell of one event, and what the event then says."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from itertools import groupby

from rapidfuzz import fuzz

from timeline import edtf
from timeline.engine import Engine
from timeline.mention.importance import stems
from timeline.mention.lead import REPORTED
from timeline.mention.names import gazetteer
from timeline.merge.across import find_known
from timeline.merge.corpus import Corpus, Words, find_copies
from timeline.merge.database import HELD, RunDatabase
from timeline.merge.deeds import deeds
from timeline.merge.given import dictionary_form, find_evidence
from timeline.merge.group import grouped
from timeline.merge.same import LATER, MAYBE, NOBODY, SAME, Evidence, Role, can_all_join, can_join, find_kind, is_other, parse_days, score_pairs
from timeline.merge.undated import Core, find_core, find_same, find_sources, near_cores
from timeline.merge.words import WORD, classes, content_stems, stem, table
from timeline.model import IMPORTANCE, Document, Event, Mention, Source
from timeline.slug import folded, plain
from timeline.tables import load_words

STOP = frozenset("a an the of in on at to for and or by with from as that his her its their was were is are be been to up over after into last first will".split())
NAME = re.compile(r"\b[A-Z][a-z]{3,}\b")
KNOWN = re.compile(r"(?:\b(?:the|this|that)|\w['’]s) (?P<between>(?:[\w-]+ ){0,3})$", re.IGNORECASE)
NOUNS = ("ing", "ings", "ion", "ions", "ment", "ments")  # how nouns of what happened end
BEHIND = 40  # characters behind a verb that says little, in which its object says what happened
BACKED = 0.3  # of the support that the best telling has among the others: with less another telling is quoted
MOSTLY = 0.7  # of the pairs of reports of two groups, from which nothing forbids that these are one event: one of them may have a wrong date
MONTH = 30  # days whose beginnings are compared at a time
REPEATED = 85  # likeness of two sentences, 0 to 100, from which one repeats the other
SURENESS = {"stated": 0, "worked-out": 1, "guessed": 2}
STATUS_ORDER = ("cancelled", "happened", "ongoing", "denied", "expected", "planned")


@dataclass(frozen=True, slots=True)
class Joined:
    """The events in the order of their dates, the pairs of ids that may be one (for a person to say), and which article is a copy of which.

    Ids are proposals: the store keeps the id of an event that it knows. ``events`` can be gone through more than once.
    """

    events: Iterable[Event]
    maybe: list[tuple[str, str]]
    copies: dict[str, str]


class Events:
    """The events on a database, each with the id that no other has."""

    def __init__(self, database: RunDatabase) -> None:
        self.database = database

    def numbered(self) -> Iterator[tuple[int, Event]]:
        """With the numbers of their first mentions."""
        taken: Counter[str] = Counter()
        for n, e in self.database.events_in_order():
            taken[e.id] += 1
            yield n, e if taken[e.id] == 1 else replace(e, id=f"{e.id}-{taken[e.id]}")

    def __iter__(self) -> Iterator[Event]:
        return (e for _, e in self.numbered())


def join(database: RunDatabase, work: Engine, language: str = "") -> Joined:
    """Events from the mentions on a database, each with all its sources. What a copy of an article only repeats is no source.

    Titles are taken from sources in ``language`` where there are some, "" for the language of most articles.
    """
    same_text = find_copies(database.documents(), lambda k: database.document(k).text)
    words, spoken = Words(), Counter[str]()
    for d in database.documents():
        words.add(d.text)
        spoken[d.language] += 1
        for n, m in list_independent(database, d.id, same_text):
            evidence = make_evidence(m, d)
            database.add_evidence(n, find_kind(evidence), evidence)
    for month, found in work.each(score_months, split_months(database, words), 1):
        numbers = month[0]
        database.add_pairs((min(numbers[i], numbers[j]), max(numbers[i], numbers[j]), p) for (i, j), p in (score_months([month])[0] if found is None else found))
    language = language or max(sorted(spoken), key=lambda k: spoken[k], default="")
    cores: list[Core] = []
    for numbers, between in split_components(database):
        known = [database.mention_and_evidence(n) for n in numbers]
        for group in grouped(len(numbers), between, SAME, partial(can_all_join, [t for _, t in known])):
            e = make_event([known[i][0] for i in group], database.document, same_text, language)
            database.add_event(numbers[group[0]], sort_key(e), e)
            database.add_group([numbers[i] for i in group])
            if core := find_core(numbers[group[0]], parse_days(e.date), [known[i][1] for i in group]):
                cores.append(core)
    cores.sort(key=lambda c: (c.day, c.n))
    about = make_about(database, words)
    left = join_groups(database, cores, about, lambda group: make_event(group, database.document, same_text, language))
    add_undated(database, about, left, same_text)
    events, maybe = Events(database), database.group_pairs(MAYBE)
    asked = {n for a, b, _ in maybe for n in (a, b)}
    ids = {n: e.id for n, e in events.numbered() if n in asked}
    return Joined(events, [(ids[a], ids[b]) for a, b, _ in maybe], same_text)


About = Callable[[Iterable[Core], Iterable[str]], Corpus]


def make_about(database: RunDatabase, words: Words) -> About:
    """What is known of the articles of some groups and of some more, as a function."""
    vector = lru_cache(HELD)(lambda k: words.vector(database.document(k).text))

    def about(cores: Iterable[Core], more: Iterable[str] = ()) -> Corpus:
        some = list(cores)
        articles = sorted({*more, *(a for c in some for a in c.articles)})
        return Corpus({w: words.rarity(w) for c in some for w in c.words}, words.most, {k: vector(k) for k in articles})

    return about


def join_groups(database: RunDatabase, cores: Sequence[Core], about: About, make: Callable[[Sequence[Mention]], Event]) -> list[Core]:
    """Make one event of groups whose cores are the same; gives the cores that are left, with all their articles."""
    gone: set[int] = set()
    grown: dict[int, Core] = {}
    for a, b in list(find_same(cores, lambda some: about(some, ()))):
        members = [database.mention_and_evidence(n) for first in (a.n, b.n) for n in database.members(first)]
        size = len(database.members(a.n))
        pairs = [can_join(one, other) for _, one in members[:size] for _, other in members[size:]]
        if sum(pairs) < MOSTLY * len(pairs):
            continue
        e = make([m for m, _ in members])
        database.join_groups(a.n, b.n, sort_key(e), e)
        gone.add(b.n)
        grown[a.n] = replace(a, articles=grown.get(a.n, a).articles | b.articles, led=True)
    return [grown.get(c.n, c) for c in cores if c.n not in gone]


def add_undated(database: RunDatabase, about: About, cores: Sequence[Core], same_text: Mapping[str, str]) -> None:
    """Give the events that some article leads with the sentences of other articles that tell them without a date as sources."""
    for d in database.documents():
        sentences = database.undated(d.id) if d.id not in same_text else []
        day = edtf.parse(d.published[:10]).latest if sentences else None
        if day is not None and (near := near_cores(cores, day)):
            for n, m in find_sources(d, day, sentences, near, about(near, [d.id])):
                database.add_source(n, make_source(m, d))


Month = tuple[list[int], list[Evidence], int, Corpus]


def split_months(database: RunDatabase, words: Words) -> Iterator[Month]:
    """The reports of one month after another, with those of before that may still be going on, how many these are, and what their articles are about."""
    vector = lru_cache(HELD)(lambda k: words.vector(database.document(k).text))
    before: list[tuple[int, Evidence]] = []
    last_kind = ""
    for (of, _), rows in groupby(database.all_evidence(), lambda row: (row[1], row[2].days.begin // MONTH)):
        new = [(n, t) for n, _, t in rows]
        before = [(n, t) for n, t in before if of == last_kind and t.days.end >= new[0][1].days.begin - LATER]
        last_kind = of
        both = before + new
        reports = [t for _, t in both]
        rarity = {w: words.rarity(w) for t in reports for w in t.near | t.names}
        yield [n for n, _ in both], reports, len(before), Corpus(rarity, words.most, {k: vector(k) for k in {t.article for t in reports}})
        before = both


def score_months(months: Sequence[Month]) -> list[list[tuple[tuple[int, int], float]]]:
    """The scores of the pairs of each month."""
    return [list(score_pairs(reports, corpus, carried).items()) for _, reports, carried, corpus in months]


def split_components(database: RunDatabase) -> Iterator[tuple[list[int], dict[tuple[int, int], float]]]:
    """Numbers of reports that may be of one event, sorted, with the scores of the pairs by their places among them.

    Groups are joined only where some pair of theirs scores :data:`SAME`, so what such pairs do not connect can be grouped by itself.
    """
    root = {n: n for n in database.evidence_numbers()}

    def top(n: int) -> int:
        while root[n] != n:
            root[n] = n = root[root[n]]
        return n

    for n, other in database.linked_pairs(SAME):
        a, b = sorted((top(n), top(other)))
        root[b] = a
    members: dict[int, list[int]] = {}
    for n in root:
        members.setdefault(top(n), []).append(n)
    for numbers in members.values():
        place = {n: i for i, n in enumerate(numbers)}
        yield numbers, {(place[n], place[other]): p for n in numbers for other, p in database.pairs_of(n) if other in place}


def make_evidence(m: Mention, d: Document) -> Evidence:
    """What is compared of a mention. A country is no place of its own: what happened in Kabul happened in Afghanistan."""
    countries, cities = gazetteer()
    places = frozenset(m.places) - frozenset(countries.values()) | {w for w in NAME.findall(d.text, *m.quote) if w.lower() in cities}  # all that the sentence names
    found = find_evidence(
        d.id,
        d.text,
        *m.trigger,
        m.lemma,
        date=m.date,
        days=parse_days(m.date),
        length="" if m.date else m.length,
        status=m.status,
        entry=m.how == "entry",
        lead=m.lead,
        reported=m.timex.rule == REPORTED,
        title=stems(m.title) if m.lead or m.how == "entry" else frozenset(),
        language=d.language,
        deeds=deeds(d.language, m.lemma if d.language == "en" else f"{d.text[slice(*m.quote)]} {m.lemma}"),
        known=find_known(d.text[slice(*m.quote)]),
        people=frozenset(m.people),
        places=places,
        who=make_role(m.who),
        whom=make_role(m.whom),
    )
    if d.language != "en":
        return found
    return replace(found, classes=found.classes | find_classes(m, d.text, found.sentence[1]), known_deed=takes_as_known(d.text, found.sentence[0], *m.trigger))


def make_role(said: tuple[str, ...]) -> Role:
    """A role as it is compared; :data:`NOBODY` for an open one."""
    return Role(stem(said[0]), content_stems(stem(w) for w in WORD.findall(said[1]))) if said else NOBODY


def find_classes(m: Mention, text: str, end: int) -> frozenset[str]:
    """The classes of what happened beside those of the mention's predicate: of its word in the text, of the verb above it, of what stands in front of "happened" in its
    title, and of what stands behind a verb that says little ("conducted a launch", "heard the crash"), up to the ``end`` of the sentence.
    """
    title = m.title.lower()
    occurring = next((title.split(verb)[0] for verb in sorted(table().occurring) if verb in title), "")
    behind = list(map(stem, WORD.findall(text, m.trigger[1], min(end, m.trigger[1] + BEHIND))))
    said = behind if stem(m.lemma) in table().support | table().perceiving else [f"{stem(m.lemma)}_{w}" for w in behind[:1]]  # "opened fire"
    return classes(*map(stem, (*occurring.split(), *WORD.findall(text, *m.trigger), m.deed)), *said)


def takes_as_known(text: str, at: int, start: int, end: int) -> bool:
    """Whether the word at ``start`` is a noun that takes what happened as known ("the crash", "Friday's launch"), or says of such a noun that it happened; ``at`` is
    where its sentence begins.
    """
    word = text[start:end].lower()
    if any(stem(word) == stem(said.removeprefix("_")) for said in table().occurring):
        return True
    m = KNOWN.search(text, at, start)
    plainly = dictionary_form(word) in (word, word.removesuffix("s"), word.removesuffix("es")) or word.endswith(NOUNS)
    return m is not None and plainly and not any(w.lower().endswith("s") for w in m["between"].split())


def list_independent(database: RunDatabase, article: str, same_text: Mapping[str, str]) -> Iterator[tuple[int, Mention]]:
    """The mentions of an article; of a copy without those that the article it copies has too, in nearly the same words."""

    def key(m: Mention) -> tuple[str, str]:
        return database.document(m.document).text[slice(*m.trigger)], m.date or m.length

    def quote(m: Mention) -> str:
        return database.document(m.document).text[slice(*m.quote)]

    first = [m for _, m in database.mentions(same_text[article])] if article in same_text else []
    for n, m in database.mentions(article):
        if not any(key(o) == key(m) and fuzz.ratio(quote(m), quote(o)) >= REPEATED for o in first):
            yield n, m


def sort_key(e: Event) -> tuple[int, int, str]:
    """Sort key: by date, undated last."""
    return edtf.parse(e.date).sort_key if e.date else (10**7, 0, "")


def make_event(group: Sequence[Mention], document: Callable[[str], Document], same_text: Mapping[str, str], language: str = "") -> Event:
    """One event from its mentions: best title, finest supported date, status over time, all sources."""
    by_time = sorted(group, key=lambda m: (document(m.document).published, m.document, m.quote))
    backed = find_support(by_time)
    least = BACKED * max(backed.values()) if len(by_time) > 2 else 0.0
    best = max(
        by_time,
        key=lambda m: (
            m.how != "quotation" and backed[m.title] >= least,  # of several tellings no title that none of the others tells
            document(m.document).language == language,
            round(backed[m.title], 1) if len(by_time) > 2 else 0.0,
            m.lead,
            m.status in ("happened", "ongoing"),
            not m.needs,
            {"clause": 2, "nominal": 1}.get(m.how, 0),
            m.confidence != "guessed",
            rate_title(m.title),
        ),
    )
    told_so = [m for m in by_time if m.status in ("happened", "ongoing")] or by_time
    dated = min(told_so, key=lambda m: (m.timex.rule == REPORTED, parse_days(m.date).spread if m.date else 0, SURENESS[m.confidence], -count_votes(m.date, told_so)))
    # Fact is never made from plan: a report that it happened counts, the plan's own day does not.
    status = min((m.status for m in by_time), key=STATUS_ORDER.index)
    sources = tuple(make_source(m, document(m.document)) for m in by_time)
    people, organisations = (drop_doubles(n for m in by_time for n in getattr(m, kind)) for kind in ("people", "organisations"))
    places = drop_doubles(p for m in [best, *by_time] for p in m.places if m is best or (len(by_time) > 1 and sum(p in o.places for o in by_time) > 1))
    # A copy is no second witness, whoever printed it.
    origins = [document(same_text.get(m.document, m.document)) for m in told_so]
    publishers = {d.publisher or d.id for d in origins}
    if all(m.speaker or is_hedged(m.title) or is_spoken(m, document(m.document).text) for m in told_so):
        certainty = "claimed"
    else:
        certainty = "confirmed" if len(find_witnesses(best, told_so, document, same_text)) > 1 and status in ("happened", "ongoing") else "reported"
    return Event(
        proposed_id(dated.date, best.title),
        best.title,
        dated.date,
        dated.length,
        status,
        certainty,
        people,
        places,
        sources,
        needs=best.needs,
        importance=find_importance(by_time, len(publishers)),
        organisations=organisations,
    )


def is_hedged(title: str) -> bool:
    """Whether a title says itself that it is hearsay: "The man allegedly stabbed his neighbour"."""
    return not load_words("en/events")["hedges"].isdisjoint(title.lower().split())


def is_spoken(m: Mention, text: str) -> bool:
    """Whether the word of an event stands within quotation marks of its sentence: somebody says so, whoever that is."""
    before = text[m.quote[0] : m.trigger[0]]
    return before.count("“") > before.count("”") or before.count('"') % 2 == 1


def find_witnesses(best: Mention, group: Sequence[Mention], document: Callable[[str], Document], same_text: Mapping[str, str]) -> set[str]:
    """The publishers that tell the same deed of the same actor themselves, not as somebody's claim: by the same word, or in much the same words."""
    own = stems(best.title)
    told = [m for m in group if not m.speaker and not is_other(make_role(best.who), make_role(m.who))]  # by somebody else it is another deed
    same = [m for m in told if (m.lemma == best.lemma or 2 * len(own & stems(document(m.document).text[slice(*m.quote)])) >= len(own))]
    origins = [document(same_text.get(m.document, m.document)) for m in same]
    return {d.publisher or d.id for d in origins}


def find_support(group: Sequence[Mention]) -> dict[str, float]:
    """For each title of an event how much of it the others have: the best-supported evidence gives the title."""
    words = {m.title: stems(m.title) for m in group}
    return {t: sum(len(own & words[m.title]) for m in group) / (len(group) * max(4, len(own))) for t, own in words.items()}


def find_importance(group: Sequence[Mention], publishers: int) -> str:
    """The importance of an event: that of the weightiest evidence; what several independent articles tell is more than minor, what several report is key."""
    best = min((m.importance for m in group), key=IMPORTANCE.index)
    if publishers > 1:
        told = any(m.how != "quotation" for m in group)  # what several only quote half a sentence of is as unimportant as before
        return "key" if any(m.lead for m in group) else "normal" if best == "minor" and told else best
    return best


def count_votes(date: str, group: Sequence[Mention]) -> int:
    """How many mentions give just this date."""
    return sum(m.date == date for m in group)


def rate_title(title: str) -> float:
    """A title with names tells more; some eleven words are best."""
    words = title.split()
    names = sum(w[:1].isupper() for w in words[1:])
    return min(names, 5) - abs(len(words) - 11) / 2


def drop_doubles(names: object) -> tuple[str, ...]:
    """Without doubles, in order."""
    return tuple(dict.fromkeys(names))  # type: ignore[call-overload]


def make_source(m: Mention, d: Document) -> Source:
    """A mention as the event file's source."""
    quote = folded(d.text[m.quote[0] : m.quote[1]])
    trigger = d.text[m.trigger[0] : m.trigger[1]]
    return Source(m.document, quote, m.timex.text, trigger, m.date or m.length, m.timex.rule, m.confidence if m.date or m.length else "", d.published, m.status, m.speaker, count_occurrence(m, d))


def count_occurrence(m: Mention, d: Document) -> int:
    """Which of several equal findings in one sentence this is, from 1."""
    if not m.timex.text:
        return 1
    text = d.text[m.quote[0] : m.timex.start]
    return text.count(m.timex.text) + 1


def proposed_id(date: str, title: str) -> str:
    """A readable id: the date as far as it is one, then the first telling words of the title."""
    head = re.match(r"\[?(?:\.\.)?(\d{4}(?:-\d\d){0,2}|\d{3}X|\d\dXX)", date)
    words = [w for w in re.findall(r"[a-z0-9]+", plain(title).lower()) if w not in STOP][:5]
    return "-".join([head[1].lower() if head else "undated", *words])[:100].rstrip("-")
