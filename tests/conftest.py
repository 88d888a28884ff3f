"""What tests share: a small project in a temporary folder, and golden files that ``--update-golden`` writes anew."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, is_hypothesis_test, settings

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
    parser.addoption("--long", action="store_true", help="the property tests alone, each with 10,000 cases")


def pytest_configure(config: pytest.Config) -> None:
    settings.register_profile("short", max_examples=200, deadline=None)
    settings.register_profile("long", max_examples=10_000, deadline=None, suppress_health_check=list(HealthCheck))
    settings.load_profile("long" if config.getoption("--long") else "short")


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

        def edited(self, name: str, published: str, first: str, later: str) -> None:
            """An article is extracted, a person edits its event "inspected", then the article changes."""
            self.article(name, published, first)
            self.extract()
            event = self.event("inspected")
            event.write_text(event.read_text() + "# a person was here\n")
            self.article(name, published, later)

    return Project()


CHROMIUM = next((path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), "")
INSTALL = "apt-get install chromium"
NPM = HERE.parent / "build" / "npm" / "node_modules"
# What a test needs beyond Python: its marker, whether it is there, and what is said and done where it is not.
NEEDS = {
    "browser": (bool(CHROMIUM), "in a real browser, because no Chromium was found", INSTALL),
    "npm": (NPM.is_dir(), "with packages from npm, because none are installed", "make build/npm/.ready"),
}
left_out: dict[str, int] = {}


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Tests that need a browser or a package from npm are left out without one, and the last lines say so."""
    if config.getoption("--long"):
        items[:] = [item for item in items if is_hypothesis_test(getattr(item, "function", None))]
    if os.environ.get("TIMELINE_NEED_BROWSER"):
        return
    for item in items:
        lacks = [name for name, (there, _, _) in NEEDS.items() if not there and item.get_closest_marker(name)]
        for name in lacks[:1]:
            left_out[name] = left_out.get(name, 0) + 1
            item.add_marker(pytest.mark.skip(reason=f"no {name}"))


def pytest_terminal_summary(terminalreporter) -> None:
    for name, n in left_out.items():
        terminalreporter.write_line(f"left out: {n} tests {NEEDS[name][1]}. Install it with: {NEEDS[name][2]}")


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
