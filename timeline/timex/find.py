"""Text and its blocks -> Items: the time expressions, still unresolved, each with its signal word, the tense of its
clause and its place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise

from timeline.model import Block
from timeline.timex.expr import About, AtTime, Cal, Expr, Length, Recur, Rel
from timeline.timex.grammar import check_productions, reduce_island
from timeline.timex.lexicon import UNKNOWN, Lexicon, load
from timeline.timex.make.units import CLOCKLIKE, SET_VALUE
from timeline.timex.ranges import share_fields
from timeline.timex.tense import REACH, find_tense
from timeline.timex.token_pattern import OTHER_CAPITALS
from timeline.timex.tokens import Classifier, Node, Tokens

SEEDS = (
    "WDAY", "WABBR", "WDAYS", "MONTH", "WMONTH", "UNIT", "UNITS", "PART", "NOON", "SEASON", "WSEASON", "TODAY", "TONIGHT", "ERA", "CENTURY", "DECADE", "SETWORD",
    "WSETWORD", "REF", "WREF", "THEREF", "SOON", "AWHILE", "PERIOD", "NREF", "HOL", "ISO", "NUMDATE", "TIME", "YEAR", "YEAR2", "AMPM", "OCLOCK", "QNAME", "HNAME",
    "FISCAL", "NAMED", "NAMEDPART", "HTIME", "HOURWORD", "LAS", "TIME4", "HNUM", "DAYORD", "NUMW", "LAST", "HALF", "QFIG", "DOTTIME", "NUMMONTH", "ISOWEEK", "SLASH", "LMONTH", "NAMEDLEN", "LASTING",
    "WEEKWORD", "TOHOUR", "DECADEW", "WEEKENDS", "HALFMONTH", "DAYPARTS",
)  # fmt: skip
ISLAND_BREAKS = ("STOP", "BREAK", "MONEY", "NONE", "SAYS", "FUT", "RPAR")
SIGNALS = {"SINCE": "since", "UNTIL": "until", "BY": "by", "FROM": "from", "TO": "to", "BETWEEN": "between", "BEFORE": "before", "AFTER": "after",
           "DURING": "during", "ALL": "all", "IN": "in", "ON": "on", "FOR": "for", "AT": "at", "AND": "and", "DASH": "to", "EVERY": "every", "ONTO": "until"}  # fmt: skip
OPENING = re.compile(r"(?:^|[.!?][\"”’)]*\s+|\n\s*)[^\w]*(?:(?:In|On|By|At|During|From|Since|Until|Early|Late)\s+)?(?:the\s+)?$", re.IGNORECASE)
FIRST_WORDS = re.compile(r"(?:^|[.!?][\"”’)]*\s+|\n\s*)[^\w]*((?:[^\W\d_]+['’\s]\s*){1,3})$")  # of a sentence
POSSESSIVE = re.compile(r"['’]s\b\s*((?:[\w-]+\s+){0,2}[\w-]*)")
SUPERLATIVE = re.compile(r"\b(?:\w{3,}est|first|most|least|worst|best|only|time)\b[^.;,]{0,40}\bin (?:(?:at least|more than|over|nearly|almost|about|some|the|the last|the past) )?$")
TO_DO = re.compile(r"^\W*(?:[A-Z][\w’'-]*|[a-z]+s) (?:[\w’'-]+ ){0,2}?to (?:[a-z]+ )+(?:[\w’'-]+ )*$")
AHEAD = re.compile(r"\bahead of $", re.IGNORECASE)
LONGEST = 64  # tokens of an island; longer runs of words of time are lists, and are read piece by piece
SENTENCE = re.compile(r"[.!?][\"”’)]*\s*$")
SENTENCES = re.compile(rf"[.!?][\"”’)]*\s+(?=[\"“‘'(\[]*[A-Z0-9])|[.!?…][\"”’)»]*\s+(?=[\"“„«(]*[{OTHER_CAPITALS}])|\n\s*\n")
HEADING = 100  # characters of a heading at most
CLOSE_WORDS = 2  # words between the verb and "on 28 August" from which the verb is taken at its word
LEAST_SHARE = 0.6  # share of a heading's letters that its date has at least, where the heading is a date
BETWEEN_TIME_AND_DAY = re.compile(r" (?:[\w’'-]+ ){0,6}(?:on )?")
RANGE = re.compile(r"-|–|—|to|until")
BARE_DAY = re.compile(r"((?:[A-Z][a-z]+\.?,? )?)(?:the )?([1-9]|[12][0-9]|3[01])(?:st|nd|rd|th)?", re.IGNORECASE)
UNSIGNED_TIME = re.compile(r"(?<=[a-z0-9]),? (?=[0-9]{1,2}[:.][0-9]{2}(?![0-9.]))")  # "Yesterday 22:00"
CAPITALS = re.compile(r"[A-Z]{3}[A-Z]{2,}")  # "AUGUST 2022", but not "CEST"
ORDINAL = {1: "st", 2: "nd", 3: "rd"}
AGE = re.compile(r"[ -]([a-z]+)[ -]([a-z]+)")
NEAR_TIME = 20  # characters before a time of day in which "shortly after" stands
HABIT = re.compile(r"\s+is\s+(?:a|the|his|her|my|our|their)\s+(?:\w+\s+){0,3}(?:day|Sabbath)\b")  # "Sunday is a day of rest"
WORD = re.compile(r"[a-z]+|[.!?;]")
RELATIVE_CLAUSE = re.compile(r",\s+(?:which|who|whose|where)\b[^,.;:]*$")
LETTER = re.compile(r"[^\W_]")
MATCH = 150  # characters on either side of a half in which a word of sport stands
RELATIVE = 70  # characters before a date in which a relative clause that holds it begins


@dataclass(frozen=True, slots=True)
class Grammar:
    """A lexicon with the patterns that cut a text into islands."""

    lexicon: Lexicon
    words: Classifier
    run: re.Pattern[str]
    seed: re.Pattern[str]


@cache
def load_grammar(language: str = "en") -> Grammar:
    """The grammar of a language. Raises :class:`ValueError` for a rule that names no production."""
    lexicon = load(language)
    check_productions(lexicon)
    walls = "".join(lexicon.members.get(w, "") for w in ISLAND_BREAKS)
    seeds = "".join(lexicon.members.get(s, "") for s in SEEDS)
    return Grammar(lexicon, Classifier(lexicon), re.compile(f"[^{UNKNOWN}{walls}]+"), re.compile(f"[{seeds}]"))


@dataclass(frozen=True, slots=True)
class Item:
    """An unresolved expression and its place: ``role`` is heading, label or dateline where it dates what stands below or behind it, end for a heading
    that has no date; else ``""``. ``sentence`` counts sentences of the document."""

    node: Node
    signal: str
    expr: Expr | None
    block: int
    start: int  # where its paragraph begins and ends
    end: int
    sentence: int = 0
    role: str = ""
    level: int = 0
    tense: str = ""
    close: bool = False
    opens: bool = False
    heading: bool = False
    present: bool = False  # its clause is in the present or the present perfect
    aside: str = ""  # clause: in a relative clause behind a comma; page: in what a page says of itself


OF_THE_PAGE = ("boilerplate", "credit", "post", "caption")  # not part of the article's own text
MARKED = 6  # level of the last heading that is marked as one
EMPTY_NODE = Node(0, 0, UNKNOWN, {})


def find_items(text: str, blocks: Sequence[Block], g: Grammar) -> Iterator[Item]:
    """All expressions of a text in order, and an end mark for each heading without a date, which ends the section
    before it.
    """
    at = 0
    for k, b in enumerate(blocks):
        if k and blocks[k - 1].label is not None and b.label is None:
            yield Item(EMPTY_NODE, "", None, k, b.start, b.end, role="end", level=LABEL_LEVEL)
        if b.kind == "heading":
            found = list(find_label_dates(text, b.start, b.end, k, "heading", b.level, g)) or list(find_year_in_heading(text, b, k, g))
            yield from found or [Item(EMPTY_NODE, "", None, k, b.start, b.end, role="end", level=b.level), *(find_in_paragraph(text, b.start, b.end, k, at, g))]
        elif b.kind == "dateline":
            yield from find_label_dates(text, b.start, b.end, k, "dateline", 0, g, share_of=0.0)
        elif b.label is not None and b.body is not None:
            if b.label[0] >= b.start:  # else it is the heading above
                yield from find_label_dates(text, *b.label, k, "label", LABEL_LEVEL, g)
            yield from find_in_paragraph(text, *b.body, k, at, g)
        elif b.kind in OF_THE_PAGE:
            yield from (replace(i, aside="page") for i in find_in_paragraph(text, b.start, b.end, k, at, g))
        else:
            yield from find_in_paragraph(text, b.start, b.end, k, at, g)
        at += 1 + len(SENTENCES.findall(text, b.start, b.end))


LABEL_LEVEL = 9  # below all headings


def find_year_in_heading(text: str, b: Block, block: int, g: Grammar) -> Iterator[Item]:
    """The year in a marked heading that has other words, too: "The strike of 1984".

    Nothing where it names several.
    """
    if b.level > MARKED:
        return
    years = [(n, signal, e) for n, signal, e in find_expressions(text, b.start, b.end, g) if isinstance(e, Cal) and e.year is not None]
    if len(years) == 1 and years[0][1] in ("", "in", "at", "on", "to", "for"):
        yield Item(*years[0], block, b.start, b.end, role="heading", level=b.level, heading=True, opens=True)


def find_label_dates(text: str, start: int, end: int, block: int, role: str, level: int, g: Grammar, share_of: float = LEAST_SHARE) -> Iterator[Item]:
    """The date, or the two dates of a range, that a heading, label or date line consists of; nothing where it has
    many other words.

    It is read as if it stood behind "in" or "at", so that "June" and "07:10" count; a bare number is a day: "Sat 13",
    or "4" under a month.
    """
    own = text[start:end]
    for said in spell_label(own, g.lexicon.leads):
        found = [(n, signal, expr) for n, signal, expr in find_expressions(said, 0, len(said), g) if not isinstance(expr, Length | Recur)]
        letters = sum(len(LETTER.findall(said, n.start, n.end)) + (len(signal) if signal in own.lower() else 0) for n, signal, _ in found)
        if found and letters >= share_of * len(LETTER.findall(own)):
            years = [f for f in found if isinstance(f[2], Cal) and f[2].year is not None]
            found = (years or found)[:2] if len(found) > 1 and RANGE.fullmatch(said[found[0][0].end : found[1][0].start].strip()) else (years or found)[:1]
            at = start
            for node, signal, expr in found:
                place = text.find(said[node.start : node.end], at, end)
                at = max(at, place + node.end - node.start)
                node = node._replace(start=place, end=place + node.end - node.start) if place >= 0 else node._replace(start=start, end=end)
                yield Item(node, "" if signal in ("in", "at", "on") else signal, expr, block, start, end, role=role, level=level, heading=True, opens=True)
            return


def spell_label(own: str, leads: Sequence[str]) -> Iterator[str]:
    """A label as it would stand in a sentence, behind each of the language's prepositions ``leads``."""
    if (m := BARE_DAY.fullmatch(own)) is not None:
        yield f"on {m[1] or ''}the {m[2]}{ORDINAL.get(int(m[2]) % 10 if int(m[2]) not in (11, 12, 13) else 0, 'th')}"
    own = CAPITALS.sub(lambda m: m[0].title(), own)
    own = UNSIGNED_TIME.sub(" at ", own)
    yield from (f"{lead} {own}" for lead in leads)
    yield own  # "Yesterday 22:00"


