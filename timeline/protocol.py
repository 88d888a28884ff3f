"""JSON lines in, JSON lines out: the three stages alone, for scorers and pipelines."""

from __future__ import annotations

import json
import re
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict
from typing import Any, TextIO

from timeline.model import Mention, Timex
from timeline.problems import Failure

DAY = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])")


def lines(source: TextIO) -> Iterator[dict[str, Any]]:
    """The objects of a stream; blank lines are skipped. Raises :class:`Failure` with the line number for what is none."""
    for number, line in enumerate(source, 1):
        if not line.strip():
            continue
        try:
            value = json.loads(line)
        except ValueError as error:
            raise Failure(f"line {number} of the input is not JSON: {error}") from None
        if not isinstance(value, dict) or not isinstance(value.get("text"), str) or "id" not in value:
            raise Failure(f'line {number} of the input needs "id" and "text"')
        dct = value.get("dct")
        if dct is not None and not (isinstance(dct, str) and DAY.match(dct)):
            raise Failure(f'line {number} of the input: "dct" is a day like "2021-08-15", or null')
        yield value


def answer(source: TextIO, work: Callable[[dict[str, Any]], dict[str, Any]], out: TextIO = sys.stdout) -> None:
    """One answer a document, with the seconds that the work took."""
    for document in lines(source):
        begin = time.perf_counter()
        result = work(document)
        seconds = time.perf_counter() - begin
        out.write(json.dumps({"id": document["id"], **result, "seconds": seconds}, ensure_ascii=False) + "\n")
        out.flush()


def timexes(found: Iterable[Timex]) -> list[dict[str, Any]]:
    """Timex values as plain objects."""
    return [asdict(t) for t in found]


def mentions(found: Iterable[Mention]) -> list[dict[str, Any]]:
    """Mentions as the protocol wants them: one object an event and expression, used or not."""
    return [
        {
            "title": m.title, "date": m.date, "length": m.length, "status": m.status, "trigger": {"start": m.trigger[0], "end": m.trigger[1]},
            "timex": {"start": m.timex.start, "end": m.timex.end}, "speaker": m.speaker, "people": list(m.people), "places": list(m.places),
            "needs": m.needs, "how": m.how, "unused": m.unused,
        }
        for m in found
    ]  # fmt: skip
