"""JSON lines in, JSON lines out: the three stages alone, for scorers and pipelines."""

from __future__ import annotations

import json
import re
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict
from queue import Queue
from threading import Thread
from typing import Any, TextIO, TypeVar

from timeline.calendar import day_of
from timeline.model import Mention, Timex
from timeline.problems import Failure

T = TypeVar("T")
GROUP = 16  # documents that are worked on together at most
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
        if dct is not None and not (isinstance(dct, str) and (day := DAY.match(dct)) and day_of(*map(int, day.group().split("-")))):
            raise Failure(f'line {number} of the input: "dct" is a day like "2021-08-15", or null')
        yield value


def answer(groups: Iterable[Sequence[dict[str, Any]]], work: Callable[[Sequence[dict[str, Any]]], Iterable[dict[str, Any]]], out: TextIO = sys.stdout) -> None:
    """One answer a document, with the seconds that the work took: its share, by the length of the texts, where several were worked on together."""
    for some in groups:
        begin = time.perf_counter()
        try:
            results = list(work(some))
        except Exception:
            if len(some) == 1:
                raise
            answer(([document] for document in some), work, out)  # a document that fails takes no other's answer along
            continue
        spent = (time.perf_counter() - begin) / max(1, sum(len(d["text"]) for d in some))
        for document, result in zip(some, results, strict=True):
            out.write(json.dumps({"id": document["id"], **result, "seconds": spent * len(document["text"])}, ensure_ascii=False) + "\n")
        out.flush()


def together(items: Iterator[T]) -> Iterator[list[T]]:
    """Items in groups of all that came in while the group before was worked on, so that who waits for each answer gets it at once."""
    waiting: Queue[T | None] = Queue(GROUP)
    errors: list[Exception] = []

    def read() -> None:
        try:
            for item in items:
                waiting.put(item)
        except Exception as error:  # told where the items are worked on
            errors.append(error)
        waiting.put(None)

    Thread(target=read, daemon=True).start()
    while (item := waiting.get()) is not None:
        some = [item]
        while not waiting.empty() and (item := waiting.get()) is not None:
            some.append(item)
        yield some
        if item is None:
            break
    if errors:
        raise errors[0]


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
