"""Merging: the project's own dated reports, the grouping, copies, pairs for people to decide, and reading by many processes."""

from __future__ import annotations

import importlib.util
import itertools
import os
import signal
import sys
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from timeline.extract import read_all, read_one
from timeline.merge import given as merging
from timeline.merge.corpus import copies
from timeline.merge.group import grouped
from timeline.model import Document

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "bench"))
spec = importlib.util.spec_from_file_location("merged", ROOT / "bench" / "merged.py")
assert spec and spec.loader
merged = importlib.util.module_from_spec(spec)
spec.loader.exec_module(merged)


@pytest.fixture(scope="module")
def figures():
    return merged.score()


def test_the_dated_reports_are_merged_as_people_would(figures):
    assert figures["B-cubed"] >= 0.95


def test_copies_of_wire_reports_are_known_and_nothing_else_is(figures):
    assert (figures["copies"], figures["false copies"]) == (1.0, 0.0)


def test_the_first_of_two_copies_is_the_source_whatever_their_order():
    text = "The dam above the valley held through the night, engineers said, and the people of four villages went home on Monday after two days in a school."
    a, b = Document("late", text, "2024-03-06"), Document("early", text + " The road is open.", "2024-03-05")
    assert copies([a, b]) == copies([b, a]) == {"late": "early"}


SCORES = st.dictionaries(st.tuples(st.integers(0, 9), st.integers(0, 9)).filter(lambda p: p[0] < p[1]), st.floats(0.01, 1), max_size=25)


@given(SCORES, st.randoms())
@settings(max_examples=60, deadline=None)
def test_grouping_does_not_depend_on_the_order_of_the_pairs(scores, random):
    rows = list(scores.items())
    random.shuffle(rows)
    assert grouped(10, dict(rows), 0.3) == grouped(10, scores, 0.3)


@given(SCORES)
@settings(max_examples=60, deadline=None)
def test_each_item_is_in_one_group_and_no_two_groups_could_still_be_joined(scores):
    found = grouped(10, scores, 0.3)
    assert sorted(itertools.chain(*found.groups)) == list(range(10))
    assert all(score < 0.3 + 1e-9 for score in found.between.values())


def test_two_groups_that_do_not_fit_stay_apart_however_high_the_score():
    assert grouped(2, {(0, 1): 1.0}, 0.3, lambda a, b: False).groups == [[0], [1]]


def test_topics_are_never_joined_and_a_mention_outside_its_text_is_told():
    row = {"text": "The mill burned down.", "mentions": [{"start": 9, "end": 15}]}
    assert sorted(merging.clusters([{"id": "a", "topic": "1", **row}, {"id": "b", "topic": "2", **row}])) == [["a:9:15"], ["b:9:15"]]
    with pytest.raises(ValueError, match='document "a": the mention 9 to 99 lies outside its text'):
        merging.read([{"id": "a", "text": "The mill burned down.", "mentions": [{"start": 9, "end": 99}]}])


SINKING = "The ferry Aurora sank off Norrvik on Monday, and 31 people died, the coastguard said."
AGAIN = "Thirty-one people were killed on Monday when the ferry Aurora capsized near Norrvik, the coastguard reported."


def test_a_copy_is_listed_with_its_source_and_is_no_second_witness(project):
    project.article("post", "2024-05-07", SINKING, publisher="The Post")
    project.article("wire", "2024-05-08", SINKING, publisher="The Wire")
    project.extract()
    assert yaml.safe_load((project.content / "extracted" / "copies.yaml").read_text()) == {"wire": "post"}
    event = project.event("sank").read_text()
    assert "article: post" in event
    assert "article: wire" not in event
    assert "certainty: confirmed" not in event


def test_a_plan_and_its_outcome_are_one_event_and_never_fact_from_plan(project):
    project.article("a-plan", "2024-03-07", "Ministers of Varda and Ostrel will meet in Geneva on Monday, officials said.")
    project.extract()
    assert "status: planned" in project.event("geneva").read_text()
    project.article("b-outcome", "2024-03-12", "Ministers of Varda and Ostrel met in Geneva on Monday for the first time in two years.", publisher="Another")
    project.extract()
    text = project.event("geneva").read_text()
    assert "status: happened" in text
    assert text.count("- article:") == 2


