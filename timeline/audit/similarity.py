"""Whether two words, numbers or noun phrases, one of a claim and one of a sentence, mean the same."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from timeline.mention.parsed import Token
from timeline.mention.subject import find_subject
from timeline.mention.words import words
from timeline.merge.words import stem
from timeline.tables import load_table, load_words

FUNCTION = ("DET", "ADP", "CCONJ", "SCONJ", "PUNCT", "PART", "AUX", "PRON", "SPACE", "SYM", "INTJ", "X")
NUMBERS = {w: n for n, w in enumerate("zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty".split())}
NUMBERS |= {"thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90, "hundred": 100, "dozen": 12}
SCALES = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "m": 10**6, "bn": 10**9, "k": 10**3, "mln": 10**6}
FIGURE = re.compile(r"[£$€]?(\d[\d,]*(?:\.\d+)?)(m|bn|k|mln)?(?:th|st|nd|rd)?", re.IGNORECASE)
NEXT = 3  # words


@cache
def table() -> dict[str, frozenset[str]]:
    """The lists of words of the table."""
    return load_words("en/audit")


@cache
def synonyms() -> dict[str, frozenset[int]]:
    """Stems of words with the numbers of their sets."""
    sets: dict[str, set[int]] = {}
    for n, row in enumerate(load_table("en/audit")["same"]):
        for word in row.split():
            sets.setdefault("_".join(stem(w) for w in word.split("_")), set()).add(n)
    return {w: frozenset(s) for w, s in sets.items()}


@cache
def sets_of(word: str) -> frozenset[str]:
    """The stems that may stand for a stem, of single words."""
    sets = synonyms()
    mine = sets.get(word, frozenset())
    return frozenset(w for w, s in sets.items() if s & mine) if mine else frozenset()


def same_word(a: Token, b: Token) -> bool:
    """Whether two tokens mean the same: by lemma, stem, or a set of synonyms in the table."""
    if a.lemma == b.lemma or a.lower == b.lower or stem(a.lower) == stem(b.lower):
        return True
    sets = synonyms()
    return bool(spelled(a, sets) & spelled(b, sets))


def spelled(t: Token, sets: dict[str, frozenset[int]]) -> frozenset[int]:
    """The sets of a word, alone and with the particle of its verb."""
    own = stem(t.lemma)
    found = sets.get(own, frozenset()) | sets.get(stem(t.lower), frozenset())
    for c in t.children:
        if c.role in ("particle", "adverb", "predicate_adjective", "object_predicate") or (c.role == "preposition" and c.i == t.i + 1):
            found |= sets.get(f"{own}_{stem(c.lower)}", frozenset())
    return found


def number(t: Token) -> float | None:
    """The number that a token names; None for none. "3,000", "£4m", "three" and "3 million" are read."""
    m = FIGURE.fullmatch(t.text)
    n = float(m[1].replace(",", "")) if m else NUMBERS.get(t.lower)
    if n is None:
        return None
    if m and m[2]:
        n *= SCALES[m[2].lower()]
    after = t.tree[t.i + 1] if t.i + 1 < len(t.tree) else None
    return n * SCALES.get(after.lower, 1) if after is not None and after.lower in words()["scales"] else n


def find_last_noun(t: Token) -> Token:
    """The last noun of a run of nouns, wherever the parser saw its head: "conviction" of "nurse Joan Hartley's
    conviction".
    """
    i = t.i
    while i + 1 < len(t.tree) and (t.tree[i + 1].pos in ("NOUN", "PROPN") or t.tree[i + 1].form == "possessive_mark") and t.tree[i + 1].entity != "DATE":
        i += 1
    while i > t.i and t.tree[i].pos not in ("NOUN", "PROPN"):
        i -= 1
    return t.tree[i]


def find_core_words(t: Token) -> list[Token]:
    """The words that identify a noun phrase: its head and what stands before it.

    What stands behind it is compared with the clause.
    """
    out = [t] if t.pos not in FUNCTION or number(t) is not None else []
    for c in t.children:
        if c.role in ("name_part", "modifier", "number", "possessor", "noun_modifier", "quantifier") and c.i < t.i + 1:
            out += [x for x in c.subtree if x.pos not in FUNCTION or number(x) is not None]
        elif c.role == "conjunct":
            out += find_core_words(c)
    return out


def noun_phrase(t: Token) -> list[Token]:
    """All words of a noun phrase but those of its clauses."""
    out = [x for x in t.subtree if not any((a.role in ("relative_clause", "adverbial_clause", "participle", "parataxis") or is_too_far(a)) and t.is_ancestor(a) for a in (x, *x.ancestors))]
    after = t.i + 1
    while after < len(t.tree) and t.tree[after].pos == "PROPN":  # "the physicist Tomasz Rygiel", wherever the parser hangs the name
        out.append(t.tree[after])
        after += 1
    return out


def is_too_far(t: Token) -> bool:
    """Whether an apposition stands too far behind its noun to name the same thing."""
    return bool(t.role == "apposition") and t.left_edge.i - t.head.i > NEXT


def find_possible_words(b: Token, p: Token, context: Sequence[Token]) -> Iterator[Token]:
    """The words that a token of a sentence may stand for: a pronoun's subject above it, else the names before the
    sentence; a noun's apposition.
    """
    if b.pos != "PRON":
        return
    above = next((s for a in p.ancestors if a.pos == "VERB" and (s := find_subject(a)) is not None and s.i != b.i), None)
    if above is not None and p.role != "conjunct":
        yield from noun_phrase(above)
    else:
        yield from (x for x in context if x.pos == "PROPN")


def same_thing(a: Token, b: Token, others: Sequence[Token], clause: Sequence[Token]) -> bool:
    """Whether two noun phrases speak of the same: the head or a name in common, and nothing before the claim's noun that the other lacks. ``others`` are words that may stand for it."""
    mine, theirs = find_core_words(a), [*noun_phrase(b), *others]
    if not mine:
        return True  # a pronoun: it says nobody else
    head = find_last_noun(a)
    mine += [x for x in a.tree[a.i + 1 : head.i + 1] if x.pos not in FUNCTION]
    itself = [x for x in noun_phrase(b) if not any(a.role == "preposition" and b.is_ancestor(a) for a in x.ancestors)]  # not "Lowen" of "the storehouses near Fort Lowen"
    heads = [b, *b.conjuncts, *(x for x in itself if x.role in ("name_part", "apposition", "noun_modifier", "modifier") or x.i > b.right_edge.i), *others]
    if b.pos != "PRON" or others:
        same = any(same_word(head, x) for x in heads) or (head.i == a.i and any(x.pos == "PROPN" and is_among(x, [*itself, *others]) for x in mine))
        return bool(same) and all(is_among(x, theirs) or (x.i != head.i and x.pos in ("PROPN", "NOUN") and is_among(x, clause)) for x in mine)
    return False


def is_among(x: Token, among: Iterable[Token]) -> bool:
    """Whether a word or number of a claim stands among others."""
    n = number(x)
    if n is not None:
        return any(number(y) == n for y in among)
    if x.pos == "PROPN":
        return any(y.lower.removesuffix("'s") == x.lower.removesuffix("'s") or (len(x.text) > 3 and same_word(x, y)) for y in among)
    return any(same_word(x, y) for y in among)


def find_other_count(content: Sequence[Token], clause: Sequence[Token]) -> Token | None:
    """A number of the claim that counts another thing than in the source; None where all count the same."""
    for t in content:
        n = number(t)
        if n is None or t.role not in ("number", "quantifier"):
            continue
        there = [x for x in clause if number(x) == n]
        if there and not any(x.head.i == x.i or same_word(t.head, x.head) or x.role not in ("number", "quantifier") for x in there):
            return t
    return None
