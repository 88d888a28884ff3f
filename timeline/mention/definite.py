"""Coreference of definite noun phrases: what "the company", "the city" and "the ruling" stand for, where only one can
be meant.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from itertools import chain

from timeline.mention.company import find_organisation
from timeline.mention.names import Names
from timeline.mention.parsed import Parse, Span, Token
from timeline.mention.phrases import comma_before, is_only_date, join, trim_phrase
from timeline.mention.sentences import Sentence
from timeline.mention.words import words

FAR_BACK, NEAR_BACK = 8000, 1500  # characters that are looked back for what more is said of an event, and of other things
BEHIND = re.compile(r"\s+(?:of|in|at|on|for|between|against|to|by|near|outside|over|with|from)\s")
BEFORE, WINDOW = re.compile(r"\b[A-Z][\w.'’-]*\s+(?:[\w'’-]+\s+)?$"), 40
MOST_TOKENS = 11  # words of a phrase that is put in place of another


def resolve_definite(noun: Token | None, s: Sentence, names: Names, dates: Collection[int] = ()) -> str:
    """The antecedent of "the" and a bare noun: an organisation, a place, or an earlier, fuller phrase with the same
    noun; "" where that is open.

    "Thursday's ruling" counts as bare: ``dates`` are the token numbers of time expressions.
    """
    if noun is None or noun.pos != "NOUN" or noun.text[0].isupper() or noun.i in dates or not all(adds_nothing(c, dates) for c in noun.rights):
        return ""
    dated = any(c.i in dates for c in noun.lefts)
    lefts = [c for c in noun.lefts if c.i not in dates]
    if not dated and not (lefts and lefts[0].lower in words()["definite"]):
        return ""
    more = [c for c in lefts if c.lower not in words()["definite"]]
    table, word = words(), noun.lemma
    if more and word in table["bodies"] and all(c.text.islower() and c.role in ("determiner", "modifier", "name_part") for left in more for c in left.subtree):
        return "" if has_other_antecedent(noun, s) else find_organisation(s, names, noun.i)  # "the holding company"
    if more:
        return find_fuller_phrase(noun, s, names) if not dated and all(c.role == "name_part" and c.text.islower() for c in more) else ""  # "the task force"
    body = word in table["bodies"] and not has_other_antecedent(noun, s)
    known = find_organisation(s, names, noun.i) if body else ""
    return known or find_fuller_phrase(noun, s, names)


def has_other_antecedent(noun: Token, s: Sentence) -> bool:
    """Whether the same noun has just named somebody other than the organisation at hand: "the council sued the bank.

    The bank's chief resigned".
    """
    plain = noun.lemma in words()["any_body"]
    for part in (s.tree[: noun.i], next(s.earlier(), ())):
        for t in part:
            if t.lower == noun.lower and t.pos == "NOUN" and t.role in ("object", "preposition_object", "subject", "passive_subject"):
                if not plain or any(c.lower in words()["another"] or c.lower in words()["indefinite"] for c in t.lefts):
                    return True
    return False


def adds_nothing(behind: Token, dates: Collection[int]) -> bool:
    """Whether what stands behind a noun adds no description: a punctuation mark, an aside, a date."""
    return behind.is_punct or behind.role == "possessive_mark" or behind.i in dates or comma_before(behind) or is_only_date(behind, frozenset(dates))


def find_fuller_phrase(noun: Token, s: Sentence, names: Names) -> str:
    """The nearest earlier phrase with the same noun that says more about it; for a war the one that the document
    opens with. "" where there is none.
    """
    table, word = words(), noun.lemma
    if word in table["measures"]:
        return ""
    if word in table["durative"] and (name := names.called(noun.text)):
        return name
    unnamed, first = "", max(0, s.start - (FAR_BACK if word in table["events"] else NEAR_BACK))
    parts: Iterator[Parse | Span] = chain([s.tree[: noun.i]], s.earlier_at(find_descriptions(noun.lower, s.text, first, s.start)))
    for doc in parts:
        for t in reversed(list(doc)):
            tokens = find_same_noun(t, noun)
            if sum(not x.is_punct for x in tokens) > MOST_TOKENS or any(x.pos == "PRON" or x.form == "possessive_pronoun" for x in tokens):
                return unnamed
            if any(x.pos == "PROPN" and x.i != t.i for x in tokens):
                owned = tokens[0].pos == "PROPN" and any(c.role == "possessor" for c in t.children)
                return join(tokens) if owned else f"The {join(tokens)}"
            if any(c in tokens and says_which(c) for c in t.children):
                unnamed = unnamed or f"The {join(tokens)}"
                if word not in table["events"]:
                    return unnamed
    return unnamed


def find_same_noun(t: Token, noun: Token) -> list[Token]:
    """The phrase of a token, without dates, where its noun is the same as ``noun``; [] where it is another noun or
    another thing of that kind.
    """
    same = (
        t.lower == noun.lower
        and not any(c.role == "conjunct" for c in t.children)
        and (t.text[0].isupper() or noun.lemma not in words()["by_name"])
        and t.form in (noun.form, noun.form.replace("singular", "name"))
        and t.role != "name_part"
    )
    if t.role in ("predicate", "object_predicate", "predicate_adjective") or any(
        c.form in ("superlative", "superlative_adverb") or (c.pos == "DET" and c.i > t.left_edge.i and c.i < t.i) for c in t.lefts
    ):
        return []  # "he was the worst president in the history of the club": a judgement, and not who he is
    if not same or any(c.lower in words()["another"] for c in t.children) or not {c.lower for c in noun.lefts if c.role == "name_part"} <= {c.lower for c in t.lefts}:
        return []
    within = t.role == "preposition_object" and t.head.lower in words()["of"] and t.pos == t.head.head.pos == "PROPN" and [c.pos for c in t.lefts] == ["PROPN"]
    dates = frozenset(x.i for x in t.tree if x.entity in ("DATE", "TIME"))
    return list(drop_determiners(trim_phrase(t.head.head if within else t, dates)))  # "the Status of Forces Agreement"


def says_which(behind: Token) -> bool:
    """Whether a prepositional phrase behind a noun identifies it: "of the bank", but not "of $2 million"."""
    return behind.role == "preposition"


def find_descriptions(word: str, text: str, first: int, last: int) -> list[int]:
    """Offsets where a noun stands with a description: a preposition behind it or a name in front.

    The last one comes first.
    """
    found = []
    for spelling in (word, word.capitalize()):
        at = text.find(spelling, first, last)
        while at >= 0:
            end = at + len(word)
            alone = not text[at - 1 : at].isalnum() and not text[end : end + 1].isalnum()
            if alone and (BEHIND.match(text, end) or BEFORE.search(text, max(first, at - WINDOW), at)):
                found.append(at)
            at = text.find(spelling, end, last)
    return sorted(found, reverse=True)


def drop_determiners(tokens: list[Token]) -> Iterator[Token]:
    """The tokens of a phrase without article, possessive pronoun and figures in front."""
    started = False
    for t in tokens:
        started = started or not (
            t.role in ("determiner", "number") or t.form == "possessive_pronoun" or t.pos in ("NUM", "PUNCT", "SYM") or t.text == "%" or t.tree[t.i - 1].text.endswith("-") or t.text.endswith("-")
        )
        if started:
            yield t
