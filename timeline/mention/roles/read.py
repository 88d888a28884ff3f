"""A parser's output -> :class:`~timeline.mention.roles.tree.Tree`, by the table ``languages/<code>/roles.yml``.

The table names the parser and says which of its labels are which role, and how its trees differ from those of
Universal Dependencies: prepositions and auxiliaries that are heads are put below their content words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from typing import Any

from timeline.mention.parser import QUOTES
from timeline.mention.roles.repair import lower, repair
from timeline.mention.roles.tree import ROLES, Tree, Word
from timeline.tables import find_package, load_table, load_words

LONE = re.compile(r"[\ud800-\udfff]")  # halves of a character, which no parser takes
CHECKED = "languages/{}/roles.yml: {} is no role; roles are {}"
MISSING = "languages/{}/events.yml lacks the word sets {}"
# The word sets that code asks for; a language without words for one has an empty row.
SETS = (
    "articles", "averted", "before_dates", "behind_dates", "between_dates", "cancel", "causative", "claim", "comparison", "condition",
    "conditional", "connectives", "demand", "deny", "event_endings", "events", "future", "hearsay", "modal",
    "negation", "negation_particle", "nowadays", "occur", "occur_reflexive", "occur_with", "of", "open_end",
    "perfect", "person", "phrases_before_dates", "plan", "possible", "prepositions", "pronouns", "purpose",
    "put_off", "put_off_to", "saying", "scheduled", "state", "telling", "time_prepositions",
)  # fmt: skip


@cache
def load_sets(language: str) -> dict[str, frozenset[str]]:
    """The word sets of a language. Raises ValueError where one is missing."""
    sets = load_words(f"{language}/events")
    if missing := [name for name in SETS if name not in sets]:
        raise ValueError(MISSING.format(language, ", ".join(missing)))
    return sets


@cache
def load_labels(language: str) -> dict[str, str]:
    """Label of the language's parser -> role. Raises ValueError for a role that no code knows."""
    roles = load_table(f"{language}/roles")["roles"]
    for role in roles:
        if role not in ROLES:
            raise ValueError(CHECKED.format(language, role, ", ".join(ROLES)))
    return {label: role for role, labels in roles.items() for label in labels.split()}


def find_parser(language: str) -> str:
    """The package of a language's parser; "" where it has no table of roles or the package is not installed."""
    return find_package(f"{language}/roles", "parser")


@cache
def load_parser(name: str) -> Any:
    """A spaCy pipeline by the name of its package."""
    import spacy

    return spacy.load(name)


def parse(texts: Sequence[str], language: str) -> Iterator[Tree]:
    """The trees of sentences, in their order, by the installed parser of a language."""
    if not texts:
        return  # no parser is loaded for nothing
    for text, doc in zip(texts, load_parser(find_parser(language)).pipe(LONE.sub("?", text.translate(QUOTES)) for text in texts), strict=True):
        tokens = [(t.text, t.idx, t.lemma_, t.pos_, t.dep_, t.head.i, str(t.morph), t.ent_type_) for t in doc]
        yield read_tree(text, tokens, language)


def read_tree(text: str, tokens: Iterable[tuple[str, int, str, str, str, int, str, str]], language: str) -> Tree:
    """The tree of a sentence from its tokens: text, place, lemma, part of speech, label, head, features
    (``Mood=Ind|Tense=Past``), kind of name.
    """
    table, labels = load_table(f"{language}/roles"), load_labels(language)
    entities = {label: kind for kind, of in table.get("entities", {}).items() for label in of.split()}
    words = [
        Word(i, said, at, at + len(said), lemma.lower(), pos, labels.get(f"{label}/{pos}") or labels.get(label, "other"), head, frozenset(features.split("|")) - {""}, entities.get(kind, ""))
        for i, (said, at, lemma, pos, label, head, features, kind) in enumerate(tokens)
    ]
    particles = {w.head: w.text.lower() for w in words if w.role == "particle" and w.i > w.head}
    words = [replace(w, lemma=particles[w.i] + w.lemma) if w.i in particles and w.is_verb else w for w in words]  # "traten … zurück"
    words = repair(words, table)
    for kind in table.get("heads", "").split():
        words = HEADS[kind](words)
    return Tree(text, tuple(words))


def lower_prepositions(words: list[Word]) -> list[Word]:
    """Prepositions below their nouns, where the parser has them above (TIGER)."""
    heads = [w for w in words if w.pos == "ADP" and w.role not in ("particle", "root")]
    return lower(words, [(w, next((c for c in words if c.head == w.i and c.i > w.i and c.role in ("modifier", "noun_modifier", "object")), None), "preposition") for w in heads])


def lower_auxiliaries(words: list[Word]) -> list[Word]:
    """Auxiliaries below their participle or infinitive, where the parser has them above (TIGER)."""
    for _ in words:  # "soll eröffnet worden sein": one auxiliary after another
        pair = next(((w, c) for w in words if w.pos == "AUX" and w.role != "auxiliary" for c in words if c.head == w.i and c.i != w.i and c.role == "clause" and c.pos in ("VERB", "AUX")), None)
        if pair is None:
            break
        words = lower(words, [(*pair, "auxiliary")], take_children=True)
    return words


def lift_conjuncts(words: list[Word]) -> list[Word]:
    """Conjuncts on the first of them, where the parser has them on the conjunction (TIGER)."""
    out = list(words)
    for w in words:
        over = out[w.head]
        if w.role == "conjunct" and over.role == "conjunction":
            out[w.i] = replace(w, head=over.head)
    return out


HEADS = {"prepositions": lower_prepositions, "auxiliaries": lower_auxiliaries, "conjunctions": lift_conjuncts}
