"""From what an expression says to the days it names: one function for each kind of expression."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from timeline.calendar import MONTHS_IN, SIZE, Period, civil, containing, day_of, holiday, nth_weekday, ordinal, thirds, timex, week_of, weekday
from timeline.timex.clock import Clocks, nearest, weekday_near
from timeline.timex.expr import About, AtTime, Cal, Edge, Expr, Holding, Length, Recur, Rel, Shift, Sub, Vague, Window, Within
from timeline.timex.make.units import CLOCKLIKE, UNIT_LETTER


@dataclass(frozen=True, slots=True)
class Reading:
    """What was worked out. ``a`` and ``b`` are the first and last period (equal for a single one);
    ``lasting`` says that it went on all the time between; both None: a length, a set or a vague reference."""

    type: str
    value: str
    a: Period | None = None
    b: Period | None = None
    lasting: bool = False
    mod: str = ""
    time: str = ""
    anchor: str = ""
    direction: str = ""
    confidence: str = "worked-out"
    rejected: tuple[tuple[Period, str], ...] = ()
    explicit: bool = False
    part: str = ""
    either: Period | None = None
    length: str = ""

    @property
    def granularity(self) -> str:
        """Kind of the period, ``minute`` for clock times, ``range``, or ``""`` without a date."""
        if self.a is None:
            return ""
        if self.time:
            return "minute"
        return self.a.kind if self.a == self.b else "range"


@dataclass(frozen=True, slots=True)
class Situation:
    """Where an expression stands: the clocks, the tense of its clause and the signal word before it."""

    clocks: Clocks
    tense: str = ""
    signal: str = ""
    now: int | None = None  # displaced now, inside "a year ago on Friday"
    opens: bool = False  # the expression opens its sentence: "Until Thursday, they had …"

    @property
    def today(self) -> int | None:
        """The day that counts as now: the story's in a narrative."""
        if self.now is not None:
            return self.now
        c = self.clocks
        if c.narrative and c.story is not None:
            return c.story.first
        return c.now

    @property
    def ahead(self) -> bool:
        """Whether the clause looks into the future."""
        return self.tense == "future" or (self.signal == "until" and not self.opens) or (self.signal in ("by", "through") and self.tense != "past")


def single(p: Period, **kw: Any) -> Reading:
    """A reading that is one period."""
    return Reading("DATE", timex(p), p, p, **kw)


def resolve(expr: Expr, s: Situation) -> Reading | None:
    """The reading of an expression in its situation; None when it names nothing (30 February)."""
    found: Reading | None = RESOLVERS[type(expr)](expr, s)  # type: ignore[operator]
    return found


def resolve_cal(e: Cal, s: Situation) -> Reading | None:
    """Fields of the calendar: what is missing comes from the clock that was chosen."""
    if e.other:
        day, other = day_of(*e_date(e)), day_of(*e.other)
        order = s.clocks.order
        if order and day and other:
            return single(day if e.order == order else other, explicit=True, confidence="worked-out", direction="as the other dates of the text")
        return single(day, explicit=True, confidence="guessed", either=other, direction="two orders") if day else None
    if e.holiday:
        return resolve_holiday(e, s)
    if e.year is not None:
        year = 1 - e.year if e.era == "?" else e.year
        if e.era == "?" and not s.clocks.bc:
            return single(Period("year", e.year), explicit=True, confidence="stated") if s.clocks.narrative and s.signal == "in" else None
        return stated(e, year)
    if e.decade is not None:
        return single(Period("decade", e.decade), explicit=True, confidence="stated")
    if e.century is not None:
        return single(Period("century", e.century), explicit=True, confidence="stated")
    if e.rel:
        return resolve_named(e, s)
    if e.weekday and not e.day:
        return resolve_weekday(e, s)
    return resolve_yearless(e, s)


def e_date(e: Cal) -> tuple[int, int, int]:
    """Year, month, day of a full date."""
    return e.year or 0, e.month or 0, e.day or 0


def stated(e: Cal, year: int) -> Reading | None:
    """The period that fields with a year name; None where the calendar has no such day."""
    p = period_in(e, year)
    return single(p, explicit=True, confidence="stated", anchor="stated") if p else None


