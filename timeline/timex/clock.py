"""The clocks of a document while it is read: what "now", the story, its section and its last quarter are at a place of the text.

Which of them an expression runs on is decided over the whole document (:mod:`timeline.timex.decide`); ``narrative`` says what was decided.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from operator import attrgetter

from timeline.calendar import SIZE, Period

LONG_JUMP = 4  # years: a coarse date so far from the story does not move it, unless it opens its sentence
QUARTER_KEPT = 2  # paragraphs for which a business report stays with its quarter


@dataclass(frozen=True, slots=True)
class Section:
    """A dated heading, label or date line: it dates all that stands under it, until the next one of its ``level`` or
    above.
    """

    level: int
    first: Period
    last: Period

    def holds(self, p: Period) -> bool:
        """Whether a period begins in it."""
        return self.first.first <= p.first <= self.last.last


@dataclass(slots=True)
class Clocks:
    """The clocks at one place of a text, along one path of readings.

    Days are day numbers (:mod:`timeline.calendar`).
    """

    now: int | None  # publication date as a day number
    week_start: str = ""  # monday or sunday; "" where people who speak the language differ
    narrative: bool = False  # whether the expression in hand runs on the story's clock
    story: Period | None = None  # the last date that the text named, fine or coarse
    story_day: Period | None = None  # the last day that it named
    focus: Period | None = None  # the last period named in this paragraph (a quarter, a month)
    quarter: Period | None = None  # the quarter or half that a business report is about, for two paragraphs
    since_quarter: int = 0
    block: int = -1  # the paragraph in hand
    sentence: int = -1  # where the last expression stood
    bc: bool = False
    order: str = ""  # mdy or dmy: how this text writes dates in figures, where its project says so or once one shows it
    named_day: tuple[Period, int] | None = None  # the last day that was named with its year, and where its name ended
    named_year: Period | None = None  # the last explicit date of any kind: "that year"
    label_day: Period | None = None  # the day of the last label
    headed: int = -1  # the block of the last heading or label
    sections: tuple[Section, ...] = ()  # of the headings above, the outermost first

    def copy(self) -> Clocks:
        """The same clocks, for another path."""
        return Clocks(*FIELDS(self))

    @property
    def stands_at_year(self) -> bool:
        """Whether the story stands at a year, not at a day or month."""
        return self.story is not None and SIZE[self.story.kind] >= 365

    @property
    def section(self) -> Section | None:
        """The innermost dated heading or label above."""
        return self.sections[-1] if self.sections else None

    def enter_paragraph(self, block: int) -> None:
        """Go on to the paragraph ``block``; the focus ends with the paragraph before."""
        if block != self.block:
            self.focus = None
            self.since_quarter += block - self.block if self.block >= 0 else 0
            if self.since_quarter > QUARTER_KEPT:
                self.quarter = None
            self.block = block

    def pass_heading(self, level: int, first: Period | None, last: Period | None) -> None:
        """Pass a heading or label. One without a date (None) ends the sections of its level and below."""
        self.sections = tuple(s for s in self.sections if s.level < level)
        if first is not None and last is not None:
            self.sections += (Section(level, first, last),)
            self.return_to_section()

    def return_to_section(self) -> None:
        """Set the story to the date of the current section, unless it stands within it already."""
        s = self.section
        if s is not None and (self.story is None or not s.holds(self.story)):
            self.story = self.focus = s.first
            self.story_day = s.first if s.first.kind == "day" else None

    def note_date(self, period: Period, *, explicit: bool, aside: bool, opens: bool) -> None:
        """Note a date that was resolved: the story goes on from it.

        Asides and lone far years do not move the story.
        """
        if explicit:
            self.named_year = period
        if aside:
            return
        self.focus = period
        if period.kind in ("quarter", "half"):
            self.quarter, self.since_quarter = period, 0
        jump = self.story is not None and abs(period.year - self.story.year) > LONG_JUMP
        if jump and SIZE[period.kind] >= 365 and not opens:
            return
        if SIZE[period.kind] > 366:
            return
        if period.kind == "year" and self.story is not None and self.story.year == period.year:
            return
        self.story = period
        if period.kind == "day":
            self.story_day = period

    def last_date(self) -> Period | None:
        """The last date that the text named: in this paragraph, else in the story; the day, where one lies within it.

        None before the first.
        """
        told = self.focus or self.story
        inside = told is not None and self.story_day is not None and told.first <= self.story_day.first <= told.last
        return self.story_day if inside else told


FIELDS = attrgetter(*(f.name for f in fields(Clocks)))  # their values, in order: many times faster than dataclasses.replace


def nearest(candidates: list[Period], anchor: int) -> Period:
    """The candidate closest to a day; the earlier one on a tie."""
    return min(candidates, key=lambda p: (max(p.first - anchor, anchor - p.last, 0), p.n))


def weekday_near(anchor: int, wday: int, side: str) -> Period:
    """The weekday on or before (``past``), on or after (``future``) or nearest to (``near``) a day."""
    back = Period("day", anchor - (anchor - 1 - (wday - 1)) % 7)
    if side == "past":
        return back
    ahead = back if back.n == anchor else back.shift(7)
    return ahead if side == "future" else nearest([back, ahead], anchor)
