"""The pages made from tables are up to date, and every command is documented."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

from timeline import settings
from timeline.cli import main
from timeline.store.fields import schema

ROOT = Path(__file__).parent.parent
spec = importlib.util.spec_from_file_location("docs_make", ROOT / "docs" / "make.py")
assert spec and spec.loader
docs = importlib.util.module_from_spec(spec)
spec.loader.exec_module(docs)


@pytest.mark.parametrize("name", docs.MADE)
def test_a_page_made_from_a_table_is_up_to_date(name):
    assert (ROOT / "docs" / name).read_text(encoding="utf-8") == docs.MADE[name](), "run: python docs/make.py"


def test_the_schema_is_up_to_date():
    assert (ROOT / "schema" / "event.schema.json").read_text(encoding="utf-8") == schema()
    assert (ROOT / "schema" / "timeline.schema.json").read_text(encoding="utf-8") == settings.schema()


def test_an_independent_reader_takes_every_event_of_the_demo():
    import json

    import jsonschema
    import yaml

    validator = jsonschema.Draft7Validator(json.loads(schema()))
    for path in sorted((ROOT / "content" / "events").rglob("*.yaml")):
        validator.validate(yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader))


def test_every_command_is_documented():
    text = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    for name, command in main.commands.items():
        assert command.hidden or f"`timeline {name}" in text, name
