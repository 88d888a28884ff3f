"""Predicates of a parse: who does what to whom, and whether it is denied, planned or only claimed."""

from __future__ import annotations

from collections.abc import Sequence

from timeline.audit.similarity import find_core_words, table
from timeline.mention import factuality
from timeline.mention.parsed import Parse, Token
from timeline.mention.participants import find_roles
from timeline.mention.roles.tree import SUBJECTS
from timeline.mention.subject import find_subject
from timeline.mention.words import words

CONTENT = (
    "clause",
    "open_clause",
    "preposition_clause",
    "participle",
    "parataxis",
    "object",
    "preposition_object",
    "preposition",
    "clause_subject",
    "object_predicate",
    "other",
)  # how what is said or claimed hangs on the word for it
CLAUSE = ("root", "clause", "adverbial_clause", "relative_clause", "conjunct", "participle", "parataxis", "other", "open_clause", "preposition_clause", "clause_subject")
NOT_DONE = ("planned", "expected", "possible", "conditional", "hypothetical")


def find_predicates(doc: Parse) -> list[Token]:
    """The predicates of a parse: verbs, and nouns of the table of events."""
    return [t for t in doc if (t.pos == "VERB" and t.role not in ("auxiliary", "passive_auxiliary", "modifier", "name_part")) or (t.pos == "NOUN" and t.lemma in words()["events"])]


def find_head_predicate(doc: Parse) -> Token | None:
    """The main verb of a claim; None where it has none."""
    root = next((t for t in doc if t.role == "root"), doc[0])
    if root.pos == "VERB":
        return next((c for c in root.children if c.role == "open_clause" and root.lemma in words()["fail"]), root)
    verbs = [t for t in doc if t.pos == "VERB" and t.role not in ("auxiliary", "passive_auxiliary", "modifier") and (root.is_ancestor(t) or t.is_ancestor(root))]
    return next((t for t in verbs if t.role not in ("relative_clause", "participle")), None) or next(
        (t for t in verbs if t.form in ("past_participle", "past") and t.role in ("participle", "relative_clause")), None
    )


def is_negated(t: Token) -> bool:
    """Whether a predicate is said not to have happened."""
    if any(c.role == "negation" or c.lower in table()["negations"] for c in t.children):
        return True
    if any(
        g.role == "negation" or g.lower in words()["not"]
        for c in t.children
        if c.role in ("predicate_adjective", "object_predicate", "predicate") or (c.role == "clause" and c.pos == "ADJ")
        for g in c.children
    ):
        return True  # "found him not guilty"
    if any(g.lower in words()["negative_subjects"] for c in t.children if c.role in ("subject", "passive_subject", "object", "predicate") for g in (c, *c.children)):
        return True
    above = t.head
    if t.role == "preposition_clause" and above.lower in words()["without"]:
        return True
    return (
        t.role in ("open_clause", "clause", "preposition_clause", "object", "participle")
        and above.i != t.i
        and any(a.lemma in table()["undone"] for a in (above, above.head) if a.pos in ("VERB", "NOUN"))
    )


def find_claimed_roles(v: Token) -> tuple[Token | None, Token | None]:
    """Agent and patient that a claim gives to a verb.

    A pronoun, or the second of two verbs, takes the subject of the verb above; what is only implied gives None.
    """
    doer, thing = find_roles(v)
    by = next(
        (
            g
            for c in v.children
            if c.role in ("preposition", "agent") and c.lower in words()["by"]
            for g in c.children
            if g.role == "preposition_object" and g.pos in ("NOUN", "PROPN") and g.entity != "DATE"
        ),
        None,
    )
    if by is not None and thing is None and v.form in ("past_participle", "past") and not any(c.role == "passive_auxiliary" for c in v.children):
        doer, thing = by, doer  # "figures returned by the museum"
    above = next((a for a in v.ancestors if a.pos == "VERB"), None)
    own = any(c.role in ("subject", "passive_subject", "agent") for c in v.children)
    if above is None:
        return doer, thing
    if v.role == "conjunct" and not own:
        return find_claimed_roles(above)[0], thing
    if not own:
        return None, thing if thing is not doer else None
    return (find_claimed_roles(above)[0] if doer is not None and doer.pos == "PRON" else doer), thing


def find_clause(t: Token) -> Token:
    """The predicate of the clause that a word stands in."""
    while not (t.pos in ("VERB", "AUX") and t.role in CLAUSE) and t.head.i != t.i:
        t = t.head
    return t


