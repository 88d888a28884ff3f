"""The productions that the rules of a language table name: captured pieces in, an expression out.

A production returns the value of its rule's category, a pair (category, value) where it makes another
one, a list of nodes where it makes several, or None: then the rule does not apply here.
"""

from __future__ import annotations

from collections.abc import Callable
from types import FunctionType
from typing import Any

from timeline.timex.make import compose, dates, deictic, lengths, numbers, sets, shifts, times, years
from timeline.timex.make.match import Match


def takes_a_match(made: FunctionType) -> bool:
    """Whether a function is a production: it takes a match and nothing else. The others of a module help them."""
    return made.__code__.co_argcount == 1 and made.__annotations__.get(made.__code__.co_varnames[0]) == "Match"


PRODUCTIONS: dict[str, Callable[[Match], Any]] = {
    name: made
    for module in (numbers, times, years, dates, deictic, lengths, shifts, compose, sets)
    for name, made in vars(module).items()
    if isinstance(made, FunctionType) and made.__module__ == module.__name__ and takes_a_match(made)
}

__all__ = ["PRODUCTIONS", "Match"]
