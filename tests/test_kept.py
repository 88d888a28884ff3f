"""What reading gave is kept by the bytes of a file: the same from before as anew, read again when anything that it rests on changes, never trusted when broken."""

from __future__ import annotations

import sqlite3

import pytest

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
