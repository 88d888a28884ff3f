"""Date attachment by rule: from the time expression up the parse to the first verb or event noun."""

from __future__ import annotations

from dataclasses import dataclass

from timeline.mention.parsed import Span, Token
from timeline.mention.roles.tree import AUXILIARIES
from timeline.mention.subject import SUBJECT, climb_to_verb, find_event_above
from timeline.mention.words import names_event, words


@dataclass(frozen=True, slots=True)
class Attachment:
    """The word that an expression dates.

    ``trigger`` is the token that names the event; ``unused`` says why it makes no event;
    ``kind`` is verb or noun; ``certain`` is false for a guess.
    """

    trigger: Token
    unused: str = ""
    kind: str = "verb"  # verb or noun
    certain: bool = True


def attach(span: Span, signal: str = "") -> Attachment | None:
    """The event that a time expression dates; None where no word above it names one.

    ``span`` is its tokens, ``signal`` the preposition in front of it ("since", "until"; "" for none).
    """
    table = words()
    token = span.root
    if token.pos == "VERB" and token.role == "root":
        token = next((t for t in span if t.pos != "VERB"), token)
    inside = {t.i for t in span}
    before = find_left_noun(span, table) or find_right_noun(span, table)
    if before is not None:
        return Attachment(before, kind="noun")
    cleft = find_cleft_verb(span)
    if cleft is not None:
        return Attachment(cleft)
    noun = token.head.head
    if token.role == "preposition_object" and token.head.lower in words()["of"] and noun.i + 1 == token.head.i and len(span) == 1 and noun.pos in ("NOUN", "PROPN") and noun.lemma in table["which"]:
        return Attachment(climb_to_verb(noun), "the date says which one, not when", certain=False)  # "the constitution of 1917"
    seen: set[int] = set()
    while token.i not in seen:
        seen.add(token.i)
        if token.i not in inside:
            found = attach_to_token(token, span, table)
            if found is not None:
                return found if isinstance(found, Attachment) else None
        if token.head.i == token.i:
            break
        token = token.head
    return None


def find_cleft_verb(span: Span) -> Token | None:
    """The verb of the clause that a cleft sentence or a "when" hangs on the date; None where there is none.

    Examples: "it was not until Tuesday that ...", "until 1914, when ...".
    """
    for t in span:
        for c in t.children:
            if c.role == "relative_clause" and is_linked_by(c, span, ("when",)) and (climb_to_verb(t.head)).lemma in words()["be"]:
                return c
    over = climb_to_verb(span.root.head)
    if over.lemma in words()["be"] and any(c.lower in words()["it"] and c.role in ("subject", "expletive") for c in over.children):
        return next((c for c in over.children if c.role in ("clause", "relative_clause", "adverbial_clause") and is_linked_by(c, span, ("that", "when"))), None)
    return None


def is_linked_by(verb: Token, span: Span, by: tuple[str, ...]) -> bool:
    """Whether a verb behind the expression has one of the words ``by`` as its child ("that", "when")."""
    return verb.pos == "VERB" and verb.i >= span.end and any(c.lower in by for c in verb.children)


def find_left_noun(span: Span, table: dict[str, frozenset[str]]) -> Token | None:
    """The event noun right before the expression, in a prepositional phrase of its own; None where there is none.

    Example: "at a meeting last week".
    """
    i = span.start - 1
    if i >= 0 and span.tree[i].lower in words()["day_prepositions"]:
        i -= 1
    if i < 0:
        return None
    noun = span.tree[i]
    if noun.pos not in ("NOUN", "PROPN") or noun.role != "preposition_object" or not names_event(noun, table):
        return None
    if i == span.start - 1:
        return noun if noun.head.lower in words()["event_prepositions"] else None
    return noun if noun.head.lower in words()["meeting_prepositions"] else None


def find_right_noun(span: Span, table: dict[str, frozenset[str]]) -> Token | None:
    """The event noun behind the expression whose article stands in front of it; None where there is none.

    Example: "charged in the 21 December, 1988, bombing".
    """
    if span[0].lower not in words()["definite"] and (not span.start or span.tree[span.start - 1].lower not in words()["definite"]):
        return None
    behind = [t for t in span.tree[span.end : span.end + 3] if t.text != ","]
    return behind[0] if behind and behind[0].pos in ("NOUN", "PROPN") and behind[0].role != "name_part" and names_event(behind[0], table) else None


