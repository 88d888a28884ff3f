"""An ordinary installation of the wheel: compiled by pip, in an environment without this checkout."""

from __future__ import annotations

import compileall
import json
import re
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest
import yaml

from timeline.cli import main

ROOT = Path(__file__).parent.parent
RUN = "from timeline.cli import run; run()"


@pytest.fixture(scope="module")
def python(tmp_path_factory):
    """The Python of an environment that has the wheel and what it needs, and not this folder."""
    folder = tmp_path_factory.mktemp("install")
    subprocess.run([sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "--wheel-dir", folder, ROOT], check=True, capture_output=True)
    (wheel,) = folder.glob("*.whl")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", folder / "venv"], check=True)
    (packages,) = (folder / "venv").glob("lib/python*/site-packages")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(packages)
    assert compileall.compile_dir(packages, quiet=1)  # as pip does
    (packages / "needed.pth").write_text(sysconfig.get_path("purelib") + "\n")  # no .pth file of that folder counts, so this checkout is not found
    return folder / "venv" / "bin" / "python"


def timeline(python: Path, *args: str, cwd: Path, given: str = "", code: int = 0) -> str:
    done = subprocess.run([python, "-c", RUN, *args], cwd=cwd, input=given, capture_output=True, text=True, check=False)
    assert done.returncode == code, (args, done.stdout, done.stderr)
    return done.stdout


def test_a_project_is_made_built_and_kept_by_the_installed_program(python, tmp_path):
    pytest.importorskip("spacy")
    said = subprocess.run([python, "-c", "import timeline; print(timeline.__file__)"], cwd=tmp_path, capture_output=True, text=True, check=True).stdout
    assert str(python.parent.parent) in said
    timeline(python, "new", "mine", cwd=tmp_path)
    project = tmp_path / "mine"
    laid = {str(p.relative_to(project)) for p in project.rglob("*") if p.is_file()}
    assert {"build.py", "mkdocs.yml", "timeline.yml", "README.md", ".gitignore", "schema/timeline.schema.json"} <= laid
    assert not [name for name in laid if "pycache" in name]
    assert "open site/index.html" in subprocess.run([python, "build.py"], cwd=project, capture_output=True, text=True, check=True).stdout
    timeline(python, "check", cwd=project)
    timeline(python, "add", "The ferry sank", "--date", "by Christmas 2023", cwd=project)
    (first, *_) = sorted((project / "content" / "events").rglob("*.yaml"))
    timeline(python, "explain", first.stem, cwd=project)
    timeline(python, "reject", first.stem, "--because", "a test", cwd=project)
    timeline(python, "restore", first.stem, cwd=project)
    timeline(python, "extract", cwd=project)
    assert first.is_file()
    for form in ("json", "csv", "ics", "atom", "json-ld", "timelinejs"):
        timeline(python, "export", form, cwd=project)
    assert "parser" in timeline(python, "doctor", cwd=project)
    (project / "sheet.csv").write_text("date,title\n2024-06-10,The city council opened the rebuilt harbour bridge\n2024-07-01,The ferry office closed\n2024-07-02,The ferry office was closed\n")
    timeline(python, "audit", "sheet.csv", cwd=project, code=1)  # the ferry office is in no source
    timeline(python, "import", "sheet.csv", cwd=project, code=1)
    timeline(python, "import", "sheet.csv", "--unchecked", cwd=project)
    timeline(python, "join", "2024-07-01-the-ferry-office-closed", "2024-07-02-the-ferry-office-was-closed", cwd=project)
    timeline(python, "suggest", "--dry-run", cwd=project, code=1)  # no model is named
    line = json.dumps({"id": "a", "text": "The bridge opened on Sunday.", "dct": "2021-08-16"})
    assert "2021-08-15" in timeline(python, "tag", cwd=project, given=line)
    (mention,) = json.loads(timeline(python, "mentions", cwd=project, given=line))["mentions"]
    assert mention["title"] == "The bridge opened"
    assert json.loads(timeline(python, "merge", cwd=project, given=json.dumps({"id": "a", "text": "It opened.", "mentions": [{"start": 3, "end": 9}]})))["clusters"] == [["a:3:9"]]


@pytest.mark.parametrize("name", sorted(main.commands))
def test_every_installed_command_says_what_it_does(python, tmp_path, name):
    assert "Usage:" in timeline(python, name, "--help", cwd=tmp_path)


@pytest.mark.parametrize("name", ["docs/pipelines/github.yml", "docs/pipelines/gitlab.yml", ".pre-commit-hooks.yaml"])
def test_templates_are_yaml_and_run_commands_that_there_are(name):
    text = (ROOT / name).read_text(encoding="utf-8")
    assert yaml.safe_load(text)
    said = re.findall(r"\btimeline (\w+)(?: --(\w+))?", "\n".join(line.split(" #")[0] for line in text.splitlines() if not line.startswith(("#", "name", "  name", "  description"))))
    assert said
    for command, option in said:
        assert command in main.commands, command
        assert not option or any(f"--{option}" in p.opts for p in main.commands[command].params), option
