"""Any order of what people, articles and cut power do to a project, against a model: nothing of a person's is lost, nothing thrown out comes back."""

from __future__ import annotations

import contextlib
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from timeline import extract
from timeline.problems import Failure
from timeline.store import byhand, files
from timeline.store.events import base_path
from timeline.store.nodes import load
from timeline.store.rejected import restore

pytest.importorskip("spacy")
FRONT = "---\ntitle: A report\npublished: {published}\npublisher: {publisher}\n---\n{text}\n"
# Each article as it stands, with a typo mended, with a sentence more, and with another day of publication.
ARTICLES = {
    "2024-06-14-a": [
        ("2024-06-14", "The council approved the new harbour bridge on Tuesday. Engineers from Oslo inspected the old pier on 14 May. A barge struck the north quay on 3 June."),
        ("2024-06-14", "The council approved the new harbour bridge on Tuesday, officials said. Engineers from Oslo inspected the old pier on 14 May. A barge hit the quay on 3 June."),
        ("2024-06-14", "The council approved the new harbour bridge on Tuesday. The mayor opened the library on Monday. Engineers from Oslo inspected the old pier on 14 May."),
        ("2024-06-21", "The council approved the new harbour bridge on Tuesday. Engineers from Oslo inspected the old pier on 14 May. A barge struck the north quay on 3 June."),
    ],
    "2024-06-20-b": [
        ("2024-06-20", "The council approved the new harbour bridge on 11 June. A barge struck the north quay on 3 June."),
        ("2024-06-20", "The council approved the new bridge in the harbour on 11 June. A barge struck the north quay on 3 June."),
    ],
}
OPS = ("add", "reject", "restore", "join", "split", "edit", "delete", "rename", "move", "break", "mend", "article", "run", "kill", "layout", "call")
steps = st.lists(st.tuples(st.sampled_from(OPS), st.integers(0, 11), st.integers(0, 11)), max_size=6)
MOVED = "-moved"
known: dict[str, object] = {}


class Killed(BaseException):
    """The process died."""


def remembered(documents):
    """What the articles say, parsed once for all cases."""
    for d in documents:
        if f"{d}" not in known:
            known[f"{d}"] = READ([d])[0]
    return [known[f"{d}"] for d in documents]


READ = extract.read_some


