"""What "the company", "the city" and "the ruling" stand for, where only one can be meant."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from functools import lru_cache
from itertools import chain
from typing import Any

from timeline.mention.names import Names, gazetteer
from timeline.mention.parser import lemma
from timeline.mention.phrases import comma_before, join, only_date, phrase
from timeline.mention.sentences import Sentence
from timeline.mention.words import words

COMPANY = re.compile(r"\b(?:[A-Z][\w&.'’-]*\s){1,4}(?:Inc|Corp|Co|Ltd|PLC|plc|AG|SA|NV|Holdings|Cos)\b\.?")
BASED = re.compile(r",? ?[\w.]{0,8}-based")  # "the Kearny, N.J.-based maker" names a town
MUCH = 3  # times that an organisation at hand counts for more than one of elsewhere
FAR, NEAR = 8000, 1500  # characters that are looked back for what more is said of an event, and of other things
COUNTED = ("MONEY", "PERCENT", "CARDINAL", "QUANTITY")  # "a credit of $2 million" says no more of which it is
LONG = 9  # words of a phrase that is put in place of another


def definite(noun: Any, s: Sentence, names: Names, dates: Collection[int] = ()) -> str:
    """What a bare "the" and noun stands for: an organisation, a place, or the fuller phrase with the same noun before it; "" where that is open.

    "Thursday's ruling" is as bare as "the ruling": ``dates`` tells the tokens that do not count.
    """
    if noun is None or noun.pos_ != "NOUN" or noun.text[0].isupper() or noun.i in dates or any(not (c.is_punct or c.dep_ == "case" or c.i in dates or comma_before(c) or only_date(c, frozenset(dates))) for c in noun.rights):
        return ""
    dated = any(c.i in dates for c in noun.lefts)
    lefts = ["the"] * dated + [c.lower_ for c in noun.lefts if c.i not in dates and not (dated and c.lower_ == "the")]
    if lefts[:1] != ["the"]:
        return ""
    table, word = words(), lemma(noun)
    if lefts != ["the"]:  # "the holding company", "the task force"
        plain = word in table["bodies"] and all(c.text.islower() and c.dep_ in ("det", "amod", "compound") for c in noun.subtree if c.i != noun.i and c.dep_ != "det")
        compound = all(c.dep_ == "compound" and c.text.islower() for c in noun.lefts if c.dep_ != "det")
        return organisation(s, names, noun.i) if plain else fuller(noun, s, names) if compound and not dated else ""
    known = organisation(s, names, noun.i) if word in table["bodies"] else place(s, noun.i) if word in table["places"] else ""
    return known or fuller(noun, s, names)


def place(s: Sentence, before: int) -> str:
    """The only place that the sentence so far, or else the sentence before it, names."""
    cities = gazetteer()[1]
    for doc in (s.doc[:before], next(s.earlier(), None)):
        found = {clean(e.text) for e in doc.ents if e.label_ == "GPE" and e.text.lower() in cities} if doc is not None else set()
        if found:
            return found.pop() if len(found) == 1 else ""
    return ""


def fuller(noun: Any, s: Sentence, names: Names) -> str:
    """The nearest phrase before a noun that has the same noun and says more of it; for a war the one that the document opens with."""
    table, word = words(), lemma(noun)
    if word in table["measures"]:
        return ""
    if word in table["durative"] and (name := names.called(noun.text)):
        return name
    before = {c.lower_ for c in noun.lefts if c.dep_ == "compound"}
    for doc in chain([s.doc[: noun.i]], s.earlier_with(said_more(noun.lower_), FAR if word in table["events"] else NEAR)):
        for t in reversed(list(doc)):
            if t.lower_ != noun.lower_ or t.tag_ not in (noun.tag_, noun.tag_.replace("NN", "NNP")) or t.dep_ == "compound" or any(c.lower_ in table["another"] for c in t.children):
                continue
            if not before <= {c.lower_ for c in t.lefts}:
                continue
            within = t.dep_ == "pobj" and t.head.lower_ == "of" and t.pos_ == t.head.head.pos_ == "PROPN" and [c.pos_ for c in t.lefts] == ["PROPN"]
            whole = t.head.head if within else t  # "the Status of Forces Agreement"
            tokens = list(bare(phrase(whole, frozenset(x.i for x in doc if x.ent_type_ in ("DATE", "TIME")))))
            if not tokens:
                continue
            if sum(not x.is_punct for x in tokens) > LONG or any(x.pos_ == "PRON" or x.tag_ == "PRP$" for x in tokens):
                return ""
            if any(x.pos_ == "PROPN" and x.i != t.i for x in tokens) or any(c.dep_ == "prep" and not any(g.ent_type_ in COUNTED for g in c.children) for c in t.children if c in tokens):
                owned = tokens[0].pos_ == "PROPN" and any(c.dep_ == "poss" for c in t.children)
                return join(tokens) if owned else f"The {join(tokens)}"
    return ""


@lru_cache(maxsize=1000)
def said_more(word: str) -> re.Pattern[str]:
    """Where a text may say more of a noun: behind it by a preposition, or before it by a name."""
    return re.compile(rf"\b(?i:{re.escape(word)})\s+(?:of|in|at|on|for|between|against|to|by|near|outside|over|with|from)\s|\b[A-Z][\w.'’-]*\s+(?:[\w'’-]+\s+)?(?i:{re.escape(word)})\b")


def bare(tokens: list[Any]) -> Iterator[Any]:
    """A phrase without what stands in front of it: article, owner as a pronoun, figures."""
    started = False
    for t in tokens:
        started = started or not (t.dep_ in ("det", "nummod") or t.tag_ == "PRP$" or t.pos_ in ("NUM", "PUNCT", "SYM") or t.text == "%" or t.doc[t.i - 1].text.endswith("-") or t.text.endswith("-"))
        if started:
            yield t


def unowned(subject: Any, names: Names) -> bool:
    """Whether a figure does not say whose it is: "Revenue rose", "Net income fell"."""
    if lemma(subject) not in words()["figures"]:
        return False
    if subject.lower_ == "sale" or any(t.tag_ in ("WRB", "WDT", "WP") for t in subject.subtree):
        return False  # "the sale of the mill"; "how many shares"
    before = [c for c in subject.lefts if c.pos_ == "PROPN" or (c.lower_ != "the" and c.dep_ not in ("amod", "compound")) or named(c.text, names)]
    behind = [c for c in subject.children if c.dep_ == "prep" and c.lower_ in ("for", "of", "at") and not any(lemma(g) in words()["periods"] for g in c.children)]
    return not before + behind


def named(word: str, names: Names) -> bool:
    """Whether a word with a capital is a name, and not the first of a sentence."""
    return word[0].isupper() and bool(re.search(rf"[a-z,] {re.escape(word)}\b", names.text))


def organisation(s: Sentence, names: Names, before: int) -> str:
    """The organisation that the text speaks of: the one of the sentence so far, else of the sentences before it, else the only company of the document."""
    for i, doc in enumerate(chain([s.doc[:before]], s.earlier())):
        told = [e for e in doc.ents if e.label_ == "ORG" and not BASED.match(e.doc.text, e.end_char) and not words()["venues"] & set(e.text.lower().split())]
        found = {clean(e.text): e for e in told if e.root.dep_ != "poss"} or {clean(e.text): e for e in told if i}  # "its rival's offer" in one sentence with it
        if any(e.root.dep_ == "conj" or any(c.dep_ == "conj" for c in e.root.children) for e in found.values()):
            return most(found, names)  # two of them
        leading = [name for name, e in found.items() if e.root.dep_ in ("nsubj", "nsubjpass")]
        only = next(iter(found)) if len(found) == 1 and all(e.root.head.lower_ != "of" for e in found.values()) else ""  # not "a director of the other company"
        if only or len(leading) == 1:
            return most([leading[0] if leading else only], names, MUCH) if i else leading[0] if leading else only
        if found:
            return most(found, names)
    return most([], names)


def most(found: Iterable[str], names: Names, times: int = 1) -> str:
    """The one of some organisations that the document speaks of more often than of all others together, its other companies among them; "" where none is.

    One word of those at hand counts for as many as ``times`` of another company, and is then only held against the one that is spoken of most.
    """
    near = list(found)
    companies = [name for name in dict.fromkeys(clean(m.group()) for m in COMPANY.finditer(names.text)) if not any(name.split()[0] == n.split()[0] for n in near)]
    often = {name: names.text.count(name.split()[0]) * (times if name in near else 1) for name in near + companies}
    first = max(often, key=lambda name: often[name], default="")
    rest = [n for name, n in often.items() if name != first]
    return first if first and often[first] > (max(rest, default=0) if times > 1 else sum(rest)) else ""


def clean(name: str) -> str:
    """The name of an organisation without article and possessive."""
    return re.sub(r"^(?:the|The) |['’]s?$", "", name).strip()