def find_clause_words(predicate: Token) -> list[Token]:
    """The words that belong to a predicate: its clause with all below it, and its subject; no coordinated clause and
    no aside.
    """
    top = predicate if predicate.pos == "VERB" else find_clause(predicate)
    below = [t for t in top.subtree if not any(begins_other_clause(a, top) and top.is_ancestor(a) for a in (t, *t.ancestors))]
    subject = find_subject(top)
    out = below + ([*subject.subtree] if subject is not None else [])
    if predicate.pos != "VERB":
        out += [*predicate.subtree]
    shared = top.head if top.role in ("conjunct", "open_clause") else None
    while shared is not None and shared.role in ("conjunct", "open_clause"):
        shared = shared.head
    if shared is not None and top.role == "open_clause":
        out += [t for t in shared.subtree if find_clause(t).i in (shared.i, top.i)]
    return out


def begins_other_clause(t: Token, top: Token) -> bool:
    """Whether a word begins something beside a verb's clause: another verb, what the parser attached as its second
    half, what stands before a semicolon.
    """
    if t.role == "clause" and t.i < t.head.i and any(x.text == ";" for x in t.tree[t.right_edge.i + 1 : t.head.i]):
        return True
    return t.role in ("conjunct", "adverbial_clause", "parataxis") and (t.pos in ("VERB", "AUX") or t.head.i == top.i)


def is_in_aside(t: Token, predicate: Token) -> bool:
    """Whether a word stands in a finite clause, with a subject of its own, that modifies a noun below a predicate:
    names and numbers there belong to that clause.
    """
    over = next((a for a in (t, *t.ancestors) if a.role == "relative_clause" and predicate.is_ancestor(a)), None)
    return over is not None and any(c.role in SUBJECTS and c.form not in ("relative_pronoun", "relative_determiner") for c in over.children)


def is_claimed(t: Token, doc: Parse) -> bool:
    """Whether a predicate is only alleged, believed or said, by somebody who is no authority.

    What stands beside a verb of saying, or describes the speaker, counts as the writer's own.
    """
    if any(g.lower in table()["alleged"] for c in t.children for g in (c, *c.children)):
        return True
    if t.role == "adverbial_clause" and any(c.role in ("marker", "adverb") and c.lower in table()["presupposing"] for c in t.children):
        return False
    for x in doc:
        if x.lower in words()["according"] and not x.is_ancestor(t) and not any(is_authority(g) for c in x.children for g in (c, *c.children) if g.role == "preposition_object"):
            return True
    below = t
    while below.head.i != below.i:
        a, edge, below = below.head, below.role, below.head
        if edge not in CONTENT or a.lemma in table()["confirming"]:
            continue
        if a.lemma in words()["accuse"] | words()["claiming"] | words()["doubt"] | table()["claiming"] or a.lower in table()["alleged"]:
            return True
        if a.lemma in words()["saying"] and (speaker := find_subject(a)) is not None and not is_authority(speaker):
            return True
    return False


def is_authority(speaker: Token) -> bool:
    """Whether a speaker's statement counts as a fact: authorities, and what is published."""
    return any(x.lemma in words()["authorities"] | table()["media"] for x in find_core_words(speaker))


def find_status(p: Token) -> str:
    """What a sentence says of a predicate: happened, planned, denied and so on."""
    return factuality.find_verb_status(p, words()) if p.pos == "VERB" else factuality.find_noun_status(p, words())


def is_not_done(t: Token) -> bool:
    """Whether a predicate is planned, wished, asked for or possible, rather than done."""
    if is_done(t):
        return False
    if find_status(t) in NOT_DONE or any(
        c.role in ("auxiliary", "marker") and c.lower in table()["modal"] for c in t.children if not (c.lower in words()["to"] and any(h.lower in words()["have"] for h in t.children))
    ):
        return True
    above = next((a for a in t.ancestors if a.pos in ("VERB", "NOUN", "ADJ")), None)
    under = t.role in ("open_clause", "clause", "participle", "preposition_clause", "object", "preposition_object")
    return above is not None and under and above.lower in table()["meant"] and above.lemma not in words()["saying"] - {"ask", "urge", "demand"}


def is_done(t: Token) -> bool:
    """Whether an infinitive reports what was done: "managed to", "used to"; or shares the status of its verb: "helped
    build".
    """
    return t.role == "open_clause" and t.head.lemma in words()["carried_out"] and not is_negated(t.head)


def is_other_part_of_speech(w: Token, clause: Sequence[Token]) -> bool:
    """Whether what the parser takes for a verb of the claim stands in the source as another part of speech."""
    return any(x.lower == w.lower and (x.pos != "VERB" or x.role == "modifier") for x in clause)


def is_governed_by(p: Token, q: Token) -> bool:
    """Whether one of two verbs governs the other, rather than standing beside it."""
    low, high = (q, p) if p.is_ancestor(q) else (p, q)
    return bool(high.is_ancestor(low)) and not any(x.role in ("conjunct", "parataxis") for x in (low, *low.ancestors) if x.i != high.i and high.is_ancestor(x) and x.pos in ("VERB", "AUX"))


def find_verb_above(t: Token) -> int:
    """The token number of the verb that governs a verb."""
    return next((a.i for a in t.ancestors if a.pos == "VERB"), -1)
