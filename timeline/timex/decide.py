"""Deciding the clocks of a whole document: Items -> the reading of each expression, and the clock that it is read
against.

The clock of an expression is a hidden state: ``report`` (the publication date), ``story`` (the dates that the text
named before) or ``section`` (a heading, label or date line above). A path through the document pays for each change
of state and for what speaks against each reading; the cheapest path is found as by Viterbi, one step an expression.
The clocks are carried along each path, because where a story stands depends on how it was read. Costs are data
(``languages/clock.yml``). A quotation whose frame names its day keeps that day in every state.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import NamedTuple

from timeline.calendar import SIZE, Period, civil, ordinal, weekday
from timeline.tables import load_table
from timeline.timex import quotation
from timeline.timex.clock import Clocks
from timeline.timex.doubt import is_doubtful
from timeline.timex.expr import AtTime, Cal, Expr, Length, Recur, Rel, Shift, Vague, Window
from timeline.timex.find import OPENING, Item
from timeline.timex.lexicon import Lexicon
from timeline.timex.ranges import Found, is_range, read_range_end
from timeline.timex.reading import Reading, Situation
from timeline.timex.resolve import resolve
from timeline.timex.tokens import Node

EARLIEST, LATEST = ordinal(-9998, 1, 1), ordinal(9999, 12, 31)  # EDTF has four figures for a year
REPORT, STORY, SECTION = "report", "story", "section"
ASIDE = "aside"  # in a story, a date with its year that does not move it: "a plan for 1976"
STORIES, ORDER = (STORY, ASIDE), (REPORT, STORY, SECTION)
STORIES_KEPT = 2  # stories that are followed at a time
FAR_YEARS = 2  # an explicit date so many years from the publication date speaks for a story
CHANGE_COST = 0.01  # of two ways that cost the same the one that changes its state less often is taken


@cache
def load_costs() -> Mapping[str, float]:
    """The costs: name -> cost, all in one unit without a name."""
    return {k: float(v) for k, v in load_table("clock").items()}


class Decided(NamedTuple):
    """An expression with the reading that was chosen for it."""

    item: Item
    found: Found


@dataclass(slots=True)
class Way:
    """The cheapest path through a document up to an expression that is read in ``state``."""

    state: str
    cost: float  # of the whole way
    own: float  # of the reading of this expression alone
    clocks: Clocks
    before: Way | None
    found: Found | None = None  # None where the expression says nothing in this state
    last: Found | None = None  # the last reading of the paragraph


def decide(text: str, items: Sequence[Item], clocks: Clocks, lexicon: Lexicon) -> Iterator[Decided]:
    """The expressions that mean something, each with its reading, in order.

    ``clocks`` are those at the begin of the text; without a publication date the document is a story.
    """
    w = load_costs()
    now = clocks.now
    ways = [Way(STORY if now is None else REPORT, 0.0, 0.0, clocks, None)]
    steps: list[list[Way]] = []
    far = now is None or story_possible(items, now)
    explicit: tuple[int, int, bool] | None = None  # sentence and block of the last far date with its year, and whether it is a day or month
    behind = years_behind(items)
    for item, year in zip(items, behind, strict=True):
        if item.expr is None:
            for way in ways:
                way.clocks.pass_heading(item.level, None, None)
            continue
        settled = is_independent(item.expr)
        known: dict[int, tuple[Reading | None, Situation]] = {}
        made: list[Way] = []
        for state in possible_states(now, ways, far, settled):
            reached = sorted(((way.cost + transition_cost(way, state, item, steps, w), n, way) for n, way in enumerate(ways)), key=lambda r: r[:2])
            tried = [
                read_in_state(text, item, state, paid, way, year, explicit, w, lexicon, known if settled else None, far)
                for paid, _, way in (reached if state in STORIES else reached[:1])
                if paid < math.inf
            ]
            made.extend(tried if state in STORIES else [min(tried, key=lambda x: x.cost)])
        if now is not None and isinstance(item.expr, Cal) and item.expr.year is not None and item.expr.year != civil(now)[0] and not item.aside:
            explicit = item.sentence, item.block, item.expr.month is not None
        ways = keep_cheapest(made)
        steps.append(ways)
    if steps:
        yield from follow_back(text, items, steps, min(ways, key=lambda way: way.cost), w, lexicon)


def read_in_state(text: str, item: Item, state: str, paid: float, before: Way, year: int | None, explicit: tuple[int, int, bool] | None, w: Mapping[str, float], lexicon: Lexicon,
       known: dict[int, tuple[Reading | None, Situation]] | None, far: bool) -> Way:  # fmt: skip
    """The path ``before``, one expression longer: read in ``state``, after paying ``paid``.

    ``known`` caches the reading of an expression that means the same on every clock.
    """
    clocks = before.clocks.copy()
    clocks.narrative = state != REPORT
    clocks.enter_paragraph(item.block)
    if item.role and clocks.headed != item.block:
        clocks.sections = tuple(s for s in clocks.sections if s.level < item.level)
    if state == SECTION:
        clocks.return_to_section()
    elif state in STORIES and clocks.story is None and year is not None:
        clocks.story = Period("year", year)
    if known:
        reading, situation = known[0][0], replace(known[0][1], clocks=clocks)
    else:
        reading, situation = read_expression(text, item, clocks, state, before.last, lexicon)
        if known is not None:
            known[0] = reading, situation
    if state == SECTION and reading is not None and reading.anchor in ("story", "publication") and clocks.section is not None and not reading.explicit:
        reading = replace(reading, anchor="section", said=clocks.section.first.first)
    own = reading_cost(item, reading, situation, state, explicit, w) if far and reading is not None else 0.0
    way = Way(STORY if state == ASIDE else state, paid + own, own, clocks, before, last=before.last)
    if reading is not None and item.expr is not None:
        way.found = way.last = (item.node, item.expr, reading, situation)
        move_clocks(text, item, reading, situation, clocks, moves=state != ASIDE)
        if item.role and reading.a is not None and reading.b is not None:
            ranged = clocks.headed == item.block and bool(clocks.sections)  # the second date of a range
            clocks.pass_heading(item.level, clocks.sections[-1].first if ranged else reading.a, reading.b)
            clocks.headed = item.block
            if item.role == "label" and reading.a.kind == "day":
                clocks.label_day = reading.a
    return way


def keep_cheapest(made: Sequence[Way]) -> list[Way]:
    """The paths that are followed further: the cheapest in each state; of stories the :data:`STORIES_KEPT` cheapest
    that stand at different dates.
    """
    out: list[Way] = []
    stories: set[object] = set()
    for way in sorted(made, key=lambda x: x.cost):
        at = (way.clocks.story, way.clocks.focus) if way.state == STORY else way.state
        if at in stories or (way.state == STORY and sum(x.state == STORY for x in out) >= STORIES_KEPT):
            continue
        stories.add(at)
        out.append(way)
    return sorted(out, key=lambda x: ORDER.index(x.state))


def story_possible(items: Sequence[Item], now: int) -> bool:
    """Whether anything in a document may be read against another clock than its publication date."""
    year = civil(now)[0]
    return any(i.role or (isinstance(i.expr, Cal) and (i.expr.year is not None or i.expr.decade is not None or i.expr.century is not None) and abs((i.expr.year or 0) - year) >= 1) for i in items)


def years_behind(items: Sequence[Item]) -> list[int | None]:
    """For each expression the first year that its paragraph names after it, None for none: a story may begin before
    its year is named.
    """
    out: list[int | None] = []
    year, block = None, -1
    for i in reversed(items):
        year = None if i.block != block else year
        if isinstance(i.expr, Cal) and i.expr.year is not None and i.expr.month is not None:
            year = i.expr.year
        block = i.block
        out.append(year)
    return out[::-1]


def is_independent(expr: Expr) -> bool:
    """Whether an expression means the same on every clock."""
    return isinstance(expr, Recur) or (isinstance(expr, Cal) and expr.year is not None and expr.era != "?" and not expr.other)


def possible_states(now: int | None, ways: Sequence[Way], far: bool, settled: bool) -> Iterator[str]:
    """The states in which an expression may be read."""
    if now is not None:
        yield REPORT
    if far:
        yield STORY
        if settled and any(way.state == STORY and way.clocks.story is not None for way in ways):
            yield ASIDE
        if any(way.clocks.sections for way in ways):
            yield SECTION


def transition_cost(way: Way, state: str, item: Item, steps: Sequence[object], w: Mapping[str, float]) -> float:
    """The cost of going from one state to another between two expressions; ``math.inf`` where that is impossible."""
    if way.state == state or (way.state == STORY and state == ASIDE):
        return 0.0
    if not steps:
        return w["start_story"] if state in STORIES and way.state == REPORT else 0.0
    if state == SECTION:
        return CHANGE_COST if way.clocks.sections else math.inf
    if way.state == SECTION and state == REPORT:
        return CHANGE_COST
    where = "block" if way.clocks.block != item.block else "inside" if way.last is not None and way.last[0].end > 0 and same_sentence(way, item) else "sentence"
    return w[f"to_{'story' if state in STORIES else 'report'}_{where}"] + CHANGE_COST


def same_sentence(way: Way, item: Item) -> bool:
    """Whether the last reading of a way stands in the sentence of an expression."""
    return way.clocks.sentence == item.sentence


def read_expression(text: str, item: Item, clocks: Clocks, state: str, last: Found | None, lexicon: Lexicon) -> tuple[Reading | None, Situation]:
    """The reading of an expression on given clocks, and its situation; None as the reading where it names nothing."""
    node, expr = item.node, item.expr
    assert expr is not None
    s = Situation(clocks, item.tense, item.signal, close=item.close, opens=item.opens)
    if item.signal == "until" and last is not None and is_range(text[last[0].end : node.start], lexicon):
        s = replace(s, signal="to")  # "from 1 until 3 August": the end of a range looks where its beginning does
    spoken = is_deictic(expr)
    said = quotation.find_quotation_day(text, item.start, node.start, item.end, clocks.named_day, clocks.now, lexicon) if spoken else None
    section = clocks.section if state == SECTION else None
    if said is not None:
        s = replace(s, now=said)
    elif section is not None and section.first.kind == "day" and not item.role and not (isinstance(expr, Cal) and expr.month):
        s = replace(s, now=section.first.n)
    if item.role == "label" and isinstance(expr, AtTime) and expr.base is None:  # a time alone is of the day of its heading, of the label before, or of the publication
        clocks.story_day = clocks.section.first if clocks.section is not None and clocks.section.first.kind == "day" else clocks.label_day or clocks.story_day
    reading = resolve(expr, s)
    if reading is None:
        return None, s
    if last is not None and clocks.block == item.block and reading.a is not None and reading.a.kind == "day" and (wday := bare_weekday(expr)):
        reading = read_range_end(last, node, reading, wday, text, lexicon)
    if item.role == "label" and isinstance(expr, AtTime) and expr.base is None and reading.a is not None:
        reading = replace(reading, confidence="worked-out")  # a ticker's times are of the day above them
    if said is not None:
        reading = replace(reading, anchor="quotation", said=said)
    elif is_definite_month(text, node, expr, lexicon):
        reading = replace(reading, confidence="guessed")
    elif spoken and reading.anchor == "publication" and quotation.find_quotation(text, item.start, node.start, item.end) is not None:
        reading = replace(reading, confidence="guessed")  # who is quoted may have said it on a day before
    if reading.a is not None and reading.b is not None and not (reading.a.first >= EARLIEST and reading.b.last <= LATEST):
        reading = replace(reading, a=None, b=None, value="", rejected=())  # no calendar writes it
    return reading, s


def is_definite_month(text: str, node: Node, expr: Expr, lexicon: Lexicon) -> bool:
    """Whether a month without a year has an article, so that the text supposes that readers know which year: "the
    September attacks".
    """
    return (
        isinstance(expr, Cal)
        and not expr.rel
        and expr.month is not None
        and expr.day is None
        and expr.year is None
        and text[node.start : node.end].split()[0].lower() in lexicon.settings["determiners"]
    )


def reading_cost(item: Item, r: Reading, s: Situation, state: str, explicit: tuple[int, int, bool] | None, w: Mapping[str, float]) -> float:
    """The cost of a reading in a state: all that speaks against it."""
    expr, c, now, total = item.expr, s.clocks, s.clocks.now, 0.0
    if r.anchor == "quotation" or isinstance(expr, Length | Recur):
        return 0.0
    section = c.section
    if isinstance(expr, Vague):
        return w["present_in_story"] if state in STORIES and r.value == "PRESENT_REF" and item.present else 0.0  # "she is now 80": the story is left
    if r.a is None or r.b is None:
        return w["nothing_told_in_story"] if state != REPORT else 0.0
    fine = SIZE[r.a.kind] <= 31
    if r.explicit:
        if now is not None:
            away = abs(r.a.year - civil(now)[0]) >= FAR_YEARS
            if state == REPORT and away and not item.role:
                total += w["far_fine_in_report" if fine else "far_coarse_in_report"]
            elif state in STORIES and not away:
                total += w["near_in_story"]
        if state == ASIDE:
            total += w["aside_in_story"]
        return total
    yearless = (
        isinstance(expr, Cal)
        and not expr.rel
        and (expr.month is not None or expr.day is not None or expr.season is not None or bool(expr.holiday) or expr.quarter is not None or expr.half is not None)
    )
    if state == REPORT:
        if section is not None and now is not None and abs(section.first.year - civil(now)[0]) >= 1:
            total += w["report_under_far_section"]
        if yearless and now is not None:
            total += w["distance_in_report"] * math.log2(1 + days_between(r, now) / 30)
            if explicit is not None and explicit[2] and s.tense == "past" and s.signal not in ("by", "until", "through"):
                near = explicit[0] == item.sentence, explicit[0] == item.sentence - 1 and explicit[1] == item.block, explicit[1] == item.block
                total += w["same_sentence_in_report"] if near[0] else w["next_sentence_in_report"] if near[1] else w["same_block_in_report"] if near[2] else 0.0
            if s.tense == "future" and r.b.last < now:
                total += w["before_publication_told_as_future"]
    else:
        if now is not None and s.now is None:
            if isinstance(expr, Cal) and expr.weekday and not expr.day:
                total += w["weekday_in_story"]
            elif is_deictic(expr):
                total += w["day_word_in_story"]
            elif isinstance(expr, Rel) and expr.base in ("now", "tense"):
                total += w["period_word_in_story"]
            if s.tense == "future" and state == STORY:
                total += w["future_in_story"]
            if item.present and not item.role and state == STORY:
                total += w["present_in_story"]
        if yearless and c.stands_at_year and state == STORY:
            total += w["goes_on_from_a_year_in_story"]
        if yearless and c.story is not None:
            total += w["distance_in_story"] * math.log2(1 + days_between(r, c.story.first) / 30)
            if r.b.last < c.story.first and state == STORY:
                total += w["backwards_in_story"]
        if state == SECTION and section is not None and section.first.kind != "day" and not section.holds(r.a) and yearless:
            total += w["outside_section"]
        if state == STORY and section is not None:
            total += w["story_under_section"]
    if isinstance(expr, Cal) and expr.weekday and expr.day and r.a.kind == "day" and weekday(r.a.n) != expr.weekday:
        total += w["wrong_weekday"]
    if now is not None and s.tense == "past" and r.a.first >= now < r.b.last:
        total += w["after_publication_told_as_past"]
    return total


def bare_weekday(expr: Expr) -> int:
    """The ISO weekday of an expression that names nothing else of its day; 0 for all others."""
    cal = expr.base if isinstance(expr, AtTime) else expr
    return cal.weekday or 0 if isinstance(cal, Cal) and not cal.day and not cal.rel else 0


def days_between(r: Reading, day: int) -> int:
    """How many days lie between a reading and a day; 0 where the day is in it."""
    assert r.a is not None and r.b is not None
    return max(r.a.first - day, day - r.b.last, 0)


def follow_back(text: str, items: Sequence[Item], steps: Sequence[Sequence[Way]], end: Way, w: Mapping[str, float], lexicon: Lexicon) -> Iterator[Decided]:
    """The readings along the cheapest path.

    Where another path is cheaper than ``margin`` more and reads an expression otherwise, its date is marked as
    guessed.
    """
    real = [i for i in items if i.expr is not None]
    path: list[Way] = []
    way: Way | None = end
    while way is not None and len(path) < len(real):
        path.append(way)
        way = way.before
    path.reverse()
    rest = [[0.0] * len(steps[-1])]
    for k in range(len(steps) - 1, 0, -1):
        rest.append([min(transition_cost(x, y.state, real[k], steps, w) + y.own + more for y, more in zip(steps[k], rest[-1], strict=True)) for x in steps[k - 1]])
    rest.reverse()
    for k, (item, way) in enumerate(zip(real, path, strict=True)):
        if way.found is None:
            continue
        node, expr, reading, situation = way.found
        others = [
            (x.cost + more - end.cost, x.found[2])
            for x, more in zip(steps[k], rest[k], strict=True)
            if x is not way and x.found is not None and x.found[2].a is not None and (x.found[2].a, x.found[2].b) != (reading.a, reading.b)
        ]
        if others and reading.a is not None:
            margin, other = min(others, key=lambda o: o[0])
            if margin < w["margin"]:
                more = () if other.a is None or other.a != other.b else ((other.a, "another clock"),)
                reading = replace(reading, confidence="guessed", rejected=(*more, *(r for r in reading.rejected if not more or r[0] != more[0][0])))
        now = situation.clocks.now
        if isinstance(expr, Shift) and expr.base == "story" and expr.sign > 0 and situation.tense != "future" and reading.a is not None and now is not None and reading.a.first > now:
            reading = replace(reading, a=None, b=None, value="", rejected=())  # "108 years later the drought is over": what it is counted from is not told
        if isinstance(expr, Window) and situation.tense == "past" and reading.a is not None and reading.b is not None and now is not None and reading.a.first >= now < reading.b.last:
            reading = replace(reading, a=None, b=None, rejected=())  # "over the next three months she painted": of a year that is over
        place = (item.start, item.end)
        if reading.confidence == "worked-out" and is_doubtful(text, place, node, expr, reading, item.signal, item.tense, now, lexicon, label=bool(item.role)):
            reading = replace(reading, confidence="guessed")
        yield Decided(item, (node, expr, reading, situation))


def move_clocks(text: str, item: Item, reading: Reading, s: Situation, clocks: Clocks, *, moves: bool) -> None:
    """Set the clocks to the date that was read.

    In a heading, brackets do not make an aside: "The retreat (October 1812)".
    """
    node, expr, start = item.node, item.expr, item.start
    clocks.sentence = item.sentence
    if reading.a is None:
        return
    if reading.explicit and reading.a.kind == "day":
        clocks.named_day = reading.a, node.end
    if isinstance(expr, Cal) and expr.order and not expr.other:
        clocks.order = expr.order
    if reading.a.year < 1 or (reading.explicit and reading.a.year > 0):
        clocks.bc = reading.a.year < 1
    head = text[max(start, node.start - 40) : node.start]
    line = text.rfind("\n", start, node.start) + 1 or start
    if isinstance(expr, Shift) and expr.sign < 0 and expr.length.kind == "year" and not clocks.narrative:
        return  # a comparison: "a year earlier"
    if isinstance(expr, Rel | Shift) and expr.base == "story" and (expr.k if isinstance(expr, Rel) else expr.sign) < 0:
        return  # a look back: the story goes on from where it was
    if reading.anchor == "quotation":
        return  # what was said keeps its own time
    aside = (
        (clocks.narrative and s.tense == "future" and not reading.explicit)
        or (text.rfind("(", start, node.start) > text.rfind(")", start, node.start) and not item.heading)
        or (s.signal == "since" and reading.a.kind in ("year", "decade", "century"))
        or not moves
        or (item.aside and s.clocks.now is not None and (reading.explicit or item.aside == "page"))
        or "[" in head[head.rfind("]") + 1 :]
    )
    opens = bool(OPENING.search(head)) or (item.opens and not item.heading) or node.start - line < 3
    clocks.note_date(reading.a, explicit=reading.explicit, aside=aside, opens=opens)


def is_deictic(expr: Expr | None) -> bool:
    """Whether an expression counts from the day of whoever speaks: yesterday, tomorrow, last night."""
    if isinstance(expr, AtTime):
        return expr.base is not None and is_deictic(expr.base)
    return isinstance(expr, Rel) and expr.base == "now" and expr.kind == "day"
