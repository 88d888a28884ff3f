"""What reading gave is kept by the bytes of a file: the same from before as anew, read again when anything that it rests on changes, never trusted when broken."""

from __future__ import annotations

import sqlite3

import pytest

from timeline import extract, unchanged
from timeline.engine import Engine
from timeline.read import articles, kept

PAGE = """<!doctype html><html lang="en"><head><title>The bridge</title><meta property="article:published_time" content="2021-08-16T10:00:00Z"></head><body><main><article>
<h1>The bridge</h1><p>The council of the harbour town opened the new bridge on Sunday, two years after work on it began.</p>
<p>The mayor said on Monday that the old one would be taken down in October, and that the ferry would stop running.</p></article></main></body></html>"""


@pytest.fixture
def seeds(tmp_path):
    folder = tmp_path / "seeds"
    folder.mkdir()
    for k in range(20):
        (folder / f"page-{k:02d}.html").write_text(PAGE.replace("bridge", f"bridge {k}"))
    (folder / "note.md").write_text("---\npublished: 2021-08-16\n---\n# A heading\n\nThe council met on Sunday.\n")
    (folder / "bare.txt").write_text("No day stands here.\n")
    (folder / "rows.jsonl").write_text('{"text": "The council met on Sunday.", "published": "2021-08-16"}\n')
    return folder


def read(seeds, keep, version="1", work=None):
    return list(articles.read_each(seeds, keep=keep, version=version, work=work))


@pytest.fixture
def counted(monkeypatch):
    done = []
    real = articles.read
    monkeypatch.setattr(articles, "read", lambda path, *more: (done.append(path.name), real(path, *more))[1])
    return done


def test_a_second_run_reads_no_file_again_and_gives_the_same(seeds, tmp_path, counted):
    plain = read(seeds, None)
    first = read(seeds, tmp_path / kept.NAME)
    counted.clear()
    assert read(seeds, tmp_path / kept.NAME) == first == plain
    assert not counted


def test_what_changed_is_read_again_and_nothing_else(seeds, tmp_path, counted):
    read(seeds, tmp_path / kept.NAME)
    counted.clear()
    (seeds / "page-03.html").write_text(PAGE.replace("bridge", "quay"))
    (seeds / "bare.yaml").write_text("published: 2021-08-20\n")
    found = read(seeds, tmp_path / kept.NAME)
    assert sorted(counted) == ["bare.txt", "page-03.html"]
    assert any("quay" in d.text for d in found if hasattr(d, "text")) and any(getattr(d, "published", "") == "2021-08-20" for d in found)
    counted.clear()
    read(seeds, tmp_path / kept.NAME, version="2")
    assert len(counted) == 22


def test_a_link_is_never_kept(seeds, tmp_path, counted):
    (seeds / "link.html").symlink_to(seeds / "page-00.html")
    for _ in range(2):
        counted.clear()
        read(seeds, tmp_path / kept.NAME)
    assert counted == ["link.html"]


@pytest.mark.parametrize("damage", ["cut", "other", "rows", "folder"])
def test_a_broken_store_costs_time_alone(seeds, tmp_path, damage):
    keep = tmp_path / kept.NAME
    wanted = read(seeds, keep)
    if damage == "cut":
        keep.write_bytes(keep.read_bytes()[:5000])
    elif damage == "other":
        keep.write_text("not a database at all, but long enough to look like one " * 100)
    elif damage == "rows":
        with sqlite3.connect(keep) as base:
            base.execute("UPDATE files SET found = '[{\"document\": {}}]'")
    else:
        keep.unlink()
        keep.mkdir()
    assert read(seeds, keep) == wanted
    assert read(seeds, keep) == wanted


def test_processes_read_the_same_in_the_same_order(seeds, tmp_path):
    with Engine(2) as work:
        first = read(seeds, tmp_path / kept.NAME, work=work)
        again = read(seeds, tmp_path / kept.NAME, work=work)
    assert first == again == read(seeds, None)


@pytest.fixture
def settled(project):
    """A project whose last run changed nothing."""
    project.article("2024-06-14-bridge", "2024-06-14", "The council closed the Elm bridge on Tuesday.")
    project.article("2024-06-15-school", "2024-06-15", "Workers opened a school in Norrvik on Tuesday.")
    project.extract()
    project.extract()
    return project


@pytest.fixture
def joins(monkeypatch):
    """How often articles are compared."""
    done = []
    real = extract.join
    monkeypatch.setattr(extract, "join", lambda *given: (done.append(1), real(*given))[1])
    return done


def test_a_run_after_which_nothing_changed_is_not_made_again_and_says_the_same(settled, joins):
    whole = extract.run_changed(settled.seeds, settled.content, "", extract.PLAIN, dry=False, minor=False, confirm=False, work=None, progress=iter)
    joins.clear()
    again = settled.extract()
    assert not joins
    assert (again.documents, again.outcome.kept, again.outcome.minor, again.problems) == (2, whole.outcome.kept, whole.outcome.minor, whole.problems)


@pytest.mark.parametrize("change", ["an article", "a new article", "an event file", "an event that is gone", "findings", "an option", "the program", "a hidden folder of events"])
def test_whatever_changed_is_seen(settled, joins, monkeypatch, change):
    event = sorted((settled.content / "events").rglob("*.yaml"))[0]
    if change == "an article":
        settled.article("2024-06-14-bridge", "2024-06-14", "The council closed the Elm bridge on Monday.")
    elif change == "a new article":
        settled.article("2024-06-16-ferry", "2024-06-16", "The ferry sank on Saturday.")
    elif change == "an event file":
        event.write_text(event.read_text() + "note: seen\n")
    elif change == "an event that is gone":
        event.unlink()
    elif change == "findings":
        (settled.content / "extracted" / "articles" / "2024-06-14-bridge.yaml").unlink()
    elif change == "the program":
        monkeypatch.setattr("timeline.unchanged.hash_program", lambda: b"another")
    elif change == "a hidden folder of events":
        there = settled.content / "events" / ".aside" / event.name
        there.parent.mkdir()
        event.rename(there)
    extract.run(settled.seeds, settled.content, minor=change == "an option")
    assert joins


def test_what_is_wrong_is_told_each_time_and_a_run_with_errors_is_made_anew(settled, joins):
    (settled.seeds / "notes.xyz").write_text("no article")
    settled.extract()
    joins.clear()
    assert [p.severity for p in settled.extract().problems] == ["warning"] and not joins
    (settled.seeds / "bare.txt").write_text("No day stands here.\n")
    settled.extract()
    joins.clear()
    assert "error" in [p.severity for p in settled.extract().problems] and joins


@pytest.mark.parametrize("text", ["", "[]", "{", '{"stamp": 1}', '{"stamp": "x", "found": {}}'])
def test_what_is_kept_of_a_run_may_be_anything(settled, joins, text):
    (settled.content / unchanged.NAME).write_text(text)
    assert settled.extract().documents == 2 and joins


def test_a_link_anywhere_means_that_every_run_is_made(settled, joins, tmp_path):
    (tmp_path / "elsewhere.txt").write_text("x")
    (settled.seeds / "notes.log").symlink_to(tmp_path / "elsewhere.txt")
    settled.extract()
    joins.clear()
    settled.extract()
    assert joins
