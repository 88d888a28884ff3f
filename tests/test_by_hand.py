"""add, reject, join and split: files change as a person would change them, and the decisions hold."""

from __future__ import annotations

from pathlib import Path

import pytest

from timeline.problems import Failure
from timeline.site.build import build
from timeline.store import byhand
from timeline.store.byhand import add
from timeline.store.checks import check_all
from timeline.store.nodes import load
from timeline.store.rejected import restore
from timeline.view.load import load as load_timeline

CONFIG = Path(__file__).parent.parent / "timeline" / "fresh" / "mkdocs.yml"

pytest.importorskip("spacy")


@pytest.fixture
def built(project):
    project.article("2024-06-14-a", "2024-06-14", "The council approved the new harbour bridge on Tuesday. Engineers from Oslo inspected the old pier in May.")
    project.article("2024-06-20-b", "2024-06-20", "The council approved the new harbour bridge on 11 June.", publisher="Other Desk")
    project.extract()
    return project


def test_add_writes_a_file_with_id_and_date_and_refuses_a_bad_date(project):
    path = byhand.add(project.content, "The ferry sank: a report", "15 Aug 2021")
    record = load(path)
    assert not record.problems
    assert (record.get("id"), record.get("title"), record.get("date")) == ("2021-08-15-the-ferry-sank-a-report", "The ferry sank: a report", "2021-08-15")
    assert path == project.content / "events" / "2021" / "2021-08-15-the-ferry-sank-a-report.yaml"
    with pytest.raises(Failure, match="is not a date"):
        byhand.add(project.content, "x", "soon")


def test_an_event_added_by_hand_stays(built):
    path = byhand.add(built.content, "The ferry sank", "2024-06")
    before = path.read_bytes()
    built.extract()
    assert path.read_bytes() == before


def test_reject_keeps_away(built):
    k = built.event("inspected").stem
    byhand.reject_event(built.content, k, "not about the bridge")
    found = built.extract()
    assert found.outcome.new == []
    assert "not about the bridge" in (built.content / "rejected.yaml").read_text()
    with pytest.raises(Failure, match="there is no event"):
        byhand.reject_event(built.content, k, "again")


def test_joined_events_stay_joined(built):
    a, b = built.event("approved"), built.event("inspected")
    byhand.join(built.content, a.stem, b.stem)
    found = built.extract()
    assert (found.outcome.new, found.outcome.rejected) == ([], [])
    assert not b.exists()
    assert len(load(a).sources) == 3
    assert load(a).get("same_as") == [b.stem]


def test_split_events_stay_split(built):
    a = built.event("approved")
    fresh = byhand.split(built.content, a.stem, [2])
    assert [len(load(p).sources) for p in (a, fresh)] == [1, 1]
    before = a.read_bytes(), fresh.read_bytes()
    found = built.extract()
    assert found.outcome.new == []
    assert [len(load(p).sources) for p in (a, fresh)] == [1, 1]
    assert before == (a.read_bytes(), fresh.read_bytes())
    assert load(fresh).get("not_same_as") == [a.stem]
    with pytest.raises(Failure, match="has 1 source,"):
        byhand.split(built.content, a.stem, [1])


def test_a_mended_typo_in_the_article_keeps_its_event(built):
    built.article("2024-06-14-a", "2024-06-14", "The council approved the new harbor bridge on Tuesday. Engineers from Oslo inspected the old pier in May.")
    path = built.event("approved")
    found = built.extract()
    assert found.outcome.new == []
    assert path.exists()
    assert "harbor bridge on Tuesday" in path.read_text()


def test_conflicts_are_listed_until_settled(built):
    from timeline.view.load import load as view

    path = built.event("inspected")
    path.write_text(path.read_text().replace('date: "2024-05"', 'date: "2024-04"', 1))
    built.article("2024-06-14-a", "2023-06-14", "The council approved the new harbour bridge on Tuesday. Engineers from Oslo inspected the old pier in May.")
    built.extract()
    built.extract()
    looks = [e.looks for e in view(built.content, "x").events if e.id == path.stem]
    assert any("yours is “2024-04”, the articles now say “2023-05”" in look for look in looks[0])
    path.write_text(path.read_text() + "note: the pier was seen in April\n")
    built.extract()
    assert not any("yours is" in look for e in view(built.content, "x").events for look in e.looks)


def test_a_mended_typo_does_not_orphan_an_event_with_one_source(built):
    path = built.event("inspected")
    path.write_text(path.read_text() + "# mine\n")
    built.article("2024-06-14-a", "2024-06-14", "The council approved the new harbour bridge on Tuesday. Engineers from Oslo inspected the old timber pier in May.")
    found = built.extract()
    assert (found.outcome.new, found.outcome.lost) == ([], [])
    assert "the old timber pier in May" in path.read_text()
    assert path.read_text().endswith("# mine\n")
    again = built.extract()
    assert (again.outcome.new, again.outcome.changed) == ([], [])


