"""``timeline.yml``: the settings of a project, typed by one table that also yields its schema and docs. ``mkdocs.yml`` stays the look."""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from timeline import edtf, guarded
from timeline.problems import Failure, Problem, text
from timeline.store import files

NAME = "timeline.yml"
ORDERS = {"day-first": "dmy", "month-first": "mdy"}
PUBLISH = ("needs-a-look", "corrections", "rejected", "files")


class Unusable(Failure):
    """The settings cannot be used; the message has the line and a caret."""


@dataclass(frozen=True, slots=True)
class Setting:
    """``kind``: flag, text, folder, choice (one of ``values``), choices (a list of them), pairs, hosts or chapters."""

    name: str
    kind: str
    description: str
    example: str
    values: tuple[str, ...] = ()


SETTINGS = (
    Setting("seeds", "folder", "The folder of the articles, for every command; --seeds goes before it.", "articles"),
    Setting("content", "folder", "The folder of the event files and pages; --content goes before it.", "timeline"),
    Setting("site", "folder", "The folder that the site is built into; --site goes before it.", "public"),
    Setting(
        "builder",
        "choice",
        "What makes the site of the pages: MkDocs, or Zensical, by the makers of the theme (`pip install zensical`). Addresses and ids are the same.",
        "zensical",
        ("mkdocs", "zensical"),
    ),
    Setting(
        "language",
        "choice",
        "The language of the dossier: of articles that do not say theirs, and of titles of events with sources in several; the site's own is `language:` under `theme:` in mkdocs.yml.",
        "fr",
        ("en", "de", "fr", "es"),
    ),
    Setting("publishers", "pairs", "Names of publishers as they are to be shown, by the name that a page gives or by its site.", "{example.org: The Example, Example Online: The Example}"),
    Setting(
        "day_month_order",
        "choice",
        "How 05/02/2023 is meant, in `published:` and in articles. Without this line it is an error in the first; in the second both days are named where no other date of the text tells.",
        "day-first",
        tuple(ORDERS),
    ),
    Setting("week_start", "choice", 'The first day of the week, for "last week". Without this line it is Monday, and on a Sunday both weeks are meant.', "sunday", ("monday", "sunday")),
    Setting(
        "publish",
        "choices",
        "What the site shows besides the timeline: `needs-a-look` (what a person should check), `corrections` (what was changed by hand or after publication), "
        "`rejected` (on that page, what was rejected and why), `files` (the path of each event's file). Nothing of it without this line; `timeline serve` shows all.",
        "[corrections]",
        PUBLISH,
    ),
    Setting(
        "chapters",
        "chapters",
        "Parts of the story by name, each from its first day, month or year until the next begins: they head the home page, stand over the axis and part the story that is read step by step.",
        '[{title: The agreement, from: 2020-02}, {title: The summer, from: "2021-07-02"}]',
    ),
    Setting("newest_first", "flag", "The list below the axis begins with the newest event; a reader may turn it round.", "true"),
    Setting(
        "images_from",
        "hosts",
        "Other sites whose pictures may be shown: a reader's browser then asks them, and they see who reads. Without this line every picture lies in content/images/.",
        "[upload.wikimedia.org]",
    ),
    Setting("map", "flag", "`false`: the site has no map.", "false"),
    Setting(
        "reported_on",
        "flag",
        "`false`: an event that an article reports without any date makes no event. Else it stands on the day of the report, called guessed.",
        "false",
    ),
    Setting("minor", "flag", "Write files for minor events, too.", "true"),
    Setting(
        "model_url", "text", "Where a language model answers that `timeline suggest` may ask (`/chat/completions` is put behind it). None is asked without this line.", "http://127.0.0.1:11434/v1"
    ),
    Setting("model", "text", "The name of that model.", "gemma3:12b"),
    Setting(
        "model_titles",
        "flag",
        "Show titles that a model suggested and the sources support before a person has accepted them; the card says so. Exports keep the quotation.",
        "true",
    ),
)
BY_NAME = {s.name: s for s in SETTINGS}
TYPES: dict[str, dict[str, Any]] = {
    "flag": {"type": "boolean"},
    "text": {"type": "string"},
    "folder": {"type": "string"},
    "pairs": {"type": "object", "additionalProperties": {"type": "string"}},
    "hosts": {"type": "array", "items": {"type": "string"}, "uniqueItems": True},
    "chapters": {
        "type": "array",
        "items": {"type": "object", "additionalProperties": False, "required": ["title", "from"], "properties": {"title": {"type": "string"}, "from": {"type": ["string", "number"]}}},
    },
}
HOST = re.compile(r"[a-z0-9-]+(?:\.[a-z0-9-]+)+", re.IGNORECASE)


