"""What servers answer, for the two commands that ask any: whole, and bounded in size and time."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import httpx


class TooLarge(Exception):
    """An answer has more bytes than were allowed."""


class TooSlow(Exception):
    """An answer did not come whole in time."""


def whole(response: httpx.Response, most: int, end: float) -> bytes:
    """The bytes of an answer that is being streamed: at most so many, and until that moment of :func:`time.monotonic`, however slowly they drip."""
    raw = b""
    for part in response.iter_bytes():
        raw += part
        if len(raw) > most:
            raise TooLarge
        if time.monotonic() > end:
            raise TooSlow
    return raw
