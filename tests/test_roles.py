"""Events by tables of roles: German and Spanish from recorded parses, French from its parser where it is installed."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from timeline.mention.find import find_mentions
from timeline.mention.grades import find_grade
from timeline.mention.roles import find, read
from timeline.model import Document
from timeline.tables import find_table, list_languages
from timeline.timex.tag import tag

PARSES = Path(__file__).parent / "parses"
PUBLISHED = "2023-05-10"  # a Wednesday
# language, text, words of the date -> event word, status, title ("" for a quotation); None where it makes no event
ROWS = [
    ("de", "Am Sonntag rückten die Taliban in Kabul ein.", "Sonntag", "rückten", "happened", "Die Taliban rückten in Kabul ein"),
    ("de", "Der Landtag hat am Freitag das Gesetz zur Pflege verabschiedet.", "Freitag", "verabschiedet", "happened", "Der Landtag hat das Gesetz zur Pflege verabschiedet"),
    ("de", "Die Brücke soll im Juni eröffnet werden.", "Juni", "eröffnet", "planned", "Die Brücke soll eröffnet werden"),
    ("de", "Die Brücke sollte im März eröffnet werden.", "März", "eröffnet", None, ""),
    ("de", "Die Brücke wurde am Montag nicht gesperrt.", "Montag", "gesperrt", "denied", "Die Brücke wurde nicht gesperrt"),
    ("de", "Der Minister sei am Montag zurückgetreten.", "Montag", "zurückgetreten", "claimed", "Der Minister sei zurückgetreten"),
    ("de", "Das Treffen vom Freitag endete ohne Ergebnis.", "Freitag", "Treffen", "happened", ""),  # that it ended is not what was on Friday
    ("es", "El juez ordenó el martes la detención del alcalde de Olmedo.", "martes", "ordenó", "happened", "El juez ordenó la detención del alcalde de Olmedo"),
    ("es", "El puente no fue cerrado el lunes.", "lunes", "cerrado", "denied", "El puente no fue cerrado"),
    ("es", "El ministro habría dimitido el viernes pasado.", "viernes", "dimitido", "claimed", "El ministro habría dimitido"),
    ("es", "El congreso se celebrará el lunes próximo en Ginebra.", "lunes", "congreso", "planned", "El congreso se celebrará en Ginebra"),
    ("es", "El consejo debía votar el lunes pasado el presupuesto.", "lunes", "votar", None, ""),
]


def recorded(language: str):
    """Text -> tree, of all parses that were written by hand."""
    trees = {}
    for row in yaml.safe_load((PARSES / f"{language}.yml").read_text(encoding="utf-8")):
        tokens, at = [], 0
        for line in row["words"].splitlines():
            text, lemma, pos, label, head, features, kind = [*line.split(), "_", "_"][:7]
            at = row["text"].find(text, at)
            if at < 0:
                continue  # the stop of a sentence that is a title, too
            tokens.append((text, at, lemma, pos, label, int(head), features.strip("_"), kind.strip("_")))
            at += len(text)
        trees[row["text"]] = read.read_tree(row["text"], tokens, language)
    return trees


@pytest.fixture
def by_hand(monkeypatch):
    """Parses written by hand in place of the parsers."""
    trees = {language: recorded(language) for language in ("de", "es")}
    monkeypatch.setattr(read, "find_parser", lambda language: "recorded")
    monkeypatch.setattr(find, "parse", lambda texts, language: (trees[language][text] for text in texts))


@pytest.mark.parametrize(("language", "text", "date", "event", "status", "title"), ROWS, ids=[row[1] for row in ROWS])
def test_an_event_is_read_from_roles(by_hand, language, text, date, event, status, title):
    (m,) = find_mentions(Document("x", text, PUBLISHED, language=language), tag(text, PUBLISHED, language))
    assert text[slice(*m.trigger)] == event
    assert date in m.timex.text
    if status is None:
        assert m.unused
    else:
        assert (m.unused, m.status, m.title if m.how == "clause" else "") == ("", status, title)


@pytest.mark.parametrize("language", sorted(k for k in list_languages() if find_table(f"{k}/roles").is_file()))
def test_a_language_of_roles_has_all_word_sets_and_only_known_roles(language):
    read.load_labels(language)
    read.load_sets(language)


def test_a_table_with_an_unknown_role_or_without_a_word_set_says_so(monkeypatch):
    monkeypatch.setattr(read, "load_table", lambda name: {"roles": {"subjekt": "sb"}})
    monkeypatch.setattr(read, "load_words", lambda name: {})
    with pytest.raises(ValueError, match="subjekt is no role"):
        read.load_labels.__wrapped__("de")
    with pytest.raises(ValueError, match="lacks the word sets articles"):
        read.load_sets.__wrapped__("de")


@pytest.mark.parametrize("language", ["de", "fr"])
@pytest.mark.parametrize(
    "text",
    [
        "😀" * 5000 + " le 3 mai 2023, am 3. Mai 2023.",
        "ال" * 10_000 + " 3 mai 2023, 3. Mai 2023",
        "A'" * 10_000 + " le 3 mai 2023.",
        "Le 3 mai 2023, " * 300,
        "“" * 3000 + " le 3 mai 2023",
        "x " * 700 + "le 3 mai 2023",
        "; ; le 3 mai ; ;",
        ", ".join(f"le {n % 28 + 1} mai {1700 + n // 28}" for n in range(400)) + ".",
    ],
    ids=["faces", "one word", "apostrophes", "dates", "marks", "letters", "semicolons", "a list"],
)
def test_odd_texts_raise_nothing_and_take_no_time(language, text):
    find_mentions(Document("x", text, PUBLISHED, language=language), tag(text, PUBLISHED, language))


UNTOLD = [  # what a sentence of French does not stand by makes no event
    "Il est faux que le ministre a signé l'accord avec Londres le 3 mai 2023.",
    "Il est possible que le ministre a quitté la ville de Lyon le 3 mai 2023.",
    "Le député doute que le ministre ait rencontré Jeanne Morel le 3 mai 2023.",
    "Le procureur n'a pas confirmé que Jeanne Morel a été arrêtée à Lyon le 3 mai 2023.",
    "La police a déjoué l'attentat contre la synagogue de Lyon du 3 mai 2023.",
    "Le syndicat a renoncé à la grève des cheminots du 3 mai 2023.",
    "Jeanne Morel nie avoir tué son voisin le 3 mai 2023.",
    "Le procès de Jeanne Morel, prévu le 3 mai 2023, n'a pas eu lieu.",
    "Il se peut que le ministre ait quitté la ville de Lyon le 3 mai 2023.",
    "Le ministre a-t-il signé l'accord avec les syndicats le 3 mai 2023 ?",
    "Le suspect semblait avoir quitté la ville de Lyon le 3 mai 2023.",
]


@pytest.mark.parametrize("text", UNTOLD)
def test_what_a_text_does_not_stand_by_is_no_event(text):
    if find_grade("fr").name != "parsed":
        pytest.skip("no parser for French is installed")
    made = find_mentions(Document("x", text, "2024-05-10", language="fr"), tag(text, "2024-05-10", "fr"))
    assert [m.title for m in made if not m.unused] == []
