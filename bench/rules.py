"""Which sentence shows each rule of timeline/mention: with the rule switched off it gives another answer.

python bench/rules.py           rules without a row in tests/rules.yml, and rows that do not need their rule any more
python bench/rules.py --write   look for a sentence for each rule, in tests/rules.txt and the judged sentences, and write tests/rules.yml anew

A rule is a function of a module of timeline/mention that says yes or no, which word, or what words; switched off it says no, none or nothing.
"""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import yaml

sys.path.insert(0, str(Path(__file__).parent.parent))
import timeline.mention as package
from timeline.mention import find, parser
from timeline.model import Document, Mention
from timeline.read.blocks import find_blocks
from timeline.timex.tag import tag

TESTS = Path(__file__).parent.parent / "tests"
ROWS, SENTENCES = TESTS / "rules.yml", TESTS / "rules.txt"
OTHERS = ("roles", "inference", "parts_of_speech", "tagged", "quoted", "grades", "parser", "parsed", "weigh")  # other languages, and the parse itself
MODULES = [importlib.import_module(f"timeline.mention.{m.name}") for m in pkgutil.iter_modules(package.__path__) if m.name not in OTHERS]
PUBLISHED = "2024-03-08"
Row = tuple[str, str, str]  # text, publication day, headline


def off(kind: str) -> Callable[..., Any] | None:
    """What a rule is replaced by, from what it gives; None for a function that is no rule."""
    if kind == "bool":
        return lambda *_, **__: False
    if kind == "str":
        return lambda *_, **__: ""
    if kind.endswith("| None"):
        return lambda *_, **__: None
    return (lambda found, *_, **__: found) if kind == "Attachment" else None


def list_rules() -> dict[str, Callable[..., Any]]:
    """The rules by module and name."""
    return {
        f"{module.__name__.rpartition('.')[2]}.{name}": f
        for module in MODULES
        for name, f in sorted(vars(module).items())
        if inspect.isfunction(f) and f.__module__ == module.__name__ and off(str(f.__annotations__.get("return", ""))) is not None
    }


@contextmanager
def switched_off(rule: Callable[..., Any]) -> Iterator[None]:
    """Without a rule, wherever it is called or listed."""
    instead = off(str(rule.__annotations__["return"]))
    saved = []
    for module in MODULES:
        for name, value in list(vars(module).items()):
            if value is rule:
                saved.append((module, name, value))
                setattr(module, name, instead)
            elif isinstance(value, tuple) and rule in value:
                saved.append((module, name, value))
                setattr(module, name, tuple(instead if x is rule else x for x in value))
    find.survey_document.cache_clear()
    try:
        yield
    finally:
        for module, name, value in saved:
            setattr(module, name, value)
        find.survey_document.cache_clear()


def describe(m: Mention) -> str:
    """A mention in a line."""
    more = [f"{k}: {v}" for k, v in (("needs", m.needs), ("speaker", m.speaker), ("people", ", ".join(m.people)), ("places", ", ".join(m.places)), ("bodies", ", ".join(m.organisations))) if v]
    lead = "lead" if m.lead else ""
    return " | ".join(filter(None, [m.date or "no date", m.title or m.lemma, m.status, m.importance if m.importance != "normal" else "", lead, m.unused and f"unused: {m.unused}", *more]))


def answer(row: Row) -> list[str]:
    """What the extractor finds in a text, a line for each mention; what it fails with, where a rule that is switched off breaks it."""
    text, published, title = row
    blocks = find_blocks(text)
    try:
        return [describe(m) for m in find.find_mentions(Document("x", text, published, title=title, blocks=blocks), tag(text, published, "en", blocks))]
    except Exception as error:
        return [type(error).__name__]


def load_rows() -> list[dict[str, Any]]:
    """The rows of the table: rule, say, published, title, gives."""
    found: list[dict[str, Any]] = yaml.load(ROWS.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return found


def list_sentences() -> list[Row]:
    """All texts in which a rule may show: those that were written for it first."""
    own = [line.replace("\\n", "\n").split("|") for line in SENTENCES.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    judged = [
        (row["say"], str(row["published"]), "")
        for path in sorted((TESTS / "judged").glob("*.yml"))
        if path.name != "floor.yml"
        for row in yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    ]
    return [(parts[-1], PUBLISHED, parts[0] if len(parts) > 1 else "") for parts in own] + judged


def keep_parses() -> None:
    """Parse each text once, however often it is asked for."""
    known: dict[str, Any] = {}
    parse = parser.parse

    def parse_once(texts: Iterable[str]) -> Iterator[Any]:
        wanted = list(texts)
        new = [t for t in dict.fromkeys(wanted) if t not in known]
        known.update(zip(new, parse(new), strict=True))
        return iter([known[t] for t in wanted])

    for module in MODULES:
        if getattr(module, "parse", None) is parse:
            vars(module)["parse"] = parse_once


def main() -> None:
    """The command."""
    keep_parses()
    if "--write" not in sys.argv:
        rows = {r["rule"]: r for r in load_rows()}
        for name, rule in list_rules().items():
            if name not in rows:
                print(f"{name}: no row")
                continue
            with switched_off(rule):
                if answer((rows[name]["say"], rows[name]["published"], rows[name]["title"])) == rows[name]["gives"]:
                    print(f"{name}: its row does not need it")
        return
    sentences = list_sentences()
    base = [answer(s) for s in sentences]
    out = []
    for name, rule in list_rules().items():
        with switched_off(rule):
            k = next((k for k, s in enumerate(sentences) if answer(s) != base[k]), None)
        if k is None:
            print(f"{name}: no sentence shows it")
            continue
        text, published, title = sentences[k]
        out.append({"rule": name, "say": text, "published": published, "title": title, "gives": base[k]})
    head = "# A row a rule: what a text gives, and gives no longer without the rule. Written by `python bench/rules.py --write`; read the change as a diff.\n"
    ROWS.write_text(head + yaml.safe_dump(out, allow_unicode=True, sort_keys=False, width=180), encoding="utf-8")


if __name__ == "__main__":
    main()
