"""Splicing: for any layout of a file, only the characters of the changed value change."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from timeline.store.fields import STATUS
from timeline.store.nodes import parse
from timeline.store.write import Splice, new_file, scalar

words = st.text(st.characters(blacklist_categories=("Cs", "Cc", "Zl", "Zp"), blacklist_characters="\ufeff\ufffe\uffff"), min_size=1, max_size=40).map(lambda s: " ".join(s.split())).filter(bool)
comments = st.sampled_from(["", "  # a comment", '   # ünïcode: "quoted"'])
blank = st.sampled_from(["", "\n", "\n# between\n"])


@given(words)
def test_any_text_reads_back_from_the_scalar_that_is_written(text):
    record = parse(f"id: a\ntitle: {scalar(text)}\n", Path("x"), "x")
    assert not [p for p in record.problems if p.code != "empty-title"]
    assert record.get("title") == text


@given(words, words, comments, blank, st.sampled_from(["\n", "\r\n"]), st.sampled_from(STATUS))
def test_a_splice_changes_one_value_and_nothing_else(title, new, comment, gap, newline, status):
    lines = ["id: some-id", f"title: {scalar(title)}{comment}", f"{gap}status: {status}{comment}", "tags: [a,   b]", "# the end"]
    text = newline.join(line.replace("\n", newline) for line in lines) + newline
    record = parse(text, Path("x"), "x")
    assert not record.problems
    splice = Splice(record)
    splice.set("title", new)
    out = splice.text()
    assert parse(out, Path("x"), "x").get("title") == new
    assert out.replace(f"title: {scalar(new)}", "") == text.replace(f"title: {scalar(title)}", "")


@given(st.lists(words, max_size=4, unique=True))
def test_a_new_file_reads_back(names):
    data = {"id": "a-1", "title": "It happened", "date": "2021-08", "status": "happened", "certainty": "reported", "people": names,
            "sources": [{"article": "a", "quote": "It: happened.", "expression": "It", "trigger": "happened", "date": "2021-08"}]}  # fmt: skip
    record = parse(new_file(data), Path("x"), "x")
    assert not record.problems
    assert record.get("people") == names
    assert record.source_values() == data["sources"]


def test_a_missing_field_becomes_a_line_behind_its_neighbour():
    record = parse("id: a\ntitle: B # why\nstatus: happened\n", Path("x"), "x")
    splice = Splice(record)
    splice.set("date", "2021-08")
    splice.add_source({"article": "x", "quote": "Q."})
    assert splice.text() == 'id: a\ntitle: B # why\ndate: "2021-08"\nstatus: happened\nsources:\n  - article: x\n    quote: "Q."\n'
