"""EDTF: what is written is parsed back; ends lie in order; errors speak in words."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline import edtf
from timeline.calendar import Period, civil, containing, easter, iso_week, ordinal, week_of
from timeline.friendly import canonical

days = st.integers(min_value=1, max_value=3600000)  # to the year 9857: EDTF has four figures
kinds = st.sampled_from(["day", "week", "weekend", "month", "quarter", "half", "season", "year", "decade", "century"])


@given(days)
def test_days_are_those_of_datetime(n):
    date = dt.date.fromordinal(n)
    assert civil(n) == (date.year, date.month, date.day)
    assert ordinal(*civil(n)) == n
    assert (iso_week((n - 1) // 7)) == tuple(date.isocalendar())[:2] or date.year == 1


@given(st.integers(min_value=-2_000_000, max_value=4_000_000))
def test_days_before_our_era_go_there_and_back(n):
    assert ordinal(*civil(n)) == n


@given(kinds, days)
def test_a_period_holds_its_day_and_neighbours_touch(kind, n):
    p = containing(kind, n)
    if kind == "weekend":  # the one of that week
        assert p.last - p.first == 1
    else:
        assert p.first <= n <= p.last
        assert p.shift(1).first == p.last + 1
    assert p.shift(3).shift(-3) == p


@given(kinds, days, st.sampled_from(["", "~", "?"]))
def test_every_period_that_is_written_parses_back(kind, n, mark):
    p = containing(kind, n)
    text = edtf.point(p, mark=mark)
    value = edtf.parse(text)
    assert edtf.write(value) == text
    assert (value.earliest, value.latest) == (p.first, p.last)


@given(days, days)
def test_intervals_and_choices_keep_their_ends(a, b):
    first, last = Period("day", min(a, b)), Period("day", max(a, b))
    for text in (edtf.one_of(first, last), edtf.one_of(None, last), edtf.one_of(first, None), edtf.interval(first, None), edtf.interval(first, last)):
        value = edtf.parse(text)
        assert edtf.write(value) == text
        assert (value.earliest or first.n, value.latest or last.n) == (first.n, last.n)
        assert value.sort_key[0] <= last.n + 1


@pytest.mark.parametrize(("year", "month", "day"), [(1943, 4, 25), (2008, 3, 23), (2021, 4, 4), (2024, 3, 31), (2038, 4, 25)])
def test_easter_falls_on_its_known_days(year, month, day):
    assert easter(year) == ordinal(year, month, day)


def test_week_53_begins_on_its_monday():
    assert week_of(2020, 53).first == ordinal(2020, 12, 28)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2021-13", '"2021-13" is not a month (01 to 12)'),
        ("2021-02-30", '"2021-02-30" is not a day of that month'),
        ("2021-08-12/2021-08-10", '"2021-08-12/2021-08-10" ends before it begins'),
        ("[2021-08-01", '"[2021-08-01" has a bracket on one side only'),
        ("../..", '"../.." has no date on either side'),
        ("2021-08-01T25:00", '"2021-08-01T25:00" has a time that does not exist'),
        ("2021-W54", '"2021-W54" is not a week of 2021'),
        ("tomorrow", '"tomorrow" is not a date: write 2021-08-15, 2021-08 or 2021'),
    ],
)
def test_what_a_bad_date_says(text, said):
    with pytest.raises(edtf.BadDate, match=r".*") as error:
        edtf.parse(text)
    assert str(error.value) == said


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("15 Aug 2021", "2021-08-15"),
        ("Aug. 15, 2021", "2021-08-15"),
        ("August 2021", "2021-08"),
        ("early August 2021", "[2021-08-01..2021-08-10]"),
        ("late 2020", "[2020-09..2020-12]"),
        ("15–17 August 2021", "2021-08-15/2021-08-17"),
        ("about August 2021", "2021-08~"),
        ("31 February 2021", ""),
        ("sometime", ""),
    ],
)
def test_friendly_dates_become_edtf(text, form):
    assert canonical(text) == form
