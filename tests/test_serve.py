"""The preview: a save changes the page; a broken file shows its error and keeps the last good page."""

from __future__ import annotations

import json
import threading
import urllib.error
import urllib.request
from concurrent.futures import Future
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from timeline.problems import Failure
from timeline.serve import BackgroundBuilds, Preview, build_checked
from timeline.settings import Settings
from timeline.site import patch
from timeline.site.build import build
from timeline.store.byhand import add
from timeline.store.suggestions import Suggestion, accept, save

CONFIG = Path(__file__).parent.parent / "timeline" / "fresh" / "mkdocs.yml"


class Here:
    """Builds in this process; ``late`` leaves whole builds undone until :meth:`finish`."""

    def __init__(self, project) -> None:
        self.project, self.late, self.waiting, self.builds = project, False, None, 0

    @property
    def places(self):
        root = self.project.root
        return self.project.content, CONFIG, root / "generated", root / "site"

    def whole(self):
        self.builds += 1
        self.waiting = Future()
        if not self.late:
            self.finish()
        return self.waiting

    def finish(self):
        try:
            self.waiting.set_result(build_checked(*self.places))
        except Exception as error:
            self.waiting.set_exception(error)

    def load(self):
        return partial(patch.show_saved, patch.load_built(*self.places, Settings().served()))

    def accept(self, event):
        return accept(self.project.content, event)


@pytest.fixture
def preview(project):
    add(project.content, "The bridge opened", "2021-08-15")
    return Preview(Here(project), project.content, [CONFIG], project.seeds)


@pytest.fixture
def address(project, preview):
    preview.look()
    preview.look()
    server = preview.server(project.root / "site", 0)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()


def get(url: str) -> str:
    with urllib.request.urlopen(url) as answer:
        return answer.read().decode()


def test_a_save_is_followed_and_an_error_keeps_the_page(project, preview, address):
    assert not preview.look()

    def state() -> dict[str, object]:
        return json.loads(get(address + "/.state?/2021/08/"))

    page = get(address + "/2021/08/index.html")
    assert "The bridge opened" in page
    assert "/.follow.js" in page
    assert "/.state" in get(address + "/.follow.js")
    before = state()
    path = project.event("bridge")
    path.write_text(path.read_text().replace("The bridge opened", "The bridge was opened by nobody"))
    assert preview.look()
    assert "The bridge was opened by nobody" in get(address + "/2021/08/")
    assert state()["page"] != before["page"]
    good = path.read_text()
    path.write_text(good.replace("status: happened", "status: maybe"))
    assert preview.look()
    assert '"maybe" is not one of' in state()["errors"][0]
    assert "The bridge was opened by nobody" in get(address + "/2021/08/index.html")
    path.write_text(good)
    assert preview.look()
    assert state()["errors"] == []


def test_a_save_is_on_its_page_before_the_site_is_built_and_stays_when_it_is(project, preview, address):
    page = project.root / "site" / "2021" / "08" / "index.html"
    path = project.event("bridge")
    building = preview.building
    building.late = True
    path.write_text(path.read_text().replace("The bridge opened", "The first words"))
    preview.look()
    assert "The first words" in page.read_text() and preview.running
    building.finish()
    built = page.read_text()
    path.write_text(path.read_text().replace("The first words", "The second words"))  # saved after the build had read the file
    preview.look()
    assert "The second words" in page.read_text()
    assert preview.running  # the second build, which will see it everywhere
    building.finish()
    preview.look()
    assert "The second words" in page.read_text() and built != page.read_text()
    assert building.builds == 3 and not preview.running and not preview.due


EDITS = {
    "a title": ("title: The bridge opened", "title: The bridge & the <ferry> opened"),
    "another month that has a page": ("date: 2021-08-15", "date: 2021-09-02"),
    "a status": ("status: happened", "status: planned"),
    "a note": ("status: happened", "status: happened\nnote: |\n  Two lines,\n  *of a note*."),
    "a summary and names": ("people: []\nplaces: []\ntags: []", "summary: What it was.\npeople: [Ann Lee]\nplaces: [Oslo]\ntags: [bridges]"),
    "only a year": ("date: 2021-08-15", "date: 2021"),
}


