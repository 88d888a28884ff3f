"""What the commands share: the group that they belong to, their options, and how problems and summaries are printed."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from timeline.engine import ENGINES

if TYPE_CHECKING:
    from timeline.extract import Read, Summary

FOLDER = click.Path(path_type=Path)


def folder_option(name: str, setting: str, what: str) -> Callable[[Any], Any]:
    """An option for a folder; without it timeline.yml names the folder, or it has the name of the setting."""

    def chosen() -> str:
        from timeline.project import settings

        return str(getattr(settings(), setting))

    return click.option(name, setting, type=FOLDER, default=chosen, show_default=setting, help=what)


seeds_option = folder_option("--seeds", "seeds", "Folder of articles.")
against_option = folder_option("--against", "seeds", "Folder of the articles that have to support it.")
content_option = folder_option("--content", "content", "Folder of event files and pages.")
site_option = folder_option("--site", "site", "Folder that the site is built into.")
published_option = click.option("--published", metavar="DATE", default="", help="Publication date (2021-08-15) of articles that have none.")

jobs_option = click.option("--jobs", type=click.IntRange(1, 256), default=1, show_default=True, help="Processes that work at the same time.")
engine_option = click.option("--engine", type=click.Choice(ENGINES), default=ENGINES[0], show_default=True, help="Processes of this machine, or a Dask cluster.")


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="timeline-builder", prog_name="timeline")
def main() -> None:
    """Articles in, an auditable chronology out."""


def check_published(published: str) -> str:
    """The value of --published. Raises click.BadParameter for what is no ISO day."""
    from timeline.read.articles import is_day

    if published and not is_day(published):
        raise click.BadParameter(f'"{published}" is not a day; write it like 2021-08-15', param_hint="--published")
    return published


def show_progress(n: int | None, found: Read) -> Read:
    """The articles as they are read, with a progress bar on a terminal."""
    with click.progressbar(found, n, label="Reading articles", file=sys.stderr, show_pos=True, item_show_func=lambda row: row[0].id if row else "") as shown:
        yield from shown


def print_problems(problems: Iterable[Any]) -> int:
    """Print problems to standard error; returns the exit code: 1 where one is an error, else 0."""
    from timeline.problems import text

    code = 0
    for p in problems:
        click.echo(text(p), err=True)
        code = max(code, int(p.severity == "error"))
    return code


def list_ids(ids: list[str], most: int = 6) -> str:
    """A few ids in brackets; "" for none, or for more than ``most``."""
    return f" ({', '.join(ids)})" if 0 < len(ids) <= most else ""


def counted(n: int, noun: str) -> str:
    """A number with its noun: "1 event", "3 events"."""
    return f"{n} {noun}{'' if n == 1 else 's'}"


def print_summary(found: Summary) -> None:
    """Print what a run found and did."""
    o = found.outcome
    n = len(o.new) + len(o.changed) + len(o.kept)
    click.echo(f"{counted(found.documents, 'article')} ({found.parsed} new or changed), {counted(n, 'event')} found")
    if not (o.new or o.changed or o.rejected):
        click.echo("events: nothing changed")
    else:
        click.echo(
            f"events: {len(o.new)} new{list_ids(o.new)}, {len(o.changed)} changed{list_ids(o.changed)}, {len(o.kept)} kept as they were"
            + (f", {len(o.rejected)} deleted by hand and kept away" if o.rejected else "")
        )
    if o.minor:
        click.echo(f"{counted(o.minor, 'minor event')} got no file; timeline extract --minor writes files for them, too")
    for c in o.conflicts:
        click.echo(f"conflict in {c.event}, {c.field}: yours is “{c.mine}”, the articles now say “{c.theirs}”; yours was kept. To settle it, write “reviewed: true” or a “note:” into the event's file")
    if o.lost:
        click.echo(f"no article mentions these events any more. They were kept; delete their files to remove them: {', '.join(o.lost[:8])}{' …' if len(o.lost) > 8 else ''}")