def period_in(e: Cal, year: int) -> Period | None:
    """The period that the fields name in a year."""
    if e.holiday:
        return holiday(e.holiday, year)
    if e.week:
        return week_of(year, e.week)
    if e.month and e.day:
        return day_of(year, e.month, e.day)
    if e.month:
        return Period("month", year * 12 + e.month - 1)
    if e.quarter:
        return Period("quarter", year * 4 + e.quarter - 1)
    if e.half:
        return Period("half", year * 2 + e.half - 1)
    if e.season is not None:
        return Period("season", year * 4 + e.season)
    return Period("year", year)


def resolve_holiday(e: Cal, s: Situation) -> Reading | None:
    """A named day; one that names its year itself is stated."""
    rule = e.holiday or ""
    if rule[:4].isdigit() and rule[4:5] == "-":
        year, month, day = (int(x) for x in rule.split("-"))
        p = day_of(year, month, day)
        return single(p, explicit=True, confidence="stated", anchor="stated") if p else None
    if e.year is not None:
        return single(holiday(rule, e.year), explicit=True, confidence="stated", anchor="stated")
    if e.rel:
        return resolve_named(e, s)
    return resolve_yearless(e, s)


def resolve_weekday(e: Cal, s: Situation) -> Reading | None:
    """A bare weekday: the same day or the last one before, unless the clause looks ahead."""
    c = s.clocks
    wday = e.weekday or 1
    if c.narrative and s.now is None:
        if c.story_day is None or c.story is None or SIZE[c.story.kind] > 31:
            return Reading("DATE", f"XXXX-WXX-{wday}")
        return single(weekday_near(c.story_day.n, wday, "near"), anchor="story", direction="nearest to the story's day", confidence="guessed")
    if s.today is None:
        return Reading("DATE", f"XXXX-WXX-{wday}")
    side = "future" if s.ahead else "past"
    p = weekday_near(s.today, wday, side)
    other = p.shift(-7 if side == "future" else 7)
    why = "the clause looks ahead" if side == "future" else "the same day or the last one before"
    return single(p, anchor="publication", direction=why, rejected=((other, "the other direction"),))


def resolve_named(e: Cal, s: Situation) -> Reading | None:
    """Last Monday, this September, next spring, the following June."""
    today = s.today
    story = s.clocks.story_day or s.clocks.story
    if e.rel in ("previous", "following", "that") and story is not None:
        today = story.first
        anchor = "story"
    else:
        anchor = "publication"
    if today is None:
        return None
    if e.weekday:
        here = weekday_near(today, e.weekday, "past")
        week = containing("week", today).first + e.weekday - 1
        if e.rel in ("last", "past", "previous", "latest"):
            p = here if here.n < today else here.shift(-7)
            if e.rel == "past" and here.n == today:
                p = here
        elif e.rel in ("next", "coming", "following"):
            p = weekday_near(today + 1, e.weekday, "future")
        else:
            p = Period("day", week)
            if s.tense == "past" and week > today:
                p = p.shift(-7)
            elif s.tense == "future" and week < today:
                p = p.shift(7)
        return single(p, anchor=anchor, direction=e.rel)
    year = civil(today)[0]
    options = [o for y in (year - 2, year - 1, year, year + 1, year + 2) if (o := period_in(e, y))]
    if e.rel in ("last", "past", "previous", "latest"):
        p = max((o for o in options if o.last < today), key=lambda o: o.n)
    elif e.rel in ("next", "coming", "following"):
        p = min((o for o in options if o.first > today), key=lambda o: o.n)
    else:
        p = nearest([o for o in options if o.year == year] or options, today)
        told = period_in(e, (s.clocks.year_told or story).year) if e.rel == "that" and story is not None else None
        p = told or p
    return single(p, anchor=anchor, direction=e.rel)


