"""Whether an event happened, is planned, denied or claimed, by the form of its verb and by what stands above it."""

from __future__ import annotations

from typing import NamedTuple

from timeline.mention.roles.dating import Dated
from timeline.mention.roles.gaps import Words
from timeline.mention.roles.tense import CONDITIONAL, FUTURE, PAST, PRESENT, SUBJUNCTIVE, find_tense
from timeline.mention.roles.tree import SUBJECTS, Tree, Word
from timeline.model import Timex

UNSURE = "left open, wished or only meant to be, not told as a fact"
OWN, CONTRADICTION = "told of oneself", "told as done, on a day to come: one of the two is misread"
NOWADAYS = "nowadays, not on the day of the report"
STATE, SAYING, ASIDE = "a state or an opinion", "a bare saying", "a condition or a purpose"


class Status(NamedTuple):
    """A status of an event, who says so, and why it makes no event ("" when it does)."""

    status: str
    speaker: Word | None = None
    unused: str = ""


def is_negated(tree: Tree, w: Word, sets: Words) -> bool:
    """Whether a predicate is denied by a word of its own clause."""
    own = [c for c in tree.children(w) if c.role in ("negation", "adverb", "subject", "object", "marker") or c.pos in ("ADV", "PART")]
    own += [c for x in tree.children(w, "object", *SUBJECTS) for c in tree.children(x, "determiner")]
    denied = {c.lemma for c in own} & sets["negation"] or {c.text.lower() for c in own} & sets["negation"]
    particles = sets["negation_particle"]
    return bool(denied) and (not particles or any(c.text.lower() in particles for c in tree.children(w)))


def find_status(tree: Tree, found: Dated, t: Timex, published: str, sets: Words) -> Status:
    """The status of what a date dates. ``published`` is the publication day, "" where it is not known."""
    day = published[:10]
    ahead, over = bool(t.first and day and t.first > day), bool(t.last and day and t.last < day)
    plain = "planned" if ahead else "ongoing" if t.edtf.endswith("/..") else "happened"
    verb = found.verb if found.verb is not None and (found.trigger.is_verb or tree.is_predicate(found.trigger) or found.trigger is tree.subject(found.verb)) else None
    if found.cancelled:
        return Status("cancelled")
    if not is_told(tree, found.trigger, sets) or tree.text.rstrip().endswith("?"):
        return Status("possible", unused=UNSURE)
    if found.verb is not None and found.verb is not found.trigger and found.verb.role == "participle" and found.verb.lemma in sets["scheduled"] and not ahead:
        return Status("planned", unused=UNSURE)  # "le procès, prévu le 3 mai, n'a pas eu lieu"
    if verb is None:
        return Status(plain)
    if verb is not found.trigger and found.trigger.is_noun and not (verb is found.verb and tree.subject(verb) is found.trigger):
        return Status(plain)
    marks = {c.text.lower() for w in (verb, *clauses_above(tree, verb)) for c in tree.children(w, "marker", "preposition") if c.i < w.i}
    if marks & sets["condition"]:
        return Status("hypothetical", unused=ASIDE)
    if verb.role in ("adverbial_clause", "open_clause", "noun_modifier") and {c.text.lower() for c in tree.children(verb, "marker", "preposition")} & sets["purpose"]:
        return Status("hypothetical", unused=ASIDE)
    over_verb = governor(tree, verb)
    carrier = top_of_group(tree, verb, sets)
    tense = find_tense(tree, carrier, sets)
    tense = FUTURE if carrier is not verb and carrier.lemma in sets["future"] and tense == PRESENT else tense  # "va tenter"
    negated = any(is_negated(tree, w, sets) for w in (verb, carrier))
    above = over_verb.lemma if over_verb is not None else ""
    if found.trigger is verb and is_saying(tree, verb, sets) and not negated:
        return Status(plain, unused=SAYING)
    if ((tree.children(verb, "copula") and not verb.is_verb) or verb.lemma in sets["state"]) and found.trigger is verb and plain != "ongoing":
        return Status(plain, unused=STATE)
    helpers = {c.lemma for c in tree.children(verb, "auxiliary")} - sets["perfect"] - sets["future"]
    if helpers & sets["possible"] or (helpers & (sets["modal"] | sets["plan"]) and not ahead):
        return Status("possible" if helpers & sets["possible"] else "planned", unused=UNSURE)
    if above in sets["possible"] and over_verb is not None:
        finite = tree.finite(over_verb)
        done = find_tense(tree, over_verb, sets) == PAST and finite is not None and "Tense=Imp" not in finite.features  # "a pu quitter"
        return Status("possible", unused=UNSURE) if not done else Status("denied" if negated else plain)
    if above in sets["plan"] | sets["modal"] - sets["future"] and verb.role in ("open_clause", "clause"):
        if negated:
            return Status("denied")
        return Status("planned") if ahead else Status("planned", unused=UNSURE)
    if above in sets["demand"]:
        return Status("planned" if ahead else "hypothetical", unused="" if ahead else UNSURE)
    reporter = over_verb if over_verb is not None and above in speaking(sets) else find_reporter(tree, verb, sets)
    above = reporter.lemma if reporter is not None else above
    speaker = find_source(tree, verb, sets) if reporter is None else tree.subject(reporter) or next((w for w in tree.words[reporter.i :] if w.is_noun), None)
    if above in sets["deny"]:
        return Status("denied", speaker)
    if negated:
        return Status("denied", speaker)
    if tense == CONDITIONAL:
        past = tree.finite(verb) is not None and tree.finite(verb) is not verb and verb.is_verb
        return Status("claimed", speaker) if past and not ahead else Status("planned", speaker) if ahead else Status("possible", speaker, UNSURE)
    subject = tree.subject(verb)
    if subject is not None and subject.text.lower() in sets["person"]:
        return Status(plain, speaker, OWN)
    if tense == PAST and ahead and not found.trigger.is_noun:
        return Status(plain, speaker, CONTRADICTION)
    if tense == SUBJUNCTIVE:
        return Status("hypothetical", unused=UNSURE)
    if tense == PAST and t.text.lower().replace("’", "'") in sets["nowadays"] and found.opens:
        return Status(plain, speaker, NOWADAYS)
    if tense in (FUTURE, PRESENT) and not ahead and not over and plain == "happened" and found.trigger.is_verb and day:
        return Status("planned", speaker)
    if above in sets["claim"] or (reporter is None and speaker is not None):
        return Status("claimed" if not ahead else "planned", speaker)
    return Status(plain, speaker)


