"""Which language a text is in: told by its words, or nothing is said."""

from __future__ import annotations

import pytest

from timeline.problems import Problem
from timeline.read.articles import read_each
from timeline.read.language import find_code, name_language, recognise
from timeline.tables import list_languages

TEXTS = {
    "en": "The council approved the new harbour bridge on Tuesday, and the mayor said that it would be opened in the spring.",
    "de": "Der Stadtrat hat am Dienstag den Bau der neuen Hafenbrücke beschlossen. Die Bürgermeisterin sagte, sie werde im Frühjahr eröffnet.",
    "fr": "Le conseil municipal a approuvé mardi la construction du nouveau pont du port, et la maire a dit qu'il ouvrirait au printemps.",
    "es": "El ayuntamiento aprobó el martes la construcción del nuevo puente del puerto, y la alcaldesa dijo que se abrirá en primavera.",
    "it": "Il consiglio comunale ha approvato martedì la costruzione del nuovo ponte del porto, e la sindaca ha detto che sarà aperto in primavera.",
    "pt": "A câmara municipal aprovou na terça-feira a construção da nova ponte do porto, e a presidente disse que não será aberta antes do verão.",
    "nl": "De gemeenteraad heeft dinsdag de bouw van de nieuwe brug over de haven goedgekeurd, en de burgemeester zei dat het werk in het voorjaar begint.",
    "ru": "Городской совет во вторник одобрил строительство нового моста через гавань, а мэр сказала, что он откроется весной.",
    "uk": "Міська рада у вівторок схвалила будівництво нового мосту через гавань, а мерка сказала, що його відкриють навесні.",
    "bg": "Общинският съвет одобри във вторник строежа на новия мост над пристанището, а кметицата каза, че той ще бъде открит през пролетта.",
    "sr": "Градско веће је у уторак одобрило изградњу новог моста преко луке, а градоначелница је рекла да ће бити отворен на пролеће.",
    "ar": "وافق مجلس المدينة يوم الثلاثاء على بناء الجسر الجديد عبر الميناء وقالت العمدة إنه سيفتتح في الربيع المقبل",
    "": "Bridge, Oslo, 2024: Kim 3, Lee 2.",
}


@pytest.mark.parametrize("expected", TEXTS)
def test_a_language_is_recognised_by_its_words(expected):
    assert recognise(TEXTS[expected]) == expected


@pytest.mark.parametrize(("text", "expected"), [("de", "de"), ("de-AT", "de"), ("German", "de"), ("EN_gb", "en"), ("", ""), ("tlh", "tlh")])
def test_a_language_that_a_person_wrote(text, expected):
    assert find_code(text) == expected


def test_an_article_in_a_language_that_is_not_read_is_named(project):
    project.seeds.mkdir()
    front = "---\npublished: 2024-06-14\n{}---\n"
    (project.seeds / "a.md").write_text(front.format("") + TEXTS["it"])
    (project.seeds / "b.md").write_text(front.format("language: Italian\n") + TEXTS["en"])
    (project.seeds / "c.md").write_text(front.format("language: en\n") + TEXTS["it"])
    (project.seeds / "d.jsonl").write_text('{"text": "' + TEXTS["ar"] + '", "published": "2024-06-14"}\n')
    (project.seeds / "e.html").write_text(f"<html lang='en'><head><title>x</title></head><body><article><p>{TEXTS['it']}</p><p>{TEXTS['it']}</p></article></body></html>")
    found = {(f.file if isinstance(f, Problem) else f.path).rsplit("/", 1)[-1]: f for f in read_each(project.seeds, "2024-06-14")}
    for file, language in (("a.md", "Italian"), ("b.md", "Italian"), ("d.jsonl", "Arabic"), ("e.html", "Italian")):
        assert f"is in {language}, and only" in found[file].message
    assert found["c.md"].language == "en"


def test_every_language_that_is_read_has_a_name():
    assert all(name_language(k) != f"the language “{k}”" for k in list_languages())