def resolve_yearless(e: Cal, s: Situation) -> Reading | None:
    """A month, month and day, season or quarter without a year."""
    c = s.clocks
    if e.day and not e.month:
        return day_alone(e, s)
    told = c.story_for_fields() if s.now is None else None
    if told is None and c.narrative and s.now is None:
        told = Period("day", c.now) if c.now is not None and c.far < 1 else None
        if told is None:
            return Reading("DATE", unknown_year(e))
    if told is not None and not (not c.narrative and s.tense == "future"):
        years = [told.year] if SIZE[told.kind] >= 365 else [told.year - 1, told.year, told.year + 1]
        options = [p for y in years if (p := period_in(e, y))]
        if not options:
            return None
        if c.narrative:
            p, why = min(options, key=lambda o: gap(o, told)), "nearest to the story's last date"
        else:
            later = [o for o in options if o.first >= told.first and (s.today is None or o.first <= s.today)]
            p, why = (later or options)[0], "the first one after the date told before"
        return single(p, anchor="story", direction=why)
    today = s.today
    if today is None:
        return Reading("DATE", unknown_year(e))
    year = civil(today)[0]
    options = [p for y in range(year - 2, year + 3) if (p := period_in(e, y))]
    if not options:
        return None
    past = max((o for o in options if o.first <= today), key=lambda o: o.n, default=options[0])
    ahead = min((o for o in options if o.last >= today), key=lambda o: o.n, default=options[-1])
    if past == ahead:
        return single(past, anchor="publication", direction="the one that holds the publication date")
    near = nearest([past, ahead], today)
    to_past, to_ahead = today - past.last, ahead.first - today
    p, why = near, "the nearest"
    if s.signal in ("since", "ended"):
        p, why = past, f"{s.signal} looks back"
    elif s.ahead and (s.tense == "future" or near == ahead or s.signal == "until"):
        if e.day is None or to_ahead <= 3 * max(to_past, 1) or s.signal == "until":
            p, why = ahead, "the clause looks ahead"
    elif s.signal in ("by", "through") and s.tense == "past" and not e.holiday:
        p, why = near, "the nearest"
    elif s.tense == "past":
        if (e.day is None and not e.holiday) or (near == ahead and to_past < 2.2 * to_ahead):
            p, why = past, "the clause tells of the past"
    if e.quarter and s.tense != "past":
        p, why = (ahead, "the nearest") if to_ahead < to_past else (past, "the last one")
    other = ahead if p == past else past
    return single(p, anchor="publication", direction=why, rejected=((other, "the other direction"),))


def gap(p: Period, told: Period) -> float:
    """Distance from the story's last date; going back costs more than going on."""
    if p.first > told.last:
        return p.first - told.last
    return 1.3 * max(told.first - p.last, 0)


def unknown_year(e: Cal) -> str:
    """TIMEX3 value of a date whose year nobody gives."""
    if e.holiday or e.season is not None or e.quarter or e.half or not e.month:
        return "XXXX-" + (("SP", "SU", "FA", "WI")[e.season] if e.season is not None else f"Q{e.quarter}" if e.quarter else f"H{e.half}" if e.half else "XX-XX")
    return f"XXXX-{e.month:02d}" + (f"-{e.day:02d}" if e.day else "")


def day_alone(e: Cal, s: Situation) -> Reading | None:
    """On the 14th: in the month of the story, or the nearest that the tense allows."""
    base = s.clocks.story_day if s.clocks.narrative else None
    today = base.n if base else s.today
    if today is None:
        return Reading("DATE", f"XXXX-XX-{e.day:02d}")
    year, month, _ = civil(today)
    days = []
    for k in (-1, 0, 1):
        y, mo = divmod(year * 12 + month - 1 + k, 12)
        if p := day_of(y, mo + 1, e.day or 1):
            days.append(p)
    if base or s.tense == "":
        p = nearest(days, today)
    elif s.ahead:
        p = min((d for d in days if d.n >= today), key=lambda d: d.n, default=days[-1])
    else:
        p = max((d for d in days if d.n <= today), key=lambda d: d.n, default=days[0])
    return single(p, anchor="story" if base else "publication", direction="the nearest that the tense allows", confidence="guessed")


