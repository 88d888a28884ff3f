"""A page: a template filled in, with addresses relative to where it lies."""

from __future__ import annotations

import posixpath
from functools import cache
from typing import Any, NamedTuple

import yaml
from jinja2 import Environment, PackageLoader
from markupsafe import escape

from timeline.site.layout import Site, day_name, month_name, month_path, year_path
from timeline.slug import printable, slug
from timeline.store.fields import PLANS, STATUS
from timeline.view import words
from timeline.view.text import current_words, fill_html

FOOTER_PAGES = {"promises": "promises/", "data": "data/", "sources": "sources/", "corrections": "corrections/", "look": "needs-a-look/", "licences": "licences/"}
UNPLANNED_STATUSES = ",".join(s for s in STATUS if s not in PLANS)
OPTIONAL_PAGES = {"corrections": "corrections", "look": "needs-a-look"}  # pages that stand on a public site only where the settings say so


class Page(NamedTuple):
    """A file below the generated docs folder."""

    path: str
    text: str


@cache
def environment() -> Environment:
    """The templates; everything that is put into them is escaped."""
    env = Environment(loader=PackageLoader("timeline.site"), autoescape=True, trim_blocks=True, lstrip_blocks=True)
    env.filters["extract"] = lambda name, table: table.get(name, name)
    env.globals.update(say=fill_html, slug=slug, words=words, day_name=day_name, month_name=month_name, month_path=month_path, year_path=year_path)
    return env


def render(site: Site, path: str, template: str, /, **values: Any) -> str:
    """A template as text; ``rel`` in it makes an address from the root of the site relative to the page."""
    here = posixpath.dirname(path)

    def rel(target: str) -> str:
        folder, _, anchor = target.partition("#")
        if folder.endswith("/") or folder == "":
            folder += "index.html"
        return posixpath.relpath(folder, here or ".") + (f"#{anchor}" if anchor else "")

    foot = [
        (fill_html(f"{name}.title"), folder)
        for name, folder in FOOTER_PAGES.items()
        if (name not in OPTIONAL_PAGES or OPTIONAL_PAGES[name] in site.settings.publish) and (name != "promises" or site.promises)
    ]
    return (
        environment()
        .get_template(template)
        .render(rel=rel, root=posixpath.relpath(".", here or "."), unplanned=UNPLANNED_STATUSES, site=site, tl=site.timeline, t=current_words(), foot=foot, **values)
    )


def page(site: Site, path: str, template: str, title: str, /, *, search: bool = True, **values: Any) -> Page:
    """A Markdown file with its front matter.

    The theme prints the title of the front matter as HTML, unescaped: it is escaped here, once, and shows as it was written.
    """
    title = " ".join(printable(title).split())
    body = render(site, path, template, title=title, **values)
    hidden = ["navigation"] if "\n## " in body else ["navigation", "toc"]  # a list of contents where there are headings for it
    front = yaml.safe_dump({"title": str(escape(title)), "hide": hidden, **({} if search else {"search": {"exclude": True}})}, allow_unicode=True, sort_keys=False)
    lines = "\n".join(line.rstrip() for line in body.splitlines())
    return Page(path, f"---\n{front}---\n\n{lines.strip()}\n")
