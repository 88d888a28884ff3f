"""Constructions around an event: accusation, statement, venue, when-clause, coordination.

Each function takes a trigger and returns the word of the construction, or None.
"""

from __future__ import annotations

from collections.abc import Iterator

from timeline.mention.attach import Attachment
from timeline.mention.parsed import Token
from timeline.mention.roles.tree import SUBJECTS
from timeline.mention.sentences import Sentence
from timeline.mention.subject import climb_to_verb, find_subject
from timeline.mention.words import words
from timeline.model import Timex


def find_when_verb(s: Sentence, t: Timex) -> Token | None:
    """The verb of a when-clause behind the date; None without one. Example: "in 1979, when the army invaded"."""
    span = s.tokens(t)
    if span is None or not t.edtf or t.type not in ("DATE", "TIME"):
        return None
    behind = [x for x in s.tree[span.end : span.end + 2] if not x.is_punct and x.text != "_"]
    if not behind or behind[0].lower not in words()["when"]:
        return None
    verb = behind[0].head
    return verb if verb.i > behind[0].i and verb.form in ("past", "past_participle") and find_subject(verb) is not None else None


def find_gathering_verb(found: Attachment) -> Token | None:
    """The verb of what a gathering did; None in other sentences.

    Pattern: saying, "at" gathering, ccomp with "had" and "they" or "it". Example: "stated at a meeting last week that
    they had agreed": agreed.
    """
    table = words()
    if found.kind != "noun" or found.trigger.lemma not in table["gatherings"]:
        return None
    head = climb_to_verb(found.trigger.head)
    if head.lemma not in table["saying"]:
        return None
    for c in head.children:
        if c.role == "clause" and any(a.lemma in words()["have"] for a in c.children if a.role == "auxiliary") and any(p.lower in words()["group_pronouns"] for p in c.children if p.role == "subject"):
            return c
    return None


def find_coordinated(verb: Token, dates: frozenset[int]) -> Iterator[Token]:
    """Verbs coordinated with a dated one that share its subject and tense and have no date of their own."""
    for c in verb.children:
        if c.role == "conjunct" and c.pos == "VERB" and c.i > verb.i and not any(g.role in SUBJECTS for g in c.children) and not any(x.i in dates for x in c.subtree) and c.form == verb.form:
            yield c


def find_gapped_object(verb: Token, s: Sentence, t: Timex, dates: frozenset[int]) -> Token | None:
    """The object that belongs to an expression, where one verb has several objects with a date each; None elsewhere.

    Example: "added Greece in 1952, Germany in 1955".
    """
    span = s.tokens(t)
    at = span.start - 2 if span is not None and span.start and span.tree[span.start - 1].role == "preposition" else -1
    if at <= verb.i or verb.tree[at].pos not in ("NOUN", "PROPN") or any(x.pos in ("VERB", "AUX") for x in verb.tree[verb.i + 1 : at]):
        return None
    noun = verb.tree[at]
    several = any(c.role == "object" and c.i < noun.left_edge.i for c in verb.children)
    return noun if several and noun.role in ("object", "conjunct", "apposition", "noun_adverbial") and any(verb.i < i < noun.left_edge.i for i in dates) else None


def find_venue_verb(noun: Token, s: Sentence, t: Timex, dates: frozenset[int]) -> Token | None:
    """The verb of a clause whose venue is the dated noun; None where that clause has a date of its own.

    Pattern: verb (VBD or VBN), "in", "at" or "during", noun. Example: "paid tribute in a rally on Saturday".
    """
    verb = climb_to_verb(noun.head.head)
    if noun.role != "preposition_object" or noun.head.lower not in words()["venue_prepositions"] or verb.form not in ("past", "past_participle") or verb.role == "participle":
        return None
    span = s.tokens(t)
    others = dates - {x.i for x in span or ()}
    return None if any(x.i in others and x not in noun.subtree and climb_to_verb(x.head).i == verb.i for x in verb.subtree) else verb


def find_statement_subject(trigger: Token, table: dict[str, frozenset[str]]) -> Token | None:
    """Who makes a statement; None in other clauses.

    Pattern: statement noun (pobj), participle (acl), main verb with its subject. Example: "in a speech made on
    Monday, the minister said".
    """
    noun = trigger.head
    if trigger.role != "participle" or noun.role != "preposition_object" or noun.lemma not in table["statements"]:
        return None
    doer = find_subject(climb_to_verb(noun.head))
    return doer if doer is not None and doer.pos != "PRON" else None


def find_accusing_verb(trigger: Token, table: dict[str, frozenset[str]]) -> Token | None:
    """The verb that accuses somebody of the event; None where there is none.

    Pattern: verb of accusing, "of", "for", "with", "over" or "as", participle (pcomp). Example: "was accused of
    killing".
    """
    prep = trigger.head
    if trigger.role != "preposition_clause" or prep.role != "preposition" or prep.lower not in words()["accusing_prepositions"]:
        return None
    if prep.head.lemma in table["found"]:
        return climb_to_verb(prep.head)  # "was found guilty of driving"
    verb = prep.head.head if prep.head.role == "object" else prep.head
    return verb if verb.lemma in table["accuse"] else None
