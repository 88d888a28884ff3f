"""Bytes -> text."""

from __future__ import annotations

import re

from timeline.problems import Problem

# What no file of ours, no page and no feed may hold: control characters, halves of pairs, and characters that are none. Each becomes a blank, so that places stay.
NEVER = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


TURNS = re.compile("[\u202a-\u202e\u2066-\u2069]")  # they turn the direction of what follows on a page


def clean(text: str) -> str:
    """The text with a blank for each character that may stand nowhere, as long as before."""
    return NEVER.sub(" ", text)


def decode(raw: bytes, file: str) -> tuple[str, list[Problem]]:
    """Bytes to text: UTF-8 or UTF-16 by their mark, else UTF-8, else Windows-1252 with a warning. Line ends become \\n."""
    problems = []
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = raw.decode("utf-16", "replace")
    else:
        try:
            text = raw.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = raw.decode("cp1252", "replace")
            problems.append(Problem(file, 0, 0, "is not UTF-8; it was read as Windows-1252: check its accents, or save it as UTF-8", severity="warning"))
    return clean(text.replace("\r\n", "\n").replace("\r", "\n")), problems
