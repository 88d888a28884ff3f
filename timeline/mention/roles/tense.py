"""The tense of a predicate, by the features of its finite verb."""

from __future__ import annotations

from timeline.mention.roles.gaps import Words
from timeline.mention.roles.tree import Tree, Word

PAST, PRESENT, FUTURE, CONDITIONAL, SUBJUNCTIVE, NONE = "past", "present", "future", "conditional", "subjunctive", ""


def find_tense(tree: Tree, w: Word, sets: Words) -> str:
    """The tense of a predicate by its finite verb; "" for a participle or infinitive alone."""
    finite = tree.finite(w)
    if finite is None:
        return NONE
    f = finite.features
    if f & sets["conditional"]:
        return CONDITIONAL
    if "Tense=Fut" in f or (finite.i != w.i and finite.lemma in sets["future"]):
        return FUTURE
    if "Tense=Pres" in f and (finite.i == w.i or finite.lemma not in sets["perfect"] or w.role == "predicate" or not w.is_verb or not {"Tense=Past", "VerbForm=Part"} & w.features):
        return SUBJUNCTIVE if "Mood=Sub" in f else PRESENT
    return SUBJUNCTIVE if "Mood=Sub" in f and finite.i == w.i else PAST
