"""The productions that the rules of a language table name: captured pieces in, an expression out.

A production returns the value of its rule's category, a pair (category, value) where it makes another
one, a list of nodes where it makes several, or None: then the rule does not apply here.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from timeline.timex.make import compose, dates, deictic, lengths, numbers, sets, times
from timeline.timex.make.match import Match

PRODUCTIONS: dict[str, Callable[[Match], Any]] = {
    name: made for module in (numbers, times, dates, deictic, lengths, compose, sets) for name, made in vars(module).items() if callable(made) and getattr(made, "__module__", "") == module.__name__
}

__all__ = ["PRODUCTIONS", "Match"]
