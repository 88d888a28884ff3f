"""Writes the pages that are made from tables: fields, messages and rules. ``tests/test_docs.py`` keeps them true."""

from __future__ import annotations

from pathlib import Path

from timeline.settings import SETTINGS, Setting
from timeline.store.fields import EVENT, IMAGE, SOURCE, Field
from timeline.tables import load_table

NEWLINE = "\n"
HERE = Path(__file__).parent
ROOT = HERE.parent
KIND = {"text": "text", "date": "date", "length": "length", "choice": "one of", "names": "list", "flag": "true or false", "flag-or-names": "true, or a list of fields", "sources": "list of sources",
    "point": "latitude and longitude", "picture": "lines below it", "hosts": "list", "chapters": "list", "folder": "a folder", "pairs": "names with their names"}  # fmt: skip


def table(fields: tuple[Field, ...]) -> str:
    rows = ["| field | what | kind | example |", "| --- | --- | --- | --- |"]
    for f in fields:
        kind = f"one of {', '.join(f.values)}" if f.values else KIND[f.kind]
        rows.append(f"| `{f.name}`{' (needed)' if f.required else ''} | {f.description} | {kind} | `{f.example}` |")
    return "\n".join(rows)


def fields() -> str:
    return f"""# The fields of an event file

Made from the table in `timeline/store/fields.py`; the same table types the reader and yields the schema that editors use.

{table(EVENT)}

## A picture

{table(IMAGE)}

## A source

{table(SOURCE)}
"""


def messages() -> str:
    parts = ["# What the messages mean", "", "Each message with the file that causes it: made from `tests/errors/`."]
    for path in sorted((ROOT / "tests" / "errors").glob("*.txt")):
        parts += ["", f"## {path.stem.replace('-', ' ')}", "", "```", path.read_text(encoding="utf-8").rstrip("\n"), "```"]
    return "\n".join(parts) + "\n"


def rules() -> str:
    levels = load_table("en/time")["rules"]
    rows = ["# The rules of time, each with an example", "", "Made from `timeline/languages/en/time.yml`, in the order in which they are tried.", "", "| rule | example |", "| --- | --- |"]
    rows += [f"| {rule['rule']} | {rule['example']} |" for level in levels for rule in level]
    return "\n".join(rows) + "\n"


def kind_of(s: Setting) -> str:
    return f"{'one of' if s.kind == 'choice' else 'any of'} {', '.join(s.values)}" if s.values else KIND[s.kind]


def settings() -> str:
    rows = ["| setting | what | kind | example |", "| --- | --- | --- | --- |"]
    rows += [f"| `{s.name}` | {s.description} | {kind_of(s)} | `{s.name}: {s.example}` |" for s in SETTINGS]
    return f"""# The settings of a project

`timeline.yml`, in the folder of the project; nothing in it is needed. Made from the table in `timeline/settings.py`.
The look of the site is in `mkdocs.yml`; an option of a command overrides a setting.

{NEWLINE.join(rows)}
"""


MADE = {"fields.md": fields, "settings.md": settings, "messages.md": messages, "rules.md": rules}

if __name__ == "__main__":
    for name, make in MADE.items():
        (HERE / name).write_text(make(), encoding="utf-8")
