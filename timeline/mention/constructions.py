"""Constructions around an event: accusation, statement, venue, when-clause, coordination.

Each function takes a trigger and returns the word of the construction, or None.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from timeline.mention.attach import Attachment
from timeline.mention.parser import form, lemma, role
from timeline.mention.roles.tree import SUBJECTS
from timeline.mention.sentences import Sentence
from timeline.mention.subject import climb_to_verb, find_subject
from timeline.mention.words import words
from timeline.model import Timex


def find_when_verb(s: Sentence, t: Timex) -> Any:
    """The verb of a when-clause behind the date; None without one. Example: "in 1979, when the army invaded"."""
    span = s.tokens(t)
    if span is None or not t.edtf or t.type not in ("DATE", "TIME"):
        return None
    behind = [x for x in s.doc[span.end : span.end + 2] if not x.is_punct and x.text != "_"]
    if not behind or behind[0].lower_ not in words()["when"]:
        return None
    verb = behind[0].head
    return verb if verb.i > behind[0].i and form(verb) in ("past", "past_participle") and find_subject(verb) is not None else None


def find_gathering_verb(found: Attachment) -> Any:
    """The verb of what a gathering did; None in other sentences.

    Pattern: saying, "at" gathering, ccomp with "had" and "they" or "it". Example: "stated at a meeting last week that
    they had agreed": agreed.
    """
    table = words()
    if found.kind != "noun" or lemma(found.trigger) not in table["gatherings"]:
        return None
    head = climb_to_verb(found.trigger.head)
    if lemma(head) not in table["saying"]:
        return None
    for c in head.children:
        if (
            role(c) == "clause"
            and any(lemma(a) in words()["have"] for a in c.children if role(a) == "auxiliary")
            and any(p.lower_ in words()["group_pronouns"] for p in c.children if role(p) == "subject")
        ):
            return c
    return None


def find_coordinated(verb: Any, dates: frozenset[int]) -> Iterator[Any]:
    """Verbs coordinated with a dated one that share its subject and tense and have no date of their own."""
    for c in verb.children:
        if role(c) == "conjunct" and c.pos_ == "VERB" and c.i > verb.i and not any(role(g) in SUBJECTS for g in c.children) and not any(x.i in dates for x in c.subtree) and form(c) == form(verb):
            yield c


def find_gapped_object(verb: Any, s: Sentence, t: Timex, dates: frozenset[int]) -> Any:
    """The object that belongs to an expression, where one verb has several objects with a date each; None elsewhere.

    Example: "added Greece in 1952, Germany in 1955".
    """
    span = s.tokens(t)
    at = span.start - 2 if span is not None and span.start and role(span.doc[span.start - 1]) == "preposition" else -1
    if at <= verb.i or verb.doc[at].pos_ not in ("NOUN", "PROPN") or any(x.pos_ in ("VERB", "AUX") for x in verb.doc[verb.i + 1 : at]):
        return None
    noun = verb.doc[at]
    several = any(role(c) == "object" and c.i < noun.left_edge.i for c in verb.children)
    return noun if several and role(noun) in ("object", "conjunct", "apposition", "noun_adverbial") and any(verb.i < i < noun.left_edge.i for i in dates) else None


def find_venue_verb(noun: Any, s: Sentence, t: Timex, dates: frozenset[int]) -> Any:
    """The verb of a clause whose venue is the dated noun; None where that clause has a date of its own.

    Pattern: verb (VBD or VBN), "in", "at" or "during", noun. Example: "paid tribute in a rally on Saturday".
    """
    verb = climb_to_verb(noun.head.head)
    if role(noun) != "preposition_object" or noun.head.lower_ not in words()["venue_prepositions"] or form(verb) not in ("past", "past_participle") or role(verb) == "participle":
        return None
    span = s.tokens(t)
    others = dates - {x.i for x in span or ()}
    return None if any(x.i in others and x not in noun.subtree and climb_to_verb(x.head).i == verb.i for x in verb.subtree) else verb


def find_statement_subject(trigger: Any, table: dict[str, frozenset[str]]) -> Any:
    """Who makes a statement; None in other clauses.

    Pattern: statement noun (pobj), participle (acl), main verb with its subject. Example: "in a speech made on
    Monday, the minister said".
    """
    noun = trigger.head
    if role(trigger) != "participle" or role(noun) != "preposition_object" or lemma(noun) not in table["statements"]:
        return None
    doer = find_subject(climb_to_verb(noun.head))
    return doer if doer is not None and doer.pos_ != "PRON" else None


def find_accusing_verb(trigger: Any, table: dict[str, frozenset[str]]) -> Any:
    """The verb that accuses somebody of the event; None where there is none.

    Pattern: verb of accusing, "of", "for", "with", "over" or "as", participle (pcomp). Example: "was accused of
    killing".
    """
    prep = trigger.head
    if role(trigger) != "preposition_clause" or role(prep) != "preposition" or prep.lower_ not in words()["accusing_prepositions"]:
        return None
    if lemma(prep.head) in table["found"]:
        return climb_to_verb(prep.head)  # "was found guilty of driving"
    verb = prep.head.head if role(prep.head) == "object" else prep.head
    return verb if lemma(verb) in table["accuse"] else None
