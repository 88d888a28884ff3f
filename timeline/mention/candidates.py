"""Titles that an event may have: its own clause word for word, what the realiser made, the article's headline. :mod:`timeline.mention.gate` says which may stand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from timeline.mention.names import Names
from timeline.mention.parser import lemma
from timeline.mention.phrases import ASIDE, comma_before, join, mark, only_date, tidy, undated
from timeline.mention.subject import SUBJECT, subject_of
from timeline.mention.title import Title
from timeline.mention.words import words

LOOSE = ("cc", "mark", "parataxis", "meta", "intj", "dep", "preconj")
GOVERNED = ("xcomp", "oprd", "pcomp")  # clauses that share the subject of the verb above
AROUND = ("prep", "advmod", "npadvmod", "advcl")  # what may be cut behind a verb
LONGEST = 16  # words of a title
HEDGES = frozenset(("reportedly",))  # they say that it is told, not known
QUOTED = 20  # words of a quotation in place of a title
REST = re.compile(r"\bto [a-z]+")
HEADLINE = re.compile(r"\s+[|–—-]\s+[^|–—-]{2,40}$")  # " - The Example Times"
OPEN_END = re.compile(r"(?:[\s,;:–—-]+(?:the|a|an|of|to|and|or|but|with|by|for|in|on|at|from|that|which|who|his|her|their|its|as|than|very|into|including))+$", re.IGNORECASE)
KICKER = re.compile(r"^(?:[^:]{2,40}): (?=[A-Z“\"'‘])")


@dataclass(frozen=True, slots=True)
class Draft:
    """What a title of one event has to say: its predicate and subject as lemma and word, whether it is denied, the words behind the verb that it cannot do without."""

    titles: tuple[Title, ...]
    predicate: str
    subject: str
    negated: bool = False
    needed: tuple[str, ...] = ()
    links: frozenset[tuple[str, str]] = frozenset()  # each word of the sentence with the word that it hangs on
    traits: tuple[str, ...] = ()  # what its clause is like, for its importance
    until: bool = False  # it is told as not done until the date: without the date that would be false


def finite(trigger: Any) -> Any:
    """The verb of the finite clause that a word stands in; None where there is none (a participle by itself, a noun of no clause)."""
    verb = trigger
    seen: set[int] = set()
    while verb.i not in seen:
        seen.add(verb.i)
        if verb.pos_ in ("VERB", "AUX") and stands(verb) and not (verb.dep_ == "ccomp" and held_by(verb.head)):
            return verb
        if verb.dep_ in ("acl", "ROOT") or (verb.pos_ in ("VERB", "AUX") and verb.dep_ in ("advcl", "relcl")):
            return None
        verb = verb.head
    return None


def held_by(over: Any) -> bool:
    """Whether what a verb governs is told only as what somebody denies, claims, thinks, plans or asks for: then the verb stays with it."""
    table, word = words(), lemma(over)
    refused = any(c.dep_ == "neg" for c in over.children)
    return word in table["deny"] | table["doubt"] | table["opinion"] | table["asking"] | table["plan"] | table["accuse"] | table["claiming"] | table["attempts"] or refused


def stands(verb: Any) -> bool:
    """Whether a verb is finite: it or its auxiliary is, and it does not hang on another as an infinitive or participle."""
    auxiliaries = [c for c in verb.children if c.dep_ in ("aux", "auxpass")]
    if verb.dep_ in GOVERNED:
        return False
    return verb.tag_ in ("VBD", "VBZ", "VBP", "MD") or any(a.tag_ in ("VBD", "VBZ", "VBP", "MD") for a in auxiliaries)


def own_clause(verb: Any, subject: Any, named: str, dates: frozenset[int], names: Names, at: int) -> Iterator[str]:
    """The clause of a finite verb as it stands, without time words, what is joined to it and loose adjuncts; then ever shorter. ``named`` is what its subject stands for."""
    kept = {t.i for t in undated(verb, dates)}
    inside = {t.i for t in subject.subtree} if subject is not None else set()
    for c in verb.children:
        joined = c.dep_ == "conj" and c.pos_ in ("VERB", "AUX")
        aside = c.dep_ in ("advcl", "prep", "npadvmod", "advmod", "appos", "acl", "relcl") and comma_before(c)
        before = c.i < verb.i and c.dep_ in ("prep", "npadvmod", "advcl", "ccomp") and c.i not in inside
        if c.dep_ in LOOSE or joined or aside or before or (c.dep_ == "advmod" and c.lower_ in ASIDE - HEDGES) or only_date(c, dates):
            kept -= {t.i for t in c.subtree}
    for t in list(verb.subtree):  # what is set off within says more than a title needs
        if t.i in kept and t.i != verb.i and t.dep_ in ("relcl", "appos", "acl", "parataxis") and comma_before(t):
            kept -= {x.i for x in t.subtree}
    head = [t for t in verb.doc if t.i in kept & inside] if subject is not None and subject.is_ancestor(verb) is False else []
    if named:
        front = named
    elif subject is not None and verb.is_ancestor(subject):
        front = ""
    else:
        head = [t for t in (undated(subject, dates) if subject is not None else []) if not (t.is_ancestor(verb) is False and any(a.i == verb.i for a in t.ancestors))]
        head = [t for t in head if not verb.is_ancestor(t) and t.i != verb.i and not (t.dep_ in ("relcl", "appos", "acl") or any(a.dep_ in ("relcl", "appos", "acl") and a.i != subject.i and subject.is_ancestor(a) for a in t.ancestors))]
        front = join(head)
    relative = {x.i for x in verb.subtree if x.tag_ in ("WDT", "WP") and x.dep_ in SUBJECT} if front else set()
    body = [t for t in verb.doc if t.i in kept and not (front and (t.i in inside or t.i in relative)) and t.i not in relative]
    if front and subject is not None and verb.is_ancestor(subject):
        body = [t for t in body if t.i not in inside]
    while body and (mark(body[0]) or body[0].dep_ in ("cc", "mark")):
        body.pop(0)
    loose = sorted((c for c in verb.children if c.i > verb.i and c.dep_ in AROUND and c.i in kept), key=lambda c: -c.i)
    held = any(c.dep_ in ("dobj", "attr", "acomp", "xcomp", "ccomp", "agent", "oprd") for c in verb.children if c.i > verb.i)
    for n in range(len(loose) + 1):
        if n == len(loose) and n and not held:
            break  # "collided with a lorry": one phrase is needed
        gone = {x.i for c in loose[:n] for x in c.subtree}
        tokens = [t for t in body if t.i not in gone]
        while tokens and (mark(tokens[-1]) and tokens[-1].text not in "\"')"):
            tokens.pop()
        text = " ".join(x for x in (front, join(tokens)) if x)
        yield tidy(names.full(text, None, at) if " " not in text else text)


def draft(trigger: Any, realised: Title, subject: Any, resolved: str, dates: frozenset[int], names: Names, at: int, signal: str) -> Draft:
    """The candidates for the event that a word names, and what they have to say."""
    verb = finite(trigger)
    titles: list[Title] = []
    if verb is not None:
        who = subject_of(verb)
        pronoun = who is not None and (who.pos_ == "PRON" or who.tag_ in ("WDT", "WP"))
        named = resolved if who is not None and subject is not None and who.i == subject.i and resolved else ""
        if not named and who is not None and who.ent_type_ == "PERSON" and who.pos_ == "PROPN" and not any(c.dep_ in ("compound", "appos") for c in who.children):
            full = names.full(who.text, who, at)
            named = full if full != who.text else ""
        if who is not None and not (pronoun and not named and who.tag_ not in ("WDT", "WP")):
            titles.extend(Title(text, "verbatim") for text in dict.fromkeys(own_clause(verb, who, named, dates, names, at)) if text)
    wanted = verb if verb is not None else trigger
    planned = realised.how == "clause" and REST.search(" ".join(realised.text.split()[:8])) and realised.text.split() and infinitive(realised.text)
    if realised.text and not planned and not realised.needs:
        titles.append(realised)
    needed = tuple(c.text for c in wanted.children if c.dep_ in ("dobj", "attr", "oprd", "acomp", "agent", "dative") and c.i > wanted.i and c.i not in dates) if wanted.pos_ in ("VERB", "AUX") else ()
    who = subject_of(wanted) if wanted.pos_ in ("VERB", "AUX") else None
    word = resolved.split()[-1] if resolved and who is not None and subject is not None and who.i == subject.i else who.text if who is not None and who.pos_ != "PRON" else ""
    negated = any(c.dep_ == "neg" for c in wanted.children)
    links = frozenset((t.lower_, t.head.lower_) for t in trigger.doc)
    return Draft(tuple(titles), lemma(wanted), word, negated, needed, links, tuple(traits(trigger, subject, dates)), negated and signal in ("until", "before"))


def traits(trigger: Any, subject: Any, dates: frozenset[int]) -> Iterator[str]:
    """What the clause of an event is like: where its word hangs, its form, who does it, how far away the date is."""
    yield f"hangs {trigger.dep_}"
    yield f"form {trigger.tag_}"
    who = "none" if subject is None else "pronoun" if subject.pos_ == "PRON" else subject.ent_type_ or ("plural" if subject.tag_ == "NNS" else "noun")
    yield f"who {who}"
    near = min((abs(trigger.i - i) for i in dates), default=99)
    yield "date " + ("near" if near <= 4 else "far" if near <= 12 else "far off")
    yield f"object {any(c.dep_ in ('dobj', 'agent', 'dative') for c in trigger.children)}"
    if any(c.dep_ in ("aux", "auxpass") and c.lower_ in ("has", "have", "is", "are") for c in trigger.children):
        yield "present"
    depth = 0
    while trigger.head.i != trigger.i and depth < 5:
        trigger, depth = trigger.head, depth + 1
    yield f"depth {min(depth, 3)}"


def infinitive(text: str) -> bool:
    """Whether the first verb of a title is an infinitive: "The council to vote"."""
    m = REST.search(text)
    before = text[: m.start()].split() if m else []
    return bool(before) and not any(w.lower() in words()["finite"] or w.endswith("ed") for w in before)


def headline(title: str) -> str:
    """A headline as a title: without the name of the paper behind it and the kicker in front."""
    text = HEADLINE.sub("", " ".join(title.split()))
    shorter = KICKER.sub("", text)
    return tidy(shorter if len(shorter.split()) >= 4 else text)


def quoted(sentence: str, at: int) -> Title:
    """The sentence itself, cut at a clause, in quotation marks: what is shown where no title may stand. ``at`` is where the event's word begins."""
    cuts = [0, *(m.end() for m in re.finditer(r"[;:,]\s|\s[–—-]\s", sentence)), len(sentence)]
    spans = [sentence[a:b] for i, a in enumerate(cuts) for b in cuts[i + 1 :] if a <= at < b and 4 <= len(sentence[a:b].split()) <= QUOTED]
    text = max(spans, key=len, default="") or OPEN_END.sub("", " ".join(sentence.split()[:QUOTED])) + " …"
    return Title("“" + text.strip(" ,;:-–—“”\"") + "”", "quotation", "title")
