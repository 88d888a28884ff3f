"""Names as parts of addresses: small letters, digits and hyphens; which addresses a page may link to; a stretch of an article as a quotation."""

from __future__ import annotations

import hashlib
import re
import unicodedata

LONGEST = 80
BUILT = ".made-by-timeline"  # names the file that marks a site of ours; hidden, so that MkDocs leaves it
UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def plain(text: str) -> str:
    """Without accents and apostrophes."""
    return unicodedata.normalize("NFKD", text.replace("’", "").replace("'", "")).encode("ascii", "ignore").decode()


def slug(name: str) -> str:
    """A name for a page's address; one in other letters, or a very long one, gets a digest."""
    made = re.sub(r"[^a-z0-9]+", "-", plain(name).lower()).strip("-")
    if not made or len(made) > LONGEST:  # other letters, or a name that no file may have
        made = f"{made[:LONGEST]}-{hashlib.sha256(name.encode('utf-8', 'replace')).hexdigest()[:8]}".lstrip("-")
    return made


def link(url: str) -> str:
    """The address, if it is one that a page may link to; else ""."""
    return url if re.fullmatch(r"https?://[^\s<>\"'\\]+", url, re.IGNORECASE) else ""


EMPHASIS = re.compile(r"\*\*|__|(?<!\w)[*_]|[*_](?!\w)|`")
LINK = re.compile(r"!?\[([^\[\]]*)\]\([^()\s]*\)")


def folded(text: str) -> str:
    """A stretch of an article as it is quoted: on one line, without the marks of Markdown for emphasis and links and the bars of a table."""
    return " ".join(EMPHASIS.sub("", LINK.sub(r"\1", text)).replace(" | ", ": ").split()) if any(c in text for c in "*_`[|") else " ".join(text.split())


def printable(text: str) -> str:
    """Text without the characters that no XML and no calendar may hold (control characters, half surrogates, U+FFFE); a line end is a blank."""
    return UNPRINTABLE.sub("", " ".join(text.splitlines()))
