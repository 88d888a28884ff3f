"""Numbers that change from report to report: which a sentence gives, and what is kept of their history."""

from __future__ import annotations

import pytest

from timeline.view.figures import find_changes, find_counts

ROWS = [
    ("Five people were killed when the tram overturned.", [("dead", 5)]),
    ("The tram overturned, killing at least seven people and injuring 51.", [("dead", 7), ("hurt", 51)]),
    ("Some 1,200 people died in the flood.", [("dead", 1200)]),
    ("The storm left 14 dead and 3 missing.", [("dead", 14), ("missing", 3)]),
    ("Police arrested two men, and four were detained on Friday.", []),  # two numbers of one kind: which is the event's is not said
    ("The 5.2-mile tunnel was closed; nobody was killed.", []),
    ("The 12-year-old was hurt.", []),
    ("At 10:30 people were hurt.", []),
]


@pytest.mark.parametrize(("text", "want"), ROWS, ids=[r[0] for r in ROWS])
def test_a_sentence_says_how_many_were_killed_hurt_missed_or_arrested(text, want):
    assert [(kind, n) for kind, n, _ in find_counts(text, "en")] == want


def test_a_number_that_changed_is_kept_with_the_first_report_of_each():
    reports = [
        ("Five people were killed.", "en", "The Post", "9 November"),
        ("At least 5 were killed.", "", "The Echo", "9 November"),
        ("Seven people died.", "en", "The Wire", "10 November"),
    ]
    assert [(kind, [(c.said, c.by) for c in told]) for kind, told in find_changes(reports)] == [("dead", [("Five", "The Post"), ("Seven", "The Wire")])]
    assert find_changes(reports[:2]) == ()
    assert find_changes([("Fünf Menschen wurden getötet.", "de", "Die Post", "9. November")] * 2) == ()
