"""Expression -> days: one function for each kind of expression."""

from __future__ import annotations

from dataclasses import replace

from timeline.calendar import MONTHS_IN, SIZE, Period, civil, containing, day_of, nth_weekday, ordinal, share, timex, weekday
from timeline.timex.clock import weekday_near
from timeline.timex.expr import About, AtTime, Beside, Cal, Edge, Expr, Holding, Length, Recur, Rel, Share, Shift, Subperiod, Vague, Window, Within
from timeline.timex.fields import period_in, resolve_cal
from timeline.timex.make.units import CLOCKLIKE, UNIT_LETTER
from timeline.timex.reading import Reading, Situation, single

JUST_OVER = 1  # the last weekday, Monday, on which "this weekend" of what has happened is the one that is over


def resolve(expr: Expr, s: Situation) -> Reading | None:
    """The reading of an expression in its situation; None where the calendar has no such day (30 February)."""
    found: Reading | None = RESOLVERS[type(expr)](expr, s)  # type: ignore[operator]
    return found


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
        untold = c.now is None and s.now is None and e.kind == "day" and e.word == ""  # "yesterday" counts from the reader's day, which is not known
        if s.today is None or untold:
            return Reading("DATE", "PRESENT_REF" if e.k == 0 else "XXXX-XX-XX") if e.kind == "day" else None
        base = next(day for day in (s.now, c.now, s.today) if day is not None)
        if e.word == "latest" and e.kind in ("quarter",):
            return single(containing(e.kind, base).shift(-1), anchor="publication", direction="the last one that has ended")
        p = containing(e.kind, base).shift(e.k)
        if e.kind == "weekend" and e.word == "this" and s.tense == "past" and weekday(base) <= JUST_OVER:
            return single(p.shift(-1), anchor="publication", direction="the clause tells of the past", rejected=((p, "the other direction"),), confidence="guessed")
        return week_reading(e, s, p, base) if e.kind == "week" else single(p, anchor="publication", direction=e.word or ("same" if e.k == 0 else "shift"))
    origin = c.story_day if e.kind == "day" else c.last_date()
    if e.kind == "quarter" and e.word == "that" and c.quarter is not None:
        origin = c.quarter
    if e.kind == "year" and e.word == "that" and c.named_year is not None:
        origin = c.named_year
    if e.base == "focus":
        origin = c.focus or c.story
        if e.kind == "focus":
            origin = (c.quarter or c.focus or c.story) if e.word == "year-ago" else c.focus or c.quarter or c.story
            return single(origin, anchor="story", confidence="guessed") if origin is not None else Reading("DATE", "PRESENT_REF")
        if e.kind == "quarter" and (origin is None or origin.kind != "quarter") and s.today is not None:
            origin = c.quarter or containing("quarter", s.today).shift(-1)
        if (
            e.word == "the"
            and s.today is not None
            and not c.narrative
            and (origin is None or SIZE[origin.kind] > SIZE[e.kind] or e.kind == "year" or (s.tense == "future" and e.kind in ("week", "month")))
        ):
            origin = Period("day", s.today)
    if origin is None and s.today is not None and (e.kind != "day" or e.word == "eve"):  # "накануне", and no day told: the day before the report
        origin = Period("day", s.today)
    if origin is None or (SIZE[origin.kind] > SIZE[e.kind] and e.kind != "weekend"):
        if origin is None or e.kind == "day" or origin.kind != "year":
            return Reading("DATE", {"day": "XXXX-XX-XX", "week": "XXXX-WXX", "month": "XXXX-XX"}.get(e.kind, "XXXX"))
        return Reading("DATE", timex(origin) + {"month": "-XX", "week": "-WXX"}.get(e.kind, ""))
    return single(containing(e.kind, origin.first).shift(e.k), anchor="story", direction=e.word)


def week_reading(e: Rel, s: Situation, p: Period, base: int) -> Reading:
    """A week counted from now.

    On a Sunday the two ways of counting weeks differ; where nothing says which is meant, the date covers both and is a guess.
    """
    if s.clocks.week_start == "sunday":
        first = base - weekday(base) % 7 + 7 * e.k
        return Reading("DATE", timex(p), Period("day", first), Period("day", first + 6), anchor="publication", direction=e.word)
    if e.k == -1 and weekday(base) == 7 and not s.clocks.narrative and not s.clocks.week_start:
        wide = (Period("day", p.first), Period("day", base - 1))
        return Reading("DATE", timex(p), *wide, anchor="publication", direction="last", confidence="guessed", rejected=((p, "ISO week"),))
    return single(p, anchor="publication", direction=e.word)


