"""Commands: how a phrase is read, and the stages as JSON lines: explain, tag, mentions, merge."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import click

from timeline.commands.shared import check_published, content_option, main, published_option, seeds_option


@main.command()
@click.argument("phrase")
@published_option
@click.option("--in-sentence", default="", help="The sentence around the phrase, for its tense.")
@seeds_option
@content_option
def explain(phrase: str, published: str, in_sentence: str, seeds: Path, content: Path) -> None:
    """Which rule reads PHRASE, against which anchor, and which readings were rejected; or the same of an event by its id, or of an article by its file."""
    from timeline.explain import explain as told
    from timeline.explain import explain_event, explain_file, explain_joins

    if lines := explain_file(Path(phrase), check_published(published)) or explain_event(content, phrase):
        click.echo("\n".join([*lines, *explain_joins(content, seeds, phrase)]))
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
    from timeline.read.language import choose_language
    from timeline.timex.tag import tag as timexes

    parser()

    def work(some: Sequence[dict[str, Any]]) -> Iterator[dict[str, Any]]:
        documents = [Document(str(d["id"]), d["text"], d.get("dct") or "", language=choose_language(d["text"], d.get("language") or "")) for d in some]
        return ({"mentions": protocol.mentions(found)} for found in find_all_mentions((d, timexes(d.text, d.published, d.language)) for d in documents))

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
