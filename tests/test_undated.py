"""Sentences without a date: which may tell of an event that others date, and of which event they become sources; groups of reports that are one event."""

from __future__ import annotations

import pytest
import yaml

from timeline.mention.find import find_mentions
from timeline.mention.undated import UNDATED
from timeline.merge.undated import Core, can_be_same
from timeline.model import Document
from timeline.read.blocks import find_blocks
from timeline.timex.tag import tag

HEADLINE = "Tram overturns in Norrvik, four dead"
TOLD = [
    ("A tram overturned in Norrvik, and four people are dead.", True),
    ("At least four people died when a tram left the rails in Norrvik, police said.", True),
    ("A tram overturned in Norrvik on Monday.", False),  # dates itself
    ("Did the tram overturn in Norrvik because it was late?", False),
    ("The tram did not overturn in Norrvik, and nobody is dead.", False),
    ("A tram may have overturned in Norrvik.", False),
    ("I saw the tram overturn in Norrvik.", False),
    ("“The tram overturned in Norrvik,” she said.", False),
    ("The council met about its budget.", False),  # of something else
]


@pytest.mark.parametrize(("sentence", "wanted"), TOLD, ids=[s for s, _ in TOLD])
def test_a_sentence_that_tells_the_headline_without_a_date_is_kept_for_merging(sentence, wanted):
    blocks = find_blocks(sentence)
    document = Document("x", sentence, "2024-03-05", title=HEADLINE, blocks=blocks)
    found = [m for m in find_mentions(document, tag(sentence, "2024-03-05", "en", blocks)) if m.unused == UNDATED]
    assert bool(found) == wanted
    assert all(not m.title and not m.date for m in found)


FIRST = "A tram overturned at Sandhill in Norrvik on Monday morning, and four passengers were killed. The tram of line three left the rails at the bend of Sandhill. Police closed the bend."
SECOND = "Four passengers were killed when a tram of line three overturned at Sandhill in Norrvik. Norrvik mourns the passengers of the tram. Police closed the bend of Sandhill. The rails were torn."
OTHER = "Three passengers of the ferry Aurora were killed when she overturned below the cliffs of Ostby. The ferry had left with a full deck. Divers found the ferry on her side."


def write(project):
    project.article("first", "2024-03-04", FIRST, title="Four killed as tram overturns in Norrvik", publisher="The Post")
    project.article("second", "2024-03-05", SECOND, title="The tram accident of Norrvik, what we know", publisher="The Wire")
    project.article("third", "2024-03-05", OTHER, title="Ferry passengers killed off Ostby", publisher="The Echo")


def test_an_article_that_tells_the_event_without_a_date_is_a_source_and_one_of_another_event_is_none(project):
    write(project)
    project.extract()
    event = yaml.safe_load(project.event("overturned").read_text())
    assert [s["article"] for s in event["sources"]] == ["first", "second"]
    second = event["sources"][1]
    assert (second["quote"], second["trigger"], second["how"]) == ("Four passengers were killed when a tram of line three overturned at Sandhill in Norrvik.", "overturned", "told without a date")
    assert "date" not in second
    assert event["certainty"] == "reported"  # it names no day, so it is no second witness of the day


def test_findings_with_a_sentence_without_a_date_are_read_again_as_they_were_written(project):
    write(project)
    project.extract()
    from timeline.extract import run
    from timeline.store import articles

    for name in ("first", "second", "third"):
        assert articles.load(articles.folder(project.content) / f"{name}.yaml")["article"] == name
    assert run(project.seeds, project.content, confirm=True).parsed == 0


def core(n, deeds, words, names, articles="a", told=""):
    return Core(n, 0, frozenset(articles.split()), frozenset(deeds.split()), frozenset(words.split()), frozenset(names.split()), frozenset(told.split()), True)


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        (core(1, "#crash derail", "tram norrvik bend", "norrvik"), core(2, "#crash overturn", "tram norrvik rail", "norrvik", "b"), True),
        (core(1, "#crash", "tram norrvik bend", "norrvik"), core(2, "#win", "tram norrvik bend", "norrvik", "b"), False),  # another deed
        (core(1, "#fine", "court firm harbour", "harbour"), core(2, "#fine", "court firm tovik", "tovik", "b"), False),  # no name in common
        (core(1, "#fine", "court ostby harbour", "ostby harbour"), core(2, "#fine", "court ostby tovik", "ostby tovik"), False),  # one article, two things
        (core(1, "#kill", "seven tram norrvik", "norrvik", told="#crash"), core(2, "#crash", "tram bend", "", "b"), True),  # the harm of the deed
        (core(1, "#arrest", "driver tram norrvik", "norrvik", told="#crash"), core(2, "#crash", "tram bend norrvik", "norrvik", "b"), False),  # what came of it
    ],
)
def test_two_groups_of_a_day_are_one_event_where_deed_and_names_allow_it(a, b, same):
    assert can_be_same(a, b) == same


def test_a_page_shows_a_source_without_a_date_with_its_sentence_and_links_its_article(project):
    write(project)
    project.extract()
    from timeline.view.load import load

    found = {e.title: e for e in load(project.content, "A dossier").events}
    (event,) = [e for e in found.values() if len(e.sources) == 2]
    assert [(s.article, s.missing, s.when) for s in event.sources] == [("first", False, event.sources[0].when), ("second", False, "")]
    assert all(not s.missing for e in found.values() for s in e.sources)


LEADS = [
    ("a statement is the news where nothing else is", "Halden said on Thursday that a breach of its systems may have exposed 143 million customers. Its shares fell.",
     "Halden breach exposed 143 million customers",
     ["2024-03-07 Halden said that a breach of its systems may have exposed 143 million customers"]),
    ("a state is no news", "The population of Norland stood at four million on 1 March 2024. Halden has the data of three million people of Norland.",
     "Halden has data of three million people of Norland", []),
    ("what was long ago is no news", "The ferry Aurora sank off Norrvik on 3 May 1988. Divers look for the ferry Aurora still.", "Divers look for ferry Aurora off Norrvik", []),
]  # fmt: skip


@pytest.mark.parametrize(("name", "text", "headline", "leads"), LEADS, ids=[r[0] for r in LEADS])
def test_the_lead_is_what_the_headline_reports_as_news(name, text, headline, leads):
    blocks = find_blocks(text)
    found = find_mentions(Document("x", text, "2024-03-08", title=headline, blocks=blocks), tag(text, "2024-03-08", "en", blocks))
    assert [f"{m.date} {m.title}" for m in found if m.lead and not m.unused] == leads


def test_what_happened_while_something_went_on_is_the_main_verb():
    text = "The boy fell into a dry well at Orlo while picking pears on Sunday, the agency reported."
    found = [m for m in find_mentions(Document("x", text, "2024-03-08", blocks=find_blocks(text)), tag(text, "2024-03-08", "en", find_blocks(text))) if not m.unused]
    assert [(m.lemma, m.date) for m in found] == [("fall", "2024-03-03")]


def test_a_setting_leaves_out_events_on_the_day_of_their_report(project):
    from timeline.read.articles import Options

    project.article("ferry", "2024-03-05", OTHER, title="Ferry passengers killed off Ostby")
    project.extract(options=Options(reported_on=False))
    assert not list((project.content / "events").rglob("*.yaml"))
    project.extract()
    assert "how: reported on" in project.event("ferry").read_text()
