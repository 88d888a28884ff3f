"""Calendar fields -> days: fields that the words leave out come from the clock that was chosen."""

from __future__ import annotations

from dataclasses import replace

from timeline.calendar import SIZE, Period, civil, containing, day_of, holiday, timex, week_of, weekday
from timeline.feasts import EITHER, feast
from timeline.timex.clock import nearest, weekday_near
from timeline.timex.expr import Cal
from timeline.timex.reading import Reading, Situation, single

EVE = 3  # days before a holiday from which its name means the one to come
OTHER_FEAST = "another feast of the same name"
BACK_COST, BACK_FROM_DAY_COST = 1.3, 4.0  # how much further back than on a date without its year may lie; from a full day in the same paragraph stories go on


def resolve_cal(e: Cal, s: Situation) -> Reading | None:
    """Fields of the calendar: what is missing comes from the clock that was chosen."""
    if e.other:
        day, other = day_of(*find_full_date(e)), day_of(*e.other)
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
        return find_stated_period(e, year)
    if e.decade is not None and e.era == "bc":
        return years_of(1 - (9 - 10 * e.decade), 10, Period("decade", e.decade))
    if e.century is not None and e.century < 0:
        return years_of(1 + 100 * e.century, 100, Period("century", e.century))
    if e.millennium is not None:
        return years_of(1000 * e.millennium + (e.millennium < 0), 1000, Period("millennium", e.millennium))
    if e.decade is not None:
        return single(Period("decade", e.decade), explicit=True, confidence="stated")
    if e.century is not None:
        return single(Period("century", e.century), explicit=True, confidence="stated")
    if e.rel:
        return resolve_named(e, s)
    if e.weekday and not e.day:
        return resolve_weekday(e, s)
    return resolve_yearless(e, s)


def years_of(first: int, n: int, p: Period) -> Reading:
    """A stretch of years that is no period of the axis: the third century BC is -299 to -200."""
    return Reading("DATE", timex(p), Period("year", first), Period("year", first + n - 1), explicit=True, confidence="stated", anchor="stated")


def find_full_date(e: Cal) -> tuple[int, int, int]:
    """Year, month and day of a full date."""
    return e.year or 0, e.month or 0, e.day or 0


def find_stated_period(e: Cal, year: int) -> Reading | None:
    """The period that fields with a year name; None where the calendar has no such day."""
    p = period_in(e, year)
    return single(p, explicit=True, confidence="stated", anchor="stated") if p else None


def period_in(e: Cal, year: int) -> Period | None:
    """The period that the fields name in a year; None for a day that was only once ("D-Day 2009")."""
    if e.holiday and is_single_day(e.holiday):
        return None
    if e.holiday:
        return named_day(e.holiday, year)
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


def named_day(rule: str, year: int) -> Period | None:
    """The day of a rule of the language table in a year; ``islamic eid_al_fitr`` is a feast of another calendar, None in years that nobody knows."""
    if " " in rule:
        calendar, name = rule.split(" ")
        return feast(calendar, name, year)
    return holiday(rule, year)


def is_single_day(rule: str) -> bool:
    """Whether a named day is a day of one year only."""
    return rule[:4].isdigit() and rule[4:5] == "-"


def resolve_holiday(e: Cal, s: Situation) -> Reading | None:
    """A named day; one that names its year itself is stated."""
    rule = e.holiday or ""
    calendar, _, name = rule.partition(" ")
    if name in EITHER:
        return choose_nearer([r for n in EITHER[name] if (r := resolve_holiday(replace(e, holiday=f"{calendar} {n}"), s)) is not None], s)
    if is_single_day(rule):
        year, month, day = (int(x) for x in rule.split("-"))
        p = day_of(year, month, day)
        return single(p, explicit=True, confidence="stated", anchor="stated") if p else None
    if e.year is not None:
        p = named_day(rule, e.year)
        found = single(p, explicit=True, confidence="stated", anchor="stated") if p else None
    else:
        found = resolve_named(e, s) if e.rel else resolve_yearless(e, s)
    if found is None or found.a is None or calendar != "islamic":
        return found
    if found.a.kind == "lunar month":
        first, last = Period("day", found.a.first - 1), Period("day", found.a.last + 1)  # whoever saw the moon
        return replace(found, a=first, b=last, rejected=(), mod="APPROX")
    return replace(found, mod="APPROX")


