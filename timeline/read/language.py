"""Text -> the language that it is written in, by its letters and its most common words (``languages/recognise.yml``)."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import cache

from timeline.tables import list_languages, load_table

MOST_CHARACTERS = 20_000  # characters that are looked at
LEAST_WORDS = 12  # words from which an answer is given
SHARE, CLEAR = 0.08, 1.25  # weight of the language's common words per word of the text, and how many times that of the next language
WORD = re.compile(r"[^\W\d_]+['’]?")


@cache
def table() -> tuple[dict[str, frozenset[str]], dict[str, str], dict[str, str]]:
    """Common words by language, languages by script, names of languages."""
    rows = load_table("recognise")
    return {k: frozenset(v.split()) for k, v in rows["words"].items()}, rows["scripts"], rows["names"]


@cache
def shares() -> dict[str, float]:
    """Word -> its weight: a word that is common in many languages counts little."""
    count = Counter(w for common in table()[0].values() for w in common)
    return {w: 1 / n for w, n in count.items()}


def name_language(code: str) -> str:
    """The name of a language in English."""
    return table()[2].get(code, f"the language “{code}”")


def find_code(text: str) -> str:
    """The code of a language as a person wrote it: ``de``, ``de-AT`` or ``German``."""
    small = text.strip().lower()
    by_name = {said.lower(): short for short, said in table()[2].items()}
    return by_name.get(small) or small.replace("_", "-").split("-")[0]


def recognise(text: str) -> str:
    """The code of the language (ISO 639-1); "" where the text is too short or mixed to say."""
    words, scripts, _ = table()
    weights = shares()
    found = [w.lower().replace("’", "'") for w in WORD.findall(text[:MOST_CHARACTERS])]
    letters = Counter(unicodedata.name(w[0], "").split(" ")[0] for w in found)
    hits = sorted(((sum(weights.get(w, 0) for w in found if w in common), code) for code, common in words.items()), reverse=True)
    if letters and (most := letters.most_common(1)[0])[0] != "LATIN" and most[1] > len(found) / 2:
        usual = scripts.get(most[0], "")
        first, code = hits[0]
        of_usual = next((n for n, known in hits if known == usual), None)  # None where all texts of the script are taken for that language
        return code if of_usual is not None and first > CLEAR * of_usual else usual
    if len(found) < LEAST_WORDS:
        return ""
    (first, code), (second, _) = hits[0], hits[1]
    return code if first >= SHARE * len(found) and first >= CLEAR * second else ""


def choose_language(text: str, said: str = "") -> str:
    """The code of the language that a text is read in: the one that was given, else the one recognised; English where
    neither is read.
    """
    found = find_code(said) or recognise(text)
    return found if found in list_languages() else "en"
