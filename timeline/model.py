"""The values that flow from stage to stage, all frozen: Block, Document, Timex, Mention, Source, Event."""

from __future__ import annotations

from dataclasses import dataclass

NAMES = ("people", "organisations", "places", "tags")  # the kinds of names that an event has
IMPORTANCE = ("key", "normal", "minor")  # of an event to the story, the most first


class Packed:
    """A frozen value with slots that is pickled as a call with its fields: a third of the time that dataclasses take, which look all fields up for each value."""

    __slots__: tuple[str, ...] = ()

    def __reduce__(self) -> tuple[type[Packed], tuple[object, ...]]:
        """The class, and the values of the fields in order."""
        return type(self), tuple(getattr(self, name) for name in self.__slots__)


@dataclass(frozen=True, slots=True)
class Block(Packed):
    """A stretch of a text and what it is: ``heading`` (with its level, 1 the highest), ``paragraph``, ``item`` of a list, ``row`` of a table, ``entry`` of a
    chronology, ticker or table (``label`` is the span of its date or time, ``body`` of what it says), ``quotation``, ``post``, ``caption``, ``credit``,
    ``dateline`` (the day of a letter, a judgment, a release) or ``boilerplate``. Spans count characters of the document's text."""

    kind: str
    start: int
    end: int
    level: int = 0
    label: tuple[int, int] | None = None
    body: tuple[int, int] | None = None
    cells: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Document(Packed):
    """One article as read. Offsets everywhere count characters of ``text``, which is kept as decoded; ``blocks`` say what each stretch of it is.

    ``published`` is ISO text or "" where nobody knows; ``published_from`` says where it was found.
    """

    id: str
    text: str
    published: str = ""
    published_from: str = ""
    title: str = ""
    publisher: str = ""
    url: str = ""
    language: str = "en"
    rights: str = ""
    path: str = ""
    blocks: tuple[Block, ...] = ()
    pages: tuple[int, ...] = ()  # where the pages of a PDF begin in the text
    day_order: str = ""  # dmy or mdy: how 05/02/2023 is meant, where its project says
    week_start: str = ""  # monday or sunday, where its project says


@dataclass(frozen=True, slots=True)
class Timex(Packed):
    """One expression of time and what it was found to mean.

    ``value`` is TIMEX3, ``edtf`` the date for an event ("" when it dates nothing); ``first`` and ``last`` are ISO days, "" where
    open or before year 1. ``rejected`` holds (EDTF, reason) of the readings not taken.
    """

    start: int
    end: int
    text: str
    type: str
    value: str
    edtf: str = ""
    first: str = ""
    last: str = ""
    granularity: str = ""
    anchor: str = ""
    rule: str = ""
    direction: str = ""
    rejected: tuple[tuple[str, str], ...] = ()
    confidence: str = "worked-out"
    mod: str = ""
    signal: str = ""
    tense: str = ""
    length: str = ""
    anchor_date: str = ""


@dataclass(frozen=True, slots=True)
class Mention(Packed):
    """One event as one sentence reports it, dated by one expression."""

    document: str
    title: str
    how: str  # how the title was made: clause, nominal or verbatim
    needs: str  # what a person has to add: "", "subject"
    status: str
    trigger: tuple[int, int]
    lemma: str
    timex: Timex
    quote: tuple[int, int]
    speaker: str = ""
    people: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    date: str = ""
    length: str = ""
    confidence: str = "worked-out"
    unused: str = ""  # why it makes no event; "" when it does
    importance: str = "normal"  # key, normal or minor
    lead: bool = False  # it is what its article reports
    organisations: tuple[str, ...] = ()
    deed: str = ""  # the verb that an event noun stands under, where that says what was done: "won", of "won Sunday's race"
    who: tuple[str, ...] = ()  # who does it: the head of the phrase, and the phrase; () where that is open
    whom: tuple[str, ...] = ()  # to whom or what it is done, likewise
    draft: object = None  # while it is made: its candidate titles


@dataclass(frozen=True, slots=True)
class Source(Packed):
    """One article's word for an event: the quoted sentence, the expression in it and how it was read."""

    article: str
    quote: str
    expression: str
    trigger: str
    date: str
    how: str
    date_confidence: str
    published: str = ""
    status: str = ""
    speaker: str = ""
    occurrence: int = 1


@dataclass(frozen=True, slots=True)
class Event(Packed):
    """One event with all that tells of it. ``date`` is EDTF; an event known only by its length has ``length``."""

    id: str
    title: str
    date: str
    length: str
    status: str
    certainty: str
    people: tuple[str, ...]
    places: tuple[str, ...]
    sources: tuple[Source, ...]
    tags: tuple[str, ...] = ()
    summary: str = ""
    needs: str = ""
    importance: str = "normal"
    organisations: tuple[str, ...] = ()
