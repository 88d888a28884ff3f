"""Coreference of pronouns: what "he", "it" and "whose" stand for.

"" wherever more than one antecedent is possible.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from timeline.mention.company import find_organisation, lacks_owner
from timeline.mention.definite import resolve_definite
from timeline.mention.names import Names
from timeline.mention.parsed import Parse, Span, Token
from timeline.mention.parser import is_quoted
from timeline.mention.phrases import join, possessive, trim_phrase
from timeline.mention.roles.tree import SUBJECTS
from timeline.mention.sentences import Sentence
from timeline.mention.subject import climb_to_verb, find_subject
from timeline.mention.words import words

LONG_PHRASE = 7  # words of what a pronoun is replaced by
PERSONAL = ("man", "woman", "person", "er", "or", "ist", "ian", "ee", "king", "queen", "chief", "official")  # endings of nouns that "it" does not stand for
SUBJECT_FORM = {"his": "he", "him": "he", "her": "she", "their": "they", "them": "they", "its": "it"}


def find_antecedent(subject: Token | None, s: Sentence, names: Names) -> str:
    """The antecedent of a pronoun subject: the subject of its own sentence, else of the one before; "" where that is
    not safe.
    """
    if subject is None or subject.pos != "PRON" or subject.lower not in words()["third_persons"]:
        return ""
    if is_quoted(subject):
        return ""
    found = resolve_pronoun(subject, s, names)
    others = join(trim_phrase(subject, frozenset())[1:]) if any(c.role == "conjunct" for c in subject.children) else ""
    return f"{found} {others}".rstrip() if found else ""  # "he and his wife"


def resolve_pronoun(word: Token, s: Sentence, names: Names, other_than: str = "") -> str:
    """The antecedent of a pronoun: the subject of its own sentence, else of the one before, or of the one before that
    where it has the same pronoun.
    """
    same = SUBJECT_FORM.get(word.lower, word.lower)
    again = same in ("he", "she") and any(t.lower == same and t.role in SUBJECTS for t in s.tree[: word.i])  # then both stand for one that was named before
    found = "" if again else find_sentence_antecedent(word, s.tree, names, s.start, before=word.i, other_than=other_than)
    if same in ("he", "she") and not again and not found and (own := find_persons_before(word, s, names)):
        return describe_person(own) if not other_than else ""  # "the general said he would go": nobody from before
    for doc in s.earlier() if not found else ():
        found = find_sentence_antecedent(word, doc, names, s.start, other_than=other_than)
        if found or not any(c.role in SUBJECTS and c.head.role == "root" and c.lower == same for c in doc):
            break
    return found


def find_persons_before(word: Token, s: Sentence, names: Names) -> list[Token]:
    """The subjects of other clauses before a pronoun in its sentence that are one person each, by name or
    description.
    """
    named = {e.root.i for e in s.tree.entities if names.means_person(e.text, e.kind)}
    subjects = [t for t in s.tree[: word.i] if t.role in SUBJECTS and t.head.i != word.head.i and not is_plural_noun(t)]
    return [t for t in subjects if t.i in named or (t.pos == "NOUN" and is_personal(t))]


def describe_person(people: list[Token]) -> str:
    """One person whom the main clause calls "the minister" or the like; "" for others."""
    first = people[0]
    plain = len(people) == 1 and first.pos == "NOUN" and first.head.role == "root" and any(c.lower in words()["definite"] for c in list(first.lefts)[:1])
    return shorten_phrase(first) if plain else ""


def find_object_antecedent(word: Token, verb: Token, subject: Token | None, named: str, s: Sentence, names: Names) -> str:
    """The antecedent of "him", "them", "his", "there" or "the city" behind a verb, where it is not the verb's subject
    (``named`` in the title); "" where that is not safe.
    """
    if word.pos == "NOUN":
        text = resolve_definite(word, s, names)
        return "" if set(text.split()) & set(named.split()) - {"The"} else text
    if is_quoted(word) or word.lower in words()["there"]:
        return ""
    if any(c.role in SUBJECTS for a in up_to_verb(word, verb) for c in a.children):
        return ""  # a clause of its own within the clause
    person = SUBJECT_FORM.get(word.lower) in words()["persons_by_pronoun"]
    found = resolve_pronoun(word, s, names, other_than=named) if person else find_sentence_antecedent(word, s.tree, names, s.start, before=word.i, other_than=named)
    shared = set(found.split()) & set(re.findall(r"\w[\w-]*", named))
    if shared and (person or shared == set(found.split()) - {"The"}):
        return ""  # "Ana's parents spoke for her" says it all
    found = re.sub(r"^(?:The|An?|Both|All|Some|Two|Three|Several|Many) ", lambda m: m.group().lower(), found)
    return possessive(found) if found and word.form == "possessive_pronoun" else found


def up_to_verb(token: Token, verb: Token) -> Iterator[Token]:
    """The tokens between one and a verb above it."""
    while token.head.i not in (verb.i, token.i):
        token = token.head
        yield token


def is_plural_noun(noun: Token) -> bool:
    """Whether a noun phrase is plural."""
    return noun.form == "plural" or (noun.form == "plural_name" and noun.entity not in ("ORG", "GPE")) or any(c.role == "conjunct" for c in noun.children)


def is_personal(noun: Token) -> bool:
    """Whether a noun names a person by its ending: "minister", but not "offer"."""
    return bool(noun.lower.endswith(PERSONAL)) and not {noun.lower, noun.lemma} & (words()["things"] | words()["bodies"])


def find_owner(subject: Token | None, verb: Token, s: Sentence, names: Names) -> str:
    """Whose the subject is, where it says "his" or "whose" and the antecedent is safe; "" otherwise."""
    word = next((c for c in subject.children if c.role == "possessor" and (c.form in ("possessive_pronoun", "relative_possessive") or c.pos == "NOUN")), None) if subject is not None else None
    if word is None:
        return find_organisation(s, names, subject.i) if subject is not None and verb.role != "participle" and lacks_owner(subject) else ""
    if word.pos == "NOUN":
        return resolve_definite(word, s, names)  # "the company's stock"
    if word.form == "relative_possessive":
        whose = verb.head.head if verb.head.role == "apposition" and verb.head.head.pos == "PROPN" else verb.head  # "Hale Inc., a toy maker whose stock peaked"
        return join(trim_phrase(whose, frozenset(), skip=verb)) if verb.role == "relative_clause" else ""
    if is_quoted(word):
        return ""
    doer = find_subject(climb_to_verb(word.head))
    if doer is not None and doer.i < word.i and word not in doer.subtree and doer.pos in ("NOUN", "PROPN"):  # "the army used it during its own war"
        fits = {"its": not is_plural_noun(doer) and doer.entity != "PERSON", "their": is_plural_noun(doer)}.get(word.lower, doer.entity == "PERSON")
        return names.full(join(trim_phrase(doer, frozenset())), doer, s.start) if fits else ""
    root = next((t for t in s.tree if t.role == "root"), word)
    if any(c.role == "preposition" and c.i < root.i and word in c.subtree for c in root.children):
        return find_sentence_antecedent(word, s.tree, names, s.start) or resolve_pronoun(word, s, names)  # "on his visit to the camp, the general said"
    return resolve_pronoun(word, s, names)


def find_sentence_antecedent(word: Token, doc: Parse, names: Names, at: int, before: int | None = None, other_than: str = "") -> str:
    """The subject of a sentence in full, if a pronoun can refer to it; "" otherwise. ``before`` limits the search to
    the words before a token.

    "He" also refers to the only person of the sentence, where the subject is no person.
    """
    form = SUBJECT_FORM.get(word.lower, word.lower)
    other = find_leading_subject(doc, before, form)
    if other is not None and before is not None and '"' in doc[other.i : before].text:
        return ""
    if form in ("he", "she"):
        if other is not None and other.pos == "PROPN" and not is_plural_noun(other):
            name = names.person(shorten_phrase(other)) if other.text in names.people else ""
            full = names.people.get(other.text, "") or name
            if full and (before is None or find_people(doc[:before], names) <= {full}):
                return full if full != other_than else ""
        people = find_people(doc if before is None else doc[:before], names) - {other_than}
        if before is None and other is not None and other.entity == "PERSON" and not is_plural_noun(other):
            first = next((names.person(e.text) for e in doc.entities if e.start <= other.i < e.end), "")
            return first if first in people else ""
        if not people and before is None and other is not None and other.pos == "NOUN" and is_personal(other) and not is_plural_noun(other):
            return shorten_phrase(other)  # "the mayor won the run-off. He takes office in August"
        return people.pop() if len(people) == 1 else ""
    if other is None or (other.entity == "PERSON" and not (form == "it" and other.pos == "PROPN" and " " not in names.person(other.text))):
        return ""
    if (is_plural_noun(other) if form == "it" else not is_plural_noun(other)) or (form == "it" and other.pos == "NOUN" and is_personal(other)):
        return ""
    text = names.country(shorten_phrase(other), at)
    return "" if text == other_than or len(text.split()) > LONG_PHRASE or "--" in text else text


def find_people(part: Parse | Span, names: Names) -> set[str]:
    """The people that a part of a sentence names, each in full."""
    named = {names.person(e.text) for e in part.entities if names.means_person(e.text, e.kind) and not (e.start and e.tree[e.start - 1].lower in words()["definite"])}  # "up the Chambe" is a river
    return named or {names.people[t.text] or t.text for t in part if t.text in names.people and t.pos == "PROPN" and t.entity in ("", "ORG") and not any(c.role == "name_part" for c in t.children)}


def find_leading_subject(doc: Parse, before: int | None, form: str) -> Token | None:
    """The subject of a sentence, or of the only clause before a token where the sentence's own subject stands behind
    it; None where that is no noun.

    Under a verb of saying, "it" and "they" (``form``) refer to the subject of what is said; "he" and "she" do where
    several people speak.
    """
    root = next((t for t in doc if t.role == "root"), None)
    other = next((c for c in root.children if c.role in SUBJECTS), None) if root is not None else None
    if root is not None and before is None and root.lemma in words()["saying"] and (form in ("it", "they") or (other is not None and is_plural_noun(other))):
        reported = next((c for c in root.children if c.role == "clause"), root)  # "the wall had leaned, a surveyor said"
        other = next((c for c in reported.children if c.role in SUBJECTS), other)
    if other is None or other.pos == "PRON" or (before is not None and other.i >= before):
        earlier = [c for c in doc[:before] if c.role in SUBJECTS and c.pos in ("NOUN", "PROPN")] if before is not None else []
        other = earlier[0] if len(earlier) == 1 else None
    return other


def shorten_phrase(noun: Token) -> str:
    """The text of a noun phrase, without what hangs behind its noun where it is long."""
    tokens = trim_phrase(noun, frozenset())
    if sum(not t.is_punct for t in tokens) > LONG_PHRASE:
        behind = {t.i for c in noun.children if c.i > noun.i and c.role in ("participle", "preposition") for t in c.subtree}
        tokens = [t for t in tokens if t.i not in behind]
    return join(tokens)
