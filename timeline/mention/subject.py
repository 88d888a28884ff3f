"""Finding the subject of a verb, and the verb that governs a word, across coordination, control, participles and
common parser errors.
"""

from __future__ import annotations

from timeline.mention.parsed import Token
from timeline.mention.roles.tree import AUXILIARIES, SUBJECTS
from timeline.mention.words import names_event, words

SUBJECT = (*SUBJECTS, "clause_subject", "expletive")


def find_subject(token: Token) -> Token | None:
    """The subject of a verb, found through coordination, control, participles and relative clauses; None where it is
    open.
    """
    seen: set[int] = set()
    while token.i not in seen:
        seen.add(token.i)
        several = [c for c in token.children if (c.role in SUBJECTS and not c.lower.endswith(("self", "selves"))) or (c.role == "expletive" and c.i < token.i)]
        # "On 9 April, the sixth anniversary, thousands marched": what is set off is no subject.
        own = next((c for c in several if c.left_edge.i == 0 or token.tree[c.left_edge.i - 1].text != ","), None)
        own = own or next((c for c in several if c.lemma not in words()["bounds"]), several[0] if several else None)
        if own is not None:
            if own.form in ("relative_determiner", "relative_pronoun") and token.role == "relative_clause":
                return find_relative_antecedent(token)
            if own.form in ("relative_determiner", "relative_pronoun") and token.role == "conjunct":
                return find_subject(token.head)
            return own if own.role != "expletive" or len(seen) == 1 else None  # "there was a trend of falling prices"
        head, first = token.head, len(seen) == 1
        if token.role == "adverbial_clause" and token.form in ("past", "third_person", "present") and any(c.role == "marker" for c in token.children):
            return None  # "after Hale last week fired her deputy", of which the parser lost the subject
        if token.role == "participle" and head.role == "predicate" and head.head.lemma in words()["be"]:
            return find_subject(head.head)  # "Hale is a writer and painter born in 1958"
        if first and (taken := find_misattached_subject(token)) is not None:
            return taken
        if token.role == "root":
            return find_displaced_subject(token) if first else None
        if (
            token.role == "conjunct"
            and (lone := next((t for t in token.tree[head.i : token.i] if t.form == "relative_pronoun" and t.role == "other" and t.head.pos in ("NOUN", "PROPN")), None)) is not None
        ):
            return lone.head  # "Chapman, who, earlier this year, threw"
        if token.role == "participle" and token.form in ("present_participle", "past_participle"):
            return head
        if token.form == "base" and (token.role == "participle" or (token.role == "relative_clause" and head.lemma in words()["openings"] | words()["aims"])):
            token = climb_to_verb(head)
            continue
        if token.role == "relative_clause":
            return find_relative_antecedent(token)
        if token.role == "open_clause" and head.pos in ("VERB", "AUX"):
            controller = next((c for c in head.children if c.role == "object"), None)
            if controller is not None and head.lemma not in words()["subject_control"]:
                return controller
            token = head
            continue
        if token.role in ("conjunct", "adverbial_clause", "open_clause", "clause", "other", "passive_auxiliary", "auxiliary"):
            token = head if head.pos in ("VERB", "AUX") else climb_to_verb(head)
            continue
        if token.role == "preposition_clause" and token.form == "present_participle" and head.lower in words()["before_gerunds"] and head.head.pos == "VERB":
            accused = next((c for c in head.head.children if c.role in ("object", "passive_subject")), None)
            if accused is not None and (head.lower not in words()["gerunds_of_the_object"] or accused.entity == "PERSON" or accused.form == "pronoun"):
                return accused  # "accused her of taking bribes"
        if token.role in ("preposition_clause", "preposition"):
            token = climb_to_verb(head)
            continue
        return None
    return None


def find_misattached_subject(verb: Token) -> Token | None:
    """The subject of a second clause that the parser took for part of the first; None elsewhere.

    Example: "planes bombed the cities and troops overran the coast": troops.
    """
    if verb.pos != "VERB" or verb.form not in ("past", "third_person", "present") or any(c.role in (*SUBJECT, "marker", "auxiliary") for c in verb.children):
        return None
    last = verb.tree[max(verb.i - 1, 0)]
    above = [t for t in (last, *last.ancestors) if t.right_edge.i == last.i and t.role == "conjunct" and t.pos in ("NOUN", "PROPN") and not t.is_ancestor(verb)]
    noun = above[-1] if above else None
    if noun is None or not noun.left_edge.i or noun.tree[noun.left_edge.i - 1].role != "conjunction" or noun.head.role not in ("object", "preposition_object", "predicate"):
        return None  # a list of several, or the subject that it seems
    before = (a for a in noun.ancestors if a.pos == "VERB" and a.i < noun.i)
    return noun if any(a.form in ("past", "third_person", "present", "past_participle") for a in before) else None


