"""Whether the words that a title keeps may stand: no phrase is broken off, nobody is named by a pronoun, verb and subject
agree.
"""

from __future__ import annotations

from itertools import pairwise

from timeline.mention.roles.dating import is_boundary
from timeline.mention.roles.gaps import Words
from timeline.mention.roles.tree import SUBJECTS, Tree, Word

Kept = frozenset[int]  # numbers of words


def may_stand(tree: Tree, kept: Kept, sets: Words, gone: Kept = frozenset()) -> bool:
    """Whether no check speaks against a title of these words. ``gone``: the words of the date, which nobody misses."""
    words = tree.words_of(kept)
    return bool(words) and begins_a_phrase(tree, words[0], gone) and all(is_bounded(tree, a, b, sets) for a, b in pairwise(words)) and not any(
        points_elsewhere(tree, w, sets) for w in words
    )  # fmt: skip


def begins_a_phrase(tree: Tree, w: Word, gone: Kept) -> bool:
    """Whether a word begins a phrase: what stands in front of it is no part of a phrase that goes on."""
    before = next((x for x in reversed(tree.words[: w.i]) if x.i not in gone), None)
    return before is None or is_boundary(before) or before.pos in ("PUNCT", "ADP", "VERB", "AUX") or (before.pos == "ADV" and w.pos == "DET")


def is_bounded(tree: Tree, a: Word, b: Word, sets: Words) -> bool:
    """Whether what was left out between two words is a whole: an adverb, or a stretch that begins like a phrase and ends
    at a mark or in front of the verb.
    """
    gone = tree.words[a.i + 1 : b.i] if b.i > a.i else ()
    if not gone or all(w.lemma in sets["connectives"] or w.pos == "PUNCT" for w in gone):
        return True
    begins = is_boundary(gone[0]) or gone[0].pos in ("ADP", "AUX") or gone[0].role in ("reflexive", "negation") or gone[0].is_verb
    verbal = b.is_verb or b.pos == "AUX" or b.role in ("reflexive", "negation") or b.text.lower() in sets["negation_particle"]
    return begins and (gone[-1].pos == "PUNCT" or b.pos in ("PUNCT", "CCONJ") or verbal)


def points_elsewhere(tree: Tree, w: Word, sets: Words) -> bool:
    """Whether a word stands for something that the title does not name: a pronoun, "this", or "his" of a subject."""
    if w.pos == "PRON":
        return "PronType=Rel" not in w.features and "Reflex=Yes" not in w.features and w.role not in ("reflexive", "particle", "other")
    if w.pos != "DET":
        return False
    in_subject = any(x.role in SUBJECTS for x in (w, *tree.above(w)))
    return "PronType=Dem" in w.features or ("Poss=Yes" in w.features and in_subject)


def agrees(tree: Tree, verb: Word, plural: tuple[str, ...]) -> bool:
    """Whether a verb agrees with its subject in number: a plural verb behind one noun of the singular means that this is
    not the whole subject. ``plural``: how finite verbs of the plural end.
    """
    subject, finite = tree.subject(verb), tree.finite(verb)
    if subject is None or finite is None or not plural or not finite.text.endswith(plural) or "Number=Sing" not in subject.features:
        return True
    return bool(tree.children(subject, "conjunct")) or any("Number=Plur" in c.features for c in tree.children(subject, "noun_modifier"))