def find_expressions(text: str, start: int, end: int, g: Grammar) -> list[tuple[Node, str, Expr]]:
    """The expressions in ``text[start:end]``, each as (node, signal word, expression)."""
    tokens = Tokens(text, start, end, g.words, g.lexicon)
    classes = tokens.classes
    found: list[tuple[Node, str, Expr]] = []
    for run in g.run.finditer(classes):
        for first in range(run.start(), run.end(), LONGEST):
            stop = min(first + LONGEST, run.end())
            if not g.seed.search(classes, first, stop):
                continue
            left, right = max(0, first - 2), min(len(classes), stop + 1)
            reduced = reduce_island(tokens.nodes(left, right), text, g.lexicon)
            share_fields(reduced)
            begin, end_ = tokens.starts[first], tokens.ends[stop - 1]
            found.extend(p for p in finished_expressions(reduced, text, g.lexicon) if begin <= p[0].start < end_ and p[0].end <= end_)
    return found


def is_age(behind: re.Match[str] | None, lexicon: Lexicon) -> bool:
    """Whether the two words behind a number make it an age."""
    return behind is not None and behind[1].lower() in lexicon.settings["ages"] and behind[2].lower() in lexicon.settings["aged"]


def is_near_time(before: Sequence[str], lexicon: Lexicon) -> bool:
    """Whether the words before a time of day say that it was a little earlier or later: "shortly after", "just before"."""
    return len(before) > 1 and before[-2].lower() in lexicon.settings["a_little"] and before[-1].lower() in lexicon.settings["before_or_after"]


