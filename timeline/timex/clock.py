"""Which clock an expression runs on, and in which direction: the state of a reading from top to bottom.

The clock is chosen per expression: the publication date in reporting; the story's own time in narrative; the last event
for "two days later". Only what stands before, and the paragraph in hand, is looked at.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from timeline.calendar import SIZE, Period, civil
from timeline.timex.lexicon import Lexicon

CUE_WORD = re.compile(r"(?<![\w-])[^\W\d_]+|['’](?:ll|d)\b|[,;:()]|[.!?]['\"”’)]*(?=\s+[A-Z\"“'‘]|\s*$)|\n\s*\n")
FAR_YEARS = 2  # an explicit date so many years from the publication date speaks for a narrative
BE = ("is", "are", "was", "were", "be", "been")
NEAR_BY = 120  # characters that a far date governs in a report: a sentence or two
REACH = 320  # characters that are looked through for a cue on either side


@dataclass(slots=True)
class Clocks:
    """The clocks of one document while it is read."""

    now: int | None  # publication date as a day number
    story: Period | None = None  # the last date that the text told, fine or coarse
    story_day: Period | None = None  # the last day that it told
    focus: Period | None = None  # the last period told in this paragraph (a quarter, a month)
    here: Period | None = None  # the last explicit far date of this paragraph
    here_at: int = 0  # where it stood
    at: int = 0  # where the expression in hand stands
    quarter: Period | None = None  # the quarter or half that a business report is about, for two paragraphs
    since_quarter: int = 0
    far: float = 0.0  # evidence for a narrative: explicit dates far from the publication date
    near: float = 0.0  # evidence for a report: weekdays, "yesterday", explicit dates close by
    present: bool = False  # whether this paragraph has a word that only the reader's day explains
    bc: bool = False
    order: str = ""  # mdy or dmy: how this text writes dates in figures, once one shows it
    day_told: tuple[Period, int] | None = None  # the last day that was named with its year, and where its name ended
    year_told: Period | None = None  # the last explicit date of any kind: "that year"

    @property
    def narrative(self) -> bool:
        """Whether the text so far tells a story of its own time."""
        return self.now is None or (self.far >= (2 if self.near else 1.25) and self.far > 1.5 * self.near)

    def paragraph(self) -> None:
        """A new paragraph begins: what was in focus is not any more."""
        self.focus = self.here = None
        self.present = False
        self.since_quarter += 1
        if self.since_quarter > 2:
            self.quarter = None

    def told(self, period: Period, *, explicit: bool, aside: bool, opens: bool) -> None:
        """Note a date that was resolved. Asides and lone far years don't move the story."""
        if explicit:
            self.year_told = period
        if explicit and self.now is not None and not aside:
            away = abs(period.year - civil(self.now)[0])
            weight = 1.0 if SIZE[period.kind] <= 31 else 0.25
            if away >= FAR_YEARS:
                self.far += weight
            elif SIZE[period.kind] <= 31:
                self.near += weight
            if away:
                self.here_at = self.at
                self.here = period if SIZE[period.kind] <= 31 and period.first < self.now else None
        if aside:
            return
        self.focus = period
        if period.kind in ("quarter", "half"):
            self.quarter, self.since_quarter = period, 0
        jump = self.story is not None and abs(period.year - self.story.year) > 4
        if jump and SIZE[period.kind] >= 365 and not opens:
            return
        if SIZE[period.kind] > 366:
            return
        if period.kind == "year" and self.story is not None and self.story.year == period.year:
            return
        self.story = period
        if period.kind == "day":
            self.story_day = period

    def deictic(self, weight: float = 1.0) -> None:
        """A word that only the reader's day explains was met: it speaks for a report."""
        self.present = True
        self.near += weight if self.far else 1.5 * weight

    def last_told(self) -> Period | None:
        """The last date that the text told: of this paragraph, else of the story; its day, where it lies within."""
        told = self.focus or self.story
        inside = told is not None and self.story_day is not None and told.first <= self.story_day.first <= told.last
        return self.story_day if inside else told

    def story_for_fields(self) -> Period | None:
        """The date whose year and month fill gaps, where the story's clock rules; else None."""
        if self.narrative:
            return self.story
        return self.here if self.at - self.here_at < NEAR_BY else None