def resolve_rel(e: Rel, s: Situation) -> Reading | None:
    """Last week, today, the next day, that year."""
    c = s.clocks
    if e.base == "tense":
        if s.today is None:
            return Reading("DATE", "XXXX-WXX-WE")
        here = containing("weekend", s.today)
        p = here if here.first <= s.today or s.ahead else here.shift(-1)
        if s.tense == "past" and weekday(s.today) == 6:
            p = here.shift(-1)
        return single(p, anchor="publication", direction="the clause looks ahead" if s.ahead else "the last one")
    if e.base == "now":
        if s.today is None:
            return Reading("DATE", "PRESENT_REF" if e.k == 0 else "XXXX-XX-XX") if e.kind == "day" else None
        base = s.now if s.now is not None else s.today
        if e.kind == "day" and c.now is not None and s.now is None and e.word == "":
            base = c.now
        if e.kind == "year" and c.now is not None and s.now is None and not (c.narrative and c.story and abs(c.story.year - civil(c.now)[0]) > 1):
            base = c.now
        if e.word == "latest" and e.kind in ("quarter",):
            return single(containing(e.kind, base).shift(-1), anchor="publication", direction="the last one that has ended")
        p = containing(e.kind, base).shift(e.k)
        return week_reading(e, s, p, base) if e.kind == "week" else single(p, anchor="publication", direction=e.word or ("same" if e.k == 0 else "shift"))
    told = c.story_day if e.kind == "day" else c.story
    if e.kind == "quarter" and e.word == "that" and c.quarter is not None:
        told = c.quarter
    if e.kind == "year" and e.word == "that" and c.year_told is not None:
        told = c.year_told
    if e.base == "focus":
        told = c.focus or c.story
        if e.kind == "focus":
            told = (c.quarter or c.focus or c.story) if e.word == "year-ago" else c.focus or c.quarter or c.story
            return single(told, anchor="story") if told is not None else Reading("DATE", "PRESENT_REF")
        if e.kind == "quarter" and (told is None or told.kind != "quarter") and s.today is not None:
            told = c.quarter or containing("quarter", s.today).shift(-1)
        if e.word == "the" and s.today is not None and not c.narrative and (told is None or SIZE[told.kind] > SIZE[e.kind] or e.kind == "year"):
            told = Period("day", s.today)
    if told is None and s.today is not None and e.kind != "day":
        told = Period("day", s.today)
    if told is None or (SIZE[told.kind] > SIZE[e.kind] and e.kind != "weekend"):
        if told is None or e.kind == "day" or told.kind != "year":
            return Reading("DATE", {"day": "XXXX-XX-XX", "week": "XXXX-WXX", "month": "XXXX-XX"}.get(e.kind, "XXXX"))
        return Reading("DATE", timex(told) + {"month": "-XX", "week": "-WXX"}.get(e.kind, ""))
    return single(containing(e.kind, told.first).shift(e.k), anchor="story", direction=e.word)


def week_reading(e: Rel, s: Situation, p: Period, base: int) -> Reading:
    """A week from here. On a Sunday the two ways of counting weeks differ: the date covers both."""
    if e.k == -1 and weekday(base) == 7 and not s.clocks.narrative:
        wide = (Period("day", p.first), Period("day", base - 1))
        return Reading("DATE", timex(p), *wide, anchor="publication", direction="last", confidence="guessed", rejected=((p, "ISO week"),))
    return single(p, anchor="publication", direction=e.word)


