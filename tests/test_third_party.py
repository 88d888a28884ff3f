"""Vendored files are those that were recorded."""

import hashlib
from pathlib import Path

ASSETS = Path(__file__).parent.parent / "timeline" / "site" / "assets"
RECORDED = {"iframe-worker-shim.js": "e8e412dbcfea9b7e31b5ffa288d7b6035915e714c542f4176a0cdbe262fc9609"}


def test_vendored_files_are_unchanged():
    for name, digest in RECORDED.items():
        assert hashlib.sha256((ASSETS / name).read_bytes()).hexdigest() == digest
