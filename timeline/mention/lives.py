"""Birth and death from the bracket behind a name: "Otto Brandt (2 March 1866 – 9 July 1931) was a painter" -> two
mentions.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from timeline import edtf
from timeline.mention.names import Names
from timeline.mention.sentences import Sentence
from timeline.mention.words import words
from timeline.model import Document, Mention, Timex
from timeline.tables import load_table

BETWEEN = re.compile(r"(?:,? in [^\W\d_][^()\d–—]{1,40}?)?\s*[-–—]+\s*")
BEHIND = re.compile(r"(?:,? in [^\W\d_][^()\d]{1,40})?\s*\)")
AGES = range(8, 116)  # years that a person whom a bracket names may have lived; a shorter span may be a term of office
DAY = re.compile(r"\d{4}-\d\d-\d\d")


def find_life_dates(document: Document, s: Sentence, names: Names) -> Iterator[Mention]:
    """The birth and the death that a bracket gives.

    Nothing where its days are not exact, the name is no person's, or the sentence does not say who that is: the years
    of a reign look the same.
    """
    for begin, end in zip(s.timexes, s.timexes[1:], strict=False):
        name = find_person_before(s, begin)
        if not name or not BETWEEN.fullmatch(s.text[begin.end : end.start]) or not BEHIND.match(s.text, end.end):
            continue
        if not (DAY.fullmatch(begin.value) and DAY.fullmatch(end.value)) or year(end) - year(begin) not in AGES:
            continue
        at = s.text.rfind(name.split()[-1], s.start, begin.start)
        full = names.full(name, None, s.start)
        for t, done in ((begin, "born"), (end, "died")):
            title = f"{full} {load_table(document.language + '/events')['life'][done]}"
            yield Mention(document.id, title, "life", "", "happened", (at, at + len(name.split()[-1])), done, t, (s.start, s.end), "", (full,), (), t.value, "", t.confidence)


def find_person_before(s: Sentence, t: Timex) -> str:
    """The person's name in front of the bracket that an expression opens, where the sentence says who that was; ""
    otherwise.
    """
    bracket = s.tree.find_span(t.start - s.start, t.end - s.start)
    if bracket is None or bracket.start < 2 or s.tree[bracket.start - 1].text != "(":
        return ""
    last = s.tree[bracket.start - 2]
    person = next((e for e in s.tree.entities if e.kind == "PERSON" and e.end == last.i + 1), None)
    root = next((x for x in s.tree if x.role == "root"), last)
    is_someone = root.lemma in words()["be"] and any(c.role in ("predicate", "predicate_adjective") for c in root.children) and root.i > last.i
    return person.text if person is not None and is_someone and " " in person.text else ""


def year(t: Timex) -> int:
    """The year of a day."""
    return edtf.parse(t.value).points[0].period.year  # type: ignore[union-attr]
