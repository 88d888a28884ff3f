"""Views -> pages: one function a page, all listed in PAGES."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterator
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple

import yaml
from jinja2 import Environment, PackageLoader, select_autoescape
from markupsafe import Markup, escape

from timeline.calendar import Period, ordinal
from timeline.site import words
from timeline.site.view import EventView, Timeline, counted
from timeline.slug import slug
from timeline.store.merge3 import identity

LANGUAGES = Path(__file__).parent.parent / "languages"


class Page(NamedTuple):
    """A Markdown file below the generated docs folder."""

    path: str
    text: str


@cache
def environment() -> Environment:
    """The templates; everything that is put into them is escaped."""
    env = Environment(loader=PackageLoader("timeline.site"), autoescape=select_autoescape(default=True, default_for_string=True), trim_blocks=True, lstrip_blocks=True)
    env.globals.update(t=words.text(), slug=slug)
    return env


def page(path: str, template: str, title: str, /, *, search: bool = True, **values: Any) -> Page:
    """Render a page; ``rel`` in the template makes an address relative to it."""
    here = posixpath.dirname(path)

    def rel(target: str) -> str:
        path_, _, anchor = target.partition("#")
        if path_.endswith("/") or path_ == "":
            path_ += "index.html"
        return posixpath.relpath(path_, here or ".") + (f"#{anchor}" if anchor else "")

    body = environment().get_template(template).render(rel=rel, title=title, **values)
    front = yaml.safe_dump({"title": title, "hide": ["navigation"], **({} if search else {"search": {"exclude": True}})}, allow_unicode=True, sort_keys=False)
    lines = "\n".join(line.rstrip() for line in body.splitlines() if line.strip() or True)
    return Page(path, f"---\n{front}---\n\n{lines.strip()}\n")


def months(timeline: Timeline) -> list[tuple[tuple[int, int], list[EventView]]]:
    """Events by month, those with no month left out."""
    found: dict[tuple[int, int], list[EventView]] = {}
    for e in timeline.events:
        if e.year is not None and e.month is not None:
            found.setdefault((e.year, e.month), []).append(e)
    return sorted(found.items())


class Bar(NamedTuple):
    """One bar of the overview strip."""

    label: str
    full: str
    n: int
    href: str
    year: int
    height: int


def bars(timeline: Timeline) -> list[Bar]:
    """The overview strip: a bar a month, or a year where there are more than 120 months."""
    rows = [Bar(f"{words.month_name(m)[:3]} {y}", f"{words.month_name(m)} {y}", len(es), f"{y:04d}/{m:02d}/", y, 0) for (y, m), es in months(timeline)]
    if len(rows) > 120:
        rows = [Bar(str(y), str(y), sum(r.n for r in g), f"{y:04d}/", y, 0) for y, g in groupby(rows, key=lambda r: r.year)]
    top = max((r.n for r in rows), default=1)
    return [r._replace(height=max(6, round(100 * r.n / top))) for r in rows]


def home(tl: Timeline) -> Iterator[Page]:
    """What this is, from when to when, how sure; the strip; a few events to begin with."""
    dated = [e for e in tl.events if e.year is not None]
    featured = [e for e in tl.events if e.featured] or sorted((e for e in dated if len(e.sources) > 1), key=lambda e: (-len(e.sources), e.sort))[:5]
    waiting = [e for e in tl.events if e.status in ("planned", "expected")]
    yield page("index.md", "home.html", tl.title, search=False, tl=tl, bars=bars(tl), first=dated[0] if dated else None, last=dated[-1] if dated else None,
               featured=sorted(featured, key=lambda e: e.sort), waiting=waiting[-5:], differ=[e for e in tl.events if e.differ][:3],
               newest=words.period(words.day(tl.newest)) if tl.newest else "")  # fmt: skip


def overview(tl: Timeline) -> Iterator[Page]:
    """All events in one list, by year."""
    years = [(y, list(g)) for y, g in groupby((e for e in tl.events if e.year is not None), key=lambda e: e.year)]
    yield page("timeline/index.md", "overview.html", "Timeline", search=False, tl=tl, bars=bars(tl), years=years, undated=[e for e in tl.events if e.year is None])


def year_pages(tl: Timeline) -> Iterator[Page]:
    """A page a year: its months, and what is known only to the year."""
    years = sorted({e.year for e in tl.events if e.year is not None})
    for k, y in enumerate(years):
        inside = [e for e in tl.events if e.year == y]
        by_month = [(m, [e for e in inside if e.month == m]) for m in range(1, 13)]
        top = max((len(es) for _, es in by_month), default=1) or 1
        shown = [(m, words.month_name(m), es, max(6, round(100 * len(es) / top)) if es else 0) for m, es in by_month]
        yield page(f"{y:04d}/index.md", "year.html", str(y), search=any(e.month is None for e in inside), year=y, months=shown,
                   loose=[e for e in inside if e.month is None], before=years[k - 1] if k else None, after=years[k + 1] if k + 1 < len(years) else None)  # fmt: skip


def month_pages(tl: Timeline) -> Iterator[Page]:
    """The unit of reading: a page a month, a heading a day."""
    groups = months(tl)
    for k, ((y, m), events) in enumerate(groups):
        loose = [e for e in events if e.day is None]
        days = [
            (words.period(Period("day", ordinal(y, m, d))), f"{y:04d}-{m:02d}-{d:02d}", list(es))
            for d, es in groupby((e for e in sorted(events, key=lambda e: (e.day or 0, e.sort)) if e.day), key=lambda e: e.day)
        ]
        name = f"{words.month_name(m)} {y}"
        yield page(f"{y:04d}/{m:02d}/index.md", "month.html", name, year=y, name=name, events=events, loose=loose, days=days,
                   before=link_to(groups[k - 1][0]) if k else None, after=link_to(groups[k + 1][0]) if k + 1 < len(groups) else None,
                   sources=len({s.article for e in events for s in e.sources}))  # fmt: skip


def link_to(month: tuple[int, int]) -> tuple[str, str]:
    """Address and name of a month's page."""
    return f"{month[0]:04d}/{month[1]:02d}/", f"{words.month_name(month[1])} {month[0]}"


