"""Commands and exit codes, nothing else. 0 all is well, 1 the user's files, 2 wrong usage, 3 our bug."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from timeline.engine import ENGINES

if TYPE_CHECKING:
    from timeline.audit.claims import Claim
    from timeline.audit.verdicts import Line
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


def run() -> None:
    """The console script. All errors are handled here, so that users see a message and never a traceback."""
    from timeline.problems import Failure

    try:
        main.main(standalone_mode=False)
    except click.exceptions.Exit as done:
        sys.exit(done.exit_code)
    except click.ClickException as error:
        error.show()
        sys.exit(2)
    except (click.Abort, KeyboardInterrupt):
        click.echo("interrupted; all files are intact. Run the same command again to continue", err=True)
        sys.exit(130)
    except (Failure, OSError) as error:
        click.echo(f"timeline: {error}", err=True)
        sys.exit(1)
    except Exception as error:  # our bug, not the user's: no traceback in the face, but the place of it
        import traceback

        at = traceback.extract_tb(error.__traceback__)[-1]
        click.echo(f"timeline: this is a bug in timeline, not a mistake in your files: {type(error).__name__}: {error} ({Path(at.filename).name}:{at.lineno})", err=True)
        click.echo("timeline: your files are intact. Please report this with the article or file that caused it", err=True)
        sys.exit(3)


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
@click.argument("file", type=FOLDER, required=False)
@against_option
@content_option
@published_option
@click.option("--format", "form", type=click.Choice(["text", "json", "github", "page"]), default="text", show_default=True)
def audit(file: Path | None, seeds: Path, content: Path, published: str, form: str) -> None:
    """Check a timeline (CSV, JSON, TimelineJS, Markdown, text, HTML) line by line against its sources; without FILE, the titles and dates that people changed here."""
    from timeline.audit.claims import claims, read_edited_events
    from timeline.audit.report import FORMATS
    from timeline.audit.support import SUPPORTED

    wanted = claims(file) if file else read_edited_events(content)
    if not wanted:
        click.echo("nothing to audit: no title or date was changed by hand")
        return
    lines = run_audit(wanted, seeds, check_published(published))
    click.echo(FORMATS[form](lines))
    sys.exit(int(any(line.verdict != SUPPORTED for line in lines)))


def run_audit(claims: Sequence[Claim], seeds: Path, published: str) -> list[Line]:
    """The lines of an audit; problems of the articles are printed."""
    from timeline.audit.verdicts import articles
    from timeline.audit.verdicts import audit as verdicts
    from timeline.project import reading

    documents, problems = articles(seeds, published, reading())
    print_problems(problems)
    return verdicts(claims, documents)


@main.command(name="import")
@click.argument("file", type=FOLDER)
@against_option
@content_option
@published_option
@click.option("--unchecked", is_flag=True, help="Take every line as it stands, without articles and without a source, as timeline add does.")
def import_(file: Path, seeds: Path, content: Path, published: str, unchecked: bool) -> None:
    """Write event files for the lines of a timeline that the articles support; the others wait under "needs a look", each with the reason."""
    from timeline.audit.bring import write_supported, write_unchecked
    from timeline.audit.claims import claims
    from timeline.audit.report import text
    from timeline.audit.support import SUPPORTED

    if unchecked:
        written, left_out = write_unchecked(content, claims(file))
        for path in written:
            click.echo(f"wrote {path}")
        for claim, why in left_out:
            click.echo(f"{claim.file}:{claim.line}: left out: {why}", err=True)
        sys.exit(int(any("already" not in why for _, why in left_out)))
    lines = run_audit(claims(file), seeds, check_published(published))
    brought = write_supported(content, str(file), lines)
    for path in brought.written:
        click.echo(f"wrote {path}")
    for line, there in brought.known:
        click.echo(f"{line.claim.file}:{line.claim.line}: this event exists already: {there}")
    left = [line for line in lines if line.verdict != SUPPORTED]
    if left:
        click.echo(text(left))
    sys.exit(int(bool(left)))


@main.command()
@against_option
@content_option
@published_option
@click.option("--dry-run", is_flag=True, help="Show what would be sent, word by word, and send nothing.")
def suggest(seeds: Path, content: Path, published: str, dry_run: bool) -> None:
    """Ask a language model (see docs/audit.md) for titles of the events that need one; what the event's own sentence does not support is dropped."""
    import json

    from timeline.audit.verdicts import articles
    from timeline.project import reading, settings
    from timeline.store import suggestions
    from timeline.suggest.ask import chosen
    from timeline.suggest.question import ANSWER, questions
    from timeline.suggest.run import Answered, answers, check_titles

    model = chosen(settings())
    documents, problems = articles(seeds, check_published(published), reading())
    print_problems(problems)
    asked = list(questions(content, documents))
    if dry_run:
        for q in asked:
            click.echo(json.dumps(model.body(q.messages, ANSWER), ensure_ascii=False, indent=1))
        click.echo(f"{len(asked)} questions for {model.url}; nothing was sent", err=True)
        return
    if not asked:
        click.echo("no event needs a title that an article here could give; nothing was sent")
        return
    click.echo(
        f"To {model.url} (model {model.name}) go, for each of {len(asked)} events that need a title and were not asked about before: its sentence and the two before it, the headline of the article, "
        "the event's word, how its date was read, and our own candidates. timeline suggest --dry-run shows them."
    )
    given: list[Answered] = []
    try:
        given.extend(answers(content, asked, model))
    finally:
        rows = check_titles(given, documents, model)
        suggestions.save(content, [*rows, *(s for s in suggestions.load(content) if s.event in {q.event for q in asked[len(given) :]})])
    for row in rows:
        click.echo(f"{row.event}: dropped: {row.title + ': ' if row.title else ''}{row.dropped}" if row.dropped else f"{row.event}: suggested: {row.title}")
    good = sum(not row.dropped for row in rows)
    known = sum(a.kept for a in given)
    click.echo(f"{len(rows)} events: {good} suggested, {len(rows) - good} dropped; {known} answers were there already. timeline accept ID takes one over ({content / suggestions.FILE})")
    sys.exit(int(any(a.why_not for a in given)))