def find_displaced_subject(verb: Token) -> Token | None:
    """The subject of a main verb that the parser attached elsewhere: to an aside ("investigators, wondering how,
    searched the wood") or to the noun before it. None without one.
    """
    asides = (c for c in verb.children if c.role == "adverbial_clause" and c.form in ("present_participle", "past_participle") and c.i < verb.i and c.tree[c.i - 1].text in (",", "-"))
    found = next((g for c in asides for g in c.children if g.role in ("subject", "noun_adverbial") and g.pos in ("NOUN", "PROPN") and g.i < c.i), None)
    if found is not None or verb.form not in ("past", "third_person", "present"):
        return found
    last = verb.i - 1
    while last > 0 and verb.tree[last].text in (",", "-", ")"):
        last -= 1
    above = [t for t in (verb.tree[last], *verb.tree[last].ancestors) if t.right_edge.i == last and t.pos in ("NOUN", "PROPN") and t.entity != "DATE"]
    taken = [
        t
        for t in above
        if t.role == "apposition" or (t.role == "preposition_object" and (t.head.head.i == verb.i or t.head.lower in words()["of"]) and any(x.entity == "DATE" for c in t.lefts for x in c.subtree))
    ]
    if not taken:  # "on 22 June, Germany, along with its allies, invaded"
        taken = [a for c in verb.children if c.role == "preposition" and c.i < verb.i for p in c.children if p.entity == "DATE" for a in p.children if a.role == "apposition" and a.entity != "DATE"]
    return taken[-1] if taken else None  # "as troops left the west, the governor declared", "on 8 April cavalry took": taken for part of the west, and of the date


def find_relative_antecedent(token: Token) -> Token | None:
    """The antecedent of a relative clause.

    After a comma, a possession stands for its owner: "Qatar has an office, which ...": Qatar.
    """
    noun = token.head
    if noun.role == "apposition" and noun.head.pos == "PROPN" and noun.pos != "PROPN":
        noun = noun.head  # "for Mills, the poet who fought"
    owner = noun.head
    comma = any(t.text == "," for t in token.tree[noun.i : token.i])
    if comma and noun.role in ("preposition_object", "conjunct") and any(c.lower in words()["word_which"] for c in token.children):
        over = find_event_above(noun.head if noun.role == "conjunct" else noun, words())
        return over if over is not None else noun  # "the war between Athens and Sparta, which had lasted"
    if comma and noun.role == "object" and owner.pos in ("VERB", "AUX") and owner.lemma in words()["have"]:
        return next((c for c in owner.children if c.role == "subject"), noun)
    return noun


def find_event_above(token: Token, table: dict[str, frozenset[str]]) -> Token | None:
    """The event noun that a noun depends on by a preposition; None where there is none.

    Example: "the second vote on the harbour": vote.
    """
    while token.role == "preposition_object" and token.head.role == "preposition" and token.head.head.pos in ("NOUN", "PROPN"):
        token = token.head.head
        if names_event(token, table):
            return token
    return None


def climb_to_verb(token: Token) -> Token:
    """The first verb at or above a token; the root of the parse where there is none."""
    seen: set[int] = set()
    while token.pos not in ("VERB", "AUX") and token.i not in seen and token.head.i != token.i:
        seen.add(token.i)
        token = token.head
    return token


def is_present(verb: Token) -> bool:
    """Whether a verb is in the present tense."""
    return is_present_passive(verb) or (verb.form in ("third_person", "present") and not any(c.role in AUXILIARIES for c in verb.children))


def is_present_passive(verb: Token) -> bool:
    """Whether a verb is a passive in the present tense: "is often recalled"."""
    return bool(verb.form == "past_participle") and any(c.role in AUXILIARIES and c.lower in words()["is_and_are"] for c in verb.children)
