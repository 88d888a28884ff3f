"""Timeline Builder: articles in, an auditable chronology out.

Public are the four functions below and the frozen values that they give (:mod:`timeline.model`, :mod:`timeline.view.event`); the rest may change.

>>> [(t.text, t.edtf) for t in tag("The bridge opened on Sunday, two years late.", "2021-08-16")]
[('Sunday', '2021-08-15'), ('two years', '')]
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from timeline.extract import Summary
    from timeline.model import Document, Timex
    from timeline.problems import Problem
    from timeline.view.load import Timeline

# The parser's matrices are small: more threads only get in each other's way, and --jobs is there for more cores. To be said before numpy is imported.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

__all__ = ["extract_events", "load_timeline", "read_articles", "tag"]


def tag(text: str, published: str = "", language: str = "en") -> list[Timex]:
    """The expressions of time in a text, in order, none overlapping.

    ``published`` is the day (ISO 8601, "2021-08-16") against which they are read; without it only what names its own date has one. ``language``: en, de, fr or es.
    Each :class:`~timeline.model.Timex` has ``start`` and ``end`` (characters of ``text``), ``value`` (TIMEX3, ISO 24617-1), ``edtf`` (EDTF, "" where it dates nothing),
    ``first`` and ``last`` day, the ``rule`` and how sure it is. No text raises; a language that is not read does (:class:`ValueError`), as does a day that is none.

    >>> tag("It reopened last week.", "2021-08-16")[0].edtf
    '[2021-08-09..2021-08-15]'
    """
    from timeline import edtf
    from timeline.tables import list_languages
    from timeline.timex.tag import tag as tag_

    if language not in list_languages():
        raise ValueError(f"{language!r} is not read; there are {', '.join(sorted(list_languages()))}")
    if published and edtf.parse(published).granularity not in ("day", "minute"):
        raise ValueError(f"{published!r} is no day; write it like 2021-08-16")
    return tag_(text, published, language)


def read_articles(folder: str | Path, published: str = "") -> tuple[list[Document], list[Problem]]:
    """The articles of a folder (Markdown, text, HTML, PDF, Word, mail, feeds, tables, web archives) and what is wrong with the files that are none.

    ``published`` is the day for articles that name none. Nothing is raised for a file that cannot be read: it is a :class:`~timeline.problems.Problem`.
    """
    from timeline.read.articles import read_folder

    return read_folder(Path(folder), published)


def extract_events(seeds: str | Path, content: str | Path, *, jobs: int = 1) -> Summary:
    """Read the articles of ``seeds`` and merge their events into the files of ``content``, as ``timeline extract`` does: what people edited stays.

    ``jobs`` processes work. What was new, changed, kept and in conflict stands in ``outcome`` of the summary, what went wrong in ``problems``. Raises
    :class:`~timeline.problems.Failure` where nothing could be done: another run works on the folder, or a link leads out of it.
    """
    from timeline.engine import Engine
    from timeline.extract import run

    return run(Path(seeds), Path(content), work=Engine(jobs))


def load_timeline(content: str | Path, title: str = "Timeline") -> Timeline:
    """The events of a content folder as the site shows them: ``events``, each an :class:`~timeline.view.event.EventView` with its date in EDTF and in words and its sources.

    Files with errors are left out and stand in ``problems``.
    """
    from timeline.view.load import load

    return load(Path(content), title)