def find_in_paragraph(text: str, start: int, end: int, block: int, sentence: int, g: Grammar) -> Iterator[Item]:
    """The expressions of one paragraph, each with the tense of its clause."""
    found = find_expressions(text, start, end, g)
    if not found:
        return
    found = join_times_with_days(text, found)
    heading = end - start < HEADING and not SENTENCE.search(text, start, end)
    breaks = [m.end() for m in SENTENCES.finditer(text, start, end)]
    for node, signal, expr in found:
        if isinstance(expr, Cal) and (is_personal_name(text, start, node, g.lexicon) or (expr.weekday and HABIT.match(text, node.end))):
            continue
        if isinstance(expr, Cal) and (expr.half or expr.quarter) and expr.year is None and is_match_report(text, max(start, node.start - MATCH), min(end, node.end + MATCH), g.lexicon):
            continue  # "scored in the second half"
        if isinstance(expr, Cal) and expr.year and is_age(AGE.match(text, node.end), g.lexicon):
            continue  # "a 2000-year-old tree"
        while breaks and breaks[0] <= node.start:
            breaks.pop(0)
            sentence += 1
        if not signal and isinstance(expr, Cal) and has_article_of_day(text[node.start : node.end].split(), g.lexicon):
            signal = "on"
        if isinstance(expr, AtTime) and is_near_time(text[max(start, node.start - NEAR_TIME) : node.start].split(), g.lexicon):
            expr = About(expr, "APPROX")
        needed = needs_tense(expr, "" if text.startswith("the", node.start) else signal)
        looks, words = find_tense(text, node.start, node.end, g.lexicon) if needed else ("", REACH)
        if (heading and not looks and announces_plan(text[start : node.start], g.lexicon)) or AHEAD.search(text, max(0, node.start - 12), node.start):
            looks = "future"  # "ahead of Thursday's referendum"
        elif isinstance(expr, Cal) and expr.weekday and not expr.rel and (owned := POSSESSIVE.match(text, node.end)):
            if g.lexicon.settings["fixtures"].isdisjoint(owned[1].lower().split()):
                looks = "past"  # "Wednesday's ruling"
            elif not looks and signal == "for":
                looks = "future"  # "a doubt for Saturday's match"
            elif looks == "past" and signal in ("for", "before"):
                looks = "near"  # "made their last appeals before Thursday's election"
        if signal == "in" and isinstance(expr, Length) and SUPERLATIVE.search(text, max(start, node.start - 90), node.start):
            looks = ""  # "the slowest growth in 11 years"
        opens = opens_sentence(text, max(start, node.start - 30), node.start, g.lexicon)
        head = RELATIVE_CLAUSE.search(text, max(start, node.start - RELATIVE), node.start)
        yield Item(
            node,
            signal,
            expr,
            block,
            start,
            end,
            sentence,
            "",
            0,
            looks,
            words <= CLOSE_WORDS,
            opens,
            heading,
            is_present(text, max(start, node.start - RELATIVE), node.start, g.lexicon),
            "clause" if head is not None else "",
        )


