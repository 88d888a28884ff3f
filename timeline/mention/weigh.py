"""How likely a date dates each word of its sentence: weights learned from news in which people linked events with dates.

The weights are a table, ``languages/en.attach.yml``, written by ``bench/fit_attach.py``; this module only names what is weighed. The rules of
:mod:`timeline.mention.attach` come first: that they chose a word is itself one of the things weighed.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from typing import Any

import yaml

from timeline.mention.parser import lemma, quoted, tokens_of
from timeline.mention.words import LANGUAGES, words
from timeline.model import Timex

LIKELY = 0.31  # from which a word is named as dated by the expression, too
KINDS = ("events", "saying", "telling", "light", "aspect", "gatherings", "statements", "plan", "which", "bounds")
ABOVE = ("saying", "plan", "aspect", "light", "setting")


@cache
def weights(language: str = "en") -> Mapping[str, float]:
    """Feature -> weight; the one without a name is what everything starts from."""
    with (LANGUAGES / f"{language}.attach.yml").open(encoding="utf-8") as file:
        return {str(k): float(v) for k, v in yaml.load(file, Loader=yaml.CBaseLoader).items()}


def likely(span: Any, t: Timex, dates: frozenset[int], pick: Any, beside: list[Any]) -> list[tuple[float, Any]]:
    """The words that the expression may date, with the probability of each, the likeliest first."""
    table, root = weights(), span.root
    out = []
    for c in candidates(span.doc, dates, pick):
        odds = table["start"] + sum(table[f] for f in features(span, root, t, c, pick, beside) if f in table)
        out.append((1 / (1 + math.exp(-odds)), c))
    return sorted(out, key=lambda pair: (-pair[0], pair[1].i))


def candidates(doc: Any, dates: frozenset[int], pick: Any) -> Iterator[Any]:
    """Words that can name an event: verbs, nouns that are arguments or stand in the table, predicative adjectives."""
    events = words()["events"]
    for c in doc:
        if c.i in dates or c.is_punct:
            continue
        if (
            c.pos_ == "VERB"
            or (c.pos_ == "AUX" and c.dep_ in ("ROOT", "ccomp", "relcl", "advcl", "conj"))
            or (c.pos_ in ("NOUN", "PROPN") and (lemma(c) in events or c.lower_ in events))
            or (c.pos_ == "NOUN" and c.dep_ in ("pobj", "dobj", "nsubj", "ROOT", "attr", "nsubjpass"))
            or (c.pos_ == "ADJ" and c.dep_ == "acomp")
            or (pick is not None and c.i == pick.i)
        ):
            yield c


@lru_cache(maxsize=4)
def upward(a: Any) -> tuple[list[int], list[str]]:
    """The numbers of a word and of those above it, and the arcs between them."""
    above, arcs = [a.i], []
    while a.head.i != a.i:
        arcs.append(a.dep_)
        a = a.head
        above.append(a.i)
    return above, arcs


def route(a: Any, b: Any) -> tuple[str, str]:
    """The arcs from one word up to the common ancestor, and from there down to another."""
    above, arcs = upward(a)
    down = []
    while b.i not in above and b.head.i != b.i:
        down.append(b.dep_)
        b = b.head
    up = arcs[: above.index(b.i)] if b.i in above else arcs
    return ">".join(up), "<".join(reversed(down))


def features(span: Any, root: Any, t: Timex, c: Any, pick: Any, beside: list[Any]) -> Iterator[str]:
    """What is weighed of a word as the one that an expression dates; ``root`` is the topmost token of the expression."""
    table, word = words(), lemma(c)
    up, down = route(root, c)
    event = "E" if word in table["events"] else ""
    yield from (f"path={up}|{down}", f"up={up}", f"down={down}", f"pos={c.pos_}", f"tag={c.tag_}", f"dep={c.dep_}", f"lem={word}")
    yield from (f"in={k}" for k in KINDS if word in table[k])
    yield f"dist={min(8, min(abs(c.i - span.start), abs(c.i - span.end + 1)) // 2)}"
    yield f"side={'L' if c.i < span.start else 'R'}"
    yield f"sig={t.signal}"
    yield f"pos+up={c.pos_}{event}{'>'.join(up.split('>')[-2:])}|{'<'.join(down.split('<')[:2])}"
    between = tokens_of(c.doc)[min(c.i, span.end) : max(c.i, span.start)]
    yield f"nv={min(3, sum(x.pos_ == 'VERB' for x in between))}"
    yield from (f"gran={t.granularity}{c.pos_}", f"type={t.type}", f"headpos={c.head.pos_}|{c.dep_}")
    yield f"prep={root.head.lower_ if root.dep_ == 'pobj' else root.dep_}|{c.pos_}{event}"
    helpers = [x for x in c.children if x.dep_ == "aux"]
    yield f"tenses={c.tag_}{'h' if any(x.lower_ in ('has', 'have') for x in helpers) else ''}{'m' if any(x.tag_ == 'MD' for x in c.children) else ''}"
    yield from (
        name
        for name, met in (
            ("beside", any(b.i == c.i for b in beside)), ("comma", any(x.text == "," for x in between)), ("root", c.dep_ == "ROOT"), ("quote", quoted(c)),
        )
        if met
    )  # fmt: skip
    over = lemma(c.head)
    if c.head.i != c.i:
        yield from (f"head={k}|{c.dep_}" for k in ABOVE if over in table[k])
    if pick is None:
        return
    yield f"pickpos={pick.pos_}|{c.pos_}|{c.i == pick.i:d}"
    if c.i == pick.i:
        yield "pick"
    elif c.head.i == pick.i:
        yield "headpick"
        yield f"headpick={c.dep_}|{c.pos_}|{'S' if over in table['saying'] else ''}{'L' if over in table['light'] else ''}{event}"
    if pick.head.i == c.i:
        yield f"overpick={pick.dep_}|{pick.pos_}|{c.pos_}"
