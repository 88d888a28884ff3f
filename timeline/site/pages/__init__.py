"""Views -> pages: a function yields its pages, all listed in PAGES."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from timeline.site.layout import Site
from timeline.site.pages import articles, editors, explore, home, names, periods, promises, reference, story
from timeline.site.pages import map as world
from timeline.site.pages.page import Page

PAGES: tuple[Callable[[Site], Iterator[Page]], ...] = (
    home.home, explore.overview, world.world, story.story, periods.years, periods.months, periods.undated, promises.promises, names.names, articles.articles, articles.sources,
    reference.method, reference.data, reference.licences, editors.needs_a_look, editors.corrections,
)  # fmt: skip
