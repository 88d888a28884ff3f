"""Finding the subject of a verb, and the verb that governs a word, across coordination, control, participles and
common parser errors.
"""

from __future__ import annotations

from typing import Any

from timeline.mention.parser import form, lemma, role
from timeline.mention.roles.tree import AUXILIARIES, SUBJECTS
from timeline.mention.words import names_event, words

SUBJECT = (*SUBJECTS, "clause_subject", "expletive")


def find_subject(token: Any) -> Any:
    """The subject of a verb, found through coordination, control, participles and relative clauses; None where it is
    open.
    """
    seen: set[int] = set()
    while token.i not in seen:
        seen.add(token.i)
        several = [c for c in token.children if (role(c) in SUBJECTS and not c.lower_.endswith(("self", "selves"))) or (role(c) == "expletive" and c.i < token.i)]
        # "On 9 April, the sixth anniversary, thousands marched": what is set off is no subject.
        own = next((c for c in several if c.left_edge.i == 0 or token.doc[c.left_edge.i - 1].text != ","), None)
        own = own or next((c for c in several if lemma(c) not in words()["bounds"]), several[0] if several else None)
        if own is not None:
            if form(own) in ("relative_determiner", "relative_pronoun") and role(token) == "relative_clause":
                return find_relative_antecedent(token)
            if form(own) in ("relative_determiner", "relative_pronoun") and role(token) == "conjunct":
                return find_subject(token.head)
            return own if role(own) != "expletive" or len(seen) == 1 else None  # "there was a trend of falling prices"
        head, first = token.head, len(seen) == 1
        if first and (taken := find_misattached_subject(token)) is not None:
            return taken
        if role(token) == "root":
            return find_displaced_subject(token) if first else None
        if (
            role(token) == "conjunct"
            and (lone := next((t for t in token.doc[head.i : token.i] if form(t) == "relative_pronoun" and role(t) == "other" and t.head.pos_ in ("NOUN", "PROPN")), None)) is not None
        ):
            return lone.head  # "Chapman, who, earlier this year, threw"
        if role(token) == "participle" and form(token) in ("present_participle", "past_participle"):
            return head
        if form(token) == "base" and (role(token) == "participle" or (role(token) == "relative_clause" and lemma(head) in words()["openings"] | words()["aims"])):
            token = climb_to_verb(head)
            continue
        if role(token) == "relative_clause":
            return find_relative_antecedent(token)
        if role(token) == "open_clause" and head.pos_ in ("VERB", "AUX"):
            controller = next((c for c in head.children if role(c) == "object"), None)
            if controller is not None and lemma(head) not in words()["subject_control"]:
                return controller
            token = head
            continue
        if role(token) == "adverbial_clause" and form(token) == "past_participle" and token.i > 1 and token.doc[token.i - 1].text == "," and modifies_noun_before(token):
            beside = token.doc[token.i - 2]
            if role(beside) in ("object", "preposition_object") and beside.pos_ == "NOUN":
                return beside  # "appealed the decision, announced on Monday by the board"
        if role(token) in ("conjunct", "adverbial_clause", "open_clause", "clause", "other", "passive_auxiliary", "auxiliary"):
            token = head if head.pos_ in ("VERB", "AUX") else climb_to_verb(head)
            continue
        if role(token) == "preposition_clause" and form(token) == "present_participle" and head.lower_ in words()["before_gerunds"] and head.head.pos_ == "VERB":
            accused = next((c for c in head.head.children if role(c) in ("object", "passive_subject")), None)
            if accused is not None and (head.lower_ not in words()["gerunds_of_the_object"] or accused.ent_type_ == "PERSON" or form(accused) == "pronoun"):
                return accused  # "accused her of taking bribes"
        if role(token) in ("preposition_clause", "preposition"):
            token = climb_to_verb(head)
            continue
        return None
    return None


def modifies_noun_before(participle: Any) -> bool:
    """Whether a participle behind a comma modifies the noun before it: "the decision, announced on Monday by the
    board".
    """
    behind = participle.doc[participle.right_edge.i + 1 : participle.right_edge.i + 2].text
    return any(role(c) == "agent" for c in participle.children) or (behind == "," and not any(role(c) in ("object", "preposition", "open_clause") and c.pos_ != "PROPN" for c in participle.children))


