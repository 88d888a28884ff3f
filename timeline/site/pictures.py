"""Pictures of events: those that lie in content/images/, made no larger than a page shows them and without what a camera wrote into them (the place, its number)."""

from __future__ import annotations

import io
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from PIL import Image, ImageOps

from timeline.problems import Failure
from timeline.view.event import EventView

WIDEST = 1200  # pixels
LARGEST = 80_000_000  # pixels that are opened
FORMATS = ("PNG", "JPEG", "WEBP", "GIF")


class PublishedPicture(NamedTuple):
    """A picture as it is published: its bytes, and its size in pixels."""

    data: bytes
    width: int
    height: int


class NoPicture(Failure):
    """A file in content/images/ is no picture."""


def load(content: Path, events: Iterable[EventView]) -> dict[str, PublishedPicture]:
    """The pictures that events name, by file name.

    One that is missing is left out; ``timeline check`` reports it. Raises :class:`NoPicture`.
    """
    there = content / "images"
    wanted = sorted({e.image.file for e in events if e.image and "/" not in e.image.file})
    return {name: prepare_picture(there / name) for name in wanted if (there / name).is_file() and not (there / name).is_symlink()}


def prepare_picture(path: Path) -> PublishedPicture:
    """One picture for the site.

    A small file without camera notes keeps its bytes; others are made smaller and stripped of their notes.
    """
    data = path.read_bytes()
    try:
        with Image.open(io.BytesIO(data), formats=FORMATS) as picture:
            if picture.width * picture.height > LARGEST:
                raise NoPicture(f"{path}: {picture.width} × {picture.height} pixels are more than a page can show; save it smaller")
            if picture.width <= WIDEST and not picture.getexif() and "exif" not in picture.info:
                return PublishedPicture(data, picture.width, picture.height)
            upright = ImageOps.exif_transpose(picture)
            upright.thumbnail((WIDEST, WIDEST * 4))
            out = io.BytesIO()
            upright.save(out, picture.format, quality=85)
            return PublishedPicture(out.getvalue(), upright.width, upright.height)
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise NoPicture(f"{path}: this cannot be read as a picture ({error}); save it as PNG, JPEG, WebP or GIF") from None
