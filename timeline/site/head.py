"""What stands in the head of a page for machines: how a link to it looks elsewhere (Open Graph, https://ogp.me), and where its feed is."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from timeline.site.layout import Site
from timeline.site.pages.names import feed_path
from timeline.site.policy import HEAD
from timeline.site.preview import HOME, preview_path
from timeline.slug import printable

DIALOGUE = 'data-md-component="search" role="dialog"'
PLACEHOLDER = re.compile(r'class="md-search__input"[^>]*placeholder="([^"]*)"')
TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)
NAME = re.compile(r"(people|organisations|places|tags)/([^/]+)/index\.html")
MONTH = re.compile(r"(\d{4})/(\d\d)/index\.html")


def add_head_elements(site: Site, path: str, text: str) -> str:
    """The text of the page at ``path`` (from the root of the site) with elements for link previews and feeds, and
    with a name for the theme's search dialogue.
    """
    found = PLACEHOLDER.search(text)
    if found:
        text = text.replace(DIALOGUE, f'{DIALOGUE} aria-label="{found[1]}"', 1)
    return text.replace(HEAD, HEAD + "".join((*make_feed_links(site, path), *(make_open_graph(site, path, text) if site.url else ()))), 1)


def make_open_graph(site: Site, path: str, text: str) -> Iterator[str]:
    """The Open Graph elements of a page; "" without ``site_url``, as they need whole addresses."""
    found = TITLE.search(text)
    title = html.unescape(found[1]).removesuffix(f" - {site.timeline.title}") if found else site.timeline.title
    month = MONTH.fullmatch(path)
    picture = preview_path(int(month[1]), int(month[2])) if month else HOME
    rows = {"type": "website", "site_name": site.timeline.title, "title": title, "description": site.description, "url": site.url + path.removesuffix("index.html"), "image": site.url + picture}
    for name, value in rows.items():
        if value:
            yield f'<meta property="og:{name}" content="{html.escape(printable(value))}">'
    yield '<meta name="twitter:card" content="summary_large_image">'


def make_feed_links(site: Site, path: str) -> Iterator[str]:
    """Links to feeds: of the whole timeline, and of the name whose page it is."""
    up = "../" * path.count("/")
    yield f'<link rel="alternate feed" type="application/atom+xml" title="{html.escape(printable(site.timeline.title))}" href="{up}data/events.atom">'
    if (m := NAME.fullmatch(path)) and (m[1], m[2]) in site.names_with_feed:
        yield f'<link rel="alternate feed" type="application/atom+xml" href="{up}{feed_path(m[1], m[2])}">'
