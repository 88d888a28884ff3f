"""Which event a date dates: from the expression up the parse to the first verb or event noun."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from timeline.mention.parser import lemma
from timeline.mention.words import words

SUBJECT = ("nsubj", "nsubjpass", "csubj", "expl")


@dataclass(frozen=True, slots=True)
class Attachment:
    """``trigger`` is the token that names the event; ``unused`` says why there is none. ``parts`` is the way up."""

    trigger: Any
    unused: str = ""
    kind: str = "verb"  # verb or noun
    certain: bool = True


def attach(span: Any, signal: str = "") -> Attachment:
    """The event that the time expression ``span`` (a spaCy span) dates."""
    table = words()
    token = span.root
    if token.pos_ == "VERB" and token.dep_ == "ROOT":
        token = next((t for t in span if t.pos_ != "VERB"), token)
    inside = {t.i for t in span}
    before = left_noun(span, table) or right_noun(span, table)
    if before is not None:
        return Attachment(before, kind="noun")
    told = told_by_clause(span)
    if told is not None:
        return Attachment(told)
    noun = token.head.head
    if token.dep_ == "pobj" and token.head.lower_ == "of" and noun.i + 1 == token.head.i and len(span) == 1 and noun.pos_ in ("NOUN", "PROPN") and lemma(noun) in table["which"]:
        return Attachment(climb_to_verb(noun), "the date says which one, not when", certain=False)  # "the constitution of 1917"
    seen: set[int] = set()
    while token.i not in seen:
        seen.add(token.i)
        if token.i not in inside:
            found = stop_here(token, span, table)
            if found is not None:
                return found
        if token.head.i == token.i:
            break
        token = token.head
    return Attachment(None, "no event word stands above it in its sentence")


def told_by_clause(span: Any) -> Any:
    """The verb of the clause that a cleft sentence or a "when" hangs on the date: "it was not until Tuesday that …", "until 1914, when …"."""
    for t in span:
        for c in t.children:
            if c.dep_ == "relcl" and hung(c, span, ("when",)) and lemma(climb_to_verb(t.head)) == "be":
                return c
    over = climb_to_verb(span.root.head)
    if lemma(over) == "be" and any(c.lower_ == "it" and c.dep_ in ("nsubj", "expl") for c in over.children):
        return next((c for c in over.children if c.dep_ in ("ccomp", "relcl", "advcl") and hung(c, span, ("that", "when"))), None)
    return None


def hung(verb: Any, span: Any, by: tuple[str, ...]) -> bool:
    """Whether a verb behind the expression has one of these words as its own."""
    return verb.pos_ == "VERB" and verb.i >= span.end and any(c.lower_ in by for c in verb.children)


def left_noun(span: Any, table: dict[str, frozenset[str]]) -> Any:
    """The event noun right before the expression, where it is in a phrase of its own: "at a meeting last week"."""
    i = span.start - 1
    if i >= 0 and span.doc[i].lower_ in ("on", "in", "at"):
        i -= 1
    if i < 0:
        return None
    noun = span.doc[i]
    if noun.pos_ not in ("NOUN", "PROPN") or noun.dep_ != "pobj" or not names_event(noun, table):
        return None
    if i == span.start - 1:
        return noun if noun.head.lower_ in ("at", "in", "during", "after", "before", "of", "to", "for", "following", "from") else None
    return noun if noun.head.lower_ in ("at", "during", "after", "before", "following") else None


def right_noun(span: Any, table: dict[str, frozenset[str]]) -> Any:
    """The event noun whose article stands before the expression: "charged in the 21 December, 1988, bombing"; None where there is none."""
    if span[0].lower_ != "the" and (not span.start or span.doc[span.start - 1].lower_ != "the"):
        return None
    behind = [t for t in span.doc[span.end : span.end + 3] if t.text != ","]
    return behind[0] if behind and behind[0].pos_ in ("NOUN", "PROPN") and behind[0].dep_ != "compound" and names_event(behind[0], table) else None


def stop_here(token: Any, span: Any, table: dict[str, frozenset[str]]) -> Attachment | None:
    """Whether the climb ends at a token, and with what."""
    if token.pos_ in ("VERB", "AUX"):
        return verb(token, span, table)
    if token.pos_ in ("NOUN", "PROPN"):
        word = lemma(token)
        before = span.start > token.i
        if word in table["bounds"] and span.start > token.i:
            return Attachment(None, "a deadline or anniversary, not the day of the event")
        if word in table["slumps"] and not before:
            return Attachment(token, kind="noun")  # "blamed its fourth-quarter slump on the weather"
        if word in table["bounds"] and not before and token.dep_ == "pobj" and token.head.lower_ in ("past", "before", "after", "beyond"):
            return Attachment(None, "a deadline or anniversary, not the day of the event")
        if word in table["periods"] and not before:
            return None  # "in the 1988 period"
        if word in table["which"] and word not in table["events"]:
            change = token.head.head if token.dep_ == "pobj" and token.head.lower_ in ("in", "of") else token
            if not before and lemma(change) in table["changes"] and object_of_verb(change):
                return Attachment(change, kind="noun")  # "reported a drop in third-quarter income"
            if not before and word in table["figures"] and token.dep_ == "nsubj" and token.head.pos_ == "VERB":
                return Attachment(token.head)  # "third-quarter profit grew by a fifth"
            # "this year's budget fell short": the date says which one, not when; the verb is noted, but makes no event.
            return Attachment(climb_to_verb(token), "the date says which one, not when", certain=False) if not before else None
        if before and token.dep_ == "pobj" and token.head.lower_ in table["since"] and adjacent(token, span):
            return Attachment(token, kind="noun")  # "since its founding in 1949": whatever the noun, it is what came to pass
        if names_event(token, table):
            direct = adjacent(token, span)
            if direct:
                if object_of_verb(token) and before and not gathering(token, table) and not told_now(token):
                    return None  # "launched an attack on Sunday": the verb has it
                return Attachment(token, kind="noun")
    return None


def event_above(token: Any, table: dict[str, frozenset[str]]) -> Any:
    """The event noun that a noun hangs on by a preposition; None where there is none."""
    while token.dep_ == "pobj" and token.head.dep_ == "prep" and token.head.head.pos_ in ("NOUN", "PROPN"):
        token = token.head.head
        if names_event(token, table):
            return token
    return None


def names_event(token: Any, table: dict[str, frozenset[str]]) -> bool:
    """Whether the table of events holds a word."""
    return lemma(token) in table["events"] or token.lower_ in table["events"]


def event_noun(token: Any, table: dict[str, frozenset[str]]) -> bool:
    """Whether a token is a noun of the table of events."""
    return token.pos_ in ("NOUN", "PROPN") and names_event(token, table)


def beside(found: Attachment) -> list[Any]:
    """Event words that the date dates along with the one it is attached to: its event-noun arguments, or what the noun's clause tells."""
    table = words()
    t = found.trigger
    if found.kind == "verb":
        return [c for c in t.children if c.dep_ in ("dobj", "nsubjpass", "attr", "nsubj") and event_noun(c, table)]
    out = [c for c in t.children if c.dep_ in ("relcl", "acl") and c.pos_ == "VERB" and c.tag_ in ("VBD", "VBN")]
    head = t.head
    if t.dep_ in ("nsubj", "dobj", "nsubjpass") and head.pos_ == "VERB" and head.tag_ in ("VBD", "VBN") and lemma(head) not in table["saying"]:
        out.append(head)
    return out