def choose_nearer(found: list[Reading], s: Situation) -> Reading | None:
    """Which of several feasts of one name is meant: both, where the year is given; else the one nearest to the clock, as a guess."""
    days = [r for r in found if r.a is not None]
    if len(days) < 2:
        return None
    if days[0].explicit:
        return replace(days[0], confidence="guessed", either=days[1].a, rejected=((days[1].a, OTHER_FEAST),) if days[1].a else ())
    here = s.today if s.today is not None else s.clocks.story.first if s.clocks.story else 0

    def order(r: Reading) -> tuple[bool, int]:
        first = r.a.first if r.a else 0
        return (s.tense == "future" and first < here) or (s.tense == "past" and first > here), abs(first - here)

    best, other = sorted(days, key=order)[:2]
    return replace(best, confidence="guessed", rejected=((other.a, OTHER_FEAST),) if other.a else ())


def resolve_weekday(e: Cal, s: Situation) -> Reading | None:
    """A bare weekday: the same day or the last one before, unless the clause looks ahead."""
    c = s.clocks
    wday = e.weekday or 1
    if c.narrative and s.now is None:
        if c.story_day is None or c.story is None or SIZE[c.story.kind] > 31:
            return Reading("DATE", f"XXXX-WXX-{wday}")
        options = [weekday_near(c.story_day.n, wday, side) for side in ("past", "future")]
        return single(min(options, key=lambda o: story_distance(o, c.story_day or o, BACK_FROM_DAY_COST)), anchor="story", direction="nearest to the story's day", confidence="guessed")
    today = s.today
    if today is None:
        return Reading("DATE", f"XXXX-WXX-{wday}")
    side = "near" if s.tense == "near" else "future" if s.ahead else "past"
    p = weekday_near(today, wday, side)
    other = p.shift(-7 if p.n > today else 7)
    why = {"future": "the clause looks ahead", "near": "the nearest, of a plan that was made"}.get(side, "the same day or the last one before")
    either = s.signal == "until" and s.tense == "past"  # "was delayed until Friday", "fought until Wednesday": the words around say the same
    near = either or (side == "past" and p.n == today - 6)  # that weekday is tomorrow, and may have come where it happened
    return single(p, anchor="publication", direction=why, rejected=((other, "the other direction"),), confidence="guessed" if near else "worked-out")


def resolve_named(e: Cal, s: Situation) -> Reading | None:
    """Last Monday, this September, next spring, the following June."""
    c = s.clocks
    story, anchor = c.last_date(), "story"
    if story is not None and (e.rel in ("previous", "following", "that") or (c.now is None and s.now is None)):
        today = story.last if e.rel in ("next", "coming", "following") else story.first  # "authorised in 1845; work began the next spring"
    elif (now := s.now if s.now is not None else c.now) is not None:
        today, anchor = now, "publication"
    else:
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
    found: Period | None  # None for a feast of which nobody knows the day in those years
    if e.rel in ("last", "past", "previous", "latest"):
        found = next((o for o in reversed(options) if o.last < today), None)
    elif e.rel in ("next", "coming", "following"):
        found = next((o for o in options if o.first > today), None)
    else:
        found = nearest([o for o in options if o.year == year] or options, today) if options else None
        found = (period_in(e, (s.clocks.named_year or story).year) if e.rel == "that" and story is not None else None) or found
    return single(found, anchor=anchor, direction=e.rel) if found is not None else None


