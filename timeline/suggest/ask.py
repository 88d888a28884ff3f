"""One question to a language model through the interface that Ollama, llama.cpp, vLLM and most services speak (``POST …/chat/completions``), and its answer."""

from __future__ import annotations

import json
import os
import re
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from timeline.problems import Failure
from timeline.read.text import clean
from timeline.settings import NAME, Settings
from timeline.web import TooLarge, TooSlow, whole

if TYPE_CHECKING:
    import httpx

LARGEST = 100_000  # bytes of an answer
SECONDS = 600.0  # for a whole answer: a large model on a small machine is slow
TRIES = 3  # of a question that the model was too busy for
LONGEST_WAIT = 60.0  # seconds between them, whatever the server asks for
LONGEST = 200  # characters of a title
FENCED = re.compile(r"^```(?:json)?\s*(.*?)\s*```$", re.DOTALL)
THOUGHT = re.compile(r"<think>.*?</think>", re.DOTALL)  # what some models say to themselves first
INSTALL = "asking a model needs the package httpx: pip install httpx"


class NoAnswer(Exception):
    """This one question got no answer that can be used; the message says why. The next may."""


class Unreachable(Failure):
    """No question can be asked; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Model:
    """Where a model answers, its name, and the key that the service asks for ("" for none)."""

    url: str
    name: str
    key: str = field(default="", repr=False)

    def body(self, messages: Sequence[Mapping[str, str]], schema: Mapping[str, Any]) -> dict[str, Any]:
        """What is sent: the same question gives the same answer as far as the model lets it."""
        form = {"type": "json_schema", "json_schema": {"name": "title", "strict": True, "schema": dict(schema)}}
        return {"model": self.name, "messages": list(messages), "temperature": 0, "seed": 1, "max_tokens": 1000, "response_format": form}


def chosen(settings: Settings, environment: Mapping[str, str] = os.environ) -> Model:
    """The model that the project or the environment names. Raises :class:`Unreachable` where none is."""
    url, name = environment.get("TIMELINE_MODEL_URL") or settings.model_url, environment.get("TIMELINE_MODEL") or settings.model
    if not url or not name:
        lacking = "model_url" if not url else "model"
        raise Unreachable(f"no model is set: write {lacking} into {NAME} (docs/audit.md has an example), or set TIMELINE_MODEL{'_URL' if not url else ''}")
    if not re.match(r"https?://[^/\s]", url):
        raise Unreachable(f'model_url: "{url}" is not an address; write it like http://127.0.0.1:11434/v1')
    return Model(url.rstrip("/"), name, environment.get("TIMELINE_MODEL_KEY", ""))


def client() -> httpx.Client:
    """What asks: no redirect is followed, so that a question and its key go where they were sent."""
    try:
        import httpx
    except ImportError:
        raise Unreachable(INSTALL) from None
    return httpx.Client(timeout=httpx.Timeout(SECONDS, connect=10), follow_redirects=False, trust_env=False)


def ask(by: httpx.Client, model: Model, body: Mapping[str, Any], wait: Callable[[float], None] = time.sleep) -> str:
    """What the model said, as text. Raises :class:`NoAnswer` for this question, :class:`Unreachable` where no other would fare better."""
    import httpx

    headers = {"Authorization": f"Bearer {model.key}"} if model.key else {}
    for tried in range(1, TRIES + 1):
        try:
            status, asked, raw = exchange(by, f"{model.url}/chat/completions", body, headers)
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.UnsupportedProtocol, httpx.InvalidURL) as error:
            raise Unreachable(f"nothing answers at {model.url} ({error}); start the model, or correct model_url") from None
        except httpx.TimeoutException:
            raise NoAnswer(f"no answer within {SECONDS:.0f} seconds") from None
        except httpx.HTTPError as error:
            raise NoAnswer(f"the connection broke off ({type(error).__name__})") from None
        if status in (429, 503) and tried < TRIES:
            wait(min(LONGEST_WAIT, asked if asked is not None else 2.0**tried))
            continue
        return read_answer(status, raw, model)
    raise AssertionError


def exchange(by: httpx.Client, url: str, body: Mapping[str, Any], headers: Mapping[str, str]) -> tuple[int, float | None, bytes]:
    """Status, seconds to wait that the server asks for, and the bytes of the answer; bounded in size and time, however slowly they come."""
    end = time.monotonic() + SECONDS
    with by.stream("POST", url, json=body, headers=dict(headers)) as response:
        try:
            raw = whole(response, LARGEST, end)
        except TooLarge:
            raise NoAnswer(f"the answer is longer than {LARGEST} bytes") from None
        except TooSlow:
            raise NoAnswer(f"no complete answer within {SECONDS:.0f} seconds") from None
        after = response.headers.get("Retry-After", "")
        return response.status_code, float(after) if after.isdigit() else None, raw


def read_answer(status: int, raw: bytes, model: Model) -> str:
    """The text of an answer by its status."""
    why = find_reason(raw)
    if status in (401, 403):
        raise Unreachable(f"{model.url} wants a key ({status}{why}); set TIMELINE_MODEL_KEY")
    if status == 404:
        raise Unreachable(f"{model.url} has no model “{model.name}”, or the address should end in /v1 (404{why})")
    if 300 <= status < 400:
        raise Unreachable(f"{model.url} redirects the question ({status}), which is not followed; write the new address as model_url")
    if status != 200:
        raise NoAnswer(f"the model failed ({status}{why})")
    try:
        text = json.loads(raw.decode("utf-8"))["choices"][0]["message"]["content"]
    except (ValueError, LookupError, TypeError, RecursionError):
        raise NoAnswer("the answer is not what this interface gives") from None
    if not isinstance(text, str) or not text.strip():
        raise NoAnswer("the answer is empty")
    return text


def find_reason(raw: bytes) -> str:
    """What a server says of its failure, on one short line."""
    text = " ".join(clean(raw[:LONGEST].decode("utf-8", "replace")).split())
    return f": {text}" if text else ""


def title(text: str, candidates: Sequence[str]) -> str:
    """The title in an answer: its own words, or the candidate that it numbers. Raises :class:`NoAnswer` for anything else."""
    bare = THOUGHT.sub("", text).strip()
    fenced = FENCED.match(bare)
    try:
        found = json.loads(fenced[1] if fenced else bare)
    except (ValueError, RecursionError):
        raise NoAnswer("the answer is not the JSON that was asked for") from None
    given = found.get("title") if isinstance(found, dict) else None
    if isinstance(given, int) and not isinstance(given, bool):
        given = str(given)
    if not isinstance(given, str) or not given.strip():
        raise NoAnswer("the answer has no title")
    if re.fullmatch(r"\s*\d{1,2}\s*", given):
        n = int(given)
        if not 1 <= n <= len(candidates):
            raise NoAnswer(f"there is no candidate {n}")
        return candidates[n - 1]
    if len(given) > LONGEST or "\n" in given.strip() or clean(given) != given:
        raise NoAnswer(f"the title is not one line of at most {LONGEST} characters")
    return " ".join(given.split()).strip('“”"').rstrip(".")
