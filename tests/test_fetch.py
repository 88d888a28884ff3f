"""Pages by their addresses, from a server on loopback: what is saved, what is refused, and that nothing is asked that should not be."""

from __future__ import annotations

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from timeline import cli
from timeline import fetch as fetch_
from timeline.fetch import Fetcher, fetch, read_list
from timeline.problems import Problem
from timeline.read.articles import read_folder

PAGE = b"""<html><head><title>Ferry runs aground</title><meta property="article:published_time" content="2024-06-12"></head>
<body><article><h1>Ferry runs aground</h1><p>The ferry Sund Star ran aground off Tovik on Monday with 84 people on board. All of them were taken off in the night by boats of the coast guard.</p>
<p>The harbour office of Tovik said on Tuesday that it would lift the ship within a week and look into the cause.</p></article></body></html>"""
DAY = "Wed, 12 Jun 2024 10:00:00 GMT"


class Server:
    """Answers each path with a status, a kind, bytes and headers."""

    def __init__(self, pages: dict[str, tuple[int, str, bytes, dict[str, str]]]) -> None:
        self.asked: list[str] = []
        server = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                server.asked.append(self.path)
                status, kind, body, headers = pages.get(self.path, (404, "text/plain", b"", {}))
                self.send_response_only(status)
                for name, value in {"Date": DAY, "Content-Type": kind, "Content-Length": str(len(body)), **headers}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, format: str, *args: Any) -> None:
                pass

        self.http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.http.serve_forever, args=(0.02,), daemon=True).start()
        self.url = f"http://127.0.0.1:{self.http.server_address[1]}"

    def __enter__(self) -> Server:
        return self

    def __exit__(self, *_: Any) -> None:
        self.http.shutdown()
        self.http.server_close()


def got(seeds: Path, *urls: str, private: bool = True, waits: list[float] | None = None) -> list[Path | Problem]:
    with fetch_.client() as by:
        return list(fetch(seeds, urls, Fetcher(by, private, (waits if waits is not None else []).append)))


def test_a_page_is_saved_with_its_origin_and_read_as_an_article(tmp_path):
    with Server({"/news/ferry.html": (200, "text/html; charset=utf-8", PAGE, {"Last-Modified": DAY})}) as s:
        (path,) = got(tmp_path, f"{s.url}/news/ferry.html")
        assert isinstance(path, Path) and path.read_bytes() == PAGE
        assert path.with_suffix(".yaml").read_text() == f'url: "{s.url}/news/ferry.html"\nfetched: "2024-06-12T10:00:00+00:00"\nlast_modified: "2024-06-12T10:00:00+00:00"\n'
        (document,), problems = read_folder(tmp_path)
        assert (document.published, document.url, problems) == ("2024-06-12", f"{s.url}/news/ferry.html", [])
        assert got(tmp_path, f"{s.url}/news/ferry.html") == [], "what is there already is not asked for again"
        assert s.asked == ["/robots.txt", "/news/ferry.html"]


def test_robots_are_heeded_and_a_pause_is_made(tmp_path):
    rules = b"User-agent: *\nDisallow: /private/\n"
    waits: list[float] = []
    with Server({"/robots.txt": (200, "text/plain", rules, {}), "/a": (200, "text/html", PAGE, {}), "/private/b": (200, "text/html", PAGE, {})}) as s:
        first, second = got(tmp_path, f"{s.url}/a", f"{s.url}/private/b", waits=waits)
        assert isinstance(first, Path) and isinstance(second, Problem) and "robots.txt" in second.message
        assert s.asked == ["/robots.txt", "/a"] and waits == [1.0]


def test_rules_that_cannot_be_had_forbid(tmp_path):
    with Server({"/robots.txt": (503, "text/plain", b"", {}), "/a": (200, "text/html", PAGE, {})}) as s:
        (problem,) = got(tmp_path, f"{s.url}/a")
        assert isinstance(problem, Problem) and "robots.txt" in problem.message and s.asked == ["/robots.txt"]


@pytest.mark.parametrize("url", ["http://127.0.0.1:{port}/a", "http://localhost:{port}/a", "http://[::1]:{port}/a", "http://10.0.0.1/a", "http://169.254.169.254/latest", "http://0.0.0.0:{port}/a"])
def test_nothing_inside_a_network_is_asked_unless_it_is_meant(tmp_path, url):
    with Server({"/a": (200, "text/html", PAGE, {})}) as s:
        (problem,) = got(tmp_path, url.format(port=s.url.rpartition(":")[2]), private=False)
        assert isinstance(problem, Problem) and "--private" in problem.message
        assert s.asked == [] and not list(tmp_path.iterdir())