def test_an_article_that_corrects_its_day_keeps_its_event_and_the_edit(built):
    """The words of time change, not only the sentence: the event follows, and what a person wrote stays."""
    path = built.event("approved")
    path.write_text(path.read_text().replace("certainty: reported", "certainty: confirmed", 1).replace("sources:", "note: seen by two of us\nsources:", 1))
    built.article("2024-06-14-a", "2024-06-14", "The council approved the new harbour bridge on Monday. Engineers from Oslo inspected the old pier in May.")
    found = built.extract()
    assert (found.outcome.new, found.outcome.lost) == ([], [])
    text = path.read_text()
    for line in ('expression: "Monday"', 'date: "2024-06-10"', "certainty: confirmed", "note: seen by two of us"):
        assert line in text
    again = built.extract()
    assert (again.outcome.new, again.outcome.changed) == ([], [])


def test_split_changes_nothing_where_sources_share_a_line(built):
    a = built.event("approved")
    a.write_text(f"{{id: {a.stem}, title: T, date: 2024-06-11, note: mine, sources: [{{article: a, quote: One}}, {{article: b, quote: Two}}]}}\n")
    before = a.read_bytes()
    with pytest.raises(Failure, match="share lines"):
        byhand.split(built.content, a.stem, [2])
    assert a.read_bytes() == before


def test_what_was_thrown_out_comes_back_with_every_word_of_ours(built):
    a = built.event("approved")
    a.write_text(a.read_text().replace("title:", "note: mine # as agreed\ntitle:", 1))
    own = byhand.add(built.content, "The ferry sank", "2021-08")
    before = a.read_bytes(), own.read_bytes()
    for path in (a, own):
        byhand.reject_event(built.content, path.stem, "oops")
    built.extract()
    assert not a.exists()
    for path in (a, own):
        assert restore(built.content, path.stem)
    found = built.extract()
    assert (found.outcome.new, found.outcome.rejected) == ([], [])
    assert before == (a.read_bytes(), own.read_bytes())


def test_join_carries_what_a_person_wrote(built):
    a, b = built.event("approved"), built.event("inspected")
    b.write_text(b.read_text() + "note: ask Joe\nsummary: Ours\n")
    byhand.join(built.content, a.stem, b.stem)
    assert load(a).get("summary") == "Ours"
    assert "ask Joe" in load(a).get("note")


def test_what_was_deleted_stays_away_when_its_sentence_is_reworded(built):
    a = built.event("inspected")
    a.unlink()
    built.extract()
    built.article("2024-06-14-a", "2024-06-14", "The council approved the new harbour bridge on Tuesday. Engineers from Oslo carefully inspected the old pier in May.")
    assert built.extract().outcome.new == []


def test_an_article_under_a_new_name_keeps_its_events_edits_and_rejections(built):
    path = built.event("inspected")
    path.write_text(path.read_text().replace("title: Engineers from Oslo inspected", "title: Experts from Oslo looked at"))
    byhand.split(built.content, built.event("approved").stem, [2])
    gone = next(p for p in (built.content / "events").rglob("*approved*") if p.stem.endswith("-2"))
    byhand.reject_event(built.content, gone.stem, "not ours")
    names = {"2024-06-14-a": "the-first", "2024-06-20-b": "the-second"}
    for old, new in names.items():
        (built.seeds / f"{old}.md").rename(built.seeds / f"{new}.md")
    found = built.extract()
    assert (found.outcome.new, found.outcome.lost, found.outcome.conflicts) == ([], [], [])
    assert {s["article"] for p in (built.content / "events").rglob("*.yaml") for s in load(p).source_values()} == {"the-first"}
    assert "title: Experts from Oslo looked at" in path.read_text()
    assert [p.code for p in found.problems] == ["renamed", "renamed"]
    again = built.extract()
    assert (again.outcome.new, again.outcome.changed, again.problems) == ([], [], [])


def test_a_source_by_hand_says_itself_what_it_is_and_needs_no_article(project):
    path = add(project.content, "The ferry sank", "2024-01")
    path.write_text(
        path.read_text() + "links: [https://example.org/more, 'javascript:alert(1)']\nsources:\n  - article: ledger-2024\n    quote: The ferry sank off Tovik.\n    title: Ferry lost\n"
        '    publisher: The Ledger\n    published: "2024-01"\n    url: https://example.org/ferry\n    archived: "javascript:alert(2)"\n'
    )
    found = check_all(project.content)[0]
    assert [(p.code, p.severity) for p in found] == [("address", "warning"), ("address", "warning")]
    (event,) = load_timeline(project.content, "x").events
    (source,) = event.sources
    assert (source.title, source.publisher, source.published, source.published_words, source.url, source.archived, source.missing) == (
        "Ferry lost", "The Ledger", "", "January 2024", "https://example.org/ferry", "", False,
    )  # fmt: skip
    assert event.links == ("https://example.org/more",) and not event.looks
    build(project.content, project.root / "site", CONFIG, project.root / "generated")
    page = (project.root / "site" / "2024" / "01" / "index.html").read_text()
    assert '<a href="https://example.org/ferry" rel="noopener">Ferry lost</a>, The Ledger, January 2024' in page
    assert "https://example.org/more" in page and "javascript:alert" not in page
    project.article("other", "2024-02-01", "The council of Ostby opened the bridge on Monday.")
    project.extract(minor=True)
    assert "https://example.org/ferry" in path.read_text(), "an extraction leaves it alone"
