"""A saved event file -> the pages that hold the event, made anew within a site that was built before. The preview shows these at once and builds the whole site behind.

What else an event stands on (home page, timeline, pages of names, search) is left to the whole build.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import markdown  # type: ignore[import-untyped]
from mkdocs.config import load_config

from timeline.problems import Problem
from timeline.settings import Settings
from timeline.site.build import lay_out_with_context
from timeline.site.layout import Site
from timeline.site.pages import periods
from timeline.site.pages.page import Page
from timeline.store import files
from timeline.store.events import load_inside, relative
from timeline.view.event import EventView
from timeline.view.load import Context, make_view

BEGIN, END = '<article class="md-content__inner md-typeset">', "</article>"  # what the theme puts a page's text between


@dataclass(slots=True)
class BuiltSite:
    """A site as it was built last: what its pages were made from, what events are seen against, and where its files are."""

    site: Site
    context: Context
    content: Path
    folder: Path
    to_html: markdown.Markdown


def load_built(content: Path, config: Path, generated: Path, folder: Path, settings: Settings) -> BuiltSite:
    """The site that was built from these folders. Raises what :func:`timeline.site.build.lay_out_site` raises."""
    site, context = lay_out_with_context(content, config, settings)
    own: Any = load_config(config_file=str(generated / "mkdocs.yml"))
    return BuiltSite(site, context, content, folder, markdown.Markdown(extensions=own.markdown_extensions, extension_configs=own.mdx_configs))


def show_saved(built: BuiltSite, path: Path) -> list[Problem] | None:
    """Make the pages of a saved event file anew. What is wrong with the file, [] for nothing; None where only a whole build can show it.

    That is so where the event or its page was not there before, or where a page is not of the form that is known here.
    """
    record = load_inside(path, relative(path, Path.cwd()), built.content)
    if record.errors:
        return record.errors
    before = next((e for e in built.site.timeline.events if e.id == str(record.get("id"))), None)
    if before is None or before.own_title:  # a title that a model suggested may no longer stand
        return None
    now = make_view(record, built.context)
    timeline = built.site.timeline.replaced(now)
    site = replace(built.site, timeline=timeline)
    wanted = {built.site.path(before), site.path(before), site.path(now)}
    made = [p for p in make_pages_of(site, before, now) if p.path.removesuffix("index.md") in wanted]
    changed = {folder: page for p in made if (page := put_into_page(built, folder := built.folder / p.path.replace("index.md", "index.html"), p)) is not None}
    if len(changed) < len(wanted):
        return None
    for file, page in changed.items():
        files.write(file, page)
    built.site = site
    return []


def make_pages_of(site: Site, *events: EventView) -> Iterator[Page]:
    """The pages of reading on which events stand."""
    if any(e.year is None for e in events):
        yield from periods.undated(site)
    if any(e.year is not None and e.month is None for e in events):
        yield from periods.years(site, {e.year for e in events})
    yield from periods.months(site, {(e.year, e.month) for e in events})


def put_into_page(built: BuiltSite, file: Path, page: Page) -> str | None:
    """The file of a page with its text replaced; None where there is no such file, or none of this form."""
    if not file.is_file():
        return None
    head, begin, rest = files.read(file).partition(BEGIN)
    _inside, end, foot = rest.rpartition(END)
    if not begin or not end:
        return None
    body = page.text.split("\n---\n", 1)[1]
    return f"{head}{begin}\n{built.to_html.reset().convert(body)}\n{end}{foot}"