class Chapter(NamedTuple):
    """A part of the story; ``day`` is the number of its first day."""

    title: str
    date: str
    day: int


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings by name, as typed values."""

    seeds: str = "seeds"
    content: str = "content"
    site: str = "site"
    builder: str = "mkdocs"
    language: str = ""
    publishers: tuple[tuple[str, str], ...] = ()
    day_month_order: str = ""
    week_start: str = ""
    map: bool = True
    publish: frozenset[str] = frozenset()
    chapters: tuple[Chapter, ...] = ()
    newest_first: bool = False
    images_from: frozenset[str] = frozenset()
    reported_on: bool = True
    minor: bool = False
    model_url: str = ""
    model: str = ""
    model_titles: bool = False
    serving: bool = field(default=False, kw_only=True)  # the preview of an editor, not a site for others

    def served(self) -> Settings:
        """The same for the preview, which shows an editor everything."""
        return replace(self, publish=frozenset(PUBLISH), serving=True)


def load(path: Path) -> Settings:
    """The settings of a file; those of a project without one where it is not there. Raises :class:`Unusable` for the first thing that is wrong."""
    return parse(files.read(path), str(path)) if path.is_file() else Settings()


def parse(source: str, shown: str) -> Settings:
    """The settings of a text."""
    lines = source.splitlines() or [""]

    def fail(line: int, column: int, message: str, width: int = 1) -> Unusable:
        return Unusable(text(Problem(shown, line, column, message, lines[min(line, len(lines)) - 1], width)))

    def refuse(node: Any, message: str) -> Unusable:
        return fail(node.start_mark.line + 1, node.start_mark.column + 1, message, max(1, node.end_mark.column - node.start_mark.column if node.end_mark.line == node.start_mark.line else 1))

    try:
        guarded.check(source)
        root = yaml.compose(source, Loader=yaml.CBaseLoader)
    except guarded.Unsafe as error:
        raise fail(error.line, error.column, str(error)) from None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        raise fail(mark.line + 1 if mark else 1, mark.column + 1 if mark else 1, f"this is not YAML: {error.problem}") from None
    except yaml.YAMLError as error:
        raise fail(1, 1, f"this is not YAML: {str(error).splitlines()[0]}") from None
    if root is None:
        return Settings()
    if not isinstance(root, yaml.MappingNode):
        raise refuse(root, 'settings are written as "name: value", one a line')
    given: dict[str, Any] = {}
    for key, value in root.value:
        s = BY_NAME.get(key.value) if isinstance(key, yaml.ScalarNode) else None
        if s is None:
            raise refuse(key, f'"{key.value}" is not a setting' + suggest_word(str(key.value), list(BY_NAME)))
        if s.name in given:
            raise refuse(key, f'"{s.name}" appears twice; keep one')
        given[s.name] = read_value(s, value, refuse)
    return Settings(**given)


def read_value(s: Setting, node: Any, refuse: Any) -> Any:
    """The value of a setting."""
    if s.kind == "flag":
        if isinstance(node, yaml.ScalarNode) and node.value in ("true", "false"):
            return node.value == "true"
        raise refuse(node, f'"{s.name}" must be true or false')
    if s.kind in ("text", "folder"):
        if isinstance(node, yaml.ScalarNode) and "\n" not in node.value and "\0" not in node.value and (node.value or s.kind == "text"):
            return node.value
        raise refuse(node, f'"{s.name}" needs one value on its line')
    if s.kind == "choice":
        if isinstance(node, yaml.ScalarNode) and node.value in s.values:
            return node.value
        raise refuse(node, f'"{s.name}" must be {" or ".join(s.values)}')
    if s.kind == "pairs":
        if isinstance(node, yaml.MappingNode) and all(isinstance(x, yaml.ScalarNode) and x.value.strip() for pair in node.value for x in pair):
            return tuple((k.value, " ".join(v.value.split())) for k, v in node.value)
        raise refuse(node, f'"{s.name}" is written as {s.example}')
    items = node.value if isinstance(node, yaml.SequenceNode) else [node]
    if s.kind == "chapters":
        return tuple(sorted((read_chapter(item, refuse) for item in items), key=lambda c: c.day))
    if s.kind == "hosts":
        for item in items:
            if not isinstance(item, yaml.ScalarNode) or not HOST.fullmatch(item.value):
                raise refuse(item, f'"{s.name}" needs names of sites, like {s.example}')
        return frozenset(item.value.lower() for item in items)
    for item in items:
        if not isinstance(item, yaml.ScalarNode) or (item.value not in s.values and item.value):
            raise refuse(item, f'"{s.name}" needs a list of {", ".join(s.values)}' + suggest_word(str(item.value), s.values))
    return frozenset(item.value for item in items if item.value)


def read_chapter(node: Any, refuse: Any) -> Chapter:
    """One chapter. A month or a year begins with its first day."""
    given = {k.value: v for k, v in node.value if isinstance(k, yaml.ScalarNode)} if isinstance(node, yaml.MappingNode) else {}
    if set(given) != {"title", "from"} or not all(isinstance(v, yaml.ScalarNode) and v.value.strip() for v in given.values()):
        raise refuse(node, 'a chapter is written as "{title: The agreement, from: 2020-02}"')
    date = given["from"].value.strip()
    try:
        value = edtf.parse(date)
    except edtf.BadDate:
        value = None
    if value is None or value.form != "point" or value.earliest is None:
        raise refuse(given["from"], f'"{date}" is no day, month or year; write 2020-02-29, 2020-02 or 2020')
    return Chapter(" ".join(given["title"].value.split()), date, value.earliest)


def suggest_word(word: str, known: Sequence[str]) -> str:
    """What to add to a message about an unknown word: the closest known word as a question, else all known words."""
    found = difflib.get_close_matches(word, known, 1, 0.6)
    return f'; did you mean "{found[0]}"?' if found else f"; there are {', '.join(known)}"


def schema() -> str:
    """The JSON Schema (draft-07) of the settings, for completion and hover in editors."""
    rows = {
        s.name: {
            "description": f"{s.description} Example: {s.example}",
            **({"enum": list(s.values)} if s.kind == "choice" else TYPES.get(s.kind, {"type": "array", "items": {"enum": list(s.values)}, "uniqueItems": True})),
        }
        for s in SETTINGS
    }
    document = {"$schema": "http://json-schema.org/draft-07/schema#", "type": "object", "title": "Settings of a timeline", "additionalProperties": False, "properties": rows}
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"
