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


def read_lines(source: TextIO) -> Iterator[dict[str, Any]]:
    """The objects of a stream; blank lines are skipped. A line that is no object gives one with ``error``."""
    for number, line in enumerate(source, 1):
        if not line.strip():
            continue
        try:
            value = json.loads(line)
        except (ValueError, RecursionError) as error:
            yield {"id": None, "error": f"line {number} of the input is not JSON: {error}"}
            continue
        why = find_fault(value)
        yield {"id": value.get("id") if isinstance(value, dict) else None, "error": f"line {number} of the input {why}"} if why else value


def find_fault(value: Any) -> str:
    """What an object of the input lacks; "" for nothing."""
    if not isinstance(value, dict) or not isinstance(value.get("text"), str) or "id" not in value:
        return 'needs "id" and "text"'
    dct = value.get("dct")
    if dct is not None and not (isinstance(dct, str) and (day := DAY.match(dct)) and day_of(*map(int, day.group().split("-")))):
        return 'has no day as "dct": it is like "2021-08-15", or null'
    return ""


def require_all(items: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """The same objects. Raises :class:`Failure` for the first that has an ``error``."""
    for item in items:
        if "error" in item:
            raise Failure(item["error"])
        yield item


def answer(groups: Iterable[Sequence[dict[str, Any]]], work: Callable[[Sequence[dict[str, Any]]], Iterable[dict[str, Any]]], out: TextIO = sys.stdout) -> int:
    """One answer a document, with the seconds that the work took: its share, by the length of the texts, where several were worked on together.

    Where there is none, the answer has an ``error`` that also goes to standard error, and the others go on; returns how many there were.
    """
    failed = 0
    for some in groups:
        sound = [d for d in some if "error" not in d]
        begin = time.perf_counter()
        try:
            results = list(work(sound)) if sound else []
        except Exception as error:
            if len(some) > 1:
                failed += answer(([document] for document in some), work, out)  # a document that fails takes no other's answer along
                continue
            some, results = [{**some[0], "error": f"{type(error).__name__}: {error}; please report it with the text"}], []
        spent = (time.perf_counter() - begin) / max(1, sum(len(d["text"]) for d in sound))
        found = iter(results)
        for document in some:
            row = {"error": document["error"]} if "error" in document else {**next(found), "seconds": spent * len(document["text"])}
            if "error" in document:
                failed += 1
                sys.stderr.write(f"timeline: {document['error']}\n")
            out.write(json.dumps({"id": document["id"], **row}, ensure_ascii=False) + "\n")
        out.flush()
    return failed


def batch_waiting(items: Iterator[T]) -> Iterator[list[T]]:
    """Items in batches: all that arrived while the batch before was worked on, so that a caller who waits for each
    answer gets it at once.
    """
    waiting: Queue[T | None] = Queue(GROUP)
    errors: list[Exception] = []

    def read() -> None:
        try:
            for item in items:
                waiting.put(item)
        except Exception as error:  # reported where the items are worked on
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
