"""Factuality: whether an event happened, goes on, is planned, expected, denied, cancelled or only possible; and who
says so.
"""

from __future__ import annotations

import re

from timeline import edtf
from timeline.mention.parsed import Token
from timeline.mention.roles.tree import AUXILIARIES, SUBJECTS
from timeline.mention.subject import climb_to_verb
from timeline.mention.words import words

COUNTERFACTUAL = re.compile(r"^\W*Had \w+.* (?:would|could|might)\b|\bif\b.* had (?:not )?been\b.*|\b(?:would|could|might) (?:probably |not )?have\b.*\b(?:if|had)\b")
UNCERTAIN = ("possible", "hypothetical", "conditional", "habitual")


def find_status(trigger: Token, kind: str, date: str, published: str, tense: str) -> str:
    """The status of the event that a token names.

    ``kind`` is verb or noun, ``date`` its EDTF date ("" for none), ``published`` the publication day.
    """
    table = words()
    found = find_verb_status(trigger, table) if kind == "verb" else find_noun_status(trigger, table)
    side = compare_with_publication(date, published)
    if found in ("denied", "cancelled", "possible", "hypothetical", "conditional", "habitual"):
        return found
    if side > 0 and found == "happened" and kind == "verb" and date.startswith("[..") and is_completed(trigger):
        return found  # "by Monday they hardened their stance"
    if side > 0:  # after the publication date: never a fact
        return found if found in ("planned", "expected") else "planned"
    if side < 0 and found == "planned" and kind == "verb" and is_future_in_past(trigger):
        return "happened"
    if side < 0 and found in ("planned", "expected"):
        return "happened" if kind == "noun" or (found == "planned" and tense == "past" and not is_below_plan(trigger, table)) else found
    if found == "happened" and is_ongoing(trigger, kind, date, side):
        return "ongoing"
    return found


def is_completed(trigger: Token) -> bool:
    """Whether a past verb says that something was done, rather than intended or said."""
    asks = trigger.lemma in words()["plan"] | words()["expect"] or any(c.role in ("open_clause", "clause") for c in trigger.children)
    were = trigger.form == "past_participle" and any(c.role == "passive_auxiliary" and c.form == "past" for c in trigger.children)
    return (trigger.form == "past" or were) and not asks


def is_future_in_past(trigger: Token) -> bool:
    """Whether "would" reports what came later, not what somebody said or intended: "the town, which would remain the
    capital".
    """
    would = any(c.lower in words()["would"] for c in trigger.children if c.role == "auxiliary") and not any(c.lower in words()["have"] for c in trigger.children)
    return (
        would and trigger.role in ("root", "relative_clause", "conjunct") and not any(a.role in ("clause", "open_clause", "parataxis") for a in (trigger, *trigger.ancestors)) and not has_if(trigger)
    )


def is_ongoing(trigger: Token, kind: str, date: str, side: int) -> bool:
    """Whether what happened still goes on: dated "since ...", or "has ... over the past months".

    "Had been ... since" speaks of another time.
    """
    auxiliaries = [c.lower for c in trigger.children if c.role == "auxiliary"] if kind == "verb" else []
    if date.endswith("/.."):
        return "had" not in auxiliaries
    return "/" in date and side == 0 and bool({"has", "have", "'s", "'ve"} & set(auxiliaries))


def compare_with_publication(date: str, published: str) -> int:
    """1 where the date lies wholly after the publication day, -1 wholly before it, 0 otherwise or where one is
    unknown.
    """
    if not date or not published:
        return 0
    d, p = edtf.parse(date), edtf.parse(published[:10]).earliest or 0
    if d.earliest is not None and d.earliest > p:
        return 1
    if date.startswith("[.."):
        return 0 if d.latest is not None and d.latest < p else 1
    return -1 if d.latest is not None and d.latest < p else 0


