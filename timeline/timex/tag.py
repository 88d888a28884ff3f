"""Document -> Timex*: find, compose, choose the clock and direction, resolve."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from timeline import edtf
from timeline.calendar import Period, civil, ordinal, to_date
from timeline.model import Timex
from timeline.timex import clock as clocks_
from timeline.timex import quotation
from timeline.timex.clock import Clocks
from timeline.timex.expr import AtTime, Cal, Expr, Length, Recur, Rel, Shift
from timeline.timex.grammar import reduce
from timeline.timex.lexicon import UNKNOWN, Lexicon, load
from timeline.timex.make.units import CLOCKLIKE, SET_VALUE
from timeline.timex.ranges import Found, after, ended, joined, share
from timeline.timex.reading import Reading, Situation
from timeline.timex.resolve import resolve
from timeline.timex.tokens import Classifier, Node, Tokens

SEEDS = (
    "WDAY", "WABBR", "WDAYS", "MONTH", "WMONTH", "UNIT", "UNITS", "PART", "NOON", "SEASON", "WSEASON", "TODAY", "TONIGHT", "ERA", "CENTURY", "DECADE", "SETWORD",
    "WSETWORD", "REF", "WREF", "THEREF", "SOON", "AWHILE", "PERIOD", "NREF", "HOL", "ISO", "NUMDATE", "TIME", "YEAR", "YEAR2", "AMPM", "OCLOCK", "QNAME", "HNAME",
    "FISCAL", "TIME4", "HNUM", "DAYORD", "NUMW", "LAST", "HALF", "QFIG", "DOTTIME",
)  # fmt: skip
WALLS = ("STOP", "BREAK", "MONEY", "NONE", "SAYS", "FUT", "RPAR")
SIGNALS = {"SINCE": "since", "UNTIL": "until", "BY": "by", "FROM": "from", "TO": "to", "BETWEEN": "between", "BEFORE": "before", "AFTER": "after",
           "DURING": "during", "ALL": "all", "IN": "in", "ON": "on", "FOR": "for", "AT": "at", "AND": "and", "DASH": "to", "EVERY": "every"}  # fmt: skip
PARAGRAPH = re.compile(r"\n[ \t\r]*\n\s*")
OPENING = re.compile(r"(?:^|[.!?][\"”’)]*\s+|\n\s*)[^\w]*(?:(?:In|On|By|At|During|From|Since|Until|Early|Late)\s+)?(?:the\s+)?$", re.IGNORECASE)
POSSESSIVE = re.compile(r"['’]s\b\s*((?:[\w-]+\s+){0,2}[\w-]*)")
SUPERLATIVE = re.compile(r"\b(?:\w{3,}est|first|most|least|worst|best|only|time)\b[^.;,]{0,40}\bin (?:(?:at least|more than|over|nearly|almost|about|some|the|the last|the past) )?$")
TO_DO = re.compile(r"^\W*(?:[A-Z][\w’'-]*|[a-z]+s) (?:[\w’'-]+ ){0,2}?to (?:[a-z]+ )+(?:[\w’'-]+ )*$")
AHEAD = re.compile(r"\bahead of $", re.IGNORECASE)
EARLIEST, LATEST = ordinal(-9998, 1, 1), ordinal(9999, 12, 31)  # EDTF has four figures for a year
LONGEST = 64  # tokens of an island; longer runs of words of time are lists, and are read piece by piece
SENTENCE = re.compile(r"[.!?][\"”’)]*\s*$")
HEADING = 100  # characters of a heading at most
CLOSE = 2  # words between the verb and "on 28 August" from which the verb is taken at its word


@dataclass(frozen=True, slots=True)
class Grammar:
    """A lexicon with the patterns that cut a text into islands."""

    lexicon: Lexicon
    words: Classifier
    run: re.Pattern[str]
    seed: re.Pattern[str]


@cache
def grammar(language: str = "en") -> Grammar:
    """The grammar of a language."""
    lexicon = load(language)
    walls = "".join(lexicon.members.get(w, "") for w in WALLS)
    seeds = "".join(lexicon.members.get(s, "") for s in SEEDS)
    return Grammar(lexicon, Classifier(lexicon), re.compile(f"[^{UNKNOWN}{walls}]+"), re.compile(f"[{seeds}]"))


def tag(text: str, published: str = "", language: str = "en") -> list[Timex]:
    """All expressions of time in a text, in order, none overlapping, read against ``published`` (ISO, may be "").

    Spans count characters of ``text``. An answer depends on what stands before it and on its own paragraph.
    """
    g = grammar(language)
    now = edtf.parse(published[:10]).earliest if published else None
    clocks = Clocks(now)
    out: list[Timex] = []
    at = 0
    for m in [*PARAGRAPH.finditer(text), None]:
        end = m.start() if m else len(text)
        clocks.paragraph()
        out.extend(paragraph(text, at, end, g, clocks))
        at = m.end() if m else end
    return out


def paragraph(text: str, start: int, end: int, g: Grammar, clocks: Clocks) -> Iterator[Timex]:
    """The expressions of one paragraph; moves the clocks."""
    tokens = Tokens(text, start, end, g.words, g.lexicon)
    classes = tokens.classes
    found: list[tuple[Node, str, Expr]] = []
    for run in g.run.finditer(classes):
        for first in range(run.start(), run.end(), LONGEST):
            stop = min(first + LONGEST, run.end())
            if not g.seed.search(classes, first, stop):
                continue
            left, right = max(0, first - 2), min(len(classes), stop + 1)
            reduced = reduce(tokens.nodes(left, right), text, g.lexicon)
            share(reduced)
            begin, end_ = tokens.starts[first], tokens.ends[stop - 1]
            found.extend(p for p in pieces(reduced, text) if begin <= p[0].start < end_ and p[0].end <= end_)
    if not found:
        return
    heading = end - start < HEADING and not SENTENCE.search(text, start, end)
    readings: list[Found] = []
    for node, signal, expr in found:
        if isinstance(expr, Cal) and titled(text, start, node, g.lexicon):
            continue
        clocks.at = node.start
        needed = needs_tense(expr, "" if text.startswith("the", node.start) else signal)
        tense, words = clocks_.tense(text, node.start, node.end, g.lexicon) if needed else ("", clocks_.REACH)
        if (heading and not tense and to_do(text[start : node.start], g.lexicon)) or AHEAD.search(text, max(0, node.start - 12), node.start):
            tense = "future"  # "ahead of Thursday's referendum"
        elif isinstance(expr, Cal) and expr.weekday and not expr.rel and (owned := POSSESSIVE.match(text, node.end)):
            if g.lexicon.settings["fixtures"].isdisjoint(owned[1].lower().split()):
                tense = "past"  # "Wednesday's ruling"
            elif not tense and signal == "for":
                tense = "future"  # "a doubt for Saturday's match"
            elif tense == "past" and signal in ("for", "before"):
                tense = "near"  # "made their last appeals before Thursday's election"
        if signal == "in" and isinstance(expr, Length) and SUPERLATIVE.search(text, max(start, node.start - 90), node.start):
            tense = ""  # "the slowest growth in 11 years"
        s = Situation(clocks, tense, signal, close=words <= CLOSE, opens=bool(OPENING.search(text, max(start, node.start - 30), node.start)))
        said = quotation.day(text, start, node.start, end, clocks.day_told, clocks.now, g.lexicon) if deictic(expr) else None
        reading = resolve(expr, s if said is None else replace(s, now=said))
        if reading is None:
            continue
        if readings and reading.a is not None and reading.a.kind == "day" and isinstance(expr, Cal) and expr.weekday and not expr.day and not expr.rel:
            reading = after(readings[-1], node, reading, expr.weekday, text)
        if said is not None:
            reading = replace(reading, anchor="quotation", said=said)
        if reading.explicit and reading.a is not None and reading.a.kind == "day":
            clocks.day_told = reading.a, node.end
        if reading.a is not None and reading.b is not None and not (reading.a.first >= EARLIEST and reading.b.last <= LATEST):
            reading = replace(reading, a=None, b=None, value="", rejected=())  # no calendar writes it
        note(text, node, expr, reading, s, clocks, start, heading)
        readings.append((node, expr, reading, s))
    readings = ended(text, readings)
    ends = joined(text, readings)
    for k, (node, _, r, s) in enumerate(readings):
        yield timex_of(text, node, r, s, clocks, ends.get(k))


def to_do(before: str, lexicon: Lexicon) -> bool:
    """Whether a heading says what somebody is to do: "Council to vote Tuesday", but not "Road to ruin", "Guide to parking"."""
    words = before.lower().split()
    return bool(TO_DO.match(before)) and words.count("to") == 1 and words[words.index("to") - 1] not in lexicon.settings["ways"]


def titled(text: str, start: int, node: Node, lexicon: Lexicon) -> bool:
    """Whether a title makes somebody's name of an expression: Lord Easter, Mrs Monday."""
    word = text[max(start, node.start - 10) : node.start].split(" ")[-2:-1]
    return bool(word) and word[0].strip('“"(').removesuffix(".") in lexicon.settings["titles"] and text[node.start].isupper() and text[node.start : node.end].isalpha()


