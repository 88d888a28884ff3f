"""The preview: a save changes the page; a broken file shows its error and keeps the last good page."""

from __future__ import annotations

import json
import threading
import urllib.request
from pathlib import Path

import pytest

from timeline.problems import text
from timeline.serve import Preview
from timeline.site.build import build
from timeline.store.byhand import add
from timeline.store.checks import check_all

CONFIG = Path(__file__).parent.parent / "timeline" / "fresh" / "mkdocs.yml"


@pytest.fixture
def preview(project):
    add(project.content, "The bridge opened", "2021-08-15")

    def rebuild() -> None:
        build(project.content, project.root / "site", CONFIG, project.root / "generated", changed_only=True)

    return Preview(project.content, [CONFIG], rebuild, lambda: [text(p) for p in check_all(project.content)[0] if p.severity == "error"])


def test_a_save_is_followed_and_an_error_keeps_the_page(project, preview):
    assert preview.look()
    assert not preview.look()
    server = preview.server(project.root / "site", 0)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_address[1]}"

    def get(path: str) -> str:
        with urllib.request.urlopen(address + path) as answer:
            return answer.read().decode()

    page = get("/2021/08/index.html")
    assert "The bridge opened" in page
    assert "/.follow.js" in page
    assert "/.state" in get("/.follow.js")
    path = project.event("bridge")
    path.write_text(path.read_text().replace("The bridge opened", "The bridge was opened by nobody"))
    assert preview.look()
    assert "The bridge was opened by nobody" in get("/2021/08/")
    good = path.read_text()
    path.write_text(good.replace("status: happened", "status: maybe"))
    assert preview.look()
    state = json.loads(get("/.state"))
    assert '"maybe" is not one of' in state["errors"][0]
    assert "The bridge was opened by nobody" in get("/2021/08/index.html")
    path.write_text(good)
    assert preview.look()
    assert json.loads(get("/.state")) == {"version": 3, "errors": []}
    server.shutdown()