def is_told(tree: Tree, trigger: Word, sets: Words) -> bool:
    """Whether a text stands by what it says of an event: no clause around it hangs on anything but a plain verb of
    speaking or planning ("il est faux que", "n'a pas dit que", "doute que"), and no verb over it says that it never came ("a déjoué
    l'attentat", "a failli mourir").
    """
    for w in (trigger, *tree.above(trigger)):
        over = tree.words[w.head]
        if w.i == over.i:
            return not any(c.pos == "SCONJ" and c.i < w.i for c in tree.children(w, "marker"))  # "que … est faux"
        if over.lemma in sets["averted"] | sets["deny"] | (sets["put_off"] if w.is_noun else frozenset()) and w.role in ("object", "oblique", "passive_subject", "open_clause"):
            return False
        marker = next((c for c in tree.children(w, "marker") if 0 < c.i < w.i), None)
        if w.role in ("clause", "participle") and tree.finite(w) is not None and marker is not None:
            plain = speaking(sets) | sets["deny"] | sets["scheduled"]
            frame = next((x for x in (over, tree.words[marker.i - 1]) if x.lemma in plain), None)
            if frame is None or find_tense(tree, frame, sets) == CONDITIONAL or is_negated(tree, frame, sets):
                return False
    return True


def speaking(sets: Words) -> frozenset[str]:
    """All verbs of speaking."""
    return sets["saying"] | sets["telling"] | sets["claim"]


def is_saying(tree: Tree, verb: Word, sets: Words) -> bool:
    """Whether a verb says that something was said, not that something was done: "a relevé ses taux" is a deed."""
    return verb.lemma in sets["saying"] and verb.role != "participle" and not tree.children(verb, "passive_subject", "reflexive") and not any(c.is_noun for c in tree.children(verb, "object"))


def find_reporter(tree: Tree, verb: Word, sets: Words) -> Word | None:
    """The verb of a report put behind or around what is said: "…, a annoncé le tribunal". Its subject stands behind it."""
    near = [*tree.children(verb), *([tree.words[verb.head]] if verb.head != verb.i and verb.role not in ("relative_clause", "participle") else [])]
    for w in near:
        subject = next(iter(tree.children(w, *SUBJECTS)), None)
        if w.lemma in speaking(sets) and w.i > verb.i and tree.finite(w) is not None and subject is not None and subject.i > w.i:
            return w
    return next((w for w in tree.words if w.i > verb.i and w.lemma in speaking(sets) and w.is_verb and follows_comma(tree, w)), None)


def follows_comma(tree: Tree, verb: Word) -> bool:
    """Whether a verb with its auxiliary follows a comma at once, so that its subject stands behind it."""
    first = min(w.i for w in (verb, *tree.children(verb, "auxiliary")))
    return first > 0 and tree.words[first - 1].text in (",", "»") and tree.finite(verb) is not None


def find_source(tree: Tree, verb: Word, sets: Words) -> Word | None:
    """Whom a clause names as its source: "selon le syndicat"."""
    return next((w for w in tree.children(verb, "oblique", "noun_modifier", "adverb") if any(c.text.lower() in sets["hearsay"] for c in (w, *tree.children(w, "preposition")))), None)


def governor(tree: Tree, verb: Word) -> Word | None:
    """The verb that a complement clause or infinitive hangs on; that of the first for a conjunct. None for a main
    clause.
    """
    over = tree.words[verb.head]
    if over.i == verb.i:
        return None
    if verb.role == "conjunct" and over.is_verb:
        return governor(tree, over)
    return over if verb.role in ("clause", "open_clause", "object") and tree.is_predicate(over) else None


def top_of_group(tree: Tree, verb: Word, sets: Words) -> Word:
    """The verb that carries the tense: the modal above an infinitive, else the verb itself."""
    over = tree.words[verb.head]
    return over if verb.role == "open_clause" and over.lemma in sets["modal"] | sets["future"] | sets["possible"] | sets["plan"] | sets["causative"] else verb


def clauses_above(tree: Tree, verb: Word) -> list[Word]:
    """The adverbial clauses that a verb stands in, itself not counted."""
    return [w for w in tree.above(verb) if w.role == "adverbial_clause"]
