"""The three-way merge over random edits and random re-extractions."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from timeline.store.merge3 import three_way
from timeline.store.nodes import parse
from timeline.store.write import new_file

titles = st.sampled_from(["The bridge opened", "The bridge: a history", "Bridge “opened” at last", "It's open"])
dates = st.sampled_from(["2021-08-15", "2021-08", "[2021-08-02..2021-08-08]", "2021-05/.."])
statuses = st.sampled_from(["happened", "planned", "ongoing"])
names = st.lists(st.sampled_from(["Oslo", "Bergen", "Kabul, old town"]), unique=True, max_size=3)
sources = st.lists(st.sampled_from(["a", "b", "c"]), unique=True, max_size=3).map(lambda ids: [{"article": i, "quote": f"It opened, said {i}.", "date": "2021-08"} for i in ids])
events = st.fixed_dictionaries({"id": st.just("bridge"), "title": titles, "date": dates, "status": statuses, "certainty": st.just("reported"), "places": names, "sources": sources})
FIELDS = ("title", "date", "status")


def record(text: str):
    found = parse(text, Path("x"), "x")
    assert not [p for p in found.problems if p.code != "friendly-date"], found.problems
    return found


@given(events, events)
def test_an_untouched_file_follows_the_machine(base, theirs):
    splice, conflicts = three_way(base, record(new_file(base)), theirs)
    after = record(splice.text())
    assert conflicts == []
    assert all(after.get(f) == theirs[f] for f in FIELDS)
    assert sorted(after.get("places")) == sorted(theirs["places"])
    assert {s["article"] for s in theirs["sources"]} <= {s["article"] for s in after.source_values()}


@given(events, events, events)
def test_a_changed_field_is_the_persons_and_merging_twice_is_merging_once(base, mine, theirs):
    text = new_file(mine) + "# my comment\n"
    splice, conflicts = three_way(base, record(text), theirs)
    merged = splice.text()
    after = record(merged)
    for f in FIELDS:
        if mine[f] != base[f]:
            assert after.get(f) == mine[f]
    assert {c.field for c in conflicts} == {f for f in FIELDS if mine[f] != base[f] and theirs[f] not in (base[f], mine[f])}
    assert "\n# my comment\n" in merged
    again, more = three_way(theirs, after, theirs)
    assert again.text() == merged
    assert more == []


@given(events, events)
def test_a_source_deleted_by_hand_stays_deleted(base, theirs):
    mine = {**base, "sources": base["sources"][1:]}
    gone = {s["article"] for s in base["sources"][:1]}
    splice, _ = three_way(base, record(new_file(mine)), theirs)
    assert not gone & {s["article"] for s in record(splice.text()).source_values()}


@given(events, events)
def test_what_the_machine_says_again_changes_no_byte(base, mine):
    text = new_file(mine)
    splice, conflicts = three_way(base, record(text), base)
    assert (splice.text(), conflicts) == (text, [])
