"""Text to tokens with classes: the one pass that touches every character."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from timeline.timex.lexicon import NAME, UNKNOWN, Lexicon, Value, Word

PUNCTUATION = {"-": "DASH", "–": "DASH", "—": "DASH", ",": "COMMA", "(": "LPAR", "[": "LPAR", ")": "RPAR", "]": "RPAR", ":": "COLON", ".": "STOP",
               "!": "STOP", "?": "STOP", ";": "STOP", "$": "MONEY", "£": "MONEY", "€": "MONEY", "%": "PERCENT", "/": "SLASH", "'s": "POSS", "’s": "POSS",
               "'": "POSS", "’": "POSS", "#": "MONEY", "'S": "POSS", "’S": "POSS"}  # fmt: skip


DIGITS = frozenset("0123456789")
ORDINAL_ENDS = ("st", "nd", "rd", "th")  # behind figures, in any language
PARTS = {"½": 0.5, "¼": 0.25, "¾": 0.75}
THOUSANDS = re.compile(r"[0-9]{1,3}(?:\.[0-9]{3})+")  # in languages that part thousands with a point
MEMORY = 100_000  # token texts that are remembered beside the table's own


class Node(NamedTuple):
    """A token, or what a rule made of several: a span of the text, its class and its values."""

    start: int
    end: int
    ch: str
    values: Value
    rule: str = ""


def classify_shape(text: str) -> tuple[tuple[str, ...], Any]:
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
    if text[-1] in PARTS:
        return ("NUM",), int(text[:-1]) + PARTS[text[-1]]
    if text[1:2] in ("Q", "q") or (text[1:2] in ("H", "h") and text[0] in "12"):
        return ("QFIG",), text.upper()
    digits = re.sub(r"\D", "", text)
    if text[0] in "'’":
        return (("DECADE",), f"'{digits}") if text[-1] in "sS" else (("YEAR2",), int(digits))
    if text[-1] in "sS":
        return ("DECADE",), digits
    if re.fullmatch(r"\d+,\d{1,2}", text):
        return ("NUM",), float(text.replace(",", "."))  # as much of Europe writes it
    if m := re.fullmatch(r"(\d{1,2})[hH](\d\d)?", text):
        return ("HTIME",), f"{m[1]}:{m[2] or '00'}"
    if text[-1] in "rn" and len(digits) in (2, 4):
        return ("DECADE",), digits if len(digits) == 4 else f"'{digits}"  # 1990er, 90er
    if text[-1] == "." and len(text) < 4:
        return (("DAYORD", "ORD") if 1 <= int(digits) <= 31 else ("ORD",)), int(digits)  # 3. Oktober
    if text[-1] in "eèº°ªo" or text[-2:] in ("er", "re", "me"):
        n = int(digits) if len(digits) < 5 else 0
        return (("DAYORD", "ORD") if 1 <= n <= 31 else ("ORD",)), n  # 1er, 19e, 1º
    if text[-2:].lower() in ORDINAL_ENDS:
        n = int(digits) if len(digits) < 5 else 0
        return (("DAYORD", "ORD") if 1 <= n <= 31 else ("ORD",)), n
    if re.fullmatch(r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}", text):
        return ("ISO",), "-".join(part.zfill(2) for part in re.split("[-/.]", text))
    if re.fullmatch(r"\d{4}-W\d\d", text, re.IGNORECASE):
        return ("ISOWEEK",), (int(text[:4]), int(text[6:]))
    if re.fullmatch(r"\d\d/\d{4}|\d{4}-\d\d", text):
        year, month = (int(x) for x in (text.split("-") if "-" in text else reversed(text.split("/"))))
        return ("NUMMONTH",), (year, month)
    if re.fullmatch(r"\d{1,2}([/.-])\d{1,2}\1\d{2,4}", text):
        return ("NUMDATE",), text
    if ":" in text:
        return ("TIME",), text
    if re.fullmatch(r"\d{1,2}\.\d\d", text):
        return ("DOTTIME", "NUM"), text
    return ("NUM",), float(text.replace(",", ""))


class Classifier(dict[str, Word]):
    """Token text to what the table knows of it; what was looked up once is kept."""

    def __init__(self, lexicon: Lexicon) -> None:
        super().__init__(lexicon.words)
        self.classes = lexicon.classes
        self.unknown = Word(UNKNOWN, {})
        self.full = len(self) + MEMORY
        self.points = "." in lexicon.settings["thousands"]

    def __missing__(self, raw: str) -> Word:
        word = self.classify(raw)
        if len(self) < self.full:
            self[raw] = word
        return word

    def classify(self, raw: str) -> Word:
        """The word of a token that the table does not spell."""
        c = raw[0]
        if c.isalpha():
            return self.get(raw.lower(), self.unknown) if "-" in raw else self.unknown
        if self.points and THOUSANDS.fullmatch(raw):
            return Word(self.classes[("NUM",)], {"NUM": int(raw.replace(".", ""))})
        if c in DIGITS or (c in "'’" and (raw[-1] in DIGITS or len(raw) > 3)):
            cats, value = classify_shape(raw)
            return Word(self.classes[tuple(sorted(cats))], dict.fromkeys(cats, value))
        cat = "BREAK" if c == "\n" else PUNCTUATION.get(raw)
        return Word(self.classes[(cat,)], {cat: raw}) if cat else self.unknown


def capital_pattern(*pieces: str) -> bool:
    """Whether each piece begins with a capital or a figure."""
    return not any(p[0].islower() for p in pieces)


class Tokens:
    """The tokens of a stretch of text, as parallel lists; ``classes`` has one character a token."""

    def __init__(self, text: str, start: int, end: int, words: Classifier, lexicon: Lexicon) -> None:
        matches = list(lexicon.token.finditer(text, start, end))
        raws = [m[0] for m in matches]
        self.words = [words[r] for r in raws]
        self.starts = [m.start() for m in matches]
        self.ends = [m.end() for m in matches]
        keys = lexicon.phrases
        found = []
        for i in [i for i, r in enumerate(raws) if r in keys]:
            for offset, pieces, word in keys[raws[i]]:
                first, stop = i - offset, i - offset + len(pieces)
                if first >= 0 and [r.lower() for r in raws[first:stop]] == pieces and (word.values.get("NONE") != NAME or capital_pattern(raws[first], raws[stop - 1])):
                    found.append((first, stop, word))
        if len(found) > 1:  # the longest, and from the right, so that the numbers of what is still to come stay right
            taken: set[int] = set()
            for one in sorted(found, key=lambda f: (f[0] - f[1], -f[0])):
                if taken.isdisjoint(range(one[0], one[1])):
                    taken.update(range(one[0], one[1]))
                else:
                    found.remove(one)
            found.sort(key=lambda f: -f[0])
        for first, stop, word in found:
            self.words[first:stop] = [word]
            self.starts[first:stop] = [self.starts[first]]
            self.ends[first:stop] = [self.ends[stop - 1]]
        self.classes = "".join([w.ch for w in self.words])

    def nodes(self, first: int, stop: int) -> list[Node]:
        """The tokens ``first`` to ``stop - 1``."""
        return [Node(self.starts[i], self.ends[i], self.words[i].ch, self.words[i].values) for i in range(first, stop)]
