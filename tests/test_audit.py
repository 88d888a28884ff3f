"""An audit: claims of many formats, the verdicts on pairs that others labelled, and what each command prints."""

from __future__ import annotations

import ast
import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from timeline import cli
from timeline.audit.claims import claims
from timeline.audit.report import page
from timeline.audit.support import ORDER, SUPPORTED
from timeline.audit.verdicts import VERDICTS, audit
from timeline.model import Document
from timeline.problems import Failure
from timeline.read.blocks import find_blocks
from timeline.store import unsupported
from timeline.store.nodes import load

HERE = Path(__file__).parent
ROOT = HERE.parent
ARTICLE = """The council of Harlow approved the new bridge on Tuesday.

Police said on Wednesday that they had arrested a 34-year-old man over the fire at the mill. The mayor, Ada Finch, plans to resign in May.

An opposition councillor accused the builder Tom Reed of hiding two reports last year. Ada Finch did not sign the contract on Monday.
"""
PUBLISHED = "2023-03-16"  # a Thursday
LINES = """date,title,quote
2023-03-14,Council of Harlow approves new bridge,
2023-03-14,Council of Harlow rejects new bridge,
2023-03-13,Council of Harlow approved the new bridge,
2023,Council of Harlow approved the new bridge,
2023-03-14,Council of Harlow approved the new bridge and a tunnel,
2023-03-14,New bridge approved by the council of Leeds,
2023-05,Mayor Ada Finch resigns,
2022,Builder Tom Reed hid two reports,
2023-03-13,Ada Finch signed the contract,
2023-03-14,Council of Harlow approved the new bridge,The council approved the bridge on Tuesday.
2023-03-14,A comet struck the cathedral of Lima,
soon,Council of Harlow approved the new bridge,
,Council of Harlow approved the new bridge,
"""
WANTED = (
    SUPPORTED, "not clear", "date differs", SUPPORTED, "says more than the source", "says more than the source", "turned round", "turned round",
    "turned round", "quotation not word for word", "not in the sources", "date differs", SUPPORTED,
)  # fmt: skip


def document(text: str = ARTICLE, published: str = PUBLISHED) -> Document:
    return Document("report", text, published, blocks=find_blocks(text))


@pytest.fixture
def timeline_file(tmp_path):
    """Write a file, give its path."""

    def write(name: str, text: str) -> Path:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return write


def test_each_way_to_be_wrong_has_its_verdict(timeline_file):
    lines = audit(claims(timeline_file("t.csv", LINES)), [document()])
    for line, wanted in zip(lines, WANTED, strict=True):
        assert line.verdict == wanted, (line.claim.title, line)


def test_a_line_that_is_more_precise_than_its_source_says_so(timeline_file):
    text = "The council of Harlow approved the new bridge in March 2021."
    (line,) = audit(claims(timeline_file("t.csv", "date,title\n2021-03-04,Council of Harlow approved the new bridge\n")), [document(text)])
    assert (line.verdict, line.reason) == ("date differs", "“March 2021” means 2021-03; the line is more precise than that")


def test_the_label_of_a_chronology_dates_what_stands_under_it(timeline_file):
    text = "# A chronology\n\n## 2019\n\n- 3 May: The council of Harlow approved the new bridge.\n- 5 June: The old bridge closed.\n"
    lines = audit(claims(timeline_file("t.csv", "date,title\n2019-05-03,Council of Harlow approves new bridge\n2019-06-06,The old bridge closed\n")), [document(text)])
    assert [line.verdict for line in lines] == [SUPPORTED, "date differs"]


FORMS = {
    "rows.csv": "When;What\n3 May 2019;The bridge opened\n2019-06;The road closed\n",
    "rows.tsv": "date\ttitle\n2019-05-03\tThe bridge opened\n2019-06\tThe road closed\n",
    "list.json": '[{"date": "2019-05-03", "title": "The bridge opened"}, {"date": "June 2019", "event": "The road closed"}]',
    "lines.jsonl": '{"date": "2019-05-03", "title": "The bridge opened"}\n{"date": "2019-06", "title": "The road closed"}\n',
    "ours.json": '{"title": "x", "events": [{"id": "a", "date": "2019-05-03", "title": "The bridge opened"}, {"date": "2019-06", "title": "The road closed"}]}',
    "timelinejs.json": '{"events": [{"start_date": {"year": 2019, "month": 5, "day": "3"}, "text": {"headline": "<b>The bridge</b> opened", "text": "x"}},'
    ' {"start_date": {"year": "2019", "month": "6"}, "text": {"headline": "The road closed"}}]}',
    "list.md": "# Roads\n\n## 2019\n\n- **3 May**: The bridge opened\n- June 2019 – The road closed\n",
    "table.md": "| Date | Event |\n|---|---|\n| 3 May 2019 | The bridge opened |\n| June 2019 | The road closed |\n",
    "page.html": "<html><body><article><h1>Roads</h1><p>This page keeps the record of the roads of the county.</p><h2>2019</h2>"
    "<ul><li>3 May: The bridge opened</li></ul><table><tr><th>When</th><th>What</th></tr><tr><td>June 2019</td><td>The road closed</td></tr></table></article></body></html>",
}