def test_a_redirect_inwards_is_not_followed(tmp_path, monkeypatch):
    with Server({"/a": (302, "text/html", b"", {"Location": "http://10.0.0.1/secret"})}) as s:
        real = Fetcher.place
        monkeypatch.setattr(Fetcher, "place", lambda self, host, port: "127.0.0.1" if host == "news.example" else real(self, host, port))
        (problem,) = got(tmp_path, f"http://news.example:{s.url.rpartition(':')[2]}/a", private=False)
        assert isinstance(problem, Problem) and "10.0.0.1 is an address of this machine or of a local network" in problem.message


@pytest.mark.parametrize(
    ("status", "kind", "body", "headers", "says"),
    [
        (404, "text/html", b"", {}, "the server answers 404"),
        (503, "text/html", b"", {}, "the server answers 503"),
        (200, "image/png", b"x", {}, "its type is image/png"),
        (200, "", b"x", {}, "only web pages, PDF and plain text"),
        (302, "text/html", b"", {"Location": "/a"}, "it redirects more than 5 times"),
        (302, "text/html", b"", {"Location": "file:///etc/passwd"}, "not an http or https address"),
        (302, "text/html", b"", {"Location": "http://u:p@127.0.0.1/"}, "not an http or https address"),
        (200, "text/html", b"x" * 5_000_001, {}, "larger than 5 MB"),
    ],
)
def test_what_gives_no_page_is_reported_and_the_next_is_asked(tmp_path, status, kind, body, headers, says):
    with Server({"/a": (status, kind, body, headers), "/b": (200, "text/plain", b"The ferry sank on 3 May 2024.", {})}) as s:
        problem, path = got(tmp_path, f"{s.url}/a", f"{s.url}/b")
        assert isinstance(problem, Problem) and says in problem.message
        assert isinstance(path, Path) and path.suffix == ".txt"


def test_a_slow_server_is_left(tmp_path, monkeypatch):
    monkeypatch.setattr(fetch_, "SECONDS", 0.2)
    with Server({}) as s:
        s.http.RequestHandlerClass.do_GET = lambda self: threading.Event().wait(0.6)  # type: ignore[attr-defined]
        (problem,) = got(tmp_path, f"{s.url}/a")
        assert isinstance(problem, Problem) and "did not answer" in problem.message


@pytest.mark.parametrize("url", ["ftp://example.org/a", "file:///etc/passwd", "javascript:alert(1)", "not an address", "http://", "http://nobody.invalid/"])
def test_a_bad_address_is_reported(tmp_path, url):
    (problem,) = got(tmp_path, url)
    assert isinstance(problem, Problem) and ("http or https address" in problem.message or "no host" in problem.message)


def test_two_pages_of_one_name_and_a_long_one_get_names_of_their_own(tmp_path):
    pages = {f"/{'a' * 300}": (200, "text/html", PAGE, {}), "/x": (200, "text/html", PAGE, {}), "/x?page=2": (200, "text/html", PAGE, {})}
    with Server(pages) as s:
        found = got(tmp_path, *(s.url + p for p in pages))
        assert len({p.name for p in found if isinstance(p, Path)}) == 3 and all(len(p.name) < 130 for p in found if isinstance(p, Path))


def test_the_command_reads_the_list_and_says_what_it_did(tmp_path):
    with Server({"/a": (200, "text/html", PAGE, {}), "/b": (404, "text/html", b"", {})}) as s:
        (tmp_path / "addresses.txt").write_text(f"# mine\n{s.url}/a\n\n{s.url}/b\n")
        assert read_list(tmp_path) == [f"{s.url}/a", f"{s.url}/b"]
        done = CliRunner().invoke(cli.main, ["fetch", "--private", "--seeds", str(tmp_path)])
        assert done.exit_code == 1 and "1 saved; run timeline extract to read them" in done.output and "404" in done.output
    assert len(read_folder(tmp_path)[0]) == 1, "the list itself is no article"
    done = CliRunner().invoke(cli.main, ["fetch", "--seeds", str(tmp_path / "nothing")])
    assert done.exit_code == 2 and "one a line" in done.output
