"""What tests share: a small project in a temporary folder, and golden files that ``--update-golden`` writes anew."""

from __future__ import annotations

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
