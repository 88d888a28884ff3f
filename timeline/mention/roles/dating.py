"""Which word a date dates: the verb of its clause, or the noun in whose phrase it stands."""

from __future__ import annotations

from dataclasses import dataclass, replace

from timeline.mention.roles.gaps import Gap, Words
from timeline.mention.roles.tense import PAST, find_tense
from timeline.mention.roles.tree import Tree, Word


@dataclass(frozen=True, slots=True)
class Dated:
    """The event that a date dates: its word (trigger), the predicate of its clause (None for a noun outside one) and
    whether that is sure.
    """

    trigger: Word
    verb: Word | None
    sure: bool = True
    opens: bool = False  # the date opens the sentence
    cancelled: bool = False  # it was to be on that day, and was put off or called off


def find_dated(tree: Tree, gap: Gap, sets: Words, *, exact: bool, ahead: bool = False) -> Dated | None:
    """What a date dates, by the words around its gap; None where it dates nothing. ``exact``: it names a day, a week
    or a month; ``ahead``: it lies behind the publication day.

    A date that was left in dates the event noun whose phrase it stands in, and nothing where that is no event ("la
    loi de 1905"). Else: the verb right in front; for a date that opens its clause the main verb behind; else the
    predicate of the words in front, or of those behind where a comma parts it from those in front.
    """
    before = [w for w in tree.words if w.end <= gap.at and w.end > w.start]
    behind = [w for w in tree.words if w.start >= gap.end]
    if "".join(w.text for w in before).count("(") > "".join(w.text for w in before).count(")"):
        return None  # in brackets it says when something was
    if gap.left_in:
        noun = find_event_noun(tree, before, sets, exact=exact)
        return None if noun is None else Dated(noun, find_verb(tree, noun))
    if before and before[-1].lemma in sets["comparison"]:
        return None
    if before and (noun := find_time_noun(tree, before[-1], sets)) is not None:
        return Dated(noun, find_verb(tree, noun), sure=False)
    if ahead and before and (noun := find_announced(tree, before[-1], sets)) is not None:
        return Dated(noun, None)
    last = next((w for w in reversed(before) if w.pos != "ADV"), None)
    if last is not None and last.is_verb:
        return move(tree, last, sets, gap, sure=True)
    opens = not any(w.pos not in ("PUNCT", "CCONJ", "ADV") for w in before)
    if len(alone := [w for w in segment(before, behind) if tree.is_predicate(w)]) == 1 and fits(tree, alone[0], sets, ahead=ahead):
        return replace(move(tree, alone[0], sets, gap, sure=True), opens=opens)
    left, right = (predicate_of(tree, w) if w is not None else None for w in (before[-1] if before else None, behind[0] if behind else None))
    if opens:
        main = next((w for w in behind if tree.is_predicate(w) and tree.finite(w) is not None and (w.head == w.i or w.role == "conjunct") and w.role not in ("relative_clause", "participle")), right)
        return None if main is None else replace(move(tree, main, sets, gap, sure=main is right or main.head == main.i), opens=True)
    parted = before[-1].text in ",;:–—" or before[-1].role in ("conjunction", "marker") or before[-1].pos == "CCONJ"
    left, right = (w if w is None or w.pos != "PROPN" else None for w in (left, right))
    found = right if parted and behind and behind[0].pos != "PUNCT" else left if left is not None else right
    return None if found is None else move(tree, found, sets, gap, sure=left is right or not parted)


def segment(before: list[Word], behind: list[Word]) -> list[Word]:
    """The words around a gap up to the next comma, conjunction or relative pronoun on either side."""
    left = next((i for i in range(len(before) - 1, -1, -1) if is_boundary(before[i])), -1)
    right = next((i for i, w in enumerate(behind) if is_boundary(w)), len(behind))
    return [*before[left + 1 :], *behind[:right]]


def is_boundary(w: Word) -> bool:
    """Whether a word parts two clauses."""
    return w.text in ",;:–—()«»" or w.pos in ("CCONJ", "SCONJ") or "PronType=Rel" in w.features


def fits(tree: Tree, verb: Word, sets: Words, *, ahead: bool) -> bool:
    """Whether the tense of a verb goes with the side of the publication day on which its date lies."""
    tense = find_tense(tree, verb, sets)
    return not (ahead and tense == PAST and verb.lemma not in sets["plan"] | sets["put_off"] | sets["modal"])


