"""Exports, each read back by a reader that we did not write: icalendar, feedparser, csv, json, a JSON Schema."""

from __future__ import annotations

import csv
import io
import json
import re
import sqlite3
import zipfile
from dataclasses import replace
from pathlib import Path

import feedparser
import icalendar
import jsonschema
import pytest
import rispy
import yaml
from click.testing import CliRunner

from timeline.cli import main
from timeline.export import FORMATS, cite, ftm, gedcom, jsonld, plain, sqlite, wikidata
from timeline.site.build import lay_out_site

ROOT = Path(__file__).parent.parent
JSONLD = {  # what we use of schema.org's Event: precision of a day, a month or a year, and nothing invented
    "type": "object",
    "required": ["@context", "@graph"],
    "properties": {
        "@context": {"const": "https://schema.org"},
        "@graph": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["@type", "@id", "name", "description", "eventStatus"],
                "properties": {
                    "@type": {"const": "Event"},
                    "startDate": {"type": "string", "pattern": r"^-?\d{4}(-\d\d(-\d\d(T\d\d:\d\d)?)?)?$"},
                    "endDate": {"type": "string", "pattern": r"^-?\d{4}(-\d\d(-\d\d)?)?$"},
                    "eventStatus": {"enum": ["https://schema.org/EventScheduled", "https://schema.org/EventCancelled"]},
                },
            },
        },
    },
}


@pytest.fixture(scope="module")
def site():
    return lay_out_site(ROOT / "content", ROOT / "mkdocs.yml")


@pytest.fixture(scope="module")
def made(site):
    return {f.name: f.make(site.timeline, site.address, "https://example.org/") for f in FORMATS}


def test_icalendar_reads_all_day_events_that_end_the_day_after(site, made):
    known = {e.id: e for e in site.timeline.events}
    events = list(icalendar.Calendar.from_ical(made["ics"]).walk("VEVENT"))
    assert len(events) > 80
    for entry in events:
        e = known[str(entry["UID"])]
        assert e.precision == "day"
        assert (entry["DTEND"].dt - entry["DTSTART"].dt).days == e.span.end - e.span.start + 1
        assert entry["DTSTART"].dt.isoformat() == e.date.lstrip("[").split("/")[0].rstrip("?~")[:10]
        wanted = "TENTATIVE" if e.status in ("planned", "expected") else "CANCELLED" if e.status in ("cancelled", "denied") else "CONFIRMED"
        assert str(entry["STATUS"]) == wanted


def test_the_longer_calendar_says_in_its_titles_what_is_not_known(site, made):
    known = {e.id: e for e in site.timeline.events}
    events = list(icalendar.Calendar.from_ical(made["ics-all"]).walk("VEVENT"))
    vague = [e for e in events if known[str(e["UID"])].precision != "day"]
    assert len(vague) > 10
    assert all(known[str(e["UID"])].when in str(e["SUMMARY"]) for e in vague)


def test_feedparser_reads_entries_by_when_they_changed(made):
    feed = feedparser.parse(made["atom"])
    assert not feed.bozo
    assert feed.feed.title
    days = [e.updated for e in feed.entries]
    assert len(days) == 50
    assert days == sorted(days, reverse=True)
    assert len({e.id for e in feed.entries}) == 50
    assert all(e.link.startswith("https://example.org/") and "#" in e.link for e in feed.entries)


def test_csv_has_a_row_an_event_and_no_formula(site, made):
    rows = list(csv.DictReader(io.StringIO(made["csv"])))
    assert [r["id"] for r in rows] == [e.id for e in site.timeline.events]
    for r, e in zip(rows, site.timeline.events, strict=True):
        assert (r["title"], r["date"], r["status"]) == (e.title, e.date, e.status)
        assert r["earliest"] <= r["latest"] or not r["latest"]
        assert not any(cell.startswith(("=", "@")) for cell in r.values())


def test_json_has_everything_that_the_pages_show(site, made):
    data = json.loads(made["json"])
    assert [e["id"] for e in data["events"]] == [e.id for e in site.timeline.events]
    for row, e in zip(data["events"], site.timeline.events, strict=True):
        assert row["words"] == e.when
        assert [s["quote"] for s in row.get("sources", [])] == [s.quote for s in e.sources]


def test_json_ld_holds_to_the_schema_and_never_says_more_than_is_known(site, made):
    data = json.loads(made["json-ld"])
    jsonschema.validate(data, JSONLD)
    known = {e.id: e for e in site.timeline.events}
    for row in data["@graph"]:
        e = known[row["identifier"]]
        if row.get("startDate") and e.span.form == "point":
            assert len(row["startDate"]) <= len(e.date.strip("?~")), row