def find_misattached_subject(verb: Any) -> Any:
    """The subject of a second clause that the parser took for part of the first; None elsewhere.

    Example: "planes bombed the cities and troops overran the coast": troops.
    """
    if verb.pos_ != "VERB" or form(verb) not in ("past", "third_person", "present") or any(role(c) in (*SUBJECT, "marker", "auxiliary") for c in verb.children):
        return None
    last = verb.doc[max(verb.i - 1, 0)]
    above = [t for t in (last, *last.ancestors) if t.right_edge.i == last.i and role(t) == "conjunct" and t.pos_ in ("NOUN", "PROPN") and not t.is_ancestor(verb)]
    noun = above[-1] if above else None
    if noun is None or not noun.left_edge.i or role(noun.doc[noun.left_edge.i - 1]) != "conjunction" or role(noun.head) not in ("object", "preposition_object", "predicate"):
        return None  # a list of several, or the subject that it seems
    before = (a for a in noun.ancestors if a.pos_ == "VERB" and a.i < noun.i)
    return noun if any(form(a) in ("past", "third_person", "present", "past_participle") for a in before) else None


def find_displaced_subject(verb: Any) -> Any:
    """The subject of a main verb that the parser attached elsewhere: to an aside ("investigators, wondering how,
    searched the wood") or to the noun before it. None without one.
    """
    asides = (c for c in verb.children if role(c) == "adverbial_clause" and form(c) in ("present_participle", "past_participle") and c.i < verb.i and c.doc[c.i - 1].text in (",", "-"))
    found = next((g for c in asides for g in c.children if role(g) in ("subject", "noun_adverbial") and g.pos_ in ("NOUN", "PROPN") and g.i < c.i), None)
    if found is not None or form(verb) not in ("past", "third_person", "present"):
        return found
    last = verb.i - 1
    while last > 0 and verb.doc[last].text in (",", "-", ")"):
        last -= 1
    above = [t for t in (verb.doc[last], *verb.doc[last].ancestors) if t.right_edge.i == last and t.pos_ in ("NOUN", "PROPN") and t.ent_type_ != "DATE"]
    taken = [
        t
        for t in above
        if role(t) == "apposition"
        or (role(t) == "preposition_object" and (t.head.head.i == verb.i or t.head.lower_ in words()["of"]) and any(x.ent_type_ == "DATE" for c in t.lefts for x in c.subtree))
    ]
    if not taken:  # "on 22 June, Germany, along with its allies, invaded"
        taken = [
            a for c in verb.children if role(c) == "preposition" and c.i < verb.i for p in c.children if p.ent_type_ == "DATE" for a in p.children if role(a) == "apposition" and a.ent_type_ != "DATE"
        ]
    return taken[-1] if taken else None  # "as troops left the west, the governor declared", "on 8 April cavalry took": taken for part of the west, and of the date


def find_relative_antecedent(token: Any) -> Any:
    """The antecedent of a relative clause.

    After a comma, a possession stands for its owner: "Qatar has an office, which ...": Qatar.
    """
    noun = token.head
    if role(noun) == "apposition" and noun.head.pos_ == "PROPN" and noun.pos_ != "PROPN":
        noun = noun.head  # "for Mills, the poet who fought"
    owner = noun.head
    comma = any(t.text == "," for t in token.doc[noun.i : token.i])
    if comma and role(noun) in ("preposition_object", "conjunct") and any(c.lower_ in words()["word_which"] for c in token.children):
        over = find_event_above(noun.head if role(noun) == "conjunct" else noun, words())
        return over if over is not None else noun  # "the war between Athens and Sparta, which had lasted"
    if comma and role(noun) == "object" and owner.pos_ in ("VERB", "AUX") and lemma(owner) in words()["have"]:
        return next((c for c in owner.children if role(c) == "subject"), noun)
    return noun


def find_event_above(token: Any, table: dict[str, frozenset[str]]) -> Any:
    """The event noun that a noun depends on by a preposition; None where there is none.

    Example: "the second vote on the harbour": vote.
    """
    while role(token) == "preposition_object" and role(token.head) == "preposition" and token.head.head.pos_ in ("NOUN", "PROPN"):
        token = token.head.head
        if names_event(token, table):
            return token
    return None


def climb_to_verb(token: Any) -> Any:
    """The first verb at or above a token; the root of the parse where there is none."""
    seen: set[int] = set()
    while token.pos_ not in ("VERB", "AUX") and token.i not in seen and token.head.i != token.i:
        seen.add(token.i)
        token = token.head
    return token


def is_present(verb: Any) -> bool:
    """Whether a verb is in the present tense."""
    return is_present_passive(verb) or (form(verb) in ("third_person", "present") and not any(role(c) in AUXILIARIES for c in verb.children))


def is_present_passive(verb: Any) -> bool:
    """Whether a verb is a passive in the present tense: "is often recalled"."""
    return bool(form(verb) == "past_participle") and any(role(c) in AUXILIARIES and c.lower_ in words()["is_and_are"] for c in verb.children)
