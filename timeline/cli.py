"""Commands and exit codes, nothing else."""

from __future__ import annotations

import sys

import click


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="timeline-builder", prog_name="timeline")
def main() -> None:
    """Articles in, an auditable chronology out."""


@main.command()
def tag() -> None:
    """Expressions of time: JSON lines {"id", "text", "dct"} in, {"id", "timexes"} out."""
    from timeline import protocol
    from timeline.timex.tag import grammar
    from timeline.timex.tag import tag as find

    grammar()
    protocol.answer(sys.stdin, lambda d: {"timexes": protocol.timexes(find(d["text"], d.get("dct") or ""))})


@main.command()
def mentions() -> None:
    """Events that the expressions date: JSON lines {"id", "text", "dct"} in, {"id", "mentions"} out."""
    from timeline import protocol
    from timeline.mention.find import find
    from timeline.mention.parser import parser
    from timeline.model import Document
    from timeline.timex.tag import tag as timexes

    parser()

    def work(d: dict[str, object]) -> dict[str, object]:
        document = Document(str(d["id"]), str(d["text"]), str(d.get("dct") or ""))
        return {"mentions": protocol.mentions(find(document, timexes(document.text, document.published)))}

    protocol.answer(sys.stdin, work)
