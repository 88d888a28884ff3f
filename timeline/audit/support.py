"""Whether a sentence supports a claim: the same deed by the same actor to the same thing, no more sure and no more precise than it is told.

The claim and the sentence are parsed by themselves. A claim is supported only where every verb of it has a counterpart with the same roles, polarity and modality, and every other
word, number and name stands in that clause. What cannot be shown to be supported is not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from timeline import edtf
from timeline.mention import factuality
from timeline.mention.parser import dictionary_form, inflect, lemma
from timeline.mention.subject import subject_of
from timeline.mention.words import words
from timeline.merge.words import stem
from timeline.model import Timex

LANGUAGES = Path(__file__).parent.parent / "languages"
SUPPORTED, DATE, TURNED, MORE, UNCLEAR, ABSENT = "supported", "date differs", "turned round", "says more than the source", "not clear", "not in the sources"
ORDER = (SUPPORTED, DATE, TURNED, MORE, UNCLEAR, ABSENT)  # of two verdicts on one claim the first is told
FUNCTION = ("DET", "ADP", "CCONJ", "SCONJ", "PUNCT", "PART", "AUX", "PRON", "SPACE", "SYM", "INTJ", "X")
CLAUSE = ("ROOT", "ccomp", "advcl", "relcl", "conj", "acl", "parataxis", "dep", "xcomp", "pcomp", "csubj")
NUMBERS = {w: n for n, w in enumerate("zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty".split())}
NUMBERS |= {"thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90, "hundred": 100, "dozen": 12}
SCALES = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "m": 10**6, "bn": 10**9, "k": 10**3, "mln": 10**6}
FIGURE = re.compile(r"[£$€]?(\d[\d,]*(?:\.\d+)?)(m|bn|k|mln)?(?:th|st|nd|rd)?", re.IGNORECASE)
NEGATIONS = ("no", "not", "never", "n't", "nobody", "none", "nothing", "neither", "nor")
PRESUPPOSING = ("after", "before", "when", "while", "as", "since", "until")  # what they begin is told as known, whoever speaks
MEDIA = frozenset("media medium newspaper paper broadcaster agency report figure data record".split())
POLICE = frozenset("police officer detective".split())  # who arrests where nobody is named
ARRESTS = frozenset("arrest detain charge".split())
UNDONE = ("deny", "fail", "refuse", "decline", "reject", "avoid", "prevent", "block", "stop", "cancel", "abandon", "scrap", "rule", "miss")
NEXT = 3  # words
FEW = 2  # words that stand together by chance
RELATED, ALIKE = 0.6, 0.8  # share of the words of a claim that a sentence has: with fewer it tells of something else; with so many it may tell of it in other words
ERGATIVE = frozenset("open close begin start end finish shut sink burn break launch resume collapse".split())
OPEN = ("planned", "expected", "possible", "conditional", "hypothetical")
MODAL = ("to", "will", "would", "may", "might", "could", "should", "if", "whether", "unless", "'ll")
ALLEGED = frozenset("alleged allegedly reportedly suspected purported supposedly presumed apparently perhaps possibly probably likely believed thought accused".split())
CLAIMING = frozenset("accusation allegation claim suspicion rumour rumor believe suggest think say-so".split())
CONFIRMING = frozenset("confirm announce reveal disclose admit acknowledge show find discover learn establish".split())
WORDED = frozenset("include including involving using following".split())


@dataclass(frozen=True, slots=True)
class Finding:
    """What a sentence says of a claim: one of :data:`ORDER`, why, and how near it came (the share of the claim's words that it has)."""

    verdict: str
    reason: str = ""
    near: float = 0.0
    lacking: str = ""  # a word of the claim that the sentence has not


@cache
def table() -> tuple[dict[str, frozenset[int]], frozenset[str], frozenset[str]]:
    """Stems of words with the numbers of their sets; hedges; words of what is meant."""
    with (LANGUAGES / "en.same.yml").open(encoding="utf-8") as file:
        rows = yaml.load(file, Loader=yaml.CBaseLoader)
    sets: dict[str, set[int]] = {}
    for n, row in enumerate(rows["same"]):
        for word in row.split():
            sets.setdefault("_".join(stem(w) for w in word.split("_")), set()).add(n)
    return {w: frozenset(s) for w, s in sets.items()}, frozenset(rows["hedge"].split()), frozenset(rows["meant"].split())


@cache
def sets_of(word: str) -> frozenset[str]:
    """The stems that may stand for a stem, of single words."""
    sets = table()[0]
    mine = sets.get(word, frozenset())
    return frozenset(w for w, s in sets.items() if s & mine) if mine else frozenset()


def same_word(a: Any, b: Any) -> bool:
    """Whether two tokens say the same: lemma, stem, or a set of the table."""
    if lemma(a) == lemma(b) or a.lower_ == b.lower_ or stem(a.lower_) == stem(b.lower_):
        return True
    sets = table()[0]
    return bool(spelled(a, sets) & spelled(b, sets))


def spelled(t: Any, sets: dict[str, frozenset[int]]) -> frozenset[int]:
    """The sets of a word, alone and with the particle of its verb."""
    own = stem(lemma(t))
    found = sets.get(own, frozenset()) | sets.get(stem(t.lower_), frozenset())
    for c in t.children:
        if c.dep_ in ("prt", "advmod", "acomp", "oprd") or (c.dep_ == "prep" and c.i == t.i + 1):
            found |= sets.get(f"{own}_{stem(c.lower_)}", frozenset())
    return found


def number(t: Any) -> float | None:
    """The number that a token names; None for none. "3,000", "£4m", "three" and "3 million" are read."""
    m = FIGURE.fullmatch(t.text)
    n = float(m[1].replace(",", "")) if m else NUMBERS.get(t.lower_)
    if n is None:
        return None
    if m and m[2]:
        n *= SCALES[m[2].lower()]
    after = t.doc[t.i + 1] if t.i + 1 < len(t.doc) else None
    return n * SCALES.get(after.lower_, 1) if after is not None and after.lower_ in ("thousand", "million", "billion", "m", "bn") else n


def predicates(doc: Any) -> list[Any]:
    """The words of a parse that tell what is done: verbs, and nouns of the table of events."""
    return [t for t in doc if (t.pos_ == "VERB" and t.dep_ not in ("aux", "auxpass", "amod", "compound")) or (t.pos_ == "NOUN" and lemma(t) in words()["events"])]


def head_predicate(doc: Any) -> Any:
    """The verb that a claim tells; None where it has none."""
    root = next((t for t in doc if t.dep_ == "ROOT"), doc[0])
    if root.pos_ == "VERB":
        return next((c for c in root.children if c.dep_ == "xcomp" and lemma(root) == "fail"), root)
    verbs = [t for t in doc if t.pos_ == "VERB" and t.dep_ not in ("aux", "auxpass", "amod") and (root.is_ancestor(t) or t.is_ancestor(root))]
    return next((t for t in verbs if t.dep_ not in ("relcl", "acl")), None) or next((t for t in verbs if t.tag_ in ("VBN", "VBD") and t.dep_ in ("acl", "relcl")), None)


def negated(t: Any) -> bool:
    """Whether a predicate is told not to have come about."""
    if any(c.dep_ == "neg" or c.lower_ in NEGATIONS for c in t.children):
        return True
    if any(g.dep_ == "neg" or g.lower_ == "not" for c in t.children if c.dep_ in ("acomp", "oprd", "attr") or (c.dep_ == "ccomp" and c.pos_ == "ADJ") for g in c.children):
        return True  # "found him not guilty"
    if any(g.lower_ in ("no", "nobody", "none", "neither", "nothing") for c in t.children if c.dep_ in ("nsubj", "nsubjpass", "dobj", "attr") for g in (c, *c.children)):
        return True
    above = t.head
    if t.dep_ == "pcomp" and above.lower_ == "without":
        return True
    return t.dep_ in ("xcomp", "ccomp", "pcomp", "dobj", "acl") and above.i != t.i and any(lemma(a) in UNDONE for a in (above, above.head) if a.pos_ in ("VERB", "NOUN"))


def roles(t: Any) -> tuple[Any, Any]:
    """Who does it and to whom, as tokens; None where that is open. A passive is turned."""
    own = {c.dep_ for c in t.children}
    short = t.tag_ == "VBN" and t.pos_ == "VERB" and t.dep_ in ("acl", "advcl", "conj", "ROOT") and not own & {"aux", "dobj", "nsubj"}
    passive = bool(own & {"auxpass", "nsubjpass"}) or short
    if t.pos_ == "NOUN":
        of = [g for c in t.children if c.dep_ == "prep" and c.lower_ == "of" for g in c.children if g.dep_ == "pobj"]
        by = [g for c in t.children if c.dep_ in ("prep", "agent") and c.lower_ == "by" for g in c.children if g.dep_ == "pobj"]
        whose = [c for c in t.children if c.dep_ in ("poss", "compound")]
        if t.dep_ == "dobj" and lemma(t.head) in words()["support"]:
            by = by or [d for d in (subject_of(t.head),) if d is not None]  # "has staged a protest": has protested
        return next(iter(by), None), next(iter((*of, *whose)), None)
    by_ = next((g for c in t.children if c.dep_ == "agent" for g in c.children if g.dep_ == "pobj"), None)
    under = subject_of(t)
    if passive:
        return by_, under
    return under, next((c for c in t.children if c.dep_ in ("dobj", "attr", "oprd")), None)


def said_roles(v: Any) -> tuple[Any, Any]:
    """The roles that a claim gives to a verb. A pronoun, and the second of two verbs, mean the subject of the verb above; what is only implied says nothing."""
    doer, thing = roles(v)
    by = next((g for c in v.children if c.dep_ in ("prep", "agent") and c.lower_ == "by" for g in c.children if g.dep_ == "pobj" and g.pos_ in ("NOUN", "PROPN") and g.ent_type_ != "DATE"), None)
    if by is not None and thing is None and v.tag_ in ("VBN", "VBD") and not any(c.dep_ == "auxpass" for c in v.children):
        doer, thing = by, doer  # "figures returned by the museum"
    above = next((a for a in v.ancestors if a.pos_ == "VERB"), None)
    own = any(c.dep_ in ("nsubj", "nsubjpass", "agent") for c in v.children)
    if above is None:
        return doer, thing
    if v.dep_ == "conj" and not own:
        return said_roles(above)[0], thing
    if not own:
        return None, thing if thing is not doer else None
    return (said_roles(above)[0] if doer is not None and doer.pos_ == "PRON" else doer), thing


def core(t: Any) -> list[Any]:
    """The words that say which thing a noun names: its head, and what stands before it; what hangs on it behind is looked for in the clause."""
    out = [t] if t.pos_ not in FUNCTION or number(t) is not None else []
    for c in t.children:
        if c.dep_ in ("compound", "amod", "nummod", "poss", "nmod", "quantmod") and c.i < t.i + 1:
            out += [x for x in c.subtree if x.pos_ not in FUNCTION or number(x) is not None]
        elif c.dep_ == "conj":
            out += core(c)
    return out


def noun_phrase(t: Any) -> list[Any]:
    """All words of a noun phrase but those of its clauses."""
    out = [x for x in t.subtree if not any((a.dep_ in ("relcl", "advcl", "acl", "parataxis") or far(a)) and t.is_ancestor(a) for a in (x, *x.ancestors))]
    after = t.i + 1
    while after < len(t.doc) and t.doc[after].pos_ == "PROPN":  # "the physicist Tomasz Rygiel", wherever the parser hangs the name
        out.append(t.doc[after])
        after += 1
    return out


def far(t: Any) -> bool:
    """Whether what the parser takes for another name of a noun stands too far behind it to be one."""
    return bool(t.dep_ == "appos") and t.left_edge.i - t.head.i > NEXT


def meaning(b: Any, p: Any, context: Sequence[Any]) -> Iterator[Any]:
    """The words that a pronoun of a sentence may stand for: the subject of the clause above it, else the names before the sentence; what stands beside a noun as its other name."""
    if b.pos_ != "PRON":
        return
    above = next((a for a in p.ancestors if a.pos_ == "VERB" and subject_of(a) is not None and subject_of(a).i != b.i), None)
    if above is not None and p.dep_ != "conj":
        yield from noun_phrase(subject_of(above))
    else:
        yield from (x for x in context if x.pos_ == "PROPN")


def same_thing(a: Any, b: Any, others: Sequence[Any], clause: Sequence[Any]) -> bool:
    """Whether two noun phrases speak of the same: the head or a name in common, and nothing before the claim's noun that the other lacks. ``others`` are words that may stand for it."""
    mine, theirs = core(a), [*noun_phrase(b), *others]
    if not mine:
        return True  # a pronoun: it says nobody else
    head = whole(a)
    mine += [x for x in a.doc[a.i + 1 : head.i + 1] if x.pos_ not in FUNCTION]
    heads = [b, *b.conjuncts, *(x for x in noun_phrase(b) if x.dep_ in ("compound", "appos", "nmod", "amod") or x.i > b.right_edge.i), *others]
    if b.pos_ != "PRON" or others:
        same = any(same_word(head, x) for x in heads) or (head.i == a.i and any(x.pos_ == "PROPN" and found(x, theirs) for x in mine))
        return bool(same) and all(found(x, theirs) or (x.i != head.i and x.pos_ in ("PROPN", "NOUN") and found(x, clause)) for x in mine)
    return False


def whole(t: Any) -> Any:
    """The last noun of a run of nouns, wherever the parser saw its head: "conviction" of "nurse Joan Hartley's conviction"."""
    i = t.i
    while i + 1 < len(t.doc) and (t.doc[i + 1].pos_ in ("NOUN", "PROPN") or t.doc[i + 1].tag_ == "POS") and t.doc[i + 1].ent_type_ != "DATE":
        i += 1
    while i > t.i and t.doc[i].pos_ not in ("NOUN", "PROPN"):
        i -= 1
    return t.doc[i]


def found(x: Any, among: Iterable[Any]) -> bool:
    """Whether a word or number of a claim stands among others."""
    n = number(x)
    if n is not None:
        return any(number(y) == n for y in among)
    if x.pos_ == "PROPN":
        return any(y.lower_.removesuffix("'s") == x.lower_.removesuffix("'s") or (len(x.text) > 3 and same_word(x, y)) for y in among)
    return any(same_word(x, y) for y in among)


def clause_of(t: Any) -> Any:
    """The predicate of the clause that a word stands in."""
    while not (t.pos_ in ("VERB", "AUX") and t.dep_ in CLAUSE) and t.head.i != t.i:
        t = t.head
    return t


def within(predicate: Any) -> list[Any]:
    """The words that belong to what a predicate tells: its clause with what is below it, its subject; not what is coordinated with it, and no aside."""
    top = predicate if predicate.pos_ == "VERB" else clause_of(predicate)
    below = [t for t in top.subtree if not any(a.dep_ in ("conj", "advcl", "parataxis") and a.pos_ in ("VERB", "AUX") and top.is_ancestor(a) for a in (t, *t.ancestors))]
    subject = subject_of(top)
    out = below + ([*subject.subtree] if subject is not None else [])
    if predicate.pos_ != "VERB":
        out += [*predicate.subtree]
    shared = top.head if top.dep_ in ("conj", "xcomp") else None
    while shared is not None and shared.dep_ in ("conj", "xcomp"):
        shared = shared.head
    if shared is not None and top.dep_ == "xcomp":
        out += [t for t in shared.subtree if clause_of(t).i in (shared.i, top.i)]
    return out


def claimed(t: Any, doc: Any) -> bool:
    """Whether a predicate is what somebody alleges, believes or says, and nobody who has to know."""
    if any(g.lower_ in ALLEGED for c in t.children for g in (c, *c.children)):
        return True
    if any(x.lower_ == "according" and not any(authority(g) for c in x.children for g in (c, *c.children) if g.dep_ == "pobj") for x in doc):
        return True
    if t.dep_ == "advcl" and any(c.dep_ in ("mark", "advmod") and c.lower_ in PRESUPPOSING for c in t.children):
        return False
    for a in [a for a in t.ancestors if a.pos_ in ("VERB", "NOUN", "ADJ")][:4]:
        if lemma(a) in CONFIRMING:
            continue
        if lemma(a) in words()["accuse"] | words()["claiming"] | words()["doubt"] | CLAIMING or a.lower_ in ALLEGED:
            return True
        if lemma(a) in words()["saying"] and (speaker := subject_of(a)) is not None and not authority(speaker):
            return True
    return False


def authority(speaker: Any) -> bool:
    """Whether what somebody says is news by itself: authorities and what is published."""
    return any(lemma(x) in words()["authorities"] | MEDIA for x in core(speaker))


def meant(t: Any) -> bool:
    """Whether a predicate is planned, wished, asked for or possible, and not told as done."""
    if done_to(t):
        return False
    status = factuality.verb_status(t, words()) if t.pos_ == "VERB" else factuality.noun_status(t, words())
    if status in OPEN or any(c.dep_ in ("aux", "mark") and c.lower_ in MODAL for c in t.children if not (c.lower_ == "to" and any(h.lower_ == "have" for h in t.children))):
        return True
    above = next((a for a in t.ancestors if a.pos_ in ("VERB", "NOUN", "ADJ")), None)
    under = t.dep_ in ("xcomp", "ccomp", "acl", "pcomp", "dobj", "pobj")
    return above is not None and under and above.lower_ in table()[2] and lemma(above) not in words()["saying"] - {"ask", "urge", "demand"}


def done_to(t: Any) -> bool:
    """Whether an infinitive tells what was done: "managed to", "used to"; or is what its verb does: "helped build"."""
    return t.dep_ == "xcomp" and lemma(t.head) in ("manage", "go", "come", "help", "begin", "start", "continue", "force", "see") and not negated(t.head)


def spellings(claim: str, parsed: Any, sentence: Any) -> list[str]:
    """The claim told in plain prose where it is a headline, for verbs of the sentence: a verb that the parser took for a noun in the past ("Judge sentences burglar" as
    "Judge sentenced burglar"), a passive with its auxiliary ("Comet discovered by astronomers" as "Comet was discovered by astronomers")."""
    out = []
    by = next((t for t in parsed if t.lower_ == "by" and any(c.ent_type_ not in ("DATE", "TIME") for c in t.children)), None)
    for t in parsed[1 : by.i] if by is not None else ():
        if t.tag_ in ("VBN", "VBD") and t.head.tag_ != "VBD" and not any(c.dep_ in ("aux", "auxpass", "dobj") for c in t.children):
            out.append(f"{claim[: t.idx]}was {claim[t.idx :]}")
    for t in parsed[1:]:
        if t.pos_ == "VERB" or not t.text.islower() or not t.text.isalpha():
            continue
        base = dictionary_form(t.lower_, "VERB")
        if base in (t.lower_, t.lower_.removesuffix("s"), t.lower_.removesuffix("es")) and any(p.pos_ == "VERB" and base == lemma(p) for p in sentence):
            out.append(claim[: t.idx] + inflect(base, "VBD") + claim[t.idx + len(t.text) :])
    return out


def support(claim: Any, sentence: Any, timexes: Sequence[Timex], start: int, date: str, context: Sequence[Any] = (), label: Sequence[Timex] = ()) -> Finding:
    """What a sentence (its parse, its expressions of time and where it begins in their text) says of a claim (its parse) with a date (EDTF, "" for none).

    ``context`` are the words of the sentences before it, by which a pronoun may be known; ``label`` is the date above the entry that it stands in.
    """
    content = [t for t in claim if (t.pos_ not in FUNCTION or number(t) is not None) and not (t.ent_type_ == "DATE" and t.tag_ != "CD")]
    head = head_predicate(claim)
    besides = [t for t in content if head is None or t.i != head.i]  # many sentences share a verb; what it is told of counts
    near = sum(found(t, sentence) for t in besides) / max(1, len(besides))
    best = Finding(ABSENT, "no sentence tells of it", near)
    for p in predicates(sentence) if head is not None else ():
        if not same_word(head, p) or lemma(head) == "be":
            continue
        told = one(head, content, claim, sentence, p, context)
        if told.verdict == SUPPORTED:
            told = dated(date, [(t.text, t.edtf) for t in [*dates_of(p, sentence, timexes, start)] or label])
        if told.verdict == TURNED and near < ALIKE:
            told = replace(told, verdict=UNCLEAR)  # it may be another deed
        if told.verdict == SUPPORTED or near >= RELATED:
            best = min(best, replace(told, near=near), key=lambda f: ORDER.index(f.verdict))
    if best.verdict == ABSENT and near >= ALIKE and len(besides) > FEW:
        return Finding(UNCLEAR, "its words are there, but not told of the same deed", near)
    return best


def one(v: Any, content: Sequence[Any], claim: Any, sentence: Any, p: Any, context: Sequence[Any]) -> Finding:
    """One verb of a claim and what stands in its clause against one predicate of a sentence; then the verbs below it against those of the same sentence."""
    if negated(v) != negated(p):
        return Finding(TURNED, "a denial is lost" if negated(p) else "the source does not deny it")
    hedged = claimed(v, claim) or any(t.lower_ in table()[1] for t in claim)
    if meant(p) and not meant(v):
        return Finding(TURNED, "a plan, wish or condition is told as a fact")
    if claimed(p, sentence) and not hedged:
        return Finding(TURNED, "what somebody claims is told as a fact")
    if meant(v) and not meant(p):
        return Finding(TURNED, "a fact is told as a plan")
    clause = within(p)
    (doer, thing), (by, to) = said_roles(v), roles(p)
    if doer is not None and thing is None and to is not None and same_thing(doer, to, (), clause) and not (by is not None and same_thing(doer, by, (), clause)):
        short = v.tag_ in ("VBN", "VBD") and not any(c.dep_ in ("aux", "auxpass") for c in v.children)
        if short or (by is None and lemma(v) in ERGATIVE):
            doer, thing = None, doer  # "Pilot killed": a headline leaves out "was"; "the bridge opens": somebody opened it
    for name, a, b, other in (("who does it", doer, by, to), ("whom or what it is done to", thing, to, by)):
        if a is None or not core(a):
            continue
        if b is None:
            if other is not None and same_thing(a, other, (), clause):
                return Finding(TURNED, f"“{a.text}” is not {name}")
            if not all(found(x, clause) for x in core(a)):
                if name == "who does it" and lemma(a) in POLICE and lemma(p) in ARRESTS:
                    continue
                return Finding(MORE, f"the source does not say {name}: “{a.text}”", lacking=a.text)
            if name == "who does it":
                return Finding(UNCLEAR, f"that “{a.text}” is {name} could not be shown")
            continue
        if not same_thing(a, b, [*meaning(b, p, context)], clause):
            if other is not None and same_thing(a, other, (), clause):
                return Finding(TURNED, f"in the source “{b.text}” is {name}, not “{a.text}”")
            if strange := next((x for x in core(a) if not found(x, [*sentence, *context])), None):
                return lacks(strange)
            return Finding(UNCLEAR, f"that “{a.text}” is {name} could not be shown")
    police = [doer] if doer is not None and by is None and lemma(doer) in POLICE and lemma(p) in ARRESTS else []
    verbs = [w for w in claim if w.pos_ == "VERB" and w.lower_ != "according" and w.dep_ not in ("aux", "auxpass", "amod", "compound")]
    below = [w for w in verbs if w.i != v.i and above_verb(w) == v.i and not as_noun(w, clause)]
    mine = [t for t in content if t.i != v.i and t not in police and not any(t.i == w.i or w.is_ancestor(t) for w in below)]
    named = [x for x in context if x.pos_ == "PROPN"]
    lacking = [t for t in mine if not found(t, clause) and not (t.pos_ == "PROPN" and doer is not None and (t.i == doer.i or doer.is_ancestor(t)) and found(t, named))]
    if lacking:
        strange = next((t for t in lacking if not found(t, sentence)), None)
        if strange is None:
            return Finding(UNCLEAR, f"that “{lacking[0].text}” belongs to this could not be shown")
        return lacks(strange)
    if (wrong := counted(mine, clause)) is not None:
        return Finding(MORE, f"the number “{wrong.text}” belongs to something else there")
    for w in below:
        others = [q for q in predicates(sentence) if q.i != p.i and same_word(w, q) and (w.dep_ == "conj" or hangs(p, q))]
        tries = [one(w, [t for t in content if w.is_ancestor(t)], claim, sentence, q, context) for q in others]
        if (w.lower_ in WORDED and found(w, clause)) or any(f.verdict == SUPPORTED for f in tries):
            continue
        if tries:
            return tries[0]
        return Finding(UNCLEAR if found(w, sentence) else MORE, f"that “{w.text}” is told there could not be shown" if found(w, sentence) else f"the word “{w.text}” is not in the source")
    return Finding(SUPPORTED)


def lacks(t: Any) -> Finding:
    """The finding that a word of the claim is not in the source."""
    kind = "number" if number(t) is not None else "name" if t.pos_ == "PROPN" else "word"
    return Finding(MORE, f"the {kind} “{t.text}” is not in the source", lacking=t.text)


def as_noun(w: Any, clause: Sequence[Any]) -> bool:
    """Whether what the parser takes for a verb of the claim stands in the source as another part of speech."""
    return any(x.lower_ == w.lower_ and (x.pos_ != "VERB" or x.dep_ == "amod") for x in clause)


def hangs(p: Any, q: Any) -> bool:
    """Whether one of two verbs is told below the other, and not only beside it."""
    low, high = (q, p) if p.is_ancestor(q) else (p, q)
    return bool(high.is_ancestor(low)) and not any(x.dep_ in ("conj", "parataxis") for x in (low, *low.ancestors) if x.i != high.i and high.is_ancestor(x) and x.pos_ in ("VERB", "AUX"))


def above_verb(t: Any) -> int:
    """The number of the verb below which a verb stands."""
    return next((a.i for a in t.ancestors if a.pos_ == "VERB"), -1)


def counted(content: Sequence[Any], clause: Sequence[Any]) -> Any:
    """A number of the claim that counts another thing than in the source; None where all count the same."""
    for t in content:
        n = number(t)
        if n is None or t.dep_ not in ("nummod", "quantmod"):
            continue
        there = [x for x in clause if number(x) == n]
        if there and not any(x.head.i == x.i or same_word(t.head, x.head) or x.dep_ not in ("nummod", "quantmod") for x in there):
            return t
    return None


def dated(date: str, readings: Sequence[tuple[str, str]]) -> Finding:
    """Whether a date (EDTF; "" asks for none) is one of the readings (words, EDTF) that a source gives, and no finer."""
    if not date:
        return Finding(SUPPORTED)
    try:
        claimed = edtf.parse(date)
    except edtf.BadDate:
        return Finding(DATE, f"“{date}” names no day, month or year; write it like 2021-08-15")
    if not readings:
        return Finding(DATE, "the source does not say when")
    finer = False
    for words_, reading in readings:
        there = edtf.parse(reading)
        (a, b), (first, last) = (claimed.earliest, claimed.latest), (there.earliest, there.latest)
        if reading == date or (a is not None and b is not None and first is not None and last is not None and a <= first and last <= b):
            return Finding(SUPPORTED, f"“{words_}” means {reading}")
        finer |= a is not None and b is not None and first is not None and last is not None and first <= a and b <= last
    words_, reading = readings[0]
    return Finding(DATE, f"“{words_}” means {reading}" + ("; the line is more precise than that" if finer else f", not {date}"))


def dates_of(p: Any, sentence: Any, timexes: Sequence[Timex], start: int) -> Iterator[Timex]:
    """The expressions that date a predicate: those of its own clause; without one, those of the clause that it is coordinated with, or the only one of the sentence."""
    placed = []
    for t in timexes:
        span = sentence.char_span(t.start - start, t.end - start, alignment_mode="expand")
        if t.edtf and span is not None and t.type in ("DATE", "TIME") and t.start >= start and t.end - start <= len(sentence.text):
            placed.append((clause_of(span.root), t))
    top = p if p.pos_ == "VERB" else clause_of(p)
    chain = [top]
    while chain[-1].dep_ in ("conj", "xcomp", "acl") and chain[-1].head.i != chain[-1].i and chain[-1].head.pos_ in ("VERB", "AUX"):
        chain.append(chain[-1].head)
    for verb in chain:
        found_ = [t for c, t in placed if c.i == verb.i or (c.dep_ == "xcomp" and c.head.i == verb.i)]
        if found_:
            yield from found_
            return
    beside = [t for c, t in placed if c.dep_ == "advcl" and c.head.i == top.i and any(m.lower_ in ("when", "as", "while") for m in c.children)]
    if len(placed) == 1 and beside:
        yield from beside  # "was killed when his glider came down on Thursday"
    elif len(placed) == 1 and placed[0][0].dep_ not in ("relcl", "advcl", "acl"):
        verb, t = placed[0]
        speaker = subject_of(verb) if lemma(verb) in words()["saying"] and verb.i != top.i else None
        if verb.i == top.i or lemma(verb) not in words()["saying"] or (speaker is not None and sentence.text.find(t.text) < speaker.idx and top.idx < speaker.idx):
            yield t  # "… ran aground on 5 October, the coast guard said" dates the grounding
