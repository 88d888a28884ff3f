"""A preview that follows each save: a saved event is shown on its page at once, the whole site is built behind it, errors stand in the page."""

from __future__ import annotations

import errno
import functools
import json
import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import unquote

from timeline.engine import end_with_parent
from timeline.problems import Failure, Problem, text

EVERY = 0.1  # seconds between two looks at the files
SHARE = 0.25  # of the time that looking may take where there are very many files
LONGEST = 1000  # bytes of an id
FOLLOW = b"""(function () {
  var shown = null, box = null, refused = [];
  function say(lines) {
    if (!box) { box = document.createElement("pre"); box.id = "tl-errors"; box.style.cssText = style; document.body.appendChild(box); }
    box.textContent = lines.join("\\n\\n");
  }
  var style = "position:fixed;inset:auto 0 0 0;z-index:99;margin:0;padding:1em;max-height:50vh;overflow:auto;" +
    "background:#7a1f12;color:#fff;font:13px/1.5 monospace;white-space:pre-wrap";
  setInterval(function () {
    fetch("/.state?" + location.pathname).then(function (r) { return r.json(); }).then(function (s) {
      var said = s.errors.concat(refused, s.notes);
      if (said.length) { say(said); } else if (box) { box.remove(); box = null; }
      if (shown !== null && s.page !== shown) { location.reload(); }
      shown = s.page;
    });
  }, 200);
  document.querySelectorAll(".tl-accept").forEach(function (button) {
    button.hidden = false;
    button.onclick = function () {
      fetch("/.accept", {method: "POST", headers: {"X-Timeline": "accept"}, body: button.dataset.event})
        .then(function (r) { return r.ok ? "" : r.text(); }).then(function (why) { refused = why ? [why] : []; });
    };
  });
})();
"""
SCRIPT = b'<script src="/.follow.js"></script></body>'


class State:
    """What a page asks for: the errors of the files as they are, and what an editor should know besides."""

    def __init__(self) -> None:
        self.errors: list[str] = []
        self.notes: list[str] = []


class Handler(SimpleHTTPRequestHandler):
    """Serves the site's files; pages get the script that follows the state."""

    state: State
    accept: Callable[[str], object]

    def do_POST(self) -> None:
        """Take over the title that was suggested for an event. Another site's page cannot ask for it: it may not send this header."""
        length = self.headers.get("Content-Length", "")
        size = int(length) if length.isascii() and length.isdigit() and len(length) <= len(str(LONGEST)) else LONGEST + 1
        if self.path != "/.accept" or not self.here() or self.headers.get("X-Timeline") != "accept" or size > LONGEST:
            self.send_error(403, "this preview takes no such request")
            return
        try:
            type(self).accept(self.rfile.read(size).decode("utf-8", "replace"))
        except (Failure, OSError) as error:
            self.answer(str(error).encode(), "text/plain; charset=utf-8", 409)
        else:
            self.answer(b"", "text/plain; charset=utf-8")

    def here(self) -> bool:
        """Whether the request names this machine; a page elsewhere may have made its name point here."""
        return self.headers.get("Host", "").rsplit(":", 1)[0] in ("127.0.0.1", "localhost")

    def do_HEAD(self) -> None:
        """Nobody needs it here, and what GET hides it would tell."""
        self.send_error(405)

    def do_GET(self) -> None:
        """Answer one request."""
        if not self.here():
            self.send_error(403, "this preview is for this machine")
            return
        if self.path == "/.state" or self.path.startswith("/.state?"):
            page = self.page(unquote(self.path.partition("?")[2]) or "/")
            now = stat(page) if page else None
            said = {"page": f"{now.st_mtime_ns} {now.st_size}" if now else "", "errors": self.state.errors, "notes": self.state.notes}
            self.answer(json.dumps(said).encode(), "application/json")
            return
        if self.path == "/.follow.js":
            self.answer(FOLLOW, "text/javascript; charset=utf-8")
            return
        page = self.page(self.path)
        if page is None:
            self.send_error(404)
            return
        if page.suffix == ".html" and page.is_file():
            self.answer(page.read_bytes().replace(b"</body>", SCRIPT), "text/html; charset=utf-8")
            return
        super().do_GET()

    def page(self, address: str) -> Path | None:
        """The file of an address; None for one that leads out of the site, and for a name that no file may have."""
        path, root = Path(self.translate_path(address)), Path(self.directory).resolve()
        try:
            return (path / "index.html" if path.is_dir() else path) if root in (path.resolve(), *path.resolve().parents) else None
        except (OSError, ValueError):
            return None

    def list_directory(self, path: Any) -> None:
        """No folder is listed."""
        self.send_error(404)

    def answer(self, body: bytes, kind: str, status: int = 200) -> None:
        """Send a body."""
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        """Be silent: the terminal is for errors of files."""


Signature = dict[str, tuple[int, int]]
Show = Callable[[Path], list[Problem] | None]


def signature(folders: Iterable[Path], also: Iterable[Path] = ()) -> Signature:
    """What tells that a file changed: size and time of each, by its path. What is hidden is left out."""
    found = {str(p): (s.st_size, s.st_mtime_ns) for p in also if (s := stat(p))}
    for folder in folders:
        found.update(walk(folder))
    return found


def walk(folder: Path) -> Iterator[tuple[str, tuple[int, int]]]:
    """The files below a folder, each with size and time; not by objects for their paths, which among 10,000 events would take a second."""
    try:
        with os.scandir(folder) as found:
            for e in found:
                if e.name.startswith("."):
                    continue
                if e.is_dir(follow_symlinks=False):
                    yield from walk(Path(e.path))
                elif s := stat(e):
                    yield e.path, (s.st_size, s.st_mtime_ns)
    except OSError:
        return


def stat(path: Path | os.DirEntry[str]) -> os.stat_result | None:
    """The file's status; None for one that has just gone."""
    try:
        return path.stat()
    except OSError:
        return None


class Building(Protocol):
    """What the preview shows, and how it is built."""

    def whole(self) -> Future[list[tuple[str, str]]]:
        """Begin to check all files and, where nothing is wrong, to build the whole site. The errors, each with its file; "" for one of no file."""

    def load(self) -> Show:
        """What shows a saved event file on its page of the site as it is now: see :func:`timeline.site.patch.show_saved`."""

    def accept(self, event: str) -> object:
        """Take over the title that was suggested for an event."""


