"""Who and where: full names at first mention, the country that a text is about, places from the gazetteer."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache, lru_cache

from timeline.gazetteer import gazetteer as all_places
from timeline.mention.parsed import Parse, Span, Token
from timeline.mention.parser import parse
from timeline.mention.words import names_event, words
from timeline.slug import plain

NAME = re.compile(r"\b[A-Z][\w'’-]+(?:[ \t]+(?:bin|al|ibn|de|da|van|von|der|el|of|(?:[A-Z]\.)+|(?:St|Jr|Sr)\.|[A-Z][\w'’-]*)){1,5}")
CAPITALS = re.compile(r"\b(?:United [A-Z][a-z]+|[A-Z][a-z]+)")
COUNTRY_WORD = re.compile(r"\bthe country\b")
TITLES = {"President", "Minister", "Prime", "Foreign", "Mullah", "General", "Gen.", "Secretary", "Mr", "Mr.", "Mrs", "Mrs.", "Ms", "Ms.", "Dr", "Dr.", "Sir", "Lord", "Lady", "Senator",
          "Judge", "Justice", "Chancellor", "Queen", "King", "Prince", "Princess", "Pope", "Former", "Vice", "Director", "Spokesman", "Chief", "US", "The", "Colonel",
          "Major", "Captain", "Commander", "Governor", "Mayor", "Ambassador", "Envoy", "Special", "Professor", "Deputy", "Qatar", "Afghan", "State", "Defence", "Defense"}  # fmt: skip


LONGEST_NAME = 3  # words; a longer one has words of a page before it
HYPHENS = ("-", "‐", "‑")
OPENING = 400  # characters in which a document names what it is about
CALENDAR = frozenset("january february march april may june july august september october november december monday tuesday wednesday thursday friday saturday sunday".split())
OPENERS = frozenset(
    "after as at although because before but by despite during for from if in on once since so that the then there they this though "
    "to under until when where while with and or not he she it his her its their a an".split()
)


@cache
def gazetteer() -> tuple[dict[str, str], frozenset[str]]:
    """Countries by any of their common names, and cities over 15,000 people."""
    places = all_places()
    countries = {c.name.lower(): c.name for c in places.countries}
    countries.update({"us": "United States", "u.s.": "United States", "the united states": "United States", "uk": "United Kingdom", "britain": "United Kingdom", "america": "United States"})
    return countries, frozenset(plain(c.name).lower() for c in places.cities)


@dataclass(slots=True)
class Names:
    """What a document calls people and places; built once for a document."""

    text: str
    people: dict[str, str] = field(default_factory=dict)  # last name -> first full form

    def __post_init__(self) -> None:
        for m in NAME.finditer(self.text):
            parts = m.group().replace("\n", " ").split()
            while parts and (parts[0] in TITLES or parts[0].lower() in OPENERS):
                parts.pop(0)
            owners = [i for i, part in enumerate(parts[:-1]) if part.endswith(("'s", "’s"))]
            parts = parts[owners[-1] + 1 :] if owners else parts  # "Kenya's Ada Mills"
            if len(parts) >= 2 and parts[-1][0].isupper() and "of" not in parts:
                last, whole = re.sub(r"['’]s?$", "", parts[-1]), re.sub(r"['’]s?$", "", " ".join(parts))
                first = self.people.setdefault(last, whole)
                if not (set(first.split()) <= set(whole.split()) or set(whole.split()) <= set(first.split())):
                    self.people[last] = ""  # several people of that name: which is meant is open

    def full(self, text: str, token: Token | None = None, at: int = 0) -> str:
        """A surname alone, in the full form of its first mention; other text as it is."""
        bare = re.sub(r"^(?:Mr|Mrs|Ms|Dr)\.? ", "", text)
        if " " not in bare and self.people.get(bare) and (token is None or token.entity == "PERSON" or (token.entity == "" and token.pos == "PROPN")):
            return self.people[bare]
        return self.country(text, at)

    def country(self, text: str, at: int) -> str:
        """``the country`` by its name, where the sentence before offset ``at`` names just one."""
        if not COUNTRY_WORD.search(text):
            return text
        countries = gazetteer()[0]
        start = max(self.text.rfind(". ", 0, at), self.text.rfind("\n", 0, at), 0)
        named = {countries[w.lower()] for w in CAPITALS.findall(self.text, start, at) if w.lower() in countries}
        return COUNTRY_WORD.sub(next(iter(named)), text) if len(named) == 1 else text

    def called(self, noun: str) -> str:
        """The only thing of a kind that the document opens with by name: "the Russo-Japanese War" for "war"; "" where it names none or several."""
        found = {" ".join(m.group().split()) for m in re.finditer(rf"(?:[A-Z][\w'’-]+\s+){{1,3}}{noun.capitalize()}\b(?: I+\b)?", self.text[:OPENING])}
        found = {re.sub("^The ", "", name) for name in found}
        return f"The {found.pop()}" if len(found) == 1 else ""

    def means_person(self, name: str, label: str) -> bool:
        """Whether an entity is a person: by its label, or by a surname whose full form the document has and no gazetteer knows."""
        countries, cities = gazetteer()
        if name.split()[0].lower() in words()["landmarks"]:
            return False  # "Ciudad Juárez"
        return label == "PERSON" or (label != "NORP" and bool(self.people.get(name)) and name.lower() not in countries and name.lower() not in cities)

    def person(self, name: str) -> str:
        """The full form of a person's name, without title."""
        parts = re.sub(r"['’]s?$", "", name).split()
        while len(parts) > 1 and parts[0] in TITLES:
            parts.pop(0)
        while len(parts) > 1 and parts[-1].islower():
            parts.pop()  # "Peter the", of "Peter the Great"
        last = parts[-1]
        return self.people.get(last) or last if len(parts) == 1 else " ".join(parts)


