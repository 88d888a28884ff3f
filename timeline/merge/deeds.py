"""Words of any language to what was done: ``languages/deeds.yml``. Reports in two languages are compared by it."""

from __future__ import annotations

import re
from functools import cache

from timeline.tables import load_table

WORD = re.compile(r"[^\W\d_]+")


@cache
def table(language: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Deeds with the beginnings of their words in a language."""
    return tuple((deed, tuple(of[language].split())) for deed, of in load_table("deeds").items() if language in of)


def deeds(language: str, text: str) -> frozenset[str]:
    """The names of the acts that a text reports.

    Words of an English text are compared as lemmas, of other languages as they stand.
    """
    found = {w.lower() for w in WORD.findall(text)}
    if language == "en":
        return frozenset(deed for deed, lemmas in table("en") if not found.isdisjoint(lemmas))
    return frozenset(deed for deed, beginnings in table(language) if any(w.startswith(beginnings) for w in found))