def tense(text: str, start: int, end: int, lexicon: Lexicon) -> tuple[str, int]:
    """``past``, ``future``, ``near`` (a plan that was made) or ``""``: the nearest cue before the expression in its clause, else after it.

    With how many words lie between them; :data:`REACH` for a cue behind.
    """
    before = cue_words(text, max(0, start - REACH), start, lexicon)
    words: list[str] = []
    for w in reversed(before):
        if w[0] in ".!?;\n":
            break
        words.append("" if w == "May" else w.lower())
    leads = next((i for i, w in enumerate(words) if w not in lexicon.settings["leads"]), len(words))
    if words[leads : leads + 1] == ["that"] and (own := tense_behind(text, end, lexicon)):
        return own, REACH  # "said that by Friday it would open": its own verb is behind it
    for i, w in enumerate(words):
        found = direction(words[i + 1] if i + 1 < len(words) else "", w, words[i - 1] if i else "", lexicon)
        if found == "future" and w in lexicon.settings["scheduled"] and told_before(words, i, lexicon):
            return "past", i  # "counted the votes on Tuesday": a noun
        if found:
            return found, i
    return tense_behind(text, end, lexicon), REACH


def tense_behind(text: str, end: int, lexicon: Lexicon) -> str:
    """What the first cue behind an expression in its sentence says; "" where there is none."""
    after = []
    for w in cue_words(text, end, end + REACH, lexicon):
        if w[0] in ".!?;\n":
            break
        after.append("" if w == "May" else w.lower())
    for i, w in enumerate(after):
        found = direction(after[i - 1] if i else "", w, after[i + 1] if i + 1 < len(after) else "", lexicon)
        if found:  # "On Friday the government planned to pay": the planning was on Friday
            return "past" if found == "future" and w.endswith("ed") and (after[i - 1] if i else "") not in BE else found
    return ""


def told_before(words: list[str], i: int, lexicon: Lexicon) -> bool:
    """Whether the clause tells of the past before a word, counted backwards from the expression."""
    for k in range(i + 1, len(words)):
        if words[k] in (",", ":", "(", ")", "and", "but", "that", "when", "which", "who", "if"):
            return False
        if found := direction(words[k + 1] if k + 1 < len(words) else "", words[k], words[k - 1], lexicon):
            return found == "past"
    return False


def cue_words(text: str, start: int, end: int, lexicon: Lexicon) -> list[str]:
    """The words and marks of a piece of text, without the full stops of abbreviations."""
    found = CUE_WORD.findall(text, start, end)
    short = lexicon.settings["abbreviations"]
    return [w for i, w in enumerate(found) if w[0] != "." or not i or not (len(found[i - 1]) == 1 or found[i - 1].lower() in short)]


def direction(before: str, word: str, after: str, lexicon: Lexicon) -> str:
    """What one word says of the direction, with its neighbours in the order of the text."""
    found = lexicon.cues.get(word, "")
    if found == "past" and before in lexicon.settings["auxiliaries"]:
        found = ""  # "shops will shut on Friday"
    if found == "future" and before in ("was", "were"):
        return "near"  # "deliveries that were due on Wednesday"
    if found == "future" and after == "on" and word in lexicon.settings["promises"]:
        return "past"  # "a truce proposed on Monday"
    if found == "future" and after != "to" and before in lexicon.settings["determiners"]:
        return ""  # "approved the plan on Tuesday"
    if (after in ("to", "for") and word in lexicon.settings[f"future_before_{after}"]) or (word == "to" and before in ("is", "are", "be")) or (word == "be" and before == "to"):
        return "near" if before == "been" else "future"  # "had been due to start on Monday": the plan is past, the day need not be
    if word == "to" and before in ("was", "were"):
        return "near"  # "was to leave on Monday"
    if word in lexicon.settings["scheduled"] and before not in lexicon.settings["auxiliaries"] and before not in lexicon.settings["determiners"]:
        return "future"  # "voters go to the polls on Sunday"
    if word == "to" and not after and (before in ("forward", "back") or before in lexicon.settings["moved"]):
        return "future"  # "the vote was moved to Tuesday"
    if (word in BE[:2] and after in ("at", "on")) or (word in lexicon.settings["hours"] and after == "at"):
        return "future"  # "kick-off is at 3pm", "polls close at 10"
    if word == "couldn" or (word == "could" and after == "not"):
        return "past"  # "could not fly on Monday"
    if word == "have" and before in lexicon.settings["scheduled"]:
        return ""  # "must have the pumps running"
    if before in ("is", "are", "'s") and found == "past" and word not in ("said", "told"):
        return ""  # "the case is heard in May"
    if before in ("be", "being", "get", "getting") or (before == "been" and found == "future"):
        return "past" if before == "been" else ""
    if not found and len(word) > 4 and word.endswith("ed") and not word.startswith("un") and word not in lexicon.settings["no_verbs"]:
        return "past"
    return found


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
