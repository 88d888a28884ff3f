"""The one door: ``python build.py`` extracts what is new in seeds/ and builds the site. ``--help`` shows the folders."""

import sys

try:
    from timeline.cli import run
except ImportError as error:  # started with a Python that has no timeline
    sys.exit(f"timeline is not installed for this Python ({error.name} is missing): run make, or .venv/bin/python build.py")

sys.argv[1:1] = ["all"]
run()
