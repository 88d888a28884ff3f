"""The picture that a link to the site shows elsewhere: title, time and a strip of bars, 1200 by 630 pixels, drawn without a browser."""

from __future__ import annotations

import io
import math
from collections.abc import Iterable, Sequence
from functools import cache

from PIL import Image, ImageDraw, ImageFont

from timeline.site.layout import Site, month_name
from timeline.site.strip import make_strip
from timeline.view.event import EventView

HOME = "previews/home.png"
SIZE, EDGE = (1200, 630), 72
GROUND, INK, SOFT, SURE = "#fbf8f1", "#1d2733", "#525e6b", "#1b5e5a"
UNKNOWN = "\uffff"  # a character that no font has


def preview_path(year: int, month: int) -> str:
    """Where the picture of a month lies, from the root of the site."""
    return f"previews/{year:04d}-{month:02d}.png"


def pictures(site: Site) -> Iterable[tuple[str, bytes]]:
    """Paths and bytes of the pictures of the home page and of each month; none on a site without an address."""
    if not site.url or not site.dated:
        return
    key = [v.event for v in site.key_events]
    yield HOME, draw_preview(site.timeline.title, site.description, site.dated, key)
    for (year, month), events in site.months.items():
        best = sorted(events, key=lambda e: (e.importance != "key", -len(e.articles), e.sort))[:1]
        if year > 0:
            yield preview_path(year, month), draw_preview(month_name(year, month), best[0].title if best else "", [e for e in events if e.span], [])


def draw_preview(title: str, below: str, events: Sequence[EventView], key: Sequence[EventView]) -> bytes:
    """One picture as PNG. A line with letters that the font lacks is left out."""
    picture = Image.new("RGB", SIZE, GROUND)
    pen = ImageDraw.Draw(picture)
    pen.rectangle((0, 0, SIZE[0], 14), fill=SURE)
    y = EDGE
    for words, size, colour, most in ((title, 64, INK, 3), (below, 34, SOFT, 2)):
        for line in wrap_words(words, size, SIZE[0] - 2 * EDGE)[:most] if words and is_legible(words) else ():
            pen.text((EDGE, y), line, font=font(size), fill=colour)
            y += round(size * 1.25)
        y += 18
    axis = make_strip(events, key)
    foot, high = SIZE[1] - EDGE, max(60, min(220, SIZE[1] - EDGE - y))
    wide = SIZE[0] - 2 * EDGE
    pen.line((EDGE, foot, SIZE[0] - EDGE, foot), fill=SOFT, width=3)
    for b in axis.bars:
        if b.n:
            left = EDGE + wide * b.left / 100
            pen.rectangle((left, foot - high * b.height / 100, left + max(3, math.floor(wide * b.width / 100) - 3), foot - 2), fill=SURE)
    out = io.BytesIO()
    picture.quantize(32).save(out, "PNG", optimize=True)
    return out.getvalue()


@cache
def font(size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    """The font that Pillow brings, Latin letters only."""
    return ImageFont.load_default(size)


def is_legible(words: str) -> bool:
    """Whether the font has every letter."""
    none = bytes(font(20).getmask(UNKNOWN))
    return all(c == " " or bytes(font(20).getmask(c)) != none for c in set(words))


def wrap_words(words: str, size: int, width: int) -> list[str]:
    """Lines that fit a width in pixels; words that do not fit are left out."""
    lines = [""]
    for word in words.split():
        longer = f"{lines[-1]} {word}".strip()
        if font(size).getlength(longer) <= width or not lines[-1]:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines
