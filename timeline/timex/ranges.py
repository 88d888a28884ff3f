"""Lists and ranges: the fields that their members share, before and after they are resolved."""

from __future__ import annotations

import itertools
from dataclasses import replace
from typing import Any

from timeline.calendar import containing, timex
from timeline.calendar import weekday as day_name
from timeline.timex.clock import weekday_near
from timeline.timex.expr import AtTime, Cal, Expr, Rel, Within
from timeline.timex.lexicon import Lexicon
from timeline.timex.reading import Reading, Situation, single
from timeline.timex.tokens import Node

CONNECT = ("TO", "DASH", "AND", "COMMA", "UNTIL", "OR")
DASHES = ("-", "–", "—")
Found = tuple[Node, Expr, Reading, Situation]


def share_fields(nodes: list[Node]) -> None:
    """Let the dates of a list or range share year, era and day, in both directions. Changes ``nodes`` in place."""
    places = [i for i, n in enumerate(nodes) if n.values.keys() & {"DATE", "CLOCK"}]
    pairs = [(i, j) for i, j in itertools.pairwise(places) if all(n.values.keys() & set(CONNECT) for n in nodes[i + 1 : j]) and j - i > 1]
    for i, j in reversed(pairs):
        a, b = get_date(nodes[i]), get_date(nodes[j])
        if isinstance(b, AtTime) and b.base is None and b.clock and isinstance(a, AtTime) and a.base is not None and a.clock:
            replace_date(nodes, j, replace(b, base=a.base))  # Monday 8am to 9pm
        if isinstance(a, AtTime) and a.base is None and isinstance(b, AtTime) and b.base is not None and b.clock and not any("COMMA" in n.values for n in nodes[i + 1 : j]):
            replace_date(nodes, i, replace(a, base=b.base))  # from 9am to 5pm on Saturday
        if isinstance(a, Cal) and a.month and not a.day and a.year is None and not a.rel and isinstance(b, Within) and isinstance(b.inner, Cal) and b.inner.month:
            replace_date(nodes, i, Within(a, b.outer))  # March and December of last year
        if isinstance(a, Cal) and a.quarter and a.year is None and isinstance(b, Within) and isinstance(b.inner, Cal) and b.inner.quarter:
            replace_date(nodes, i, Within(a, b.outer))
        if isinstance(a, Cal) and isinstance(b, Cal) and a.month and b.month and a.year is None and b.year is not None and not a.rel:
            replace_date(nodes, i, replace(a, year=b.year - (a.month > b.month)))
        if isinstance(a, Cal) and isinstance(b, Cal) and a.era == "?" and b.era == "bc" and a.year:
            replace_date(nodes, i, replace(a, year=1 - a.year, era="bc"))
        if isinstance(a, Cal) and isinstance(b, Cal) and b.year is not None and a.year is None and not a.rel and ((a.quarter and b.quarter) or (a.season is not None and b.season is not None)):
            replace_date(nodes, i, replace(a, year=b.year))
    for i, j in pairs:
        a, b = get_date(nodes[i]), get_date(nodes[j])
        if isinstance(a, Cal) and isinstance(b, Cal) and a.month and b.month and b.year is None and a.year is not None and not b.rel and not any("COMMA" in n.values for n in nodes[i + 1 : j]):
            replace_date(nodes, j, replace(b, year=a.year + (b.month < a.month)))


def get_date(node: Node) -> Any:
    """The date or time of a node."""
    return node.values.get("DATE") or node.values.get("CLOCK")


def replace_date(nodes: list[Node], i: int, cal: Expr) -> None:
    """Put a completed date in the place of a node. Changes ``nodes`` in place."""
    nodes[i] = nodes[i]._replace(values={"DATE": cal})


def is_range(between: str, lexicon: Lexicon) -> bool:
    """Whether the words between two dates make a range of them: "to", "until the", a dash."""
    words = between.strip(" ,\n").lower().split()
    return bool(words) and (words[0] in DASHES or words[0] in lexicon.settings["range"]) and all(w in lexicon.settings["determiners"] or w in lexicon.settings["range"] for w in words[1:])


def read_range_end(last: Found, node: Node, reading: Reading, weekday: int, text: str, lexicon: Lexicon) -> Reading:
    """The reading of the end of "Thursday to Sunday": the first such weekday after the beginning.

    The reading unchanged where there is no such range.
    """
    first, begins = last[2].a, last[1].base if isinstance(last[1], AtTime) else last[1]
    if first is not None and first.kind == "day" and day_name(first.n) == weekday:
        return reading  # "Monday 8am to 9pm"
    if not is_range(text[last[0].end : node.start], lexicon) or first is None or first.kind != "day" or last[2].b != first or not isinstance(begins, Cal) or begins.day:
        return reading
    there = weekday_near(first.n + 1, weekday, "future")
    tail = "T" + reading.value.partition("T")[2] if "T" in reading.value else ""
    return replace(reading, value=timex(there) + tail, a=there, b=there, direction="the first one after the day before it", rejected=())


def correct_quarters(text: str, readings: list[Found]) -> list[Found]:
    """The readings; "the quarter ended Sept. 30" becomes the calendar quarter that holds that day, whatever its
    number in the company's year.
    """
    for k in range(len(readings) - 1):
        (node, expr, r, s), (behind, _, last, _) = readings[k], readings[k + 1]
        if isinstance(expr, Rel) and expr.kind == "quarter" and last.a is not None and last.a.kind == "day" and text[node.end : behind.start].split() in (["ended"], ["ending"]):
            readings[k] = node, expr, single(containing("quarter", last.a.n), anchor=last.anchor, direction="the one that ends on that day", explicit=r.explicit), s
    return readings


def join_ranges(text: str, readings: list[Found], lexicon: Lexicon) -> dict[int, tuple[Reading, Reading]]:
    """Ranges, by the numbers of their two ends: both ends of "from Monday to Friday" carry the interval."""
    ranges: dict[int, tuple[Reading, Reading]] = {}
    for k in range(len(readings) - 1):
        (n1, _, r1, s1), (n2, _, r2, _) = readings[k], readings[k + 1]
        between = text[n1.end : n2.start].strip(" ,\n").lower()
        if r1.a is None or r2.b is None or r1.a.first > r2.b.last or r1.mod == "APPROX" or (r1.time and r2.time and (r1.a, r1.time) >= (r2.a, r2.time)):
            continue
        season = between == "/" and r1.a.kind == "year" and r2.a == r1.a.shift(1)  # "2023/24"
        both = s1.signal == "between" and between.split()[:1] and between.split()[0] in lexicon.settings["range_and"]
        if season or is_range(between, lexicon) or both:
            ranges[k] = ranges[k + 1] = (r1, r2)
    return ranges
