"""The folder of event files: all of them read, and what the machine wrote last of each."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

from timeline.problems import Problem
from timeline.slug import slug
from timeline.store.files import leads_out, project_of, refuse_foreign
from timeline.store.nodes import Record, load

T = TypeVar("T")


def load_all(content: Path, shown_from: Path | None = None) -> list[Record]:
    """All event files of a content folder, in the order of their paths."""
    with without_garbage_collection():
        return list(load_each(content, shown_from))


def load_each(content: Path, shown_from: Path | None = None) -> Iterator[Record]:
    """The same, one at a time."""
    root = content / "events"
    refuse_foreign(content)
    base = shown_from or Path.cwd()
    if not root.is_dir():
        return
    shown = relative(root, base)
    cut = len(str(root)) + 1
    # os.walk, not rglob: with files by the ten thousand the objects for their paths cost as much as reading them.
    paths = sorted(os.path.join(folder, name) for folder, _, names in os.walk(root) for name in names if name.endswith(".yaml") and name[0] != ".")  # noqa: PTH118
    yield from (load_inside(Path(p), f"{shown}/{p[cut:]}", content) for p in paths)


def load_inside(path: Path, shown: str, content: Path) -> Record:
    """One event file; a link that leads out of the project is not read, and that is its problem."""
    if path.is_file() and leads_out(path, project_of(content)):
        why = "is a link that leads out of the project and is not read; put a copy in its place"
        return Record(path, "", shown=shown, problems=[Problem(shown, 0, 0, why, code="encoding")])
    return load(path, shown)


class LazyFiles(Mapping[str, T]):
    """Files by event id, each read when it is asked for."""

    def __init__(self, read: Callable[..., T]) -> None:
        self.read = read
        self.places: dict[str, tuple[Any, ...]] = {}

    def __getitem__(self, k: str) -> T:
        return self.read(*self.places[k])

    def __contains__(self, k: object) -> bool:
        return k in self.places

    def __iter__(self) -> Iterator[str]:
        return iter(self.places)

    def __len__(self) -> int:
        return len(self.places)


@contextmanager
def without_garbage_collection() -> Iterator[None]:
    """While nodes by the ten thousand are made and all kept, looking for garbage among them takes longer than the work."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def relative(path: Path, base: Path) -> str:
    """The path as seen from a folder, where it lies in it."""
    try:
        return str(path.resolve().relative_to(base.resolve()))
    except ValueError:
        return str(path)


def base_path(content: Path, k: str) -> Path:
    """What the machine wrote last of an event."""
    return content / "extracted" / "events" / f"{k}.yaml"


def load_bases(content: Path) -> dict[str, dict[str, Any]]:
    """What the machine wrote last, by event id."""
    out = {}
    for path in sorted((content / "extracted" / "events").glob("*.yaml")):
        record = load(path)
        if not record.problems:
            out[path.stem] = record.data()
    return out


def id_of(title: str, date: str) -> str:
    """An id from the words of an event: the begin of its date and of its title."""
    head = date.strip("[].").split("/")[0].split("..")[0].split("T")[0].rstrip("~?%") if date else "undated"
    return "-".join([slug(head), *slug(title).split("-")[:6]])


def lower_certainty(certainty: str, sources: Sequence[Mapping[str, Any]]) -> str:
    """The certainty of an event that is left with these sources: what one article tells is not confirmed."""
    return "reported" if certainty == "confirmed" and len({s.get("article") for s in sources}) == 1 else certainty


def find_free_id(wanted: str, *taken: Container[str]) -> str:
    """The id, with a number where it is taken."""
    k, name = 2, wanted
    while any(name in some for some in taken):
        name, k = f"{wanted}-{k}", k + 1
    return name
