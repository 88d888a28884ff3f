"""The preview: a save changes the page; a broken file shows its error and keeps the last good page."""

from __future__ import annotations

import json
import threading
import urllib.error
import urllib.request
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from timeline.problems import text
from timeline.serve import Preview
from timeline.settings import Settings
from timeline.site.build import build
from timeline.store.byhand import add
from timeline.store.checks import check_all
from timeline.store.suggestions import Suggestion, accept, save

CONFIG = Path(__file__).parent.parent / "timeline" / "fresh" / "mkdocs.yml"


@pytest.fixture
def preview(project):
    add(project.content, "The bridge opened", "2021-08-15")

    def rebuild() -> None:
        build(project.content, project.root / "site", CONFIG, project.root / "generated", changed_only=True)

    return Preview(project.content, [CONFIG], rebuild, lambda: [text(p) for p in check_all(project.content)[0] if p.severity == "error"], partial(accept, project.content))


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


@pytest.fixture
def suggested(project, preview):
    path = project.event("bridge")
    path.write_text(path.read_text() + "needs: title\n")
    save(project.content, [Suggestion(path.stem, "Ostby opened its bridge", "The bridge opened", "small")])
    preview.look()
    server = preview.server(project.root / "site", 0)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()

    def post(body: str, headers: dict[str, str]) -> tuple[int, str]:
        request = urllib.request.Request(f"http://127.0.0.1:{server.server_address[1]}/.accept", body.encode(), headers, method="POST")
        try:
            with urllib.request.urlopen(request) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode()

    yield path, post
    server.shutdown()


def test_a_click_takes_a_suggested_title_over(suggested):
    path, post = suggested
    assert post(path.stem, {"X-Timeline": "accept"}) == (200, "")
    assert "title: Ostby opened its bridge" in path.read_text() and "needs:" not in path.read_text()
    status, why = post(path.stem, {"X-Timeline": "accept"})
    assert status == 409 and "has no suggestion" in why


@pytest.mark.parametrize("headers", [{}, {"X-Timeline": "no"}, {"X-Timeline": "accept", "Host": "example.org"}])
def test_a_page_elsewhere_cannot_click(suggested, headers):
    path, post = suggested
    assert post(path.stem, headers)[0] == 403
    assert post("x" * 2000, {"X-Timeline": "accept"})[0] == 403
    assert "The bridge opened" in path.read_text()


def test_the_list_of_what_needs_a_look_has_the_suggestion_and_only_a_setting_publishes_it(suggested, project):
    def built(settings: Settings) -> tuple[str, str, str]:
        build(project.content, project.root / "site", CONFIG, project.root / "generated", settings=settings)
        site = project.root / "site"
        return tuple((site / name).read_text() for name in ("2021/08/index.html", "needs-a-look/index.html", "data/events.json"))

    month, look, data = built(Settings().served())
    assert "A model suggests “Ostby opened its bridge”" in look and "timeline accept" in look
    assert "Ostby opened" not in month and "Ostby opened" not in data
    month, _, data = built(replace(Settings().served(), model_titles=True))
    assert "Ostby opened its bridge" in month and "suggested by a model and checked against the sources" in month
    assert "Ostby opened" not in data
