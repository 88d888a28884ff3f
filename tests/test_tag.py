"""Properties of the tagger that hold for any text."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline import edtf
from timeline.model import Document
from timeline.read.blocks import find_blocks
from timeline.timex.grammar import check_productions
from timeline.timex.lexicon import load
from timeline.timex.make import PRODUCTIONS
from timeline.timex.tag import tag, tag_document

WORDS = (
    "the a on in at of to by since until last next this Monday Friday Sunday June March May August 2021 1998 15 3 14th two three years weeks days ago later morning "
    "night quarter first second end early late yesterday today Christmas century 1990s and or from between will was said met , . ( ) - \n\n"
).split(" ")
texts = st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join)
dates = st.dates(min_value=dt.date(1900, 1, 1), max_value=dt.date(2090, 12, 31)).map(str)


@given(texts, dates)
def test_spans_are_ordered_disjoint_and_equal_to_their_text(text, published):
    end = 0
    for t in tag(text, published):
        assert t.start >= end
        assert text[t.start : t.end] == t.text
        end = t.end


@given(texts, dates)
def test_every_edtf_parses_back(text, published):
    for t in tag(text, published):
        if t.edtf:
            assert edtf.write(edtf.parse(t.edtf)) == t.edtf
        for other, _ in t.rejected:
            edtf.parse(other)


@given(dates, st.sampled_from(["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]))
def test_a_weekday_of_the_past_lands_on_its_weekday_and_not_after_the_anchor(published, name):
    (t,) = tag(f"They met on {name}.", published)
    day = dt.date.fromisoformat(t.first)
    assert day.strftime("%A") == name
    assert 0 <= (dt.date.fromisoformat(published) - day).days < 7


@given(dates, st.sampled_from(["Monday", "Thursday", "Sunday"]))
def test_a_weekday_of_the_future_is_not_before_the_anchor(published, name):
    (t,) = tag(f"They will meet on {name}.", published)
    assert 0 <= (dt.date.fromisoformat(t.first) - dt.date.fromisoformat(published)).days < 7


@given(dates, st.sampled_from("January February March April May June July August September October November December".split()))
def test_a_month_of_the_past_is_not_after_the_anchor(published, name):
    (t,) = tag(f"They met in {name}.", published)
    assert t.granularity == "month"
    assert t.first <= published


def test_a_page_whose_headline_names_another_day_is_guessed():
    text = "The bridge was closed yesterday. On 3 May 2019 it had been opened."
    page = Document("a", text, "2021-08-15", title="The harbour round-up, 2 October 2020", blocks=find_blocks(text))
    assert [t.confidence for t in tag_document(page)] == ["guessed", "stated"]
    assert [t.confidence for t in tag_document(replace(page, title="The harbour round-up, 15 August 2021"))] == ["worked-out", "stated"]


@given(dates)
def test_yesterday_today_and_tomorrow_are_the_days_around_publication(published):
    day = dt.date.fromisoformat(published)
    assert [t.first for t in tag("yesterday, today and tomorrow", published)] == [str(day + dt.timedelta(days=k)) for k in (-1, 0, 1)]


@given(st.text(max_size=200), st.one_of(st.just(""), dates))
def test_no_text_makes_the_tagger_fail(text, published):
    tag(text, published)


# Rules whose pieces a later rule takes up again, or that need more of a text than one line.
NOT_BY_ITS_EXAMPLE = {
    "bare ancient year", "clock time before a day", "earlier in a period", "end of a date", "four-figure time before a day", "last thing of a period",
    "length of one period", "month before its year", "season with a doubtful name", "short weekday", "soon", "stamp of a program", "time behind a full date", "vague adjective in a narrative",
}  # fmt: skip


def test_every_rule_but_these_reads_its_example():
    fired = set()
    for level in load().levels:
        for rule in level.rules:
            fired |= {t.rule for t in tag(f"It happened {rule.example}.", "2021-08-15")}
    made = {rule.name for level in load().levels for rule in level.rules if rule.as_ in ("DATE", "SET", "WIN", "VAGUE", "LEN", "CLOCK")}
    assert made - fired == NOT_BY_ITS_EXAMPLE


# A few spellings of each category of the table, with what may stand between them.
TABLE = load()
PIECES = sorted({w for words in (sorted(w for w, word in TABLE.words.items() if c in word.values)[:4] for c in {c for word in TABLE.words.values() for c in word.values}) for w in words})
FRAMES = (
    "{}",
    "three {}",
    "three or four {}",
    "the {}",
    "last {}",
    "in {}",
    "{} later",
    "{} ago",
    "the end of {}",
    "between {} and 12",
    "a {} before",
    "3 {} 2009",
    "{}, 1998",
    "half a {} earlier",
    "every {}",
    "{}'s",
)


@given(st.lists(st.tuples(st.sampled_from(FRAMES), st.sampled_from(PIECES)), min_size=1, max_size=3), dates | st.just(""))
def test_every_word_in_every_frame_gives_an_answer_or_none(parts, published):
    text = "They left " + " ".join(frame.format(word) for frame, word in parts) + "."
    for t in tag(text, published):
        assert not t.edtf or edtf.parse(t.edtf)


def test_units_of_the_clock_move_no_day():
    for text in ("It fell three or four seconds later.", "It fell two seconds ago.", "They met on Monday. It fell two minutes later."):
        tag(text, "2021-08-15")


@pytest.mark.parametrize(
    ("text", "expression", "confidence"),
    [
        ("She was questioned on the September attacks.", "the September", "guessed"),  # which of several is known to who reads
        ("It closes this September.", "this September", "worked-out"),
        ('"They set out this morning," the union said.', "this morning", "guessed"),  # it may have been said on a day before
        ("They set out this morning.", "this morning", "worked-out"),
        ("They began with the 2009 team that led in mid-August.", "mid-August", "guessed"),  # of that year, perhaps
        ("The team led in mid-August.", "mid-August", "worked-out"),
        ("I called my mother this morning.", "this morning", "guessed"),  # on which day that was said is not told
        ("She called her mother this morning.", "this morning", "worked-out"),
        ("We lost it in the last week, she wrote.", "the last week", "guessed"),  # of a campaign, perhaps
        ("They lost it last week, she wrote.", "last week", "worked-out"),
        ("The firm lost its case the next week.", "the next week", "guessed"),  # told as past, and still to come
        ("The firm will hear of its case next week.", "next week", "worked-out"),
        ("FANS FURIOUS They left yesterday after STAR PLAYER quit.", "yesterday", "guessed"),  # headlines of other articles
        ("The talks were extended until Friday.", "Friday", "guessed"),  # or the Friday that is over, as in "they fought until Friday"
    ],
)
def test_what_is_not_sure_is_called_guessed(text, expression, confidence):
    assert {t.text: t.confidence for t in tag(text, "2013-01-23")}[expression] == confidence


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("She spent the last four days of the campaign on the road.", [""]),  # counted from its end, which is not known
        ("It rained for the last four days.", ["2013-01-19/2013-01-23"]),
        ("It will be done between now and 20 February.", ["[..2013-02-20]"]),
    ],
)
def test_what_is_counted_from_elsewhere_is_no_date_from_here(text, meant):
    assert [t.edtf for t in tag(text, "2013-01-23")] == meant


def test_a_rule_that_names_no_production_is_named_with_the_nearest_one():
    lexicon = load("en")
    level = lexicon.levels[0]
    typo = replace(lexicon, levels=(replace(level, rules=(replace(level.rules[0], make="calender"), *level.rules[1:])), *lexicon.levels[1:]))
    with pytest.raises(ValueError, match=r'names a production "calender" .*did you mean "calendar"'):
        check_productions(typo)


def test_helpers_are_no_productions():
    assert "calendar" in PRODUCTIONS and not {"pair", "named", "four_figures", "address_behind"} & set(PRODUCTIONS)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("The missile flew over the bay on Friday. A photo shows the launch of 15 September 2017.", "2017-09-15"),  # published on the 14th, and written on
        ("The missile flew over the bay on Friday. A photo shows the launch of 12 September 2017.", "2017-09-08"),
        ("The missile flew over the bay on Tuesday. A photo shows the launch of 15 September 2017.", "2017-09-12"),
    ],
)
def test_a_page_that_names_the_day_after_its_publication_was_written_on(text, day):
    from timeline.model import Document
    from timeline.read.blocks import find_blocks
    from timeline.timex.tag import tag_document

    found = tag_document(Document("x", text, "2017-09-14", blocks=find_blocks(text)))
    assert next(t.edtf for t in found if t.rule == "weekday") == day
