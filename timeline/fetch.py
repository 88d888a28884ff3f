"""Addresses -> pages in seeds/, each with a sidecar that says where it is from.

Sites' robots.txt is kept, and addresses of local networks are refused.
"""

from __future__ import annotations

import hashlib
import ipaddress
import json
import socket
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit
from urllib.robotparser import RobotFileParser

from timeline import guarded
from timeline.problems import Failure, Problem
from timeline.read.articles import ADDRESSES
from timeline.slug import slug
from timeline.store import files
from timeline.web import TooLarge, TooSlow, whole

if TYPE_CHECKING:
    import httpx

AGENT = "TimelineBuilder"
LARGEST = 5_000_000  # bytes of a page, as of an article
LARGEST_PDF = 50_000_000
SECONDS = 30.0
PAUSE = 1.0  # seconds between two pages of one host
MOST_REDIRECTS = 5  # redirects that are followed
LONGEST = 100  # characters of a file's name
KINDS = {"text/html": ".html", "application/xhtml+xml": ".html", "text/plain": ".txt", "application/pdf": ".pdf"}


class NotFetched(Exception):
    """This address gave no page; the message says why. The others go on."""


@dataclass
class Fetcher:
    """Asks one address after the other. ``private`` allows addresses of this machine and of local networks."""

    by: httpx.Client
    private: bool = False
    wait: Callable[[float], None] = time.sleep
    robots: dict[str, RobotFileParser] = field(default_factory=dict)
    last: str = ""  # the host that was asked last

    def get(self, url: str) -> tuple[str, httpx.Response, bytes]:
        """The last address after all redirects, the answer and its bytes. Raises :class:`NotFetched`."""
        for _ in range(MOST_REDIRECTS):
            if not self.allowed(url):
                raise NotFetched("its site asks programs not to read it (robots.txt)")
            response, raw = self.ask(url)
            if response.is_redirect:
                url = urljoin(url, response.headers.get("Location", ""))
                continue
            if response.status_code != 200:
                raise NotFetched(f"the server answers {response.status_code} {response.reason_phrase}")
            return url, response, raw
        raise NotFetched(f"it redirects more than {MOST_REDIRECTS} times")

    def allowed(self, url: str) -> bool:
        """Whether the site lets programs read an address; where it has no rules it does."""
        root = urljoin(url, "/")
        if root not in self.robots:
            rules = RobotFileParser()
            response, raw = self.ask(urljoin(root, "robots.txt"))
            rules.parse(raw.decode("utf-8", "replace").splitlines() if response.status_code == 200 else [])
            rules.disallow_all = response.status_code >= 500  # type: ignore[attr-defined]  # as RFC 9309 has it: rules that cannot be had forbid
            self.robots[root] = rules
        return self.robots[root].can_fetch(AGENT, url)

    def ask(self, url: str) -> tuple[httpx.Response, bytes]:
        """One answer, bounded in time and size. The connection goes to the very place that was looked at, whatever the name says a moment later."""
        import httpx

        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname or parts.username:
            raise NotFetched("it is not an http or https address")
        place = self.place(parts.hostname, parts.port or (443 if parts.scheme == "https" else 80))
        if parts.netloc == self.last:
            self.wait(PAUSE)
        self.last = parts.netloc
        there = httpx.URL(url).copy_with(host=place, fragment=None)
        end = time.monotonic() + SECONDS
        try:
            with self.by.stream("GET", there, headers={"Host": parts.netloc, "User-Agent": AGENT}, extensions={"sni_hostname": parts.hostname}) as response:
                most = LARGEST_PDF if find_suffix(response) == ".pdf" else LARGEST
                return response, whole(response, most, end)
        except TooLarge:
            raise NotFetched(f"it is larger than {most // 1_000_000} MB") from None
        except TooSlow:
            raise NotFetched(f"it was not complete within {SECONDS:.0f} seconds") from None
        except httpx.TimeoutException:
            raise NotFetched(f"the server did not answer within {SECONDS:.0f} seconds") from None
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise NotFetched(f"the server cannot be reached ({error or type(error).__name__})") from None

    def place(self, host: str, port: int) -> str:
        """The numbers of a host's address. Raises :class:`NotFetched` for one of this machine or of a local network: an address may come from anybody."""
        try:
            found = [str(row[4][0]) for row in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
        except (OSError, UnicodeError):
            raise NotFetched(f"there is no host {host}") from None
        if not self.private and not all(ipaddress.ip_address(n.partition("%")[0]).is_global for n in found):
            raise NotFetched(f"{host} is an address of this machine or of a local network; give --private if you mean it")
        return found[0]


def client() -> httpx.Client:
    """An HTTP client that does not follow redirects by itself, so that each is checked.

    Raises :class:`Failure` where httpx is not installed.
    """
    try:
        import httpx
    except ImportError:
        raise Failure("fetching needs the package httpx: pip install httpx") from None
    return httpx.Client(timeout=httpx.Timeout(SECONDS, connect=10), follow_redirects=False, trust_env=False)


def read_list(seeds: Path) -> list[str]:
    """The addresses of ``seeds/addresses.txt``: one a line; lines that begin with # are comments."""
    path = seeds / ADDRESSES
    lines = files.read(path).splitlines() if path.is_file() else []
    return [line.strip() for line in lines if line.strip() and not line.strip().startswith("#")]


def fetch(seeds: Path, urls: Iterable[str], fetcher: Fetcher) -> Iterator[Path | Problem]:
    """Save each page beside its sidecar; the path, or what was wrong with the address. One that is there already is passed over."""
    there = find_known(seeds)
    for url in dict.fromkeys(urls):
        if url in there:
            continue
        try:
            last, response, raw = fetcher.get(url)
        except NotFetched as why:
            yield Problem(url, 0, 0, str(why))
            continue
        suffix = find_suffix(response)
        if not suffix:
            yield Problem(url, 0, 0, f"its type is {response.headers.get('Content-Type', 'not given')}; only web pages, PDF and plain text are read")
            continue
        path = find_free_name(seeds, last, suffix)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(raw)
        files.write(path.with_suffix(".yaml"), sidecar(url, last, response))
        yield path


def find_suffix(response: httpx.Response) -> str:
    """The suffix of a file for a server's answer; "" for a type that is not read."""
    return KINDS.get(response.headers.get("Content-Type", "").partition(";")[0].strip().lower(), "")


def find_known(seeds: Path) -> set[str]:
    """The addresses that were fetched before, by their sidecars."""
    out = set()
    for path in sorted(seeds.glob("*.yaml")):
        try:
            row: Any = guarded.plain(files.read(path))
        except (guarded.Unsafe, OSError, files.NotText):
            continue
        if isinstance(row, dict):
            out |= {str(row[k]) for k in ("url", "asked") if row.get(k)}
    return out


def find_free_name(seeds: Path, url: str, suffix: str) -> Path:
    """A file name for a page, made from its address, that no file has yet."""
    parts = urlsplit(url)
    name = slug(f"{(parts.hostname or '').removeprefix('www.')} {parts.path.removesuffix('.html').removesuffix('.pdf')}")[:LONGEST].strip("-")
    if any(seeds.glob(f"{name}.*")):
        name += "-" + hashlib.sha256(url.encode()).hexdigest()[:8]
    return seeds / f"{name}{suffix}"


def sidecar(asked: str, url: str, response: httpx.Response) -> str:
    """What is known of a page's origin. The day is the server's: nothing here reads the clock."""
    said = {"url": url, "asked": asked if asked != url else "", "fetched": read_stamp(response.headers.get("Date", "")), "last_modified": read_stamp(response.headers.get("Last-Modified", ""))}
    return "".join(f"{k}: {json.dumps(v, ensure_ascii=False)}\n" for k, v in said.items() if v)


def read_stamp(date: str) -> str:
    """A date of a header in ISO form; "" for none."""
    try:
        return parsedate_to_datetime(date).isoformat()
    except (ValueError, TypeError):
        return ""
