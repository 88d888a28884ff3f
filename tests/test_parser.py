"""The parser's shortcuts change nothing of what it says."""

from __future__ import annotations

import io
import json
import threading

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

pytest.importorskip("spacy")
import spacy

from timeline import protocol
from timeline.mention.find import find_all_mentions, find_mentions
from timeline.mention.parser import MODELS, parse, plain
from timeline.model import Document
from timeline.timex.tag import tag

SENTENCES = (
    "The council has had its way, and there is no one who didn't know that it would.",
    "What they do once they have been told is up to them.",
    "She did it herself;  nothing was said, though two spaces were typed.",
    "That is the ship that sank, but for the ones that were saved.",
    "There's been a fire at 'the old mill', hasn't there?",
    "Angela Merkel met the Bank of England's governor, Mark Carney, in Berlin on 3 May 2016",
    "Amnesty International",
    "Kenya",
    "On Monday the United Nations General Assembly heard Nelson Mandela.  The Red Cross flew 300 tonnes of rice to Port-au-Prince.",
    "Boeing, Airbus and Embraer sold 40 per cent more to the Gulf states than in the first quarter of 2009.",
)


def test_parses_are_those_of_the_models_own_pipes():
    own = spacy.load(next(name for name in MODELS if spacy.util.is_package(name)))
    said = [[(t.text, t.idx, t.pos_, t.tag_, t.dep_, t.head.i, t.ent_type_, t.is_punct, [x.i for x in t.subtree], t.left_edge.i, t.right_edge.i) for t in own(plain(text))] for text in SENTENCES]
    names = [[(e.text, e.label_, e.root.i) for e in own(plain(text)).ents] for text in SENTENCES]
    assert any(e for found in names for e in found if " " in e[0])
    for _ in range(2):  # the second time from memory
        parses = list(parse(map(plain, SENTENCES)))
        assert [[(t.text, t.at, t.pos, t.tag, t.label, t.head.i, t.entity, t.is_punct, [x.i for x in t.subtree], t.left_edge.i, t.right_edge.i) for t in p] for p in parses] == said
        assert [[(e.text, e.kind, e.root.i) for e in p.entities] for p in parses] == names


TEXTS = (
    "The ferry left Cebu on Monday. It sank off Bohol on Tuesday.",
    "",
    "Nobody knows why.",
    "Maria Lopes became mayor in 2019. She resigned in March 2021, and her deputy took over the next day.",
)


def documents() -> list[tuple[Document, list]]:
    made = [Document(str(i), text, "2024-05-09") for i, text in enumerate(TEXTS * 9)]
    return [(d, tag(d.text, d.published)) for d in made]


@pytest.mark.parametrize(("at_once", "kept"), [(128, 256), (3, 1), (1, 1)])
def test_documents_say_together_what_each_says_alone(monkeypatch, at_once, kept):
    alone = [find_mentions(*d) for d in documents()]
    monkeypatch.setattr("timeline.mention.find.BATCH", at_once)
    monkeypatch.setattr("timeline.mention.find.PARSES_KEPT", kept)
    together = list(find_all_mentions(iter(documents())))
    assert together == alone
    assert [m.title for m in together[0]] == ["The ferry left Cebu", "The ferry sank off Bohol"]
    assert together[1] == together[2] == []


class Answers(io.StringIO):
    """Tells when a line was written."""

    def __init__(self) -> None:
        super().__init__()
        self.came = threading.Event()

    def flush(self) -> None:
        self.came.set()


def test_who_waits_for_each_answer_gets_it_at_once():
    """A line is sent only when the answer to the one before is there: nothing may wait for a group to fill."""
    out = Answers()

    def asked():
        for i in range(5):
            if i:
                assert out.came.wait(30)
                out.came.clear()
            yield {"id": i, "text": "x"}

    protocol.answer(protocol.batch_waiting(asked()), lambda some: ({"n": d["id"]} for d in some), out)
    assert [json.loads(line)["n"] for line in out.getvalue().splitlines()] == [0, 1, 2, 3, 4]


def test_what_is_wrong_with_a_line_is_reported_in_its_place_and_the_others_go_on(capsys):
    out = io.StringIO()
    source = io.StringIO('{"id": 1, "text": "x"}\njunk\n{"id": 3}\n{"id": 4, "text": "x"}\n')
    assert protocol.answer(protocol.batch_waiting(protocol.read_lines(source)), lambda some: ({} for _ in some), out) == 2
    rows = [json.loads(line) for line in out.getvalue().splitlines()]
    assert [r["id"] for r in rows] == [1, None, 3, 4]
    assert [r.get("error", "")[:24] for r in rows] == ["", "line 2 of the input is n", "line 3 of the input need", ""]
    assert capsys.readouterr().err.count("timeline: line") == 2


def test_a_document_that_fails_takes_no_other_answer_along():
    out = io.StringIO()

    def work(some):
        if any(d["id"] == 2 for d in some):
            raise ValueError("no")
        return [{} for _ in some]

    assert protocol.answer([[{"id": i, "text": "x"} for i in range(4)]], work, out) == 1
    rows = [json.loads(line) for line in out.getvalue().splitlines()]
    assert [(r["id"], "error" in r) for r in rows] == [(0, False), (1, False), (2, True), (3, False)]


WORDS = 'the a of and that has was to be rose , " - ( until Friday in 1990 BC Mills council his its who said banks neither with as by'.split()


@given(st.lists(st.sampled_from(WORDS), min_size=5, max_size=25))
@example("to be rose , Friday of has that and".split())
def test_words_in_any_order_break_nothing(some):
    text = " ".join(some)
    for m in find_mentions(Document("x", text, "2021-08-15"), tag(text, "2021-08-15")):
        assert m.unused or (m.title and m.quote[0] <= m.trigger[0] < m.trigger[1] <= m.quote[1])


def test_a_part_of_a_hyphenated_place_is_no_person():
    text = "Mazar-i-Sharif was lost on Saturday and Jalalabad fell on Sunday."
    found = list(find_mentions(Document("x", text, "2021-08-16"), tag(text, "2021-08-16")))
    assert found and not [m.people for m in found if m.people]


def test_the_place_of_an_agreements_name_is_not_where_it_happened():
    text = "The president visited the base in November 2019, three months before his government signed the Doha agreement."
    assert not [m.places for m in find_mentions(Document("x", text, "2021-07-03"), tag(text, "2021-07-03")) if m.places]