def opens_sentence(text: str, start: int, stop: int, lexicon: Lexicon) -> bool:
    """Whether only prepositions and articles stand between the beginning of a sentence and an expression."""
    if OPENING.search(text, start, stop):
        return True
    first = FIRST_WORDS.search(text, start, stop) if lexicon.settings["openers"] else None
    return first is not None and lexicon.settings["openers"].issuperset(first[1].lower().replace("’", " ").replace("'", " ").split())


def has_article_of_day(words: list[str], lexicon: Lexicon) -> bool:
    """Whether a date begins with an article that says what "on" says: "il est mort le 5 novembre"; not "le 5 novembre prochain"."""
    last = lexicon.words.get(words[-1])
    return words[0].lower() in lexicon.settings["day_articles"] and (last is None or "NEXT" not in last.values)


def is_match_report(text: str, start: int, stop: int, lexicon: Lexicon) -> bool:
    """Whether a stretch of text is about a sports match, whose halves and quarters are not those of a year."""
    return not lexicon.settings["of_a_match"].isdisjoint(m.group() for m in WORD.finditer(text, start, stop))


def join_times_with_days(text: str, found: list[tuple[Node, str, Expr]]) -> list[tuple[Node, str, Expr]]:
    """The expressions; a time of day gets the day that is named a few words behind it: "the 9 a.m. briefing on
    Tuesday".
    """
    out = list(found)
    for k, ((node, signal, expr), (behind, on, day)) in enumerate(pairwise(found)):
        if isinstance(expr, AtTime) and expr.base is None and expr.clock and isinstance(day, Cal | Rel) and BETWEEN_TIME_AND_DAY.fullmatch(text, node.end, behind.start):
            named = isinstance(day, Cal) and on == "on" and (day.weekday or day.day)
            if named or (isinstance(day, Rel) and day.base == "now" and day.kind == "day"):
                out[k] = node, signal, AtTime(day, "", expr.clock, expr.zone)
    return out


