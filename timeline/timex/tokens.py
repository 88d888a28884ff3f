"""Text to tokens with classes: the one pass that touches every character."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from timeline.timex.lexicon import UNKNOWN, Lexicon, Value, Word

TOKEN = re.compile(
    r"(?:[AaPp]\.[Mm]\.?|B\.C\.E\.|B\.C\.?|A\.D\.?|C\.E\.|ca?\.|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Mon|Tues?|Wed|Weds|Thur?s?|Fri|Sat|Sun|St|st|Jr)\.)"
    r"|o['’]clock\b|v-[ej]|d-day\b|[^\W\d_]+|['’](?:s|S|ll)\b"
    r"|\d{4}-\d\d-\d\d(?![\d-])|\d{1,2}(?P<sep>[/.-])\d{1,2}(?P=sep)(?:\d{4}|\d\d)(?![\d/])"
    r"|\d{1,2}[.:]\d\d(?=\s?[AaPp]\.?[Mm]\b)|\d{1,2}:\d\d(?::\d\d)?(?![:\d])"
    r"|\d+(?:st|nd|rd|th)\b|(?:(?:1\d|20)\d|\d\d)0['’]?s\b|['’]?\d0['’]?s\b|['’]\d\d\b|\d+(?:,\d{3})+(?:\.\d+)?|\d+\.\d+|\d+(?=[AaPp][Mm]\b)|\d+"
    r"|\n\s*\n|\S",
    re.IGNORECASE,
)
PUNCTUATION = {"-": "DASH", "–": "DASH", "—": "DASH", ",": "COMMA", "(": "LPAR", "[": "LPAR", ")": "RPAR", "]": "RPAR", ":": "COLON", ".": "STOP",
               "!": "STOP", "?": "STOP", ";": "STOP", "$": "MONEY", "£": "MONEY", "€": "MONEY", "%": "PERCENT", "/": "SLASH", "'s": "POSS", "’s": "POSS",
               "'": "POSS", "’": "POSS", "#": "MONEY", "'S": "POSS", "’S": "POSS"}  # fmt: skip


class Node(NamedTuple):
    """A token, or what a rule made of several: a span of the text, its class and its values."""

    start: int
    end: int
    ch: str
    values: Value
    rule: str = ""


def shape(text: str) -> tuple[tuple[str, ...], Any]:
    """Categories and value of a token that begins with a digit or an apostrophe."""
    if text.isdigit():
        n = int(text) if len(text) < 12 else 0
        if len(text) == 4 and text[0] in "012":
            cats: tuple[str, ...] = ("NUM", "YEAR") if n >= 1000 else ("NUM",)
            if int(text[:2]) < 24 and int(text[2:]) < 60:
                cats += ("TIME4",)
            return cats, n
        if 1 <= n <= 31 and len(text) < 3:
            return (("DAYNUM", "HOURNUM", "NUM") if n <= 12 else ("DAYNUM", "NUM")), n
        return (("NUM", "HNUM") if len(text) == 3 and n else ("NUM",)), n
    digits = re.sub(r"\D", "", text)
    if text[0] in "'’":
        return (("DECADE",), f"'{digits}") if text[-1] in "sS" else (("YEAR2",), int(digits))
    if text[-1] in "sS":
        return ("DECADE",), digits
    if text[-2:].lower() in ("st", "nd", "rd", "th"):
        n = int(digits) if len(digits) < 5 else 0
        return (("DAYORD", "ORD") if 1 <= n <= 31 else ("ORD",)), n
    if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        return ("ISO",), text
    if re.fullmatch(r"\d{1,2}([/.-])\d{1,2}\1\d{2,4}", text):
        return ("NUMDATE",), text
    if ":" in text:
        return ("TIME",), text
    if re.fullmatch(r"\d{1,2}\.\d\d", text):
        return ("DOTTIME", "NUM"), text
    return ("NUM",), float(text.replace(",", ""))


def tokens(text: str, start: int, end: int, lexicon: Lexicon) -> tuple[list[Node], str]:
    """The tokens of ``text[start:end]`` and the string of their classes."""
    nodes: list[Node] = []
    get, classes = lexicon.words.get, lexicon.classes
    phrases = lexicon.phrases
    unknown = Word(UNKNOWN, {})
    for m in TOKEN.finditer(text, start, end):
        raw = m.group()
        word = get(raw)
        if word is None:
            c = raw[0]
            if c.isalpha():
                word = get(raw.lower(), unknown) if "-" in raw else unknown
            elif c.isdigit() or (c in "'’" and raw[-1].isdigit()) or (c in "'’" and len(raw) > 3):
                cats, value = shape(raw)
                word = Word(classes[tuple(sorted(cats))], dict.fromkeys(cats, value))
            else:
                cat = "BREAK" if c == "\n" else PUNCTUATION.get(raw)
                word = Word(classes[(cat,)], {cat: raw}) if cat else unknown
        nodes.append(Node(m.start(), m.end(), word.ch, word.values))
    join(text, nodes, phrases)
    return nodes, "".join([n.ch for n in nodes])


def join(text: str, nodes: list[Node], phrases: Any) -> None:
    """Join the tokens of a phrase of the table into one, the longest phrase first."""
    i = 0
    while i < len(nodes):
        node = nodes[i]
        first = text[node.start : node.end].lower()
        found = phrases.get(first)
        if found:
            for pieces, word in found:
                rest = nodes[i : i + len(pieces)]
                if len(rest) == len(pieces) and all(text[n.start : n.end].lower() == p for n, p in zip(rest, pieces, strict=True)):
                    nodes[i : i + len(pieces)] = [Node(node.start, rest[-1].end, word.ch, word.values)]
                    break
        i += 1


def islands(classes: str, seeds: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    """Runs of tokens that the table knows and that hold at least one seed of time."""
    for m in seeds.finditer(classes):
        yield m.start(), m.end()
