"""Pages for the people who keep the record: what needs a look, and what was corrected."""

from __future__ import annotations

from collections.abc import Iterator

from timeline.site.layout import Site
from timeline.site.pages.page import Page, page
from timeline.view.text import fill_html


def needs_a_look(site: Site) -> Iterator[Page]:
    """What a person should check, and why: a page for editors."""
    if "needs-a-look" not in site.settings.publish:
        return
    events = site.timeline.events
    yield page(site, "needs-a-look/index.md", "looks.html", fill_html("look.title"), search=False, events=[e for e in events if e.looks], edited=[e for e in events if e.edited])


def corrections(site: Site) -> Iterator[Page]:
    """What was changed by hand, thrown out, or changed after it was published."""
    if "corrections" not in site.settings.publish:
        return
    by_id = {e.id: e for e in site.timeline.events}
    changes = [(c, by_id[c.id]) for c in site.timeline.changes if c.id in by_id]
    hand = [e for e in site.timeline.events if e.edited or e.note]
    yield page(
        site,
        "corrections/index.md",
        "corrections.html",
        fill_html("corrections.title"),
        search=False,
        hand=hand,
        changes=changes,
        rejected=site.timeline.rejected if "rejected" in site.settings.publish else (),
    )