def undated(tl: Timeline) -> Iterator[Page]:
    """Events that no source dates."""
    events = [e for e in tl.events if e.year is None]
    if events:
        yield page("undated/index.md", "undated.html", "Date not known", events=events)


def name_pages(tl: Timeline) -> Iterator[Page]:
    """People, places and tags: an index and a page each."""
    for kind, label in (("people", "People"), ("places", "Places"), ("tags", "Tags")):
        names = counted([getattr(e, kind) for e in tl.events])
        if not names and kind == "tags":
            continue
        yield page(f"{kind}/index.md", "names.html", label, search=False, kind=kind, names=names)
        for slug_, group in groupby(sorted(names, key=lambda p: slug(p[0])), key=lambda p: slug(p[0])):
            same_name = [n for n, _ in group]
            events = [e for e in tl.events if set(same_name) & set(getattr(e, kind))]
            beside = counted([tuple(n for n in (*e.people, *e.places) if n not in same_name) for e in events])[:12]
            yield page(f"{kind}/{slug_}/index.md", "name.html", same_name[0], search=False, kind=kind, label=label, name=same_name[0], note=tl.notes.get(kind, {}).get(same_name[0], ""), events=events,
                       beside=[(n, "people" if any(n in e.people for e in events) else "places", c) for n, c in beside])  # fmt: skip


