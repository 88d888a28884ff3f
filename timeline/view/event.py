"""One event file as pages and exports show it: frozen, with every word ready."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote as percent

from timeline import edtf
from timeline.calendar import civil
from timeline.slug import link
from timeline.store.fields import EVENT, PICTURES, PLANS
from timeline.store.merge3 import is_same
from timeline.store.nodes import Record, point
from timeline.view import words
from timeline.view.axis import Span, span
from timeline.view.figures import Count, find_changes
from timeline.view.history import History
from timeline.view.text import current_words, fill_text, word_reason

FULL = len("2021-08-15")


@dataclass(frozen=True, slots=True)
class SourceView:
    """One source as a card shows it; the quotation is cut at its time expression."""

    article: str
    title: str
    publisher: str
    published: str  # ISO
    published_words: str
    before: str
    mark: str
    after: str
    date: str
    when: str
    how: str
    rule: str
    confidence: str
    others: tuple[tuple[str, str], ...]  # readings that were rejected: EDTF and why
    speaker: str
    status: str
    missing: bool
    at: str  # anchor of the expression in the article's page
    by_hand: bool  # it is in no file of seeds/ and says itself what it is
    url: str  # where it was published
    archived: str  # a kept copy
    original: str  # address of the sentence where it was published
    copies: tuple[str, ...]
    language: str  # of the sentence
    page: int  # of a PDF, from 1; 0 where there are none

    @property
    def quote(self) -> str:
        """The whole sentence."""
        return f"{self.before}{self.mark}{self.after}"


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as its event's file gives it; ``file`` lies in content/images/, or is an address."""

    file: str
    alt: str
    credit: str
    licence: str


@dataclass(frozen=True, slots=True)
class EventView:
    """One event as the pages show it."""

    id: str
    title: str
    date: str  # EDTF, "" for none; an event that is known only by its length has none
    when: str  # the date in the words of the site
    machine: str  # the date as <time datetime> takes it, "" for none
    status: str
    certainty: str
    confidence: str  # the least sure of its shown sources
    summary: str
    note: str
    people: tuple[str, ...]
    organisations: tuple[str, ...]
    places: tuple[str, ...]
    tags: tuple[str, ...]
    sources: tuple[SourceView, ...]  # the first is the one that the card quotes
    edited: tuple[str, ...]  # fields that a person changed
    looks: tuple[str, ...]  # why a person should look at it
    passed: bool  # planned, its day has passed, and no report of the outcome is linked
    differ: bool  # sources give different dates
    year: int | None
    month: int | None
    day: int | None
    sort: tuple[int, int, str]  # its place in time
    span: Span | None  # its days on the axis
    ghosts: tuple[tuple[int, int], ...]  # other days that it may lie on: of other sources, or of rejected readings
    featured: bool
    importance: str
    needs_title: bool  # its title is a quotation, for a person to put right
    outcome_of: tuple[str, ...]  # ids of the plans that it came of
    replaces: tuple[str, ...]  # ids of the plans in whose place it came
    links: tuple[str, ...]  # more to read
    at: tuple[float, float] | None  # latitude and longitude, where a person gave them
    image: Picture | None
    own_title: str  # the title of its file, where one that a model suggested is shown; else ""
    file: str
    line: int
    history: History | None

    @property
    def counts(self) -> tuple[tuple[str, tuple[Count, ...]], ...]:
        """How many were killed, hurt, missed or arrested, where that changed from report to report, the first report of each number first."""
        dated = sorted((s for s in self.sources if s.published), key=lambda s: s.published)
        return find_changes([(s.quote, s.language, s.publisher or s.title, s.published_words) for s in dated])

    @property
    def articles(self) -> tuple[str, ...]:
        """The articles that report it, each once."""
        return tuple(dict.fromkeys(s.article for s in self.sources))

    @property
    def first(self) -> SourceView | None:
        """Who told it first, of several who are known by their day; copies say when they were published, too."""
        known = sorted((s for s in self.sources if s.published), key=lambda s: s.published)
        return known[0] if len(self.articles) > 1 and known and len(known) == len(self.sources) else None

    @property
    def precision(self) -> str:
        """How finely the date is known; the widest class where there is none."""
        return self.span.precision if self.span else "wider"

    @property
    def shape(self) -> str:
        """Class names of its mark: dot for a day, bar for longer, then status and certainty."""
        dot = self.span is not None and self.span.start == self.span.end
        return f"{'dot' if dot else 'bar'} {self.status} {self.certainty} tl-p-{self.precision}"


