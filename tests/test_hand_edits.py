"""The hand wins: edits and deletions survive, byte for byte; the machine's part follows."""

from __future__ import annotations

import itertools

import pytest
import yaml

from timeline.store.nodes import load

pytest.importorskip("spacy")

TEXT = "The council approved the new harbour bridge on Tuesday. The mayor is to open it next month.\n\nEngineers from Oslo inspected the old bridge in May."


@pytest.fixture
def built(project):
    project.article("2024-06-14-bridge", "2024-06-14", TEXT)
    project.extract()
    return project


def snapshot(project):
    return {p: p.read_bytes() for p in sorted(project.content.rglob("*.yaml"))}


def test_a_second_run_changes_nothing(built):
    before = snapshot(built)
    again = built.extract()
    assert (again.parsed, again.outcome.new, again.outcome.changed) == (0, [], [])
    assert snapshot(built) == before


def test_an_edit_survives_with_its_comment_and_layout(built):
    path = built.event("approved")
    text = path.read_text().replace("title: ", "title:   ") + "# checked with the minutes\n"
    text = text.replace("status: happened", "status: happened   # yes\n\nnote: 'the vote was 9 to 4'")
    path.write_text(text)
    built.extract()
    assert path.read_text() == text


def test_a_changed_title_stays_and_untouched_fields_follow_a_corrected_publication_date(built):
    path = built.event("approved")
    path.write_text(path.read_text().replace("The council approved the new harbour bridge", "Council says yes to bridge"))
    built.article("2024-06-14-bridge", "2024-06-21", TEXT)
    found = built.extract()
    text = path.read_text()
    assert "title: Council says yes to bridge" in text
    assert 'date: "2024-06-18"' in text
    assert found.outcome.new == []


def test_both_sides_changed_keeps_the_hand_and_tells(built):
    path = built.event("approved")
    path.write_text(path.read_text().replace('date: "2024-06-11"', 'date: "2024-06-10"', 1))
    built.article("2024-06-14-bridge", "2024-06-21", TEXT)
    found = built.extract()
    assert 'date: "2024-06-10"' in path.read_text()
    assert [(c.field, c.mine, c.theirs) for c in found.outcome.conflicts] == [("date", "2024-06-10", "2024-06-18")]


def test_a_deleted_event_stays_deleted(built):
    path = built.event("approved")
    path.unlink()
    found = built.extract()
    assert found.outcome.rejected == [path.stem]
    assert path.stem in (built.content / "rejected.yaml").read_text()
    built.extract()
    assert not path.exists()


def test_a_removed_article_leaves_its_events(built):
    path = built.event("approved")
    before = path.read_bytes()
    (built.seeds / "2024-06-14-bridge.md").unlink()
    built.article("2024-06-15-other", "2024-06-15", "A ferry sank off the point on Thursday.")
    found = built.extract()
    assert path.stem in found.outcome.lost
    assert path.read_bytes() == before


def test_locked_fields_do_not_follow(built):
    path = built.event("approved")
    path.write_text(path.read_text().replace("sources:", "locked: [date]\nsources:", 1))
    built.article("2024-06-14-bridge", "2024-06-21", TEXT)
    built.extract()
    assert path.read_text().split("sources:")[0].count('date: "2024-06-11"') == 1


def test_a_file_with_an_error_is_left_as_it_is(built):
    path = built.event("approved")
    path.write_text(path.read_text().replace("status: happened", "status happened", 1))
    before = path.read_bytes()
    found = built.extract()
    assert path.read_bytes() == before
    assert [p.code for p in found.problems] == ["no-colon"]


def test_an_event_reported_twice_is_one_with_two_sources(built):
    built.article("2024-06-20-again", "2024-06-20", "The council approved the new harbour bridge on 11 June.", publisher="Other Desk")
    built.extract()
    text = built.event("approved").read_text()
    assert text.count("- article:") == 2
    assert "certainty: confirmed" in text