def attach_to_token(token: Token, span: Span, table: dict[str, frozenset[str]]) -> Attachment | str | None:
    """The attachment if the climb through the parse ends at this token, why it ends without one, or None where it goes on upwards."""
    if token.pos in ("VERB", "AUX"):
        return attach_to_verb(token, span, table)
    if token.pos in ("NOUN", "PROPN"):
        word = token.lemma
        before = span.start > token.i
        if word in table["bounds"] and (before or (token.role == "preposition_object" and token.head.lower in words()["deadline_prepositions"])):
            return "a deadline or anniversary, not the day of the event"
        if word in table["slumps"] and not before:
            return Attachment(token, kind="noun")  # "blamed its fourth-quarter slump on the weather"
        if word in table["periods"] and not before:
            return None  # "in the 1988 period"
        if word in table["which"] and word not in table["events"]:
            change = token.head.head if token.role == "preposition_object" and token.head.lower in words()["change_prepositions"] else token
            if not before and change.lemma in table["changes"] and is_object_of_verb(change):
                return Attachment(change, kind="noun")  # "reported a drop in third-quarter income"
            if not before and word in table["figures"] and token.role == "subject" and token.head.pos == "VERB":
                return Attachment(token.head)  # "third-quarter profit grew by a fifth"
            # "this year's budget fell short": the date says which one, not when; the verb is noted, but makes no event.
            return Attachment(climb_to_verb(token), "the date says which one, not when", certain=False) if not before else None
        if before and token.role == "preposition_object" and token.head.lower in table["since"] and is_adjacent(token, span):
            return Attachment(token, kind="noun")  # "since its founding in 1949": whatever the noun, it is what came to pass
        if names_event(token, table):
            direct = is_adjacent(token, span)
            if direct:
                if is_object_of_verb(token) and before and not has_present_verb(token):
                    return None  # "launched an attack on Sunday": the verb has it
                return Attachment(token, kind="noun")
    return None


def is_event_noun(token: Token, table: dict[str, frozenset[str]]) -> bool:
    """Whether a token is a noun of the table of events."""
    return token.pos in ("NOUN", "PROPN") and names_event(token, table)


def find_codated(found: Attachment) -> list[Token]:
    """Other event words that the same date dates: event nouns among a verb's arguments, or the verb of the clause
    that a noun stands in.
    """
    table = words()
    t = found.trigger
    if found.kind == "verb":
        return [c for c in t.children if c.role in ("object", "passive_subject", "predicate", "subject") and is_event_noun(c, table)]
    out = [c for c in t.children if c.role in ("relative_clause", "participle") and c.pos == "VERB" and c.form in ("past", "past_participle")]
    head = t.head
    if t.role in ("subject", "object", "passive_subject") and head.pos == "VERB" and head.form in ("past", "past_participle") and head.lemma not in table["saying"]:
        out.append(head)
    return out


def is_adjacent(token: Token, span: Span) -> bool:
    """Whether the expression stands in the noun's own phrase: at most four tokens before it, or right behind it."""
    if span.end - 1 < token.i:
        return bool(token.i - span.end <= 4)
    between = [t for t in token.tree[token.i + 1 : span.start] if t.role not in ("preposition", "determiner", "possessive_mark", "mark")]
    return not between or (all(t.pos in ("ADP", "PROPN", "NOUN", "DET", "ADJ") for t in between) and len(between) <= 3)


def is_object_of_verb(token: Token) -> bool:
    """Whether a noun is a verb's object or predicate, so that the verb names the event."""
    return token.role in ("object", "predicate") or (token.role == "conjunct" and is_object_of_verb(token.head))


def has_present_verb(noun: Token) -> bool:
    """Whether the verb that has the noun as its object is in the present tense: then a date behind the noun belongs
    to the noun.
    """
    return noun.role == "object" and (noun.head.form in ("third_person", "present") or any(c.lower in words()["do_present"] for c in noun.head.children if c.role == "auxiliary"))


def attach_to_verb(token: Token, span: Span, table: dict[str, frozenset[str]]) -> Attachment | str | None:
    """The attachment at a verb: the verb itself, the subject of a light verb ("the vote took place"), or the noun of
    a verb of setting ("a hearing set for Friday"); why there is none; None where the climb goes on.
    """
    if token.role in AUXILIARIES and token.head.i != token.i:
        return None
    children = list(token.children)
    word = token.lemma
    if word in ("compare", "compared") or token.lower in words()["comparing"]:
        return "a comparison"
    subject = next((c for c in children if c.role in SUBJECT), None)
    if word in table["light"] and subject is not None and names_event(subject, table):
        only_time = not any(c.role in ("object", "predicate_adjective", "open_clause", "clause") and c.lower not in words()["taken_things"] for c in children)
        attr = next((c for c in children if c.role == "predicate" and not set(c.subtree) & set(span)), None)
        if only_time and attr is None:
            return Attachment(subject, kind="noun")
    if (
        word in table["setting"]
        and token.role in ("participle", "relative_clause")
        and (is_event_noun(token.head, table) or (token.head.pos == "NOUN" and any(c.role == "preposition" and c.lower in words()["for"] for c in token.children)))
        and (token.form == "past_participle" or subject is not None)
    ):
        return Attachment(token.head, kind="noun")  # "a hearing set for Friday"
    if word in table["setting"] and token.role == "participle" and token.form == "past_participle" and (over := find_event_above(token.head, table)) is not None:
        return Attachment(over, kind="noun")  # "the second vote on the harbour held in May"
    if token.role == "open_clause" and token.head.lemma in table["aspect"]:
        return None  # "finish clearing the road": the finishing; "ceased to exist": the ceasing
    if word == "be":
        attr = next((c for c in children if c.role == "predicate" and c.lemma in table["events"]), None)
        if attr is not None and subject is not None and subject.pos == "PRON":
            return Attachment(attr, kind="noun")
    if (
        word in ("start", "begin", "effective", "end")
        and token.form == "present_participle"
        and token.role in ("preposition", "preposition_clause", "adverbial_clause", "modifier")
        and subject is None
    ):
        return None
    return Attachment(token)