def test_timelinejs_has_our_words_and_only_the_parts_that_are_known(site, made):
    data = json.loads(made["timelinejs"])
    known = {e.id: e for e in site.timeline.events}
    assert 0 < len(data["events"]) <= 100
    for slide in data["events"]:
        e = known[slide["unique_id"]]
        assert slide["display_date"] == e.when
        if e.date.count("-") == 0 and e.span.form == "point":
            assert set(slide["start_date"]) == {"year"}, slide


@pytest.mark.parametrize("name", [f.name for f in FORMATS])
def test_the_command_writes_what_the_data_page_offers(name, monkeypatch):
    monkeypatch.chdir(ROOT)
    result = CliRunner().invoke(main, ["export", name])
    site = lay_out_site(ROOT / "content", ROOT / "mkdocs.yml")
    made = next(f for f in FORMATS if f.name == name).make(site.timeline, site.address, site.url)
    assert result.stdout_bytes == (made if isinstance(made, bytes) else made.encode())


def test_an_unknown_format_names_those_there_are():
    result = CliRunner().invoke(main, ["export", "docx"])
    assert result.exit_code == 2
    assert '"docx" is not a format; choose one of json, csv, ics' in result.output


def test_sqlite_answers_in_sql_and_full_text(site, made):
    base = sqlite3.connect(":memory:")
    base.deserialize(made["sqlite"])
    assert base.execute("PRAGMA integrity_check").fetchone() == ("ok",) and not base.execute("PRAGMA foreign_key_check").fetchall()
    assert base.execute("SELECT COUNT(*) FROM timeline").fetchone() == (len(site.timeline.events),)
    found = {i for (i,) in base.execute("SELECT id FROM search WHERE search MATCH 'jalalabad'")}
    assert found == {e.id for e in site.timeline.events if "Jalalabad" in " ".join([e.title, *e.places, *(s.quote for s in e.sources)])} != set()
    name, n = base.execute("SELECT name, events FROM appearances WHERE kind = 'people' LIMIT 1").fetchone()
    assert n == sum(name in e.people for e in site.timeline.events) > 1
    assert base.execute("SELECT COUNT(*) FROM links").fetchone() == (sum(len(e.outcome_of) + len(e.replaces) for e in site.timeline.events),)
    assert made["sqlite"] == sqlite.make(site.timeline, site.address, "https://example.org/"), "the same bytes each time"


def test_notes_have_front_matter_that_yaml_reads_and_links_that_stay_whole(site, made):
    notes = zipfile.ZipFile(io.BytesIO(made["markdown"]))
    assert notes.testzip() is None and sorted(notes.namelist()) == sorted(f"events/{e.id}.md" for e in site.timeline.events)
    for e in site.timeline.events:
        _, front, body = notes.read(f"events/{e.id}.md").decode().split("---\n", 2)
        said = yaml.safe_load(front)
        assert said["id"] == e.id and said.get("people", []) == [f"[[{n}]]" for n in e.people]
        assert body.count("\n> ") >= len(e.sources)


def test_references_are_read_by_a_reader_of_ris_and_have_the_form_of_csl(site, made):
    known = {str(a["article"]): a for a in site.timeline.articles}
    found = rispy.loads(made["ris"])
    assert [r["id"] for r in found] == list(known)
    assert all(r["type_of_reference"] == "NEWS" and r["title"] == known[r["id"]]["title"] and r["date"] == known[r["id"]]["published"][:10].replace("-", "/") for r in found)
    items = json.loads(made["csl"])
    assert [i["id"] for i in items] == list(known)
    assert all("-".join(f"{n:02d}" for n in i["issued"]["date-parts"][0]) == known[i["id"]]["published"][:10] for i in items)


def test_markwhen_has_a_line_for_each_event_with_days(site, made):
    lines = made["markwhen"].splitlines()[2:]
    assert len(lines) == sum(all(plain.days(e)) for e in site.timeline.events)
    assert all(re.match(r"\d{4}-\d\d-\d\d(/\d{4}-\d\d-\d\d)?: \S", line) for line in lines)


@pytest.mark.parametrize("title", ["The council opened the bridge", r"50% of {all} #1 & $5_m \ ^ ~ }", "“Quoted”, «à l’Élysée»"])
def test_a_citation_has_the_title_in_three_forms(site, title):
    e = replace(next(e for e in site.timeline.events if e.sources), title=title)
    where = f"https://example.org/e/{e.id}/"
    assert cite.text(e, "A timeline", where).startswith(f"“{title}” ({e.when}), in: A timeline. After “")
    entry = cite.bibtex(e, "A timeline", where)
    bare = re.sub(r"\\.", "", entry)
    assert entry.startswith(f"@misc{{{e.id},\n") and bare.count("{") == bare.count("}") and f"url = {{{where}}}" in entry
    (row,) = json.loads(cite.csl(e, "A timeline", where))
    assert (row["title"], row["container-title"], row["URL"]) == (title, "A timeline", where)
    assert "model wrote" not in cite.text(replace(e, title="a model wrote this", own_title=title), "A timeline", where)