def find_verb_status(token: Token, table: dict[str, frozenset[str]]) -> str:
    """The status of a verb from its own auxiliaries, then from the verbs that govern it."""
    children = list(token.children)
    auxiliaries = [c.lower for c in children if c.role in AUXILIARIES]
    nobody = any(g.lower in table["nobody"] for c in children if c.role in SUBJECTS for g in (c, *c.children))  # "neither of them was found"
    negated = nobody or any(c.role == "negation" for c in children) or any(c.lower in words()["never"] for c in children)
    marks = {c.lower for c in children if c.role == "marker"}
    word = token.lemma
    if marks & {"if", "unless"}:
        return "conditional"
    if COUNTERFACTUAL.search(token.tree.text):
        return "hypothetical"
    if token.form in ("third_person", "present") and not auxiliaries and any(t.lower in table["habit"] for t in token.subtree):
        return "habitual"
    if word in table["cancel"]:
        return "happened"
    above = find_governing_status(token, table)
    if negated:
        return "denied"
    if any(a in table["possible"] for a in auxiliaries):
        return "possible"
    if above in ("conditional", "denied", "cancelled", "possible"):
        return above
    if any(a in table["modal_future"] for a in auxiliaries) or "going" in auxiliaries:
        return "planned"
    if "would" in auxiliaries and "have" in auxiliaries:
        return "hypothetical"  # "would have voted": it did not come to that
    if ("should" in auxiliaries or "can" in auxiliaries) and not has_if(token):
        return "expected"
    if "would" in auxiliaries or "should" in auxiliaries or "must" in auxiliaries:
        return "conditional" if has_if(token) else "planned"
    if above:
        return above
    if token.form in ("present_participle",) and any(a in ("is", "are", "'re", "'s", "has", "have") for a in auxiliaries):
        return "ongoing"
    if word in table["awaited"] and token.form == "past_participle" and any(c.role == "passive_auxiliary" and c.lower in words()["be_present"] for c in children):
        return "expected"  # "results are expected later this week", and the week has begun
    return "happened"


def has_if(token: Token) -> bool:
    """Whether the verb has an if-clause."""
    return any(c.role == "adverbial_clause" and any(m.lower in words()["conditions"] for m in c.children) for c in token.children)


def find_governing_status(token: Token, table: dict[str, frozenset[str]]) -> str:
    """The status that the governing words give to a clause (planned, expected, denied ...); "" where they leave it
    unchanged.
    """
    own = [c.lower for c in token.children if c.role == "auxiliary"]
    head, dep = token.head, token.role
    if dep == "relative_clause" and "to" in own and not any(c.role == "passive_auxiliary" for c in token.children):
        dep = "participle"  # "no reason to change"
    if dep == "conjunct" and head.pos in ("VERB", "AUX") and not any(c.role in SUBJECTS for c in token.children):
        return find_governing_status(head, table) if any(c.lower in words()["to"] for c in head.children if c.role == "auxiliary") and token.form == "base" else ""
    if dep in ("open_clause", "clause", "participle", "adverbial_clause", "preposition_clause", "object_predicate", "clause_subject") and head.i != token.i:
        word = head.lemma
        infinitive = "to" in own
        if dep == "open_clause" and word in table["attempts"] - table["deny"]:
            return find_verb_status(head, table)  # "could help cut the cost": as likely as the help
        if infinitive and dep in ("open_clause", "adverbial_clause") and token.lemma in table["result"]:
            return find_verb_status(head, table)  # "was expanded to include Greece"
        passive = any(c.role == "passive_auxiliary" for c in head.children)
        if dep in ("clause", "open_clause") and word in table["deny"] and (infinitive or word == "deny"):
            return "denied"
        if dep == "preposition_clause" and head.lower in words()["without"]:
            return "denied"
        if dep == "preposition_clause" and head.lower in words()["by"] and head.head.pos == "VERB":
            as_done = find_verb_status(head.head, table)
            return "" if as_done in ("happened", "ongoing") else as_done  # "did not retaliate by shooting"
        refused = any(c.role == "negation" for c in head.children)
        if dep == "clause" and not infinitive and word in table["opinion"] and refused:
            return "denied"
        if dep == "clause" and word in table["doubt"] and not refused:
            return "possible"
        if infinitive and dep in ("open_clause", "clause", "object_predicate"):
            if refused:
                return "denied" if word not in table["expect"] else "expected"
            if word in table["expect"] and (passive or word in ("expect", "due", "likely")):
                return "expected"
            if word == "have":  # "would have to be": as its own verb is told
                return find_verb_status(head, table)
            if word in table["willing"]:
                return "" if any(c.form == "past" for c in (head, head.head)) else "possible"
            if word == "be":
                return "planned"
            if word in table["plan"] or head.pos == "ADJ":
                return "planned"
            return ""
        if dep == "participle" and is_content_clause(token) and head.lemma not in table["known"]:
            return "possible"  # "rumours that the mill had closed": told by nobody as a fact
        if infinitive and dep == "participle" and head.lemma in table["openings"]:
            return "possible"  # "has an option to buy"
        if infinitive and dep == "participle" and any(c.lower in words()["word_no"] for c in head.children):
            return "denied"  # "found no reason to change"
        if infinitive and dep == "participle":
            return "planned" if head.lemma in table["aims"] else ""
        if infinitive and dep == "adverbial_clause":
            return "planned"
        if dep == "clause" and any(c.lower in words()["whether"] for c in token.children if c.role == "marker"):
            return "hypothetical"
    if "to" in own and (dep == "root" or (dep in ("relative_clause", "participle") and any(c.role == "passive_auxiliary" for c in token.children))):
        return "planned"
    return ""


