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

from timeline import engine as engines
from timeline.merge import given as merging
from timeline.merge.corpus import Words, find_copies, make_corpus
from timeline.merge.database import RunDatabase
from timeline.merge.group import grouped
from timeline.merge.join import score_months, split_months
from timeline.merge.same import find_kind, score_pairs
from timeline.model import Document
from timeline.problems import Failure

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
    assert figures["precision"] >= 0.99  # two events made one cost more than one told as two
    assert figures["B-cubed"] >= 0.9


def test_copies_of_wire_reports_are_known_and_nothing_else_is(figures):
    assert (figures["copies"], figures["false copies"]) == (1.0, 0.0)


def test_the_first_of_two_copies_is_the_source_whatever_their_order():
    text = "The dam above the valley held through the night, engineers said, and the people of four villages went home on Monday after two days in a school."
    a, b = Document("late", text, "2024-03-06"), Document("early", text + " The road is open.", "2024-03-05")
    for both in ((a, b), (b, a)):
        with RunDatabase() as database:
            for d in both:
                database.add(d, [])
            assert find_copies(database.documents(), lambda k: database.document(k).text) == {"late": "early"}


def test_what_is_printed_again_years_later_is_no_copy():
    a, b = Document("first", SINKING, "2022-03-06"), Document("again", SINKING, "2024-03-05")
    assert find_copies([a, b], {"first": SINKING}.__getitem__) == {}


SCORES = st.dictionaries(st.tuples(st.integers(0, 9), st.integers(0, 9)).filter(lambda p: p[0] < p[1]), st.floats(0.01, 1), max_size=25)