def resolve_shift(e: Shift, s: Situation) -> Reading | None:
    """A length before or after now, the story's date or another date; the result is never finer than its unit."""
    n, kind = e.length.n, e.length.kind
    if kind == "fortnight":
        return None
    deictic = e.base == "now"
    if n == "X":
        return Reading("DATE", "PAST_REF" if e.sign < 0 else "FUTURE_REF")
    c = s.clocks
    base_kind = anchor = ""
    nobody = False
    if isinstance(e.base, str):
        origin = None
        if not deictic and kind in CLOCKLIKE and not c.narrative:
            if c.focus is None or c.focus.kind != "day":
                return resolve(e.length, s)  # "an hour later", and no day named in this paragraph: of which day is open
            origin = c.focus
        elif not deictic:
            origin = c.story_day if kind in ("day", *CLOCKLIKE) else c.focus if kind == "year" and c.focus is not None and c.focus.kind == "year" else c.story
            if origin is not None and kind in ("week", "month") and SIZE[origin.kind] > SIZE[kind] and c.story_day is not None and c.story_day.year == origin.year:
                origin = c.story_day
        nobody = origin is None and not deictic and c.now is not None and not (kind == "year" and n == 1)  # "twenty years earlier" in a report that has named no date
        if deictic or origin is None:
            here = c.now if deictic and s.now is None and c.now is not None else s.today
            origin = Period("day", here) if here is not None else None
        if kind == "year" and c.quarter is not None and n == 1 and not c.narrative:
            origin, base_kind = c.quarter, c.quarter.kind
    else:
        inner = resolve(e.base, s)
        if inner is None or inner.a is None:
            return None
        origin, anchor = inner.a, inner.anchor
        base_kind = origin.kind if SIZE[origin.kind] < SIZE[kind] else ""
    if origin is None:
        return Reading("DATE", "XXXX-XX-XX" if kind == "day" else "PAST_REF" if e.sign < 0 else "FUTURE_REF")
    if SIZE[origin.kind] > SIZE[kind] and kind not in CLOCKLIKE and origin.kind not in ("weekend", "week"):
        if (origin.kind == "year" and kind in ("day", "week", "month")) or (origin.kind == "month" and kind in ("day", "week")):
            return Reading("DATE", timex(origin) + {"day": "-XX", "week": "-XX", "month": "-XX"}[kind] if origin.kind == "month" else timex(origin))
    if e.exact:
        base_kind = "day"
    p = move(origin, e.sign * float(n), kind, base_kind)
    if nobody:
        return Reading("DATE", timex(p))
    anchor = anchor or ("publication" if deictic or (origin.n == c.now and origin.kind == "day") else "story")
    return single(p, anchor=anchor, direction="back" if e.sign < 0 else "ahead", mod="APPROX" if e.length.mod == "APPROX" else "")


def move(origin: Period, n: float, kind: str, keep: str) -> Period:
    """The period ``origin``, moved by ``n`` units of ``kind``, as a period of that unit (or of ``keep``)."""
    if kind in CLOCKLIKE:
        days = n / {"hour": 24, "minute": 1440, "second": 86400}[kind]
        return containing("day", origin.first + (int(days) if abs(days) >= 1 else 0))
    if kind in ("day", "week", "weekend"):
        if kind == "day":
            return containing("day", origin.first + int(n))
        return containing(kind, origin.first + int(n * 7)) if not keep else Period("day", origin.first + int(n * 7))
    months = n * (3 if kind == "season" else MONTHS_IN[kind])
    year, month, day = civil(origin.first)
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
    """Early, mid, late: thirds of a month or a year; for shorter periods the value only."""
    inner = resolve(e.base, s)
    if inner is None or e.soft:
        return inner
    return narrow(replace(inner, mod=e.which), ("START", "MID", "END").index(e.which) + 1, 3)


def resolve_share(e: Share, s: Situation) -> Reading | None:
    """Half a century, a third of a year: the value is that of the whole."""
    inner = resolve(e.base, s)
    return narrow(replace(inner, mod="START" if e.nth == 1 else "END" if e.nth == e.of else "MID"), e.nth, e.of) if inner else None