def gathering(token: Any, table: dict[str, frozenset[str]]) -> bool:
    """Whether a noun is a meeting or a statement in a phrase of its own."""
    word = lemma(token)
    return token.dep_ == "pobj" and (word in table["gatherings"] or word in table["statements"])


def adjacent(token: Any, span: Any) -> bool:
    """Whether the expression stands in the noun's own phrase: before it, or right behind it."""
    if span.end - 1 < token.i:
        return bool(token.i - span.end <= 4)
    between = [t for t in token.doc[token.i + 1 : span.start] if t.dep_ not in ("prep", "det", "case", "punct")]
    return not between or (all(t.pos_ in ("ADP", "PROPN", "NOUN", "DET", "ADJ") for t in between) and len(between) <= 3)


def object_of_verb(token: Any) -> bool:
    """Whether a noun is a verb's object or subject, so that the verb tells the event."""
    return token.dep_ in ("dobj", "attr") or (token.dep_ == "conj" and object_of_verb(token.head))


def told_now(noun: Any) -> bool:
    """Whether the verb that has the noun as its object stands in the present: then a date behind the noun is the noun's own."""
    return noun.dep_ == "dobj" and (noun.head.tag_ in ("VBZ", "VBP") or any(c.lower_ in ("does", "do") for c in noun.head.children if c.dep_ == "aux"))


def verb(token: Any, span: Any, table: dict[str, frozenset[str]]) -> Attachment | None:
    """The verb of the clause, the main one where it only helps, or its subject where the verb is light."""
    if token.dep_ in ("aux", "auxpass") and token.head.i != token.i:
        return None
    children = list(token.children)
    word = lemma(token)
    if word in ("compare", "compared") or token.lower_ in ("compared", "versus"):
        return Attachment(None, "a comparison")
    subject = next((c for c in children if c.dep_ in SUBJECT), None)
    if word in table["light"] and subject is not None and names_event(subject, table):
        only_time = not any(c.dep_ in ("dobj", "acomp", "xcomp", "ccomp") and c.lower_ not in ("place", "effect") for c in children)
        attr = next((c for c in children if c.dep_ == "attr" and not set(c.subtree) & set(span)), None)
        if only_time and attr is None:
            return Attachment(subject, kind="noun")
    if (
        word in table["setting"]
        and token.dep_ in ("acl", "relcl")
        and (event_noun(token.head, table) or (token.head.pos_ == "NOUN" and any(c.dep_ == "prep" and c.lower_ == "for" for c in token.children)))
        and (token.tag_ == "VBN" or subject is not None)
    ):
        return Attachment(token.head, kind="noun")  # "a hearing set for Friday"
    if word in table["setting"] and token.dep_ == "acl" and token.tag_ == "VBN" and (over := event_above(token.head, table)) is not None:
        return Attachment(over, kind="noun")  # "the second vote on the harbour held in May"
    if token.dep_ == "xcomp" and lemma(token.head) in table["aspect"]:
        return None  # "finish clearing the road": the finishing; "ceased to exist": the ceasing
    if word == "be":
        attr = next((c for c in children if c.dep_ == "attr" and lemma(c) in table["events"]), None)
        if attr is not None and subject is not None and subject.pos_ == "PRON":
            return Attachment(attr, kind="noun")
    if word in ("start", "begin", "effective", "end") and token.tag_ == "VBG" and token.dep_ in ("prep", "pcomp", "advcl", "amod") and subject is None:
        return None
    return Attachment(token)


def subject_of(token: Any) -> Any:
    """The subject of a verb, looked up through coordination, control, participles and relative clauses; None if open."""
    seen: set[int] = set()
    while token.i not in seen:
        seen.add(token.i)
        several = [c for c in token.children if (c.dep_ in ("nsubj", "nsubjpass") and not c.lower_.endswith(("self", "selves"))) or (c.dep_ == "expl" and c.i < token.i)]
        # "On 9 April, the sixth anniversary, thousands marched": what is set off is no subject.
        own = next((c for c in several if c.left_edge.i == 0 or token.doc[c.left_edge.i - 1].text != ","), None)
        own = own or next((c for c in several if lemma(c) not in words()["bounds"]), several[0] if several else None)
        if own is not None:
            if own.tag_ in ("WDT", "WP") and token.dep_ == "relcl":
                return antecedent(token)
            if own.tag_ in ("WDT", "WP") and token.dep_ == "conj":
                return subject_of(token.head)
            return own if own.dep_ != "expl" or len(seen) == 1 else None  # "there was a trend of falling prices"
        head = token.head
        if len(seen) == 1 and (taken := taken_subject(token)) is not None:
            return taken
        if token.dep_ == "ROOT":
            return doer_before(token) if len(seen) == 1 else None
        if token.dep_ == "acl" and token.tag_ in ("VBG", "VBN"):
            return head
        if token.dep_ == "acl" and token.tag_ == "VB":
            token = climb_to_verb(head)
            continue
        if token.dep_ == "relcl":
            return antecedent(token)
        if token.dep_ == "xcomp" and head.pos_ in ("VERB", "AUX"):
            controller = next((c for c in head.children if c.dep_ == "dobj"), None)
            if controller is not None and lemma(head) not in ("promise", "threaten", "use"):
                return controller
            token = head
            continue
        if token.dep_ == "advcl" and token.tag_ == "VBN" and token.i > 1 and token.doc[token.i - 1].text == "," and set_off(token):
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


