"""The table of event words of a language, read once."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import yaml

LANGUAGES = Path(__file__).parent.parent / "languages"


@cache
def words(language: str = "en") -> dict[str, frozenset[str]]:
    """Sets of words by name; an underscore joins the words of a phrase."""
    with (LANGUAGES / f"{language}.events.yml").open(encoding="utf-8") as file:
        table = yaml.load(file, Loader=yaml.CBaseLoader)
    return {name: frozenset(w.replace("_", " ") for w in str(value).split()) for name, value in table.items()}
