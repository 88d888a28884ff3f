"""What strangers and tired people do: nothing is lost, nothing crashes, nothing hangs."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path

import pytest

from timeline import edtf
from timeline.problems import Failure
from timeline.site.build import build
from timeline.slug import slug
from timeline.store.byhand import add
from timeline.store.checks import check_all
from timeline.timex.tag import tag

CONFIG = Path(__file__).parent.parent / "timeline" / "fresh" / "mkdocs.yml"


def timeline(*args: str, cwd: Path, text: str = "") -> subprocess.CompletedProcess[str]:
    code = "from timeline.cli import run; run()"
    return subprocess.run([sys.executable, "-c", code, *args], cwd=cwd, input=text, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("name", ["pub", "content", "seeds", "."])
def test_a_site_folder_that_is_not_ours_is_not_emptied(project, name, monkeypatch):
    monkeypatch.chdir(project.root)
    add(project.content, "The bridge opened", "2021-08-15")
    for folder in ("pub", "seeds"):
        (project.root / folder).mkdir()
        (project.root / folder / "mine.txt").write_text("mine")
    with pytest.raises(Failure, match=r"would be emptied|would delete"):
        build(project.content, project.root / name, CONFIG, project.root / "generated")
    assert (project.root / "pub" / "mine.txt").exists()
    assert (project.root / "seeds" / "mine.txt").exists()
    assert project.event("bridge").exists()


def test_our_own_site_folder_is_built_again(project):
    add(project.content, "The bridge opened", "2021-08-15")
    build(project.content, project.root / "site", CONFIG, project.root / "generated")
    add(project.content, "The bridge closed", "2021-08-16")
    assert build(project.content, project.root / "site", CONFIG, project.root / "generated").rebuilt


@pytest.mark.parametrize(
    ("text", "published"),
    [
        ("The bridge fell 999999999 years ago.", "2024-07-03"),
        ("The mayor resigned 99999999 days ago.", "2024-07-03"),
        ("The road closed 9,000 centuries ago.", "2024-07-03"),
        ("They met last week and will meet on Monday, tomorrow, next year.", "9999-12-31"),
        ("They met last week, yesterday, last year, a century ago.", "0001-01-01"),
    ],
)
def test_dates_that_no_calendar_writes_are_left_undated(text, published):
    for t in tag(text, published):
        if t.edtf:
            edtf.parse(t.edtf)
        for other, _ in t.rejected:
            edtf.parse(other)


def test_a_long_line_of_dates_takes_time_as_its_length():
    def seconds(n: int) -> float:
        begin = time.process_time()
        tag("on Monday " * n, "2024-07-03")
        return time.process_time() - begin

    seconds(500)
    assert seconds(16_000) < 40 * seconds(1_000)  # 16 times the text; quadratic would be 256 times


@pytest.mark.parametrize("text", ["a: [", "x: {", "- just text\n", "findings: 3\n"])
def test_a_broken_file_of_rejections_stops_the_run_and_is_reported(project, text):
    pytest.importorskip("spacy")
    project.article("2024-06-14-a", "2024-06-14", "The council approved the bridge on Tuesday.")
    project.content.mkdir(exist_ok=True)
    (project.content / "rejected.yaml").write_text(text)
    with pytest.raises(Failure, match=r"rejected\.yaml"):
        project.extract()
    assert [p.code for p in check_all(project.content)[0]] == ["rejected"]


def test_same_as_by_hand_swaps_nothing(project):
    pytest.importorskip("spacy")
    project.article("2024-06-14-a", "2024-06-14", "The council approved the bridge on Tuesday. Engineers from Oslo inspected the pier in May.")
    project.extract()
    a, b = project.event("approved"), project.event("inspected")
    for one, other in ((a, b), (b, a)):
        one.write_text(one.read_text() + f"same_as: [{other.stem}]\n")
    before = {p: p.read_bytes() for p in (a, b)}
    project.extract()
    project.extract()
    assert {p: p.read_bytes() for p in (a, b)} == before
    assert {p.code for p in check_all(project.content)[0]} == {"not-joined-yet"}


def test_damaged_findings_are_made_again(project):
    pytest.importorskip("spacy")
    project.article("2024-06-14-a", "2024-06-14", "The council approved the bridge on Tuesday.")
    project.extract()
    path = project.content / "extracted" / "articles" / "2024-06-14-a.yaml"
    good = path.read_text()
    path.write_text(good.split("mentions:")[0] + "mentions: 3\n")
    assert project.extract().parsed == 1
    assert path.read_text() == good


@pytest.mark.parametrize(
    "line",
    ["junk", "[]", '{"id": 1}', '{"id": 1, "text": "x", "dct": "31 Feb"}', '{"id": 1, "text": "x", "dct": 5}', '{"id": 1, "text": "x", "dct": "2021"}', '{"id": 1, "text": "x", "dct": "2023-02-30"}'],
)
def test_the_protocol_says_which_line_is_wrong(tmp_path, line):
    done = timeline("tag", cwd=tmp_path, text='{"id": 0, "text": "x"}\n' + line + '\n{"id": 9, "text": "x"}\n')
    assert done.returncode == 1
    assert "line 2 of the input" in done.stderr
    assert "Traceback" not in done.stderr
    answers = [json.loads(row) for row in done.stdout.splitlines()]
    assert [a["id"] for a in answers][::2] == [0, 9]
    assert ["error" in a for a in answers] == [False, True, False]


def test_a_folder_without_a_project_is_not_littered(tmp_path):
    done = timeline("all", cwd=tmp_path)
    assert done.returncode == 1
    assert "seeds does not exist" in done.stderr
    assert list(tmp_path.iterdir()) == []
    assert timeline("check", "--content", "none", cwd=tmp_path).returncode == 1


def test_names_that_no_file_may_have(project):
    path = add(project.content, "The bridge opened", "2021-08-15")
    path.write_text(path.read_text().replace("people: []", f'people: ["{"n" * 400}", "../x", "علي", "😀", "Ann <b>"]'))
    built = build(project.content, project.root / "site", CONFIG, project.root / "generated")
    assert built.index.is_file()
    assert len({slug(n) for n in ("علي", "😀", "n" * 400)}) == 3
    assert not (project.root / "x").exists()


@pytest.mark.parametrize("text", ["[", "- a\n", "site_name: [\n"])
def test_a_broken_configuration_is_reported(project, text):
    add(project.content, "The bridge opened", "2021-08-15")
    config = project.root / "mkdocs.yml"
    config.write_text(text)
    with pytest.raises(Failure, match=r"mkdocs\.yml"):
        build(project.content, project.root / "site", config, project.root / "generated")


def test_a_split_event_is_titled_by_its_own_source(project):
    pytest.importorskip("spacy")
    from timeline.store import byhand
    from timeline.store.nodes import load

    project.article("2024-06-14-a", "2024-06-14", "The council approved the bridge on Tuesday. Engineers from Oslo inspected the pier in May.")
    project.extract()
    a, b = project.event("approved"), project.event("inspected")
    byhand.join(project.content, a.stem, b.stem)
    fresh = byhand.split(project.content, a.stem, [2])
    assert load(fresh).get("title") == "Engineers from Oslo inspected the pier"
    found = project.extract()
    assert (found.outcome.new, found.outcome.conflicts) == ([], [])
    assert load(fresh).get("title") == "Engineers from Oslo inspected the pier"
    assert project.extract().outcome.changed == []


def test_an_event_needs_a_title(project):
    with pytest.raises(Failure, match="the title is empty"):
        add(project.content, " ", "2024")