def deictic(expr: Expr) -> bool:
    """Whether an expression is told from the day of who speaks: yesterday, tomorrow, last night."""
    if isinstance(expr, AtTime):
        return expr.base is not None and deictic(expr.base)
    return isinstance(expr, Rel) and expr.base == "now" and expr.kind == "day"


def needs_tense(expr: Expr, signal: str) -> bool:
    """Whether the direction of an expression depends on its clause: not where the words name the year. "In three days" may look ahead."""
    if isinstance(expr, Length):
        return signal == "in"
    return not isinstance(expr, Length | Recur) and not (isinstance(expr, Cal) and (expr.year is not None or expr.decade is not None))


def note(text: str, node: Node, expr: Expr, reading: Reading, s: Situation, clocks: Clocks, start: int, heading: bool) -> None:
    """Move the clocks by what was read. In a heading, brackets are no aside: "The retreat (October 1812)"."""
    if reading.a is None:
        return
    if isinstance(expr, Cal) and expr.order and not expr.other:
        clocks.order = expr.order
    if reading.a.year < 1 or (reading.explicit and reading.a.year > 0):
        clocks.bc = reading.a.year < 1
    head = text[max(start, node.start - 40) : node.start]
    line = text.rfind("\n", start, node.start) + 1 or start
    if isinstance(expr, Shift) and expr.sign < 0 and expr.length.kind == "year" and not clocks.narrative:
        return  # a comparison: "a year earlier"
    if ((isinstance(expr, Rel) and expr.k < 0) or (isinstance(expr, Shift) and expr.sign < 0)) and expr.base == "story":
        return  # a look back: the story goes on from where it was
    aside = (
        (clocks.narrative and s.tense == "future" and not reading.explicit)
        or (text.rfind("(", start, node.start) > text.rfind(")", start, node.start) and not heading)
        or (s.signal == "since" and reading.a.kind in ("year", "decade", "century"))
        or bool(re.search(r"\[[^\]]*$", head))
    )
    opens = bool(OPENING.search(head)) or node.start - line < 3
    if reading.anchor == "quotation":
        return  # what was said keeps its own time
    if reading.anchor == "publication" and not reading.explicit and not (isinstance(expr, Cal) and expr.month):
        clocks.deictic(1.0 if reading.a.kind in ("day", "week", "weekend", "month") else 0.3)
    clocks.told(reading.a, explicit=reading.explicit, aside=aside, opens=opens)


