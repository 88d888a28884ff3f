"""A run killed at any write leaves every file whole, old or new, and the next run ends well."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from timeline.store import files
from timeline.store.nodes import load

pytest.importorskip("spacy")
FIRST = "The council approved the new harbour bridge on Tuesday. Engineers from Oslo inspected the old pier in May."
SECOND = "The council approved the new harbour bridge on Monday. Engineers from Oslo inspected the old pier in May. A barge struck the bridge on Wednesday."


class Killed(BaseException):
    """The process died."""


def killed_at(n: int, monkeypatch, half: bool):
    """Die at the n-th write: before it, or with the new file written aside but not renamed."""
    count = 0
    whole = files.write

    def write(path, text, was=None):
        nonlocal count
        count += 1
        if count == n:
            if half:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.with_name(f".{path.name}.1.part").write_text(text[: len(text) // 2])
            raise Killed
        return whole(path, text, was)

    monkeypatch.setattr(files, "write", write)
    return lambda: count


def contents(project):
    return {str(p.relative_to(project.content)): p.read_text() for p in sorted(project.content.rglob("*.yaml"))}


@pytest.mark.parametrize("half", [False, True])
def test_every_file_is_whole_and_the_next_run_ends_well(project, monkeypatch, half):
    project.edited("2024-06-14-a", "2024-06-14", FIRST, SECOND)
    start = project.root / "start"
    shutil.copytree(project.content, start)
    project.extract()
    want = contents(project)
    n = 1
    while True:
        shutil.rmtree(project.content)
        shutil.copytree(start, project.content)
        with monkeypatch.context() as patch:
            killed_at(n, patch, half)
            try:
                project.extract()
                break  # all writes were survived
            except Killed:
                pass
        for path in project.content.rglob("*.yaml"):
            if not path.name.startswith(".") and "events" in str(path):
                assert not load(path).problems, path
        project.extract()
        assert contents(project) == want, f"killed at write {n}"
        n += 1
    assert n > 3


def test_a_file_that_changed_meanwhile_is_left_alone(tmp_path):
    path = tmp_path / "a.yaml"
    path.write_text("mine\n")
    with pytest.raises(files.Changed, match="was changed during this run"):
        files.write(path, "theirs\n", was="old\n")
    assert path.read_text() == "mine\n"


@pytest.mark.skipif(sys.platform == "win32", reason="reads /proc")
def test_no_process_is_left_when_the_one_that_started_it_is_killed(tmp_path):
    code = "import os, time; from timeline.engine import Engine\nif __name__ == '__main__':\n    with Engine(2) as e:\n        print(list(e.each(id_of, ['a'])), flush=True)\n        time.sleep(600)\n"
    (tmp_path / "run.py").write_text("import os\n\n\ndef id_of(items):\n    return [os.getpid() for _ in items]\n\n\n" + code)
    started = subprocess.Popen([sys.executable, "run.py"], cwd=tmp_path, stdout=subprocess.PIPE, text=True)
    worker = int(started.stdout.readline().rsplit(", ", 1)[1].strip(")]\n"))
    assert Path(f"/proc/{worker}").exists()
    started.kill()
    started.wait()
    for _ in range(100):
        if not Path(f"/proc/{worker}").exists():
            return
        threading.Event().wait(0.05)
    os.kill(worker, signal.SIGKILL)
    raise AssertionError("the worker goes on for ever")
