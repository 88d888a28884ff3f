"""Entries of tables, tickers and works of reference: what they tell, when, and whether it happened. A row that says nothing gives nothing."""

from __future__ import annotations

import pytest

from timeline.mention.find import find_mentions
from timeline.model import Document
from timeline.read.blocks import find_blocks
from timeline.timex.tag import tag

TABLE = "| When | What | Who |\n|---|---|---|\n"
ROWS = [
    ("a life in brackets", "Otto Brandt (2 March 1866 – 9 July 1931) was a painter.", ["1866-03-02 Otto Brandt was born", "1931-07-09 Otto Brandt died"]),
    ("a life with its places", "Maria Keller (3 May 1901 in Bergen – 9 July 1971 in Oslo) was a sailor.", ["1901-05-03 Maria Keller was born", "1971-07-09 Maria Keller died"]),
    ("a reign is no life", "Elizabeth Marsh (6 February 1952 – 8 September 1962) reigned in Orlo.", ["1952-02-06/1962-09-08 Elizabeth Marsh reigned in Orlo"]),
    ("until", TABLE + "| until 9 June 2021 | Road closed for repairs | City |", ["../2021-06-09 Road closed for repairs (ongoing)"]),
    ("by", TABLE + "| by 1 July 2021 | New road opens | City |", ["[..2021-07-01] New road opens (planned)"]),
    ("since", TABLE + "| since 4 May 2021 | Spring fair closed | City |", ["2021-05-04/.. Spring fair closed"]),
    ("about", TABLE + "| about 3 May 2021 | Trees felled in the park | City |", ["2021-05-03~ Trees felled in the park"]),
    ("cancelled", TABLE + "| cancelled: 5 May 2021 | Spring fair in the park | |", ["2021-05-05 Spring fair in the park (cancelled)"]),
    ("words in several cells", TABLE + "| 3 May 2021 | Assembly | Passed |\n| 4 May 2021 | Senate | Rejected |", ["2021-05-03 Assembly: Passed", "2021-05-04 Senate: Rejected"]),
    ("a day and a time", "Yesterday 22:00 – Sirens sounded in town.\n\n23:00 – The rain stopped.", ["2021-05-09T22:00 Sirens sounded in town", "2021-05-09T23:00 The rain stopped"]),
    ("a weekday and a time", "Sunday 22:00 – Sirens sounded in town.\n\n23:00 – The rain stopped.", ["2021-05-09T22:00 Sirens sounded in town", "2021-05-09T23:00 The rain stopped"]),
    ("a weekday and a day that do not fit", "Monday 22: Sirens sounded in town.\n\nTuesday 11: The rain stopped.", ["2021-05-11 The rain stopped (planned)"]),
    ("times under days", "# Friday 7 May\n\n18:10 CET The service warns of a storm.\n\n# Saturday 8 May\n\n06:05 CET The sea breaches the wall.",
     ["2021-05-07T18:10 The service warns of a storm", "2021-05-08T06:05 The sea breaches the wall"]),
    ("a sentence of its own day below a year", "# 1844\n\nOn 3 May boatmen burned the toll house.\n\n# 1845\n\nThe law was repealed in the spring.",
     ["1844-05-03 Boatmen burned the toll house", "1845-21 The law was repealed"]),
    ("lines of a page that ran together", "Crews of the town worked for three days Six-year-old Tim Orme of Tovik fell into a well on Sunday.", []),
    ("two lines without a mark between", "The scene by the river in Tovik The ferry of the town ran aground on Sunday.", []),
    ("a second verb that the parser lost", "Tovik-based Halden discovered the cyber crime in March but only informed consumers last month.",
     ["2021-03 Tovik-based Halden discovered the cyber crime"]),
    ("a word of the page before a name", "More Orme delivered a speech at a hotel in Tovik on Sunday.", []),
    ("a word of the page before the place", "Photo TOVIK, Norland — The council of Tovik opened the new bridge over the Sund on Monday.",
     ["2021-05-10 The council of Tovik opened the new bridge over the Sund"]),
    ("done by the day of the report", "All passengers of the ferry Sund Star were rescued by Monday.", ["[..2021-05-10] All passengers of the ferry Sund Star were rescued"]),
]  # fmt: skip


@pytest.mark.parametrize(("name", "text", "want"), ROWS, ids=[r[0] for r in ROWS])
def test_an_entry_becomes_an_event_with_its_label_and_body(name, text, want):
    made = find_blocks(text)
    found = find_mentions(Document("x", text, "2021-05-10", blocks=made), tag(text, "2021-05-10", "en", made))
    events = [m for m in found if not m.unused and m.importance != "minor"]
    assert [f"{m.date} {m.title}{'' if m.status == 'happened' else f' ({m.status})'}" for m in events] == want
