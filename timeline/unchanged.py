"""Whether anything has changed since a run that changed nothing: then the next run need not be made. Losing what is kept costs time alone.

A run is a function of the articles, the content folder, its options and the program. Where one has written nothing, so will the same again.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from collections.abc import Iterator
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import Any

from timeline.problems import Problem
from timeline.store import files

NAME = ".unchanged.json"  # in a content folder
PACKAGE = Path(__file__).parent
OTHERS = ("pages", "images")  # folders of the content that no extraction reads


@cache
def hash_program() -> bytes:
    """A digest of the whole package."""
    digest = hashlib.sha256()
    for path in sorted(p for p in PACKAGE.rglob("*") if p.suffix in (".py", ".yml")):
        digest.update(path.read_bytes())
    return digest.digest()


def hash_inputs(seeds: Path, content: Path, *options: object) -> str:
    """A digest of all that a run depends on; "" where that cannot be said: something is a link, no ordinary file, or cannot be read."""
    digest = hashlib.sha256(hash_program() + repr((str(seeds), str(content), options)).encode("utf-8", "surrogateescape"))
    try:
        for root in (seeds, content):
            for path in list_files(root, root == seeds):
                digest.update(f"\0{path}\0".encode("utf-8", "surrogateescape"))
                with open(path, "rb") as file:  # noqa: PTH123 (a Path for each file is half of the time)
                    digest.update(hashlib.file_digest(file, "sha256").digest())
    except OSError:
        return ""
    return digest.hexdigest()


def list_files(folder: Path, articles: bool, top: bool = True) -> Iterator[str]:
    """The files below a folder in order, but for what is hidden: at the top of a content folder, anywhere among articles. Raises :class:`OSError` for what is neither file nor folder."""
    with os.scandir(folder) as found:
        entries = sorted(found, key=lambda e: e.name)
    for e in entries:
        if (e.name.startswith(".") and (top or articles)) or (top and not articles and e.name in OTHERS):
            continue
        if e.is_dir(follow_symlinks=False):
            yield from list_files(Path(e.path), articles, top=False)
        elif e.is_file(follow_symlinks=False):
            yield e.path
        else:
            raise OSError(f"{e.path} is no ordinary file")


def load_last(content: Path, now: str) -> dict[str, Any] | None:
    """What the last run found, where it changed nothing and all is as it was then; its problems as values."""
    try:
        kept = json.loads((content / NAME).read_text(encoding="utf-8"))
        if not now or kept["stamp"] != now:
            return None
        return {**kept["found"], "problems": [Problem(**p) for p in kept["found"]["problems"]]}
    except (OSError, ValueError, TypeError, KeyError):
        return None


def save_last(content: Path, now: str, problems: list[Problem], **found: Any) -> None:
    """Keep what a run found that changed nothing. One with errors is made again: what could not be read may be readable next time."""
    if now and not any(p.severity == "error" for p in problems):
        with contextlib.suppress(OSError):
            files.write(content / NAME, json.dumps({"stamp": now, "found": {**found, "problems": [asdict(p) for p in problems]}}))
