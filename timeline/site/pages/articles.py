"""The articles, each with every expression of time marked and read; and who published them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from markupsafe import Markup, escape

from timeline.site.layout import Site
from timeline.site.pages.page import Page, page
from timeline.store.merge3 import identity
from timeline.view import words
from timeline.view.event import EventView
from timeline.view.load import quote_of
from timeline.view.text import fill_html, fill_text, word_reason


def articles(site: Site) -> Iterator[Page]:
    """A page an article, and a list of them."""
    by_id = {e.id: e for e in site.timeline.events}
    by_article: dict[str, list[EventView]] = {}
    for e in site.timeline.events:
        for article in e.articles:
            by_article.setdefault(article, []).append(e)
    rows = []
    for row in site.timeline.articles:
        name = str(row["article"])
        events = by_article.get(name, [])
        published = str(row.get("published", ""))
        when = words.period(words.day(published)) if published else ""
        at = {e.id: int(s.at[1:] or 0) for e in events for s in e.sources if s.article == name and s.at}
        rows.append((row, len(events), when))
        yield page(
            site, f"articles/{name}/index.md", "article.html", str(row.get("title") or name), search=False, row=row, when=when, by_time=events,
            by_text=sorted(events, key=lambda e: (at.get(e.id, 10**9), e.sort)), paragraphs=paragraphs(site, row, by_id),
        )  # fmt: skip
    yield page(site, "articles/index.md", "articles.html", fill_html("articles.title"), search=False, rows=rows)


def sources(site: Site) -> Iterator[Page]:
    """Who published the articles, and how much of the timeline rests on each."""

    def publisher(row: dict[str, Any]) -> str:
        return str(row.get("publisher", ""))

    rows = []
    for name, group in groupby(sorted(site.timeline.articles, key=publisher), key=publisher):
        inside = list(group)
        ids = {str(r["article"]) for r in inside}
        days = sorted(str(r["published"]) for r in inside if r.get("published"))
        span = tuple(words.period(words.day(d), bare=True) for d in dict.fromkeys((days[0], days[-1]))) if days else ()
        rows.append((name or fill_text("sources.unknown"), inside, sum(bool(ids & set(e.articles)) for e in site.timeline.events), span))
    yield page(site, "sources/index.md", "sources.html", fill_html("sources.title"), search=False, rows=rows)


def paragraphs(site: Site, row: dict[str, Any], by_id: dict[str, EventView]) -> list[Markup]:
    """The text that may be shown, as escaped paragraphs with the expressions marked."""
    spans = [(0, row["text"])] if row.get("text") else [(s["start"], s["text"]) for s in row.get("sentences", ())]
    links, reasons = uses(site, row, spans, by_id)
    out: list[Markup] = []
    for base, text in spans:
        html, at = Markup(""), 0
        for i, t in enumerate(row.get("timexes", ())):
            a, b = t["start"] - base, t["end"] - base
            if a < at or b > len(text):
                continue
            html += escape(text[at:a]) + mark(site, t, links.get(i), reasons.get(i, ""))
            at = b
        html += escape(text[at:])
        out.extend(Markup("<p>") + Markup(" ".join(p.split("\n"))) + Markup("</p>") for p in str(html).split("\n\n") if p.strip())
    return out


def uses(site: Site, row: dict[str, Any], spans: list[tuple[int, str]], by_id: dict[str, EventView]) -> tuple[dict[int, EventView], dict[int, str]]:
    """By the number of each expression: the event that it dates, or why it dates none."""
    links: dict[int, EventView] = {}
    reasons: dict[int, str] = {}
    for m in row.get("mentions", ()):
        if "timex" not in m:
            continue  # dated by the day of its report
        t = row["timexes"][m["timex"]]
        start, end = m["quote"]
        text, base = next(((x, s) for s, x in spans if s <= start and end <= s + len(x)), ("", 0))
        trigger = text[m["trigger"][0] - base : m["trigger"][1] - base]
        # The same words may stand twice in the sentence; the store numbers them from the second on.
        nth = text[start - base : t["start"] - base].count(t["text"]) + 1
        key = identity({"article": row["article"], "quote": quote_of(row, m), "trigger": trigger, "expression": t["text"], "occurrence": str(nth)})
        found = by_id.get(site.timeline.used.get(key, ""))
        if found:
            links.setdefault(m["timex"], found)
        elif m.get("unused"):
            reasons[m["timex"]] = word_reason(m["unused"])
    return links, reasons


def mark(site: Site, t: dict[str, Any], event: EventView | None, reason: str) -> Markup:
    """One expression of time in a text."""
    label = words.date(t["edtf"]) if t.get("edtf") else (words.length(t["length"]) if t.get("length") and "X" not in t["length"] else "")
    if event is not None:
        folder, _, anchor = site.address(event).partition("#")
        return Markup('<mark class="tl-x" id="t{}">{}</mark><a class="tl-at" href="../../{}index.html#{}">{}</a>').format(t["start"], t["text"], folder, anchor, label)
    why = reason or fill_text("articles.no_event" if label else "articles.no_day")
    return Markup('<span class="tl-x tl-unused" title="{}">{}</span>').format(f"{label + ': ' if label else ''}{why}", t["text"])
