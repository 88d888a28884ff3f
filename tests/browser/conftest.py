"""The demo as a built site, once for all browser tests."""

from __future__ import annotations

import os
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from timeline import settings
from timeline.site.build import build

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("demo")
    shutil.copytree(ROOT / "content", folder / "content")
    chosen = replace(settings.load(ROOT / settings.NAME), builder=os.environ.get("TIMELINE_BUILDER", "mkdocs"))
    build(folder / "content", folder / "site", ROOT / "mkdocs.yml", folder / "generated", settings=chosen)
    return folder / "site"
