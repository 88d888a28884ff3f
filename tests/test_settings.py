"""timeline.yml: what it may say, and what is said where it says something else."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import pytest
from click.testing import CliRunner

from timeline.cli import main
from timeline.project import TEMPLATE, reading
from timeline.read.articles import Options, read_folder
from timeline.settings import SETTINGS, Settings, Unusable, load, parse
from timeline.site.build import BuildFailed, build
from timeline.store.byhand import add
from timeline.timex.tag import tag, tag_document

FRESH = TEMPLATE / "mkdocs.yml"


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
builder: jekyll                 | timeline.yml:1:10: "builder" must be mkdocs or zensical
day_month_order: dmy            | timeline.yml:1:18: "day_month_order" must be day-first or month-first
week_start: Saturday            | timeline.yml:1:13: "week_start" must be monday or sunday
publishers: [The Example]       | timeline.yml:1:13: "publishers" is written as {
publishers: {example.org: }     | timeline.yml:1:13: "publishers" is written as {
seeds: [a]                      | timeline.yml:1:8: "seeds" needs one value on its line
seeds: ""                       | timeline.yml:1:8: "seeds" needs one value on its line
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


@pytest.fixture
def here(project, monkeypatch):
    monkeypatch.chdir(project.root)
    return project


def test_folders_are_those_of_the_settings_unless_an_option_says_otherwise(here):
    here.article("2024-06-14-bridge", "2024-06-14", "The council closed the Elm bridge on Tuesday.")
    here.seeds.rename("articles")
    Path("timeline.yml").write_text("seeds: articles\ncontent: record\nsite: public\n")
    ran = CliRunner().invoke(main, ["all"])
    assert ran.exit_code == 0, ran.output
    assert Path("record/events/2024").is_dir() and Path("public/index.html").is_file() and not Path("content").exists() and not Path("site").exists()
    assert CliRunner().invoke(main, ["extract", "--content", "another"]).exit_code == 0
    assert Path("another/events/2024").is_dir()
    assert "[default: (seeds)]" in " ".join(CliRunner().invoke(main, ["extract", "--help"]).output.split())


def test_a_broken_setting_stops_a_command_with_its_place(here):
    Path("timeline.yml").write_text("seed: articles\n")
    ran = CliRunner().invoke(main, ["extract"])
    assert ran.exit_code == 1 and isinstance(ran.exception, Unusable) and "timeline.yml:1:1" in str(ran.exception)


def test_publishers_have_the_names_that_the_project_gives_them(here):
    here.article("a", "2024-06-14", "The council met on Tuesday.", publisher="Example ONLINE")
    (here.seeds / "b.md").write_text("---\npublished: 2024-06-15\nurl: https://www.example.org/x\n---\nThe council met on Friday.\n")
    (here.seeds / "c.jsonl").write_text('{"text": "The council met on Friday.", "published": "2024-06-16", "publisher": "Example Online"}\n')
    Path("timeline.yml").write_text("publishers: {example.org: The Example, Example Online: The Example}\n")
    assert {d.publisher for d in read_folder(here.seeds, options=reading())[0]} == {"The Example"}


ORDER = """
05/02/2023 | day-first   | 2023-02-05
05/02/2023 | month-first | 2023-05-02
21/02/2023 | month-first | 2023-02-21
02/21/2023 | day-first   | 2023-02-21
"""


@pytest.mark.parametrize("row", [r for r in ORDER.splitlines() if r])
def test_a_day_in_figures_is_read_as_the_project_says(here, row):
    date, order, meant = (x.strip() for x in row.split("|"))
    here.article("a", date, f"The council met on {date}.")
    Path("timeline.yml").write_text(f"day_month_order: {order}\n")
    (document,), problems = read_folder(here.seeds, options=reading())
    assert document.published == meant and not problems
    assert [t.edtf for t in tag_document(document)] == [meant]


def test_a_day_in_figures_that_may_be_two_is_an_error_that_names_the_setting(here):
    here.article("a", "05/02/2023", "The council met.")
    assert "day_month_order in timeline.yml" in read_folder(here.seeds, options=reading())[1][0].message


WEEKS = """
2021-08-18 |        | [2021-08-09..2021-08-15]
2021-08-18 | monday | [2021-08-09..2021-08-15]
2021-08-18 | sunday | [2021-08-08..2021-08-14]
2021-08-15 | monday | [2021-08-02..2021-08-08]
2021-08-15 | sunday | [2021-08-08..2021-08-14]
"""


@pytest.mark.parametrize("row", [r for r in WEEKS.splitlines() if r])
def test_last_week_begins_on_the_day_that_the_project_says(row):
    published, start, meant = (x.strip() for x in row.split("|"))
    assert [t.edtf for t in tag("The council met last week.", published, week_start=start)] == [meant]


def test_the_language_of_short_articles_is_that_of_the_project(here):
    here.article("a", "2024-06-14", "Le 3 mai")
    Path("timeline.yml").write_text("language: fr\n")
    assert reading() == Options(language="fr")
    assert [d.language for d in read_folder(here.seeds, options=reading())[0]] == ["fr"]


@pytest.mark.parametrize("builder", ["mkdocs", pytest.param("zensical", marks=pytest.mark.skipif(find_spec("zensical") is None, reason="pip install zensical"))])
def test_a_site_without_a_map_names_none(here, builder):
    add(here.content, "The bridge opened", "2021-08-15")
    made = build(here.content, Path("site"), FRESH, Path("generated"), settings=Settings(map=False, builder=builder))
    assert made.pages and not Path("site/map").exists()
    assert "map/index.html" not in Path("site/index.html").read_text()


def test_a_builder_that_is_not_here_is_named(here, monkeypatch):
    add(here.content, "The bridge opened", "2021-08-15")
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(BuildFailed, match="pip install zensical"):
        build(here.content, Path("site"), FRESH, Path("generated"), settings=Settings(builder="zensical"))
