"""What "he", "it" and "whose" stand for, where that is safe to tell."""

from __future__ import annotations

import re
from itertools import chain
from typing import Any

from timeline.mention.attach import climb_to_verb, subject_of
from timeline.mention.names import Names
from timeline.mention.parser import lemma, quoted
from timeline.mention.phrases import join, phrase
from timeline.mention.sentences import Sentence
from timeline.mention.words import words

COMPANY = re.compile(r"\b(?:[A-Z][\w&.'’-]*\s){1,4}(?:Inc|Corp|Co|Ltd|PLC|plc|AG|SA|NV|Holdings)\b\.?")
BASED = re.compile(r",? ?[\w.]{0,8}-based")  # "the Kearny, N.J.-based maker" names a town
LONG = 7  # words of what a pronoun is replaced by
PERSONAL = ("man", "woman", "person", "er", "or", "ist", "ian", "ee", "king", "queen", "chief", "official")  # endings of nouns that "it" does not stand for


def antecedent_of(subject: Any, s: Sentence, names: Names) -> str:
    """What a pronoun subject stands for, where that is safe: the subject of its own sentence, else of the one before; "" otherwise."""
    if subject is None or subject.pos_ != "PRON" or subject.lower_ not in ("he", "she", "they", "it"):
        return ""
    if quoted(subject):
        return ""
    return looked_up(subject, s, names)


def looked_up(word: Any, s: Sentence, names: Names) -> str:
    """What a pronoun stands for: the subject of its own sentence, else of the one before, or of the one before that where it is the same pronoun."""
    found = stands_for(word, s.doc, names, s.start, before=word.i)
    for doc in s.earlier() if not found else ():
        found = stands_for(word, doc, names, s.start)
        if found or not any(c.dep_ in ("nsubj", "nsubjpass") and c.head.dep_ == "ROOT" and c.lower_ == word.lower_ for c in doc):
            break
    return found if len(found.split()) <= LONG and "--" not in found else ""


def owner_of(subject: Any, verb: Any, s: Sentence, names: Names) -> str:
    """Whose the subject is, where it says so by "his" or "whose" and it is safe to tell; "" otherwise."""
    word = next((c for c in subject.children if c.dep_ == "poss" and c.tag_ in ("PRP$", "WP$")), None) if subject is not None else None
    if word is None:
        return organisation(s, names, subject.i) if subject is not None and unowned(subject) else ""
    if word.tag_ == "WP$":
        return join(phrase(verb.head, frozenset(), skip=verb)) if verb.dep_ == "relcl" else ""
    if quoted(word):
        return ""
    doer = subject_of(climb_to_verb(word.head))
    if doer is not None and doer.i < word.i and word not in doer.subtree and doer.pos_ in ("NOUN", "PROPN"):  # "the army used it during its own war"
        many = doer.tag_ in ("NNS", "NNPS")
        fits = {"its": not many and doer.ent_type_ != "PERSON", "their": many}.get(word.lower_, doer.ent_type_ == "PERSON")
        return names.full(join(phrase(doer, frozenset())), doer, s.start) if fits else ""
    root = next((t for t in s.doc if t.dep_ == "ROOT"), word)
    if any(c.dep_ == "prep" and c.i < root.i and word in c.subtree for c in root.children):
        return stands_for(word, s.doc, names, s.start) or looked_up(word, s, names)  # "on his visit to the camp, the general said"
    return looked_up(word, s, names)


def unowned(subject: Any) -> bool:
    """Whether a figure does not say whose it is: "Revenue rose", "Net income fell"."""
    if lemma(subject) not in words()["figures"]:
        return False
    said = [c for c in subject.children if (c.i < subject.i and (c.dep_ not in ("amod", "compound") or c.pos_ == "PROPN")) or (c.dep_ == "prep" and c.lower_ in ("for", "of", "at"))]
    return not said


def body_of(subject: Any, s: Sentence, names: Names) -> str:
    """The company or group that "the company" stands for, where only one can be meant; "" otherwise."""
    plain_the = [c.lower_ for c in subject.children if c.i < subject.i] == ["the"] if subject is not None else False
    return organisation(s, names, subject.i) if plain_the and lemma(subject) in words()["bodies"] and not any(c.dep_ in ("prep", "relcl", "appos", "acl") for c in subject.children) else ""


def organisation(s: Sentence, names: Names, before: int) -> str:
    """The organisation that the text speaks of: the one of the sentence so far, else of the sentences before it, else the only company of the document."""
    for doc in chain([s.doc[:before]], s.earlier()):
        found = {clean(e.text): e for e in doc.ents if e.label_ == "ORG" and e.root.dep_ != "poss" and not BASED.match(e.doc.text, e.end_char)}
        if any(e.root.dep_ == "conj" or any(c.dep_ == "conj" for c in e.root.children) for e in found.values()):
            return ""  # two of them
        leading = [name for name, e in found.items() if e.root.dep_ in ("nsubj", "nsubjpass")]
        if len(found) == 1 or len(leading) == 1:
            return leading[0] if leading else next(iter(found))
        if found:
            return ""
    companies = {clean(m.group()) for m in COMPANY.finditer(names.text)}
    return companies.pop() if len(companies) == 1 else ""


def clean(name: str) -> str:
    """The name of an organisation without article and possessive."""
    return re.sub(r"^(?:the|The) |['’]s?$", "", name).strip()


def stands_for(subject: Any, doc: Any, names: Names, at: int, before: int | None = None) -> str:
    """The subject of a sentence in full, if a pronoun can stand for it; "" else. ``before`` limits it to the words before a token."""
    root = next((t for t in doc if t.dep_ == "ROOT"), None)
    other = next((c for c in root.children if c.dep_ in ("nsubj", "nsubjpass")), None) if root is not None else None
    if other is None or other.pos_ == "PRON" or (before is not None and other.i >= before):  # the subject of an earlier clause of the sentence
        earlier = [c for c in doc[:before] if c.dep_ in ("nsubj", "nsubjpass") and c.pos_ in ("NOUN", "PROPN")] if before is not None else []
        other = earlier[0] if len(earlier) == 1 else None
    if other is None or (before is not None and doc[other.i : before].text.count('"')):
        return ""
    people = {names.person(e.text) for e in doc.ents if e.label_ == "PERSON" and (before is None or e.end <= before)}
    is_person = other.ent_type_ == "PERSON"
    word = {"his": "he", "her": "she", "their": "they", "its": "it"}.get(subject.lower_, subject.lower_)
    if word in ("he", "she"):
        return next(iter(people)) if is_person and len(people) == 1 else ""
    many = other.tag_ in ("NNS", "NNPS") or any(c.dep_ == "conj" for c in other.children)
    if is_person and not (word == "it" and other.pos_ == "PROPN" and " " not in names.person(other.text)):
        return ""
    if (word == "they") != many or (word == "it" and other.pos_ == "NOUN" and other.lower_.endswith(PERSONAL)):
        return ""
    return names.country(join(phrase(other, frozenset())), at)