@main.command()
@click.argument("id_", metavar="ID")
@content_option
def accept(id_: str, content: Path) -> None:
    """Use the title that was suggested for the event ID; it is yours from then on."""
    from timeline.store import suggestions

    path, title = suggestions.accept(content, id_)
    click.echo(f"{path} is now called “{title}”")


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
@click.argument("phrase")
@published_option
@click.option("--in-sentence", default="", help="The sentence around the phrase, for its tense.")
@content_option
def explain(phrase: str, published: str, in_sentence: str, content: Path) -> None:
    """Which rule reads PHRASE, against which anchor, and which readings were rejected; or the same of an event by its id, or of an article by its file."""
    from timeline.explain import explain as told
    from timeline.explain import explain_event, explain_file

    if lines := explain_file(Path(phrase), check_published(published)) or explain_event(content, phrase):
        click.echo("\n".join(lines))
        return
    if Path(phrase).suffix in (".md", ".txt", ".html", ".htm") and " " not in phrase:
        raise click.UsageError(f"there is no file {phrase}")
    from timeline.timex.tag import tag as find

    text = in_sentence or phrase
    found = find(text, check_published(published))
    if not published and not any(t.edtf for t in found):
        raise click.UsageError("most expressions need a publication date; add --published 2021-08-15")
    if not found:
        click.echo(f'"{text}" contains no time expression that the rules know')
        sys.exit(1)
    for t in found:
        click.echo("\n".join(told(t)))


@main.command()
def doctor() -> None:
    """Versions, the parser and its digest, what is missing and the command that mends it."""
    from timeline.doctor import report

    lines, code = report()
    click.echo("\n".join(lines))
    sys.exit(code)


@main.command()
def tag() -> None:
    """Expressions of time: JSON lines {"id", "text", "dct"} in, {"id", "timexes"} out."""
    from timeline import protocol
    from timeline.read.language import choose_language
    from timeline.timex.find import load_grammar
    from timeline.timex.tag import tag as find

    load_grammar()

    def work(some: Sequence[dict[str, Any]]) -> Iterator[dict[str, Any]]:
        return ({"timexes": protocol.timexes(find(d["text"], d.get("dct") or "", choose_language(d["text"], d.get("language") or "")))} for d in some)

    sys.exit(int(protocol.answer(([d] for d in protocol.read_lines(sys.stdin)), work) > 0))


@main.command()
def mentions() -> None:
    """Events that the expressions date: JSON lines {"id", "text", "dct"} in, {"id", "mentions"} out."""
    from timeline import protocol
    from timeline.mention.find import find_all_mentions
    from timeline.mention.parser import parser
    from timeline.model import Document
    from timeline.timex.tag import tag as timexes

    parser()

    def work(some: Sequence[dict[str, Any]]) -> Iterator[dict[str, Any]]:
        documents = [Document(str(d["id"]), d["text"], d.get("dct") or "") for d in some]
        return ({"mentions": protocol.mentions(found)} for found in find_all_mentions((d, timexes(d.text, d.published)) for d in documents))

    sys.exit(int(protocol.answer(protocol.batch_waiting(protocol.read_lines(sys.stdin)), work) > 0))


@main.command()
def merge() -> None:
    """Mentions that report one event: JSON lines {"id", "topic", "text", "mentions"} in, {"id", "clusters"} out, when
    all are read.
    """
    import json

    from timeline import protocol
    from timeline.merge import given
    from timeline.problems import Failure

    try:
        documents = given.check_documents(protocol.require_all(protocol.read_lines(sys.stdin)))
    except (KeyError, TypeError, ValueError) as error:
        raise Failure(f"a mention needs whole numbers as start and end: {error}") from None
    click.echo(json.dumps({"id": "all", "clusters": given.find_clusters(documents)}))