def resolve_shift(e: Shift, s: Situation) -> Reading | None:
    """A length before or after now, the story's time or another date; never finer than its unit."""
    n, kind = e.length.n, e.length.kind
    if kind == "fortnight":
        return None
    deictic = e.base == "now"
    if n == "X":
        return Reading("DATE", "PAST_REF" if e.sign < 0 else "FUTURE_REF")
    c = s.clocks
    base_kind = ""
    if isinstance(e.base, str):
        told = None
        if not deictic:
            told = c.story_day if kind in ("day", *CLOCKLIKE) else c.story
            if told is not None and kind in ("week", "month") and SIZE[told.kind] > SIZE[kind] and c.story_day is not None and c.story_day.year == told.year:
                told = c.story_day
        if deictic or told is None:
            here = c.now if deictic and s.now is None and c.now is not None else s.today
            told = Period("day", here) if here is not None else None
        if kind == "year" and c.quarter is not None and n == 1 and not c.narrative:
            told, base_kind = c.quarter, c.quarter.kind
    else:
        inner = resolve(e.base, s)
        if inner is None or inner.a is None:
            return None
        told = inner.a
        base_kind = told.kind if SIZE[told.kind] < SIZE[kind] else ""
    if told is None:
        return Reading("DATE", "XXXX-XX-XX" if kind == "day" else "PAST_REF" if e.sign < 0 else "FUTURE_REF")
    if SIZE[told.kind] > SIZE[kind] and kind not in CLOCKLIKE and told.kind not in ("weekend", "week"):
        if (told.kind == "year" and kind in ("day", "week", "month")) or (told.kind == "month" and kind in ("day", "week")):
            return Reading("DATE", timex(told) + {"day": "-XX", "week": "-XX", "month": "-XX"}[kind] if told.kind == "month" else timex(told))
    if e.exact:
        base_kind = "day"
    p = moved(told, e.sign * float(n), kind, base_kind)
    anchor = "publication" if deictic or (told.n == (s.today or 0) and told.kind == "day") else "story"
    return single(p, anchor=anchor, direction="back" if e.sign < 0 else "ahead", mod="APPROX" if e.length.mod == "APPROX" else "")


def moved(told: Period, n: float, kind: str, keep: str) -> Period:
    """``told`` moved by ``n`` units, as a period of that unit (or of ``keep``)."""
    if kind in CLOCKLIKE:
        days = n / {"hour": 24, "minute": 1440, "second": 86400}[kind]
        return containing("day", told.first + (int(days) if abs(days) >= 1 else 0))
    if kind in ("day", "week", "weekend"):
        if kind == "day":
            return containing("day", told.first + int(n))
        return containing(kind, told.first + int(n * 7)) if not keep else Period("day", told.first + int(n * 7))
    months = n * (3 if kind == "season" else MONTHS_IN[kind])
    year, month, day = civil(told.first)
    y, mo = divmod(year * 12 + month - 1 + int(months), 12)
    kind = {"decade": "year", "century": "year", "millennium": "century"}.get(kind, kind)
    if keep == "day":
        p = day_of(y, mo + 1, day) or day_of(y, mo + 1, 28)
        assert p is not None
        return p
    if months != int(months) or n != int(n):
        kind = "month"
    return containing(keep or kind, ordinal(y, mo + 1, 1) if kind != "week" else ordinal(y, mo + 1, min(day, 28)))


def resolve_edge(e: Edge, s: Situation) -> Reading | None:
    """Early, mid, late: thirds of a month or a year; of shorter periods the words only."""
    inner = resolve(e.base, s)
    if inner is None or e.soft:
        return inner
    reading = replace(inner, mod=e.which)
    if inner.a is None or inner.a != inner.b or inner.time:
        return reading
    third = thirds(inner.a, e.which)
    if third is None:
        return reading
    return replace(reading, a=third[0], b=third[1])


def resolve_sub(e: Sub, s: Situation) -> Reading | None:
    """The nth week of March, the first three months of the year, the third Friday of a month."""
    inner = resolve(e.base, s)
    if inner is None or inner.a is None or inner.b is None:
        return inner
    first, last = inner.a.first, inner.b.last
    if e.weekday:
        n = nth_weekday(first, last, e.nth, e.weekday)
        return replace(inner, type="DATE", value=timex(Period("day", n)), a=Period("day", n), b=Period("day", n)) if first <= n <= last else None
    if SIZE[e.kind] >= SIZE[inner.a.kind] or e.kind not in SIZE:
        return None
    if e.kind in ("day", "week"):
        width = {"day": 1, "week": 7}[e.kind]
        start = first + width * (e.nth - 1) if e.nth > 0 else last - width * e.count + 1
        a, b = Period("day", start), Period("day", min(start + width * e.count - 1, last))
        if a.n > last:
            return None
        value = timex(a) if a == b else timex(containing("week", start + 3)) if e.count == 1 else f"P{e.count}{UNIT_LETTER[e.kind]}"
        return replace(inner, type="DATE" if e.count == 1 else "DURATION", value=value, a=a, b=b, lasting=e.count > 1)
    start_p = containing(e.kind, first)
    if start_p.first < first and e.kind != "season":
        start_p = start_p.shift(1)
    a = start_p.shift(e.nth - 1) if e.nth > 0 else containing(e.kind, last).shift(1 - e.count)
    b = a.shift(e.count - 1)
    if e.count == 1:
        return replace(single(a), anchor=inner.anchor, explicit=inner.explicit, confidence=inner.confidence)
    return replace(inner, type="DURATION", value=f"P{e.count}{UNIT_LETTER[e.kind]}", a=a, b=b, lasting=True)


