"""The texts of the site, from one table a language (``text.<code>.yml``)."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml
from markupsafe import Markup

HERE = Path(__file__).parent
_used = ["en"]


def set_language(language: str) -> None:
    """Use the texts of a language; English where there is no table for it."""
    _used[0] = language if (HERE / f"text.{language}.yml").is_file() else "en"


def current_words() -> dict[str, Any]:
    """The whole table of the language in use."""
    return load_words(_used[0])


@cache
def load_words(language: str) -> dict[str, Any]:
    """The table of one language; every value as text."""
    with (HERE / f"text.{language}.yml").open(encoding="utf-8") as file:
        found: dict[str, Any] = yaml.load(file, Loader=yaml.CBaseLoader)
    return found


@cache
def load_reasons() -> dict[str, dict[str, str]]:
    """What findings say of a reading -> how each language words it."""
    with (HERE / "reasons.yml").open(encoding="utf-8") as file:
        found: dict[str, dict[str, str]] = yaml.load(file, Loader=yaml.CBaseLoader)
    return found


def word_reason(said: str) -> str:
    """A reason of the extractor in the language in use; as it stands where the table does not have it."""
    signal, looks, _ = said.partition(" looks back")
    row = load_reasons().get("looks back" if looks and said.endswith("looks back") else said, {})
    return row.get(_used[0], said).replace("{signal}", signal)


def find_pattern(key: str, values: dict[str, Any]) -> str:
    """The text at a key such as ``home.lead``, before values are filled in; ``n`` chooses between *one* and *other*.

    Raises KeyError for a key that is missing.
    """
    words: Any = current_words()
    for part in key.split("."):
        words = words[part]
    return str(words["one" if values["n"] == 1 else "other"] if isinstance(words, dict) else words)


def group_digits(values: dict[str, Any]) -> dict[str, Any]:
    """The values with ``n`` as text with grouped digits: ``12,000``."""
    return {**values, "n": f"{values['n']:,}".replace(",", current_words()["thousands"])} if isinstance(values.get("n"), int) else values


def fill_text(key: str, /, **values: Any) -> str:
    """The text at a key as plain text, with values filled in. Raises KeyError for a key that is missing."""
    return find_pattern(key, values).format(**group_digits(values))


def fill_html(key: str, /, **values: Any) -> Markup:
    """The text at a key as HTML, with values filled in; the values are escaped.

    Raises KeyError for a key that is missing.
    """
    return Markup(find_pattern(key, values)).format(**group_digits(values))