def test_geojson_says_how_each_position_is_known(site, made):
    found = json.loads(made["geojson"])
    assert found["type"] == "FeatureCollection"
    for f in found["features"]:
        (lon, lat), about = f["geometry"]["coordinates"], f["properties"]
        assert abs(lon) <= 180 and abs(lat) <= 90 and about["position"] in ("given", "city", "country") and about["title"]


def test_what_lasted_from_one_year_to_another_has_no_days_in_any_format(site):
    years = next(e for e in site.timeline.events if e.date.count("/") == 1 and len(e.date) == 9)
    assert plain.ends(years) == tuple(years.date.split("/"))
    assert jsonld.event(years, "x")["startDate"] == years.date[:4]
    assert any(f"LAST\t{wikidata.START}\t+{years.date[:4]}-00-00T00:00:00Z/9" in line for line in wikidata.commands(years))
    (event,) = [x for x in ftm.entities(years, "t", "x") if x["schema"] == "Event"]
    assert event["properties"]["startDate"] == [years.date[:4]]


def test_entities_of_followthemoney_name_one_another_and_plans_have_no_items(site, made):
    rows = [json.loads(line) for line in made["ftm"].splitlines()]
    ids = {r["id"] for r in rows}
    assert len(ids) == len(rows) and {r["schema"] for r in rows} <= {"Event", "Person", "Article"}
    assert all(other in ids for r in rows for name in ("involved", "proof") for other in r["properties"].get(name, ()))
    planned = [e.title for e in site.timeline.events if e.status == "planned"]
    assert planned and not any(f'"{t}"' in made["quickstatements"] for t in planned)


def test_an_independent_reader_takes_the_entities(made):
    model = pytest.importorskip("followthemoney").model
    for line in made["ftm"].splitlines():
        row = json.loads(line)
        proxy = model.get_proxy(row)
        assert all(sorted(proxy.get(k)) == sorted(v) for k, v in row["properties"].items())


DATES = """
2021-08-15            | 15 AUG 2021
2021-08               | AUG 2021
2021                  | 2021
2021~                 | ABT 2021
2021-22               | BET 1 JUN 2021 AND 31 AUG 2021
199X                  | BET 1 JAN 1990 AND 31 DEC 1999
2021-08-15/2021-08-20 | FROM 15 AUG 2021 TO 20 AUG 2021
2019/..               | FROM 2019
../2021-08            | TO AUG 2021
[2021-08-09..2021-08-15] | BET 9 AUG 2021 AND 15 AUG 2021
[..2021-12-31]        | BEF 1 JAN 2022
[2021-01-01..]        | AFT 31 DEC 2020
[2021-03-05,2021-05-03] | (2021-03-05 or 2021-05-03)
-0043-03-15           | 15 MAR 44 B.C.
"""


@pytest.mark.parametrize("row", [r for r in DATES.splitlines() if r])
def test_genealogists_get_no_date_that_is_finer_than_ours(row):
    value, _, meant = (x.strip() for x in row.partition("|"))
    assert gedcom.date(value) == meant


def test_genealogists_read_each_person_with_events_and_sources(made, tmp_path):
    parser = pytest.importorskip("ged4py.parser")
    (tmp_path / "x.ged").write_text(made["gedcom"], encoding="utf-8")
    with parser.GedcomReader(str(tmp_path / "x.ged")) as reader:
        people = {" ".join(x for x in [*p.name.given.split(), p.name.surname] if x): p for p in reader.records0("INDI")}
        biden = people["Joe Biden"]
        told = {e.value: (str(e.sub_tag_value("DATE")), e.sub_tag("SOUR").sub_tag_value("TITL")) for e in biden.sub_tags("EVEN")}
    assert len(people) > 5 and "Joe Biden announced the American withdrawal" in told
    assert told["Joe Biden announced the American withdrawal"][0] == "14 APR 2021" and told["Joe Biden announced the American withdrawal"][1]


def test_a_long_value_goes_on_and_is_whole(made):
    words = "The council of the harbour town said " * 20 + "a@b"
    lines = list(gedcom.text(4, "TEXT", words))
    assert all(len(line) < 256 and line == line.strip() for line in lines) and len(lines) > 2
    assert "".join(line.split(" ", 2)[2] for line in lines) == words.replace("@", "@@")
