"""How far a language is read: ``parsed`` (titles are clauses of the text), ``tagged`` (the clause around a date is quoted)
or ``quoted`` (the sentence is), by what is installed.
"""

from __future__ import annotations

from typing import NamedTuple

from timeline.mention.quoted import PARSED
from timeline.mention.roles.read import find_parser
from timeline.mention.tagged import find_tagger
from timeline.tables import find_table, load_table


class Grade(NamedTuple):
    """A language's grade, the package that it rests on ("" for none), and the command that would give it the next."""

    name: str
    package: str = ""
    better: str = ""


def find_grade(language: str) -> Grade:
    """The grade of a language on this machine."""
    if language in PARSED:
        return Grade("parsed")
    if parser := find_parser(language):
        return Grade("parsed", parser.replace("_", "-"))
    more = [str(load_table(f"{language}/{name}")["install"]) for name in ("roles", "tags") if find_table(f"{language}/{name}").is_file()]
    if tagger := find_tagger(language):
        return Grade("tagged", tagger, more[0])
    return Grade("quoted", "", " or ".join(more))