def resolve_within(e: Within, s: Situation) -> Reading | None:
    """The inner expression, its gaps filled from the outer one."""
    if isinstance(e.outer, Shift) and e.outer.base == "now" and isinstance(e.outer.length.n, int) and s.today is not None:
        keep = "day"
        then = moved(Period("day", s.today), e.outer.sign * e.outer.length.n, e.outer.length.kind, keep)
        inner = resolve(e.inner, replace(s, now=then.first, tense="past" if e.outer.sign < 0 else "future"))
        if inner is None or inner.a is None:
            return inner
        plain = resolve(e.inner, s)
        if isinstance(e.inner, Cal) and e.inner.weekday and plain and plain.a:
            other = moved(plain.a, e.outer.sign * e.outer.length.n, e.outer.length.kind, keep)
            return replace(inner, confidence="guessed", rejected=((other, "the same date a year away"),) if other != inner.a else ())
        return replace(inner, rejected=())
    outer = resolve(e.outer, s)
    if outer is None or outer.a is None:
        return None
    if isinstance(e.inner, Rel):
        focus = resolve(e.inner, s)
        if focus and focus.a and focus.a.kind == "quarter":
            return single(Period("quarter", outer.a.year * 4 + focus.a.n % 4), anchor=outer.anchor)
        return None
    assert isinstance(e.inner, Cal)
    inner_cal = replace(e.inner, rel="")
    if inner_cal.weekday and not inner_cal.day and not inner_cal.month and SIZE[outer.a.kind] <= 31:
        base = outer.a.first if outer.a.kind != "day" else containing("week", outer.a.n).first
        p = weekday_near(base, inner_cal.weekday, "future")
        return single(p, anchor=outer.anchor, direction=outer.direction)
    if inner_cal.day and not inner_cal.month:
        year, month, _ = civil(outer.a.first)
        day = day_of(year, month, inner_cal.day)
        return single(day, anchor=outer.anchor) if day and outer.a.kind == "month" else None
    p2 = period_in(inner_cal, outer.a.year)
    if p2 is None:
        return None
    if e.inner.rel in ("last", "past") and outer.a.kind == "year":
        return single(p2, anchor=outer.anchor)
    return single(p2, anchor=outer.anchor, direction=outer.direction, explicit=outer.explicit, confidence=outer.confidence)


def resolve_at(e: AtTime, s: Situation) -> Reading | None:
    """A part of day or a clock time on a date."""
    if e.base is None and e.part:
        return Reading("TIME", f"XXXX-XX-XXT{e.part}")
    if e.base is None:
        told = s.clocks.story_day
        if told is None and s.clocks.now is not None and not s.clocks.narrative:
            told = Period("day", s.clocks.now)
        inner = single(told, anchor="story", direction="the day in hand", confidence="guessed") if told else None
        day = timex(told) if told else "XXXX-XX-XX"
    else:
        inner = resolve(e.base, s)
        if inner is None:
            return None
        day = inner.value
        if inner.part and e.clock:  # "half past ten on Saturday night": the part says am or pm
            day = day.rsplit("T", 1)[0]
            hour = int(e.clock[:2])
            if inner.part in ("AF", "EV", "NI") and hour < 12 and not (inner.part == "NI" and hour < 6):
                e = replace(e, clock=f"{hour + 12}{e.clock[2:]}")
    tail = f"T{e.part}" if e.part else f"T{e.clock}"
    if e.clock == "24:00":
        tail = "T24:00"
    reading = inner if inner is not None else Reading("TIME", "")
    return replace(reading, type="TIME", value=day + tail, time=e.clock if e.clock and e.clock != "24:00" else "", part=e.part)


