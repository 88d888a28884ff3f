"""What an attacker found: links and pipes in a content folder, odd files of decisions, files that grow, a preview that tells too much, files passed over in silence."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import threading
import urllib.error
import urllib.request
import zipfile
from concurrent.futures import Future
from pathlib import Path
from types import SimpleNamespace

import pytest
from click.testing import CliRunner

from timeline import cli
from timeline.audit.bring import write_supported
from timeline.audit.claims import Claim
from timeline.audit.verdicts import audit
from timeline.problems import Failure, text
from timeline.read.articles import read_folder
from timeline.serve import Preview
from timeline.site.build import BuildFailed, build
from timeline.store import articles, files, suggestions
from timeline.store.byhand import add, join, reject_event, split
from timeline.store.checks import check_all, fix_dates
from timeline.store.events import id_of
from timeline.store.nodes import load
from timeline.store.rejected import load_rejections, restore
from timeline.store.suggestions import Suggestion

CONFIG = Path(__file__).parent.parent / "timeline" / "fresh" / "mkdocs.yml"
DAY = "2024-06-12"
ARTICLE = "The city council of Ostby opened the rebuilt harbour bridge on Monday. Engineers had inspected the old lock of Tovik on 3 May."


@pytest.fixture
def read_project(project):
    """A project with two events of an article."""
    project.article("report", DAY, ARTICLE)
    project.extract(minor=True)
    project.ids = sorted(p.stem for p in (project.content / "events").rglob("*.yaml"))
    assert len(project.ids) == 2
    return project


def build_(project, config: Path = CONFIG):
    return build(project.content, project.root / "site", config, project.root / "generated")


# Links and pipes


@pytest.mark.parametrize("name", [".lock", "people.yaml", "rejected.yaml", "suggestions.yaml", "events", "extracted", "pages", "extracted/articles", "extracted/events", "extracted/copies.yaml"])
@pytest.mark.parametrize("kind", ["link", "dangling", "pipe"])
def test_nothing_of_a_content_folder_leads_out_of_the_project(read_project, tmp_path_factory, name, kind):
    place, away = read_project.content / name, tmp_path_factory.mktemp("away") / "precious"
    if place.is_dir() and not place.is_symlink():
        place.rename(read_project.root / "kept")
    place.unlink(missing_ok=True)
    away.write_text("precious")
    if kind == "pipe":
        os.mkfifo(place)
    else:
        place.symlink_to(away if kind == "link" else away.with_name("nothing"))
    for work in (read_project.extract, lambda: check_all(read_project.content), lambda: build_(read_project), lambda: add(read_project.content, "A title", "")):
        with pytest.raises(files.Foreign, match=r"leads out of the project|not a regular file|is a link"):
            work()
    assert away.read_text() == "precious" and list(away.parent.iterdir()) == [away]


def test_an_event_file_that_is_a_link_outwards_is_reported_and_not_read(read_project, tmp_path_factory):
    away = tmp_path_factory.mktemp("away") / "x.yaml"
    away.write_text("id: secret\ntitle: SECRET\n")
    (read_project.content / "events" / "2024" / "x.yaml").symlink_to(away)
    done = build_(read_project)
    assert any("leads out of the project" in p.message for p in done.timeline.problems)
    assert not any("SECRET" in e.title for e in done.timeline.events)
    assert any("leads out" in p.message for p in check_all(read_project.content)[0])


def test_a_sidecar_that_is_a_link_outwards_is_reported_and_not_read(project, tmp_path_factory):
    away = tmp_path_factory.mktemp("away") / "s.yaml"
    away.write_text("title: SECRET\npublished: 2024-06-12\n")
    project.seeds.mkdir()
    (project.seeds / "report.txt").write_text(ARTICLE)
    (project.seeds / "report.yaml").symlink_to(away)
    documents, problems = read_folder(project.seeds)
    assert not documents and "outside of" in problems[0].message


@pytest.mark.parametrize("name", ["site", "generated"])
def test_a_site_is_not_built_through_a_link(read_project, tmp_path_factory, name):
    away = tmp_path_factory.mktemp("away")
    (away / "keep.txt").write_text("precious")
    (read_project.root / name).symlink_to(away)
    with pytest.raises(BuildFailed, match="is a link"):
        build_(read_project)
    (read_project.root / name).unlink()
    build_(read_project)
    (read_project.root / "site" / "index.html").unlink()
    (read_project.root / "site" / "index.html").symlink_to(away / "keep.txt")
    with pytest.raises(files.Foreign):
        build_(read_project)
    assert (away / "keep.txt").read_text() == "precious"


@pytest.mark.parametrize("name", ["generated/site", "generated/docs", "site/assets", "content/.lock", "content/extracted/rejected", "content/extracted/articles"])
def test_the_programs_own_folders_hold_no_link_not_even_into_the_project(read_project, name):
    build_(read_project)
    before = {p: p.read_bytes() for p in (*(read_project.content / "events").rglob("*.yaml"), *read_project.seeds.iterdir())}
    place = read_project.root / name
    if place.is_dir():
        shutil.rmtree(place)
    place.unlink(missing_ok=True)
    place.symlink_to(read_project.content / "events" if name != "content/extracted/rejected" else read_project.seeds)
    with pytest.raises(files.Foreign, match="is a link"):
        build_(read_project) if name.startswith(("generated", "site")) else read_project.extract()
    assert {p: p.read_bytes() for p in before} == before


@pytest.mark.parametrize("name", ["events", "events/2024"])
def test_no_command_reads_or_writes_events_through_a_link_outwards(read_project, tmp_path_factory, name, monkeypatch):
    monkeypatch.chdir(read_project.root)
    away = tmp_path_factory.mktemp("away")
    (read_project.content / name).rename(read_project.root / "kept")
    (read_project.content / name).symlink_to(away)
    (read_project.root / "t.csv").write_text("date,title\n2024-06-10,The city council of Ostby opened the rebuilt harbour bridge\n")
    for args in (["import", "t.csv"], ["audit"], ["add", "The ferry sank", "--date", "2024-01"], ["extract"], ["explain", read_project.ids[0]], ["suggest", "--dry-run"]):
        env = {"TIMELINE_MODEL": "m", "TIMELINE_MODEL_URL": "http://127.0.0.1:1/v1"}
        done = CliRunner().invoke(cli.main, args, env=env)
        assert isinstance(done.exception, files.Foreign), (args, done.output)
    assert not list(away.iterdir())


def test_an_editors_lock_and_links_inside_the_project_are_no_harm(read_project, monkeypatch):
    monkeypatch.chdir(read_project.root)
    (read_project.content / ".#people.yaml").symlink_to("ann@host.4711:1")
    (read_project.root / "shared").mkdir()
    (read_project.root / "shared" / "people.yaml").write_text("Ann Lee:\n")
    (read_project.root / "data").mkdir()
    read_project.content.rename(read_project.root / "data" / "content")
    read_project.content.symlink_to("data/content")
    (read_project.content / "people.yaml").symlink_to("../../shared/people.yaml")
    assert not [p for p in check_all(read_project.content)[0] if p.severity == "error"]
    read_project.extract(minor=True)


def test_the_preview_is_not_built_through_a_link(read_project, tmp_path_factory):
    away = tmp_path_factory.mktemp("away")
    (read_project.root / "generated").symlink_to(away)
    with pytest.raises(BuildFailed, match="is a link"):
        build(read_project.content, read_project.root / "served", CONFIG, read_project.root / "generated" / "preview")
    assert not list(away.iterdir())


# Decisions and edits


@pytest.mark.parametrize("how", ["add", "extract", "restore", "by hand", "import", "split"])
def test_a_persons_file_at_the_path_of_a_new_event_stays(read_project, how):
    k = read_project.ids[0]
    path = next((read_project.content / "events").rglob(f"{k}.yaml"))
    mine = "id: my-own\ntitle: Mine\nsummary: precious\n"
    if how == "add":
        target = path.with_name("2024-01-the-ferry-sank.yaml")
        target.write_text(mine)
        add(read_project.content, "The ferry sank", "2024-01")
    elif how == "extract":
        shutil.rmtree(read_project.content / "extracted")
        target = path
        target.write_text(mine)
        read_project.extract(minor=True)
    elif how in ("restore", "by hand"):
        reject_event(read_project.content, k, "no")
        target = path
        target.write_text(mine)
        if how == "restore":
            restore(read_project.content, k)
        else:
            (read_project.content / "rejected.yaml").unlink()
            read_project.extract(minor=True)
    elif how == "import":
        line = audit([Claim("t.csv", 1, "The city council of Ostby opened the rebuilt harbour bridge", "2024-06-10")], read_folder(read_project.seeds)[0])
        path.unlink()
        target = path.with_name(f"{id_of(line[0].claim.title, line[0].claim.date)}.yaml")
        target.write_text(mine)
        write_supported(read_project.content, "t.csv", line)
    else:
        other = next((read_project.content / "events").rglob(f"{read_project.ids[1]}.yaml"))
        join(read_project.content, k, other.stem)
        target = path.with_name(f"{k}-2.yaml")
        target.write_text(mine)
        split(read_project.content, k, [2])
    assert target.read_text() == mine
    found = [str(load(p).get("id")) for p in (read_project.content / "events").rglob("*.yaml")]
    assert len(found) == len(set(found)) >= 2


def test_two_rejections_of_one_id_keep_both_files(project):
    project.content.mkdir(exist_ok=True)
    path = add(project.content, "The ferry sank", "2024-01")
    fresh = path.read_text()
    for words in ("my first words", "my second words"):
        path.write_text(f"{fresh}summary: {words}\n")
        reject_event(project.content, path.stem, "no")
    kept = "".join(p.read_text() for p in (project.content / "extracted" / "rejected").iterdir())
    assert "my first words" in kept and "my second words" in kept


def test_a_rejection_that_could_not_be_noted_brings_nothing_back_later(read_project):
    k = read_project.ids[0]
    (read_project.content / "rejected.yaml").write_text("[{id: a}]")
    with pytest.raises(Failure):
        reject_event(read_project.content, k, "no")
    path = next((read_project.content / "events").rglob(f"{k}.yaml"))
    path.unlink()
    (read_project.content / "rejected.yaml").unlink()
    (read_project.content / "extracted" / "rejected" / "foo.yaml").mkdir(parents=True)
    summary = read_project.extract(minor=True)
    assert not path.exists() and k in summary.outcome.rejected and not any(p.code == "came-back" for p in summary.problems)


def test_a_source_without_a_sentence_can_be_rejected(read_project):
    path = read_project.content / "events" / "2024" / "hand.yaml"
    path.write_text('id: hand\ntitle: A thing\nsources:\n  - article: report\n    quote: ""\n')
    reject_event(read_project.content, "hand", "no")
    assert [r["id"] for r in load_rejections(read_project.content)] == ["hand"]
    read_project.extract(minor=True)


@pytest.mark.parametrize("text_", ["- id: a\n  id: b\n", "- id: a\n  findings: []\n  findings: []\n"])
def test_a_field_that_stands_twice_in_a_rejection_is_reported(read_project, text_):
    (read_project.content / "rejected.yaml").write_text(text_)
    with pytest.raises(Failure, match="appears twice"):
        load_rejections(read_project.content)


def test_a_folder_in_the_place_of_rejections_stops_a_run(read_project):
    reject_event(read_project.content, read_project.ids[0], "no")
    (read_project.content / "rejected.yaml").unlink()
    (read_project.content / "rejected.yaml").mkdir()
    with pytest.raises(Failure, match="is not a file"):
        read_project.extract(minor=True)


def test_the_join_that_the_check_advises_works(read_project):
    a, b = read_project.ids
    path = next((read_project.content / "events").rglob(f"{a}.yaml"))
    path.write_text(path.read_text() + f"same_as: [{b}]\n")
    assert any(p.code == "not-joined-yet" for p in check_all(read_project.content)[0])
    assert load(join(read_project.content, a, b)).get("same_as") == [b]


def test_a_comment_in_a_file_of_no_rejections_stays(read_project):
    (read_project.content / "rejected.yaml").write_text("# ask Ann first\n")
    reject_event(read_project.content, read_project.ids[0], "see article: report")
    assert (read_project.content / "rejected.yaml").read_text().startswith("# ask Ann first\n")
    (read_project.seeds / "report.md").rename(read_project.seeds / "other.md")
    read_project.extract(minor=True)
    assert "see article: report" in (read_project.content / "rejected.yaml").read_text()


@pytest.mark.parametrize("wanted", ["../../people", "../../../../outside/victim", "a/b", "a b", ".x"])
def test_no_id_of_a_rejection_is_a_path(read_project, wanted):
    (read_project.content / "people.yaml").write_text("Ann:\n")
    (read_project.content / "rejected.yaml").write_text(f"- id: {wanted}\n")
    with pytest.raises(Failure, match=r"rejected\.yaml"):
        restore(read_project.content, wanted)
    assert (read_project.content / "people.yaml").is_file()


def test_restoring_never_overwrites_a_file_that_is_there(read_project):
    k = read_project.ids[0]
    path = next((read_project.content / "events").rglob(f"{k}.yaml"))
    was = path.read_text()
    reject_event(read_project.content, k, "not ours")
    path.write_text(was + "summary: my own words\n")
    assert restore(read_project.content, k)
    assert "my own words" in path.read_text()
    assert not load_rejections(read_project.content)


def test_an_entry_taken_out_by_hand_brings_the_edited_file_back(read_project):
    k = read_project.ids[0]
    path = next((read_project.content / "events").rglob(f"{k}.yaml"))
    mine = path.read_text() + "summary: my own words # and a comment\n"
    path.write_text(mine)
    reject_event(read_project.content, k, "not ours")
    by_hand = add(read_project.content, "The ferry sank", "2024-01")
    reject_event(read_project.content, by_hand.stem, "not ours either")
    (read_project.content / "rejected.yaml").unlink()
    summary = read_project.extract(minor=True)
    assert path.read_text() == mine and by_hand.is_file()
    assert sum(p.code == "came-back" for p in summary.problems) == 2


@pytest.mark.parametrize("before", ["[]", "{}", "''", "~", "# only a comment", "  - id: a\n    title: x\n", "- id: a\n  title: x\n...\n", "[{id: a}]", "--- []"])
def test_rejecting_leaves_a_file_that_reads_back_or_the_event_as_it_was(read_project, before):
    file = read_project.content / "rejected.yaml"
    file.write_text(before)
    path = next((read_project.content / "events").rglob(f"{read_project.ids[0]}.yaml"))
    try:
        known = len(load_rejections(read_project.content))
        reject_event(read_project.content, read_project.ids[0], "because\rof\x0cthis\u2028and\x7fthat")
    except Failure:
        assert path.is_file() and file.read_text() == before
    else:
        assert not path.exists() and len(load_rejections(read_project.content)) == known + 1


def test_restoring_keeps_comments_and_the_other_entries(project):
    project.content.mkdir(exist_ok=True)
    file = project.content / "rejected.yaml"
    file.write_text("- id: a\n  title: x\n# my comment\n  because: y\n- id: b\n  title: z\n")
    assert restore(project.content, "a")
    assert file.read_text() == "# my comment\n- id: b\n  title: z\n"


@pytest.mark.parametrize("text_", ["- id: a\n  finding: []\n", "- Id: a\n", "- title: x\n", "- id: a\n  findings: [x]\n"])
def test_a_misspelt_rejection_is_reported(read_project, text_):
    (read_project.content / "rejected.yaml").write_text(text_)
    assert [p.code for p in check_all(read_project.content)[0] if p.severity == "error"] == ["rejected"]


def test_a_second_byte_order_mark_is_reported_and_nothing_is_spliced(read_project):
    path = read_project.content / "events" / "2024" / "k.yaml"
    raw = b"\xef\xbb\xbf\xef\xbb\xbfid: 2024-01-k\ntitle: T\ndate: 15 Aug 2021\n"
    path.write_bytes(raw)
    fix_dates(read_project.content, check_all(read_project.content)[0])
    assert path.read_bytes() == raw
    assert any("U+FEFF" in p.message for p in check_all(read_project.content)[0])


@pytest.mark.parametrize("char", ["\x0c", "\x01", "\r", "\u2028", "\u2029", "\x85", "\ufffe", "\x7f", "\udcff"])
def test_an_added_title_and_a_reason_read_back(project, char):
    project.content.mkdir(exist_ok=True)
    path = add(project.content, f"The{char}ferry{char}sank", "2024-01")
    assert not load(path).problems
    reject_event(project.content, path.stem, f"not{char}ours")
    assert len(load_rejections(project.content)) == 1


def test_what_a_person_changed_in_the_joined_event_is_kept(read_project):
    a, b = read_project.ids
    path = next((read_project.content / "events").rglob(f"{b}.yaml"))
    was = path.read_text()
    edited = was.replace("status: happened", "status: cancelled").replace("certainty: reported", "certainty: confirmed") + "# mine\nreviewed: true\nfeatured: true\nnot_same_as: [x]\n"
    path.write_text(edited)
    kept = load(join(read_project.content, a, b))
    assert kept.get("reviewed") and kept.get("featured") and kept.get("not_same_as") == ["x"]
    assert f"{b}: status was cancelled" in kept.get("note") and f"{b}: certainty was confirmed" in kept.get("note")
    assert (read_project.content / "extracted" / "joined" / f"{b}.yaml").read_text() == edited


def test_of_two_suggestions_the_one_that_is_shown_is_taken(read_project):
    k = read_project.ids[0]
    path = next((read_project.content / "events").rglob(f"{k}.yaml"))
    record = load(path)
    if not record.get("needs"):
        path.write_text(path.read_text() + "needs: title\n")
    suggestions.save(read_project.content, [Suggestion(k, title, load(path).get("title"), "m") for title in ("The first title of them", "The second title of them")])
    shown = build_(read_project).timeline.suggested[k]
    assert suggestions.accept(read_project.content, k)[1] == shown


def test_two_that_edit_at_the_same_time_lose_nothing(project):
    project.content.mkdir(exist_ok=True)
    code = "from timeline.cli import run; run()"
    run = [[sys.executable, "-c", code, "add", "Same title", "--date", "2024-01", "--content", str(project.content)] for _ in range(4)]
    all_ = [subprocess.Popen(args, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for args in run]
    said = [(*p.communicate(), p.returncode) for p in all_]
    written = [out for out, _, code_ in said if code_ == 0]
    assert len(set(written)) == len(written) == len(list((project.content / "events").rglob("*.yaml")))
    assert all("another run is working" in err for _, err, code_ in said if code_)


@pytest.mark.parametrize("work", ["split", "join", "accept"])
def test_a_form_that_cannot_be_spliced_is_the_users_to_know_and_no_fault_of_the_program(read_project, work):
    a, b = read_project.ids
    path = next((read_project.content / "events").rglob(f"{a}.yaml"))
    record = load(path)
    flow = json.dumps({**record.data(), "needs": "title", "people": ["Ann Lee"]}, ensure_ascii=False)
    path.write_text(flow)
    suggestions.save(read_project.content, [Suggestion(a, "The council opened the bridge", record.get("title"), "m")])
    steps = {"split": lambda: split(read_project.content, a, [1]), "join": lambda: join(read_project.content, a, b), "accept": lambda: suggestions.accept(read_project.content, a)}
    try:
        steps[work]()
    except Failure:
        assert path.read_text() == flow
    assert not load(path).errors


# What grows


def test_a_long_line_with_many_faults_is_reported_in_a_few_lines(read_project):
    path = read_project.content / "events" / "2024" / "k.yaml"
    path.write_text(f"id: 2024-01-k\ntitle: T\npeople: [{'a,' * 20000}]\n")
    found = [p for p in check_all(read_project.content)[0] if p.file.endswith("k.yaml")]
    assert len(found) <= 21 and sum(len(text(p)) for p in found) < 20_000


def test_too_many_values_and_too_large_a_file_are_refused_before_they_are_built(read_project):
    path = read_project.content / "events" / "2024" / "k.yaml"
    path.write_text(f"id: 2024-01-k\ntitle: T\npeople: [{'a,' * 500_000}]\n")
    assert "more than 200000 values" in load(path).problems[0].message
    with path.open("wb") as file:
        file.truncate(1_000_000_000)
    assert "larger than 5 MB" in load(path).problems[0].message


@pytest.mark.parametrize(
    ("name", "says"), [("a.jsonl", "longer than 20 MB"), ("a.csv", "longer than 20 MB"), ("a.mbox", "not a mailbox"), ("a.rss", "larger than 100 MB"), ("b.yaml", "no ordinary file")]
)
def test_a_file_of_nothing_but_zeros_is_reported_and_not_held(project, name, says):
    project.seeds.mkdir()
    if name == "b.yaml":
        (project.seeds / "b.txt").write_text(ARTICLE)
    with (project.seeds / name).open("wb") as file:
        file.truncate(1_500_000_000)
    _, problems = read_folder(project.seeds, DAY)
    assert any(says in p.message for p in problems), problems


def test_a_word_file_that_unpacks_to_much_is_reported(project):
    project.seeds.mkdir()
    with zipfile.ZipFile(project.seeds / "a.docx", "w", zipfile.ZIP_DEFLATED) as archive, archive.open("word/document.xml", "w", force_zip64=True) as part:
        for _ in range(60):
            part.write(b"a" * 1_000_000)
    _, problems = read_folder(project.seeds, DAY)
    assert "larger than 50 MB when it is unpacked" in problems[0].message


def test_an_article_with_a_thousand_equal_sentences_ends_in_time(project):
    project.article("many", DAY, " ".join(f"The council of Ostby opened bridge {n} on Monday." for n in range(600)))
    summary = project.extract()
    assert any("has more than 500 events" in p.message for p in summary.problems)


# Findings and settings that others changed


@pytest.mark.parametrize(
    "change",
    [
        {"published": "soon"}, {"published": "2024"}, {"text": 5}, {"timexes": [{}]}, {"sentences": [{"x": 1}]}, {"title": ["a"]}, {"mentions": [{"timex": 99}]}, {"mentions": [{}]}, {"mentions": 5},
    ],
)  # fmt: skip
def test_findings_that_somebody_changed_are_reported_and_read_anew(read_project, change):
    path = next(articles.folder(read_project.content).glob("*.yaml"))
    row = json.loads(path.read_text().removeprefix(articles.HEAD))
    path.write_text(articles.HEAD + json.dumps({**row, **change}))
    assert build_(read_project).timeline.events
    assert any(p.code == "passed-over" and "writes it anew" in p.message for p in check_all(read_project.content)[0])
    read_project.extract(minor=True)
    assert articles.load(path)


@pytest.mark.parametrize("name", ["trigger", "title", "lemma", "date", "status", "confidence", "importance", "how", "quote"])
def test_a_field_of_another_kind_makes_findings_unsound(read_project, name):
    path = next(articles.folder(read_project.content).glob("*.yaml"))
    row = json.loads(path.read_text().removeprefix(articles.HEAD))
    row["mentions"][0][name] = 5
    path.write_text(articles.HEAD + json.dumps(row))
    assert articles.load(path) == {} and build_(read_project).timeline.events


@pytest.mark.parametrize("value", ["nodate", "2024-99"])
def test_a_reading_that_is_no_date_makes_findings_unsound(read_project, value):
    path = next(articles.folder(read_project.content).glob("*.yaml"))
    row = json.loads(path.read_text().removeprefix(articles.HEAD))
    for t in row["timexes"]:
        t["rejected"] = [[value, "why"]]
    path.write_text(articles.HEAD + json.dumps(row))
    assert articles.load(path) == {}


def test_a_theme_may_be_its_name_and_other_odd_settings_are_reported(read_project):
    config = read_project.root / "mkdocs.yml"
    config.write_text("site_name: x\ntheme: material\n")
    build_(read_project, config)
    for more in ("theme: [a]", "theme: {name: material}\nextra: 5"):
        config.write_text(f"site_name: x\n{more}\n")
        with pytest.raises(BuildFailed, match="takes lines below it"):
            build_(read_project, config)


# The preview


@pytest.fixture
def preview(read_project):
    build_(read_project)
    (read_project.root / "site" / "pw.txt").symlink_to("/etc/hostname")
    accepting = SimpleNamespace(accept=lambda k: suggestions.accept(read_project.content, k))
    p = Preview(accepting, read_project.content, [CONFIG])
    server = p.server(read_project.root / "site", 0)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()

    def ask(method: str, path: str, **headers: str) -> int:
        request = urllib.request.Request(f"http://127.0.0.1:{server.server_address[1]}{path}", method=method, headers={k.replace("_", "-"): v for k, v in headers.items()})
        try:
            with urllib.request.urlopen(request) as answer:
                return int(answer.status)
        except urllib.error.HTTPError as error:
            return error.code

    yield ask
    server.shutdown()


@pytest.mark.parametrize(
    ("method", "path", "headers", "status"),
    [
        ("GET", "/.state", {"Host": "evil.example"}, 403), ("GET", "/.follow.js", {"Host": "evil.example"}, 403), ("GET", "/.state", {}, 200), ("HEAD", "/index.html", {}, 405),
        ("HEAD", "/pw.txt", {}, 405), ("GET", "/pw.txt", {}, 404), ("POST", "/.accept", {"X_Timeline": "accept", "Content_Length": "³"}, 403),
    ],
)  # fmt: skip
def test_the_preview_tells_nothing_to_others(preview, method, path, headers, status):
    headers = {k: v.encode().decode("latin-1") for k, v in headers.items()}
    assert preview(method, path, **headers) == status


def failing(error: Exception) -> SimpleNamespace:
    """A whole build that fails."""

    def whole() -> Future[list[tuple[str, str]]]:
        ended: Future[list[tuple[str, str]]] = Future()
        ended.set_exception(error)
        return ended

    return SimpleNamespace(whole=whole, accept=str)


def test_a_check_that_fails_is_shown_and_the_preview_goes_on(read_project):
    p = Preview(failing(Failure("there is no folder content")), read_project.content, [CONFIG])
    assert p.look() and p.state.errors == ["there is no folder content"] and p.show is None


@pytest.mark.parametrize("error", [BuildFailed("broken"), files.NotText(Path("x.md"), 1), ValueError("ours")])
def test_a_build_that_fails_is_shown_and_the_preview_goes_on(read_project, error):
    p = Preview(failing(error), read_project.content, [CONFIG])
    assert p.look()
    assert p.state.errors and str(error) in p.state.errors[0] and p.show is None
    assert not p.look() and p.state.errors


# Silence


@pytest.mark.parametrize("name", ["a.json", "a.tsv", "a.markdown", "a.xhtml", "a.zip", "a.mhtml", "a.xml", "a.ods", "a.rst", "a.org", "a.pages", "a.txt.bak", "a.yml", "orphan.yaml", "a.doc"])
def test_a_file_that_is_no_article_is_named(project, name):
    project.article("a", DAY, ARTICLE)
    (project.seeds / name).write_text("x")
    _, problems = read_folder(project.seeds)
    assert [Path(p.file).name for p in problems] == [name] and problems[0].severity == "warning" and "is not read" in problems[0].message


@pytest.mark.parametrize(
    "name", ["events/2024/x.yml", "events/2024/x.YAML", "events/2024/x.yaml.txt", "events/2024/.x.yaml", "people.yml", "Places.yaml", "rejected.yml", "pages/sub/x.txt", "pages/x.svg"]
)
def test_a_file_of_a_content_folder_that_is_not_read_is_named(read_project, name):
    path = read_project.content / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("x")
    assert [p.file for p in check_all(read_project.content)[0] if p.code == "passed-over"] == [str(path)]
