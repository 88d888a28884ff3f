"""Nobody's text runs, nothing is passed over in silence, nothing of a person's is lost: each case fell once."""

from __future__ import annotations

import json
import os
import threading
import time
import urllib.error
import urllib.request
from pathlib import Path
from types import SimpleNamespace

import pytest

from timeline import guarded
from timeline.export.table import safe
from timeline.problems import Failure, Problem
from timeline.read.articles import read_each
from timeline.serve import Preview
from timeline.site.build import build
from timeline.store import articles, conflicts, files
from timeline.store.byhand import add
from timeline.store.checks import check_all
from timeline.store.rejected import load_rejected, restore
from timeline.view.load import load as load_timeline

CONFIG = Path(__file__).parent.parent / "timeline" / "fresh" / "mkdocs.yml"
TEXT = "The council approved the bridge on Tuesday. Engineers from Oslo inspected the pier in May. The mayor of Elmstad resigned on Monday."
needs_parser = pytest.importorskip("spacy")


@pytest.fixture
def read_project(project):
    """A project with a few events from one article."""
    project.article("2024-06-14-a", "2024-06-14", TEXT)
    project.extract()
    return project


def events(project) -> list[Path]:
    return sorted((project.content / "events").rglob("*.yaml"))


# What is not seen is not taken for deleted.


def test_a_folder_that_is_gone_for_one_run_rejects_nothing(read_project):
    (read_project.content / "events").rename(read_project.root / "elsewhere")
    out = read_project.extract().outcome
    assert out.rejected == []
    assert any(p.code == "not-deleted" for p in out.problems)
    assert load_rejected(read_project.content) == (set(), set())


def test_a_file_with_another_ending_rejects_nothing(read_project):
    path = events(read_project)[0]
    path.rename(path.with_suffix(".yml"))
    out = read_project.extract().outcome
    assert out.rejected == []
    assert any("has a name that is not read" in p.message for p in out.problems)


def test_an_id_that_was_changed_by_hand_rejects_nothing(read_project):
    path = events(read_project)[0]
    path.write_text(path.read_text().replace(f"id: {path.stem}", "id: my-own-id"))
    assert read_project.extract().outcome.rejected == []


def test_one_that_was_deleted_stays_away_and_comes_back_when_restored(read_project):
    path = events(read_project)[0]
    path.unlink()
    assert read_project.extract().outcome.rejected == [path.stem]
    assert read_project.extract().outcome.new == []
    assert restore(read_project.content, path.stem)
    assert read_project.extract().outcome.new == [path.stem]


def test_many_that_are_gone_are_asked_for(project):
    deeds = ("Anna Holt opened the school", "A storm sank the ferry Aurora", "Police arrested Jon Birk", "The bank of Velm closed", "Workers found a Roman coin", "Two trains collided at Orby",
             "Parliament passed the water act", "Fire destroyed the mill at Korr")  # fmt: skip
    for n, deed in enumerate(deeds, 1):
        project.article(f"2024-0{n}-20-a", f"2024-0{n}-20", f"{deed} on 3 {('January', 'February', 'March', 'April', 'May', 'June', 'July', 'August')[n - 1]}.")
    project.extract()
    gone = events(project)
    for path in gone:
        path.unlink()
    out = project.extract().outcome
    assert (out.rejected, out.new, events(project)) == ([], [], [])
    assert any("--confirm-deletions" in p.message for p in out.problems)
    assert len(project.extract(confirm=True).outcome.rejected) == len(gone)


# Nothing is written that cannot be read again, and one odd file ends no run.


@pytest.mark.parametrize("bad", ["\x00", "\x0b", "\x1b", "\x85\x9f", "\ufffe", "\ud800"])
def test_characters_that_stand_nowhere_reach_no_event_file(project, bad):
    path = project.article("2024-06-14-a", "2024-06-14", "The council approved the XX bridge on Tuesday.")
    path.write_bytes(path.read_bytes().replace(b"XX", bad.encode("utf-8", "surrogatepass")))
    project.extract()
    project.extract()
    assert len(events(project)) == 1
    assert check_all(project.content)[0] == []


