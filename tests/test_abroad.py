"""Articles in several languages: dates by their own tables, events as quotations, reports of one event joined at a higher bar."""

from __future__ import annotations

import pytest

from timeline.mention.find import find_all_mentions
from timeline.mention.grades import find_grade
from timeline.model import Document
from timeline.store.events import load_all
from timeline.timex.tag import tag

pytest.importorskip("spacy")
ARTICLES = {
    "en": ("Taliban enter Kabul", "The Taliban entered Kabul on Sunday. President Ashraf Ghani left the country on the same day. On 13 August Taliban fighters captured Kandahar."),
    "de": (
        "Taliban ziehen in Kabul ein",
        ("Die Taliban sind am Sonntag in Kabul eingezogen. "
        "Präsident Ashraf Ghani verließ am Sonntag das Land. Am 13. August eroberten Kämpfer der Taliban die Stadt Kandahar."),
    ),
    "fr": (
        "Les talibans entrent dans Kaboul",
        ("Les talibans sont entrés dimanche dans Kaboul. "
        "Le président Ashraf Ghani a quitté le pays dimanche. Le 13 août, les combattants talibans ont pris la ville de Kandahar."),
    ),
    "es": (
        "Los talibanes entran en Kabul",
        ("Los talibanes entraron el domingo en Kabul. "
        "El presidente Ashraf Ghani abandonó el país el domingo. El 13 de agosto los combatientes talibanes tomaron la ciudad de Kandahar."),
    ),
}  # fmt: skip


def mentions(language: str, text: str):
    d = Document("a", text, "2021-08-16", language=language)
    (found,) = find_all_mentions([(d, tag(text, d.published, language))])
    return found


@pytest.fixture
def unparsed(monkeypatch):
    """As on a machine without parsers and taggers of other languages than English."""
    monkeypatch.setattr("timeline.mention.roles.read.find_parser", lambda language: "")
    monkeypatch.setattr("timeline.mention.tagged.find_tagger", lambda language: "")


@pytest.fixture
def dossier(project, unparsed):
    for language, (title, text) in ARTICLES.items():
        project.article(f"2021-08-16-{language}", "2021-08-16", text, title=title, publisher=f"Desk {language}")
    project.extract()
    return {str(r.get("title")): r for r in load_all(project.content)}


def test_reports_of_one_event_in_four_languages_are_one_event(dossier):
    ghani = dossier["President Ashraf Ghani left the country"]
    assert sorted(s["article"][-2:] for s in ghani.source_values()) == ["de", "en", "es", "fr"]
    assert len(dossier["Taliban fighters captured Kandahar"].sources) == 4
    assert {str(r.get("date")) for r in dossier.values()} == {"2021-08-13", "2021-08-15"}


def test_one_day_and_one_name_join_nothing(project):
    project.article("a", "2021-08-16", "Ashraf Ghani left Kabul on Sunday.", publisher="A")
    project.article("b", "2021-08-16", "Ashraf Ghani eröffnete am Sonntag in Kabul eine Schule für Mädchen und sprach mit den Eltern.", publisher="B")
    project.extract()
    assert [len(r.sources) for r in load_all(project.content)] == [1, 1]


def test_without_a_parser_the_title_is_the_sentence(unparsed):
    (m,) = mentions("fr", "Les pompiers ont fermé dimanche la rue du Port.")
    assert (m.title, m.needs) == ("“Les pompiers ont fermé dimanche la rue du Port.”", "title")


OPEN = {
    "de": [
        "Der Minister dementierte, dass die Brücke am Sonntag gesperrt wurde.",
        "Die Sitzung wurde am Sonntag abgesagt.",
        "Er könnte am Sonntag gestorben sein.",
        "Der Rat wollte am Freitag abstimmen.",
    ],
    "fr": [
        "Le pont n'a pas été fermé dimanche dernier.",
        "Le ministre a démenti avoir quitté le pays dimanche.",
        "Il aurait quitté le pays dimanche dernier.",
        "Le conseil devait voter vendredi sur le pont.",
    ],
    "es": [
        "El puente no se cerró el domingo pasado.",
        "El ministro negó que el puente se cerró el domingo.",
        "Habría salido del país el domingo pasado.",
        "El consejo debía votar el viernes sobre el puente.",
    ],
}  # fmt: skip


@pytest.mark.parametrize(("language", "text"), [(k, s) for k, some in OPEN.items() for s in some])
def test_what_is_denied_or_left_open_makes_no_event(unparsed, language, text):
    assert [m.title for m in mentions(language, text) if not m.unused] == []


def test_an_ordinal_ends_no_sentence(unparsed):
    (m,) = mentions("de", "Die Brücke wurde am 3. Juni eröffnet und ist seither offen.")
    assert (m.title, m.date, m.status) == ("“Die Brücke wurde am 3. Juni eröffnet und ist seither offen.”", "2021-06-03", "happened")


CHRONOLOGIES = {
    "de": "# Der Hafen\n\n## 1998\n\n- 3. März: Der Rat beschließt den Bau.\n- Herbst: Die Arbeiten beginnen.\n",
    "fr": "# Le port\n\n## 1998\n\n- 3 mars : Le conseil vote la construction.\n- Automne : Les travaux commencent.\n",
    "es": "# El puerto\n\n## 1998\n\n- 3 de marzo: El consejo aprueba la obra.\n- Otoño: Comienzan las obras.\n",
}


@pytest.mark.parametrize("language", CHRONOLOGIES)
def test_an_entry_of_a_chronology_is_titled_by_its_body(language):
    found = mentions(language, CHRONOLOGIES[language])
    assert [(m.date, m.how, m.needs, m.status) for m in found if not m.unused] == [("1998-03-03", "entry", "", "happened"), ("1998-23", "entry", "", "happened")]


TAGGED = [  # sentence -> event word, its dictionary form, the quotation; "" where it makes no event
    ("Am Sonntag rückten die Taliban in Kabul ein, und der Präsident floh.", "rückten", "einrücken", "“Am Sonntag rückten die Taliban in Kabul ein”"),
    ("Der Minister trat am Montag zurück, nachdem die Opposition seinen Rücktritt gefordert hatte.", "trat", "zurücktreten", "“Der Minister trat am Montag zurück”"),
    ("Der Landtag hat am Freitag das Gesetz verabschiedet, gegen das die Opposition gestimmt hatte.", "verabschiedet", "verabschieden", "“Der Landtag hat am Freitag das Gesetz verabschiedet”"),
    ("Der Minister dementierte, dass die Brücke am Sonntag gesperrt wurde.", "gesperrt", "sperren", ""),
    ("Die Brücke wurde am Sonntag gesperrt, behauptete der Sprecher.", "gesperrt", "sperren", ""),
]


@pytest.mark.parametrize(("text", "event", "form", "title"), TAGGED, ids=[row[0][:40] for row in TAGGED])
def test_where_words_are_tagged_the_clause_around_the_date_is_the_event(text, event, form, title):
    if find_grade("de").name != "tagged":
        pytest.skip("the German tagger is not installed, or a parser is")
    (m,) = mentions("de", text)
    assert (text[slice(*m.trigger)], m.lemma, "" if m.unused else m.title) == (event, form, title)


def test_a_denied_event_is_never_titled_as_done():
    if find_grade("fr").name != "parsed":
        pytest.skip("the French parser is not installed")
    (m,) = mentions("fr", "Le préfet dément que le pont a été fermé dimanche par la ville de Lille.")
    assert (m.status, m.how) == ("denied", "quotation")
