"""Whether a sentence supports a claim: the same deed by the same actor to the same thing, no more sure and no more precise than it is told.

The claim and the sentence are parsed by themselves. A claim is supported only where every verb of it has a counterpart with the same roles, polarity and modality, and every other
word, number and name stands in that clause. What cannot be shown to be supported is not.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from timeline import edtf
from timeline.audit.deeds import (
    find_claimed_roles,
    find_clause,
    find_clause_words,
    find_head_predicate,
    find_predicates,
    find_status,
    find_verb_above,
    is_claimed,
    is_governed_by,
    is_in_aside,
    is_negated,
    is_not_done,
    is_other_part_of_speech,
)
from timeline.audit.similarity import FUNCTION, find_core_words, find_other_count, find_possible_words, is_among, number, same_thing, same_word, table
from timeline.mention.parsed import Parse, Token
from timeline.mention.parser import dictionary_form, inflect
from timeline.mention.participants import find_roles
from timeline.mention.roles.tree import AUXILIARIES
from timeline.mention.subject import find_subject
from timeline.mention.words import words
from timeline.model import Timex

SUPPORTED, DATE, TURNED, MORE, UNCLEAR, ABSENT = "supported", "date differs", "turned round", "says more than the source", "not clear", "not in the sources"
ORDER = (SUPPORTED, DATE, TURNED, MORE, UNCLEAR, ABSENT)  # of two verdicts on one claim the first counts
CHANCE_WORDS = 2  # words that stand together by chance
LONG = 45  # words of a sentence from which its parse is too unsure to accuse a claim
RELATED, ALIKE = 0.5, 0.8  # share of the words of a claim that a sentence has: with fewer it is about something else; with so many it may say it in other words


@dataclass(frozen=True, slots=True)
class Finding:
    """What a sentence says of a claim: one of :data:`ORDER`, why, and how near it came (the share of the claim's words that it has)."""

    verdict: str
    reason: str = ""
    near: float = 0.0
    lacking: str = ""  # a word of the claim that the sentence has not
    verb: str = ""  # the predicate of the sentence that supports it
    status: str = ""  # as the sentence has it
    when: Timex | None = None  # the expression that dates it


def spellings(claim: str, parsed: Parse, sentence: Parse) -> list[str]:
    """The claim told in plain prose where it is a headline, for verbs of the sentence: a verb that the parser took for a noun in the past ("Judge sentences burglar" as
    "Judge sentenced burglar"), a passive with its auxiliary ("Comet discovered by astronomers" as "Comet was discovered by astronomers")."""
    out = []
    by = next((t for t in parsed if t.lower in words()["by"] and any(c.entity not in ("DATE", "TIME") for c in t.children)), None)
    for t in parsed[1 : by.i] if by is not None else ():
        if t.form in ("past_participle", "past") and t.head.form != "past" and not any(c.role in ("auxiliary", "passive_auxiliary", "object") for c in t.children):
            out.append(f"{claim[: t.at]}was {claim[t.at :]}")
    for t in parsed[1:]:
        if t.pos == "VERB" or not t.text.islower() or not t.text.isalpha():
            continue
        base = dictionary_form(t.lower, "VERB")
        if base in (t.lower, t.lower.removesuffix("s"), t.lower.removesuffix("es")) and any(p.pos == "VERB" and base == p.lemma for p in sentence):
            out.append(claim[: t.at] + inflect(base, "past") + claim[t.at + len(t.text) :])
    return out


def check_support(claim: Parse, sentence: Parse, timexes: Sequence[Timex], start: int, date: str, context: Sequence[Token] = (), label: Sequence[Timex] = ()) -> Finding:
    """What a sentence (its parse, its expressions of time and where it begins in their text) says of a claim (its parse) with a date (EDTF, "" for none).

    ``context`` are the words of the sentences before it, by which a pronoun may be known; ``label`` is the date above the entry that it stands in.
    """
    content = [t for t in claim if (t.pos not in FUNCTION or number(t) is not None) and not (t.entity == "DATE" and t.form != "number")]
    content = [t for t in content if t.lower not in words()["according"] and not (t.lower in words()["age_words"] and "-year-old" in claim.text)]
    head = find_head_predicate(claim)
    besides = [t for t in content if head is None or t.i != head.i]  # many sentences share a verb; what it is said about counts
    met = sum(is_among(t, sentence) for t in besides)
    near = met / max(1, len(besides))
    related = near >= RELATED and (met > 1 or met == len(besides))
    best = Finding(ABSENT, "no sentence tells of it", near)
    for p in find_predicates(sentence):
        if head is None or not same_word(head, p) or head.lemma in words()["be"]:
            continue
        finding = compare_verb(head, content, claim, sentence, p, context)
        if finding.verdict == SUPPORTED:
            finding = replace(is_same_date(date, [*find_dates(p, sentence, timexes, start)] or label), verb=p.text, status=find_status(p))
        if (finding.verdict == TURNED and near < ALIKE) or (finding.verdict in (TURNED, MORE) and len(sentence) > LONG):
            finding = replace(finding, verdict=UNCLEAR)  # it may be another deed
        if finding.verdict == SUPPORTED or related:
            best = min(best, replace(finding, near=near), key=lambda f: ORDER.index(f.verdict))
    if best.verdict == ABSENT and near >= ALIKE and len(besides) > CHANCE_WORDS:
        return Finding(UNCLEAR, "its words are there, but not told of the same deed", near)
    return best


def compare_verb(v: Token, content: Sequence[Token], claim: Parse, sentence: Parse, p: Token, context: Sequence[Token]) -> Finding:
    """One verb of a claim with what stands in its clause, compared with one predicate of a sentence; then the verbs
    below it with those of the same sentence.
    """
    if (wrong := find_status_fault(v, p, claim, sentence)) is not None:
        return wrong
    if is_word_for_word(v, p, claim, sentence):
        return Finding(SUPPORTED)
    clause = find_clause_words(p)
    (doer, thing), (by, to) = find_claimed_roles(v), find_roles(p)
    if doer is not None and thing is None and to is not None and same_thing(doer, to, (), clause) and not (by is not None and same_thing(doer, by, (), clause)):
        short = v.form in ("past_participle", "past") and not any(c.role in AUXILIARIES for c in v.children)
        if short or (by is None and v.lemma in table()["ergative"]):
            doer, thing = None, doer  # "Pilot killed": a headline leaves out "was"; "the bridge opens": somebody opened it
    for name, a, b, other in (("who does it", doer, by, to), ("whom or what it is done to", thing, to, by)):
        if a is None or not find_core_words(a):
            continue
        if b is None:
            if other is not None and same_thing(a, other, (), clause):
                return Finding(TURNED, f"“{a.text}” is not {name}")
            if not all(is_among(x, clause) for x in find_core_words(a)):
                if name == "who does it" and a.lemma in table()["police"] and p.lemma in table()["arrests"]:
                    continue
                return Finding(MORE, f"the source does not say {name}: “{a.text}”", lacking=a.text)
            if name == "who does it":
                return Finding(UNCLEAR, f"that “{a.text}” is {name} could not be shown")
            continue
        if not same_thing(a, b, [*find_possible_words(b, p, context)], clause):
            if other is not None and same_thing(a, other, (), clause):
                return Finding(TURNED, f"in the source “{b.text}” is {name}, not “{a.text}”")
            if strange := next((x for x in find_core_words(a) if not is_among(x, [*sentence, *context])), None):
                return make_lack(strange)
            return Finding(UNCLEAR, f"that “{a.text}” is {name} could not be shown")
    police = [doer] if doer is not None and by is None and doer.lemma in table()["police"] and p.lemma in table()["arrests"] else []
    verbs = [w for w in claim if w.pos == "VERB" and w.lower not in words()["according"] and w.role not in ("auxiliary", "passive_auxiliary", "modifier", "name_part")]
    below = [w for w in verbs if w.i != v.i and find_verb_above(w) == v.i and not is_other_part_of_speech(w, clause)]
    mine = [t for t in content if t.i != v.i and t not in police and not any(t.i == w.i or w.is_ancestor(t) for w in below)]
    named = [x for x in context if x.pos == "PROPN"]
    own = [x for x in clause if not is_in_aside(x, p)]
    lacking = [t for t in mine if not is_among(t, own) and not (t.pos == "PROPN" and doer is not None and (t.i == doer.i or doer.is_ancestor(t)) and is_among(t, named))]
    if lacking:
        strange = next((t for t in lacking if not is_among(t, sentence)), None)
        if strange is None:
            return Finding(UNCLEAR, f"that “{lacking[0].text}” belongs to this could not be shown")
        return make_lack(strange)
    if (count := find_other_count(mine, clause)) is not None:
        return Finding(MORE, f"the number “{count.text}” belongs to something else there")
    for w in below:
        others = [q for q in find_predicates(sentence) if q.i != p.i and same_word(w, q) and (w.role == "conjunct" or is_governed_by(p, q))]
        tries = [compare_verb(w, [t for t in content if w.is_ancestor(t)], claim, sentence, q, context) for q in others]
        if (w.lower in table()["worded"] and is_among(w, clause)) or any(f.verdict == SUPPORTED for f in tries):
            continue
        if tries:
            return replace(tries[0], verdict=UNCLEAR) if tries[0].verdict == TURNED else tries[0]
        return Finding(UNCLEAR if is_among(w, sentence) else MORE, f"that “{w.text}” is told there could not be shown" if is_among(w, sentence) else f"the word “{w.text}” is not in the source")
    return Finding(SUPPORTED)


def find_status_fault(v: Token, p: Token, claim: Parse, sentence: Parse) -> Finding | None:
    """What is wrong with how sure the claim is of its verb; None where the sentence is as sure: done, denied, planned
    or only claimed.
    """
    if is_negated(v) != is_negated(p):
        return Finding(TURNED, "a denial is lost" if is_negated(p) else "the source does not deny it")
    hedged = is_claimed(v, claim) or any(t.lower in table()["hedge"] and t.pos != "NOUN" for t in claim)
    if is_not_done(p) and not is_not_done(v):
        return Finding(TURNED, "a plan, wish or condition is told as a fact")
    if is_claimed(p, sentence) and not hedged:
        return Finding(TURNED, "what somebody claims is told as a fact")
    if is_not_done(v) and not is_not_done(p):
        return Finding(TURNED, "a fact is told as a plan")
    return None


def is_word_for_word(v: Token, p: Token, claim: Parse, sentence: Parse) -> bool:
    """Whether the claim stands in the sentence as it is, with its verb in the same place."""
    at = sentence.text.find(claim.text.rstrip(". "))
    return at >= 0 and bool(p.at == at + v.at)


def make_lack(t: Token) -> Finding:
    """The finding that a word of the claim is not in the source."""
    kind = "number" if number(t) is not None else "name" if t.pos == "PROPN" else "word"
    return Finding(MORE, f"the {kind} “{t.text}” is not in the source", lacking=t.text)


def is_same_date(date: str, readings: Sequence[Timex]) -> Finding:
    """Whether a date (EDTF; "" always fits) is what one of the expressions of a source means, and no finer."""
    if not date:
        return Finding(SUPPORTED, when=next(iter(readings), None))
    try:
        claimed = edtf.parse(date)
    except edtf.BadDate:
        return Finding(DATE, f"“{date}” names no day, month or year; write it like 2021-08-15")
    if not readings:
        return Finding(DATE, "the source does not say when")
    finer = False
    for t in readings:
        there = edtf.parse(t.edtf)
        (a, b), (first, last) = (claimed.earliest, claimed.latest), (there.earliest, there.latest)
        if t.edtf == date or (a is not None and b is not None and first is not None and last is not None and a <= first and last <= b):
            return Finding(SUPPORTED, f"“{t.text}” means {t.edtf}", when=t)
        finer |= a is not None and b is not None and first is not None and last is not None and first <= a and b <= last
    return Finding(DATE, f"“{readings[0].text}” means {readings[0].edtf}" + ("; the line is more precise than that" if finer else f", not {date}"))


def find_dates(p: Token, sentence: Parse, timexes: Sequence[Timex], start: int) -> Iterator[Timex]:
    """The expressions that date a predicate: those of its own clause; else those of the clause that it is coordinated
    with, or the only one of the sentence.
    """
    placed = []
    for t in timexes:
        span = sentence.find_span(t.start - start, t.end - start)
        if t.edtf and span is not None and t.type in ("DATE", "TIME") and t.start >= start and t.end - start <= len(sentence.text):
            placed.append((find_clause(span.root), t))
            if p.role == "relative_clause" and span.start <= p.head.i < span.end:
                yield t  # "since August 2011, when insurgents shot down …"
                return
    top = p if p.pos == "VERB" else find_clause(p)
    chain = [top]
    while chain[-1].role in ("conjunct", "open_clause", "participle") and chain[-1].head.i != chain[-1].i and chain[-1].head.pos in ("VERB", "AUX"):
        chain.append(chain[-1].head)
    for verb in chain:
        found_ = [t for c, t in placed if c.i == verb.i or (c.role == "open_clause" and c.head.i == verb.i)]
        if found_:
            yield from found_
            return
    beside = [t for c, t in placed if c.role == "adverbial_clause" and c.head.i == top.i and any(m.lower in words()["time_markers"] for m in c.children)]
    if len(placed) == 1 and beside:
        yield from beside  # "was killed when his glider came down on Thursday"
    elif len(placed) == 1 and placed[0][0].role not in ("relative_clause", "adverbial_clause", "participle"):
        verb, t = placed[0]
        speaker = find_subject(verb) if verb.lemma in words()["saying"] and verb.i != top.i else None
        if verb.i == top.i or verb.lemma not in words()["saying"] or (speaker is not None and sentence.text.find(t.text) < speaker.at and top.at < speaker.at):
            yield t  # "… ran aground on 5 October, the coast guard said" dates the grounding
