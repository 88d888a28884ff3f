"""A dossier in four languages: the demo's articles, and two each in German, French and Spanish on the same events."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from timeline.mention.grades import find_grade
from timeline.store.events import load_all

ROOT = Path(__file__).parent.parent
MIXED = ROOT / "tests" / "mixed"
LANGUAGES = ("de", "es", "fr")


@pytest.fixture
def mixed(project):
    if find_grade("fr").name != "parsed" or find_grade("de").name == "quoted":
        pytest.skip("the French parser or the German tagger is not installed")
    project.seeds.mkdir()
    for path in (*(ROOT / "seeds").iterdir(), *MIXED.glob("*.md")):
        shutil.copy(path, project.seeds)
    project.extract()
    return load_all(project.content)


def language_of(article: str) -> str:
    """The language of an article by its id, which ends with that of its file."""
    return article[-2:] if article[-2:] in LANGUAGES else "en"


def test_what_several_languages_tell_is_one_event_in_the_language_of_most(mixed, golden):
    told = []
    for e in mixed:
        spoken = sorted({language_of(s["article"]) for s in e.source_values()})
        if len(spoken) > 1:
            told.append(f"{e.get('date')} {', '.join(spoken)}: {e.get('title')}")
        if "en" in spoken and not e.get("needs"):
            assert not {"les", "des", "der", "die", "los", "las"} & set(str(e.get("title")).split())
    golden("mixed.txt", "\n".join(sorted(told)) + "\n")
