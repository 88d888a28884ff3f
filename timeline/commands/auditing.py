"""Commands: timelines that others made, and titles that a model suggests: audit, import, suggest."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from timeline.audit.claims import Claim
    from timeline.audit.verdicts import Line

from timeline.commands.shared import FOLDER, against_option, check_published, content_option, main, print_problems, published_option


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
