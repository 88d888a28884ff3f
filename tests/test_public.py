"""The public interface: what its docs show holds, it is small, typed and quick to import, and what cannot be done is said."""

from __future__ import annotations

import doctest
import subprocess
import sys
from pathlib import Path

import pytest

import timeline

ROOT = Path(__file__).parent.parent


def test_the_examples_of_the_public_functions_hold():
    found = doctest.testmod(timeline)
    assert found.attempted >= 2 and not found.failed


def test_nothing_else_is_public():
    own = {n for n, v in vars(timeline).items() if callable(v) and getattr(v, "__module__", "") == "timeline"}
    assert own == set(timeline.__all__)
    assert (ROOT / "timeline" / "py.typed").is_file()


def test_importing_it_imports_no_parser_and_no_site():
    code = "import sys, timeline; print([m for m in ('spacy', 'mkdocs', 'numpy', 'PIL') if m in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "[]"


@pytest.mark.parametrize(("published", "language"), [("yesterday", "en"), ("2021-08", "en"), ("", "xx")])
def test_what_cannot_be_done_is_said(published, language):
    with pytest.raises(ValueError, match=r"yesterday|2021-08|xx"):
        timeline.tag("on Sunday", published, language)


def test_articles_become_a_timeline(tmp_path):
    pytest.importorskip("spacy")
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "a.md").write_text("---\npublished: 2024-06-12\n---\nThe council opened the harbour bridge on Monday.\n")
    documents, problems = timeline.read_articles(tmp_path / "seeds")
    assert [d.published for d in documents] == ["2024-06-12"] and not problems
    assert timeline.extract_events(tmp_path / "seeds", tmp_path / "content").outcome.new
    (event,) = timeline.load_timeline(tmp_path / "content").events
    assert (event.date, event.sources[0].mark) == ("2024-06-10", "Monday")