def test_an_anniversary_joins_the_old_event_and_makes_one_of_its_own(project):
    project.article("a-fire", "2023-06-02", "A fire destroyed the glass factory at Elmstad on Thursday, killing four workers.")
    project.article("b-after", "2024-06-02", "Relatives lit candles in Elmstad on Saturday. A fire destroyed the glass factory there on 1 June 2023 and killed four workers.", publisher="Another")
    project.extract()
    fire = project.event("destroyed")
    assert fire.read_text().count("- article:") == 2
    assert project.event("lit")


def test_articles_that_come_one_by_one_say_the_same_as_all_at_once(project, tmp_path):
    rows = [("a", "2024-05-07", SINKING), ("b", "2024-05-08", AGAIN), ("c", "2024-05-21", "Two weeks ago the Aurora sank off Norrvik. An inquiry opened on Monday.")]
    for name, day, text in rows:
        project.article(name, day, text, publisher=name)
        project.extract()
    step = {p.name: p.read_text() for p in (project.content / "events").rglob("*.yaml")}
    again = tmp_path / "again"
    from timeline.extract import run

    run(project.seeds, again)
    sources = lambda files: sorted(tuple(sorted(s["quote"] for s in yaml.safe_load(t)["sources"])) for t in files)  # noqa: E731
    assert sources(step.values()) == sources(p.read_text() for p in (again / "events").rglob("*.yaml"))


def test_pairs_that_may_be_one_are_listed_until_somebody_decides(project):
    from timeline.store import alike
    from timeline.store.events import load_all

    for name, title in (("x-1", "The mill burned"), ("x-2", "A fire at the mill")):
        path = project.content / "events" / "2024" / f"{name}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f'id: {name}\ntitle: {title}\ndate: "2024-05-06"\nstatus: happened\n')
    alike.save(project.content, {}, [("x-2", "x-1")])
    assert alike.maybe(project.content, load_all(project.content)) == [("x-1", "x-2")]
    path.write_text(path.read_text() + "not_same_as: [x-1]\n")
    assert alike.maybe(project.content, load_all(project.content)) == []


def killed_once(d: Document):
    """Stands for a worker that dies: the first reader of article b kills its process."""
    mark = Path(d.text)
    if d.id == "b" and not mark.exists():
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return [], []


def killed_always(d: Document):
    if d.id == "b":
        os.kill(os.getpid(), signal.SIGKILL)
    return [], []


def test_a_worker_that_is_killed_loses_nothing_and_doubles_nothing(tmp_path):
    documents = [Document(name, str(tmp_path / "mark")) for name in "abcdefghijklmnopqrst"]
    found = list(read_all(documents, 2, killed_once))
    assert [d.id for d, _ in found] == [d.id for d in documents]
    assert all(read == ([], []) for _, read in found)


def test_an_article_that_kills_every_worker_is_given_up_and_the_others_go_on():
    documents = [Document(name, "") for name in "abcd"]
    found = {d.id: read for d, read in read_all(documents, 2, killed_always)}
    assert found.pop("b") == "a process that read it was killed twice, perhaps for want of memory"
    assert list(found) == ["a", "c", "d"]


def slow_beside_a_killer(d: Document):
    """Article a is still being read whenever b kills its process: a must not be blamed."""
    if d.id == "b":
        os.kill(os.getpid(), signal.SIGKILL)
    return [sum(range(2_000_000)) and d.id], []


def test_an_innocent_article_beside_a_killer_is_never_given_up():
    documents = [Document(name, "") for name in "abcdefgh"]
    found = {d.id: read for d, read in read_all(documents, 2, slow_beside_a_killer)}
    assert [k for k, read in found.items() if isinstance(read, str)] == ["b"]
    assert list(found) == list("abcdefgh")


def test_many_processes_say_the_same_as_one():
    documents = [Document(str(i), SINKING.replace("31", str(31 + i)), "2024-05-07") for i in range(6)]
    assert [read for _, read in read_all(documents, 2)] == [read_one(d) for d in documents]