def test_a_wrong_source_that_was_taken_out_is_an_event_of_its_own_for_good(built):
    built.article("2024-06-20-again", "2024-06-20", "The council approved the new harbour bridge on 11 June.", publisher="Other Desk")
    built.extract()
    path = built.event("approved")
    head, *sources = path.read_text().split("  - article: ")
    kept = next(s for s in sources if s.startswith("2024-06-14-bridge"))
    path.write_text(f"{head}  - article: {kept}")
    found = built.extract()
    (fresh,) = found.outcome.new
    own, old = load(next(built.content.glob(f"events/*/{fresh}.yaml"))), load(path)
    assert [s["article"] for s in own.source_values()] == ["2024-06-20-again"]
    assert (own.get("title"), own.get("date"), own.get("not_same_as")) == ("The council approved the new harbour bridge", "2024-06-11", [path.stem])
    assert ([s["article"] for s in old.source_values()], old.get("certainty")) == (["2024-06-14-bridge"], "reported")
    before = snapshot(built)
    again = built.extract()
    assert (again.outcome.new, again.outcome.changed, again.outcome.lost) == ([], [], [])
    assert snapshot(built) == before
    own.path.unlink()
    assert built.extract().outcome.rejected == [fresh]
    assert built.extract().outcome.new == []


def test_a_quotation_mended_by_hand_makes_no_second_event(built):
    built.article("2024-06-20-again", "2024-06-20", "The council approved the new harbour bridge on 11 June.", publisher="Other Desk")
    built.extract()
    path = built.event("approved")
    path.write_text(path.read_text().replace("harbour bridge on 11 June.", "harbour bridge on 11 June"))
    assert built.extract().outcome.new == []


def test_a_second_run_at_the_same_time_is_refused(built):
    from timeline.store.files import Busy, only_run

    with only_run(built.content), pytest.raises(Busy, match="another run is working"):
        built.extract()


THREE = {
    "2024-06-14-bridge": ("2024-06-14", TEXT),
    "2024-06-20-again": ("2024-06-20", "The council of Bergen approved the new harbour bridge on 11 June. Workers closed the ferry on Monday."),
    "2024-06-28-later": ("2024-06-28", "The council approved the harbour bridge this month. The ferry closed on 17 June."),
}


def read_project(project):
    """What the files say, without ids and the order of sources, which follow the order of arrival."""
    events = [yaml.load(p.read_text(), yaml.BaseLoader) for p in (project.content / "events").rglob("*.yaml")]
    return sorted(
        (e["title"], e["date"], e["status"], e["certainty"], sorted(e["people"]), sorted(e["places"]), sorted((s["article"], s["quote"], s["expression"]) for s in e["sources"])) for e in events
    )


@pytest.mark.parametrize("order", list(itertools.permutations(THREE)), ids="-".join)
def test_articles_may_arrive_in_any_order(order, project, tmp_path_factory):
    for name in order:
        project.article(name, *THREE[name])
        project.extract()
    together = type(project)()
    together.content = tmp_path_factory.mktemp("together") / "content"
    together.extract()
    assert read_project(project) == read_project(together)
    assert any(len(event[-1]) > 1 for event in read_project(project))


@pytest.fixture
def joined(project, monkeypatch):
    """One event of two sentences that today's program takes for two."""
    project.article("2024-06-14-bridge", "2024-06-14", "The council closed the Elm bridge on Tuesday.")
    project.article("2024-06-15-school", "2024-06-15", "Workers opened a school in Norrvik on Tuesday.")
    with monkeypatch.context() as before:
        before.setattr("timeline.merge.join.score_pairs", lambda reports, corpus, carried: {(i, k): 0.9 for k in range(len(reports)) for i in range(k)})
        project.extract()
    (path,) = (project.content / "events").rglob("*.yaml")
    assert path.read_text().count("quote:") == 2
    return project, path


def test_what_the_program_parts_is_parted_where_nobody_touched_the_file(joined, tmp_path):
    project, path = joined
    found = project.extract()
    assert (len(found.outcome.new), found.outcome.changed) == (1, [load(path).get("id")])
    assert [p.read_text().count("quote:") for p in (project.content / "events").rglob("*.yaml")] == [1, 1]
    before = snapshot(project)
    assert not project.extract().outcome.changed and snapshot(project) == before


def test_what_a_person_touched_stays_whole(joined):
    project, path = joined
    text = path.read_text() + "# both on one day\n"
    path.write_text(text)
    found = project.extract()
    assert not found.outcome.new and path.read_text().endswith("# both on one day\n")
    assert path.read_text().count("quote:") == 2