def pieces(nodes: list[Node], text: str) -> Iterator[tuple[Node, str, Expr]]:
    """The finished expressions of a reduced island, with the signal word before each."""
    for i, node in enumerate(nodes):
        expr: Expr | None = None
        values = node.values
        before = nodes[i - 1] if i else None
        before_values = before.values if before else {}
        if "DATE" in values or "WIN" in values:
            expr = values.get("DATE") or values.get("WIN")
            if before is not None and before_values.get("DET") == "the" and text[node.start : node.start + 3].lower() != "the":
                node = node._replace(start=before.start)
                before_values = nodes[i - 2].values if i > 1 else {}
        elif "SET" in values:
            expr = values["SET"]
        elif "VAGUE" in values:
            expr = values["VAGUE"]
        elif "CLOCK" in values:
            expr = values["CLOCK"]
        elif "LEN" in values:
            expr = rated(values["LEN"], before, text)
            if isinstance(expr, Recur) and values["LEN"].kind in CLOCKLIKE:
                continue  # "$15 an hour", "3,000 revolutions a minute"
            if before is not None and before_values.get("DET") == "the":
                before_values = nodes[i - 2].values if i > 1 else {}
        elif "PART" in values and (before_values.keys() & {"AT", "DET"}) and values["PART"] in ("MO", "AF", "EV", "NI"):
            if "AT" in before_values or (i > 1 and nodes[i - 2].values.keys() & {"IN", "DURING", "OF"}):
                expr = AtTime(None, values["PART"])
        if expr is None:
            continue
        signal = next((SIGNALS[c] for c in before_values if c in SIGNALS), "")
        word = text[before.start : before.end].lower() if before is not None else ""
        if word == "ended" or (word == "within" and isinstance(expr, Length)):
            signal = word
        if signal == "until" and before is not None and re.search(r"\b(?:not|n['’]t) $", text[max(0, before.start - 5) : before.start]):
            signal = ""  # "it was not until Tuesday that he spoke": Tuesday is when he did
        if signal == "until" and text[max(0, node.start - 16) : node.start].rstrip().removesuffix(" the").lower().endswith("through"):
            lasts = isinstance(expr, Cal) and not expr.day and not expr.weekday and not expr.month
            signal = "during" if lasts else "through"  # "through the spring" lasts; "through Friday" ends
        yield node, signal, expr


