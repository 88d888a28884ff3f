"""Productions for numbers and quantities."""

from __future__ import annotations

from typing import Any

from timeline.timex.expr import Cal
from timeline.timex.make.match import Match

WORDS = ("NUMW", "CARD", "ONEW")  # categories of words for numbers; only those of the first begin an island by themselves


def number(m: Match) -> Any:
    """English number words; two pairs are a year ("nineteen ninety-seven")."""
    parts = [next(n.values[c] for c in WORDS if c in n.values) for n in m.nodes[m.start : m.end] if n.values.keys() & set(WORDS)]
    total, current = 0, 0
    if len(parts) >= 2 and 13 <= parts[0] <= 20 and parts[1] not in (100, 1000) and parts[1] >= 10:
        return "DATE", Cal(year=parts[0] * 100 + sum(parts[1:3]))
    for before, part in zip([0, *parts], parts, strict=False):
        if part == 100:
            current = (current or 1) * 100
        elif part == 1000:
            total, current = total + (current or 1) * 1000, 0
        elif before and before % 100 and not (20 <= before < 100 and part < 10):
            return None
        else:
            current += part
    return total + current


def number_and_half(m: Match) -> Any:
    """``2 1/2`` is 2.5."""
    a, b = (m.nodes[m.end - 3].values.get("NUM"), m.nodes[m.end - 1].values.get("NUM"))
    return m.value("n", "NUM") + a / b if a and b and a < b else None


def quantity(m: Match) -> Any:
    """A couple, a dozen, several."""
    n = m.value("q", "QUANT")
    return n // 2 if m.case == "half" and n != "X" else n


def number_range(m: Match) -> Any:
    """``two to three``: the lower bound."""
    if m.nodes[m.start + 1].values.get("AND") and not m.has(-1, "BETWEEN"):
        return None
    return m.value("a", "N", "NUM")
