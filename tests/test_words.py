"""The words of the site in every language that there is: none lacks a word, none fills in what is not there, and a site in it holds no English of ours."""

from __future__ import annotations

import re
import string
from pathlib import Path

import pytest
import yaml

from timeline.extract import TOO_MANY
from timeline.mention import quoted
from timeline.mention.roles import find, status
from timeline.mention.unused import BARE_NOUN, LOST_VERB, UNTITLED
from timeline.site.build import build
from timeline.timex.tag import tag
from timeline.view import text, words

VIEW = Path(text.__file__).parent
ROOT = Path(__file__).parent.parent
LANGUAGES = sorted(p.name.split(".")[1] for p in VIEW.glob("text.*.yml"))
DATES = {  # how each language writes the same dates
    "2021-08-15": {"en": "Sunday 15 August 2021", "de": "Sonntag, 15. August 2021", "fr": "dimanche 15 août 2021", "es": "domingo 15 de agosto de 2021"},
    "2021-08-10/2021-08-12": {"en": "10 to 12 August 2021", "de": "10. bis 12. August 2021", "fr": "10\xa0– 12 août 2021", "es": "10 a 12 de agosto de 2021"},
}


def strings(value: object, path: str = "") -> dict[str, str]:
    """Every text of a table by its place."""
    if isinstance(value, dict):
        return {k: v for name, inner in value.items() for k, v in strings(inner, f"{path}.{name}").items()}
    if isinstance(value, list):
        return {k: v for n, inner in enumerate(value) for k, v in strings(inner, f"{path}[{n}]").items()}
    return {path: str(value)}


def filled(pattern: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(pattern) if name}


@pytest.mark.parametrize("language", [x for x in LANGUAGES if x != "en"])
def test_every_word_is_there_and_fills_in_the_same(language):
    english, other = (strings(yaml.load((VIEW / f"text.{x}.yml").read_text(encoding="utf-8"), Loader=yaml.CBaseLoader)) for x in ("en", language))
    assert other.keys() == english.keys()
    for k, pattern in english.items():
        # "one" may say the number in a word: "un événement"
        assert filled(other[k]) == filled(pattern) or (k.endswith(".one") and filled(other[k]) <= filled(pattern)), k
        assert other[k], k


def reasons_of_the_clock():
    """What the tagger says of its readings, over the specification of every language."""
    for path in sorted((ROOT / "tests" / "spec").glob("*/*.yml")):
        table = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CBaseLoader)
        for kind in ("edtf", "timex"):
            for said in (x for phrases in (table.get(kind) or {}).values() for x in phrases):
                for t in tag(table.get("frame", "It happened {}.").format(said), table.get("anchor", ""), path.parent.name):
                    yield t.direction
                    yield from (why for _, why in t.rejected)


def reasons_of_events():
    """Why expressions of the demo date no event, and what else the modules of events may say."""
    for path in (ROOT / "content" / "extracted" / "articles").glob("*.yaml"):
        yield from (m.get("unused", "") for m in yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CBaseLoader).get("mentions") or ())
    yield from (status.UNSURE, status.OWN, status.CONTRADICTION, status.NOWADAYS, status.STATE, status.SAYING, status.ASIDE)
    yield from (find.NO_CLAUSE, find.HABIT, quoted.UNCERTAIN, quoted.BARE_SAYING, TOO_MANY, UNTITLED, LOST_VERB, BARE_NOUN)


def test_every_reason_has_words_in_every_language():
    known = text.load_reasons()
    found = {r for r in (*reasons_of_the_clock(), *reasons_of_events()) if r and not r.endswith(" looks back")}
    assert found - known.keys() == set()
    assert dict.fromkeys(known, LANGUAGES) == {k: sorted(row) for k, row in known.items()}


def test_a_reason_is_worded_in_the_language_of_the_site(english_again):
    text.set_language("de")
    assert text.word_reason("the clause looks ahead") == "der Satz blickt voraus"
    assert text.word_reason("since looks back") == "„since“ blickt zurück"
    assert text.word_reason("something new") == "something new"


@pytest.fixture
def english_again():
    yield
    text.set_language("en")


@pytest.mark.parametrize(("date", "language"), [(d, x) for d, row in DATES.items() for x in row if x in LANGUAGES])
def test_dates_are_written_as_in_that_language(date, language, english_again):
    text.set_language(language)
    assert words.date(date) == DATES[date][language]


@pytest.mark.parametrize("language", [x for x in LANGUAGES if x != "en"])
def test_a_site_in_it_holds_no_english_of_ours(tmp_path, language, english_again):
    config = tmp_path / "mkdocs.yml"
    config.write_text((ROOT / "mkdocs.yml").read_text(encoding="utf-8").replace("language: en", f"language: {language}"), encoding="utf-8")
    build(ROOT / "content", tmp_path / "site", config, tmp_path / "generated")
    english = strings(text.load_words("en"))
    ours = {pattern for k, pattern in english.items() if len(pattern.split()) > 2 and "{" not in pattern and pattern != strings(text.load_words(language)).get(k)}
    for name in ("index.html", "2021/08/index.html", "promises/index.html", "people/index.html", "data/index.html", "timeline/index.html"):
        page = (tmp_path / "site" / name).read_text(encoding="utf-8")
        assert f'<html lang="{language}"' in page
        shown = re.sub(r"<(script|style).*?</\1>", "", page, flags=re.DOTALL)
        assert not [p for p in ours if p in shown], name
