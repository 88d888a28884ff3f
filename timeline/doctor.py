"""What is installed, whether the parser's weights are the official ones, and how to mend what is missing."""

from __future__ import annotations

import hashlib
import sys
from importlib import metadata, util
from pathlib import Path

PACKAGES = ("mkdocs", "mkdocs-material", "pyyaml", "click", "dateparser", "trafilatura", "htmldate", "rapidfuzz", "spacy", "lemminflect")
# SHA-256 of the weights in the official en_core_web_sm 3.8.0.
OFFICIAL = {
    "tok2vec/model": "e84fc06eb319c94d28e460fc334e292120b01f18baa5dc8b50c977459820a090",
    "tagger/model": "1ec3d93f38cebe172f2b5c89d84be72856ce42c8f1a64f1699f1d98a771f36b7",
    "parser/model": "e0098910535a863d430082ece57455d5fa071cd4ca3a0054e80582076c752b1e",
    "ner/model": "cd93e9ca9126c69f1d10a1039ef67c3d9ec1223b44d079856705970f0f19ff4e",
}

MEANING = {"parsed": "events have titles", "tagged": "events are clauses, quoted, that need a title", "quoted": "events are sentences, quoted, that need a title"}


def report() -> tuple[list[str], int]:
    """Lines to print, and the exit code: 1 when something is missing."""
    lines, code = [f"Python {sys.version.split()[0]}"], 0
    for name in PACKAGES:
        try:
            lines.append(f"{name} {metadata.version(name)}")
        except metadata.PackageNotFoundError:
            lines.append(f"{name} is missing: pip install {name}")
            code = 1
    from timeline.mention.parser import INSTALL, MODELS

    found = next((name for name in MODELS if util.find_spec(name)), None)
    if found is None:
        return [*lines, INSTALL], 1
    lines.append(f"parser {found}: {digest(found)}")
    from timeline.mention.grades import find_grade
    from timeline.read.language import name_language as name_of
    from timeline.tables import list_languages

    for language in sorted(list_languages()):
        grade = find_grade(language)
        better = f"; for more: {grade.better}" if grade.better else ""
        lines.append(f"{name_of(language)}: {grade.name}, {MEANING[grade.name]}{better}")
    return lines, code


def digest(name: str) -> str:
    """Whether the weights of an installed model are those of the official 3.8.0."""
    spec = util.find_spec(name)
    root = Path(spec.origin).parent if spec and spec.origin else Path()
    for part, known in OFFICIAL.items():
        path = next(iter(sorted(root.glob(f"*/{part}"))), None)
        if path is None:
            return f"unknown model (no {part})"
        if hashlib.sha256(path.read_bytes()).hexdigest() != known:
            return f"unknown model ({part} is not the one of en_core_web_sm 3.8.0)"
    return "same weights as the official en_core_web_sm 3.8.0"
