"""Files that are whole, old or new: read with their bytes kept, written aside and renamed; one run at a time."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import update_wrapper
from pathlib import Path
from typing import IO, Concatenate, ParamSpec, TypeVar

from timeline.problems import Failure

P = ParamSpec("P")
T = TypeVar("T")
BOM = b"\xef\xbb\xbf"
LEFT = re.compile(r"\..+\.(?:yaml|yml|json|md|html|js|css|xml|txt|ics|atom|csv|jsonld|written|built|png|jpg|jpeg|webp|gif)\.\d+\.part")  # our own, of a run that was killed


class Changed(Failure):
    """A file changed between reading and writing; it was left alone."""


class Foreign(Failure):
    """Something in a content folder leads out of the project, or is no regular file; nothing was done."""


class Busy(Failure):
    """Another run works on this folder."""


class NotText(Failure):
    """The file is not UTF-8; ``line`` is the first line that is not."""

    def __init__(self, path: Path, line: int) -> None:
        super().__init__(f"{path}:{line}: this file is not UTF-8: save it as UTF-8 in your editor")
        self.line = line


def read(path: Path) -> str:
    """The text of a file with its own line ends, without a byte-order mark. Raises :class:`NotText` for what is not UTF-8."""
    raw = path.read_bytes().removeprefix(BOM)
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise NotText(path, raw[: error.start].count(b"\n") + 1) from None


def write(path: Path, text: str | bytes, was: str | None = None) -> bool:
    """Write a file in one step; False when it has just these bytes already. Text is written as UTF-8.

    ``was`` is the text as it was read (None: the file must be new or machine-owned): :class:`Changed` is raised when
    the file is not that any more. A file that begins with a byte-order mark keeps it.
    """
    data = text if isinstance(text, bytes) else text.encode("utf-8")
    old = path.read_bytes() if path.is_file() else None
    if was is not None and old is not None and old.startswith(BOM):
        data, was = BOM + data, "\ufeff" + was
    if old == data:
        return False
    if was is not None and old != was.encode("utf-8"):
        raise Changed(f"{path} was changed during this run and was left as it is; run the command again")
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with aside.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        aside.replace(path)
        sync(path.parent)
    finally:
        aside.unlink(missing_ok=True)
    return True


def sync(folder: Path) -> None:
    """Make sure that a renamed file survives a power cut, where the system can do so."""
    try:
        fd = os.open(folder, os.O_RDONLY)
    except OSError:
        return
    try:
        os.fsync(fd)
    except OSError:
        pass
    finally:
        os.close(fd)


def lock_file(lock: IO[str]) -> None:
    """Lock an open file until it is closed. Raises :class:`OSError` where another process holds it."""
    if sys.platform == "win32":
        import msvcrt

        msvcrt.locking(lock.fileno(), msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)


def leads_out(path: Path, root: Path) -> bool:
    """Whether a path is a link to something outside of a folder, or to nothing."""
    try:
        return path.is_symlink() and not (path.exists() and path.resolve().is_relative_to(root.resolve()))
    except (OSError, RuntimeError):
        return True  # it leads to itself


def project_of(folder: Path) -> Path:
    """The project that a folder belongs to: the working folder where that holds it, else the folder above it."""
    here = Path.cwd().resolve()
    return here if folder.resolve().is_relative_to(here) and folder.resolve() != here else folder.resolve().parent


def refuse_foreign(content: Path, *, deep: bool = False) -> None:
    """Raise :class:`Foreign` where something in a content folder is a link that leads out of the project, a pipe or a device; ``deep``: also anywhere in the machine's own part.

    A link of that kind may come with somebody's commit; what is behind it would be read and published, or written and deleted. Event files, pages and articles are looked at one by one
    where they are read.
    """
    if not content.is_dir():
        return
    root = project_of(content)
    if leads_out(content, root):
        raise Foreign(f"{content} is a link that leads out of the project; put the folder itself in its place. Nothing was read or written")
    for hidden in (content / ".lock", content / ".read.sqlite", content / ".unchanged.json"):
        if hidden.is_symlink():
            raise Foreign(f"{hidden} is a link; delete it. Nothing was read or written")
    folders = [Path(at, name) for at, names, _ in os.walk(content / "events") for name in names]
    for path in (*sorted(content.iterdir()), *(f for f in folders if f.is_symlink())):
        if path.name.startswith(".") and path.is_symlink() and not path.exists():
            continue  # an editor's lock
        if leads_out(path, root):
            raise Foreign(f"{path} is a link that leads out of the project, or to nothing; put a copy in its place. Nothing was read or written")
        if not path.is_dir() and not path.is_file():
            raise Foreign(f"{path} is not a regular file (a pipe or a device); remove it. Nothing was read or written")
    if deep:
        refuse_links(content / "extracted")


def refuse_links(folder: Path) -> None:
    """Raise :class:`Foreign` for any link, pipe or device in a folder that the program writes and deletes in by itself."""
    below = (Path(at, name) for at, names, others in os.walk(folder) for name in (*names, *others))
    for path in (folder, *below):
        if path.is_symlink() or (path.exists() and not path.is_dir() and not path.is_file()):
            raise Foreign(f"{path} is a link or not a regular file, in a folder where this program writes and deletes; remove it. Nothing was read or written")


@contextmanager
def only_run(folder: Path) -> Iterator[None]:
    """Hold the folder for one run. Raises :class:`Busy` when another run has it, :class:`Foreign` where it is not ours alone."""
    folder.mkdir(parents=True, exist_ok=True)
    refuse_foreign(folder, deep=True)
    with (folder / ".lock").open("w") as lock:
        try:
            lock_file(lock)
        except OSError:
            raise Busy(f"another run is working in {folder}; wait until it has finished and run the command again") from None
        for left in (p for p in folder.rglob(".*.part") if LEFT.fullmatch(p.name)):
            left.unlink(missing_ok=True)  # of a run that was killed
        yield


def run_alone(work: Callable[Concatenate[Path, P], T]) -> Callable[Concatenate[Path, P], T]:
    """A decorator for functions that edit a content folder (their first argument): only one runs at a time."""

    def held(content: Path, /, *args: P.args, **named: P.kwargs) -> T:
        with only_run(content):
            return work(content, *args, **named)

    return update_wrapper(held, work)
