"""Exports, each read back by a reader that we did not write: icalendar, feedparser, csv, json, a JSON Schema."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import feedparser
import icalendar
import jsonschema
import pytest
from click.testing import CliRunner

from timeline.cli import main
from timeline.export import FORMATS
from timeline.site.build import laid_out

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
    return laid_out(ROOT / "content", ROOT / "mkdocs.yml")


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
    site = laid_out(ROOT / "content", ROOT / "mkdocs.yml")
    assert result.stdout_bytes.decode() == next(f for f in FORMATS if f.name == name).make(site.timeline, site.address, site.url)


def test_an_unknown_format_names_those_there_are():
    result = CliRunner().invoke(main, ["export", "docx"])
    assert result.exit_code == 2
    assert '"docx" is no format; give one of json, csv, ics' in result.output
