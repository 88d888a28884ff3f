"""Realisation of a clause: the verb in the form that the status asks for, and the phrases behind it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from timeline.mention.names import Names
from timeline.mention.parser import inflect, lemma
from timeline.mention.phrases import ASIDE, closes_apposition, comma_before, drop_dates, find_hung_on_date, is_mark, is_only_date, trim_phrase
from timeline.mention.words import words

DROPPED_LABELS = ("advcl", "parataxis", "mark", "cc", "meta", "intj", "dep")
RELATIVE = ("that", "which", "who", "whom")
PURPOSE_LIMIT = 12  # tokens behind a verb up to which its purpose is added
MIN_PREDICATE = 2  # words of a predicate that want a purpose or what was said


@dataclass(frozen=True, slots=True)
class Clause:
    """What a title is made from: the event's token (trigger), its subject, its status, and the tokens of time
    expressions.
    """

    trigger: Any
    subject: Any
    status: str
    dates: frozenset[int]
    names: Names
    resolved: str = ""  # what a pronoun subject stands for
    owner: str = ""  # whose the subject is, where it says "his" or "whose"
    at: int = 0  # where the event stands in the document
    negated_until: bool = False  # "not ... until DATE": it happened at the date
    refer: Callable[[Any, Clause, str], str] = lambda word, clause, named: ""  # what a pronoun behind the verb stands for, given the subject in words
    only: Any = None  # of several objects the one that is dated


def is_passive(trigger: Any) -> bool:
    """Whether the verb is passive: by its auxiliary, or as a past participle that modifies a noun."""
    children = list(trigger.children)
    if any(c.dep_ == "auxpass" for c in children):
        return True
    if trigger.dep_ == "conj" and trigger.tag_ == "VBN" and not any(c.dep_ in ("aux", "nsubj") for c in children):
        return is_passive(trigger.head)
    if trigger.dep_ == "advcl" and trigger.tag_ == "VBN" and not any(c.dep_ in ("aux", "nsubj", "mark") for c in children):
        return True  # "Born in Lisbon in 1911, she …"
    if trigger.dep_ in ("oprd", "xcomp") and trigger.tag_ == "VBN" and lemma(trigger.head) in ("find", "leave", "keep", "get", "see") and not any(c.dep_ in ("aux", "nsubj") for c in children):
        return True  # "was found abandoned"
    if trigger.dep_ == "acl" and trigger.tag_ == "VBN" and trigger.head.dep_ == "ROOT" and not any(c.dep_ == "agent" for c in children):
        return False  # a noun as root: the parser took the sentence's verb for a participle
    if trigger.dep_ == "ccomp" and trigger.tag_ == "VBN" and lemma(trigger.head) in ("have", "get") and not any(c.dep_ == "aux" for c in children):
        return True  # "had him jailed"
    if trigger.head.lower_ == "with" and trigger.tag_ in ("VBN", "VBD") and not any(c.dep_ in ("aux", "dobj") for c in children):
        return True  # "with the papers signed aboard the ship"
    return bool(trigger.tag_ in ("VBN", "VBD") and trigger.dep_ == "acl" and not any(c.dep_ in ("aux", "nsubj") for c in children))


def is_plural(subject: Any) -> bool:
    """Whether a subject takes "were"."""
    if subject is None:
        return False
    if not any(c.dep_ == "appos" and c.pos_ == "NUM" for c in subject.children) and any(
        c.dep_ == "conj" and any(g.dep_ == "cc" and g.lower_ == "and" for g in subject.children) for c in subject.children
    ):
        return True
    if subject.lower_ in ("percent", "cent", "%", "number", "majority"):  # "20 per cent of the chiefs were killed"; but "the number was small"
        return subject.lower_ != "number" and any(g.tag_ in ("NNS", "NNPS") for c in subject.children if c.lower_ == "of" for g in c.children)
    return (
        subject.tag_ in ("NNS", "NNPS")
        or subject.lower_ in ("taliban", "they", "we", "you", "these", "those", "both", "many", "several", "some", "people", "police", "all")
        or (subject.pos_ == "NUM" and subject.lower_ not in ("one", "1"))
    )


def find_alternatives(verb: Any) -> list[Any]:
    """A verb and the one that "or" joins with it: "killed or wounded". The verb alone where there is none."""
    pairs = [(verb.head, verb)] if verb.dep_ == "conj" else [(verb, c) for c in verb.children if c.dep_ == "conj"]
    return next(([a, b] for a, b in pairs if b.i - a.i == 2 and verb.doc[a.i + 1].lower_ == "or" and a.tag_ == b.tag_), [verb])


def is_plural_phrase(named: str) -> bool:
    """Whether an antecedent, given in words, takes "were"."""
    head = re.split(r" (?:of|in|from|at|to|for|with|on|by|between|against) ", named)[0]
    return " and " in head or bool(re.search(r"(?:[^s]s|people|police|men|women|children)$", head) and not re.search(r"[A-Z]\w+s$|(?:us|is)$", head))


def verb_group(c: Clause) -> str:
    """The verb with auxiliaries in the form that the status asks for: "to be built" for a plan, "was built" for a
    fact.
    """
    t = c.trigger
    children = list(t.children)
    base = lemma(t)
    negative = any(x.dep_ == "neg" for x in children) and not c.negated_until
    adverbs = [
        x.text
        for x in children
        if x.dep_ == "advmod" and x.i == t.i - 1 and x.tag_ == "RB" and (x.lower_.endswith("ly") or x.lower_ in words()["nearly"]) and x.i not in c.dates and x.lower_ not in ASIDE
    ]
    lead = "no longer" if any(x.lower_ == "longer" and x.i < t.i and any(g.lower_ == "no" for g in x.children) for x in children) else " ".join(adverbs[-1:])
    own = next((x.lower_ for x in children if x.dep_ in ("aux", "auxpass") and x.lower_ in ("was", "were")), "")
    own = own if not c.resolved or (own == "were" and c.resolved.endswith("s")) else ""  # "they were": the Cossacks, but not the firm
    there = c.subject is not None and c.subject.dep_ == "expl"
    counted = next((x for x in children if x.dep_ in ("attr", "dobj")), c.subject) if there else c.subject  # "there were clashes"
    be = own or ("were" if (is_plural_phrase(c.resolved) if c.resolved else is_plural(counted)) else "was")
    if is_passive(t):
        if base in words()["awaited"] and c.status in ("planned", "expected"):
            return t.lower_ if t.tag_ == "VBN" else inflect(base, "VBN")  # "a decision expected"
        done = " or ".join(x.lower_ if x.tag_ in ("VBN", "VBD") else inflect(lemma(x), "VBN") for x in find_alternatives(t))
        group = {"planned": f"to be {done}", "expected": f"to be {done}", "possible": f"may be {done}", "ongoing": f"{'are' if be == 'were' else 'is'} being {done}"}.get(
            c.status, f"{be} {'not ' if negative else ''}{lead + ' ' if lead else ''}{done}"
        )
        if c.status == "ongoing" and not any(x.lower_ == "being" for x in children):
            group = f"{'have' if be == 'were' else 'has'} been {done}"
        return group
    if base in words()["expect"] and t.tag_ in ("VBZ", "VBP", "VBD") and c.status in ("planned", "expected"):
        return str(t.lower_)  # "expects a profit next year"
    if base == "be":
        return {"planned": "to be", "expected": "to be"}.get(c.status, f"{be} not" if negative else be)
    if c.status in ("planned", "expected") and (t.tag_ != "VBD" or any(x.dep_ == "aux" for x in children)):  # "extended its deadline until Tuesday" is done
        almost = [x for x in adverbs if x.lower() in words()["nearly"]]
        return " ".join([*["not"] * negative, "to", *almost[-1:], base])
    if c.status == "possible":
        return f"may {base}"
    if negative and c.status == "denied":
        return f"did not {base}"
    if c.status == "ongoing":
        if any(lemma(x) == "have" for x in children if x.dep_ == "aux"):
            return f"{'have' if be == 'were' else 'has'} {inflect(base, 'VBN') if t.tag_ != 'VBG' else 'been ' + t.lower_}"
        return f"{'are' if be == 'were' else 'is'} {inflect(base, 'VBG')}"
    if "unable" in (t.head.lower_, t.head.head.lower_) and c.status == "denied":
        return f"{be} unable to {base}"
    if t.tag_ == "VBG" and base != "go" and any(x.dep_ == "aux" and x.lower_ in ("was", "were") for x in children):
        return f"{be} {t.lower_}"  # "was crossing the road": whether it got across is not told
    past = t.lower_ if t.tag_ == "VBD" else inflect(base, "VBD")
    return " ".join(x for x in (lead, past) if x)


def predicate(c: Clause) -> list[list[Any]]:
    """The phrases behind the verb in order, each a list of tokens; dates and subordinate clauses are left out."""
    if c.only is not None:
        return [trim_phrase(c.only, c.dates)]
    parts: list[list[Any]] = []
    t, base = c.trigger, lemma(c.trigger)
    relative = [x for x in t.children if x.dep_ == "prep" and x.i < t.i and any(g.tag_ in ("WP", "WDT") for g in x.children)]  # "the envoy with whom she met"
    if (
        t.dep_ == "relcl"
        and c.subject is not None
        and c.subject.i != t.head.i
        and c.subject.dep_ != "expl"
        and not any(x.tag_ == "WP$" for x in c.subject.children)  # "whose owners retire"
        and not any(x.tag_ in ("WDT", "WP") and x.dep_ in ("nsubj", "nsubjpass") for x in t.children)
        and not any(x.tag_ == "WRB" for x in t.children)  # "until 1925, when they withdrew"
        and not any(x.dep_ in ("dobj", "ccomp", "xcomp", "prep") and x.lower_ not in RELATIVE and not is_only_date(x, c.dates) and x not in relative for x in t.children)
    ):
        noun = t.head
        if relative and any(g.lower_ == "whom" for g in relative[0].children) and noun.ent_type_ != "PERSON":
            noun = next((x for x in reversed(list(t.doc[: relative[0].i])) if x.pos_ == "PROPN"), noun)  # "a letter from Mills, with whom he met"
        while noun.i in c.dates and noun.head.i != noun.i:
            noun = noun.head.head if noun.head.pos_ == "ADP" else noun.head
        if noun.pos_ in ("NOUN", "PROPN", "NUM"):
            counted = any(x.dep_ == "nummod" for x in noun.children)  # "the 28,000 systems that it shipped": it shipped 28,000
            parts.append(
                [*relative[:1], *(x for x in trim_phrase(noun, c.dates, skip=t) if not (counted and x.dep_ == "det" and x.head.i == noun.i))]
            )  # "the deadline that Biden set": the set thing is the object
    for child in sorted(t.children, key=lambda x: x.i):
        if child.i in c.dates and child.i > t.i and child.dep_ in ("dobj", "npadvmod") and any(x.dep_ == "prep" and x.lower_ == "as" and x.i > child.i for x in t.children):
            parts.append(list(child.subtree))  # "set 10 November as the deadline"
            continue
        if base == "spend" and child.dep_ == "dobj":
            parts.append(list(child.subtree))  # "spent most of 1919 moving their troops": the time is the object
            continue
        if child.dep_ == "advcl" and child.tag_ == "NN" and child.i > c.trigger.i and child.i - 1 == child.left_edge.i and child.left_edge.lower_ == "to":
            parts.append([child.left_edge, child])  # "brought him to power", which the parser takes for a verb
            continue
        if child.i > t.i:
            parts += [tokens_of for g in find_behind_date(child, c.dates) if (tokens_of := trim_phrase(g, c.dates))]
        if child.i < c.trigger.i or child.i in c.dates or child.dep_ in DROPPED_LABELS or is_mark(child) or is_only_date(child, c.dates):
            continue
        if child.dep_ == "advmod" and child.lower_ in words()["up_to"] and child.right_edge.i + 1 < len(child.doc) and starts_date(child.doc[child.right_edge.i + 1], c.dates):
            continue  # "won a tenth so far this year", "went on well into June"
        if child.dep_ in ("conj", "nsubj", "nsubjpass", "neg", "aux", "auxpass", "relcl") or (child.dep_ == "advmod" and child.lower_ in ASIDE):
            continue
        if child.doc[max(child.left_edge.i - 3, 0) : child.left_edge.i].text.lower() == "as well as":
            continue
        if (
            (parts or (child.lower_ == "with" and any(x.dep_ in ("pcomp", "ccomp") for x in child.subtree)))
            and child.dep_ in ("prep", "npadvmod", "advmod", "dobj")
            and comma_before(child)
            and not closes_apposition(child)
        ):
            continue  # what is set off says more than a title needs
        if child.dep_ == "ccomp" and child.left_edge.i and any(t.text == ":" for t in c.trigger.doc[max(child.left_edge.i - 2, 0) : child.left_edge.i + 1]):
            continue  # what stands behind a colon is quoted whole
        tokens = drop_dates(child, c.dates) if child.dep_ in ("ccomp", "xcomp") else trim_phrase(child, c.dates)
        if tokens:
            parts.append(tokens)
    if not parts and not any(x.dep_ in ("dobj", "auxpass") for x in t.children):
        parts += [trim_phrase(g, c.dates) for x in t.children if x.dep_ == "conj" and x.tag_ == t.tag_ and x.i - t.i <= 3 for g in x.children if g.dep_ == "dobj"]  # "entered and occupied the city"
    said = sum(len(part) for part in parts)
    if said < MIN_PREDICATE:
        return parts + extend_predicate(c)
    aim = find_purpose(c)
    return parts + aim if aim and aim[0][0].lower_ == "to" and said + len(aim[0]) <= PURPOSE_LIMIT else parts


def find_behind_date(child: Any, dates: frozenset[int]) -> list[Any]:
    """Phrases that the parser attached to a date though they belong to the verb: "had no word on Tuesday of the
    three".
    """
    found = find_hung_on_date(child, dates) if child.i in dates or is_only_date(child, dates) else []
    return [g for g in found if g.head.pos_ == "PROPN" and g.i > g.head.i]


def starts_date(token: Any, dates: frozenset[int]) -> bool:
    """Whether a date, or a phrase that says only a date, begins at a token."""
    return token.i in dates or (token.dep_ == "prep" and is_only_date(token, dates))


def extend_predicate(c: Clause) -> list[list[Any]]:
    """What makes a short predicate complete: the reported clause that stands before a verb of saying, else the
    purpose. Example: "retired to consider their verdict".
    """
    t = c.trigger
    said = next((x for x in t.children if x.dep_ == "ccomp" and x.i < t.i and lemma(t) in words()["saying"] | words()["ruling"]), None)
    return [[x for x in drop_dates(said, c.dates) if not (x.is_punct and x.text in '"“”')]] if said is not None else find_purpose(c)


def find_purpose(c: Clause) -> list[list[Any]]:
    """The purpose clause of a verb, as one list of tokens; [] where there is none.

    Pattern: advcl, "to" VB, no comma. Example: "shot into the air to break up a protest".
    """
    t = c.trigger
    aims = (x for x in t.children if x.dep_ == "advcl" and x.i > t.i and x.tag_ == "VB" and any(g.lower_ == "to" for g in x.children) and not comma_before(x))
    return [drop_dates(x, c.dates) for x in aims][:1]