def rated(span: Length, before: Node | None, text: str) -> Expr:
    """A length, or the set that "a year" means behind a number or a plural ("barrels a day")."""
    if not span.one or span.mod or before is None or span.kind not in SET_VALUE:
        return span
    word = text[before.start : before.end]
    if before.values.keys() & {"NUM", "PERCENT", "N"} or (before.ch == UNKNOWN and word.islower() and word.endswith(("s", "illion")) and len(word) > 3):
        return Recur(SET_VALUE[span.kind])
    return span


def timex_of(text: str, node: Node, r: Reading, s: Situation, clocks: Clocks, joined: tuple[Period, Period] | None) -> Timex:
    """The public value of a reading."""
    date = edtf.interval(*joined) if joined else date_of(r, s.signal)
    first, last = (joined[0].first, joined[1].last) if joined else (r.a.first if r.a else None, r.b.last if r.b else None)
    rejected = tuple((edtf.point(p), why) for p, why in r.rejected if p.first >= EARLIEST and p.last <= LATEST)
    if r.either:
        rejected = ((edtf.point(r.either), "the other order of day and month"),)
    anchor = r.anchor or ("stated" if r.explicit else "")
    return Timex(
        node.start, node.end, text[node.start : node.end], r.type, r.value, date, iso(first), iso(last), r.granularity, anchor,
        node.rule, r.direction, rejected, r.confidence, r.mod, s.signal, s.tense if s.tense != "near" else "", r.length,
        iso(clocks.now) if anchor == "publication" else iso(r.said),
    )  # fmt: skip


def date_of(r: Reading, signal: str) -> str:
    """The EDTF of an event that the expression dates; "" where it names no day."""
    if r.a is None or r.b is None:
        return ""
    if r.either:
        return f"[{','.join(sorted((edtf.point(r.a), edtf.point(r.either))))}]"
    if signal == "since":
        return edtf.interval(r.a, None)
    if signal == "by":
        return edtf.one_of(None, edtf.ends(r.b)[1])
    if r.lasting or signal == "all":
        return edtf.interval(r.a, r.b)
    if r.a != r.b:
        return edtf.one_of(r.a, r.b)
    mark = "~" if r.mod == "APPROX" and r.a.kind not in ("week", "weekend", "half") else ""
    return edtf.point(r.a, r.time, mark)


def iso(day: int | None) -> str:
    """ISO text of a day number; "" for none and for days before year 1."""
    date = to_date(day) if day is not None else None
    return date.isoformat() if date else ("" if day is None else f"-{-civil(day)[0]:04d}" if civil(day)[0] <= 0 else "")
