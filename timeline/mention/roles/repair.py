"""Verbs that a parser takes for nouns, adjectives or names: found by their endings, and put where they belong.

Endings and auxiliaries are those of ``languages/<code>/roles.yml``; a language without them is left as it is parsed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from timeline.mention.roles.tree import Word

NO_VERBS = ("ADP", "DET", "PRON", "PUNCT", "NUM", "CCONJ", "SCONJ", "AUX")
FINITE = frozenset({"VerbForm=Fin", "Tense=Past", "Mood=Ind"})


def repair(words: list[Word], table: Mapping[str, Any]) -> list[Word]:
    """The words with lost participles and verbs of the simple past as verbs."""
    endings = tuple(str(table.get("participle_endings", "")).split())
    if endings:
        for i in range(len(words)):
            words = repair_participle(words, i, endings)
        words = [replace(w, features=w.features | find_agreement(w, table)) if w.is_verb and not w.features else w for w in words]
    if not any("VerbForm=Fin" in w.features for w in words):
        words = find_lost_verb(words, tuple(str(table.get("past_endings", "")).split()))
    return words


def find_agreement(w: Word, table: Mapping[str, Any]) -> frozenset[str]:
    """Gender and number of a participle, by its ending."""
    ending = max((e for e in table.get("agreement", {}) if w.text.endswith(e)), key=len, default="")
    return frozenset(str(table["agreement"][ending]).split()) if ending else frozenset()


def repair_participle(words: list[Word], i: int, endings: tuple[str, ...]) -> list[Word]:
    """The words with one of them as a participle, where it ends like one and stands behind an auxiliary ("était
    évadé"), behind a comma ("le tableau, volé en mai") or opens the sentence ("Née à Honfleur, …").
    """
    w = words[i]
    if not w.text.endswith(endings) or len(w.text) < 3 or w.pos in (*NO_VERBS, "ADV"):
        return words
    before = next((x for x in reversed(words[:i]) if x.pos != "ADV"), None)
    behind = words[i + 1] if i + 1 < len(words) else None
    if before is not None and before.pos == "AUX":
        over = words[before.head]
        out = [replace(x, pos="VERB") if x.i == i else x for x in words]
        if over.i <= i:
            return out
        out = lower(out, [(over, out[i], "oblique")])
        return [replace(x, head=i) if x.head == over.i and x.i < i else x for x in out]
    described = behind is not None and (behind.pos in ("ADP", "PUNCT", "CCONJ", "ADV"))
    if w.pos == "VERB" or not described:
        return words
    if before is None:
        main = next((x for x in words if x.i > i and "VerbForm=Fin" in x.features), None)
        if main is None:
            return words
        main = words[main.head] if main.role in ("auxiliary", "copula") else main
        top = replace(main, head=main.i, role="root") if w.head == w.i else main
        return [replace(x, pos="VERB", role="adverbial_clause", head=main.i) if x.i == i else top if x.i == main.i else x for x in words]
    over = words[w.head]
    if before.text == "," and w.text.islower():
        return [replace(x, pos="VERB", role="participle" if over.is_noun and over.i < i else x.role) if x.i == i else x for x in words]
    return words


def find_lost_verb(words: list[Word], endings: tuple[str, ...]) -> list[Word]:
    """The words of a sentence without a finite verb, with the first in small letters that ends like a simple past as its
    main verb: parsers of newspapers do not know that tense.
    """
    lost = next((w for w in words if endings and w.i and w.text.islower() and w.pos not in NO_VERBS and w.text.endswith(endings)), None)
    if lost is None:
        return words
    subject = next((w for w in reversed(words[: lost.i]) if w.is_noun and (words[w.head].i >= lost.i or w.head == w.i)), None)
    out = []
    for w in words:
        if w is lost:
            out.append(replace(w, pos="VERB", role="root", head=w.i, features=FINITE))
        elif w is subject:
            out.append(replace(w, role="subject", head=lost.i))
        else:
            out.append(replace(w, head=lost.i, role="oblique" if w.role == "root" else w.role) if w.head == w.i else w)
    return out


def lower(words: list[Word], pairs: Iterable[tuple[Word, Word | None, str]], *, take_children: bool = False) -> list[Word]:
    """The words with the first of each pair hung below the second, in the role given, and the second in its place."""
    out = list(words)
    for over, content, role in pairs:
        if content is None:
            continue
        old = out[over.i]
        out[content.i] = replace(out[content.i], head=content.i if old.head == over.i else old.head, role=old.role)
        out[over.i] = replace(old, head=content.i, role=role)
        if take_children:
            out = [replace(w, head=content.i) if w.head == over.i and w.i != content.i else w for w in out]
    return out