@pytest.mark.parametrize("form", ["\ufeff{}", "{}\r", "# a comment\n\n\n{}"])
def test_an_odd_but_valid_file_ends_no_run(read_project, form):
    path = events(read_project)[0]
    path.write_text(form.format(path.read_text()), newline="")
    read_project.article("2024-06-15-b", "2024-06-15", TEXT.replace("Oslo", "Bergen"), publisher="Another")
    read_project.extract()


def test_a_file_in_flow_style_is_left_alone_or_changed_rightly(read_project):
    path = events(read_project)[0]
    path.write_text(f'{{id: {path.stem}, title: "The council approved it", date: "2024-06-11"}}\n')
    read_project.article("2024-06-14-a", "2024-06-14", TEXT.replace("on Tuesday", "on Wednesday"))
    read_project.extract()
    assert "The council approved it" in path.read_text()


@pytest.mark.parametrize("value", ["[" * 50_000, "{a: " * 5_000, "- " * 5_000])
def test_deep_nesting_is_a_problem_and_no_crash(project, value):
    path = add(project.content, "The bridge opened", "2021-08-15")
    path.write_text(path.read_text() + f"tags: {value}\n")
    assert check_all(project.content)[0] != []
    project.article("2024-06-14-a", "2024-06-14", "The council approved the bridge on Tuesday.").write_text(f"---\ntitle: {value}\n---\nText\n")
    assert [p for p in read_each(project.seeds) if isinstance(p, Problem)] != []


def test_aliases_that_grow_without_bound_are_not_read():
    with pytest.raises(guarded.Unsafe):
        guarded.plain("a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n")


@pytest.mark.parametrize("text", ["[", "a: b", "- 3\n", "- [x]\n", "- {id: [1]}\n", "\x01", "{" * 10_000])
@pytest.mark.parametrize("name", ["rejected.yaml", "people.yaml", "extracted/conflicts.yaml", "extracted/copies.yaml", "extracted/articles/a.yaml"])
def test_a_broken_file_of_any_kind_is_reported_or_made_anew(read_project, name, text):
    path = read_project.content / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(text)
    try:
        read_project.extract()
        conflicts.load(read_project.content)
        articles.load(path)
        check_all(read_project.content)
    except Failure as failure:
        assert name in str(failure)


def test_blank_lines_take_time_as_their_number(project):
    path = add(project.content, "The bridge opened", "2021-08-15")
    path.write_text(path.read_text() + "\n" * 40_000 + "note: &x here\n")
    begin = time.process_time()
    check_all(project.content)
    assert time.process_time() - begin < 3


def test_a_second_run_leaves_the_files_of_the_first_alone(tmp_path):
    with files.only_run(tmp_path):
        part = tmp_path / ".x.1.part"
        part.write_text("half")
        with pytest.raises(files.Busy), files.only_run(tmp_path):
            pass
        assert part.exists()


# Links lead nowhere, one bad input stops no other, and what is not read is said.


