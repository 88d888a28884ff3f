"""Date attachment by weight: how likely a date dates each word of its sentence, learned from news in which people
linked events with dates.

The weights are a table, ``languages/en/attach.yml``, written by ``bench/fit_attach.py``; this module only names the
features. The rules of :mod:`timeline.mention.attach` come first: that they chose a word is itself a feature.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import accumulate

from timeline.mention.parsed import Parse, Span, Token
from timeline.mention.parser import QUOTATION, is_quoted
from timeline.mention.words import words
from timeline.model import Timex
from timeline.tables import load_table

LIKELY = 0.33  # from which a word is named as dated by the expression, too
LISTS_OF_WORDS = ("events", "saying", "telling", "light", "aspect", "gatherings", "statements", "plan", "which", "bounds")
LISTS_OF_HEADS = ("saying", "plan", "aspect", "light", "setting")


@cache
def load_weights(language: str = "en") -> Mapping[str, float]:
    """Feature -> weight; the weight under the empty name is the intercept."""
    return {k: float(v) for k, v in load_table(f"{language}/attach").items()}


@dataclass(frozen=True, slots=True)
class Columns:
    """A parse as lists with one entry a token: each attribute is read once, however many words are weighed."""

    pos: list[str]
    tag: list[str]
    arc: list[str]  # the parser's own labels, by which the weights are named
    role: list[str]
    word: list[str]  # lemmas
    lower: list[str]
    head: list[int]
    punctuation: list[bool]
    helpers: list[str]  # "h" for a have, "m" for a modal below the token
    quoted: list[bool]
    verbs: list[int]  # how many there are before the token
    commas: list[int]


@lru_cache(maxsize=4)
def read_columns(tree: Parse) -> Columns:
    """The columns of a parse."""
    have = {t.head.i for t in tree if t.role == "auxiliary" and t.lower in words()["have_present"]}
    modal = {t.head.i for t in tree if t.form == "modal" and t.head is not t}
    return Columns(
        [t.pos for t in tree], [t.tag for t in tree], [t.label for t in tree], [t.role for t in tree], [t.lemma for t in tree], [t.lower for t in tree], list(tree.heads),
        [t.is_punct for t in tree], ["h" * (t.i in have) + "m" * (t.i in modal) for t in tree],
        [is_quoted(t) for t in tree] if any(mark in tree.text for mark in QUOTATION) else [False] * len(tree),
        count_before(t.pos == "VERB" for t in tree), count_before(t.lower == "," for t in tree),
    )  # fmt: skip


def count_before(met: Iterable[bool]) -> list[int]:
    """For each position how many of ``met`` are true before it, and the total at the end."""
    return list(accumulate(met, initial=0))


def rank_triggers(span: Span, t: Timex, dates: Collection[int], pick: Token | None, beside: list[Token]) -> list[tuple[float, Token]]:
    """The words that the expression may date, with their probabilities, the likeliest first.

    ``pick`` is the word that the rules chose, or None.
    """
    table, parse, doc = load_weights(), read_columns(span.tree), span.tree
    chosen, near = pick.i if pick is not None else -1, {b.i for b in beside}
    out, weight, root = [], table.get, span.root.i
    for i in find_triggers(parse, dates, chosen):
        odds = table["start"] + sum(weight(f, 0.0) for f in find_features(parse, span, root, t, i, chosen, near))
        out.append((1 / (1 + math.exp(-odds)), doc[i]))
    return sorted(out, key=lambda pair: (-pair[0], pair[1].i))


def find_triggers(parse: Columns, dates: Collection[int], pick: int) -> Iterator[int]:
    """Token numbers of the words that can name an event: verbs, nouns that are arguments or stand in the table,
    predicative adjectives.
    """
    events = words()["events"]
    for i, (pos, role) in enumerate(zip(parse.pos, parse.role, strict=True)):
        if i in dates or parse.punctuation[i]:
            continue
        if (
            pos == "VERB"
            or (pos == "AUX" and role in ("root", "clause", "relative_clause", "adverbial_clause", "conjunct"))
            or (pos in ("NOUN", "PROPN") and (parse.word[i] in events or parse.lower[i] in events))
            or (pos == "NOUN" and role in ("preposition_object", "object", "subject", "root", "predicate", "passive_subject"))
            or (pos == "ADJ" and role == "predicate_adjective")
            or i == pick
        ):
            yield i


def find_ancestors(parse: Columns, i: int) -> list[int]:
    """A word and its ancestors, upwards."""
    above = [i]
    while parse.head[i] != i:
        i = parse.head[i]
        above.append(i)
    return above


def find_route(parse: Columns, a: int, b: int) -> tuple[str, str]:
    """The dependency labels from one word up to the common ancestor, and from there down to another."""
    above, below = find_ancestors(parse, a), find_ancestors(parse, b)
    meet = next((n for n, x in enumerate(below) if x in above), len(below) - 1)
    up = above[: above.index(below[meet])] if below[meet] in above else above[:-1]
    return ">".join(parse.arc[x] for x in up), "<".join(parse.arc[x] for x in reversed(below[:meet]))


def find_features(parse: Columns, span: Span, root: int, t: Timex, i: int, pick: int, beside: Collection[int]) -> Iterator[str]:
    """The features of a word as the one that an expression dates.

    The expression stands at ``span`` and has its root at ``root``; ``pick`` -1 means that the rules chose none.
    """
    table, word = words(), parse.word[i]
    pos, tag, arc, head = parse.pos[i], parse.tag[i], parse.arc[i], parse.head[i]
    up, down = find_route(parse, root, i)
    event = "E" if word in table["events"] else ""
    first, last = min(i, span.end), max(i, span.start)
    yield from (f"path={up}|{down}", f"up={up}", f"down={down}", f"pos={pos}", f"tag={tag}", f"dep={arc}", f"lem={word}")
    yield from find_word_lists(word)
    yield from (f"dist={min(8, min(abs(i - span.start), abs(i - span.end + 1)) // 2)}", "side=L" if i < span.start else "side=R", f"sig={t.signal}")
    yield f"pos+up={pos}{event}{'>'.join(up.split('>')[-2:])}|{'<'.join(down.split('<')[:2])}"
    yield from (f"nv={min(3, parse.verbs[last] - parse.verbs[first])}", f"gran={t.granularity}{pos}", f"type={t.type}", f"headpos={parse.pos[head]}|{arc}")
    yield f"prep={parse.lower[parse.head[root]] if parse.role[root] == 'preposition_object' else parse.arc[root]}|{pos}{event}"
    yield f"tenses={tag}{parse.helpers[i]}"
    yield from (name for name, met in (("beside", i in beside), ("comma", parse.commas[last] > parse.commas[first]), ("root", parse.role[i] == "root"), ("quote", parse.quoted[i])) if met)
    over = parse.word[head]
    if head != i:
        yield from (f"head={k}|{arc}" for k in LISTS_OF_HEADS if over in table[k])
    if pick < 0:
        return
    yield f"pickpos={parse.pos[pick]}|{pos}|{i == pick:d}"
    if i == pick:
        yield "pick"
    elif head == pick:
        yield "headpick"
        yield f"headpick={arc}|{pos}|{'S' if over in table['saying'] else ''}{'L' if over in table['light'] else ''}{event}"
    if parse.head[pick] == i:
        yield f"overpick={parse.arc[pick]}|{parse.pos[pick]}|{pos}"


@lru_cache(maxsize=100_000)
def find_word_lists(word: str) -> tuple[str, ...]:
    """The word lists that a lemma stands in."""
    table = words()
    return tuple(f"in={k}" for k in LISTS_OF_WORDS if word in table[k])
