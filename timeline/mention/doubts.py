"""Where a title would lose what the sentence tells, or a date may belong to another word: then the sentence is quoted, or the date dates nothing."""

from __future__ import annotations

from timeline.mention.parsed import Token
from timeline.mention.phrases import is_only_date
from timeline.mention.roles.tree import SUBJECTS
from timeline.mention.sentences import Sentence
from timeline.mention.words import words
from timeline.model import Timex


def loses_words(verb: Token, dates: frozenset[int]) -> bool:
    """Whether a title would lose what its verb cannot do without: an object that is only a date ("marked the beginning of 1908"), or the "allegedly" of the verb
    that it is joined to.
    """
    dated = any(c.role == "object" and c.i > verb.i and is_only_date(c, dates) for c in verb.children)
    hedged = verb.role == "conjunct" and any(c.lower in words()["hedges"] for c in verb.head.children) and not any(c.lower in words()["hedges"] for c in verb.children)
    return dated or hedged


def says_what_it_is(verb: Token) -> bool:
    """Whether a clause only says what its subject is: "Monday's derailment is the first accident with deaths"."""
    return verb.lemma in words()["be"] and any(c.role in ("predicate", "predicate_adjective") for c in verb.children) and any(c.role in SUBJECTS for c in verb.children)


def find_other_dates(s: Sentence, t: Timex) -> tuple[frozenset[int], bool]:
    """The tokens of other dates that tell which thing is meant, and so stay in a title: "any nation in the 21st century"; and whether the expression is one of
    several dates of a thing, none of which dates it alone: "the launches in 1998 and 2009".
    """
    span, kept, joined = s.tokens(t), set(), False
    own = {x.i for x in span} if span is not None else set()
    for other in s.timexes:
        there = s.tokens(other) if other is not t and other.anchor == "stated" else None
        if there is None or not len(there) or own & {x.i for x in there}:
            continue
        over = there.root.head
        noun = over.head if over.pos == "ADP" else over
        if (noun.pos in ("NOUN", "PROPN", "DET") or noun.role in ("participle", "relative_clause")) and noun.i not in own:
            kept |= {x.i for x in there}
        mine = span.root if span is not None else there.root
        thing = mine.head.head if mine.head.pos == "ADP" else mine.head
        joined |= "/" not in t.edtf and (there.root.head is mine or mine.head is there.root) and (noun if mine.head is there.root else thing).pos in ("NOUN", "PROPN")
    return frozenset(kept), joined


def is_date_of_lost_verb(verb: Token, s: Sentence, t: Timex, dates: frozenset[int]) -> bool:
    """Whether the date belongs to a second verb that the parser did not recognise.

    Pattern: verb with a date of its own, then "and" or "but" that joins no verb, then a word in -ed, then the date.
    """
    at = t.start - s.start
    joins = [c for c in verb.children if c.role == "conjunction" and verb.at < c.at < at and not any(x.role == "conjunct" and x.pos in ("VERB", "AUX") and x.i > c.i for x in verb.children)]
    lost = [
        c for c in joins if any(x.form in ("adjective", "past_participle", "past") and x.lower.endswith("ed") and c.at < x.at < at for x in verb.tree)
    ]  # "adding Greece in 1952 and Spain in 1982" lost none
    return any(verb.i < i < c.i for c in lost for i in dates)


def has_lost_conjunct(verb: Token) -> bool:
    """Whether the parser lost the second of two coordinated verbs: an "and" or "but" behind the verb has no conjunct.

    Example: "Discovered the crime in July but only informed its customers".
    """
    joins = [c.i for c in verb.children if c.role == "conjunction" and c.i > verb.i]
    return any(not any(c.role == "conjunct" and c.i > i for c in verb.children) for i in joins)


def is_appointed_day(verb: Token, dates: frozenset[int]) -> bool:
    """Whether the date is the day that something was set for, not the day of the setting.

    Pattern: verb of setting, object, "for" date. Example: "had set the opening for 10 March".
    """
    what = any(c.role in ("object", "passive_subject") for c in verb.children)
    return what and verb.lemma in words()["setting"] and any(c.role == "preposition" and c.lower in words()["for"] and is_only_date(c, dates) for x in (verb, *verb.children) for c in x.children)
