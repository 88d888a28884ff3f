"""Finding the subject of a verb, and the verb that governs a word, across coordination, control, participles and
common parser errors.
"""

from __future__ import annotations

from typing import Any

from timeline.mention.parser import lemma
from timeline.mention.words import names_event, words

SUBJECT = ("nsubj", "nsubjpass", "csubj", "expl")


def find_subject(token: Any) -> Any:
    """The subject of a verb, found through coordination, control, participles and relative clauses; None where it is
    open.
    """
    seen: set[int] = set()
    while token.i not in seen:
        seen.add(token.i)
        several = [c for c in token.children if (c.dep_ in ("nsubj", "nsubjpass") and not c.lower_.endswith(("self", "selves"))) or (c.dep_ == "expl" and c.i < token.i)]
        # "On 9 April, the sixth anniversary, thousands marched": what is set off is no subject.
        own = next((c for c in several if c.left_edge.i == 0 or token.doc[c.left_edge.i - 1].text != ","), None)
        own = own or next((c for c in several if lemma(c) not in words()["bounds"]), several[0] if several else None)
        if own is not None:
            if own.tag_ in ("WDT", "WP") and token.dep_ == "relcl":
                return find_relative_antecedent(token)
            if own.tag_ in ("WDT", "WP") and token.dep_ == "conj":
                return find_subject(token.head)
            return own if own.dep_ != "expl" or len(seen) == 1 else None  # "there was a trend of falling prices"
        head, first = token.head, len(seen) == 1
        if first and (taken := find_misattached_subject(token)) is not None:
            return taken
        if token.dep_ == "ROOT":
            return find_displaced_subject(token) if first else None
        if token.dep_ == "conj" and (lone := next((t for t in token.doc[head.i : token.i] if t.tag_ == "WP" and t.dep_ == "dep" and t.head.pos_ in ("NOUN", "PROPN")), None)) is not None:
            return lone.head  # "Chapman, who, earlier this year, threw"
        if token.dep_ == "acl" and token.tag_ in ("VBG", "VBN"):
            return head
        if token.tag_ == "VB" and (token.dep_ == "acl" or (token.dep_ == "relcl" and lemma(head) in words()["openings"] | words()["aims"])):
            token = climb_to_verb(head)
            continue
        if token.dep_ == "relcl":
            return find_relative_antecedent(token)
        if token.dep_ == "xcomp" and head.pos_ in ("VERB", "AUX"):
            controller = next((c for c in head.children if c.dep_ == "dobj"), None)
            if controller is not None and lemma(head) not in ("promise", "threaten", "use"):
                return controller
            token = head
            continue
        if token.dep_ == "advcl" and token.tag_ == "VBN" and token.i > 1 and token.doc[token.i - 1].text == "," and modifies_noun_before(token):
            beside = token.doc[token.i - 2]
            if beside.dep_ in ("dobj", "pobj") and beside.pos_ == "NOUN":
                return beside  # "appealed the decision, announced on Monday by the board"
        if token.dep_ in ("conj", "advcl", "xcomp", "ccomp", "dep", "auxpass", "aux"):
            token = head if head.pos_ in ("VERB", "AUX") else climb_to_verb(head)
            continue
        if token.dep_ == "pcomp" and token.tag_ == "VBG" and head.lower_ in ("of", "as", "with", "for", "into", "from") and head.head.pos_ == "VERB":
            accused = next((c for c in head.head.children if c.dep_ in ("dobj", "nsubjpass")), None)
            if accused is not None and (head.lower_ not in ("for", "into", "from") or accused.ent_type_ == "PERSON" or accused.tag_ == "PRP"):
                return accused  # "accused her of taking bribes"
        if token.dep_ in ("pcomp", "prep"):
            token = climb_to_verb(head)
            continue
        return None
    return None


def modifies_noun_before(participle: Any) -> bool:
    """Whether a participle behind a comma modifies the noun before it: "the decision, announced on Monday by the
    board".
    """
    behind = participle.doc[participle.right_edge.i + 1 : participle.right_edge.i + 2].text
    return any(c.dep_ == "agent" for c in participle.children) or (behind == "," and not any(c.dep_ in ("dobj", "prep", "xcomp") and c.pos_ != "PROPN" for c in participle.children))


