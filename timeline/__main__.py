"""``python -m timeline``: the same as the command ``timeline``."""

from timeline.cli import run

if __name__ == "__main__":
    run()
