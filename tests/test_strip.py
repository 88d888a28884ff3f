"""The axis of the home page: bars on true time in as fine a unit as there is room for, chapters over them, every event counted once."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.calendar import civil, ordinal
from timeline.settings import Chapter
from timeline.site.layout import Site
from timeline.site.strip import MOST_BARS, chapter_of, make_strip
from timeline.store.write import new_file
from timeline.view.load import load


def events(tmp_path_factory, dates):
    content = tmp_path_factory.mktemp("strip") / "content"
    for k, date in enumerate(dates):
        path = content / "events" / f"e-{k}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(new_file({"id": f"e-{k}", "title": f"Event {k}", "date": date}))
    return load(content, "A test").dated


ROWS = {  # first and last day: how many bars there is room for, and where the first leads
    ("2021-08-01", "2021-08-09"): (9, "2021/08/#2021-08-01"), ("2021-08-01", "2023-09"): (26, "2021/08/"), ("2001", "2009"): (36, "timeline/#view=2001-01-01..2001-03-31"),
    ("1950", "1990"): (41, "1950/"), ("1501", "1890"): (40, "timeline/#view=1500-01-01..1509-12-31"),
}  # fmt: skip


@pytest.mark.parametrize(("ends", "expected"), ROWS.items(), ids=str)
def test_the_unit_is_the_finest_with_room(tmp_path_factory, ends, expected):
    found = make_strip(events(tmp_path_factory, ends), [])
    assert (found.units, found.bars[0].href) == expected


@given(st.lists(st.integers(ordinal(900, 1, 1), ordinal(2100, 1, 1)), min_size=1, max_size=30))
def test_every_event_is_in_one_bar_and_bars_lie_in_order(tmp_path_factory, days):
    found = make_strip(events(tmp_path_factory, ["{:04d}-{:02d}-{:02d}".format(*civil(d)) for d in days]), [])
    assert sum(b.n for b in found.bars) == len(days) and not found.before and not found.after
    assert found.units <= MOST_BARS
    lefts = [b.left for b in found.bars]
    assert lefts == sorted(lefts) and all(b.left >= 0 and b.left + b.width <= 100.05 and 0 <= b.height <= 100 for b in found.bars)


def test_events_outside_of_the_key_ones_are_counted_not_drawn(tmp_path_factory):
    all_ = events(tmp_path_factory, ["1921-08-01", "2021-08-01", "2021-08-20", "2022"])
    found = make_strip(all_, all_[1:3])
    assert (found.before, found.after, sum(b.n for b in found.bars)) == (1, 1, 2)


def test_chapters_lie_over_their_time_and_one_after_the_end_is_left_out(tmp_path_factory):
    chapters = [Chapter("First", "2021-08", ordinal(2021, 8, 1)), Chapter("Second", "2021-08-11", ordinal(2021, 8, 11)), Chapter("Later", "2030", ordinal(2030, 1, 1))]
    all_ = events(tmp_path_factory, ["2021-08-01", "2021-08-20"])
    found = make_strip(all_, [], chapters)
    assert [(c.name, c.left, c.width) for c in found.chapters] == [("First", 0, 50), ("Second", 50, 50)]
    assert [chapter_of(e, chapters).title for e in all_] == ["First", "Second"]


def test_a_timeline_without_dates_has_no_axis(tmp_path_factory):
    assert not make_strip(events(tmp_path_factory, []), []).bars
    assert Site(load(tmp_path_factory.mktemp("empty"), "Empty")).key_events == []
