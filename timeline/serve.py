"""A preview that follows each save: serves the site, builds it again when a file changes, shows errors in the page."""

from __future__ import annotations

import functools
import json
import threading
from collections.abc import Callable, Sequence
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from timeline.problems import Failure

EVERY = 0.1  # seconds between two looks at the files
LONGEST = 1000  # bytes of an id
FOLLOW = b"""(function () {
  var version = null, box = null, refused = [];
  function say(lines) {
    if (!box) { box = document.createElement("pre"); box.id = "tl-errors"; box.style.cssText = style; document.body.appendChild(box); }
    box.textContent = lines.join("\\n\\n");
  }
  var style = "position:fixed;inset:auto 0 0 0;z-index:99;margin:0;padding:1em;max-height:50vh;overflow:auto;" +
    "background:#7a1f12;color:#fff;font:13px/1.5 monospace;white-space:pre-wrap";
  setInterval(function () {
    fetch("/.state").then(function (r) { return r.json(); }).then(function (s) {
      if (s.errors.length || refused.length) {
        say(s.errors.concat(refused));
      } else if (box) { box.remove(); box = null; }
      if (version !== null && s.version !== version) { location.reload(); }
      version = s.version;
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
    """What the page asks for: a number that grows with each build, and the errors of the files as they are."""

    def __init__(self) -> None:
        self.version = 0
        self.errors: list[str] = []


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
        if self.path == "/.state":
            self.answer(json.dumps({"version": self.state.version, "errors": self.state.errors}).encode(), "application/json")
            return
        if self.path == "/.follow.js":
            self.answer(FOLLOW, "text/javascript; charset=utf-8")
            return
        path, root = Path(self.translate_path(self.path)), Path(self.directory).resolve()
        try:
            inside = root in (path.resolve(), *path.resolve().parents)
        except (OSError, ValueError):
            inside = False  # no name that a file may have
        if not inside:
            self.send_error(404)  # a link that leads out of the site
            return
        try:
            page = path / "index.html" if path.is_dir() else path
        except OSError:
            self.send_error(404)  # a name that no file may have
            return
        if page.suffix == ".html" and page.is_file():
            self.answer(page.read_bytes().replace(b"</body>", SCRIPT), "text/html; charset=utf-8")
            return
        super().do_GET()

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


def signature(content: Path, also: Sequence[Path]) -> tuple[tuple[str, int, int], ...]:
    """What tells that a file changed: names, sizes and times of all that people edit."""
    paths = [*also, *sorted(p for p in content.rglob("*") if p.suffix in (".yaml", ".md") and not p.name.startswith("."))]
    return tuple((str(p), s.st_size, s.st_mtime_ns) for p in paths if (s := stat(p)))


def stat(path: Path) -> Any:
    """The file's status; None for one that has just gone."""
    try:
        return path.stat()
    except OSError:
        return None


class Preview:
    """Builds when something changed; a broken file shows its error and keeps the last good page."""

    def __init__(self, content: Path, also: Sequence[Path], build: Callable[[], None], check: Callable[[], list[str]], accept: Callable[[str], object]) -> None:
        self.content, self.also, self.build, self.check, self.accept = content, also, build, check, accept
        self.state = State()
        self.seen: Any = None

    def look(self) -> bool:
        """Look once at the files; whether there was something to do."""
        now = signature(self.content, self.also)
        if now == self.seen:
            return False
        self.seen = now
        try:
            self.state.errors = self.check()
            if not self.state.errors:
                self.build()
                self.state.version += 1
        except (Failure, OSError) as error:
            self.state.errors = [str(error)]
        except Exception as error:  # the last good page stays, whatever the reason
            self.state.errors = [f"this is a fault of the program, not of your files: {type(error).__name__}: {error}"]
        return True

    def server(self, site: Path, port: int) -> ThreadingHTTPServer:
        """A server of the site on this machine only."""
        handler = type("Bound", (Handler,), {"state": self.state, "accept": staticmethod(self.accept)})
        return ThreadingHTTPServer(("127.0.0.1", port), functools.partial(handler, directory=str(site)))

    def run(self, site: Path, port: int, stop: threading.Event, say: Callable[[str], None]) -> None:
        """Serve and follow until ``stop`` is set."""
        self.look()
        server = self.server(site, port)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        say(f"http://127.0.0.1:{server.server_address[1]}/  (Ctrl-C ends)")
        while not stop.wait(EVERY):
            if self.look():
                say("\n".join(self.state.errors) if self.state.errors else "built again")
        server.shutdown()
