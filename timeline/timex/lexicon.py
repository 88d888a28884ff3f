"""A language table read into look-up form: words to categories, rules to compiled patterns.

Every set of categories that some word has gets one private character, so that a text becomes a string
of characters and a rule a regular expression over it (``[…]`` for "any token of this category").
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from timeline.tables import load_table
from timeline.timex.token_pattern import token_pattern

UNKNOWN = "w"  # the class of every token that the table does not know
NAME = "name"  # value of a phrase that counts only with capitals
BASE = 0xE000  # private use area: one character for each set of categories
# Categories of tokens that are told by shape and not by word, each set as one class.
SHAPES = (
    ("NUM", "DAYNUM"), ("NUM", "DAYNUM", "HOURNUM"), ("NUM",), ("NUM", "YEAR"), ("ORD", "DAYORD"), ("ORD",), ("DECADE",), ("YEAR2",), ("ISO",),
    ("NUMDATE",), ("TIME",), ("DOTTIME", "NUM"), ("DASH",), ("COMMA",), ("POSS",), ("LPAR",), ("RPAR",), ("COLON",), ("STOP",), ("BREAK",), ("MONEY",), ("SLASH",),
    ("NUM", "YEAR", "TIME4"), ("NUM", "TIME4"), ("PERCENT",), ("HNUM", "NUM"), ("QFIG",), ("NUMMONTH",), ("ISOWEEK",), ("HTIME",),
)  # fmt: skip
# What a rule may make. DATE and the like are then pieces for the rules of later levels.
MADE = ("N", "CLOCK", "DATE", "LEN", "SET", "VAGUE", "WIN", "DAY", "NONE")
ELEMENT = re.compile(r"(?P<op>[()|?*+])|(?P<look><~|<|>|!)?(?:(?P<name>[a-z]+):)?(?P<cat>[A-Z][A-Z0-9]*)")

Value = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Word:
    """What the table knows of a token: its class character and a value for each category."""

    ch: str
    values: Value


@dataclass(frozen=True, slots=True)
class Rule:
    """One line of the grammar: pattern, production and the category that it makes."""

    name: str
    find: str
    make: str
    as_: str
    example: str
    args: Value


@dataclass(frozen=True, slots=True, eq=False)
class Level:
    """Rules that are tried together; ``groups[k]`` are the captures of rule ``k``: (name, group)."""

    rules: tuple[Rule, ...]
    pattern: re.Pattern[str]
    need: re.Pattern[str]  # where this finds nothing, no rule of the level fits
    groups: tuple[tuple[tuple[str, str], ...], ...]
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """One language, ready for use."""

    language: str
    words: Mapping[str, Word]
    phrases: Mapping[str, tuple[tuple[int, list[str], Word], ...]]  # a rare token of the phrase -> (its place, the pieces, the word)
    classes: Mapping[tuple[str, ...], str]
    members: Mapping[str, str]
    levels: tuple[Level, ...]
    cues: Mapping[str, str]
    settings: Mapping[str, frozenset[str]]
    token: re.Pattern[str]
    leads: tuple[str, ...]  # prepositions behind which a label is read: of a day or longer, of a time
    endings: tuple[tuple[str, tuple[str, ...]], ...]  # of words that speak of the past or the future


class Sets(dict[str, frozenset[str]]):
    """The word sets of a language; one that it has no use for is empty."""

    def __missing__(self, name: str) -> frozenset[str]:
        return frozenset()


@cache
def load(language: str = "en") -> Lexicon:
    """The lexicon of a language. Raises FileNotFoundError when there is no table for it."""
    return compile_table(load_table(f"{language}/time"))


def compile_table(table: Mapping[str, Any]) -> Lexicon:
    """Compile a table that was read."""
    spelled: dict[str, dict[str, Any]] = {}
    for category, values in table["words"].items():
        for value, spellings in values.items():
            for spelling in str(spellings).split():
                spelled.setdefault(spelling, {})[category] = int(value) if re.fullmatch(r"-?\d+", value) else value
    for rule, spellings in table["holidays"].items():
        for spelling in spellings.split():
            spelled.setdefault(spelling, {})["HOL"] = rule
    for spelling in table["nothing"].split():
        spelled[spelling] = {"NONE": spelling}
    for spelling in table["names"].split():
        spelled[spelling] = {"NONE": NAME}
    sets = {tuple(sorted(v)) for v in spelled.values()} | {tuple(sorted(s)) for s in SHAPES} | {(c,) for c in MADE}
    classes = {cats: chr(BASE + i) for i, cats in enumerate(sorted(sets))}
    members: dict[str, str] = {}
    for cats, ch in classes.items():
        for cat in cats:
            members[cat] = members.get(cat, "") + ch
    token = token_pattern(*table.get("tokens", ()))
    words: dict[str, Word] = {}
    phrases: dict[str, list[tuple[int, list[str], Word]]] = {}
    for spelling, values in spelled.items():
        word = Word(classes[tuple(sorted(values))], values)
        pieces = tuple(m.group() for m in token.finditer(spelling.replace("_", " ")))
        if len(pieces) > 1:
            low = [p.lower() for p in pieces]
            place = max(range(len(low)), key=lambda i: (low[i].isalnum(), len(low[i]), i))  # the longest piece: the rarest, as a rule; no punctuation
            for form in {low[place], low[place].capitalize(), low[place].upper()}:
                phrases.setdefault(form, []).append((place, low, word))
        elif spelling == spelling.lower():
            for form in (spelling.upper(), spelling.capitalize(), spelling):
                words[form] = merge_words(words.get(form), word, classes, members)
        else:
            for form in (spelling.upper(), spelling):
                words[form] = merge_words(words.get(form), word, classes, members)
    ordered = {k: tuple(sorted(v, key=lambda p: -len(p[1]))) for k, v in phrases.items()}
    levels = tuple(compile_level(rules, members) for rules in table["rules"])
    settings = Sets({k: frozenset(str(v).split()) for k, v in table.get("sets", {}).items()})
    endings = tuple((side, tuple(some.split())) for side, some in table.get("endings", {}).items())
    cues = {w: d for d, spellings in table["cues"].items() for w in spellings.split()}
    return Lexicon(table["language"], words, ordered, classes, members, levels, cues, settings, token, tuple(table.get("leads", ())), endings)


def merge_words(old: Word | None, new: Word, classes: dict[tuple[str, ...], str], members: dict[str, str]) -> Word:
    """One word with the categories of both spellings (``March`` and ``march``)."""
    if old is None or old.values is new.values:
        return new
    values = {**old.values, **new.values}
    cats = tuple(sorted(values))
    if cats not in classes:
        classes[cats] = chr(BASE + len(classes))
        for cat in cats:
            members[cat] += classes[cats]
    return Word(classes[cats], values)


def compile_level(rules: list[dict[str, Any]], members: Mapping[str, str]) -> Level:
    """Compile the rules of a level into one alternation.

    Raises ValueError for a category that no word or rule has.
    """
    made, parts, groups = [], [], []
    needed = ""
    for k, row in enumerate(rules):
        row = dict(row)
        rule = Rule(row.pop("rule"), row.pop("find"), row.pop("make"), row.pop("as"), row.pop("example"), row)
        text, captures = compile_pattern(rule.find, f"r{k}", members)
        made.append(rule)
        parts.append(f"(?P<r{k}>{text})")
        groups.append(captures)
        needed += find_required(rule.find, members)
    return Level(tuple(made), re.compile("|".join(parts)), re.compile(f"[{''.join(sorted(set(needed)))}]"), tuple(groups), tuple(parts))


def find_required(find: str, members: Mapping[str, str]) -> str:
    """The classes of the rarest element that every match of the pattern must have."""
    options: list[str] = []
    depth, inside = 0, ""
    elements = [m for m in ELEMENT.finditer(find) if not m["look"]]
    for m, after in zip(elements, [*elements[1:], None], strict=True):
        loose = after is not None and after["op"] in ("?", "*")
        if m["op"] == "(":
            depth += 1
            inside = "" if depth == 1 else inside
        elif m["op"] == ")":
            depth -= 1
            if depth == 0 and not loose and inside:
                options.append(inside)
        elif m["cat"]:
            if depth:
                inside += members[m["cat"]]
            elif not loose:
                options.append(members[m["cat"]])
    return min(options, key=lambda o: len(set(o)))


def compile_pattern(find: str, prefix: str, members: Mapping[str, str]) -> tuple[str, tuple[tuple[str, str], ...]]:
    """A pattern of categories as a regular expression, and its captures as (name, group)."""
    out: list[str] = []
    captures: list[tuple[str, str]] = []
    for m in ELEMENT.finditer(find):
        if m["op"]:
            out.append("(?:" if m["op"] == "(" else m["op"])
            continue
        if m["cat"] not in members and m["cat"] != "ANY":
            raise ValueError(f"rule {find!r}: no word has the category {m['cat']}")
        text = "." if m["cat"] == "ANY" else f"[{members[m['cat']]}]"
        if m["name"]:
            group = f"{prefix}_{m['name']}_{len(captures)}"
            captures.append((m["name"], group))
            text = f"(?P<{group}>{text})"
        elif m["look"]:
            text = {"<": "(?<={})", "<~": "(?<!{})", ">": "(?={})", "!": "(?!{})"}[m["look"]].format(text)
        out.append(text)
    return "".join(out), tuple(captures)
