"""Realisation of a clause: the verb in the form that the status asks for, and the phrases behind it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from timeline.mention.names import Names
from timeline.mention.parsed import Token
from timeline.mention.parser import inflect
from timeline.mention.phrases import ASIDE, closes_apposition, comma_before, drop_dates, find_hung_on_date, is_mark, is_only_date, trim_phrase
from timeline.mention.roles.tree import AUXILIARIES, SUBJECTS
from timeline.mention.words import words

DROPPED_LABELS = ("adverbial_clause", "parataxis", "marker", "conjunction", "aside", "interjection", "other")
PURPOSE_LIMIT = 12  # tokens behind a verb up to which its purpose is added
MIN_PREDICATE = 2  # words of a predicate that want a purpose or what was said


@dataclass(frozen=True, slots=True)
class Clause:
    """What a title is made from: the event's token (trigger), its subject, its status, and the tokens of time
    expressions.
    """

    trigger: Token
    subject: Token | None
    status: str
    dates: frozenset[int]
    names: Names
    resolved: str = ""  # what a pronoun subject stands for
    owner: str = ""  # whose the subject is, where it says "his" or "whose"
    at: int = 0  # where the event stands in the document
    negated_until: bool = False  # "not ... until DATE": it happened at the date
    refer: Callable[[Token, Clause, str], str] = lambda word, clause, named: ""  # what a pronoun behind the verb stands for, given the subject in words
    only: Token | None = None  # of several objects the one that is dated


def is_passive(trigger: Token) -> bool:
    """Whether the verb is passive: by its auxiliary, or as a past participle that modifies a noun."""
    children = list(trigger.children)
    if any(c.role == "passive_auxiliary" for c in children):
        return True
    if trigger.role == "conjunct" and trigger.form == "past_participle" and not any(c.role in ("auxiliary", "subject") for c in children):
        return is_passive(trigger.head)
    if trigger.role == "adverbial_clause" and trigger.form == "past_participle" and not any(c.role in ("auxiliary", "subject", "marker") for c in children):
        return True  # "Born in Lisbon in 1911, she …"
    if (
        trigger.role in ("object_predicate", "open_clause")
        and trigger.form == "past_participle"
        and trigger.head.lemma in words()["object_states"]
        and not any(c.role in ("auxiliary", "subject") for c in children)
    ):
        return True  # "was found abandoned"
    if trigger.role == "participle" and trigger.form == "past_participle" and trigger.head.role == "root" and not any(c.role == "agent" for c in children):
        return False  # a noun as root: the parser took the sentence's verb for a participle
    if trigger.role == "clause" and trigger.form == "past_participle" and trigger.head.lemma in words()["causatives"] and not any(c.role == "auxiliary" for c in children):
        return True  # "had him jailed"
    if trigger.head.lower in words()["with"] and trigger.form in ("past_participle", "past") and not any(c.role in ("auxiliary", "object") for c in children):
        return True  # "with the papers signed aboard the ship"
    return bool(trigger.form in ("past_participle", "past") and trigger.role == "participle" and not any(c.role in ("auxiliary", "subject") for c in children))


def is_plural(subject: Token | None) -> bool:
    """Whether a subject takes "were"."""
    if subject is None:
        return False
    if not any(c.role == "apposition" and c.pos == "NUM" for c in subject.children) and any(
        c.role == "conjunct" and any(g.role == "conjunction" and g.lower in words()["and"] for g in subject.children) for c in subject.children
    ):
        return True
    if subject.lower in words()["quantities"]:  # "20 per cent of the chiefs were killed"; but "the number was small"
        return subject.lower not in words()["number"] and any(g.form in ("plural", "plural_name") for c in subject.children if c.lower in words()["of"] for g in c.children)
    return subject.form in ("plural", "plural_name") or subject.lower in words()["plural_subjects"] or (subject.pos == "NUM" and subject.lower not in words()["one"])


def find_alternatives(verb: Token) -> list[Token]:
    """A verb and the one that "or" joins with it: "killed or wounded". The verb alone where there is none."""
    pairs = [(verb.head, verb)] if verb.role == "conjunct" else [(verb, c) for c in verb.children if c.role == "conjunct"]
    return next(([a, b] for a, b in pairs if b.i - a.i == 2 and verb.tree[a.i + 1].lower in words()["or"] and a.form == b.form), [verb])


def verb_group(c: Clause) -> str:
    """The verb with auxiliaries in the form that the status asks for: "to be built" for a plan, "was built" for a
    fact.
    """
    t = c.trigger
    children = list(t.children)
    base = t.lemma
    negative = any(x.role == "negation" for x in children) and not c.negated_until
    adverbs = [
        x.text
        for x in children
        if x.role == "adverb" and x.i == t.i - 1 and x.form == "adverb" and (x.lower.endswith("ly") or x.lower in words()["nearly"]) and x.i not in c.dates and x.lower not in ASIDE
    ]
    lead = "no longer" if any(x.lower in words()["longer"] and x.i < t.i and any(g.lower in words()["word_no"] for g in x.children) for x in children) else " ".join(adverbs[-1:])
    own = next((x.lower for x in children if x.role in AUXILIARIES and x.lower in words()["be_past"]), "")
    own = own if not c.resolved or (own == "were" and c.resolved.endswith("s")) else ""  # "they were": the Cossacks, but not the firm
    there = c.subject is not None and c.subject.role == "expletive"
    counted = next((x for x in children if x.role in ("predicate", "object")), c.subject) if there else c.subject  # "there were clashes"
    be = own or ("were" if is_plural(counted) else "was")
    if is_passive(t):
        if base in words()["awaited"] and c.status in ("planned", "expected"):
            return t.lower if t.form == "past_participle" else inflect(base, "past_participle")  # "a decision expected"
        done = " or ".join(x.lower if x.form in ("past_participle", "past") else inflect(x.lemma, "past_participle") for x in find_alternatives(t))
        group = {"planned": f"to be {done}", "expected": f"to be {done}", "possible": f"may be {done}", "ongoing": f"{'are' if be == 'were' else 'is'} being {done}"}.get(
            c.status, f"{be} {'not ' if negative else ''}{lead + ' ' if lead else ''}{done}"
        )
        if c.status == "ongoing" and not any(x.lower in words()["being"] for x in children):
            group = f"{'have' if be == 'were' else 'has'} been {done}"
        return group
    if base in words()["expect"] and t.form in ("third_person", "present", "past") and c.status in ("planned", "expected"):
        return str(t.lower)  # "expects a profit next year"
    if base == "be":
        return {"planned": "to be", "expected": "to be"}.get(c.status, f"{be} not" if negative else be)
    if c.status in ("planned", "expected") and (t.form != "past" or any(x.role == "auxiliary" for x in children)):  # "extended its deadline until Tuesday" is done
        almost = [x for x in adverbs if x.lower() in words()["nearly"]]
        return " ".join([*["not"] * negative, "to", *almost[-1:], base])
    if c.status == "possible":
        return f"may {base}"
    if negative and c.status == "denied":
        return f"did not {base}"
    if c.status == "ongoing":
        if any(x.lemma in words()["have"] for x in children if x.role == "auxiliary"):
            return f"{'have' if be == 'were' else 'has'} {inflect(base, 'past_participle') if t.form != 'present_participle' else 'been ' + t.lower}"
        return f"{'are' if be == 'were' else 'is'} {inflect(base, 'present_participle')}"
    if not words()["unable"].isdisjoint((t.head.lower, t.head.head.lower)) and c.status == "denied":
        return f"{be} unable to {base}"
    if t.form == "present_participle" and base != "go" and any(x.role == "auxiliary" and x.lower in words()["be_past"] for x in children):
        return f"{be} {t.lower}"  # "was crossing the road": whether it got across is not told
    past = t.lower if t.form == "past" else inflect(base, "past")
    return " ".join(x for x in (lead, past) if x)


def predicate(c: Clause) -> list[list[Token]]:
    """The phrases behind the verb in order, each a list of tokens; dates and subordinate clauses are left out."""
    if c.only is not None:
        return [trim_phrase(c.only, c.dates)]
    parts: list[list[Token]] = []
    t, base = c.trigger, c.trigger.lemma
    relative = [x for x in t.children if x.role == "preposition" and x.i < t.i and any(g.form in ("relative_pronoun", "relative_determiner") for g in x.children)]  # "the envoy with whom she met"
    if (
        t.role == "relative_clause"
        and c.subject is not None
        and c.subject.i != t.head.i
        and c.subject.role != "expletive"
        and not any(x.form == "relative_possessive" for x in c.subject.children)  # "whose owners retire"
        and not any(x.form in ("relative_determiner", "relative_pronoun") and x.role in SUBJECTS for x in t.children)
        and not any(x.form == "relative_adverb" for x in t.children)  # "until 1925, when they withdrew"
        and not any(
            x.role in ("object", "clause", "open_clause", "preposition") and x.lower not in words()["relative_words"] and not is_only_date(x, c.dates) and x not in relative for x in t.children
        )
    ):
        noun = t.head
        if relative and any(g.lower in words()["whom"] for g in relative[0].children) and noun.entity != "PERSON":
            noun = next((x for x in reversed(list(t.tree[: relative[0].i])) if x.pos == "PROPN"), noun)  # "a letter from Mills, with whom he met"
        while noun.i in c.dates and noun.head.i != noun.i:
            noun = noun.head.head if noun.head.pos == "ADP" else noun.head
        if noun.pos in ("NOUN", "PROPN", "NUM"):
            counted = any(x.role == "number" for x in noun.children)  # "the 28,000 systems that it shipped": it shipped 28,000
            parts.append(
                [*relative[:1], *(x for x in trim_phrase(noun, c.dates, skip=t) if not (counted and x.role == "determiner" and x.head.i == noun.i))]
            )  # "the deadline that Biden set": the set thing is the object
    for child in sorted(t.children, key=lambda x: x.i):
        if child.i in c.dates and child.i > t.i and child.role in ("object", "noun_adverbial") and any(x.role == "preposition" and x.lower in words()["as"] and x.i > child.i for x in t.children):
            parts.append(list(child.subtree))  # "set 10 November as the deadline"
            continue
        if base == "spend" and child.role == "object":
            parts.append(list(child.subtree))  # "spent most of 1919 moving their troops": the time is the object
            continue
        if child.role == "adverbial_clause" and child.form == "singular" and child.i > c.trigger.i and child.i - 1 == child.left_edge.i and child.left_edge.lower in words()["to"]:
            parts.append([child.left_edge, child])  # "brought him to power", which the parser takes for a verb
            continue
        if child.i > t.i:
            parts += [tokens_of for g in find_behind_date(child, c.dates) if (tokens_of := trim_phrase(g, c.dates))]
        if child.i < c.trigger.i or child.i in c.dates or child.role in DROPPED_LABELS or is_mark(child) or is_only_date(child, c.dates):
            continue
        if child.role in ("conjunct", "subject", "passive_subject", "negation", "auxiliary", "passive_auxiliary", "relative_clause") or (child.role == "adverb" and child.lower in ASIDE):
            continue
        if child.tree[max(child.left_edge.i - 3, 0) : child.left_edge.i].text.lower() in words()["as_well_as"]:
            continue
        if (
            (parts or (child.lower in words()["with"] and any(x.role in ("preposition_clause", "clause") for x in child.subtree)))
            and child.role in ("preposition", "noun_adverbial", "adverb", "object")
            and comma_before(child)
            and not closes_apposition(child)
        ):
            continue  # what is set off says more than a title needs
        if child.role == "clause" and child.left_edge.i and any(t.text == ":" for t in c.trigger.tree[max(child.left_edge.i - 2, 0) : child.left_edge.i + 1]):
            continue  # what stands behind a colon is quoted whole
        tokens = drop_dates(child, c.dates) if child.role in ("clause", "open_clause") else trim_phrase(child, c.dates)
        if tokens:
            parts.append(tokens)
    if not parts and not any(x.role in ("object", "passive_auxiliary") for x in t.children):
        parts += [
            trim_phrase(g, c.dates) for x in t.children if x.role == "conjunct" and x.form == t.form and x.i - t.i <= 3 for g in x.children if g.role == "object"
        ]  # "entered and occupied the city"
    said = sum(len(part) for part in parts)
    if said < MIN_PREDICATE:
        return parts + extend_predicate(c)
    aim = find_purpose(c)
    return parts + aim if aim and aim[0][0].lower in words()["to"] and said + len(aim[0]) <= PURPOSE_LIMIT else parts


def find_behind_date(child: Token, dates: frozenset[int]) -> list[Token]:
    """Phrases that the parser attached to a date though they belong to the verb: "had no word on Tuesday of the
    three".
    """
    found = find_hung_on_date(child, dates) if child.i in dates or is_only_date(child, dates) else []
    return [g for g in found if g.head.pos == "PROPN" and g.i > g.head.i]


def extend_predicate(c: Clause) -> list[list[Token]]:
    """What makes a short predicate complete: the reported clause that stands before a verb of saying, else the
    purpose. Example: "retired to consider their verdict".
    """
    t = c.trigger
    said = next((x for x in t.children if x.role == "clause" and x.i < t.i and t.lemma in words()["saying"] | words()["ruling"]), None)
    return [[x for x in drop_dates(said, c.dates) if not (x.is_punct and x.text in '"“”')]] if said is not None else find_purpose(c)


def find_purpose(c: Clause) -> list[list[Token]]:
    """The purpose clause of a verb, as one list of tokens; [] where there is none.

    Pattern: advcl, "to" VB, no comma. Example: "shot into the air to break up a protest".
    """
    t = c.trigger
    aims = (x for x in t.children if x.role == "adverbial_clause" and x.i > t.i and x.form == "base" and any(g.lower in words()["to"] for g in x.children) and not comma_before(x))
    return [drop_dates(x, c.dates) for x in aims][:1]