def is_present(text: str, start: int, stop: int, lexicon: Lexicon) -> bool:
    """Whether the last "be" or "have" before an expression, in its sentence, is in the present tense."""
    for m in reversed(list(WORD.finditer(text, start, stop))):
        if m.group() in ".!?;":
            return False
        if m.group() in lexicon.settings["present"]:
            return True
        if lexicon.cues.get(m.group()) == "past":
            return False
    return False


def announces_plan(before: str, lexicon: Lexicon) -> bool:
    """Whether a heading says what somebody is to do: "Council to vote Tuesday", but not "Road to ruin", "Guide to
    parking".
    """
    words = before.lower().split()
    return bool(TO_DO.match(before)) and words.count("to") == 1 and words[words.index("to") - 1] not in lexicon.settings["ways"]


def is_personal_name(text: str, start: int, node: Node, lexicon: Lexicon) -> bool:
    """Whether a personal title makes a name of an expression: Lord Easter, Mrs Monday."""
    word = text[max(start, node.start - 10) : node.start].split(" ")[-2:-1]
    return bool(word) and word[0].strip('“"(').removesuffix(".") in lexicon.settings["titles"] and text[node.start].isupper() and text[node.start : node.end].isalpha()


def needs_tense(expr: Expr, signal: str) -> bool:
    """Whether the direction of an expression depends on the tense of its clause.

    It does not where the words name the year; "in three days" may be past or future.
    """
    if isinstance(expr, Length):
        return signal == "in"
    return not isinstance(expr, Length | Recur) and not (isinstance(expr, Cal) and (expr.year is not None or expr.decade is not None))


def finished_expressions(nodes: list[Node], text: str, lexicon: Lexicon) -> Iterator[tuple[Node, str, Expr]]:
    """The complete expressions of a reduced island, each as (node, signal word, expression)."""
    for i, node in enumerate(nodes):
        expr: Expr | None = None
        values = node.values
        before = nodes[i - 1] if i else None
        before_values = before.values if before else {}
        if "DATE" in values or "WIN" in values:
            expr = values.get("DATE") or values.get("WIN")
            if before is not None and before_values.get("DET") == "the" and text[node.start : node.end].split()[0].lower() not in lexicon.settings["definite"]:
                node = node._replace(start=before.start)
                before_values = nodes[i - 2].values if i > 1 else {}
        elif "SET" in values:
            expr = values["SET"]
        elif "VAGUE" in values:
            expr = values["VAGUE"]
        elif "CLOCK" in values:
            expr = values["CLOCK"]
        elif "LEN" in values:
            expr = length_or_rate(values["LEN"], before, text)
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


def length_or_rate(span: Length, before: Node | None, text: str) -> Expr:
    """A length; or a rate, as a set, where "a year" stands behind a number or a plural ("barrels a day")."""
    if not span.one or span.mod or before is None or span.kind not in SET_VALUE:
        return span
    word = text[before.start : before.end]
    if before.values.keys() & {"NUM", "PERCENT", "N"} or (before.ch == UNKNOWN and word.islower() and word.endswith(("s", "illion")) and len(word) > 3):
        return Recur(SET_VALUE[span.kind])
    return span
