"""The words of the site, from one table a language."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml
from markupsafe import Markup

HERE = Path(__file__).parent
_used = ["en"]


def use(language: str) -> None:
    """Take the words of a language; English where there is no table for it."""
    _used[0] = language if (HERE / f"text.{language}.yml").is_file() else "en"


def text() -> dict[str, Any]:
    """The whole table."""
    return table(_used[0])


@cache
def table(language: str) -> dict[str, Any]:
    """The table of one language, as text throughout."""
    with (HERE / f"text.{language}.yml").open(encoding="utf-8") as file:
        found: dict[str, Any] = yaml.load(file, Loader=yaml.CBaseLoader)
    return found


def found(key: str, values: dict[str, Any]) -> str:
    """The pattern at ``home.lead``; ``n`` chooses between *one* and *other*. Raises KeyError for a key that is missing."""
    words: Any = text()
    for part in key.split("."):
        words = words[part]
    return str(words["one" if values["n"] == 1 else "other"] if isinstance(words, dict) else words)


def written(values: dict[str, Any]) -> dict[str, Any]:
    """The values with ``n`` as one writes it: ``12,000``."""
    return {**values, "n": f"{values['n']:,}".replace(",", text()["thousands"])} if isinstance(values.get("n"), int) else values


def tell(key: str, /, **values: Any) -> str:
    """Words as plain text, filled in."""
    return found(key, values).format(**written(values))


def say(key: str, /, **values: Any) -> Markup:
    """Words as HTML, filled in; what is filled in is escaped."""
    return Markup(found(key, values)).format(**written(values))
