"""Names as parts of addresses: small letters, digits and hyphens."""

from __future__ import annotations

import re
import unicodedata


def plain(text: str) -> str:
    """Without accents and apostrophes."""
    return unicodedata.normalize("NFKD", text.replace("’", "").replace("'", "")).encode("ascii", "ignore").decode()


def slug(name: str) -> str:
    """A name for a page's address; ``x`` for one that has no Latin letter or digit."""
    return re.sub(r"[^a-z0-9]+", "-", plain(name).lower()).strip("-") or "x"
