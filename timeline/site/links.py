"""An address for each event that stays when pages are cut anew: a small page that leads on and tells machines what it is about.

Beside it one that says how to cite it, and the card alone, for a frame on another page.

Written beside MkDocs' pages, after the build, so that neither its search nor its navigation sees them. On a huge site one page holds
all addresses.
"""

from __future__ import annotations

from pathlib import Path

from timeline.export import cite
from timeline.export.jsonld import event as jsonld
from timeline.site.data import pack_json
from timeline.site.layout import Site
from timeline.site.pages.explore import bundle, digest, versions
from timeline.site.pages.page import render
from timeline.site.policy import meta
from timeline.view.text import fill_html

# What leads from the address of an event to its place, on a site with one page for all addresses.
LEAD = """var places = PLACES, id = decodeURIComponent((location.hash || location.search).slice(1));
if (Object.prototype.hasOwnProperty.call(places, id)) location.replace("../" + places[id].replace("#", "index.html#"));"""


def write(site: Site, folder: Path) -> None:
    """Write the pages below ``folder``/e/."""
    events = site.timeline.events
    (folder / "e").mkdir(exist_ok=True)
    code = LEAD.replace("PLACES", pack_json({e.id: site.address(e) for e in events}))
    (folder / "e" / "addresses.js").write_text(code, encoding="utf-8")  # beside the page, which stays small
    (folder / "e" / "index.html").write_text(render(site, "e/index.html", "addresses.html", version=digest(code), allowed=meta(), title=site.timeline.title), encoding="utf-8")
    script = bundle(("tl-cite.js",))
    (folder / "assets" / "tl-cite.js").write_text(script, encoding="utf-8")
    version, allowed = {**versions(site), "cite": digest(script)}, meta(images=sorted(site.settings.images_from))
    for e in () if site.huge else events:
        path = f"e/{e.id}/index.html"
        (folder / "e" / e.id).mkdir(exist_ok=True)
        about = pack_json({"@context": "https://schema.org", **jsonld(e, site.url + site.address(e))})
        (folder / path).write_text(render(site, path, "address.html", e=e, about=about, title=e.title), encoding="utf-8")
        path = f"e/{e.id}/cite.html"
        where = f"{site.url}e/{e.id}/"  # the page's script makes it whole where the site does not know its own address
        forms = [(name, make(e, site.timeline.title, where)) for name, make in ((fill_html("cite.text"), cite.text), ("BibTeX", cite.bibtex), ("CSL-JSON", cite.csl))]
        (folder / path).write_text(render(site, path, "cite.html", e=e, title=fill_html("cite.title", title=e.title), forms=forms, own=where, version=version, allowed=allowed), encoding="utf-8")
        path = f"e/{e.id}/card.html"
        (folder / path).write_text(render(site, path, "alone.html", e=e, title=e.title, version=version, allowed=allowed), encoding="utf-8")