def article_pages(tl: Timeline) -> Iterator[Page]:
    """The articles, each with every expression of time marked and read."""
    by_id = {e.id: e for e in tl.events}
    rows = []
    for row in tl.articles:
        events = [e for e in tl.events if any(s.article == row["article"] for s in e.sources)]
        published = str(row.get("published", ""))
        values = {"row": row, "events": events, "when": words.period(words.day(published)) if published else "", "paragraphs": paragraphs(row, tl, by_id)}
        rows.append((row, len(events), values["when"]))
        yield page(f"articles/{row['article']}/index.md", "article.html", str(row.get("title", row["article"])), search=False, **values)
    yield page("articles/index.md", "articles.html", "Articles", search=False, rows=rows)


def paragraphs(row: dict[str, Any], tl: Timeline, by_id: dict[str, EventView]) -> list[Markup]:
    """The text that may be shown, as escaped paragraphs with the expressions marked."""
    spans = [(0, row["text"])] if row.get("text") else [(s["start"], s["text"]) for s in row.get("sentences", ())]
    links: dict[int, EventView] = {}
    reasons: dict[int, str] = {}
    for m in row.get("mentions", ()):
        t = row["timexes"][m["timex"]]
        start, end = m["quote"]
        text, base = next(((x, s) for s, x in spans if s <= start and end <= s + len(x)), ("", 0))
        quote = " ".join(text[start - base : end - base].split())
        trigger = text[m["trigger"][0] - base : m["trigger"][1] - base]
        # The same words may stand twice in the sentence; the store numbers them from the second on.
        nth = text[start - base : t["start"] - base].count(t["text"]) + 1
        key = identity({"article": row["article"], "quote": quote, "trigger": trigger, "expression": t["text"], "occurrence": str(nth)})
        found = by_id.get(tl.used.get(key, ""))
        if found:
            links.setdefault(m["timex"], found)
        elif m.get("unused"):
            reasons[m["timex"]] = m["unused"]
    out: list[Markup] = []
    for base, text in spans:
        html, at = Markup(""), 0
        for i, t in enumerate(row.get("timexes", ())):
            a, b = t["start"] - base, t["end"] - base
            if a < at or b > len(text):
                continue
            html += escape(text[at:a]) + mark(t, links.get(i), reasons.get(i, ""))
            at = b
        html += escape(text[at:])
        out.extend(Markup("<p>") + Markup(" ".join(p.split("\n"))) + Markup("</p>") for p in str(html).split("\n\n") if p.strip())
    return out


def mark(t: dict[str, Any], event: EventView | None, reason: str) -> Markup:
    """One expression of time in a text."""
    label = words.date(t["edtf"]) if t.get("edtf") else (words.length(t["length"]) if t.get("length") and "X" not in t["length"] else "")
    if event is not None:
        return Markup('<mark class="tl-x">{}</mark><a class="tl-at" href="../../{}index.html#{}">{}</a>').format(t["text"], event.path, event.id, label)
    why = reason or ("names no day" if not label else "dates no event")
    return Markup('<span class="tl-x tl-unused" title="{}">{}</span>').format(f"{label + ': ' if label else ''}{why}", t["text"])


def method(tl: Timeline) -> Iterator[Page]:
    """Each rule with its example, straight from the table of the language."""
    with (LANGUAGES / "en.yml").open(encoding="utf-8") as file:
        table = yaml.load(file, Loader=yaml.CBaseLoader)
    rules = [rule for level in table["rules"] for rule in level if rule["as"] not in ("NONE", "N")]
    yield page("method/index.md", "method.html", "How dates are read", search=False, rules=rules)


def needs_a_look(tl: Timeline) -> Iterator[Page]:
    """What a person should check, and why."""
    yield page("needs-a-look/index.md", "looks.html", "Needs a look", search=False, events=[e for e in tl.events if e.looks], problems=tl.problems, edited=[e for e in tl.events if e.edited])


PAGES: tuple[Callable[[Timeline], Iterator[Page]], ...] = (home, overview, year_pages, month_pages, undated, name_pages, article_pages, method, needs_a_look)