def is_content_clause(token: Token) -> bool:
    """Whether a clause states the content of the noun above it: "the claim that he lied".

    Infinitives and participles do not.
    """
    return (
        token.head.pos in ("NOUN", "PROPN")
        and any(c.role in ("subject", "passive_subject", "expletive") for c in token.children)
        and not any(c.lower in words()["to"] for c in token.children if c.role == "auxiliary")
    )


def is_below_plan(token: Token, table: dict[str, frozenset[str]]) -> bool:
    """Whether a verb or noun of planning governs the clause."""
    over = token.head.lemma
    return token.role in ("open_clause", "clause", "participle", "object_predicate") and over in table["plan"] | table["expect"] | (table["aims"] if token.role == "participle" else set())


def find_noun_status(token: Token, table: dict[str, frozenset[str]]) -> str:
    """The status of an event that a noun names, from the verb that it depends on."""
    head = climb_to_verb(token)
    if head.pos not in ("VERB", "AUX"):
        return "happened"
    word = head.lemma
    if token.role in ("object", "passive_subject") and (word in table["cancel"] or (word == "call" and any(c.role == "particle" and c.lower in words()["off"] for c in head.children))):
        return "cancelled"
    above = find_verb_status(head, table)
    if token.role in ("subject", "passive_subject", "object", "predicate"):
        if above in ("planned", "expected", "denied", "possible", "conditional"):
            return above
        if word in ("plan", "schedule", "expect", "slate") and token.role in ("passive_subject", "object"):
            return "expected" if word == "expect" else "planned"
    return "happened"


def find_speaker(token: Token) -> Token | None:
    """The subject of the verb of saying that reports the clause, or the noun behind "according to"; None where nobody
    is named.
    """
    table = words()
    seen: set[int] = set()
    while token.i not in seen:
        seen.add(token.i)
        for c in token.children:
            if c.lower in words()["according"]:
                return next((g for p in c.children for g in p.children if g.role == "preposition_object"), None)
            if (
                c.role in ("clause", "parataxis", "other", "adverbial_clause")
                and c.lemma in table["saying"]
                and c.i > token.i
                and any(g.role == "subject" for g in c.children)
                and c.role in ("parataxis",)
            ):
                return next(g for g in c.children if g.role == "subject")
        head = token.head
        if head.i == token.i:
            return None
        if token.role == "clause" and head.pos == "VERB" and head.lemma in table["saying"] | table["claiming"]:
            says = next((c for c in head.children if c.role in SUBJECTS), None)
            if says is None or says.pos != "PRON" or head.role != "clause" or head.head.lemma not in table["saying"]:
                return says  # "the police said they believe": the police
        told = next((c for c in head.children if c.role in SUBJECTS and c.lemma in table["hearsay_nouns"]), None)
        if head.lemma in table["have"] and told is not None and any(c.lower in words()["it"] for c in head.children):
            return told  # "legend has it that"
        token = head
    return None
