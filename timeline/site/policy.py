"""A content security policy in every page: only scripts that we or the theme brought may run, whatever a text holds.

The theme has three inline scripts; they are allowed by their hash, taken from a page on which no stranger's text stands. Style stays open to
``style=`` attributes, which the theme and our bars use. The same line as a header: docs/publishing.md.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable, Iterable
from pathlib import Path

SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)
SCOPE = re.compile(r'new URL\("[^"]*",location\)')  # where the site's root is, seen from the page
DEPTHS = ("", ".", "..", "../..", "../../..", "../../../..", "/")
OURS = "licences/index.html"
HEAD = '<meta charset="utf-8">'
MARK = '<meta http-equiv="Content-Security-Policy"'


def policy(scripts: Iterable[str] = (), hosts: Iterable[str] = (), images: Iterable[str] = ()) -> str:
    """The policy as one line; ``scripts`` are the inline scripts that may run, ``hosts`` other places that the project loads scripts and styles from, ``images`` those of its pictures."""
    sums = sorted({f"'sha256-{base64.b64encode(hashlib.sha256(s.encode()).digest()).decode()}'" for s in scripts})
    other = "".join(f" {h}" for h in hosts)
    return "; ".join(
        (
            "default-src 'none'",
            " ".join(("script-src 'self' file:", *sums)) + other,
            f"style-src 'self' file: 'unsafe-inline'{other}",
            " ".join((f"img-src 'self' file: data:{other}", *(f"https://{h}" for h in images))),
            f"font-src 'self' file:{other}",
            f"connect-src 'self'{other}",
            "worker-src 'self'",
            "frame-src 'self'",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )


def meta(scripts: Iterable[str] = (), hosts: Iterable[str] = (), images: Iterable[str] = ()) -> str:
    """The policy as an element for a page's head."""
    return f'{MARK} content="{policy(scripts, hosts, images)}">'


def write(site: Path, hosts: Iterable[str], images: Iterable[str], dress: Callable[[str, str], str]) -> None:
    """Put the policy into every page below a built site that has none yet, after ``dress`` has made of its path and text what else it needs."""
    page = site / OURS
    known = SCRIPT.findall(page.read_text(encoding="utf-8")) if page.is_file() else []
    allowed = {SCOPE.sub(f'new URL("{up}",location)', s) for s in known for up in DEPTHS}
    element = meta(allowed, hosts, images)
    for path in site.rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        if MARK not in text[:2000] and HEAD in text[:400]:
            path.write_text(dress(path.relative_to(site).as_posix(), text).replace(HEAD, HEAD + element, 1), encoding="utf-8")