def clean_name(name: str) -> str:
    """The name of an organisation without article and possessive."""
    return re.sub(r"^(?:the|The) |['’]s?$", "", name).strip()


def extend_hyphens(span: Span) -> Span:
    """A span with the words that hyphens join to its ends."""
    doc, start, end = span.tree, span.start, span.end
    while start > 1 and doc[start - 1].text in HYPHENS and not doc[start - 1].spaced and not doc[start - 2].spaced:
        start -= 2
    while end + 1 < len(doc) and doc[end].text in HYPHENS and not doc[end - 1].spaced and not doc[end].spaced:
        end += 2
    return doc[start:end]


def find_names(tokens: Iterable[Token], names: Names, sentence: Parse) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """People, places and organisations among the entities of a sentence that touch the tokens of the event. An organisation is one only by a full name: "the company" names nobody."""
    inside = {t.i for t in tokens}
    countries, cities = gazetteer()
    people: list[str] = []
    places: list[str] = []
    bodies: list[str] = []
    for ent in sentence.entities:
        if not any(t.i in inside for t in ent):
            continue
        whole = extend_hyphens(ent)
        if ent.kind == "PERSON" and len(whole) > len(ent):
            continue  # "Sharif" of "Mazar-i-Sharif"
        while len(whole) > 1 and (whole[0].pos in ("ADV", "SCONJ", "CCONJ") or (ent.kind == "PERSON" and whole[0].lower in words()["page_words"])):
            whole = whole[1:]  # "Only Hale", "Photo Hale"
        if ent.kind == "PERSON" and ent.root.role == "name_part" and ent.root.head.pos == "NOUN" and names_event(ent.root.head, words()):
            continue  # "the Loma Prieta earthquake"
        if ent.root.role == "name_part" and ent.root.head.lower in words()["documents"]:
            continue
        text = clean_name(whole.text)
        low = text.lower()
        located = ent.kind == "PERSON" and whole.start > 0 and sentence[whole.start - 1].lower in words()["locating"]  # "at Low Mill"
        surname = ent.kind == "GPE" and bool(names.people.get(text)) and low not in countries and not (whole.start > 0 and sentence[whole.start - 1].pos == "ADP")  # "Lester won"
        if (
            (ent.kind in ("GPE", "LOC", "FAC") and not surname)
            or located
            or low in countries
            or (low in cities and ((ent.kind == "PERSON" and text not in names.people) or ent.kind not in ("PERSON", "ORG", "NORP")))
        ):
            name = countries.get(low, text)
            if name and name[0].isupper() and low not in CALENDAR and name not in places and name.lower() not in words()["plural_names"] and not is_common(low):
                places.append(name)
        elif (ent.kind == "PERSON" or surname) and low not in words()["plural_names"] and re.match(r"[A-Z]\D*$", text) and not (" " not in low and is_common(low)):
            name = names.person(text)
            if name not in people and not any(name in p for p in people):
                people.append(name)
        elif ent.kind == "ORG" and is_organisation(whole, names) and text not in bodies:
            bodies.append(text)
    for name in find_surnames(sentence, inside, names):
        if name not in people and name not in places and not any(name in p for p in people):
            people.append(name)
    return tuple(people), tuple(places), tuple(b for b in bodies if b not in people and b not in places and not any(b in p.split() for p in people))