class Model:
    """A project with what must hold of it."""

    def __init__(self, root: Path) -> None:
        self.seeds, self.content = root / "seeds", root / "content"
        self.marks: dict[str, Path] = {}  # a person's words -> the file that got them
        self.thrown: dict[str, set[tuple[str, ...]]] = {}  # event -> its findings
        self.broken: dict[Path, bytes] = {}
        self.seeds.mkdir()
        self.variant = dict.fromkeys(ARTICLES, 0)
        self.name = {k: k for k in ARTICLES}
        self.texts: dict[str, int] = {}  # as the last whole run read them
        self.write("2024-06-14-a")
        self.run()

    def write(self, name: str) -> None:
        published, text = ARTICLES[name][self.variant[name] % len(ARTICLES[name])]
        (self.seeds / f"{self.name[name]}.md").write_text(FRONT.format(published=published, publisher=name, text=text))

    def run(self, at: int = 0) -> extract.Summary | None:
        """Extract; killed at a write where ``at`` is given."""
        whole, count = files.write, 0

        def write(path, text, was=None):
            nonlocal count
            count += 1
            if count == at:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.with_name(f".{path.name}.1.part").write_text(text[: len(text) // 2])
                raise Killed
            return whole(path, text, was)

        files.write, extract.read_some = write, remembered
        try:
            found = extract.run(self.seeds, self.content)
            self.texts = dict(self.variant)
            return found
        except Killed:
            return None
        finally:
            files.write, extract.read_some = whole, READ

    def files(self) -> list[Path]:
        return sorted((self.content / "events").rglob("*.yaml"))

    def pick(self, n: int) -> Path | None:
        there = self.files()
        return there[n % len(there)] if there else None

    def findings(self, path: Path) -> set[tuple[str, ...]]:
        return {short(s) for s in load(path).source_values()}

    def do(self, op: str, a: int, b: int) -> None:
        """One step; what the tool refuses with a word of why changes nothing."""
        if op in ("article", "call", "run", "kill", "add", "mend"):
            return getattr(self, f"do_{op}")(a, b)
        path = self.pick(a)
        if op == "restore":
            return self.do_restore(a, b)
        if path is not None and (path not in self.broken or op in ("delete", "move", "rename")):
            getattr(self, f"do_{op}")(path, b)
        return None

    def do_article(self, a: int, b: int) -> None:
        name = list(ARTICLES)[a % 2]
        self.variant[name] = b
        self.write(name)

    def do_call(self, a: int, b: int) -> None:
        """An article gets another name, and nothing else of it changes."""
        name = list(ARTICLES)[a % 2]
        if b % 3:
            self.run()  # else what was deleted before is found to be so together with the new name
        elif self.texts != self.variant:
            return  # text and name at once is another article
        path = self.seeds / f"{self.name[name]}.md"
        self.name[name] = f"{name}{MOVED * (b % 2)}"
        if path.exists():
            path.rename(self.seeds / f"{self.name[name]}.md")
        self.run()

    def do_run(self, a: int, b: int) -> None:
        self.run()

    def do_kill(self, a: int, b: int) -> None:
        self.run(1 + a)

    def do_add(self, a: int, b: int) -> None:
        mark = f"Added by hand number {len(self.marks)}"
        self.marks[mark] = byhand.add(self.content, mark, "2024-06")

    def do_reject(self, path: Path, b: int) -> None:
        record = load(path)
        findings = self.findings(path)
        byhand.reject_event(self.content, str(record.get("id")), "not ours")
        self.thrown.setdefault(str(record.get("id")), set()).update(findings)

    def do_restore(self, a: int, b: int) -> None:
        if self.thrown:
            k = sorted(self.thrown)[a % len(self.thrown)]
            if restore(self.content, k):
                del self.thrown[k]

    def do_join(self, path: Path, b: int) -> None:
        other = self.pick(b)
        if other not in (path, None) and other not in self.broken:
            byhand.join(self.content, str(load(path).get("id")), str(load(other).get("id")))

    def do_split(self, path: Path, b: int) -> None:
        n = len(load(path).sources)
        if n > 1:
            byhand.split(self.content, str(load(path).get("id")), [1 + b % n])

    def do_edit(self, path: Path, b: int) -> None:
        record = load(path)
        if b % 2 and not record.get("note"):
            mark = f"noted by hand number {len(self.marks)}"
            path.write_text(path.read_text().replace("\nstatus:", f"\nnote: {mark}\nstatus:", 1))
        else:
            mark = f"Titled by hand number {len(self.marks)}"
            old = str(record.get("title"))
            self.marks.pop(old, None)
            path.write_text(path.read_text().replace(old, mark, 1))
        self.marks[mark] = path

    def do_layout(self, path: Path, b: int) -> None:
        text = path.read_text()
        mark = f"# a comment {len(self.marks)}"
        path.write_bytes((text.replace("\n", "\r\n") if b % 3 == 0 else "\ufeff" + text if b % 3 == 1 and text[0] != "\ufeff" else text + mark + "\n").replace("\r\r", "\r").encode())

    def do_delete(self, path: Path, b: int) -> None:
        raw = self.broken.pop(path, None)
        if raw is not None:
            path.write_bytes(raw)
        words = path.read_text()
        self.marks = {mark: p for mark, p in self.marks.items() if mark not in words}
        k = str(load(path).get("id"))
        if base_path(self.content, k).exists():  # else a killed run left it half made, and the next one makes it: docs/trust.md
            self.thrown.setdefault(k, set()).update(self.findings(path))
        path.unlink()

    def do_rename(self, path: Path, b: int) -> None:
        self.moved(path, path.with_name(f"renamed-{b}-{path.name}"))

    def do_move(self, path: Path, b: int) -> None:
        self.moved(path, self.content / "events" / str(1990 + b) / path.name)

    def moved(self, path: Path, to: Path) -> None:
        to.parent.mkdir(exist_ok=True)
        path.rename(to)
        if path in self.broken:
            self.broken[to] = self.broken.pop(path)

    def do_break(self, path: Path, b: int) -> None:
        raw = path.read_bytes()
        path.write_bytes([raw.replace(b"status:", b"status", 1), raw + b"\xff\n", b"<<<<<<< HEAD\n" + raw, raw[: len(raw) // 2] + b"\t\x00"][b % 4])
        if load(path).errors:
            self.broken[path] = raw
        else:
            path.write_bytes(raw)

    def do_mend(self, a: int, b: int) -> None:
        for path, raw in self.broken.items():
            if path.exists():
                path.write_bytes(raw)
        self.broken = {}


def short(source) -> tuple[str, ...]:
    """What stays the same of a finding when its sentence is reworded."""
    return str(source.get("article")).removesuffix(MOVED), str(source.get("trigger")), str(source.get("expression"))


def tree(content: Path) -> dict[str, bytes]:
    return {str(p.relative_to(content)): p.read_bytes() for p in sorted(content.rglob("*")) if p.is_file() and not p.name.startswith(".")}


def untouched(content: Path, before: dict[Path, bytes]) -> bool:
    return all(p.read_bytes() == raw for p, raw in before.items() if p.exists())


@settings(max_examples=settings.default.max_examples // 2 if settings.default.max_examples < 10_000 else 10_000, suppress_health_check=list(HealthCheck))
@given(steps)
def test_nothing_of_a_persons_is_lost_and_nothing_thrown_out_comes_back(done):
    with tempfile.TemporaryDirectory() as folder:
        m = Model(Path(folder))
        for op, a, b in done:
            broken = {p: p.read_bytes() for p in m.broken}
            with contextlib.suppress(Failure):  # refused, with a word of why
                m.do(op, a, b)
            if op in ("run", "kill"):
                assert untouched(m.content, broken)
        m.do_mend(0, 0)
        m.run()
        m.run()
        whole = tree(m.content)
        found = m.run()
        assert tree(m.content) == whole, "a run that had nothing to do changed something"
        assert not any(name.endswith(".part") for name in whole)
        everything = "\n".join(raw.decode("utf-8", "replace") for raw in whole.values())
        for mark in m.marks:
            assert mark in everything, f"lost: {mark}"
        records = [load(p) for p in m.files()]
        assert [r.path for r in records if r.errors] == []
        ids = [r.get("id") for r in records]
        assert len(ids) == len(set(ids))
        have = [short(s) for r in records for s in r.source_values()]
        assert len(have) == len(set(have)), "a finding lives in two events"
        thrown = {f for of in m.thrown.values() for f in of}
        assert not thrown & set(have), "what was thrown out came back"
        with tempfile.TemporaryDirectory() as other:
            fresh = Model.__new__(Model)
            fresh.seeds, fresh.content, fresh.variant = m.seeds, Path(other), {}
            fresh.run()
            told = {f for p in fresh.files() for f in fresh.findings(p)}
        assert told - thrown <= set(have), "what an article tells has no event"
        assert found is not None
