"""A date as a stretch on the axis: whole days since 1970, how finely it is known, and how its mark is drawn."""

from __future__ import annotations

from dataclasses import dataclass

from timeline import edtf

EPOCH = 719163  # day number of 1970-01-01
PRECISIONS = ("day", "month", "year", "wider")
WITHIN = {"minute": 1, "day": 1, "month": 31, "season": 366, "quarter": 366, "year": 366}
# A day or period; from one to another; since one; not after one; at some time between two; one of two.
SPAN_FORMS = ("point", "lasted", "since", "by", "within", "either")
QUALIFIERS = ("", "~", "?")


@dataclass(frozen=True, slots=True)
class Span:
    """First and last day as numbers, ends inclusive. ``form`` is of :data:`SPAN_FORMS`, ``mark`` of :data:`QUALIFIERS`."""

    start: int
    end: int
    precision: str
    form: str
    mark: str


def span(value: str, reported: str = "") -> Span:
    """The stretch of an EDTF date on the axis.

    What still goes on ends on the day it was last ``reported``, never later. Raises :class:`timeline.edtf.BadDate`
    for what is no date.
    """
    d = edtf.parse(value)
    some = [p for p in d.points if p]
    first, last = some[0].period.first, max(p.period.last for p in some)
    wide = max(WITHIN.get(p.period.kind, 10**6) for p in some)
    form = {"point": "point", "interval": "lasted", "one-of": "within", "either": "either"}[d.form]
    if d.points[-1] is None:
        form = "since"
        known = edtf.parse(reported[:10]).latest if reported else None
        last = max(first, known or first)
    elif d.points[0] is None:
        form, first = "by", some[0].period.first
        wide = max(wide, 10**6)
    elif d.form in ("one-of", "either"):
        wide = last - first + 1
    marks = "".join(p.mark for p in some)
    return Span(first - EPOCH, last - EPOCH, precision(wide), form, "~" if "~" in marks else "?" if marks else "")


def precision(days: int) -> str:
    """The class of a date that leaves so many days open."""
    return "day" if days <= 1 else "month" if days <= 31 else "year" if days <= 366 else "wider"
