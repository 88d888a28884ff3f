"""The table of event words of a language, read once, and whether it holds a word."""

from __future__ import annotations

from functools import cache

from timeline.mention.parsed import Token
from timeline.tables import load_table, load_words


def words(language: str = "en") -> dict[str, frozenset[str]]:
    """Sets of words by name; an underscore joins the words of a phrase."""
    return load_words(f"{language}/events")


@cache
def stated_by(language: str = "en") -> dict[str, str]:
    """What one does with a statement, by its noun: gave a speech."""
    return {noun: verb for verb, nouns in load_table(f"{language}/events")["stated_by"].items() for noun in nouns.split()}


def names_event(token: Token, table: dict[str, frozenset[str]]) -> bool:
    """Whether the table of events holds a word."""
    return token.lemma in table["events"] or token.lower in table["events"]