def resolve_yearless(e: Cal, s: Situation) -> Reading | None:
    """A month, month and day, season or quarter without a year."""
    c = s.clocks
    if e.day and not e.month:
        return day_alone(e, s)
    if c.narrative and s.now is None:
        found = in_story(e, s)
        rare = found is not None and found.a is not None and e.day is not None and period_in(e, found.a.year + 1) is None
        return replace(found, confidence="guessed") if found is not None and rare else found  # 29 February may be meant in a year that has none
    today = s.today
    if today is None:
        return Reading("DATE", unknown_year(e))
    year = civil(today)[0]
    options = [p for y in range(year - 2, year + 3) if (p := period_in(e, y))]
    if not options:
        return None
    if e.weekday:  # "Saturday 25 April": a year in which that day is a Saturday
        options = [o for o in options if weekday(o.first) == e.weekday] or options
    past = max((o for o in options if o.first <= today), key=lambda o: o.n, default=options[0])
    ahead = min((o for o in options if o.last >= today), key=lambda o: o.n, default=options[-1])
    if past == ahead:
        return single(past, anchor="publication", direction="the one that holds the publication date")
    near = nearest([past, ahead], today)
    to_past, to_ahead = today - past.last, ahead.first - today
    p, why = near, "the nearest"
    if s.signal in ("since", "ended"):
        p, why = past, f"{s.signal} looks back"
    elif (s.signal == "for" and e.month and not e.day) or (e.holiday and (s.signal == "before" or to_ahead <= EVE)) or (s.signal == "from" and not e.day and to_past > 5 * max(to_ahead, 1)):
        p, why = near, "the nearest"  # "figures for January", "the day before Election Day", "longer trains from May"
    elif s.ahead and (s.tense == "future" or near == ahead or s.signal == "until"):
        if e.day is None or to_ahead <= 3 * max(to_past, 1) or s.signal == "until":
            p, why = ahead, "the clause looks ahead"
    elif s.signal in ("by", "through") and s.tense == "past" and not e.holiday:
        p, why = near, "the nearest"
    elif s.tense == "past":
        if (e.day is None and not e.holiday) or (s.close and (s.signal == "on" or e.holiday)) or (near == ahead and to_past < 3.5 * to_ahead):
            p, why = past, "the clause tells of the past"
    if e.quarter and s.tense != "past":
        p, why = (ahead, "the nearest") if to_ahead < to_past else (past, "the last one")
    other = ahead if p == past else past
    return single(p, anchor="publication", direction=why, rejected=((other, "the other direction"),))


def in_story(e: Cal, s: Situation) -> Reading | None:
    """Fields without a year, in a story: of the section's year where a heading gives one, else the nearest to the story's last date."""
    c, last_date = s.clocks, s.clocks.story
    if last_date is None:
        return Reading("DATE", unknown_year(e))
    years = [last_date.year] if SIZE[last_date.kind] >= 365 else [last_date.year - 1, last_date.year, last_date.year + 1]
    options = [p for y in years if (p := period_in(e, y))]
    if e.weekday:  # "Saturday 25 April": a year in which that day is a Saturday
        options = [o for o in options if weekday(o.first) == e.weekday] or options
    if c.section is not None and c.section.holds(last_date):
        options = [o for o in options if c.section.holds(o)] or options
    if not options:
        return None
    back = BACK_FROM_DAY_COST if c.focus == last_date and last_date.kind == "day" else BACK_COST
    return single(min(options, key=lambda o: story_distance(o, last_date, back)), anchor="story", direction="nearest to the story's last date")


def story_distance(p: Period, last_date: Period, back: float) -> float:
    """Distance in days from the story's last date; going back counts ``back`` times as much as going on."""
    if p.first > last_date.last:
        return p.first - last_date.last
    return back * max(last_date.first - p.last, 0)


def unknown_year(e: Cal) -> str:
    """TIMEX3 value of a date whose year is not given."""
    if e.holiday or e.season is not None or e.quarter or e.half or not e.month:
        return "XXXX-" + (("SP", "SU", "FA", "WI")[e.season] if e.season is not None else f"Q{e.quarter}" if e.quarter else f"H{e.half}" if e.half else "XX-XX")
    return f"XXXX-{e.month:02d}" + (f"-{e.day:02d}" if e.day else "")


def day_alone(e: Cal, s: Situation) -> Reading | None:
    """On the 14th: in the month of the story, or the nearest that the tense allows."""
    c = s.clocks
    base = (c.story if c.story is not None and c.story.kind == "month" else c.story_day) if c.narrative else None
    today = base.first if base else s.today
    if today is None:
        return Reading("DATE", f"XXXX-XX-{e.day:02d}")
    if base and base.kind == "month" and (inside := day_of(*civil(base.first)[:2], e.day or 1)):
        return single(inside, anchor="story", direction="in the month told before it")
    year, month, _ = civil(today)
    days = []
    for k in (-1, 0, 1):
        y, mo = divmod(year * 12 + month - 1 + k, 12)
        if p := day_of(y, mo + 1, e.day or 1):
            days.append(p)
    if e.weekday:
        days = [d for d in days if weekday(d.n) == e.weekday]
        if not days:
            return None  # "Monday 22" in months whose 22nd is none: nobody can say which is wrong
    if base:
        p = min(days, key=lambda o: story_distance(o, base, BACK_FROM_DAY_COST))
    elif s.tense == "":
        p = nearest(days, today)
    elif s.ahead:
        p = min((d for d in days if d.n >= today), key=lambda d: d.n, default=days[-1])
    else:
        p = max((d for d in days if d.n <= today), key=lambda d: d.n, default=days[0])
    return single(p, anchor="story" if base else "publication", direction="the nearest that the tense allows", confidence="guessed")
