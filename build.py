"""The one door: ``python build.py`` extracts what is new in seeds/ and builds the site. ``--help`` shows the folders."""

import sys

if __name__ == "__main__" and __spec__ is not None:  # "python -m build" means the packaging tool of that name, and finds this file first
    import runpy

    sys.path[:] = [p for p in sys.path if p and p != sys.path[0]]
    try:
        runpy.run_module("build", run_name="__main__", alter_sys=True)
    except ImportError:
        sys.exit("this folder's build.py builds the demo site: python build.py. To make a wheel and a source distribution: make dist, or pip install build and python -m build")
    sys.exit()

try:
    from timeline.cli import run
except ImportError as error:  # started with a Python that has no timeline
    sys.exit(f"timeline is not installed for this Python ({error.name} is missing): run make, or .venv/bin/python build.py")

if __name__ == "__main__":  # a process that helps with reading starts this file again
    sys.argv[1:1] = ["all"]
    run()
