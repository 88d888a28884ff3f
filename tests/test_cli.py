"""The commands as a user types them."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


def timeline(*args: str, cwd: Path = ROOT, text: str = "") -> subprocess.CompletedProcess[str]:
    code = "from timeline.cli import run; run()"
    return subprocess.run([sys.executable, "-c", code, *args], cwd=cwd, input=text, capture_output=True, text=True, check=False)


def test_tag_speaks_json_lines():
    done = timeline("tag", text=json.dumps({"id": 1, "text": "Militants took Jalalabad on Sunday.", "dct": "2021-08-15"}) + "\n")
    (line,) = done.stdout.splitlines()
    (t,) = json.loads(line)["timexes"]
    assert (t["start"], t["end"], t["type"], t["value"], t["edtf"], t["first"], t["last"], t["granularity"]) == (28, 34, "DATE", "2021-08-15", "2021-08-15", "2021-08-15", "2021-08-15", "day")
    assert {"anchor", "rule", "direction", "rejected", "confidence"} <= t.keys()


def test_tag_does_not_load_the_parser():
    code = "import sys; from timeline.cli import main; import timeline.timex.tag; sys.exit('spacy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_tag_reads_a_history_without_a_publication_date():
    done = timeline("tag", text=json.dumps({"id": 1, "text": "The war began on 3 May 1871. In June the city fell.", "dct": None}) + "\n")
    assert [t["value"] for t in json.loads(done.stdout)["timexes"]] == ["1871-05-03", "1871-06"]


def test_explain_says_the_date_and_the_reading_not_taken():
    done = timeline("explain", "on Sunday", "--published", "2021-08-15")
    assert "“Sunday” means 2021-08-15" in done.stdout
    assert "not taken:  2021-08-22" in done.stdout


@pytest.mark.parametrize(("args", "said"), [(("explain", "on Sunday", "--published", "soon"), "is not a day"), (("nothing",), "No such command"), (("new", "."), "not empty")])
def test_wrong_usage_exits_with_2(args, said):
    done = timeline(*args)
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_a_missing_folder_is_1(tmp_path):
    done = timeline("extract", "--seeds", str(tmp_path / "none"), "--content", str(tmp_path / "content"))
    assert done.returncode == 1
    assert "does not exist" in done.stderr


def test_a_new_project_builds_at_once(tmp_path):
    pytest.importorskip("spacy")
    folder = tmp_path / "mine"
    assert timeline("new", str(folder)).returncode == 0
    done = subprocess.run([sys.executable, "build.py"], cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "open site/index.html" in done.stdout
    assert (folder / "site" / "index.html").is_file()
    (event,) = (folder / "content" / "events").rglob("*opened*.yaml")
    assert 'date: "2024-06-10"' in event.read_text()
    again = subprocess.run([sys.executable, "build.py"], cwd=folder, capture_output=True, text=True, check=False)
    assert "nothing changed" in again.stdout
    assert timeline("check", cwd=folder).returncode == 0


def test_check_prints_text_json_and_annotations(tmp_path):
    path = tmp_path / "content" / "events" / "2021" / "a.yaml"
    path.parent.mkdir(parents=True)
    path.write_text("id: a\ntitle: B\ndate: 15 Aug 2021 # why\nstatus: happend\n")
    done = timeline("check", cwd=tmp_path)
    assert done.returncode == 1
    assert 'content/events/2021/a.yaml:4:9: status: "happend" is not one of' in done.stdout
    assert done.stdout.endswith("1 error in 1 of 1 file\n")
    assert {row["code"] for row in json.loads(timeline("check", "--format", "json", cwd=tmp_path).stdout)} == {"choice", "friendly-date"}
    assert "::error file=content/events/2021/a.yaml,line=4,col=9::" in timeline("check", "--format", "github", cwd=tmp_path).stdout
    timeline("check", "--fix", cwd=tmp_path)
    assert path.read_text() == 'id: a\ntitle: B\ndate: "2021-08-15" # why\nstatus: happend\n'


def test_check_warns_of_names_written_by_an_alias(tmp_path):
    path = tmp_path / "content" / "events" / "2021" / "a.yaml"
    path.parent.mkdir(parents=True)
    path.write_text("id: a\ntitle: B\npeople: [A. Lee]\nplaces: [Olso]\n")
    (tmp_path / "content" / "people.yaml").write_text("Ann Lee:\n  aliases: [A. Lee]\nBo Lee:\n  aliases: [A. Lee]\n")
    (tmp_path / "content" / "places.yaml").write_text("Oslo:\n  note: The capital.\n")
    done = timeline("check", cwd=tmp_path)
    assert '"A. Lee" is already an alias of Ann Lee' in done.stdout
    assert '"A. Lee" is an alias of Bo Lee in people.yaml; write Bo Lee' in done.stdout
    assert '"Olso" is not in places.yaml; did you mean Oslo?' in done.stdout
