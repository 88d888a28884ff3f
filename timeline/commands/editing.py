"""Commands: what people do to event files: check, add, reject, restore, join, split, outcome, accept."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    pass

from timeline.commands.shared import content_option, main


@main.command()
@content_option
@click.option("--format", "form", type=click.Choice(["text", "json", "github"]), default="text", show_default=True)
@click.option("--fix", is_flag=True, help="Write the canonical form where the meaning is clear.")
def check(content: Path, form: str, fix: bool) -> None:
    """List every problem in the files that people edit."""
    from timeline import problems as p_
    from timeline.project import settings
    from timeline.store.checks import check_all, fix_dates

    settings()  # says what is wrong with it
    found, n = check_all(content)
    if fix and fix_dates(content, found):
        found, n = check_all(content)
    if form == "json":
        click.echo(p_.as_json(found))
    else:
        show: Callable[[p_.Problem], str] = p_.github if form == "github" else p_.text
        for p in found:
            click.echo(show(p))
        click.echo(p_.count(found, n))
    sys.exit(int(any(p.severity == "error" for p in found)))


@main.command()
@click.argument("title")
@click.option("--date", default="", help="When: 2021-08-15, 2021-08, August 2021 …; leave it out when nobody knows.")
@content_option
def add(title: str, date: str, content: Path) -> None:
    """A new event that no article reports."""
    from timeline.store import byhand

    click.echo(f"wrote {byhand.add(content, title, date)}")


@main.command()
@click.argument("id_")
@click.option("--because", required=True, help="Why; it is kept with the finding.")
@content_option
def reject(id_: str, because: str, content: Path) -> None:
    """Reject an event for good."""
    from timeline.store import byhand

    click.echo(f"deleted {byhand.reject_event(content, id_, because)}; it is listed in {content / 'rejected.yaml'} and will not come back")


@main.command()
@click.argument("id_")
@content_option
def restore(id_: str, content: Path) -> None:
    """Take an event out of rejected.yaml: the next extraction writes it again."""
    from timeline.problems import Failure
    from timeline.store.rejected import restore as restore_

    if not restore_(content, id_):
        raise Failure(f'"{id_}" is not in {content / "rejected.yaml"}')
    click.echo(f"{id_} is no longer rejected; timeline extract writes it again if an article still reports it")


@main.command()
@click.argument("kept")
@click.argument("other")
@content_option
def join(kept: str, other: str, content: Path) -> None:
    """Make one event of two for good: KEPT gets the sources of OTHER."""
    from timeline.store import byhand

    click.echo(f"joined into {byhand.join(content, kept, other)}")


@main.command()
@click.argument("id_")
@click.argument("sources", type=int, nargs=-1)
@content_option
def split(id_: str, sources: tuple[int, ...], content: Path) -> None:
    """Make an event of its own from some SOURCES (1, 2, …) of an event."""
    from timeline.store import byhand

    click.echo(f"wrote {byhand.split(content, id_, sources)}")


@main.command()
@click.argument("event", metavar="EVENT")
@click.argument("plan", metavar="PLAN")
@content_option
def outcome(event: str, plan: str, content: Path) -> None:
    """EVENT is what came of PLAN; or, where EVENT is a plan too, it took PLAN's place."""
    from timeline.store import byhand

    path, name = byhand.outcome(content, event, plan)
    click.echo(f"{path}: {name} {plan}")


@main.command()
@click.argument("id_", metavar="ID")
@content_option
def accept(id_: str, content: Path) -> None:
    """Use the title that was suggested for the event ID; it is yours from then on."""
    from timeline.store import suggestions

    path, title = suggestions.accept(content, id_)
    click.echo(f"{path} is now called “{title}”")
