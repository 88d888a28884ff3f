"""Coreference of organisations: which one "the company" means, and whose figures "revenue rose" reports."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import chain

from timeline.mention.names import Names, clean_name
from timeline.mention.parsed import Parse, Span, Token
from timeline.mention.roles.tree import SUBJECTS
from timeline.mention.sentences import Sentence
from timeline.mention.words import words

COMPANY = re.compile(r"\b(?:[A-Z][\w&.'’-]*\s){1,4}(?:Inc|Corp|Co|Ltd|PLC|plc|AG|SA|NV|Holdings|Cos)\b\.?")
BASED = re.compile(r",? ?[\w.]{0,8}-based")  # "the Kearny, N.J.-based maker" names a town
NEARBY_WEIGHT = 3  # times that an organisation at hand counts for more than one of elsewhere


def lacks_owner(subject: Token) -> bool:
    """Whether a figure does not say whose it is: "Revenue rose", "Net income fell"."""
    if subject.lemma not in words()["figures"]:
        return False
    if subject.lower in words()["sale"] or any(t.form in ("relative_adverb", "relative_determiner", "relative_pronoun") for t in subject.subtree):
        return False  # "the sale of the mill"; "how many shares"
    before = [c for c in subject.lefts if c.pos == "PROPN" or (c.lower not in words()["articles"] and c.role not in ("modifier", "name_part"))]
    behind = [c for c in subject.children if c.role == "preposition" and c.lower in words()["company_prepositions"] and not any(g.lemma in words()["periods"] for g in c.children)]
    return not before + behind


def find_organisation(s: Sentence, names: Names, before: int) -> str:
    """The organisation that the text speaks of at a token: one of the sentence so far, else of the sentences before
    it, else the only company of the document; "" where that is open.
    """
    parts: Iterator[Parse | Span] = chain([s.tree[:before]], s.earlier())
    for i, doc in enumerate(parts):
        candidates = [e for e in doc.entities if e.kind == "ORG" and may_be_meant(e, names) and not any(a.role == "relative_clause" for a in (e.root, *e.root.ancestors))]
        found = {full_name(e): e for e in candidates if e.root.role != "possessor"} or {full_name(e): e for e in candidates if i}  # "its rival's offer" in one sentence with it
        if any(e.root.role == "conjunct" or any(c.role == "conjunct" for c in e.root.children) for e in found.values()):
            return find_most_mentioned(found, names)  # two of them
        leading = [name for name, e in found.items() if e.root.role in SUBJECTS]
        only = next(iter(found)) if len(found) == 1 and all(e.root.head.lower not in words()["of"] for e in found.values()) else ""  # not "a director of the other company"
        if only or len(leading) == 1:
            return find_most_mentioned([leading[0] if leading else only], names, NEARBY_WEIGHT) if i else leading[0] if leading else only
        if found:
            return find_most_mentioned(found, names)
    return find_most_mentioned([], names)


def may_be_meant(entity: Span, names: Names) -> bool:
    """Whether an entity can be the organisation that is meant: no town in front of "-based", no venue, no kind of
    body, no person.
    """
    table, text = words(), entity.text
    based = BASED.match(entity.tree.text, entity.last_character)
    return text[0].isupper() and text not in names.people and text.lower() not in table["bodies"] and not (based or table["venues"] & set(text.lower().split()))


def find_most_mentioned(found: Iterable[str], names: Names, times: int = 1) -> str:
    """The organisation that the document names more often than all other candidates and companies together; "" where
    there is none.

    A mention of one of ``found`` counts ``times`` times; above 1 it only has to beat the most frequent of the others.
    """
    near = list(found)
    companies = [name for name in dict.fromkeys(clean_name(m.group()) for m in COMPANY.finditer(names.text)) if not any(name.split()[0] == n.split()[0] for n in near)]
    often = {name: names.text.count(name.split()[0]) * (times if name in near else 1) for name in near + companies}
    first = max(often, key=lambda name: often[name], default="")
    rest = [n for name, n in often.items() if name != first]
    return first if first and often[first] > (max(rest, default=0) if times > 1 else sum(rest)) else ""


def full_name(entity: Span) -> str:
    """The name of an organisation with what the parser left in front of it: "Hale & Sons Co.", "Hale Cos."."""
    doc, start = entity.tree, entity.start
    while start and ("&" in (doc[start - 1].text, doc[start].text) or (doc[start - 1].pos == "PROPN" and doc[start - 1].role == "name_part")):
        start -= 1
    return clean_name(doc[start : entity.end].text)
