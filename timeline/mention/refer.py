"""What "he", "it" and "whose" stand for, where that is safe to tell."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from timeline.mention.company import organisation, unowned
from timeline.mention.definite import definite, only_town, place
from timeline.mention.names import Names
from timeline.mention.parser import lemma, quoted
from timeline.mention.phrases import join, phrase, possessive
from timeline.mention.sentences import Sentence
from timeline.mention.subject import climb_to_verb, subject_of
from timeline.mention.words import words

LONG = 7  # words of what a pronoun is replaced by
PERSONAL = ("man", "woman", "person", "er", "or", "ist", "ian", "ee", "king", "queen", "chief", "official")  # endings of nouns that "it" does not stand for
SUBJECT_FORM = {"his": "he", "him": "he", "her": "she", "their": "they", "them": "they", "its": "it"}


def antecedent_of(subject: Any, s: Sentence, names: Names) -> str:
    """What a pronoun subject stands for, where that is safe: the subject of its own sentence, else of the one before; "" otherwise."""
    if subject is None or subject.pos_ != "PRON" or subject.lower_ not in ("he", "she", "they", "it", "him", "them"):
        return ""
    if quoted(subject):
        return ""
    found = looked_up(subject, s, names)
    others = join(phrase(subject, frozenset())[1:]) if any(c.dep_ == "conj" for c in subject.children) else ""
    return f"{found} {others}".rstrip() if found else ""  # "he and his wife"


def looked_up(word: Any, s: Sentence, names: Names, other_than: str = "") -> str:
    """What a pronoun stands for: the subject of its own sentence, else of the one before, or of the one before that where it is the same pronoun."""
    same = SUBJECT_FORM.get(word.lower_, word.lower_)
    again = same in ("he", "she") and any(t.lower_ == same and t.dep_ in ("nsubj", "nsubjpass") for t in s.doc[: word.i])  # then both stand for one that was named before
    found = "" if again else stands_for(word, s.doc, names, s.start, before=word.i, other_than=other_than)
    if same in ("he", "she") and not again and not found and (own := persons_before(word, s, names)):
        return the_only(own) if not other_than else ""  # "the general said he would go": nobody from before
    for doc in s.earlier() if not found else ():
        found = stands_for(word, doc, names, s.start, other_than=other_than)
        if found or not any(c.dep_ in ("nsubj", "nsubjpass") and c.head.dep_ == "ROOT" and c.lower_ == same for c in doc):
            break
    return found


def persons_before(word: Any, s: Sentence, names: Names) -> list[Any]:
    """The subjects of other clauses before a pronoun in its sentence that are one person each, by name or by what they are."""
    named = {e.root.i for e in s.doc.ents if names.means_person(e.text, e.label_)}
    subjects = [t for t in s.doc[: word.i] if t.dep_ in ("nsubj", "nsubjpass") and t.head.i != word.head.i and not many(t)]
    return [t for t in subjects if t.i in named or (t.pos_ == "NOUN" and personal(t))]


def the_only(people: list[Any]) -> str:
    """One person that the main clause tells of as "the minister"; "" for others."""
    first = people[0]
    plain = len(people) == 1 and first.pos_ == "NOUN" and first.head.dep_ == "ROOT" and [c.lower_ for c in first.lefts][:1] == ["the"]
    return short(first) if plain else ""


def object_of(word: Any, verb: Any, subject: Any, named: str, s: Sentence, names: Names) -> str:
    """What "him", "them", "his", "there" or "the city" behind a verb stands for, where it is not its subject (``named`` in the title) and safe to tell; "" otherwise."""
    if word.pos_ == "NOUN":
        text = definite(word, s, names)
        return "" if set(text.split()) & set(named.split()) - {"The"} else text
    if word.lower_ == "there":
        where = place(s, word.i)
        return f"in {where}" if where and where not in named else ""
    if quoted(word) or (word.tag_ == "PRP$" and subject is not None and agrees(word, subject)):
        return ""
    if any(c.dep_ in ("nsubj", "nsubjpass") for a in up_to_verb(word, verb) for c in a.children):
        return ""  # a clause of its own within the clause
    person = SUBJECT_FORM.get(word.lower_) in ("he", "she")
    found = looked_up(word, s, names, other_than=named) if person or alone(word, s) else stands_for(word, s.doc, names, s.start, before=word.i, other_than=named)
    if not found and word.lower_ == "its" and subject is not None and many(subject):
        found = only_town(s.doc[: word.i])  # "troops who had taken the town were clearing its streets"
    shared = set(found.split()) & set(re.findall(r"\w[\w-]*", named))
    if shared and (person or shared == set(found.split()) - {"The"}):
        return ""  # "Ana's parents spoke for her" says it all
    found = re.sub(r"^(?:The|An?|Both|All|Some|Two|Three|Several|Many) ", lambda m: m.group().lower(), found)
    return possessive(found) if found and word.tag_ == "PRP$" else found


def alone(word: Any, s: Sentence) -> bool:
    """Whether an "it" behind a verb has nothing before it in its sentence that it could speak of."""
    things = (t for t in s.doc[: word.i] if t.pos_ in ("NOUN", "PROPN") and t.dep_ != "compound" and t.ent_type_ not in ("PERSON", "DATE", "TIME"))
    return word.lower_ == "it" and all(many(t) or personal(t) for t in things)


def up_to_verb(token: Any, verb: Any) -> Iterator[Any]:
    """The tokens between one and a verb above it."""
    while token.head.i not in (verb.i, token.i):
        token = token.head
        yield token


def agrees(word: Any, subject: Any) -> bool:
    """Whether "his", "their" or "its" can speak of a subject."""
    form = SUBJECT_FORM.get(word.lower_, word.lower_)
    if subject.pos_ == "PRON":
        return subject.lower_ in (form, "who", "that", "which") or subject.lower_ not in ("he", "she", "it", "they")
    if form == "they":
        return many(subject) or collective(subject)
    person = subject.ent_type_ == "PERSON" or (subject.pos_ == "NOUN" and personal(subject)) or (subject.pos_ == "PROPN" and not subject.ent_type_)
    return person if form in ("he", "she") else not many(subject)


def many(noun: Any) -> bool:
    """Whether a noun phrase is plural."""
    return noun.tag_ == "NNS" or (noun.tag_ == "NNPS" and noun.ent_type_ not in ("ORG", "GPE")) or any(c.dep_ == "conj" for c in noun.children)


def collective(noun: Any) -> bool:
    """Whether "they" may speak of a noun in the singular: a body of people."""
    return noun.ent_type_ in ("ORG", "NORP") or lemma(noun) in words()["bodies"]


def personal(noun: Any) -> bool:
    """Whether a noun names a person by its ending: "minister", but not "offer"."""
    return bool(noun.lower_.endswith(PERSONAL)) and not {noun.lower_, lemma(noun)} & (words()["things"] | words()["bodies"])


def owner_of(subject: Any, verb: Any, s: Sentence, names: Names) -> str:
    """Whose the subject is, where it says so by "his" or "whose" and it is safe to tell; "" otherwise."""
    word = next((c for c in subject.children if c.dep_ == "poss" and (c.tag_ in ("PRP$", "WP$") or c.pos_ == "NOUN")), None) if subject is not None else None
    if word is None:
        return organisation(s, names, subject.i) if subject is not None and verb.dep_ != "acl" and unowned(subject, names) else ""
    if word.pos_ == "NOUN":
        return definite(word, s, names)  # "the company's stock"
    if word.tag_ == "WP$":
        whose = verb.head.head if verb.head.dep_ == "appos" and verb.head.head.pos_ == "PROPN" else verb.head  # "Hale Inc., a toy maker whose stock peaked"
        return join(phrase(whose, frozenset(), skip=verb)) if verb.dep_ == "relcl" else ""
    if quoted(word):
        return ""
    doer = subject_of(climb_to_verb(word.head))
    if doer is not None and doer.i < word.i and word not in doer.subtree and doer.pos_ in ("NOUN", "PROPN"):  # "the army used it during its own war"
        fits = {"its": not many(doer) and doer.ent_type_ != "PERSON", "their": many(doer)}.get(word.lower_, doer.ent_type_ == "PERSON")
        return names.full(join(phrase(doer, frozenset())), doer, s.start) if fits else ""
    root = next((t for t in s.doc if t.dep_ == "ROOT"), word)
    if any(c.dep_ == "prep" and c.i < root.i and word in c.subtree for c in root.children):
        return stands_for(word, s.doc, names, s.start) or looked_up(word, s, names)  # "on his visit to the camp, the general said"
    return looked_up(word, s, names)


def stands_for(word: Any, doc: Any, names: Names, at: int, before: int | None = None, other_than: str = "") -> str:
    """The subject of a sentence in full, if a pronoun can stand for it; "" else. ``before`` limits it to the words before a token.

    "He" stands for the only person of the sentence, too, where the subject is none.
    """
    form = SUBJECT_FORM.get(word.lower_, word.lower_)
    told_by = teller(word) if before is not None else None
    other = told_by if told_by is not None else leading(doc, before, form)
    if other is not None and before is not None and '"' in doc[other.i : before].text:
        return ""
    if form in ("he", "she"):
        if other is not None and other.pos_ == "PROPN" and not many(other):
            own = told_by is not None and other.ent_type_ != "ORG"
            name = names.person(short(other)) if own or other.text in names.people else ""
            full = names.people.get(other.text, "") or name
            if full and (own or before is None or people_of(doc[:before], names) <= {full}):
                return full if full != other_than else ""
        people = people_of(doc if before is None else doc[:before], names) - {other_than}
        if before is None and other is not None and other.ent_type_ == "PERSON" and not many(other):
            first = next((names.person(e.text) for e in doc.ents if e.start <= other.i < e.end), "")
            return first if first in people else ""
        if not people and before is None and other is not None and other.pos_ == "NOUN" and personal(other) and not many(other):
            return short(other)  # "the mayor won the run-off. He takes office in August"
        return people.pop() if len(people) == 1 else ""
    if other is None or (other.ent_type_ == "PERSON" and not (form == "it" and other.pos_ == "PROPN" and " " not in names.person(other.text))):
        return ""
    if (many(other) if form == "it" else not many(other) and not collective(other)) or (form == "it" and other.pos_ == "NOUN" and personal(other)):
        return ""
    text = names.country(short(other), at)
    return "" if text == other_than or len(text.split()) > LONG or "--" in text else text


def people_of(part: Any, names: Names) -> set[str]:
    """The people that a part of a sentence names, each in full."""
    named = {names.person(e.text) for e in part.ents if names.means_person(e.text, e.label_) and not (e.start and e.doc[e.start - 1].lower_ == "the")}  # "up the Chambe" is a river
    return named or {names.people[t.text] or t.text for t in part if t.text in names.people and t.pos_ == "PROPN" and t.ent_type_ in ("", "ORG") and not any(c.dep_ == "compound" for c in t.children)}


def teller(word: Any) -> Any:
    """Who says, thinks or wants what a pronoun is the subject of: "in a letter to the king, Mills said she would go"; None where nobody is named."""
    verb = word.head
    if word.dep_ not in ("nsubj", "nsubjpass") or verb.dep_ != "ccomp" or lemma(verb.head) not in words()["saying"] | words()["plan"]:
        return None
    return next((c for c in verb.head.children if c.dep_ == "nsubj" and c.pos_ in ("NOUN", "PROPN") and c.i < word.i), None)


def leading(doc: Any, before: int | None, form: str) -> Any:
    """The subject of a sentence, or of the only clause before a token where its own subject stands behind; None where there is no noun.

    Where somebody says something, "it" and "they" (``form``) speak of what it is said of, and "he" and "she" where several say it.
    """
    root = next((t for t in doc if t.dep_ == "ROOT"), None)
    other = next((c for c in root.children if c.dep_ in ("nsubj", "nsubjpass")), None) if root is not None else None
    if root is not None and before is None and lemma(root) in words()["saying"] and (form in ("it", "they") or (other is not None and many(other))):
        told = next((c for c in root.children if c.dep_ == "ccomp"), root)  # "the wall had leaned, a surveyor said"
        other = next((c for c in told.children if c.dep_ in ("nsubj", "nsubjpass")), other)
    if other is None or other.pos_ == "PRON" or (before is not None and other.i >= before):
        earlier = [c for c in doc[:before] if c.dep_ in ("nsubj", "nsubjpass") and c.pos_ in ("NOUN", "PROPN")] if before is not None else []
        other = earlier[0] if len(earlier) == 1 else None
    return other


def short(noun: Any) -> str:
    """A noun phrase, without what hangs behind its noun where it is long."""
    tokens = phrase(noun, frozenset())
    if sum(not t.is_punct for t in tokens) > LONG:
        behind = {t.i for c in noun.children if c.i > noun.i and c.dep_ in ("acl", "prep") for t in c.subtree}
        tokens = [t for t in tokens if t.i not in behind]
    return join(tokens)