@pytest.mark.parametrize("edit", EDITS)
def test_a_page_that_is_shown_at_once_has_the_text_of_the_whole_build(project, preview, edit):
    for k in range(3):
        add(project.content, f"Another thing {k}", f"2021-0{8 + k // 2}-0{k + 1}")
    add(project.content, "What has only a year", "2021")
    preview.look()
    preview.look()
    preview.building.late = True
    path = project.event("bridge")
    path.write_text(path.read_text().replace(*EDITS[edit]))
    before = {p: p.read_text() for p in (project.root / "site").rglob("index.html")}
    preview.look()
    shown = {p: p.read_text() for p in before if p.read_text() != before[p]}
    assert shown
    preview.building.finish()
    preview.look()

    def body(page: str) -> str:
        return "".join(page.partition(patch.BEGIN)[2].rpartition(patch.END)[0].split())

    assert {p: body(t) for p, t in shown.items()} == {p: body(p.read_text()) for p in shown}


@pytest.mark.parametrize("change", ["a new event", "an event that is gone", "a month without a page", "names"])
def test_what_cannot_be_shown_at_once_waits_for_the_whole_build(project, preview, change):
    preview.look()
    preview.look()
    preview.building.late = True
    path = project.event("bridge")
    if change == "a new event":
        add(project.content, "The ferry sank", "2021-08-20")
    elif change == "an event that is gone":
        add(project.content, "The ferry sank", "2021-08-20")
        path.unlink()
    elif change == "a month without a page":
        path.write_text(path.read_text().replace("2021-08-15", "2022-01-15"))
    else:
        (project.content / "places.yaml").write_text("Oslo:\n  aliases: [Christiania]\n")
    preview.look()
    assert preview.stale and preview.running
    preview.building.finish()
    preview.look()
    preview.look()
    assert not preview.stale and not preview.state.errors


def test_articles_that_the_events_do_not_know_yet_are_told(project, preview):
    project.article("2024-06-14-bridge", "2024-06-14", "The council closed the Elm bridge on Tuesday.")
    preview.look()
    assert preview.state.notes == []
    project.article("2024-06-15-ferry", "2024-06-15", "The ferry sank on Tuesday.")
    preview.look()
    assert preview.state.notes == [f"{project.seeds}: 1 file new, changed or gone; timeline extract reads them"]
    project.extract()
    preview.look()
    assert preview.state.notes == []


def test_a_port_that_is_taken_is_told(project, preview):
    with preview.server(project.root, 0) as server:
        port = server.server_address[1]
        with pytest.raises(Failure, match=f"port {port} is taken by another program.*--port"):
            preview.server(project.root, port)


def test_the_command_builds_beside_and_shows_a_save(project, monkeypatch, tmp_path):
    add(project.content, "The bridge opened", "2021-08-15")
    monkeypatch.chdir(project.root)
    building = BackgroundBuilds(Path("content"), CONFIG, Path("generated/preview"), Path("generated/preview/served"))
    preview = Preview(building, Path("content"), [CONFIG])
    stop, said = threading.Event(), []

    def say(words: str) -> None:
        said.append(words)
        if len(said) == 2:  # the address: the site is built
            path = project.event("bridge")
            path.write_text(path.read_text().replace("The bridge opened", "Nobody opened it"))
        elif words == "built again":
            stop.set()

    preview.run(Path("generated/preview/served"), 0, stop, say)
    building.work.shutdown()
    assert said[0].startswith("building") and said[1].startswith("http://127.0.0.1:") and said[-1] == "built again"
    assert "Nobody opened it" in Path("generated/preview/served/2021/08/index.html").read_text()


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


def test_a_saved_link_that_leads_out_of_the_project_is_not_read(project, preview, tmp_path_factory):
    preview.look()
    preview.look()
    secret = tmp_path_factory.mktemp("elsewhere") / "secret.yaml"
    secret.write_text("password: hunter\n")
    path = project.event("bridge")
    path.unlink()
    path.symlink_to(secret)
    preview.look()
    said = " ".join(preview.state.errors)
    assert "is a link that leads out of the project" in said and "hunter" not in said