def find_misattached_subject(verb: Any) -> Any:
    """The subject of a second clause that the parser took for part of the first; None elsewhere.

    Example: "planes bombed the cities and troops overran the coast": troops.
    """
    if verb.pos_ != "VERB" or verb.tag_ not in ("VBD", "VBZ", "VBP") or any(c.dep_ in (*SUBJECT, "mark", "aux") for c in verb.children):
        return None
    last = verb.doc[max(verb.i - 1, 0)]
    above = [t for t in (last, *last.ancestors) if t.right_edge.i == last.i and t.dep_ == "conj" and t.pos_ in ("NOUN", "PROPN") and not t.is_ancestor(verb)]
    noun = above[-1] if above else None
    if noun is None or not noun.left_edge.i or noun.doc[noun.left_edge.i - 1].dep_ != "cc" or noun.head.dep_ not in ("dobj", "pobj", "attr"):
        return None  # a list of several, or the subject that it seems
    before = (a for a in noun.ancestors if a.pos_ == "VERB" and a.i < noun.i)
    return noun if any(a.tag_ in ("VBD", "VBZ", "VBP", "VBN") for a in before) else None


def find_displaced_subject(verb: Any) -> Any:
    """The subject of a main verb that the parser attached elsewhere: to an aside ("investigators, wondering how,
    searched the wood") or to the noun before it. None without one.
    """
    asides = (c for c in verb.children if c.dep_ == "advcl" and c.tag_ in ("VBG", "VBN") and c.i < verb.i and c.doc[c.i - 1].text in (",", "-"))
    found = next((g for c in asides for g in c.children if g.dep_ in ("nsubj", "npadvmod") and g.pos_ in ("NOUN", "PROPN") and g.i < c.i), None)
    if found is not None or verb.tag_ not in ("VBD", "VBZ", "VBP"):
        return found
    last = verb.i - 1
    while last > 0 and verb.doc[last].text in (",", "-", ")"):
        last -= 1
    above = [t for t in (verb.doc[last], *verb.doc[last].ancestors) if t.right_edge.i == last and t.pos_ in ("NOUN", "PROPN") and t.ent_type_ != "DATE"]
    taken = [t for t in above if t.dep_ == "appos" or (t.dep_ == "pobj" and (t.head.head.i == verb.i or t.head.lower_ == "of") and any(x.ent_type_ == "DATE" for c in t.lefts for x in c.subtree))]
    if not taken:  # "on 22 June, Germany, along with its allies, invaded"
        taken = [a for c in verb.children if c.dep_ == "prep" and c.i < verb.i for p in c.children if p.ent_type_ == "DATE" for a in p.children if a.dep_ == "appos" and a.ent_type_ != "DATE"]
    return taken[-1] if taken else None  # "as troops left the west, the governor declared", "on 8 April cavalry took": taken for part of the west, and of the date


def find_relative_antecedent(token: Any) -> Any:
    """The antecedent of a relative clause.

    After a comma, a possession stands for its owner: "Qatar has an office, which ...": Qatar.
    """
    noun = token.head
    if noun.dep_ == "appos" and noun.head.pos_ == "PROPN" and noun.pos_ != "PROPN":
        noun = noun.head  # "for Mills, the poet who fought"
    owner = noun.head
    comma = any(t.text == "," for t in token.doc[noun.i : token.i])
    if comma and noun.dep_ in ("pobj", "conj") and any(c.lower_ == "which" for c in token.children):
        over = find_event_above(noun.head if noun.dep_ == "conj" else noun, words())
        return over if over is not None else noun  # "the war between Athens and Sparta, which had lasted"
    if comma and noun.dep_ == "dobj" and owner.pos_ in ("VERB", "AUX") and lemma(owner) == "have":
        return next((c for c in owner.children if c.dep_ == "nsubj"), noun)
    return noun


def find_event_above(token: Any, table: dict[str, frozenset[str]]) -> Any:
    """The event noun that a noun depends on by a preposition; None where there is none.

    Example: "the second vote on the harbour": vote.
    """
    while token.dep_ == "pobj" and token.head.dep_ == "prep" and token.head.head.pos_ in ("NOUN", "PROPN"):
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
    return is_present_passive(verb) or (verb.tag_ in ("VBZ", "VBP") and not any(c.dep_ in ("aux", "auxpass") for c in verb.children))


def is_present_passive(verb: Any) -> bool:
    """Whether a verb is a passive in the present tense: "is often recalled"."""
    return bool(verb.tag_ == "VBN") and any(c.dep_ in ("aux", "auxpass") and c.lower_ in ("is", "are") for c in verb.children)