class Preview:
    """Follows the files of a project."""

    def __init__(self, building: Building, content: Path, also: Sequence[Path], seeds: Path | None = None) -> None:
        self.building, self.content, self.also, self.seeds = building, content, also, seeds
        self.state = State()
        self.seen: Signature = {}
        self.articles: Signature = {}  # as they were when the event files last followed them
        self.show: Show | None = None
        self.wrong: dict[str, list[str]] = {}  # file -> its errors
        self.broken: set[str] = set()  # those of them that were just saved so: no whole build before they are mended
        self.due = self.stale = True  # a whole build is wanted; what `show` knows is not what is on disk
        self.running: Future[list[tuple[str, str]]] | None = None
        self.pause = 0.0  # seconds until the next look
        self.since: set[str] = set()  # what was saved while a whole build was under way, which may not have seen it

    def look(self) -> bool:
        """Look once: show what was saved, take in a whole build that has ended, begin one that is due. Whether there was something to do."""
        begin = time.perf_counter()
        now, articles = signature([self.content], self.also), signature([self.seeds] if self.seeds else [])
        self.pause = max(EVERY, (time.perf_counter() - begin) / SHARE)
        changed = {p for p in now.keys() | self.seen.keys() if now.get(p) != self.seen.get(p)}
        first, self.seen = not self.seen, now
        self.look_at_articles(articles, any("/extracted/articles/" in Path(p).as_posix() for p in changed))
        if changed and not first:
            self.due = True
            self.since |= changed
            self.show_each(changed)
        ended = self.running is not None and self.running.done()
        if ended:
            self.take()
        if self.due and not self.running and not self.broken:
            self.due, self.since = False, set()
            self.running = self.building.whole()
            if self.running.done():
                self.take()
        elif self.stale and not (self.due or self.running or self.wrong):
            self.show, self.stale = self.building.load(), False
        self.state.errors = [e for errors in self.wrong.values() for e in errors]
        return bool(changed) or ended

    def look_at_articles(self, now: Signature, followed: bool) -> None:
        """Say where articles changed since the event files followed them."""
        if followed or not self.articles:
            self.articles = now
        new = sum(now.get(p) != self.articles.get(p) for p in now.keys() | self.articles.keys())
        self.state.notes = [f"{self.seeds}: {new} file{'s' if new > 1 else ''} new, changed or gone; timeline extract reads them"] if new else []

    def show_each(self, paths: Iterable[str]) -> None:
        """Show saved event files on their pages; what cannot be shown so waits for the whole build."""
        for path in map(Path, sorted(paths)):
            event = path.suffix == ".yaml" and self.content / "events" in path.parents and path.is_file()
            found = self.show(path) if event and self.show else None
            if found is None:
                self.stale = True
                continue
            key = str(path.absolute())
            self.wrong.pop(key, None)
            self.broken.discard(key)
            if found:
                self.wrong[key] = [text(p) for p in found]
                self.broken.add(key)

    def take(self) -> None:
        """Take in a whole build: its errors, and what was saved meanwhile once more, as it may have been built from what stood there before."""
        assert self.running is not None
        ended, self.running = self.running, None
        self.wrong, self.broken = {}, set()
        try:
            for file, message in ended.result():
                self.wrong.setdefault(str(Path(file).absolute()) if file else "", []).append(message)
        except (Failure, OSError) as error:
            self.wrong[""] = [str(error)]
        except Exception as error:  # the last good page stays, whatever the reason
            self.wrong[""] = [f"this is a bug in timeline, not a fault in your files: {type(error).__name__}: {error}"]
        self.show_each(self.since)

    def server(self, site: Path, port: int) -> ThreadingHTTPServer:
        """A server of the site on this machine only. Raises :class:`Failure` where the port is taken."""
        handler = type("Bound", (Handler,), {"state": self.state, "accept": staticmethod(self.building.accept)})
        try:
            return ThreadingHTTPServer(("127.0.0.1", port), functools.partial(handler, directory=str(site)))
        except OSError as error:
            if error.errno not in (errno.EADDRINUSE, errno.EACCES):
                raise
            why = "is taken by another program, perhaps another timeline serve" if error.errno == errno.EADDRINUSE else "may not be used here"
            raise Failure(f"port {port} {why}; give another one: timeline serve --port {port + 1 if 1023 < port < 65535 else 8001}") from None

    def run(self, site: Path, port: int, stop: threading.Event, say: Callable[[str], None]) -> None:
        """Serve and follow until ``stop`` is set."""
        server = self.server(site, port)
        address = f"http://127.0.0.1:{server.server_address[1]}/  (Ctrl-C ends)"
        said: list[str] = []
        say("building the site …")
        while not stop.wait(self.pause):
            building = self.running is not None or not self.seen
            self.look()
            now = [*self.state.errors, *self.state.notes]
            if now and now != said:
                say("\n".join(now))
            said = now
            if building and self.running is None:
                if address:
                    threading.Thread(target=server.serve_forever, daemon=True).start()
                if address or not self.state.errors:
                    say(address or "built again")
                address = ""
        server.shutdown()


class BackgroundBuilds:
    """Builds of the preview in a process of their own, so that a save is shown while one is under way."""

    def __init__(self, content: Path, config: Path, generated: Path, site: Path) -> None:
        self.places = (content, config, generated, site)
        self.work = ProcessPoolExecutor(1, multiprocessing.get_context("spawn"), initializer=begin_worker)

    def whole(self) -> Future[list[tuple[str, str]]]:
        """Begin a whole build."""
        return self.work.submit(build_checked, *self.places)

    def load(self) -> Show:
        """What shows a saved event."""
        from timeline.project import settings
        from timeline.site import patch

        content, config, generated, site = self.places
        return functools.partial(patch.show_saved, patch.load_built(content, config, generated, site, settings().served()))

    def accept(self, event: str) -> object:
        """Take over a suggested title."""
        from timeline.store import suggestions

        return suggestions.accept(self.places[0], event)


def begin_worker() -> None:
    """Leave Ctrl-C to the process that serves, and end with it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    end_with_parent()


def build_checked(content: Path, config: Path, generated: Path, site: Path) -> list[tuple[str, str]]:
    """Check all files; where nothing is wrong build the site for editors. The errors, each with its file."""
    from timeline.project import settings
    from timeline.site.build import build
    from timeline.store.checks import check_all

    chosen = settings().served()
    if errors := [(p.file, text(p)) for p in check_all(content)[0] if p.severity == "error"]:
        return errors
    build(content, site, config, generated, settings=chosen, changed_only=True)
    return []
