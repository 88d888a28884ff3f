"""Corrections to date attachment: constructions whose syntactic head is not the dated event.

Each takes a :class:`DatedExpression` and returns the corrected attachment, or None where its pattern does not match.
:func:`apply_corrections` runs them in order. A correction may also say why the expression makes no event
(``unused``).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from timeline.mention.attach import Attachment
from timeline.mention.parsed import Span, Token
from timeline.mention.roles.tree import SUBJECTS
from timeline.mention.subject import find_subject, is_present, is_present_passive
from timeline.mention.words import names_event, words
from timeline.model import Timex

PUT_OFF = "the day that something was put off to"
CLOSE_TOKENS = 6  # words behind an expression in which the subject of its clause stands


@dataclass(frozen=True, slots=True)
class DatedExpression:
    """A time expression in its sentence, with the event word that it is attached to so far.

    ``span`` is the spaCy span; ``over`` is true where all its days lie before the publication day.
    """

    t: Timex
    span: Span
    found: Attachment
    over: bool
    published: str

    @property
    def past(self) -> bool:
        """Whether the expression lies in the past, seen from the publication day.

        On that day itself a bare weekday counts as past, because a report uses it so: "voted to support it Friday".
        """
        today = self.t.rule == "weekday" and not self.t.signal and self.t.last == self.published
        return self.t.anchor == "publication" and (self.over or today)


def move_to_second_clause(d: DatedExpression) -> Attachment | None:
    """To the verb of the second of two coordinated clauses, where the date opens it.

    Pattern: "and" or "but", preposition, date, subject, finite verb. Example: "The gates fell, and at noon the flag
    was raised": raised.
    """
    doc, i = d.span.tree, d.span.start - 1
    while i > 0 and doc[i].pos in ("ADP", "DET"):
        i -= 1
    if i < 1 or doc[i].role != "conjunction" or doc[i].lower not in words()["joining"] or d.found.trigger.i > i:
        return None
    near = (t for t in doc[d.span.end : d.span.end + CLOSE_TOKENS] if t.role in SUBJECTS and t.head.i > t.i and t.head.form in ("past", "third_person", "past_participle", "present"))
    subject = next(near, None)
    return Attachment(subject.head) if subject is not None and subject.left_edge.i <= d.span.end + 1 else None


def move_to_matrix_verb(d: DatedExpression) -> Attachment | None:
    """From an infinitive under a verb of planning or inviting to that verb.

    Pattern: xcomp (VB) with a past date. Example: "Invited them to come back two weeks ago": invited.
    """
    word, over = d.found.trigger, d.found.trigger.head
    planned = word.role == "open_clause" and word.form == "base" and over.lemma in words()["plan"] and over.form in ("past", "past_participle")
    invited = planned and d.over and over.lemma in words()["inviting"] and any(c.role == "object" for c in over.children)
    return Attachment(over, certain=d.found.certain) if (d.past and planned) or invited else None


def move_past_infinitive(d: DatedExpression) -> Attachment | None:
    """From an infinitive that modifies an object, or states a purpose, to the past verb above it.

    Pattern: VBD, object, "to" VB (acl or advcl), past date. Example: "Extended their offers to buy it Friday":
    extended.
    """
    word = d.found.trigger
    over = word.head.head if word.role == "participle" and word.head.role == "object" else word.head
    aimed = word.role in ("participle", "adverbial_clause") and word.form == "base" and over.form == "past" and d.span.start > word.i
    return Attachment(over, certain=False) if d.past and aimed else None


def move_to_saying(d: DatedExpression) -> Attachment | None:
    """From a complement clause to the verb of saying, where the date stands between the two.

    Pattern: saying, date, ccomp. Example: "Said on Tuesday they had arrested him": said.
    """
    word, over = d.found.trigger, d.found.trigger.head
    behind = d.span.start - 1 - (d.span.start > 1 and d.span.tree[d.span.start - 1].lower in words()["on"])
    return Attachment(over) if word.role == "clause" and over.i == behind and word.i >= d.span.end and over.lemma in words()["saying"] else None


def move_to_simultaneous(d: DatedExpression) -> Attachment | None:
    """From a participle behind "while" or "when" to the verb that it goes with: both were on that day, and that verb is the news.

    Pattern: VBD, "while" VBG without a subject (advcl), date. Example: "Fell while picking pears on Sunday": fell.
    """
    word, over = d.found.trigger, d.found.trigger.head
    beside = word.role == "adverbial_clause" and word.form == "present_participle" and any(c.lower in words()["simultaneous"] and c.i < word.i for c in word.children)
    if over.i > word.i:  # "fell while picking pears, the agency reported": the parser hangs it on the reporting
        over = next((c for c in over.children if c.role == "clause" and c.i < word.i), over)
    own = any(c.role in SUBJECTS for c in word.children)
    return Attachment(over, certain=d.found.certain) if beside and not own and over.form in ("past", "past_participle") and over.i < word.i else None


def move_to_event_noun(d: DatedExpression) -> Attachment | None:
    """From a present or present-perfect verb to the event noun before a past date.

    Examples: "has been arrested over the bombings last year": bombings; "follows two rulings last June": rulings.
    """
    verb = d.found.trigger
    now = any(c.lower in words()["have_present"] and c.role == "auxiliary" for c in verb.children) or (d.found.kind == "verb" and is_present(verb) and not is_present_passive(verb))
    if not d.past or not now:
        return None
    noun = next((x for x in reversed(list(d.span.tree[verb.i + 1 : d.span.start])) if x.pos == "NOUN" and names_event(x, words())), None)
    beside = d.span.tree[d.span.start - 2] if d.span.start > 1 else verb
    if noun is None and is_present(verb) and beside.pos == "NOUN" and beside.role == "object" and beside.head.i == verb.i:
        noun = beside  # "the figures reflect a split in June"
    return Attachment(noun, kind="noun", certain=False) if noun is not None else None


def reject_identifying_date(d: DatedExpression) -> Attachment | None:
    """A century or decade in front of a noun that names no event says which one is meant, not when: the attachment
    comes back as unused. Example: "The 11th century temple".
    """
    noun = d.span.root.head
    modifies = d.span.root.role in ("name_part", "modifier", "noun_modifier") and noun.pos == "NOUN" and not names_event(noun, words())
    return replace(d.found, unused="the date says which one, not when") if d.t.granularity in ("century", "decade") and modifies else None


def move_to_recalled_event(d: DatedExpression) -> Attachment | None:
    """From a verb in the present to its subject, where the date belongs to the subject's phrase.

    Pattern: noun, "on" date (pobj), present verb. Example: "The charge on 3 July is often recalled": charge.
    """
    subject = find_subject(d.found.trigger) if d.found.kind == "verb" and d.over and is_present(d.found.trigger) else None
    if subject is None or d.span.root.role != "preposition_object" or d.span.root.head.head.i != subject.i:
        return None
    event = subject.pos == "PROPN" or names_event(subject, words()) or d.found.trigger.lemma in words()["remembering"]
    return Attachment(subject, kind="noun", certain=False) if event else None


def is_one_harm(first: Token, second: Token) -> bool:
    """Whether two coordinated verbs tell the harm of one moment: "killed at least 50 people and wounded over 400"."""
    return first.lemma in words()["harm"] and second.lemma in words()["harm"]


def move_to_first_harm(d: DatedExpression) -> Attachment | None:
    """From the second of two coordinated verbs of harm to the first, which no other day dates: both were in one moment.

    Example: "A bomb killed two people and wounded nine on Sunday": killed.
    """
    word, over = d.found.trigger, d.found.trigger.head
    shared = word.role == "conjunct" and over.pos == "VERB" and is_one_harm(over, word)
    return Attachment(over, certain=d.found.certain) if shared and not any(t.entity == "DATE" for t in word.tree[: over.i]) else None


def is_moving(verb: Token) -> bool:
    """Whether a verb moves an appointment: adjourn, put off."""
    table = words()
    return verb.lemma in table["moving"] or (verb.lemma in table["moving_apart"] and any(c.lower in table["apart"] for c in verb.children))


def move_to_adjourned_event(d: DatedExpression) -> Attachment | None:
    """From a verb of moving an appointment to what was moved.

    Pattern: adjourn or put off, "until" or "to" date. Example: "The hearing was adjourned until Friday": hearing.
    Unused where what was moved is no event.
    """
    table, verb = words(), d.found.trigger
    if d.t.signal not in ("until", "to") or not is_moving(verb):
        return None
    thing = next((c for c in verb.children if c.role in ("passive_subject", "object")), None)
    return Attachment(thing, kind="noun", certain=False) if thing is not None and names_event(thing, table) else replace(d.found, unused=PUT_OFF)


CORRECTIONS: tuple[Callable[[DatedExpression], Attachment | None], ...] = (
    move_to_second_clause,
    move_to_matrix_verb,
    move_past_infinitive,
    move_to_saying,
    move_to_simultaneous,
    move_to_event_noun,
    reject_identifying_date,
    move_to_recalled_event,
    move_to_adjourned_event,
    move_to_first_harm,
)


def apply_corrections(d: DatedExpression) -> Attachment:
    """The attachment after all corrections, applied in the order of :data:`CORRECTIONS`; each sees the result of the
    one before.
    """
    for turn in CORRECTIONS:
        if (meant := turn(d)) is not None:
            d = replace(d, found=meant)
    return d.found
