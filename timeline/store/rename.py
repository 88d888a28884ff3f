"""An article under a new name: all that speaks of it follows, in event files by splicing."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from timeline.store import files
from timeline.store.events import load_each
from timeline.store.rejected import set_aside
from timeline.store.write import NotMeant, Splice


def rename(content: Path, names: Mapping[str, str]) -> bool:
    """Give articles their new names (old -> new); whether that could be done everywhere: a file with errors keeps the old name. Doing it twice changes nothing."""
    done = True
    for record in load_each(content):
        if record.blocking_problems:
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
    ours = ((content / "extracted" / "events").glob("*.yaml"), set_aside(content, "*").parent.glob("*.yaml"), [content / "rejected.yaml"])
    for path in (p for some in ours for p in sorted(some) if p.is_file()):
        files.write(path, re.sub(r'((?:[{,]|^ +-?) *["\']?article["\']?: *["\']?)([a-z0-9-]+)', lambda m: m[1] + names.get(m[2], m[2]), files.read(path), flags=re.MULTILINE))
    return done
