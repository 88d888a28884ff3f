"""One command for a project: ``python build.py`` extracts what is new in seeds/ and builds the site.

``--help`` shows the folders.
"""

import sys

try:
    from timeline.cli import run
except ImportError as error:  # started with a Python that has no timeline
    sys.exit(f"timeline is not installed for this Python ({error.name} is missing): use the one that you installed timeline-builder with")

if __name__ == "__main__":  # a process that helps with reading starts this file again
    sys.argv[1:1] = ["all"]
    run()