def resolve_about(e: About, s: Situation) -> Reading | None:
    """More or less that date."""
    inner = resolve(e.base, s)
    return replace(inner, mod=e.mod) if inner else None


def length_value(e: Length) -> str:
    """TIMEX3 value of a length: P3M, PT5H, PXY, P2Y6M."""
    letter = UNIT_LETTER[e.kind]
    n = "X" if e.n == "X" else f"{e.n:g}" if isinstance(e.n, float) else str(e.n)
    if e.n != "X" and float(e.n) % 1 == 0.5 and e.kind in ("year", "minute", "hour", "day") and float(e.n) > 1:
        half = {"year": "6M", "minute": "30S", "hour": "30M", "day": "T12H"}[e.kind]
        return f"P{'T' if letter[0] == 'T' else ''}{int(float(e.n))}{letter.lstrip('T')}{half}"
    text = f"PT{n}{letter[1:]}" if letter[0] == "T" else f"P{n}{letter}"
    if e.more:
        fine = UNIT_LETTER[e.more[1]]
        text += ("T" if fine[0] == "T" and letter[0] != "T" else "") + f"{e.more[0]}{fine.lstrip('T')}"
    return text


def resolve_holding(e: Holding, s: Situation) -> Reading | None:
    """The week of 9 August."""
    inner = resolve(e.base, s)
    return replace(single(containing(e.kind, inner.a.first)), anchor=inner.anchor, direction=inner.direction) if inner and inner.a else inner


def resolve_length(e: Length, s: Situation) -> Reading:
    """A length by itself dates nothing; "in three days" in a clause that looks ahead does."""
    if s.signal == "in" and s.tense == "future" and not s.clocks.narrative and e.n != "X" and e.kind not in CLOCKLIKE:
        return resolve_shift(Shift(e, 1, "now"), s) or Reading("DURATION", length_value(e))
    return Reading("DURATION", length_value(e), mod=e.mod, length=length_value(e), confidence="stated")


def resolve_window(e: Window, s: Situation) -> Reading:
    """The past three months: a length and the interval that ends at the anchor."""
    value = length_value(e.length)
    bare = Reading("DURATION", value, length=value, mod=e.length.mod, confidence="worked-out")
    kind = {"weekend": "week"}.get(e.length.kind, e.length.kind)
    if e.side == 0 or e.length.n == "X" or s.today is None or kind not in SIZE:
        return bare
    base = s.today
    if e.word in ("previous", "following") and s.clocks.story is not None:
        base = s.clocks.story.first
    if kind in CLOCKLIKE:
        return bare
    n = int(float(e.length.n))
    fine, n = {"decade": ("year", n * 10), "century": ("year", n * 100), "millennium": ("year", n * 1000)}.get(kind, (kind, n))
    here = containing(fine, base)
    there = here.shift(e.side * n)
    a, b = (there, here) if e.side < 0 else (here, there)
    return replace(bare, a=a, b=b, lasting=True, anchor="publication", direction=e.word)


def resolve_recur(e: Recur, s: Situation) -> Reading:
    """A set dates nothing."""
    return Reading("SET", e.value, confidence="stated")


def resolve_vague(e: Vague, s: Situation) -> Reading | None:
    """Vague references date nothing; some count only in a narrative."""
    met = {"": True, "narrative": s.clocks.narrative, "future": s.tense == "future" and not s.clocks.narrative}[e.needs]
    return Reading("DATE", e.value, confidence="stated") if met else None


RESOLVERS = {
    Holding: resolve_holding,
    Cal: resolve_cal, Rel: resolve_rel, Shift: resolve_shift, Edge: resolve_edge, Sub: resolve_sub, Within: resolve_within, AtTime: resolve_at,
    About: resolve_about, Length: resolve_length, Window: resolve_window, Recur: resolve_recur, Vague: resolve_vague,
}  # fmt: skip
