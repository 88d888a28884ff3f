"""The words of the site, from one table a language."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml
from markupsafe import Markup

HERE = Path(__file__).parent
_used = ["en"]


def set_language(language: str) -> None:
    """Take the words of a language; English where there is no table for it."""
    _used[0] = language if (HERE / f"text.{language}.yml").is_file() else "en"


def current_words() -> dict[str, Any]:
    """The whole table."""
    return load_words(_used[0])


@cache
def load_words(language: str) -> dict[str, Any]:
    """The table of one language, as text throughout."""
    with (HERE / f"text.{language}.yml").open(encoding="utf-8") as file:
        found: dict[str, Any] = yaml.load(file, Loader=yaml.CBaseLoader)
    return found


def find_pattern(key: str, values: dict[str, Any]) -> str:
    """The pattern at ``home.lead``; ``n`` chooses between *one* and *other*. Raises KeyError for a key that is missing."""
    words: Any = current_words()
    for part in key.split("."):
        words = words[part]
    return str(words["one" if values["n"] == 1 else "other"] if isinstance(words, dict) else words)


def group_digits(values: dict[str, Any]) -> dict[str, Any]:
    """The values with ``n`` as one writes it: ``12,000``."""
    return {**values, "n": f"{values['n']:,}".replace(",", current_words()["thousands"])} if isinstance(values.get("n"), int) else values


def fill_text(key: str, /, **values: Any) -> str:
    """Words as plain text, filled in."""
    return find_pattern(key, values).format(**group_digits(values))


def fill_html(key: str, /, **values: Any) -> Markup:
    """Words as HTML, filled in; what is filled in is escaped."""
    return Markup(find_pattern(key, values)).format(**group_digits(values))
