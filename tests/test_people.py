"""People of an event: a surname alone is the person whom the document has named in full, also where the parser takes it for something else."""

from __future__ import annotations

import pytest

from timeline.mention.find import find_all_mentions
from timeline.model import Document
from timeline.timex.tag import tag

pytest.importorskip("spacy")

# the text | the word of the event | its people, "-" for none
ROWS = """
Joe Biden met President Ashraf Ghani in Doha. Ghani spoke to Biden by telephone on Wednesday. | spoke | Joe Biden, Ashraf Ghani
President Ashraf Ghani objected. The commission declared Ghani the winner on Wednesday. | declared | Ashraf Ghani
Press Secretary Josh Earnest spoke first. Earnest resigned on Wednesday. | resigned | Josh Earnest
The Cleveland Indians played well. The Indians lost on Wednesday. | lost | -
Workers went to Cape Erimo. A ship sank off Erimo on Wednesday. | sank | -
Ghani spoke to reporters on Wednesday. | spoke | -
"""


@pytest.mark.parametrize("row", [r for r in ROWS.splitlines() if r], ids=lambda r: r.split(" | ")[0][:50])
def test_a_surname_is_the_person_whom_the_document_names(row):
    text, word, people = row.split(" | ")
    d = Document("x", text, "2021-06-20")
    (mentions,) = find_all_mentions([(d, tag(text, d.published))])
    (found,) = [m.people for m in mentions if text[slice(*m.trigger)] == word]
    assert found == (() if people == "-" else tuple(people.split(", ")))
