"""The table of event words of a language, read once, and whether it holds a word."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml

from timeline.mention.parser import lemma

LANGUAGES = Path(__file__).parent.parent / "languages"


@cache
def load_table(language: str) -> dict[str, Any]:
    """The table as it stands."""
    with (LANGUAGES / f"{language}.events.yml").open(encoding="utf-8") as file:
        found: dict[str, Any] = yaml.load(file, Loader=yaml.CBaseLoader)
    return found


@cache
def words(language: str = "en") -> dict[str, frozenset[str]]:
    """Sets of words by name; an underscore joins the words of a phrase."""
    return {name: frozenset(w.replace("_", " ") for w in value.split()) for name, value in load_table(language).items() if isinstance(value, str)}


@cache
def stated_by(language: str = "en") -> dict[str, str]:
    """What one does with a statement, by its noun: gave a speech."""
    return {noun: verb for verb, nouns in load_table(language)["stated_by"].items() for noun in nouns.split()}


def names_event(token: Any, table: dict[str, frozenset[str]]) -> bool:
    """Whether the table of events holds a word."""
    return lemma(token) in table["events"] or token.lower_ in table["events"]
