"""Pages: Markdown against golden files, a real strict MkDocs build, nothing unescaped, no foreign address."""

from __future__ import annotations

import re
from fnmatch import fnmatch
from pathlib import Path

import pytest
import yaml

from timeline.settings import NAME, PUBLISH, Settings
from timeline.settings import load as load_settings
from timeline.site.build import build, generate, lay_out_site
from timeline.site.layout import Site
from timeline.site.pages import PAGES
from timeline.store.write import new_file
from timeline.view.load import load

HERE = Path(__file__).parent
CONFIG = HERE.parent / "timeline" / "fresh" / "mkdocs.yml"
EVENTS = [
    {"id": "2021-08-15-bridge", "title": "The council opened the bridge", "date": "2021-08-15", "status": "happened", "certainty": "confirmed", "people": ["Ann Lee"], "places": ["Oslo"],
     "sources": [{"article": "a", "quote": "The council opened the bridge on Sunday.", "expression": "Sunday", "date": "2021-08-15", "how": "weekday", "date_confidence": "worked-out"}]},
    {"id": "2021-09-vote", "title": "The council to vote on <b>tolls</b> & *fares*", "date": "[..2021-09]", "status": "planned", "certainty": "reported", "sources": []},
    {"id": "2021-fair", "title": "The fair closed", "date": "2021", "status": "happened", "certainty": "reported", "sources": []},
    {"id": "undated-war", "title": "War of the clans", "length": "P20Y", "status": "ongoing", "certainty": "reported", "sources": []},
]  # fmt: skip


@pytest.fixture
def content(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)  # cards name their file as seen from here
    folder = tmp_path / "content"
    for e in EVENTS:
        path = folder / "events" / "2021" / f"{e['id']}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(new_file(e))
    (folder / "pages").mkdir()
    (folder / "pages" / "about.md").write_text("# About\n\nA test.\n")
    return folder


def test_the_pages_are_the_golden_ones(content, golden):
    site = Site(load(content, "A test"))
    pages = {p.path: p.text for make in PAGES for p in make(site)}
    for name in ("index.md", "2021/index.md", "2021/08/index.md", "undated/index.md", "people/ann-lee/index.md"):
        golden(name.replace("/", "-"), pages[name])


def test_a_strict_build_holds_every_event_and_no_foreign_address(content, tmp_path):
    built = build(content, tmp_path / "site", CONFIG, tmp_path / "generated")
    html = {p: p.read_text(encoding="utf-8") for p in (tmp_path / "site").rglob("*.html")}
    for e in EVENTS:
        assert any(f'id="{e["id"]}"' in text for text in html.values()), e["id"]
    month = (tmp_path / "site/2021/09/index.html").read_text(encoding="utf-8")
    assert "&lt;b&gt;tolls&lt;/b&gt; &amp; *fares*" in month
    for path, text in html.items():
        foreign = [a for a in re.findall(r'(?:src|href)="(https?://[^"]+)"', text) if "squidfunk.github.io" not in a and not (path.parent.name == "licences" and "naturalearthdata.com" in a)]
        assert not foreign, (path, foreign)
    assert built.rebuilt
    assert (tmp_path / "site/search/search_index.js").read_text(encoding="utf-8").startswith("var __index = ")


def test_a_second_build_writes_nothing(content, tmp_path):
    first = build(content, tmp_path / "site", CONFIG, tmp_path / "generated")
    again = build(content, tmp_path / "site", CONFIG, tmp_path / "generated")
    assert (again.pages, again.written, again.rebuilt) == (first.pages, 0, False)


def test_a_page_that_is_not_wanted_any_more_goes_and_nothing_else(content, tmp_path):
    docs = tmp_path / "generated" / "docs"
    generate(Site(load(content, "A test")), content, docs)
    (docs / "mine.md").write_text("# Mine\n")
    (content / "events" / "2021" / "2021-09-vote.yaml").unlink()
    generate(Site(load(content, "A test")), content, docs)
    assert not (docs / "2021" / "09" / "index.md").exists()
    assert (docs / "mine.md").exists()


def test_an_empty_timeline_builds(tmp_path):
    (tmp_path / "content" / "pages").mkdir(parents=True)
    (tmp_path / "content" / "pages" / "about.md").write_text("# About\n")
    build(tmp_path / "content", tmp_path / "site", CONFIG, tmp_path / "generated")
    for page in ("index.html", "timeline/index.html", "embed/index.html"):
        assert "There is no event here yet" in (tmp_path / "site" / page).read_text(encoding="utf-8")


