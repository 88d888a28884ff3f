"""What was planned and what came of it: verdicts by the dates, chains by hand, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from timeline import cli
from timeline.problems import Failure
from timeline.site.build import build, lay_out_site
from timeline.store.byhand import join, outcome
from timeline.store.checks import check_all
from timeline.view.load import load

CONFIG = Path(__file__).parent.parent / "timeline" / "fresh" / "mkdocs.yml"


def event(project, id_: str, date: str, status: str, more: str = "") -> None:
    path = project.content / "events" / "x" / f"{id_}.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f'id: {id_}\ntitle: The harbour {id_}\ndate: "{date}"\nstatus: {status}\n{more}', encoding="utf-8")


def judged(project):
    site = lay_out_site(project.content, CONFIG)
    return {p.plan.id: (p.verdict, p.days, [e.id for e in p.steps]) for p in site.promises}


@pytest.mark.parametrize(
    ("planned", "came", "verdict", "days"),
    [
        ("2021-08-31", "2021-08-31", "kept", 0),
        ("2021-08-31", "2021-08-31T23:59", "kept", 0),
        ("2021-08", "2021-08-12", "kept", 0),
        ("[..2021-08-31]", "2021-08-30", "kept", 0),
        ("[..2021-08-31]", "2021-09-02", "late", 2),
        ("2021-08-31", "2021-09-10", "late", 10),
        ("2021-09-11", "2021-08-30", "early", 12),
        ("2021-08", "2021-10", "late", 31),
        ("2021-08-31", "2021-08", "undated", 0),
        ("2021-08-31", "[..2021-10-01]", "undated", 0),
        ("", "2021-08-31", "undated", 0),
        ("2021-08-31", "", "undated", 0),
    ],
)
def test_an_outcome_is_measured_against_the_first_plan_and_never_more_finely_than_both_dates_are_known(project, planned, came, verdict, days):
    event(project, "plan", planned, "planned")
    event(project, "came", came, "happened", "outcome_of: [plan]\n")
    assert judged(project)["plan"] == (verdict, days, ["plan", "came"])


def test_a_plan_that_moved_twice_is_one_chain(project):
    event(project, "first", "2021-09-11", "planned")
    event(project, "second", "2021-10-01", "planned", "replaces: [first]\n")
    assert judged(project) == {"first": ("changed", 0, ["first", "second"])}
    event(project, "third", "2021-11-01", "expected", "replaces: [second]\n")
    event(project, "came", "2021-11-02", "happened", "outcome_of: [third]\n")
    assert judged(project) == {"first": ("late", 52, ["first", "second", "third", "came"])}


@pytest.mark.parametrize(("status", "verdict"), [("cancelled", "cancelled"), ("denied", "denied")])
def test_what_was_called_off_or_denied_is_no_outcome(project, status, verdict):
    event(project, "plan", "2021-08-31", "planned")
    event(project, "off", "2021-08-20", status, "outcome_of: [plan]\n")
    assert judged(project)["plan"][0] == verdict


def test_what_nobody_linked_is_not_called_broken(project):
    event(project, "plan", "2021-08-31", "planned")
    assert judged(project)["plan"][0] == "ahead", "no article says how late it is"


def test_a_circle_and_a_link_to_nothing_end(project):
    event(project, "a", "2021-08-01", "planned", "replaces: [b]\n")
    event(project, "b", "2021-08-02", "planned", "replaces: [a, gone]\n")
    event(project, "c", "2021-08-03", "planned", "replaces: [c]\n")
    assert judged(project) == {}
    assert {p.code for p in check_all(project.content)[0]} >= {"unknown-event", "same-as-itself"}


def test_the_command_writes_the_field_that_the_status_asks_for(project):
    event(project, "plan", "2021-09-11", "planned", "# mine\n")
    event(project, "moved", "2021-10-01", "planned")
    event(project, "came", "2021-10-01", "happened")

    def run(*args: str) -> tuple[int, str]:
        done = CliRunner().invoke(cli.main, ["outcome", *args, "--content", str(project.content)])
        return done.exit_code, str(done.exception or done.output)

    assert "replaces plan" in run("moved", "plan")[1]
    assert "outcome_of moved" in run("came", "moved")[1]
    assert run("came", "moved")[0] == 0, "said twice it stands once"
    assert {e.id: e.outcome_of for e in load(project.content, "x").events}["came"] == ("moved",)
    assert judged(project) == {"plan": ("late", 20, ["plan", "moved", "came"])}
    assert "is not a plan" in run("plan", "came")[1]
    assert "cannot form a circle" in run("plan", "moved")[1]
    assert "outcome of itself" in run("plan", "plan")[1]
    assert 'no event "nobody"' in run("nobody", "plan")[1]


def test_a_plan_and_what_came_of_it_are_not_joined(project):
    event(project, "plan", "2021-09-11", "planned")
    event(project, "came", "2021-09-12", "happened")
    for kept, other in (("plan", "came"), ("came", "plan")):
        with pytest.raises(Failure, match="timeline outcome came plan"):
            join(project.content, kept, other)
    outcome(project.content, "came", "plan")
    assert judged(project)["plan"] == ("late", 1, ["plan", "came"])


def test_the_page_and_the_cards_show_the_chain(project):
    event(project, "plan", "2021-09-11", "planned")
    event(project, "came", "2021-09-12", "happened", "outcome_of: [plan]\n")
    build(project.content, project.root / "site", CONFIG, project.root / "generated")
    page = (project.root / "site" / "promises" / "index.html").read_text(encoding="utf-8")
    assert "1 day late" in page and 'id="late"' in page
    month = (project.root / "site" / "2021" / "09" / "index.html").read_text(encoding="utf-8")
    assert month.count("tl-chain") == 2


def test_a_timeline_without_plans_has_no_such_page(project):
    event(project, "came", "2021-09-12", "happened")
    build(project.content, project.root / "site", CONFIG, project.root / "generated")
    assert not (project.root / "site" / "promises").exists()
    assert "promises/" not in (project.root / "site" / "index.html").read_text(encoding="utf-8")
