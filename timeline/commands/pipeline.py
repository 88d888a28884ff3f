"""Commands: articles in, a site out: new, fetch, extract, build, serve, export, doctor."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    pass

from timeline.commands.shared import (
    FOLDER,
    check_published,
    content_option,
    engine_option,
    jobs_option,
    main,
    print_problems,
    print_summary,
    published_option,
    seeds_option,
    show_progress,
    site_option,
)


@main.command()
@seeds_option
@content_option
@published_option
@click.option("--dry-run", is_flag=True, help="Say what would change and write nothing.")
@click.option("--minor", is_flag=True, help="Write files for minor events, too.")
@click.option("--confirm-deletions", is_flag=True, help="You did delete all the event files that are gone.")
@jobs_option
@engine_option
def extract(seeds: Path, content: Path, published: str, dry_run: bool, minor: bool, confirm_deletions: bool, jobs: int, engine: str) -> None:
    """Articles to event files, by three-way merge: what people edited stays."""
    sys.exit(do_extract(seeds, content, check_published(published), jobs, engine, dry_run, minor, confirm_deletions))


def do_extract(seeds: Path, content: Path, published: str, jobs: int, engine: str, dry_run: bool = False, minor: bool = False, confirm: bool = False) -> int:
    """Extract, print what was done, and return the exit code."""
    from timeline import engine as engines
    from timeline.extract import run as extract_
    from timeline.problems import Failure
    from timeline.project import reading, settings, write_schemas
    from timeline.read.articles import how_many

    if not seeds.is_dir():  # nothing is written into a folder that holds no project
        what = "is a file; give the folder that holds the articles" if seeds.exists() else "does not exist; make it and put articles (.md, .txt, .html) in it"
        raise Failure(f"{seeds} {what}")
    found = extract_(
        seeds, content, published, reading(), dry=dry_run, minor=minor or settings().minor, confirm=confirm,
        work=engines.make(engine, jobs), progress=partial(show_progress, how_many(seeds)),
    )  # fmt: skip
    if not dry_run:
        write_schemas(content.parent)
    code = print_problems(found.problems)
    print_summary(found)
    return code


@main.command()
@click.argument("urls", metavar="[URL]…", nargs=-1)
@seeds_option
@click.option("--private", is_flag=True, help="Also addresses of this machine and of local networks.")
def fetch(urls: tuple[str, ...], seeds: Path, private: bool) -> None:
    """Save the pages of addresses, and of those in seeds/addresses.txt, as articles with their origin; one at a time, and only where robots.txt allows it."""
    from timeline import fetch as fetch_
    from timeline.problems import Problem

    wanted = [*urls, *fetch_.read_list(seeds)]
    if not wanted:
        raise click.UsageError(f"give an address, or write some into {seeds / 'addresses.txt'}, one a line")
    code = n = 0
    with fetch_.client() as by:
        for found in fetch_.fetch(seeds, wanted, fetch_.Fetcher(by, private)):
            if isinstance(found, Problem):
                code = print_problems([found])
            else:
                n += 1
                click.echo(f"saved {found}")
    click.echo(f"{n} saved; run timeline extract to read them")
    sys.exit(code)


@main.command()
@content_option
@site_option
def build(content: Path, site: Path) -> None:
    """Event files to pages and site, strictly."""
    sys.exit(do_build(content, site))


def do_build(content: Path, site: Path) -> int:
    """Build, print what was done, and return the exit code."""
    from timeline.problems import count
    from timeline.project import configuration, generated, settings
    from timeline.site.build import build as build_

    done = build_(content, site, configuration(), generated(site), settings=settings())
    problems = [p for p in done.timeline.problems if p.code != "friendly-date"]
    code = print_problems(problems)
    if problems:
        click.echo(count(problems, len(done.timeline.events) + len({p.file for p in problems})) + " of events; see the messages above", err=True)
    looks = sum(bool(e.looks) for e in done.timeline.events)
    click.echo(f"site: {done.pages} files, {done.written} changed" + ("" if done.rebuilt else "; nothing to build") + (f"; {looks} events need a look: timeline serve lists them" if looks else ""))
    click.echo(f"open {done.index}")
    return code


@main.command(name="all", hidden=True)
@seeds_option
@content_option
@site_option
@published_option
@jobs_option
@engine_option
def everything(seeds: Path, content: Path, site: Path, published: str, jobs: int, engine: str) -> None:
    """Extract, then build: what ``python build.py`` does."""
    code = do_extract(seeds, content, check_published(published), jobs, engine)
    sys.exit(max(code, do_build(content, site)))


@main.command()
@click.argument("folder", type=FOLDER)
def new(folder: Path) -> None:
    """Lay out a fresh timeline project in FOLDER that builds at once."""
    from timeline.project import lay_out

    if folder.exists() and any(folder.iterdir() if folder.is_dir() else [folder]):
        raise click.UsageError(f"{folder} exists and is not empty; give the name of a new folder")
    lay_out(folder)
    click.echo(f"Created a timeline project in {folder}. Put articles into {folder / 'seeds'} and run:\n    cd {folder} && {sys.executable} build.py")


@main.command()
@seeds_option
@content_option
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True)
def serve(seeds: Path, content: Path, port: int) -> None:
    """Preview for editors, with every page, that follows each save; a broken file shows its error and keeps the last good page."""
    import threading

    from timeline.project import PREVIEW, configuration
    from timeline.serve import BackgroundBuilds, Preview
    from timeline.settings import NAME

    site = PREVIEW / "served"  # never the folder that is published
    building = BackgroundBuilds(content, configuration(), PREVIEW, site)
    stop = threading.Event()
    try:
        Preview(building, content, [configuration(), Path(NAME)], seeds).run(site, port, stop, click.echo)
    except KeyboardInterrupt:
        stop.set()
    finally:
        building.work.shutdown(cancel_futures=True)


@main.command()
@click.argument("form", metavar="FORMAT")
@content_option
def export(form: str, content: Path) -> None:
    """Write the timeline in one FORMAT to standard output; docs/commands.md lists the formats."""
    from timeline.export import FORMATS
    from timeline.project import configuration
    from timeline.site.build import lay_out_site

    made = {f.name: f.make for f in FORMATS}
    if form not in made:
        raise click.UsageError(f'"{form}" is not a format; choose one of {", ".join(made)}')
    if not content.is_dir():
        raise click.UsageError(f"there is no folder {content}; give the one that holds events/ with --content")
    site = lay_out_site(content, configuration())
    found = made[form](site.timeline, site.address, site.url)
    if isinstance(found, bytes) and sys.stdout.isatty():
        raise click.UsageError(f"{form} is not text; write it to a file: timeline export {form} > timeline.{'db' if form == 'sqlite' else 'zip'}")
    click.echo(found if isinstance(found, bytes) else found.encode("utf-8"), nl=False)
    sys.exit(print_problems(p for p in site.timeline.problems if p.code != "friendly-date"))


@main.command()
def doctor() -> None:
    """Versions, the parser and its digest, what is missing and the command that mends it."""
    from timeline.doctor import report

    lines, code = report()
    click.echo("\n".join(lines))
    sys.exit(code)
