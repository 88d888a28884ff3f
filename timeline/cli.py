"""The console script: exit codes, and one handler at the edge. 0 all is well, 1 the user's files, 2 wrong usage, 3 our bug."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from timeline.commands import auditing, editing, pipeline, streams
from timeline.commands.shared import main

__all__ = ["auditing", "editing", "main", "pipeline", "run", "streams"]  # importing a module of commands adds them to the group


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
