"""The tables of ``languages/``: what is known of a language is data, read here and nowhere else.

A table of one language is ``<code>/<name>``, a table of all languages ``<name>``.
"""

from __future__ import annotations

from functools import cache
from importlib import util
from pathlib import Path
from typing import Any

import yaml

LANGUAGES = Path(__file__).parent / "languages"


def find_table(name: str) -> Path:
    """The file of a table: ``en/time``, ``deeds``. It need not exist."""
    return LANGUAGES / f"{name}.yml"


@cache
def load_table(name: str) -> dict[str, Any]:
    """A table as it stands; every scalar is text, as YAML 1.1 would read the category ON as true.

    The same value is given to all who ask: don't change it. Raises FileNotFoundError where there is none.
    """
    with find_table(name).open(encoding="utf-8") as file:
        found: dict[str, Any] = yaml.load(file, Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader))
    return found


@cache
def load_words(name: str) -> dict[str, frozenset[str]]:
    """The word sets of a table by their names, other rows left out; an underscore joins the words of a phrase."""
    return {row: frozenset(w.replace("_", " ") for w in value.split()) for row, value in load_table(name).items() if isinstance(value, str)}


@cache
def find_package(name: str, row: str) -> str:
    """The package that a row of a table names; "" where there is no such table, or the package is not installed."""
    if not find_table(name).is_file():
        return ""
    package = str(load_table(name)[row])
    return package if util.find_spec(package) is not None else ""


@cache
def list_languages() -> frozenset[str]:
    """The codes of the languages that are read: those with a table of expressions."""
    return frozenset(path.parent.name for path in LANGUAGES.glob("*/time.yml"))
