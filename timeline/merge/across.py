"""Whether two reports are of one event where not both are English: by day, deed and names, at a higher bar than in one
language.

Names are compared by their sound ("Kaboul", "Kabul"), or by the table ``languages/exonyms.yml`` ("Genf", "Geneva").
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from timeline.slug import plain
from timeline.tables import load_table

if TYPE_CHECKING:
    from timeline.merge.same import Evidence

ACROSS, SOME = 0.9, 0.2  # probability of reports in two languages that share day, deed and names; and of those that share only some name: by itself too little
NAMES = 2  # names that two reports share, where one alone has others beside them
CAPITAL = re.compile(r"\b[^\W\d_][\w’']+")
CAPITAL_NOUNS = ("de",)  # languages that write every noun with a capital: among themselves it makes no name
SHORTEST = 3  # sounds that make a name
# Spelling to sound, tried in order; what is left of vowels goes.
SOUNDS = (("dsch", "j"), ("tsch", "s"), ("sch", "s"), ("dj", "j"), ("sh", "s"), ("ch", "s"), ("ph", "f"), ("kh", "k"), ("gh", "g"), ("th", "t"), ("qu", "k"), ("ck", "k"), ("c", "k"), ("q", "k"),
          ("x", "ks"), ("z", "s"), ("w", "f"), ("v", "f"))  # fmt: skip
# Letters of other alphabets to Latin ones.
CYRILLIC = str.maketrans(
    dict(zip("абвгдеёзийклмнопрстуфэыіїєґ", "abvgdeeziiklmnoprstufeyiieg", strict=True)) | {"ж": "j", "х": "kh", "ц": "s", "ч": "ch", "ш": "sh", "щ": "sh", "ъ": "", "ь": "", "ю": "u", "я": "a"}
)
SILENT = re.compile(r"[aeiouyh]|(.)(?=\1)|[^a-z]")


@lru_cache(maxsize=100_000)
def sound(name: str) -> str:
    """The consonants of a name, as they sound much the same in all languages, without a plural: "talibanes" and
    "Taliban" give ``tlbn``; "" for one too short to tell.
    """
    said = plain(name.lower().translate(CYRILLIC))
    for spelled, heard in SOUNDS:
        said = said.replace(spelled, heard)
    kept = SILENT.sub("", said)
    kept = kept[:-1] if kept.endswith("s") and len(kept) > SHORTEST else kept
    return kept if len(kept) >= SHORTEST else said if len(said) > SHORTEST else ""  # "Ghani": its vowels count, too


@cache
def common_words() -> frozenset[str]:
    """The most common words of all languages: with a capital they only begin a sentence."""
    return frozenset(w for row in load_table("recognise")["words"].values() for w in row.split())


@cache
def exonyms() -> tuple[re.Pattern[str], dict[str, str]]:
    """The pattern that finds the names of the table in a text, and what each stands for."""
    meant = {said.replace("_", " "): thing for thing, names in load_table("exonyms").items() for said in names.split()}
    longest = sorted(meant, key=lambda said: -len(said))
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, longest)) + r")(?!\w)"), meant


def find_known(text: str) -> frozenset[str]:
    """What a sentence names, in no language: sounds of its capitalised words, and things of the table."""
    pattern, meant = exonyms()
    things = {f"={meant[m.group()]}" for m in pattern.finditer(text)}
    rest = pattern.sub(" ", text)
    return frozenset(things | {key for m in CAPITAL.finditer(rest) if m.group()[0].isupper() and m.group().lower() not in common_words() and (key := sound(m.group()))})


def score(a: Evidence, b: Evidence) -> float:
    """The probability of two reports of which one at least is not English: they share day, deed and names, or are hardly of one.

    One name is enough where it is a place or a person, and the only name of one of the two reports.
    """
    day = bool(a.date) and not a.days.gap(b.days) and max(a.days.spread, b.days.spread) == 0
    if not day or not (a.deeds & b.deeds or (a.language == b.language and a.stem == b.stem)):
        return 0.0
    shared = a.known & b.known
    if a.language == b.language and a.language in CAPITAL_NOUNS:
        shared = frozenset(x for x in shared if x.startswith("=")) | shared & (particulars(a) | particulars(b))
    alone = bool(shared) and (shared == a.known or shared == b.known) and any(x.startswith("=") or x in particulars(a) | particulars(b) for x in shared)
    return ACROSS if len(shared) >= (1 if a.lead and b.lead else NAMES) or alone else SOME if shared else 0.0


def particulars(a: Evidence) -> frozenset[str]:
    """The sounds of the places and surnames that a report names."""
    return frozenset(key for name in (*a.places, *(p.split()[-1] for p in a.people)) if (key := sound(name)))
