"""Who does what to whom: the agent and the patient of a predicate, in the terms of Universal Dependencies, whatever the voice.

Merging and the audit compare them; titles keep the sentence's own order.
"""

from __future__ import annotations

from timeline.mention.names import Names
from timeline.mention.parsed import Token
from timeline.mention.phrases import join, trim_phrase
from timeline.mention.roles.tree import SUBJECTS
from timeline.mention.subject import find_subject
from timeline.mention.words import words

Role = tuple[str, ...]  # the head of a phrase and the phrase without its dates, as read: ("Korea", "North Korea"); () for an open role


def find_roles(t: Token) -> tuple[Token | None, Token | None]:
    """Agent and patient of a predicate, as tokens; None for one that is open.

    In a passive they are exchanged, so that the agent comes first.
    """
    own = {c.role for c in t.children}
    short = t.form == "past_participle" and t.pos == "VERB" and t.role in ("participle", "adverbial_clause", "conjunct", "root") and not own & {"auxiliary", "object", "subject"}
    passive = bool(own & {"passive_auxiliary", "passive_subject"}) or short
    if t.pos == "NOUN":
        of = [g for c in t.children if c.role == "preposition" and c.lower in words()["of"] for g in c.children if g.role == "preposition_object"]
        by = [g for c in t.children if c.role in ("preposition", "agent") and c.lower in words()["by"] for g in c.children if g.role == "preposition_object"]
        whose = [c for c in t.children if c.role in ("possessor", "name_part")]
        if t.role == "object" and t.head.lemma in words()["support"]:
            by = by or [d for d in (find_subject(t.head),) if d is not None]  # "has staged a protest": has protested
        return next(iter(by), None), next(iter((*of, *whose)), None)
    by_ = next((g for c in t.children if c.role == "agent" for g in c.children if g.role == "preposition_object"), None)
    subjects = [c for c in t.children if c.role in SUBJECTS and c.i < t.i]
    under = subjects[0] if len(subjects) > 1 else find_subject(t)  # "the widow of the brewer | Tobias Kell | gave": the widow
    if passive and (kept := next((c for c in t.children if c.role == "object"), None)) is not None:
        return under, kept  # "was awarded the prize": got it
    if passive:
        return by_, under
    return under, next((c for c in t.children if c.role in ("object", "predicate", "object_predicate")), None)


def name_roles(trigger: Token, names: Names, dates: frozenset[int] = frozenset(), at: int = 0, subject: Token | None = None, resolved: str = "") -> tuple[Role, Role]:
    """Who does it and to whom, in words: names in full, a pronoun by its antecedent (``resolved``, of the ``subject`` of the event's verb), an open one as ().

    ``at`` is where the event stands in the document.
    """
    agent, patient = find_roles(trigger)
    if patient is None:  # "fell into the well", "talks with the bank"
        behind = (g for c in trigger.children if c.role == "preposition" and c.i > trigger.i and c.i not in dates for g in c.children if g.role == "preposition_object")
        patient = next((g for g in behind if g.i not in dates), None)

    def said(t: Token | None) -> Role:
        if t is None or t.i in dates:
            return ()
        if subject is not None and t.i == subject.i and resolved:
            return resolved.split()[-1], resolved
        text = join(trim_phrase(t, dates)) if t.pos != "PRON" else ""
        return (t.text, names.full(text, t, at)) if text else ()

    return said(agent), said(patient)
