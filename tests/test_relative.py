"""Lengths that count from an event of the same text: dated where it is one event, of a day, that happened; else left undated."""

from __future__ import annotations

import pytest

from timeline.mention.find import find_all_mentions
from timeline.model import Document
from timeline.timex.tag import tag

pytest.importorskip("spacy")

# what the text says | the word of the event that counts from another | its date, "-" for none
ROWS = """
The siege was lifted on 3 May. Two days after the siege was lifted, the market opened. | opened | 2021-05-05
The bridge collapsed on 3 May. The mayor resigned a week after the bridge collapsed. | resigned | 2021-05-10~
The bridge collapsed on 3 May. A week after the collapse the mayor resigned. | resigned | 2021-05-10~
Rebels shelled the town on 3 May. Two days before the shelling, the army had left. | left | 2021-05-01
The mayor was arrested on 3 May. Three months before his arrest he had sold the house. | sold | 2021-02
The bridge collapsed on 3 May 2019. Two years after the collapse, the council sold the site. | sold | 2021
The army attacked the town on 3 May and the harbour on 9 May. Two days after the attack, the mayor left. | left | -
The rebels attacked the embassy on 3 May. Two days after the attack on the embassy was announced, the mayor left. | left | -
The bridge never opened. Two days after the bridge opened, the mayor left. | left | -
Two days after the siege was lifted, the market opened. The siege was lifted on 3 May. | opened | -
The siege was lifted on 3 May. Some days after the siege was lifted, the market opened. | opened | -
The siege was lifted on 3 May. Two days after the siege was not lifted, the market opened. | opened | -
The siege will be lifted on 3 July. Two days after the siege is lifted, the market opens. | opens | -
The siege was lifted in May. Two days after the siege was lifted, the market opened. | opened | -
The bridge opened on 3 May. Two days after the bridge opened in Norrvik, the mayor left. | left | -
"""


@pytest.mark.parametrize("row", [r for r in ROWS.splitlines() if r], ids=lambda r: r.split(" | ")[0][:60])
def test_a_length_counts_from_an_event_of_the_text(row):
    text, word, date = row.split(" | ")
    d = Document("x", text, "2021-06-20")
    (mentions,) = find_all_mentions([(d, tag(text, d.published))])
    found = [(m.date, m.confidence) for m in mentions if text[slice(*m.trigger)] == word and m.timex.anchor == "event"]
    assert found == ([] if date == "-" else [(date, "guessed")])


def test_the_findings_of_the_article_hold_the_date_and_where_it_counts_from(project):
    project.article("a", "2021-06-20", "The siege was lifted on 3 May. Two days after the siege was lifted, the market opened.")
    project.extract(minor=True)
    event = project.event("market-opened").read_text()
    assert 'date: "2021-05-05"' in event and 'expression: "Two days after the siege was lifted"' in event
    assert '"anchor": "event"' in (project.content / "extracted" / "articles" / "a.yaml").read_text()
    assert not project.extract(minor=True).parsed
