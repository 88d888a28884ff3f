"""The story of the home page, and what may have come of a plan."""

from __future__ import annotations

from timeline.store.byhand import add
from timeline.view.key_events import choose_key_events
from timeline.view.load import load
from timeline.view.outcomes import find_outcomes


def make_timeline(project, *events: tuple[str, str, str]):
    """A timeline of title, date and further lines."""
    for title, date, more in events:
        path = add(project.content, title, date)
        path.write_text(path.read_text().replace("status: happened\n", "" if more.startswith("status") else "status: happened\n") + more)
    return load(project.content, "A test")


def test_what_a_person_marked_stands_first_and_plans_and_quotations_do_not(project):
    tl = make_timeline(
        project,
        ("The bridge opened", "2021-08-15", "featured: true\n"),
        ("“On Sunday it”", "2021-08-16", "needs: title\n"),
        ("A vote is planned", "2021-08-17", "status: planned\n"),
        ("The ferry sank", "2021-09-01", ""),
    )
    assert [(v.event.title, v.gap, v.between) for v in choose_key_events(tl.dated)] == [("The bridge opened", "", 0), ("The ferry sank", "17 days later", 2)]


def test_no_gap_is_given_where_a_date_is_wide(project):
    tl = make_timeline(project, ("The bridge opened", "2021-08", ""), ("The ferry sank", "2021-09-01", ""))
    assert [v.gap for v in choose_key_events(tl.dated)] == ["", ""]


def test_the_nearest_later_events_that_share_words_are_candidates_for_an_outcome(project):
    tl = make_timeline(
        project,
        ("The last American troops are to leave Kabul", "2021-08-31", "status: planned\n"),
        ("The last American aircraft left Kabul", "2021-08-30", ""),
        ("The bank of Velm closed", "2021-08-31", ""),
        ("The last American base closed in Kabul", "2022-08-30", ""),
    )
    plan = next(e for e in tl.events if e.status == "planned")
    assert [e.title for e in find_outcomes(plan, tl.dated)] == ["The last American aircraft left Kabul"]
