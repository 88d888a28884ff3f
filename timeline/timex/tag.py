"""The stage Document -> Timex*: find all expressions, decide over the whole document which clock each is read
against, resolve them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import groupby

from timeline import edtf
from timeline.calendar import civil, to_date
from timeline.model import Block, Document, Timex
from timeline.read.blocks import find_blocks as cut
from timeline.timex.clock import Clocks
from timeline.timex.decide import EARLIEST, LATEST, Decided, decide
from timeline.timex.expr import Cal, Expr
from timeline.timex.find import Item, find_items, load_grammar
from timeline.timex.lexicon import Lexicon
from timeline.timex.ranges import Found, correct_quarters, join_ranges
from timeline.timex.reading import Reading

LATER_EDITION = "the page names the day after its publication"


def tag_document(d: Document) -> list[Timex]:
    """The time expressions of an article, by all that is known of it."""
    found = follow_later_edition(tag(d.text, d.published, d.language, d.blocks, d.day_order, d.week_start), d.published[:10])
    return [replace(t, confidence="guessed") if t.confidence == "worked-out" and t.anchor == "publication" else t for t in found] if names_another_day(d) else found


def follow_later_edition(found: list[Timex], published: str) -> list[Timex]:
    """The expressions of a page that was written on after its publication day: where it names the day after in full, a weekday that may be that day is it."""
    if not published:
        return found
    after = (date.fromisoformat(published) + timedelta(days=1)).isoformat()
    if not any(t.anchor == "stated" and t.edtf[:10] == after for t in found):
        return found
    return [replace(t, edtf=after, value=after, first=after, last=after, direction=LATER_EDITION, rejected=((t.edtf, "the other direction"),)) if may_be(t, after) else t for t in found]


def may_be(t: Timex, day: str) -> bool:
    """Whether a weekday that was read as the one before may be a day as well."""
    return t.rule == "weekday" and t.confidence == "guessed" and t.granularity == "day" and any(other == day for other, _ in t.rejected)


def names_another_day(d: Document) -> bool:
    """Whether a headline names a day that is not that of the article: a page that was published once more."""
    days = [t for t in tag(d.title, "", d.language) if t.granularity == "day" and t.anchor == "stated"]
    return bool(d.published and days) and all(abs((date.fromisoformat(t.first) - date.fromisoformat(d.published[:10])).days) > 1 for t in days if t.first[:1] != "-")


def tag(text: str, published: str = "", language: str = "en", blocks: Sequence[Block] | None = None, day_order: str = "", week_start: str = "") -> list[Timex]:
    """All time expressions in a text, in order, none overlapping, read against ``published`` (an ISO day, or "").

    Offsets count characters of ``text``. ``blocks`` say what each stretch is; None finds them by the shape of the lines. An answer may depend on the whole text. Raises FileNotFoundError
    for a language without a table. ``day_order`` (dmy or mdy) says how
    05/02/2023 is meant, ``week_start`` (monday or sunday) on which day "last week" began; "" leaves the first to the other dates of the text and the second to its language.
    """
    g = load_grammar(language)
    now = edtf.parse(published[:10]).earliest if published else None
    week_start = week_start or ("monday" if "iso" in g.lexicon.settings["weeks"] else "")
    return read_items(text, list(find_items(text, cut(text, language) if blocks is None else blocks, g)), Clocks(now, order=day_order, week_start=week_start), g.lexicon)


def read_items(text: str, items: Sequence[Item], clocks: Clocks, lexicon: Lexicon) -> list[Timex]:
    """The :class:`~timeline.model.Timex` values of items, read by these clocks."""
    now = clocks.now
    out: list[Timex] = []
    for _, group in groupby(decide(text, items, clocks, lexicon), key=lambda d: (d.item.block, d.item.start)):
        some = list(group)
        readings = doubt_other_years(correct_quarters(text, [d.found for d in some]), [d.item.sentence for d in some])
        ends = join_ranges(text, readings, lexicon)
        out.extend(make_timex(text, d, r, now, ends.get(k)) for k, (d, (_, _, r, _)) in enumerate(zip(some, readings, strict=True)))
    return out


def names_no_year(expr: Expr) -> bool:
    """Whether an expression names a month or season without its year, itself or in a part of it."""
    inner = getattr(expr, "inner", None) or getattr(expr, "base", None)
    if isinstance(expr, Cal):
        return expr.year is None and (expr.month is not None or expr.season is not None)
    return names_no_year(inner) if inner is not None and not isinstance(inner, str) else False


def doubt_other_years(found: list[Found], sentences: Sequence[int]) -> list[Found]:
    """The readings of a paragraph; a date without its year is guessed where its sentence names another year before it ("the 1969 team, which led in mid-August")."""
    out, year, sentence = [], 0, -1
    for (node, expr, r, s), k in zip(found, sentences, strict=True):
        if k != sentence:
            year, sentence = 0, k
        if r.explicit and r.a is not None:
            year = r.a.year
        elif year and r.anchor == "publication" and r.a is not None and r.a.year != year and r.confidence == "worked-out" and names_no_year(expr):
            r = replace(r, confidence="guessed")
        out.append((node, expr, r, s))
    return out


def make_timex(text: str, d: Decided, r: Reading, now: int | None, joined: tuple[Reading, Reading] | None) -> Timex:
    """The public value of a reading."""
    node, _, _, s = d.found
    date = write_interval(*joined) if joined else date_of(r, s.signal)
    first, last = (joined[0].a.first if joined[0].a else None, joined[1].b.last if joined[1].b else None) if joined else (r.a.first if r.a else None, r.b.last if r.b else None)
    rejected = tuple((edtf.point(p), why) for p, why in r.rejected if p.first >= EARLIEST and p.last <= LATEST)
    if r.either and not rejected:
        rejected = ((edtf.point(r.either), "the other order of day and month"),)
    anchor = r.anchor or ("stated" if r.explicit else "")
    return Timex(
        node.start, node.end, text[node.start : node.end], r.type, r.value, date, iso(first), iso(last), r.granularity, anchor,
        node.rule, r.direction, rejected, r.confidence, r.mod, s.signal, s.tense if s.tense != "near" else "", r.length,
        iso(now) if anchor == "publication" else iso(r.said),
    )  # fmt: skip


def write_interval(begin: Reading, end: Reading) -> str:
    """The EDTF of an interval from one reading to another, with times where both have one."""
    assert begin.a is not None
    assert end.b is not None
    return "/".join(edtf.point(r_p, r.time) for r, r_p in ((begin, begin.a), (end, end.b))) if begin.time and end.time else edtf.interval(begin.a, end.b)


def date_of(r: Reading, signal: str) -> str:
    """The EDTF of an event that the expression dates; "" where it names no day."""
    if r.a is None or r.b is None:
        return ""
    if r.either:
        return f"[{','.join(sorted((edtf.point(r.a), edtf.point(r.either))))}]"
    if signal == "since":
        return edtf.interval(r.a, None)
    if signal == "by":
        return edtf.one_of(None, edtf.ends(r.b)[1])
    if r.lasting or signal == "all":
        return edtf.interval(r.a, r.b)
    if r.a != r.b:
        return edtf.one_of(r.a, r.b)
    mark = "~" if r.mod == "APPROX" and r.a.kind not in ("week", "weekend", "half") else ""
    return edtf.point(r.a, r.time, mark)


def iso(day: int | None) -> str:
    """ISO text of a day number; "" for none and for days before year 1."""
    date = to_date(day) if day is not None else None
    return date.isoformat() if date else ("" if day is None else f"-{-civil(day)[0]:04d}" if civil(day)[0] <= 0 else "")