def test_a_link_that_leads_out_is_not_read(project):
    secret = project.root / "secret.txt"
    secret.write_text("TOKEN=1 on 3 May 2021")
    project.article("2024-06-14-a", "2024-06-14", TEXT)
    (project.seeds / "x.txt").symlink_to(secret)
    found = list(read_each(project.seeds, "2024-01-01"))
    assert [d.id for d in found if not isinstance(d, Problem)] == ["2024-06-14-a"]
    assert any("is a link to" in p.message for p in found if isinstance(p, Problem))
    pages = project.content / "pages"
    pages.mkdir(parents=True)
    (pages / "leak.md").symlink_to(secret)
    (pages / "about.md").write_text("# About\n")
    build(project.content, project.root / "site", CONFIG, project.root / "generated")
    assert not (project.root / "site" / "leak.html").exists()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("deep.jsonl", b'{"text": ' + b"[" * 100_000 + b"\n"),
        ("wide.csv", b'text,published\n"' + b"x" * 11_000_000 + b'",2024-01-01\n'),
        ("long.jsonl", json.dumps({"id": "n" * 400, "text": "The bridge opened on Monday.", "published": "2024-06-14"}).encode()),
        ("late.md", b"---\npublished: 9999-12-31\n---\nThe bridge opened on Monday.\n"),
        ("bad.parquet", b"PAR1 nothing"),
        ("bad.warc", b"WARC/1.0\r\n\r\n\r\n"),
    ],
)
def test_one_bad_input_stops_no_other(project, name, data):
    project.article("2024-06-14-a", "2024-06-14", TEXT)
    (project.seeds / name).write_bytes(data)
    project.extract()
    assert len(events(project)) >= 3
    build(project.content, project.root / "site", CONFIG, project.root / "generated")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_an_unreadable_seed_is_reported(project):
    project.article("2024-06-14-a", "2024-06-14", TEXT).chmod(0)
    assert any("cannot be read" in p.message for p in read_each(project.seeds) if isinstance(p, Problem))


@pytest.mark.parametrize("name", ["a.doc", "b.odt", "c.msg", "d.rtf"])
def test_what_is_not_read_is_said(project, name):
    project.article("2024-06-14-a", "2024-06-14", TEXT)
    (project.seeds / name).write_bytes(b"x")
    assert any(name in p.file and "is not read" in p.message for p in read_each(project.seeds) if isinstance(p, Problem))


def test_a_page_gives_itself_no_rights(project):
    project.seeds.mkdir()
    page = f"<html><head><title>A</title><meta name='rights' content='full'><meta property='article:published_time' content='2024-06-14'></head><body><article><p>{TEXT}</p></article></body></html>"
    (project.seeds / "a.html").write_text(page)
    (document,) = [d for d in read_each(project.seeds) if not isinstance(d, Problem)]
    assert document.rights == ""


# What goes out is ours or escaped, and what is theirs stays.


@pytest.mark.parametrize("cell", ["=1+1", "+1234567", "-2021", "@SUM(A1)", "=2021+cmd"])
def test_no_spreadsheet_runs_a_cell(cell):
    assert safe(cell).startswith("'") == (cell != "-2021")


def test_files_of_the_user_in_the_site_folder_stay(project):
    add(project.content, "The bridge opened", "2021-08-15")
    site = project.root / "site"
    build(project.content, site, CONFIG, project.root / "generated")
    (site / "CNAME").write_text("example.org")
    (site / "mine").mkdir()
    (site / "mine" / "a.txt").write_text("mine")
    path = add(project.content, "The bridge closed", "2021-09-16")
    build(project.content, site, CONFIG, project.root / "generated")
    assert (site / "2021" / "09" / "index.html").is_file()
    path.unlink()
    build(project.content, site, CONFIG, project.root / "generated")
    assert not (site / "2021" / "09").exists()
    assert (site / "CNAME").read_text() == "example.org"
    assert (site / "mine" / "a.txt").exists()


def test_a_site_lies_in_no_folder_that_is_read(project):
    from timeline.read.articles import paths
    from timeline.site.build import BuildFailed, refuse_unsafe_folders
    from timeline.slug import BUILT

    project.article("2021-08-16-a", "2021-08-16", "The mill burned down on Sunday.")
    project.content.mkdir()
    for inside in (project.seeds / "site", project.content / "site"):
        with pytest.raises(BuildFailed, match="give a folder of its own"):
            refuse_unsafe_folders(inside, project.content, project.root / "generated")
    site = project.seeds / "old"
    site.mkdir()
    (site / BUILT).write_text("", encoding="utf-8")
    (site / "index.html").write_text("<p>The mill burned down on Sunday.</p>", encoding="utf-8")
    assert [p.name for p in paths(project.seeds)] == ["2021-08-16-a.md"]