def test_a_broken_event_is_reported_and_the_others_are_built(content, tmp_path):
    (content / "events" / "2021" / "broken.yaml").write_text("id: broken\ntitle broken\n")
    built = build(content, tmp_path / "site", CONFIG, tmp_path / "generated")
    assert [p.code for p in built.timeline.problems] == ["no-colon"]
    assert len(built.timeline.events) == len(EVENTS)


def pages(site: Site) -> dict[str, str]:
    return {p.path: p.text for make in PAGES for p in make(site)}


@pytest.mark.parametrize("chosen", [(), *((c,) for c in PUBLISH), PUBLISH], ids=str)
def test_a_public_site_shows_what_is_for_editors_only_where_it_is_asked_for(content, chosen):
    (content / "rejected.yaml").write_text("- {id: gone, title: Thrown out, because: not ours}\n")
    made = pages(Site(load(content, "A test"), settings=Settings(publish=frozenset(chosen))))
    text = "\n".join(made.values())
    assert ("needs-a-look/index.md" in made) == ("needs-a-look/index.html" in text) == ("needs-a-look" in chosen)
    assert ("corrections/index.md" in made) == ("corrections/index.html" in text) == ("corrections" in chosen)
    assert ("Thrown out" in text) == ({"corrections", "rejected"} <= set(chosen))
    assert ("content/events/2021/2021-08-15-bridge.yaml" in text) == ("files" in chosen)


def test_an_event_edited_by_hand_says_so_on_its_card_and_on_the_pages_for_editors(project, tmp_path):
    project.article("a", "2024-05-07", "The council opened the bridge at Elmstad on Monday.")
    project.extract()
    path = project.event("bridge")
    path.write_text(re.sub(r"title: .*", "title: The bridge at Elmstad was opened again", path.read_text()))
    build(project.content, tmp_path / "site", CONFIG, tmp_path / "generated", settings=Settings().served())
    month = (tmp_path / "site/2024/05/index.html").read_text(encoding="utf-8")
    assert "edited by hand: title" in month
    for page in ("corrections", "needs-a-look"):
        assert "The bridge at Elmstad was opened again" in (tmp_path / "site" / page / "index.html").read_text(encoding="utf-8")


def test_corrections_name_what_people_changed_and_not_what_the_program_did(project):
    """A commit that changes a field together with what the machine wrote last is the program's."""
    import subprocess

    from timeline.view.history import changes

    def git(*args: str) -> None:
        subprocess.run(["git", "-c", "user.name=A", "-c", "user.email=a@b", *args], cwd=project.root, check=True, capture_output=True)

    project.article("a", "2024-05-07", "The council opened the bridge at Elmstad on Monday.")
    project.extract()
    git("init", "-q")
    git("add", "content")
    git("commit", "-qm", "first")
    project.article("a", "2024-05-14", "The council opened the bridge at Elmstad on Monday.")
    project.extract()
    git("add", "content")
    git("commit", "-qm", "the program follows the day of publication")
    path = project.event("bridge")
    path.write_text(re.sub(r"title: .*", "title: The bridge at Elmstad was opened again", path.read_text()))
    git("commit", "-qam", "a person")
    assert [(c.field, c.now) for c in changes(project.content)] == [("title", "The bridge at Elmstad was opened again")]


def test_both_configurations_know_every_page():
    root = HERE.parent
    site = lay_out_site(root / "content", root / "mkdocs.yml", settings=load_settings(root / NAME).served())
    pages = {p.path for make in PAGES for p in make(site) if p.path.endswith(".md")}
    assert len(pages) > 60
    for name in ("mkdocs.yml", "timeline/fresh/mkdocs.yml"):
        look = yaml.safe_load((root / name).read_text(encoding="utf-8"))
        known = [next(iter(row.values())).removesuffix("index.md") for row in look["nav"]] + [line.strip().strip("/") + "/" for line in look["not_in_nav"].splitlines()]
        unknown = [p for p in pages if not any(p.removesuffix("index.md") == k or (k.endswith("/") and fnmatch(p, k + "*")) for k in known)]
        assert not unknown, (name, unknown)
