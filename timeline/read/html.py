"""HTML -> text and fields: trafilatura for the article's text, htmldate for its date."""

from __future__ import annotations

import re

MAX_DATE = "2100-01-01"  # fixed, so that the answer does not depend on the day of the run


def read(source: str, latest: str = "") -> tuple[str, dict[str, str]]:
    """The article's text (paragraphs parted by blank lines) and what the page says of itself; "" where nothing is found.

    ``latest`` (ISO) is the last day on which it can have been published.
    """
    import trafilatura
    from htmldate import find_date

    body = trafilatura.extract(source, include_comments=False, include_tables=False, favor_precision=True, output_format="txt") or ""
    meta = trafilatura.extract_metadata(source)
    date = find_date(source, original_date=True, max_date=latest or MAX_DATE, extensive_search=False, outputformat="%Y-%m-%d") or ""
    rights = re.search(r"<meta\s+name=[\"']rights[\"']\s+content=[\"']([^\"']+)", source, re.IGNORECASE)
    fields = {
        "title": (meta.title if meta else "") or "",
        "publisher": (meta.sitename if meta else "") or "",
        "url": (meta.url if meta else "") or "",
        "published": date,
        "rights": rights[1] if rights else "",
    }
    paragraphs = [line.strip() for line in body.split("\n")]
    return "\n\n".join(p for p in paragraphs if p), fields