def narrow(r: Reading, nth: int, of: int) -> Reading:
    """A reading limited to the ``nth`` of ``of`` equal parts of its period, where it has such parts."""
    if r.a is not None and r.b is not None and r.a.kind == r.b.kind == "year" and r.b.n - r.a.n in (9, 99, 999):
        n = r.b.n - r.a.n + 1
        begin, end = (r.a.n - -n * k // of for k in (nth - 1, nth))
        return replace(r, a=Period("year", begin), b=Period("year", end - 1))
    part = share(r.a, nth, of) if r.a is not None and r.a == r.b and not r.time else None
    return replace(r, a=part[0], b=part[1]) if part else r


def resolve_subperiod(e: Subperiod, s: Situation) -> Reading | None:
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
    if e.nth < 0 and a.last > last:
        a = a.shift(-1)  # the last weekend of a month ends in it
    b = a.shift(e.count - 1)
    if e.count == 1:
        return replace(single(a), anchor=inner.anchor, explicit=inner.explicit, confidence=inner.confidence)
    return replace(inner, type="DURATION", value=f"P{e.count}{UNIT_LETTER[e.kind]}", a=a, b=b, lasting=True)


def resolve_within(e: Within, s: Situation) -> Reading | None:
    """The inner expression, its gaps filled from the outer one."""
    if isinstance(e.outer, Shift) and e.outer.base == "now" and isinstance(e.outer.length.n, int) and s.today is not None:
        keep = "day"
        then = move(Period("day", s.today), e.outer.sign * e.outer.length.n, e.outer.length.kind, keep)
        inner = resolve(e.inner, replace(s, now=then.first, tense="past" if e.outer.sign < 0 else "future"))
        if inner is None or inner.a is None:
            return inner
        plain = resolve(e.inner, s)
        if isinstance(e.inner, Cal) and e.inner.weekday and plain and plain.a:
            other = move(plain.a, e.outer.sign * e.outer.length.n, e.outer.length.kind, keep)
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
    if inner_cal.weekday and outer.a.kind == "month" and not inner_cal.month and (nth := place_in_month(e.inner, outer.a)):
        n = nth_weekday(outer.a.first, outer.a.last, nth, inner_cal.weekday)
        return single(Period("day", n), anchor=outer.anchor, explicit=outer.explicit, direction=outer.direction) if outer.a.first <= n <= outer.a.last else None
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


def resolve_beside(e: Beside, s: Situation) -> Reading | None:
    """The Friday before Christmas."""
    inner = resolve(e.base, s)
    if inner is None or inner.a is None or inner.b is None or inner.a.kind != "day":
        return None
    first = weekday_near(inner.b.last + 1, e.weekday, "future") if e.nth > 0 else weekday_near(inner.a.first - 1, e.weekday, "past")
    return single(first.shift(7 * (e.nth - 1) if e.nth > 0 else 7 * (e.nth + 1)), anchor=inner.anchor, explicit=inner.explicit, direction=inner.direction)


def place_in_month(e: Cal, month: Period) -> int:
    """Which one of its weekdays is meant: -1 for "the last Sunday in May", 2 for "the second Saturday of August"; 0 where none is counted."""
    if e.rel in ("last", "latest"):
        return -1
    if e.day and e.day <= 5 and weekday(month.first + e.day - 1) != e.weekday:
        return e.day  # no such weekday has that number: the number counts the weekdays
    return 0


def resolve_at(e: AtTime, s: Situation) -> Reading | None:
    """A part of day or a clock time on a date."""
    if e.base is None and e.part:
        return Reading("TIME", f"XXXX-XX-XXT{e.part}")
    if e.base is None:
        day_named = s.clocks.story_day
        if day_named is None and s.clocks.now is not None and not s.clocks.narrative:
            day_named = Period("day", s.clocks.now)
        if day_named is not None and s.tense == "past" and s.clocks.now is not None and day_named.first > s.clocks.now:
            day_named = None  # "his jet landed at 10.45pm", behind a day that is still to come: another day, and nobody says which
        inner = single(day_named, anchor="story", direction="the day in hand", confidence="guessed") if day_named else None
        day = timex(day_named) if day_named else "XXXX-XX-XX"
    else:
        inner = resolve(e.base, s)
        if inner is None:
            return None
        if isinstance(e.base, Rel) and e.base.base == "story" and e.base.k == 0 and s.tense == "past" and s.clocks.now is not None and inner.a is not None and inner.a.first > s.clocks.now:
            return Reading("TIME", f"XXXX-XX-XXT{e.part or e.clock}")  # "had protested in the morning", behind a day that is still to come
        day = inner.value
        if inner.part and e.clock:  # "half past ten on Saturday night": the part says am or pm
            day = day.rsplit("T", 1)[0]
            hour = int(e.clock[:2])
            if inner.part in ("AF", "EV", "NI") and 0 < hour < 12 and not (inner.part == "NI" and hour < 6):
                e = replace(e, clock=f"{hour + 12}{e.clock[2:]}")
    zone = "Z" if e.clock and e.zone == "Z" else ""  # other zones are read and not written: their letters name several
    tail = f"T{e.part}" if e.part else f"T{e.clock}{zone}"
    reading = inner if inner is not None else Reading("TIME", "")
    return replace(reading, type="TIME", value=day + tail, time=e.clock if e.clock != "24:00" else "", part=e.part)


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
    told = s.clocks.story
    if told is not None and base == told.first != s.clocks.now and SIZE[told.kind] > SIZE[fine]:
        return bare  # "over the next three months", of a year
    if fine == "week":
        a, b = Period("day", base - 7 * n if e.side < 0 else base), Period("day", base if e.side < 0 else base + 7 * n)
        return replace(bare, a=a, b=b, lasting=True, anchor="publication", direction=e.word)
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
    Beside: resolve_beside, Holding: resolve_holding,
    Cal: resolve_cal, Rel: resolve_rel, Shift: resolve_shift, Edge: resolve_edge, Share: resolve_share, Subperiod: resolve_subperiod, Within: resolve_within, AtTime: resolve_at,
    About: resolve_about, Length: resolve_length, Window: resolve_window, Recur: resolve_recur, Vague: resolve_vague,
}  # fmt: skip