def set_off(participle: Any) -> bool:
    """Whether a participle behind a comma tells of the noun before it: "the decision, announced on Monday by the board", "the terms, announced Friday, …"."""
    behind = participle.doc[participle.right_edge.i + 1 : participle.right_edge.i + 2].text
    return any(c.dep_ == "agent" for c in participle.children) or (behind == "," and not any(c.dep_ in ("dobj", "prep", "xcomp") and c.pos_ != "PROPN" for c in participle.children))


def taken_subject(verb: Any) -> Any:
    """The subject of a second clause that the parser took for part of the first: "planes bombed the cities and troops overran the coast"; None elsewhere."""
    if verb.pos_ != "VERB" or verb.tag_ not in ("VBD", "VBZ", "VBP") or any(c.dep_ in (*SUBJECT, "mark", "aux") for c in verb.children):
        return None
    last = verb.doc[max(verb.i - 1, 0)]
    above = [t for t in (last, *last.ancestors) if t.right_edge.i == last.i and t.dep_ == "conj" and t.pos_ in ("NOUN", "PROPN") and not t.is_ancestor(verb)]
    noun = above[-1] if above else None
    if noun is None or not noun.left_edge.i or noun.doc[noun.left_edge.i - 1].dep_ != "cc" or noun.head.dep_ not in ("dobj", "pobj", "attr"):
        return None  # a list of several, or the subject that it seems
    before = (a for a in noun.ancestors if a.pos_ == "VERB" and a.i < noun.i)
    return noun if any(a.tag_ in ("VBD", "VBZ", "VBP", "VBN") for a in before) else None


def doer_before(verb: Any) -> Any:
    """The subject of a main verb that the parser hung elsewhere: on an aside ("investigators, wondering how, searched the wood") or on the noun before it; None without one."""
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


def present(verb: Any) -> bool:
    """Whether a verb is told in the present."""
    helpers = [c for c in verb.children if c.dep_ in ("aux", "auxpass")]
    return (verb.tag_ in ("VBZ", "VBP") and not helpers) or (verb.tag_ == "VBN" and any(c.lower_ in ("is", "are") for c in helpers))


def antecedent(token: Any) -> Any:
    """What a relative clause speaks of. A possession set off by a comma stands for its owner ("Qatar has an office, which …")."""
    noun = token.head
    if noun.dep_ == "appos" and noun.head.pos_ == "PROPN" and noun.pos_ != "PROPN":
        noun = noun.head  # "for Mills, the poet who fought"
    owner = noun.head
    comma = any(t.text == "," for t in token.doc[noun.i : token.i])
    if comma and noun.dep_ in ("pobj", "conj") and any(c.lower_ == "which" for c in token.children):
        over = event_above(noun.head if noun.dep_ == "conj" else noun, words())
        return over if over is not None else noun  # "the war between Athens and Sparta, which had lasted"
    if comma and noun.dep_ == "dobj" and owner.pos_ in ("VERB", "AUX") and lemma(owner) == "have":
        return next((c for c in owner.children if c.dep_ == "nsubj"), noun)
    return noun


def climb_to_verb(token: Any) -> Any:
    """The first verb at or above a token."""
    seen: set[int] = set()
    while token.pos_ not in ("VERB", "AUX") and token.i not in seen and token.head.i != token.i:
        seen.add(token.i)
        token = token.head
    return token