@lru_cache(maxsize=4096)
def is_common(name: str) -> bool:
    """Whether a name in small letters that no gazetteer knows is made of words of the dictionary, none of which says what kind of place it is ("linguistics"), or breaks off ("city of")."""
    import lemminflect

    countries, cities = gazetteer()
    said = name.split()
    if said[-1] in OPENERS | {"of"}:
        return True  # "City of"
    if name in countries or name in cities or (words()["landmarks"] | words()["geography"]) & set(said):
        return False
    return all(lemminflect.getAllLemmas(w, upos="NOUN") or lemminflect.getAllLemmas(w, upos="ADJ") or not w.isalpha() for w in said)


def is_organisation(name: Span, names: Names) -> bool:
    """Whether an entity is the name of a body, by more than the parser's word: letters alone ("FBI"), a word for a body in it ("Bank of Norland"), or a single name
    that acts, and that the document has again and never behind a preposition of place. A person whom the document names is none.
    """
    said = [t for t in name if not t.is_punct and t.form != "possessive_mark" and t.pos not in ("DET", "ADP", "CCONJ")]
    if not said or not all(t.text[0].isupper() or t.text[0].isdigit() for t in said) or (len(said) == 1 and names.people.get(said[0].text)) or said[-1].lower in words()["not_bodies"]:
        return False
    last = said[-1].text
    if (len(said) == 1 and last.isupper() and len(last) > 1) or any(t.lower in words()["body_words"] for t in said):
        return True
    again = rf"(?<!\w){re.escape(last)}(?!\w)"
    acts = name.root.role in ("subject", "agent", "possessor")  # "took Aybak": a town
    return acts and len(said) == 1 and len(re.findall(again, names.text)) > 1 and not re.search(rf"\b(?:{'|'.join(words()['place_prepositions'])}) {again}", names.text)


def find_surnames(sentence: Parse, inside: set[int], names: Names) -> Iterator[str]:
    """People by a surname alone that the parser takes for no person ("Ghani spoke to Biden"), in full as the document has named them; no word that is a place too, or part of a longer name."""
    countries, cities = gazetteer()
    for t in sentence:
        full = names.people.get(t.text) if t.i in inside and t.pos == "PROPN" and t.entity in ("", "NORP", "ORG") else None
        low = t.lower
        whole = t.role in ("subject", "passive_subject", "object", "preposition_object", "possessor", "agent") and not any(c.pos == "PROPN" and c.role == "name_part" for c in t.children)
        if full and " " in full and whole and low not in countries and low not in cities and low not in CALENDAR and (name := find_person_in(full)):
            yield name


@lru_cache(maxsize=4096)
def find_person_in(name: str) -> str:
    """The person in a full name, without titles before it ("Press Secretary Josh Earnest"); "" where the parser takes it for something else ("Cleveland Indians")."""
    (doc,) = parse([f"{name} spoke."])
    last = len(doc) - 3  # the surname, before "spoke."
    place = words()["landmarks"] & {w.lower() for w in name.split()}  # "Cape Erimo"
    return next((e.text for e in doc.entities if e.kind == "PERSON" and e.end == last + 1 and 1 < len(e) <= LONGEST_NAME and not place), "")