@pytest.mark.parametrize("name", FORMS)
def test_a_timeline_in_any_form_gives_the_same_lines(name, timeline_file):
    found = claims(timeline_file(name, FORMS[name]))
    assert [(c.date, c.title) for c in found] == [("2019-05-03", "The bridge opened"), ("2019-06", "The road closed")]
    assert all(c.line for c in found)


def test_a_stretch_of_time_keeps_both_ends(timeline_file):
    (c,) = claims(timeline_file("t.csv", "start,end,title\n2019-05-03,2019-05-09,The bridge was closed\n"))
    assert c.date == "2019-05-03/2019-05-09"


WRONG = {
    "t.csv": ("a,b\n1,2\n", "the first line names the columns; one of them has to be “title”"),
    "t.json": ("{", "is not valid JSON"),
    "u.json": ('{"a": 1}', "write a list of events"),
    "t.md": ("Just prose without any day.\n", "has no events"),
    "t.docm": ("x", "cannot be read as a timeline"),
    "empty.csv": ("", "the first line names the columns"),
    "empty.md": ("", "is empty"),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_file_that_holds_no_timeline_says_what_is_wanted(name, timeline_file):
    text, said = WRONG[name]
    path = timeline_file(name, text)
    with pytest.raises(Failure) as error:
        claims(path)
    assert said in str(error.value)
    assert name in str(error.value)


ODD = {
    "types.json": b'[{"title": {"a": 1}, "date": {"year": "x", "month": [1]}}, {"title": "T", "date": 5, "sources": "x"}, 7, null, {"title": "\\u0000 \\ud800 bad", "date": "2020-99-99"}]',
    "bytes.csv": b"date,title\n2020,a\x00b\n2021,caf\xe9 burned\n",
    "quote.csv": b'date,title\n2020,"unclosed\n2021,more\n',
    "long.csv": b"date,title\n2020," + b"word " * 5000 + b"\n",
    "wide.csv": "date,title\n2020,The fire burned\n".encode("utf-16"),
    "deep.json": b"[" * 100_000,
    "huge.csv": b"date,title\n2020," + b"x" * 11_000_000 + b"\n",
}


@pytest.mark.parametrize("name", ODD)
def test_an_odd_file_ends_in_a_verdict_or_a_sentence(name, tmp_path):
    path = tmp_path / name
    path.write_bytes(ODD[name])
    try:
        lines = audit(claims(path), [document()])
    except Failure as error:
        assert name in str(error)
    else:
        assert lines
        assert not any(line.verdict == SUPPORTED for line in lines)


@pytest.mark.parametrize(("name", "most_false", "least_true"), [("pairs-a", 1, 42), ("pairs-b", 1, 42), ("pairs-c", 1, 20)])
def test_what_others_labelled_false_is_not_called_supported(name, most_false, least_true):
    rows = [json.loads(line) for line in (HERE / "audit" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]
    made = [Document(r["id"], r["sentence"], r["published"], blocks=find_blocks(r["sentence"])) for r in rows]
    from timeline.audit.claims import Claim

    lines = audit([Claim(name, n, r["claim"], r["date"], (), (r["id"],)) for n, r in enumerate(rows, 1)], made)
    supported = [r for r, line in zip(rows, lines, strict=True) if line.verdict == SUPPORTED]
    assert sum(not r["true"] for r in supported) <= most_false
    assert sum(r["true"] for r in supported) >= least_true


@pytest.fixture
def run_command(project, timeline_file):
    """What ``timeline audit`` prints for a file and the exit code."""
    project.article("2023-03-16-report", PUBLISHED, ARTICLE)

    def run(*args: str) -> tuple[str, int]:
        done = CliRunner().invoke(cli.main, ["audit", *args, "--against", str(project.seeds), "--content", str(project.content)])
        assert done.exception is None or isinstance(done.exception, (SystemExit, Failure)), done.exception
        return done.output.replace(str(project.root) + "/", ""), done.exit_code

    return run


def test_the_command_reports_line_by_line(run_command, timeline_file, golden):
    path = timeline_file("lines.csv", LINES)
    text, code = run_command(str(path))
    assert code == 1
    golden("audit.txt", text)
    golden("audit.md", run_command(str(path), "--format", "page")[0])
    rows = json.loads(run_command(str(path), "--format", "json")[0])
    assert [r["verdict"] for r in rows][:1] == [SUPPORTED]
    assert rows[0]["article"] == "2023-03-16-report"
    assert run_command(str(path), "--format", "github")[0].count("::error file=lines.csv,line=") == sum(w != SUPPORTED for w in WANTED)


def test_a_timeline_that_is_all_supported_passes(run_command, timeline_file):
    assert run_command(str(timeline_file("good.csv", "date,title\n2023-03-14,Council of Harlow approves new bridge\n")))[1] == 0


def test_without_a_file_the_events_that_people_changed_are_audited(project, run_command):
    project.extract()
    assert run_command()[0].startswith("nothing to audit: no title or date was changed by hand")
    (path,) = [p for p in (project.content / "events").rglob("*.yaml") if "approved" in p.name]
    was = path.read_text(encoding="utf-8")
    path.write_text(was.replace('date: "2023-03-14"\nstatus', 'date: "2023-03-15"\nstatus'), encoding="utf-8")
    said, code = run_command()
    assert code == 1
    assert "date differs" in said
    assert "“Tuesday” means 2023-03-14, not 2023-03-15" in said
    path.write_text(was.replace("approved new bridge", "approved new bridges").replace("title: ", "title: Ada Finch and the "), encoding="utf-8")
    assert "date differs" not in run_command()[0]
    assert run_command()[1] == 1


def test_an_import_writes_what_is_supported_with_its_proof_and_tells_the_rest(project, timeline_file):
    project.article("2023-03-16-report", PUBLISHED, ARTICLE)
    path = timeline_file("lines.csv", "date,title\n2023-03,The new bridge was approved by the council of Harlow\n2023-05,Mayor Ada Finch resigns\n")

    def run() -> tuple[str, int]:
        done = CliRunner().invoke(cli.main, ["import", str(path), "--against", str(project.seeds), "--content", str(project.content)])
        return done.output, done.exit_code

    said, code = run()
    assert code == 1
    assert "turned round: 2023-05: Mayor Ada Finch resigns" in said
    (written,) = (project.content / "events").rglob("*.yaml")
    record = load(written)
    assert not record.problems
    assert (record.get("title"), record.get("date")) == ("The new bridge was approved by the council of Harlow", "2023-03")
    (source,) = record.source_values()
    assert (source["expression"], source["trigger"], source["date"], source["how"]) == ("Tuesday", "approved", "2023-03-14", "weekday")
    assert [(u.title, u.verdict, u.line) for u in unsupported.load(project.content)] == [("Mayor Ada Finch resigns", "turned round", "3")]
    assert "this event exists already" in run()[0]
    assert len(unsupported.load(project.content)) == 1, "importing a file again notes its lines once"
    project.extract()
    holding = [p for p in (project.content / "events").rglob("*.yaml") if "approved the new bridge on Tuesday" in p.read_text(encoding="utf-8")]
    assert holding == [written], "the extractor leaves the finding to the event that has it"
    assert load(written).get("title") == "The new bridge was approved by the council of Harlow"


def test_a_page_shows_what_a_claim_says_and_never_runs_it(timeline_file):
    evil = "<script>alert(1)</script> [x](javascript:alert(1)) ![y](//z) {{ a }} | `b` # c"
    (line,) = audit(claims(timeline_file("t.json", json.dumps([{"date": "2019", "what": "a", "title": "&lt;" + evil.replace("<", "‹")}]))), [document()])
    text = page([line])
    assert "](" not in text
    assert "{{" not in text
    assert "<" not in text


def test_every_verdict_has_its_place():
    assert set(ORDER) <= set(VERDICTS)


def test_only_commands_know_the_audit():
    for path in (ROOT / "timeline").rglob("*.py"):
        if not {"audit", "suggest"} & set(path.parts) and "commands" not in path.parts and path.name != "cli.py":
            names = {n.module for n in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(n, ast.ImportFrom) and n.module}
            assert not any(n.startswith(("timeline.audit", "timeline.suggest")) for n in names), path


def test_the_example_of_the_docs_says_what_the_demo_says(timeline_file, monkeypatch):
    text = (ROOT / "docs" / "audit.md").read_text(encoding="utf-8")
    lines, said = (part.partition("```")[0] for part in (text.partition("```csv\n")[2], text.partition("says\n\n```\n")[2]))
    monkeypatch.chdir(ROOT)
    done = CliRunner().invoke(cli.main, ["audit", str(timeline_file("model.csv", lines))])
    assert done.output.replace(str(timeline_file("model.csv", lines)), "model.csv") == said
    assert done.exit_code == 1


SHEET = "date,title\n2024-06-10,The council opened the bridge\nJune 2024,The ferry came back\nsome day,Nobody knows\n2024-06-10,The council opened the bridge\n"


def test_a_sheet_may_be_imported_as_it_stands_once(project):
    (project.root / "sheet.csv").write_text(SHEET)
    content = ["--content", str(project.content), "--unchecked"]
    first = CliRunner().invoke(cli.main, ["import", str(project.root / "sheet.csv"), *content])
    assert first.exit_code == 1 and first.output.count("wrote") == 2 and '"some day" is not a date' in first.output
    assert sorted(p.stem for p in (project.content / "events").rglob("*.yaml")) == ["2024-06-10-the-council-opened-the-bridge", "2024-06-the-ferry-came-back"]
    assert "note: Imported unchecked from sheet.csv, line 2." in project.event("bridge").read_text()
    again = CliRunner().invoke(cli.main, ["import", str(project.root / "sheet.csv"), *content])
    assert "wrote" not in again.output and again.output.count("already") == 3
    assert CliRunner().invoke(cli.main, ["check", "--content", str(project.content)]).exit_code == 0
