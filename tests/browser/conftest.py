"""The demo as a built site, once for all browser tests."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from timeline import settings
from timeline.site.build import build

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("demo")
    shutil.copytree(ROOT / "content", folder / "content")
    build(folder / "content", folder / "site", ROOT / "mkdocs.yml", folder / "generated", settings=settings.load(ROOT / settings.NAME))
    return folder / "site"
