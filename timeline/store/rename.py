"""Articles under a new name: everything that names them follows; event files are changed by splicing."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from timeline.store import files
from timeline.store.events import load_each
from timeline.store.rejected import kept_path
from timeline.store.write import NotMeant, Splice


def rename_articles(content: Path, names: Mapping[str, str]) -> bool:
    """Give articles their new names (old -> new); whether that could be done everywhere: a file with errors keeps the old name. Doing it twice changes nothing."""
    done = True
    for record in load_each(content):
        if record.errors:
            done = False
            continue
        splice = Splice(record)
        for i, source in enumerate(record.source_values()):
            if source.get("article") in names:
                splice.set_source(i, "article", names[source["article"]], "text")
        try:
            files.write(record.path, splice.text(), was=record.text)
        except NotMeant:
            done = False
    ours = ((content / "extracted" / "events").glob("*.yaml"), kept_path(content, "*").parent.glob("*.yaml"), [content / "rejected.yaml"])
    for path in (p for some in ours for p in sorted(some) if p.is_file()):
        files.write(path, re.sub(r'((?:[{,]|^ +-?) *["\']?article["\']?: *["\']?)([a-z0-9-]+)', lambda m: m[1] + names.get(m[2], m[2]), files.read(path), flags=re.MULTILINE))
    return done