@given(SCORES, st.randoms())
@settings(max_examples=settings.default.max_examples // 3)
def test_grouping_does_not_depend_on_the_order_of_the_pairs(scores, random):
    rows = list(scores.items())
    random.shuffle(rows)
    assert grouped(10, dict(rows), 0.3) == grouped(10, scores, 0.3)


@given(SCORES)
@settings(max_examples=settings.default.max_examples // 3)
def test_each_item_is_in_one_group_and_no_two_groups_could_still_be_joined(scores):
    found = grouped(10, scores, 0.3)
    assert sorted(itertools.chain(*found)) == list(range(10))
    for a, b in itertools.combinations(found, 2):
        assert sum(scores.get((min(i, j), max(i, j)), 0.0) for i in a for j in b) / (len(a) * len(b)) < 0.3 + 1e-9


def test_two_groups_that_do_not_fit_stay_apart_however_high_the_score():
    assert grouped(2, {(0, 1): 1.0}, 0.3, lambda a, b: False) == [[0], [1]]


def test_topics_are_never_joined_and_a_mention_outside_its_text_is_reported():
    row = {"text": "The mill burned down.", "mentions": [{"start": 9, "end": 15}]}
    assert sorted(merging.find_clusters([{"id": "a", "topic": "1", **row}, {"id": "b", "topic": "2", **row}])) == [["a:9:15"], ["b:9:15"]]
    with pytest.raises(ValueError, match='document "a": the mention 9 to 99 lies outside its text'):
        merging.check_documents([{"id": "a", "text": "The mill burned down.", "mentions": [{"start": 9, "end": 99}]}])


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
    from timeline.store import duplicates
    from timeline.store.events import load_all

    for name, title in (("x-1", "The mill burned"), ("x-2", "A fire at the mill")):
        path = project.content / "events" / "2024" / f"{name}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f'id: {name}\ntitle: {title}\ndate: "2024-05-06"\nstatus: happened\n')
    duplicates.save(project.content, {}, [("x-2", "x-1")])
    assert duplicates.maybe(project.content, load_all(project.content)) == [("x-1", "x-2")]
    path.write_text(path.read_text() + "not_same_as: [x-1]\n")
    assert duplicates.maybe(project.content, load_all(project.content)) == []


def killed_once(marks: list[str]) -> list[str]:
    """Stands for a worker that dies: the first reader of b kills its process. An item is a name and the path of a mark."""
    for mark in marks:
        name, _, path = mark.partition(":")
        if name == "b" and not Path(path).exists():
            Path(path).touch()
            os.kill(os.getpid(), signal.SIGKILL)
    return [mark[0].upper() for mark in marks]


def killed_always(names: list[str]) -> list[str]:
    if "b" in names:
        os.kill(os.getpid(), signal.SIGKILL)
    return [name.upper() for name in names]


def slow_beside_a_killer(names: list[str]) -> list[str]:
    """Item a is still being worked on whenever b kills its process: a must not be blamed."""
    return killed_always(names if sum(range(2_000_000)) else [])


@pytest.fixture(scope="module", params=engines.ENGINES)
def work(request):
    with engines.make(request.param, 2) as work:
        yield work


def test_a_worker_that_is_killed_loses_nothing_and_doubles_nothing(work, tmp_path):
    items = [f"{name}:{tmp_path / 'mark'}" for name in "abcdefghijklmnopqrst"]
    assert list(work.each(killed_once, items)) == [(item, item[0].upper()) for item in items]


@pytest.mark.parametrize("kill", [killed_always, slow_beside_a_killer])
def test_an_item_that_kills_every_worker_is_given_up_and_no_other(work, kill):
    assert list(work.each(kill, "abcdefgh", 1)) == [(name, None if name == "b" else name.upper()) for name in "abcdefgh"]


def test_an_item_that_is_lost_with_all_processes_is_tried_again_with_new_ones():
    class Lost:
        def result(self, timeout):
            raise TimeoutError

        def done(self):
            return False

    class Done(Lost):
        def result(self, timeout):
            return ["a"]

    class Left(engines.Engine):
        started = 0

        def start(self):
            self.started += 1

        def stop(self):
            pass

        def is_alive(self):
            return False

        def submit(self, work, items):
            return Lost() if self.started < self.wanted else Done()

    engine = Left()
    engine.wanted = 1
    assert engine.try_item(list, "a") == "a"
    engine.wanted = 5  # no process lives long enough
    assert engine.try_item(list, "a") is None


def test_an_article_that_kills_every_worker_is_reported_and_passed_over(project, monkeypatch):
    monkeypatch.setattr(engines.Engine, "each", lambda self, work, items, *chunk: ((item, None) for item in items))
    project.article("a", "2024-05-07", SINKING)
    from timeline.extract import run

    [problem] = run(project.seeds, project.content).problems
    assert problem.message == "could not be read and was left out (a process that read it was killed twice, perhaps for want of memory); please report it with the article"


def test_dask_that_is_not_installed_is_named(monkeypatch):
    monkeypatch.setitem(sys.modules, "dask", None)
    with pytest.raises(Failure, match=r'not installed; install it with: pip install "dask\[distributed\]"'), engines.make("dask", 2):
        pass


def everything(folder: Path) -> dict[str, str]:
    return {str(p.relative_to(folder)): p.read_text(encoding="utf-8") for p in sorted(folder.rglob("*.yaml"))}


def test_both_engines_write_the_same_bytes_as_one_process(project, work, tmp_path):
    from timeline.extract import run

    for i in range(30):
        project.article(f"report-{i:02}", f"2024-05-{i % 9 + 7:02}", SINKING.replace("31", str(31 + i)).replace("Norrvik", ["Norrvik", "Elmstad"][i % 2]))
    run(project.seeds, tmp_path / "one")
    run(project.seeds, tmp_path / "two", work=work)
    assert everything(tmp_path / "one") == everything(tmp_path / "two")


def test_months_are_merged_as_if_all_were_compared_at_once():
    """Over the edge of a month, and with years that hold days of many months."""
    from timeline.merge.same import parse_days

    dates = ["2024", "2023-12-31", "2024-01-01", "2024-01-30/2024-02-02", "2024-02-01", "2024-06", "2024-06-30", "2024-07-01", "2022/..", "2023/..", ""]
    rows = [(Document(f"d{i}", SINKING.replace("Monday", d or "a day"), "2024-08-01"), d) for i, d in enumerate(dates)]
    about = make_corpus({d.id: d.text for d, _ in rows})
    reports = [merging.find_evidence(d.id, d.text, d.text.index("sank"), d.text.index("sank") + 4, date=date, days=parse_days(date)) for d, date in rows]
    at_once = score_pairs(reports, about)
    with RunDatabase() as database:
        words = Words()
        for (d, _), t in zip(rows, reports, strict=True):
            database.add(d, [])
            words.add(d.text)
            database.add_evidence(int(d.id[1:]), find_kind(t), t)
        found = {}
        for month in split_months(database, words):
            for (i, j), p in score_months([month])[0]:
                pair = tuple(sorted((month[0][i], month[0][j])))
                assert pair not in found
                found[pair] = p
    assert found == pytest.approx(at_once)
    assert len(found) > 10


def test_a_chronology_gives_each_event_once(project):
    """Two entries of a day with one deed are two events, in one chronology and in two, unless one tells nothing else than the other."""
    head = "# The harbour\n\n## 1988\n\n"
    project.article("2024-06-14-a", "2024-06-14", head + "- 3 March: A fire destroys the fish market.\n- 3 March: A fire destroys the town hall.\n- 9 May: The ferry Oslo sinks.")
    project.article("2024-06-15-b", "2024-06-15", head + "- 3 March: A fire destroys the old school.\n- 9 May: The ferry Oslo sinks off the point.", publisher="Other Desk")
    project.extract()
    from timeline.store.events import load_all

    told = sorted((str(r.get("title")), len(r.sources)) for r in load_all(project.content))
    assert told == [("A fire destroys the fish market", 1), ("A fire destroys the old school", 1), ("A fire destroys the town hall", 1), ("The ferry Oslo sinks off the point", 2)]


@pytest.mark.parametrize(
    ("text", "events"),
    [
        ("The court of Ostby fined Harbour Ltd on Friday. The court of Ostby fined Tovik Ltd on Friday. The court of Ostby fined Marine Ltd on Friday.", 3),
        ("Anna Kim won the 100 metres in Oslo on Monday. Anna Kim won the 200 metres in Oslo on Monday.", 2),
        ("Police arrested two men in Leeds on Sunday. Police arrested three women in Leeds on Sunday.", 2),
        ("The old bridge of Tovik collapsed on Sunday. The old bridge of Tovik collapsed on Sunday after a storm.", 1),
    ],
)
def test_sentences_of_one_article_that_say_the_same_of_different_things_are_not_one_event(project, text, events):
    project.article("report", "2024-03-06", text)
    project.extract(minor=True)
    assert len(list((project.content / "events").rglob("*.yaml"))) == events


def test_what_speaks_for_and_against_a_join_is_told_with_the_event(project, monkeypatch):
    from timeline.explain import explain_event, explain_joins

    project.article("first", "2024-05-07", SINKING, publisher="The Post")
    project.article("again", "2024-05-08", AGAIN, publisher="The Wire")
    project.extract()
    (path,) = [p for p in (project.content / "events").rglob("*.yaml") if p.read_text().count("- article:") > 1]
    told = explain_joins(project.content, project.seeds, path.stem)
    assert any(line.endswith("how alike the articles are") and line.lstrip().startswith("+") for line in told)
    assert any("both tell of" in line and "nothing" not in line for line in told)
    assert explain_joins(project.content, project.seeds, "no-such-event") == []
    assert any("means 2024-05-06" in line for line in explain_event(project.content, path.stem))
