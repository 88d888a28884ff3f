"""From the events that lack a title to ``content/suggestions.yaml``: asked once, kept, and audited against the event's own sentences."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from timeline.audit.claims import Claim
from timeline.audit.support import SUPPORTED
from timeline.audit.verdicts import audit
from timeline.mention import gate
from timeline.mention.title import Title
from timeline.model import Document
from timeline.store import files
from timeline.store.suggestions import FILE, Suggestion
from timeline.suggest.ask import Model, NoAnswer, ask, client, title
from timeline.suggest.question import ANSWER, Question


@dataclass(frozen=True, slots=True)
class Answered:
    """A question with the title that a model gave, or why there is none; ``kept`` where the answer is from an earlier
    run.
    """

    question: Question
    title: str = ""
    why_not: str = ""
    kept: bool = False


def answers(content: Path, asked: Iterable[Question], model: Model, *, wait: Callable[[float], None] | None = None) -> Iterator[Answered]:
    """An answer to each question, from the kept ones or from the model, which is only then connected to."""
    with ExitStack() as stack:
        by: Any = None
        for q in asked:
            body = model.body(q.messages, ANSWER)
            path = place(content, body)
            text = read_kept(path)
            kept = text is not None
            try:
                if text is None:
                    by = by or stack.enter_context(client())
                    text = ask(by, model, body, **({"wait": wait} if wait else {}))
                    files.write(path, json.dumps({"model": model.name, "event": q.event, "answer": text}, ensure_ascii=False, indent=1) + "\n")
                yield Answered(q, title(text, q.candidates), kept=kept)
            except NoAnswer as why:
                yield Answered(q, why_not=str(why), kept=kept)


def place(content: Path, body: dict[str, Any]) -> Path:
    """Where the answer to a question is kept: by all that was sent, the model's name included."""
    digest = hashlib.sha256(json.dumps(body, ensure_ascii=False, sort_keys=True).encode("utf-8")).hexdigest()
    return content / "extracted" / "answers" / f"{digest[:32]}.json"


def read_kept(path: Path) -> str | None:
    """A kept answer; None where there is none that can be read: then the model is asked again."""
    try:
        found = json.loads(files.read(path))
    except (OSError, ValueError, RecursionError, files.NotText):
        return None
    answer = found.get("answer") if isinstance(found, dict) else None
    return answer if isinstance(answer, str) else None


def check_titles(given: Sequence[Answered], documents: Sequence[Document], model: Model) -> list[Suggestion]:
    """Each title with its verdict: it stands only where it looks like a title and one of the event's own sentences
    supports it with the event's own date.
    """
    titled = [a for a in given if a.title]
    claims = [Claim(FILE, n, a.title, a.question.date, (), a.question.articles) for n, a in enumerate(titled, 1)]
    lines = dict(zip((id(a) for a in titled), audit(claims, documents), strict=True)) if titled else {}
    out = []
    for a in given:
        q, line = a.question, lines.get(id(a))
        why = a.why_not
        if line is not None:
            if not gate.looks_like_title(Title(a.title, "clause")):
                why = "it does not look like a title"
            elif line.verdict != SUPPORTED:
                why = f"{line.verdict}: {line.reason}"
            elif line.quote not in q.quotes:
                why = "another sentence than the event's own says so"
        support = line if line is not None and not why else None
        out.append(Suggestion(q.event, a.title, q.title, model.name, support.article if support else "", support.quote if support else "", why))
    return out