def predicate_of(tree: Tree, w: Word) -> Word | None:
    """The predicate whose clause a word stands in."""
    return w if tree.is_predicate(w) else find_verb(tree, w)


def find_verb(tree: Tree, w: Word) -> Word | None:
    """The first predicate above a word."""
    return next((x for x in tree.above(w) if tree.is_predicate(x)), None)


def find_event_noun(tree: Tree, before: list[Word], sets: Words, *, exact: bool) -> Word | None:
    """The noun of an event whose phrase ends in front of a date: by the table, or by its ending for an exact date."""
    for w in (before[-1], *tree.above(before[-1])) if before else ():
        if tree.is_predicate(w) or w.lemma in sets["comparison"]:
            break
        if is_event(w, sets, by_ending=exact):
            return w
    return None


def find_time_noun(tree: Tree, w: Word, sets: Words) -> Word | None:
    """The event noun of a phrase that says when something was: "après la suppression des tickets en février"."""
    for x in (w, *tree.above(w)):
        if tree.is_predicate(x):
            break
        if is_event(x, sets) and any(c.text.lower() in sets["time_prepositions"] for c in tree.children(x, "preposition")):
            return x
    return None


def find_announced(tree: Tree, w: Word, sets: Words) -> Word | None:
    """The event noun in front of a date to come, below a verb that only announces or demands it: "appellent à une
    grève le 7 mars".
    """
    for x in (w, *tree.above(w)):
        if tree.is_predicate(x):
            return None
        over = find_verb(tree, x)
        if is_event(x, sets) and over is not None and over.lemma in sets["telling"] | sets["demand"] | sets["plan"]:
            return x
    return None


def is_event(w: Word, sets: Words, *, by_ending: bool = True) -> bool:
    """Whether a word is a noun that names what happens: by the table, or by its ending."""
    return w.is_noun and (w.lemma in sets["events"] or (by_ending and w.lemma.endswith(tuple(sets["event_endings"]))))


def move(tree: Tree, verb: Word, sets: Words, gap: Gap, *, sure: bool) -> Dated:
    """The event of a verb: the infinitive below a modal or a verb of planning, the noun of what is scheduled, the
    subject of a verb that only says that it occurs ("s'est tenue").
    """
    below = next(iter(tree.children(verb, "open_clause")), None)
    if below is not None and below.is_verb and verb.lemma in sets["modal"] | sets["plan"] | sets["future"] | sets["causative"]:
        return move(tree, below, sets, gap, sure=sure)
    over = tree.words[verb.head]
    if verb.role == "participle" and over.is_noun and verb.lemma in sets["scheduled"]:
        over = find_agreeing(tree, verb, over)
        put_off = next((w for w in tree.words if w.lemma in sets["cancel"] | sets["put_off"] and tree.subject(w) is over), None)
        return Dated(over, put_off or verb, sure, cancelled=put_off is not None)  # "le congrès prévu le 5 octobre"
    noun = tree.subject(verb)
    moved = verb.lemma in sets["put_off"] and (gap.prepositions or gap.timex.text).split(" ")[0] in sets["put_off_to"]  # "a été renvoyée au 3 mars"
    if moved and noun is not None and noun.is_noun:
        return Dated(noun, verb, sure)
    if noun is not None and noun.is_noun and occurs(tree, verb, sets):
        return Dated(noun, verb, sure)
    return Dated(verb, verb, sure)


def find_agreeing(tree: Tree, participle: Word, noun: Word) -> Word:
    """The noun that a participle describes: the one that the parser says, or the nearest in front that agrees with it in
    gender and number, where that one does not.
    """
    if participle.agreement <= noun.features:
        return noun
    return next((w for w in reversed(tree.words[: participle.i]) if w.is_noun and participle.agreement <= w.features), noun)


def occurs(tree: Tree, verb: Word, sets: Words) -> bool:
    """Whether a predicate says no more than that its subject occurs."""
    objects = {c.lemma for c in tree.children(verb, "object", "oblique", "particle")}
    with_object = any(pair.partition(" ")[0] == verb.lemma and pair.partition(" ")[2] in objects for pair in sets["occur_with"])
    reflexive = bool(tree.children(verb, "reflexive"))
    scheduled = verb.lemma in sets["scheduled"] and bool(tree.children(verb, "passive_subject"))
    return with_object or verb.lemma in sets["occur"] or (reflexive and verb.lemma in sets["occur_reflexive"]) or scheduled