@dataclass(frozen=True, slots=True)
class Around:
    """What an event is seen against: findings, copies, conflicts, history, and the newest publication date."""

    rows: dict[str, dict[str, Any]]  # article -> its findings
    readings: dict[tuple[str, str, str], dict[str, Any]]  # (article, quotation, expression) -> the expression
    copies: dict[str, tuple[str, ...]]
    bases: dict[str, dict[str, Any]]
    conflicts: dict[str, list[tuple[str, str, str]]]
    histories: dict[str, History]
    newest: str
    linked: frozenset[str] = frozenset()  # plans whose outcome somebody linked


def event_view(r: Record, around: Around) -> EventView:
    """One event file as a view."""
    id_, date, length = str(r.get("id")), str(r.get("date")), str(r.get("length"))
    base, disputes = around.bases.get(id_), around.conflicts.get(id_, [])
    status = str(r.get("status")) or "happened"
    found = [source_view(s, around) for s in r.source_values()]
    # The first sentence shown is one that says what the card says, by whoever reported it first.
    sources = tuple(sorted(found, key=lambda s: (s.status not in ("", status), s.date != date, s.published or "9")))
    reported = max((s.published for s in sources), default="")
    year, month, day = place(date)
    edited = tuple(f.name for f in EVENT if f.merged and f.kind != "sources" and base is not None and not is_same(base.get(f.name), r.get(f.name, None)))
    days = {s.date[:10] for s in sources if s.date and edtf.parse(s.date).granularity in ("day", "minute")}
    latest = edtf.parse(date).latest if date else None
    passed = status in PLANS and latest is not None and bool(around.newest) and latest < (edtf.parse(around.newest).earliest or 0) and id_ not in around.linked
    looks = () if r.get("reviewed") else tuple(reasons_to_look(r, passed, sources, disputes, len(days) > 1))
    shown = [s for s in sources if not date or s.date == date]
    order = ("", "guessed", "worked-out", "stated")
    when = words.date(date, reported) if date else fill_text("dates.only_length", length=words.length(length)) if length else fill_text("dates.unknown")
    axis = span(date, reported) if date else None
    return EventView(
        id=id_, title=str(r.get("title")), date=date, when=when, machine=words.machine(date), status=status, certainty=str(r.get("certainty")) or "reported",
        confidence=max((s.confidence for s in shown), key=order.index, default=""), summary=str(r.get("summary")), note=str(r.get("note")),
        people=tuple(r.get("people") or ()), organisations=tuple(r.get("organisations") or ()), places=tuple(r.get("places") or ()),
        tags=tuple(r.get("tags") or ()), sources=sources, edited=edited, looks=looks,
        passed=passed, differ=len(days) > 1, year=year, month=month, day=day, sort=edtf.parse(date).sort_key if date else (10**7, 0, ""), span=axis,
        ghosts=tuple(other_days(sources, date, axis)), featured=bool(r.get("featured")), importance=str(r.get("importance")) or "normal",
        needs_title=r.get("needs") == "title", outcome_of=tuple(r.get("outcome_of") or ()),
        replaces=tuple(r.get("replaces") or ()), links=tuple(u for u in r.get("links") or () if link(u)),
        at=point(str(r.get("at"))), image=picture(r.get("image", None) or {}), own_title="", file=r.shown, line=r.line("date"), history=around.histories.get(id_),
    )  # fmt: skip


def picture(given: dict[str, str]) -> Picture | None:
    """The picture of an event; None where there is none that a page can show."""
    name = given.get("file", "")
    shown = link(name) or (Path(name).name == name and "\\" not in name and Path(name).suffix.lower() in PICTURES)
    return Picture(name, given.get("alt", ""), given.get("credit", ""), given.get("licence", "")) if name and shown else None


def place(date: str) -> tuple[int | None, int | None, int | None]:
    """Year, month and day under which an event stands; None where the date leaves them open."""
    if not date:
        return None, None, None
    value = edtf.parse(date)
    some = value.points[0] or value.points[-1]
    assert some is not None
    year, month, day = civil(some.period.first if value.points[0] else some.period.last)
    narrow = value.form != "one-of" or value.earliest is None or value.latest is None or value.latest - value.earliest <= 31
    if some.period.kind not in ("day", "month") or not narrow:
        return year, None, None
    of_day = some.period.kind == "day" and (value.form in ("point", "interval") or value.points[0] is None)
    return year, month, day if of_day else None


