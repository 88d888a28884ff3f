"""What surrounds a run changes no byte of what it writes; and where the disk is full or closed, it says so and leaves every file whole."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
import sys

import pytest

from timeline.problems import Failure
from timeline.store import files
from timeline.store.nodes import load

pytest.importorskip("spacy")
TEXT = "İzmir’s council approved the new harbour bridge on Tuesday. Engineers from Kraków inspected the old pier in May. The mayor opened it on 3 June."
LATER = TEXT.replace("3 June", "4 June").replace("approved", "rejected")
RUN = "from timeline.cli import run; run()"
SURROUNDINGS = {
    "plain": {},
    "ascii": {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": "ascii:backslashreplace"},
    "turkish": {"LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8", "LANGUAGE": "tr"},
    "kiribati": {"TZ": "Pacific/Kiritimati"},
    "west": {"TZ": "Etc/GMT+12"},
    "hash 1": {"PYTHONHASHSEED": "1"},
    "hash 4242": {"PYTHONHASHSEED": "4242"},
    "1970": {"SOURCE_DATE_EPOCH": "0"},
    "2100": {"SOURCE_DATE_EPOCH": "4102444800"},
}


def written(root):
    """The event files, the findings and the site, without what is packed with its time."""
    return {str(p.relative_to(root)): p.read_bytes() for name in ("content", "site") for p in sorted((root / name).rglob("*")) if p.is_file() and p.suffix != ".gz"}


@pytest.fixture(scope="module")
def plain(tmp_path_factory):
    return made(tmp_path_factory.mktemp("plain") / "project", {})


def made(root, env):
    shutil.rmtree(root, ignore_errors=True)
    (root / "seeds").mkdir(parents=True)
    (root / "seeds" / "2024-06-14-bridge.md").write_text(f"---\ntitle: Brücke\npublished: 2024-06-14\nrights: full\n---\n{TEXT}\n", encoding="utf-8")
    inherited = {k: v for k, v in os.environ.items() if not k.startswith(("LC_", "LANG", "PYTHON", "TZ", "SOURCE"))}
    done = subprocess.run([sys.executable, "-c", RUN, "all"], cwd=root, env={**inherited, **env}, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode("utf-8", "replace")
    return written(root)


@pytest.mark.parametrize("name", SURROUNDINGS)
def test_no_locale_zone_seed_or_clock_changes_what_is_written(name, plain, tmp_path):
    assert made(tmp_path / "project", SURROUNDINGS[name]) == plain
    assert any("zmir" in path or b"\xc4\xb0zmir" in raw for path, raw in plain.items())


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EACCES, errno.EROFS, errno.EIO], ids=["full", "closed", "read-only", "broken"])
def test_a_disk_that_takes_nothing_more_is_reported_and_every_file_is_whole(project, monkeypatch, code):
    project.edited("2024-06-14-a", "2024-06-14", TEXT, LATER)
    whole = files.os.fsync
    for n in range(1, 9):
        count = 0

        def fsync(fd, limit=n):
            nonlocal count
            count += 1
            if count >= limit:
                raise OSError(code, os.strerror(code))
            whole(fd)

        monkeypatch.setattr(files.os, "fsync", fsync)
        try:
            project.extract()
        except (Failure, OSError) as error:
            assert os.strerror(code) in str(error)
        monkeypatch.setattr(files.os, "fsync", whole)
        assert not list(project.content.rglob(".*.part"))
        for path in (project.content / "events").rglob("*.yaml"):
            assert not load(path).problems, path
        assert "# a person was here" in project.event("inspected").read_text()
    project.extract()
    assert project.event("rejected").is_file() or project.event("approved").is_file()


def test_a_file_larger_than_the_system_allows_is_reported(tmp_path):
    """The command, with a limit of the system on the size of files: exit 1 with a sentence, no traceback."""
    resource = pytest.importorskip("resource")
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "2024-06-14-a.md").write_text(f"---\npublished: 2024-06-14\nrights: full\n---\n{TEXT}\n" + "Nobody said more of it. " * 20_000)

    def limited():
        import signal

        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))

    done = subprocess.run([sys.executable, "-c", RUN, "extract"], cwd=tmp_path, capture_output=True, text=True, check=False, preexec_fn=limited)
    assert done.returncode == 1
    assert "File too large" in done.stderr
    assert "Traceback" not in done.stderr
    assert not list(tmp_path.rglob(".*.part"))
