"""Bytes -> text."""

from __future__ import annotations

from timeline.problems import Problem


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
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", ""), problems
