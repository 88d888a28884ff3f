"""The articles as references: RIS and CSL-JSON, for Zotero, EndNote and word processors."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from timeline.view.event import EventView
from timeline.view.load import Timeline


def ris(timeline: Timeline, address: Callable[[EventView], str], url: str) -> str:
    """A newspaper article a record, in the order of their days."""
    out = []
    for row in timeline.articles:
        day = str(row.get("published", ""))[:10]
        tags = [("TY", "NEWS"), ("ID", row["article"]), ("TI", title(row)), ("T2", row.get("publisher", "")), ("DA", day.replace("-", "/")), ("PY", day[:4]), ("LA", row.get("language", ""))]
        out += [f"{tag}  - {' '.join(str(value).split())}" for tag, value in (*tags, ("UR", row.get("url", ""))) if value] + ["ER  - ", ""]
    return "\r\n".join(out)


def csl(timeline: Timeline, address: Callable[[EventView], str], url: str) -> str:
    """The same in the form of the Citation Style Language."""
    return json.dumps([item(row) for row in timeline.articles], ensure_ascii=False, indent=1) + "\n"


def item(row: dict[str, Any]) -> dict[str, Any]:
    """One article."""
    day = [int(n) for n in str(row.get("published", ""))[:10].split("-") if n.isdigit()]
    found = {
        "id": row["article"], "type": "article-newspaper", "title": title(row), "container-title": row.get("publisher", ""), "language": row.get("language", ""),
        "issued": {"date-parts": [day]} if day else None, "URL": row.get("url", ""),
    }  # fmt: skip
    return {k: v for k, v in found.items() if v}


def title(row: dict[str, Any]) -> str:
    """What an article is called."""
    return str(row.get("title") or row["article"])
