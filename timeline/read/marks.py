"""What papers and books share: marks of Markdown for their paragraphs, and how large an archive may be when it is unpacked."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Sequence

UNPACKED = 50_000_000  # bytes of the texts in an archive


def mark_table(rows: Sequence[Sequence[str]]) -> str:
    """Rows of cells as a table, the first as its head."""
    lines = ["| " + " | ".join(cell.replace("|", "/") for cell in row) + " |" for row in rows]
    return "\n".join([*lines[:1], *("|---" * len(row) + "|" for row in rows[:1]), *lines[1:]])


def find_excess(archive: zipfile.ZipFile, is_text: Callable[[str], bool]) -> str:
    """What is wrong with an archive whose texts, told by their names, are too large; "" where they are not."""
    large = sum(part.file_size for part in archive.infolist() if is_text(part.filename)) > UNPACKED
    return f"is larger than {UNPACKED // 1_000_000} MB when it is unpacked; split it" if large else ""
