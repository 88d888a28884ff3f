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


def test_the_page_on_one_sentence_has_the_values_of_the_code():
    from timeline.timex.tag import tag

    page = (ROOT / "docs" / "sentence.md").read_text(encoding="utf-8")
    sentence = next(line for line in page.split("\n") if line.startswith("The council approved"))
    sunday, length = tag(f"\n{sentence}\n", "2021-08-16")
    assert f"Timex(start={sunday.start}, end={sunday.end}, text='{sunday.text}', type='{sunday.type}', value='{sunday.value}', edtf='{sunday.edtf}'" in page
    assert f"direction='{sunday.direction}', rejected={sunday.rejected}" in page
    assert f"Timex(start={length.start}, end={length.end}, text='{length.text}', type='{length.type}', value='{length.value}', edtf=''" in page


def test_the_page_on_one_sentence_has_the_mention_of_the_code():
    pytest.importorskip("spacy")
    from timeline.mention.find import find_mentions
    from timeline.model import Document
    from timeline.timex.tag import tag

    page = (ROOT / "docs" / "sentence.md").read_text(encoding="utf-8")
    sentence = next(line for line in page.split("\n") if line.startswith("The council approved"))
    text = f"\n{sentence}\n"
    used, unused = find_mentions(Document("2021-08-16-bridge", text, "2021-08-16", title="Council approves harbour bridge"), tag(text, "2021-08-16"))
    assert f"title='{used.title}', how='{used.how}', status='{used.status}'" in page
    assert f"importance='{used.importance}', lead={used.lead}" in page
    assert unused.unused in page


@pytest.mark.parametrize("page", ["CONTRIBUTING.md", "docs/sentence.md"])
def test_files_that_a_page_names_exist(page):
    import re

    text = (ROOT / page).read_text(encoding="utf-8")
    for name in re.findall(r"`(timeline/[\w/]+(?:\.py|/))`", text):
        assert (ROOT / name).exists(), name