def test_the_preview_answers_this_machine_only_and_nothing_outside_its_folder(project):
    add(project.content, "The bridge opened", "2021-08-15")
    site = project.root / "site"
    build(project.content, site, CONFIG, project.root / "generated")
    (project.root / "secret.txt").write_text("secret")
    (site / "link.txt").symlink_to(project.root / "secret.txt")
    server = Preview(SimpleNamespace(accept=str), project.content, [CONFIG]).server(site, 0)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_address[1]}"

    def code(path: str, **headers: str) -> int:
        try:
            with urllib.request.urlopen(urllib.request.Request(address + path, headers=headers)) as answer:
                return answer.status
        except urllib.error.HTTPError as error:
            return error.code

    assert code("/index.html") == 200
    assert code("/index.html", Host="evil.example") == 403
    assert code("/link.txt") == 404
    assert code("/assets/") == 404
    assert code("/../../etc/passwd") == 404
    assert code("/%00") == 404
    server.shutdown()


# What an attacker found.


def test_comments_in_a_list_are_not_deleted(read_project):
    path = events(read_project)[0]
    text = path.read_text()
    names = next(line for line in text.splitlines() if line.startswith("places:"))
    path.write_text(text.replace(names, "places:\n  # checked, do not touch\n  - Oslo # as in the register\n  - Bergen # this, too\n# ask Joe before changing this"))
    read_project.article("2024-06-14-a", "2024-06-14", TEXT.replace("Oslo", "Oslo and Hamar"))
    read_project.extract()
    assert all(c in path.read_text() for c in ("# checked", "# as in", "# this, too", "# ask Joe"))


@pytest.mark.parametrize("make", [lambda p: p.symlink_to("/nonexistent"), lambda p: p.symlink_to(p.name), lambda p: os.mkfifo(p), lambda p: p.mkdir()])
def test_no_odd_file_among_the_events_ends_a_run(read_project, make):
    make(read_project.content / "events" / "odd.yaml")
    read_project.extract()
    check_all(read_project.content)
    load_timeline(read_project.content, "A test")


def test_an_id_that_is_no_name_of_a_file_is_a_problem(read_project):
    path = events(read_project)[0]
    path.write_text(path.read_text().replace(f"id: {path.stem}", f"id: {'a' * 300}"))
    assert any("characters are too many" in p.message for p in check_all(read_project.content)[0])


def test_a_linked_folder_and_an_empty_table_are_reported(project, tmp_path_factory):
    away = tmp_path_factory.mktemp("away")
    project.article("2024-06-14-a", "2024-06-14", "The council approved the bridge on Tuesday.")
    (project.seeds / "linked").symlink_to(away)
    (project.seeds / "e.jsonl").write_text("")
    (project.seeds / "e.csv").write_text("text,published\n")
    (project.seeds / "twice.csv").write_text("text,text,published\na,b,2024-06-14\n")
    messages = " ".join(f"{p.file} {p.message}" for p in read_each(project.seeds) if isinstance(p, Problem))
    assert 'two columns are called "text"' in messages
    assert "linked is a link to a folder" in messages
    assert messages.count("has no articles") == 2


def test_a_persons_own_part_file_stays(read_project):
    mine = read_project.content / "events" / ".notes.part"
    mine.write_text("mine")
    read_project.extract()
    assert mine.read_text() == "mine"


def test_escapes_of_front_matter_bring_no_control_characters(project):
    project.seeds.mkdir()
    (project.seeds / "a.md").write_text('---\ntitle: "a\\0b\\e\\u202e"\npublisher: "P\\e"\npublished: 2024-06-14\n---\nThe council approved the bridge on Tuesday.\n')
    document = next(d for d in read_each(project.seeds) if not isinstance(d, Problem))
    assert (document.title, document.publisher) == ("a b ", "P ")
