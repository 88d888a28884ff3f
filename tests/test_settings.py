"""timeline.yml: what it may say, and what is said where it says something else."""

from __future__ import annotations

import pytest

from timeline.settings import SETTINGS, Settings, Unusable, load, parse


def test_a_project_without_settings_publishes_nothing_for_editors(tmp_path):
    assert load(tmp_path / "timeline.yml") == parse("", "timeline.yml") == parse("# nothing\n", "timeline.yml") == Settings()


def test_every_setting_has_an_example_that_is_read():
    for s in SETTINGS:
        assert getattr(parse(f"{s.name}: {s.example}\n", "timeline.yml"), s.name) != getattr(Settings(), s.name), s.name


WRONG = """
pubish: [files]                 | timeline.yml:1:1: "pubish" is not a setting; did you mean "publish"?
publish: [file]                 | timeline.yml:1:11: "publish" needs a list of needs-a-look, corrections, rejected, files; did you mean "files"?
publish: {a: b}                 | timeline.yml:1:10: "publish" needs a list
minor: perhaps                  | timeline.yml:1:8: "minor" must be true or false
- minor                         | timeline.yml:1:1: settings are written as "name: value", one a line
minor: [                        | timeline.yml:
chapters: [{title: a}]          | timeline.yml:1:12: a chapter is written as "{title: The agreement, from: 2020-02}"
chapters: [{title: a, from: 2020-02/2020-03}] | timeline.yml:1:29: "2020-02/2020-03" is no day, month or year
images_from: [https://a.b/]     | timeline.yml:1:15: "images_from" needs names of sites
a: &x 1                         | timeline.yml:1:1: "a" is not a setting
"""


@pytest.mark.parametrize("row", [r for r in WRONG.splitlines() if r], ids=lambda r: r.split("|")[0].strip())
def test_what_is_wrong_is_reported_with_its_place(row):
    text, _, message = (x.strip() for x in row.partition("|"))
    with pytest.raises(Unusable) as error:
        parse(text + "\n", "timeline.yml")
    assert str(error.value).startswith(message)
    assert "^" in str(error.value)


@pytest.mark.parametrize("text", ["[" * 50_000, "a: *b", "minor: true\nminor: false", "\x00", "? [a]: b", "publish: [[a]]", "publish: [{}]"])
def test_odd_settings_are_reported(text):
    with pytest.raises(Unusable, match=r"timeline\.yml:"):
        parse(text, "timeline.yml")
