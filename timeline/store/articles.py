"""What the machine found in each article: ``content/extracted/articles/<article>.yaml``. Nobody edits it.

It is YAML in the form of JSON, which is read and written many times faster.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, fields
from datetime import date
from pathlib import Path
from typing import Any

from timeline import edtf
from timeline.model import Document, Mention, Timex
from timeline.slug import link
from timeline.store import files

HEAD = "# Made by the extractor; do not edit. What was found in this article, used or not, and why not.\n"


def folder(content: Path) -> Path:
    """Where the findings lie."""
    return content / "extracted" / "articles"


def drop_empty(row: Mapping[str, Any]) -> dict[str, Any]:
    """Without what is empty."""
    return {k: list(v) if isinstance(v, tuple) else v for k, v in row.items() if v not in ("", (), [], None, {})}


def save(content: Path, document: Document, key: str, timexes: Sequence[Timex], mentions: Sequence[Mention]) -> bool:
    """Write the findings of one article; whole text only under ``rights: full``."""
    whole = document.rights == "full"
    spans = sorted({m.quote for m in mentions})
    numbers = {(t.start, t.end): i for i, t in enumerate(timexes)}
    row = {
        "article": document.id, "key": key,
        **drop_empty({k: v for k, v in asdict(document).items() if k not in ("id", "text", "blocks")}),
        "text": document.text if whole else "",
        "sentences": [] if whole else [{"start": s, "text": document.text[s:e]} for s, e in spans],
        "timexes": [drop_empty(asdict(t)) for t in timexes],
        "mentions": [
            {
                **drop_empty({k: v for k, v in asdict(m).items() if k not in ("document", "timex", "draft")}),
                **({"timex": numbers[m.timex.start, m.timex.end]} if m.timex.text else {"reported": drop_empty(asdict(m.timex))}),
            }
            for m in mentions
        ],
    }  # fmt: skip
    text = HEAD + json.dumps(drop_empty(row), ensure_ascii=False, indent=1) + "\n"
    return files.write(folder(content) / f"{document.id}.yaml", text)


def load(path: Path) -> dict[str, Any]:
    """The findings of one article as plain data; {} when the file is no such thing: then the article is read again.

    Others may have written it (a pull request): it must speak of the article that it is named after, and its address must be one to link to.
    """
    try:
        data = json.loads(files.read(path).removeprefix(HEAD))
    except (OSError, files.NotText, ValueError, RecursionError):
        return {}
    if not isinstance(data, dict) or data.get("article") != path.stem or link(str(data.get("url", ""))) != data.get("url", ""):
        return {}
    return data if is_sound(data) else {}


def is_sound(row: dict[str, Any]) -> bool:
    """Whether findings are of the form in which they are written."""
    try:
        timexes, mentions = findings(row)
        if row.get("published"):
            date.fromisoformat(row["published"][:10])
        for t in (*timexes, *(m.timex for m in mentions)):
            for value in (t.edtf, *(d for d, _ in t.rejected)):
                if value:
                    edtf.parse(value)
        strings = all(isinstance(row.get(k, ""), str) for k in ("text", "title", "publisher", "path", "language", "key"))
        typed = all(map(has_right_types, timexes)) and all(has_right_types(m) and has_right_types(m.timex) for m in mentions)
        json.dumps(row, ensure_ascii=False).encode("utf-8")  # no halves of pairs
        return strings and typed and all(isinstance(s["start"], int) and isinstance(s["text"], str) for s in row.get("sentences", ()))
    except (AttributeError, LookupError, TypeError, ValueError):
        return False


KINDS: dict[str, Callable[[Any], bool]] = {
    "str": lambda v: isinstance(v, str),
    "int": lambda v: isinstance(v, int),
    "bool": lambda v: isinstance(v, bool),
    "tuple[int, int]": lambda v: isinstance(v, tuple) and len(v) == 2 and all(isinstance(x, int) for x in v),
    "tuple[str, ...]": lambda v: isinstance(v, tuple) and all(isinstance(x, str) for x in v),
    "tuple[tuple[str, str], ...]": lambda v: isinstance(v, tuple) and all(isinstance(x, str) for pair in v for x in pair),
}  # by the annotations of the values


def has_right_types(value: Timex | Mention) -> bool:
    """Whether each field of a value is of its kind."""
    return all(KINDS[str(f.type)](getattr(value, f.name)) for f in fields(value) if str(f.type) in KINDS)


def findings(row: Mapping[str, Any]) -> tuple[list[Timex], list[Mention]]:
    """The values again."""
    timexes = [make_timex(t) for t in row.get("timexes", ())]
    mentions = []
    for m in row.get("mentions", ()):
        rest = {k: tuple(v) if isinstance(v, list) else v for k, v in m.items() if k not in ("timex", "reported")}
        mentions.append(Mention(**{"title": "", "how": "", "needs": "", "lemma": "", **rest, "document": row["article"], "timex": timexes[m["timex"]] if "timex" in m else make_timex(m["reported"])}))
    return timexes, mentions


def make_timex(row: Mapping[str, Any]) -> Timex:
    """An expression again; one that an article does not have in words, too: the day of a report."""
    return Timex(**{"text": "", **row, "value": str(row.get("value", "")), "rejected": tuple((a, b) for a, b in row.get("rejected", ()))})


def words_of(content: Path, source: Mapping[str, Any]) -> dict[str, Any]:
    """Title, people, places and weight that the extractor gave to a finding; nothing where it is not there any more."""
    row = load(folder(content) / f"{source.get('article', '')}.yaml")
    for m in findings(row)[1] if row else ():
        if m.timex.text == source.get("expression") and m.title and m.date == source.get("date", ""):
            importance = "" if m.importance == "normal" else m.importance
            return {"title": m.title, "people": list(m.people), "organisations": list(m.organisations), "places": list(m.places), "needs": m.needs, "importance": importance}
    return {}
