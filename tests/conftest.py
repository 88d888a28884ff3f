"""What tests share: a small project in a temporary folder, and golden files that ``--update-golden`` writes anew."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

HERE = Path(__file__).parent
ARTICLE = """---
title: {title}
published: {published}
publisher: {publisher}
rights: full
---
{text}
"""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write the golden files anew; review them as a diff")


@pytest.fixture
def golden(request: pytest.FixtureRequest):
    """Compare a text with the golden file of that name."""

    def check(name: str, text: str) -> None:
        path = HERE / "golden" / name
        if request.config.getoption("--update-golden"):
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8")
        assert text == path.read_text(encoding="utf-8")

    return check


@pytest.fixture
def project(tmp_path: Path):
    """A folder with seeds/ and content/, and a function that writes an article into it."""

    class Project:
        root = tmp_path
        seeds = tmp_path / "seeds"
        content = tmp_path / "content"

        def article(self, name: str, published: str, text: str, title: str = "A report", publisher: str = "A Desk") -> Path:
            self.seeds.mkdir(exist_ok=True)
            path = self.seeds / f"{name}.md"
            path.write_text(ARTICLE.format(title=title, published=published, publisher=publisher, text=text), encoding="utf-8")
            return path

        def extract(self, **kw):
            from timeline.extract import run

            return run(self.seeds, self.content, **kw)

        def event(self, part: str) -> Path:
            (found,) = [p for p in (self.content / "events").rglob("*.yaml") if part in p.name]
            return found

    return Project()


CHROMIUM = next((path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), "")
INSTALL = "apt-get install chromium"
left_out: list[str] = []


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Browser tests need a browser: without one they are left out, and the last lines say so."""
    if CHROMIUM or os.environ.get("TIMELINE_NEED_BROWSER"):
        return
    for item in items:
        if item.get_closest_marker("browser"):
            left_out.append(item.nodeid)
            item.add_marker(pytest.mark.skip(reason="no Chromium"))


def pytest_terminal_summary(terminalreporter) -> None:
    if left_out:
        terminalreporter.write_line(f"left out: {len(left_out)} tests in a real browser, because no Chromium was found. Install it with: {INSTALL}")


@pytest.fixture(scope="session")
def browser():
    """Headless Chromium without background traffic."""
    from playwright.sync_api import sync_playwright

    assert CHROMIUM, f"no Chromium was found; install it with: {INSTALL}"
    flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"]
    with sync_playwright() as p:
        chromium = p.chromium.launch(executable_path=CHROMIUM, args=flags)
        yield chromium
        chromium.close()
