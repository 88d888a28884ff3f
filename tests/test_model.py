"""``timeline suggest`` end to end with a real small model, where ``make test-model`` has set one up."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parent.parent
PYTHON = ROOT / "build" / "model" / "bin" / "python"
WEIGHTS = "a5fd3b62230aa5ec60212297dc9d20eaa70578ac519e00d93a17e44c087a6818"  # SHA-256 of the model
ASKED = 3  # events; all of the demo would take minutes

pytestmark = pytest.mark.skipif(not (PYTHON.parent.parent / ".ready").is_file(), reason="needs a small model: make test-model")


def timeline(project: Path, *args: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", "from timeline.cli import run; run()", *args], cwd=project, capture_output=True, text=True, check=False)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The demo with only so many events that ask for a title."""
    for name in ("seeds", "content"):
        shutil.copytree(ROOT / name, tmp_path / name)
    asking = [p for p in sorted((tmp_path / "content" / "events").rglob("*.yaml")) if "\nneeds: title" in p.read_text(encoding="utf-8")]
    for p in asking[ASKED:]:
        p.unlink()
    return tmp_path


def test_a_real_model_is_asked_once_and_without_it_the_suggestions_are_the_same(project, tmp_path_factory):
    folder = tmp_path_factory.mktemp("weights")
    server = subprocess.Popen([PYTHON, ROOT / "tests" / "model" / "serve.py", folder], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    try:
        assert server.stdout is not None
        url = server.stdout.readline().strip()
        assert url.startswith("http://127.0.0.1:")
        (weights,) = folder.iterdir()
        assert hashlib.sha256(weights.read_bytes()).hexdigest() == WEIGHTS
        (project / "timeline.yml").write_text(f"model_url: {url}/v1\nmodel: gemma3-270m\n", encoding="utf-8")
        events = {p: p.read_bytes() for p in (project / "content" / "events").rglob("*.yaml")}
        done = timeline(project, "suggest")
    finally:
        server.communicate("")
    assert f"{ASKED} events: " in done.stdout and "; 0 answers were there already" in done.stdout, done.stdout + done.stderr
    kept = [json.loads(p.read_text(encoding="utf-8")) for p in (project / "content" / "extracted" / "answers").glob("*.json")]
    assert kept and all(row["model"] == "gemma3-270m" for row in kept)  # the model did answer
    file = project / "content" / "suggestions.yaml"
    first = file.read_bytes()
    assert len(yaml.safe_load(first)) == ASKED
    file.unlink()
    again = timeline(project, "suggest")  # unplugged
    assert f"{len(kept)} answers were there already" in again.stdout
    assert file.read_bytes() == first
    assert {p: p.read_bytes() for p in events} == events  # no title is taken over by itself