def reasons_to_look(r: Record, passed: bool, sources: tuple[SourceView, ...], disputes: Iterable[tuple[str, str, str]], differ: bool) -> Iterable[str]:
    """Why a person should look at the event."""
    if passed:
        yield fill_text("looks.passed")
    if r.get("needs"):
        yield fill_text(f"looks.needs_{r.get('needs') if r.get('needs') in ('object', 'title') else 'subject'}")
    if any(s.missing for s in sources):
        yield fill_text("looks.gone")
    for name, mine, theirs in disputes:
        yield fill_text("looks.conflict", field=current_words()["fields"].get(name, name), mine=mine, theirs=theirs)
    if differ:
        yield fill_text("looks.differ")
    if sources and all(s.confidence == "guessed" for s in sources):
        yield fill_text("looks.guessed")


def other_days(sources: tuple[SourceView, ...], date: str, axis: Span | None) -> Iterable[tuple[int, int]]:
    """The days that other sources give and, where every source of the date is guessed, those of rejected readings: each once, without the one shown. A source that only says the month
    contradicts nothing."""
    if axis is None:
        return
    seen = {(axis.start, axis.end)}
    shown = [s for s in sources if s.date == date]
    unsure = bool(shown) and all(s.confidence == "guessed" for s in shown)
    days = [s.date for s in sources if s.date and s.date != date and edtf.parse(s.date).granularity in ("day", "minute")]
    other = days + ([d for s in shown for d, _ in s.others] if unsure else [])
    for value in other:
        there = span(value)
        if (there.start, there.end) not in seen:
            seen.add((there.start, there.end))
            yield there.start, there.end


def source_view(s: dict[str, Any], around: Around) -> SourceView:
    """One source as a view."""
    article = str(s.get("article", ""))
    row = around.rows.get(article, {})
    quote, expression = str(s.get("quote", "")), str(s.get("expression", ""))
    cut = quote.find(expression) if expression else -1
    before, mark, after = (quote[:cut], expression, quote[cut + len(expression) :]) if cut >= 0 else (quote, "", "")
    timex = around.readings.get((article, quote, expression))
    hand = not row and any(s.get(k) for k in ("url", "title", "publisher"))
    about = s if hand else row
    said, url = str(about.get("published", "")), link(str(about.get("url", "")))
    published = said if len(said) >= FULL else ""  # of a source by hand it may be a month: nothing is counted from that
    return SourceView(
        article=article, title=str(about.get("title", "")) or article, publisher=str(about.get("publisher", "")), published=published,
        published_words=words.period(words.day(published), bare=True) if published else short_published(said), before=before, mark=mark, after=after, date=str(s.get("date", "")),
        when=words.date(s["date"], published) if s.get("date") else words.length(s["length"]) if s.get("length") else "", how=explain_date(expression, s, timex, published),
        rule=str(s.get("how", "")), confidence=str(s.get("date_confidence", "")), others=tuple((str(d), word_reason(str(why))) for d, why in (timex or {}).get("rejected", ())),
        speaker=str(s.get("speaker", "")), status=str(s.get("status", "")), missing=not hand and (not row or timex is None), by_hand=hand, url=url,
        archived=link(str(s.get("archived", ""))), at=f"t{timex['start']}" if timex and expression else "",
        original=f"{url}#:~:text={percent(quote, safe='').replace('-', '%2D')}" if url and quote else url, copies=around.copies.get(article, ()),
        language=str(row.get("language", "")),
        page=bisect_right(row.get("pages") or (), timex["start"]) if timex else 0,
    )  # fmt: skip


def short_published(date: str) -> str:
    """A publication date that is no day, in few words; "" for none."""
    point = edtf.parse(date).points[0] if date else None
    return words.period(point.period, bare=True) if point else ""


def explain_date(expression: str, s: dict[str, Any], timex: dict[str, Any] | None, published: str) -> str:
    """How the expression became a date, in words."""
    if not expression or not (s.get("date") or s.get("length")):
        return ""
    meaning = words.date(s["date"], published) if s.get("date") else fill_text("how.a_length", length=words.length(s["length"]))
    anchor, why = (timex or {}).get("anchor", ""), (timex or {}).get("direction", "")
    on = (timex or {}).get("anchor_date", "") if anchor in ("quotation", "section") else published
    kind = anchor if anchor in ("story", "quotation") or (anchor == "section" and on) or (published and anchor == "publication") else "plain"
    told = fill_text(f"how.{kind}", words=expression, on=words.period(words.day(on)) if on else "", date=meaning)
    return f"{told} {fill_text('how.why', why=word_reason(why))}" if why and anchor != "stated" else told
