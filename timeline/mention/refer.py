"""What "he", "it" and "whose" stand for, where that is safe to tell."""

from __future__ import annotations

from typing import Any

from timeline.mention.names import Names
from timeline.mention.parser import parser, plain
from timeline.mention.sentences import Sentence
from timeline.mention.title import join, phrase

PERSONAL = ("man", "woman", "person", "er", "or", "ist", "ian", "ee", "king", "queen", "chief", "official")  # endings of nouns that "it" does not stand for


def antecedent_of(subject: Any, s: Sentence, names: Names) -> str:
    """What a pronoun subject stands for, where that is safe: the subject of its own sentence, else of the one before; "" otherwise."""
    if subject is None or subject.pos_ != "PRON" or subject.lower_ not in ("he", "she", "they", "it"):
        return ""
    if s.doc.text[: subject.idx].count('"') % 2 == 1:
        return ""
    return looked_up(subject, s, names)


def looked_up(word: Any, s: Sentence, names: Names) -> str:
    """What a pronoun stands for: the subject of its own sentence, else of the one before, or of the one before that where it is the same pronoun."""
    found = stands_for(word, s.doc, names, s.start, before=word.i)
    for text in s.before:
        if found:
            break
        doc = parser()(plain(text))
        found = stands_for(word, doc, names, s.start)
        if not any(c.dep_ in ("nsubj", "nsubjpass") and c.head.dep_ == "ROOT" and c.lower_ == word.lower_ for c in doc):
            break
    return found


def owner_of(subject: Any, verb: Any, s: Sentence, names: Names) -> str:
    """Whose the subject is, where it says so by "his" or "whose" and it is safe to tell; "" otherwise."""
    word = next((c for c in subject.children if c.dep_ == "poss" and c.tag_ in ("PRP$", "WP$")), None) if subject is not None else None
    if word is None:
        return ""
    if word.tag_ == "WP$":
        return join(phrase(verb.head, frozenset(), skip=verb)) if verb.dep_ == "relcl" else ""
    if s.doc.text[: word.idx].count('"') % 2 == 1:
        return ""
    return looked_up(word, s, names)


def stands_for(subject: Any, doc: Any, names: Names, at: int, before: int | None = None) -> str:
    """The subject of a sentence in full, if a pronoun can stand for it; "" else. ``before`` limits it to the words before a token."""
    root = next((t for t in doc if t.dep_ == "ROOT"), None)
    other = next((c for c in root.children if c.dep_ in ("nsubj", "nsubjpass")), None) if root is not None else None
    if other is None or other.pos_ == "PRON" or (before is not None and (other.i >= before or doc[other.i : before].text.count('"'))):
        return ""
    people = {names.person(e.text) for e in doc.ents if e.label_ == "PERSON" and (before is None or e.end <= before)}
    is_person = other.ent_type_ == "PERSON"
    word = {"his": "he", "her": "she", "their": "they", "its": "it"}.get(subject.lower_, subject.lower_)
    if word in ("he", "she"):
        return next(iter(people)) if is_person and len(people) == 1 else ""
    many = other.tag_ in ("NNS", "NNPS") or any(c.dep_ == "conj" for c in other.children)
    if is_person or (word == "they") != many or (word == "it" and other.lower_.endswith(PERSONAL)):
        return ""
    return names.country(join(phrase(other, frozenset())), at)
