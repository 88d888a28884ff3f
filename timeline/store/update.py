"""What an extraction changes in the event files: new ones are written, known ones merged, deleted ones kept away."""

from __future__ import annotations

import hashlib
import os
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz

from timeline.model import Event
from timeline.problems import Problem
from timeline.store import articles, conflicts, files
from timeline.store.events import LazyFiles, base_path, find_free_id, id_of, load_each, lower_certainty
from timeline.store.merge3 import Conflict, identity, is_locked, three_way
from timeline.store.nodes import Record, load, parse
from timeline.store.rejected import UNFIT, bring_back, load_rejected, reject
from timeline.store.rejected import find_restored as back_again
from timeline.store.write import MODELINE, NotMeant, new_file, place

CLOSE, APART = 75, 8  # likeness of two quotations (0 to 100), and how much closer the closest must be
MANY, SHARE = 5, 0.1  # event files that are gone, and their share of all, from which a person is asked


@dataclass(slots=True)
class Outcome:
    """What an extraction did, by event id."""

    new: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    rejected: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)  # no article tells of them any more
    conflicts: list[Conflict] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    minor: int = 0  # new events that are not worth a file of their own
    ids: dict[str, str] = field(default_factory=dict)  # proposed id -> the id that the event has


def data_of(event: Event) -> dict[str, Any]:
    """An event as the fields of its file."""
    return {
        "id": event.id, "title": event.title, "date": event.date, "length": event.length, "status": event.status, "certainty": event.certainty,
        "people": list(event.people), "organisations": list(event.organisations), "places": list(event.places),
        "importance": "" if event.importance == "normal" else event.importance, "needs": event.needs,
        "sources": [
            {
                "article": s.article, "quote": s.quote, "expression": s.expression, "trigger": s.trigger, "occurrence": str(s.occurrence) if s.occurrence > 1 else "",
                "date": "" if s.date.startswith("P") else s.date, "length": s.date if s.date.startswith("P") else "", "how": s.how, "date_confidence": s.date_confidence,
                "status": s.status, "speaker": s.speaker,
            }
            for s in event.sources
        ],
    }  # fmt: skip


def update(content: Path, events: Iterable[Event], *, dry: bool = False, minor: bool = False, confirm: bool = False) -> Outcome:
    """Merge what the machine says now into the event files. A person's bytes are never lost; see :mod:`timeline.store.merge3`.

    ``events`` are gone through several times; event files are read one at a time.
    """
    out = Outcome()
    records: LazyFiles[Record] = LazyFiles(load)
    base: LazyFiles[dict[str, Any]] = LazyFiles(lambda path: load(path).data())
    owner: dict[bytes, str] = {}  # digest of a finding -> the event that has it
    broken: set[str] = set()
    same_as: dict[str, str] = {}
    taken_out: dict[bytes, str] = {}  # a finding that a person took out of an event that lives on -> that event
    if not dry:
        for k in back_again(content):
            bring_back(content, k)
            out.problems.append(Problem(str(content / "rejected.yaml"), 0, 0, f"{k} is not in it any more: its file came back as it was", severity="warning", code="came-back"))
    left_off = {p.stem: p for p in sorted((content / "extracted" / "events").glob("*.yaml")) if not UNFIT.search(p.stem)}  # what the machine wrote last
    touched: set[str] = set()
    for r in load_each(content):
        k = str(r.get("id") or r.path.stem)
        records.places[k] = (r.path, r.shown)
        owner.update((digest(identity(s)), k) for s in r.source_values())
        same_as.update((other, k) for other in r.get("same_as", []) or [])
        out.problems += r.errors
        if r.errors:
            broken |= {k, r.path.stem}
        if k in left_off and not r.problems and is_untouched(r, left_off[k]):
            base.places[k] = (left_off[k],)
        elif k in left_off and not r.errors and not is_locked(r, "sources"):
            touched.add(k)
    for k, path in reversed(left_off.items()):
        if k not in base and not (b := load(path)).problems:
            base.places[k] = (path,)
            for s in b.source_values():
                owner.setdefault(digest(identity(s)), k)
            if k in touched:
                taken_out.update((d, k) for d in find_removed_findings(b.data(), records[k]))
    taken_out = {d: k for d, k in taken_out.items() if owner[d] == k}  # one that was moved to another file is there
    gone_ids, thrown_out = load_rejected(content)
    gone = {digest(g) for g in thrown_out}
    # Only an event whose file is gone was joined; where both files are there, the check tells how to join them.
    joined = {other: k for other, k in same_as.items() if other not in records}
    missing = [k for k in sorted(set(base) - set(records) - broken - gone_ids) if not joined.get(k)]
    missing = [k for k in missing if not any(owner.get(digest(identity(s)), k) != k for s in base[k].get("sources") or [])]  # its finding lives in a file of another name
    why, code = "", ""
    if missing and (unseen := find_reason_to_doubt(content, out.problems)):
        why, code = f"{len(missing)} event{'s were' if len(missing) > 1 else ' was'} not seen, and {unseen}; nothing is taken for deleted in this run", "not-deleted"
    elif len(missing) > MANY and len(missing) > SHARE * len(base) and not confirm:
        why = f"{len(missing)} of {len(base)} event files are gone; if you deleted them, say so: timeline extract --confirm-deletions. Until then nothing is rejected"
        code = "many-deleted"
    if why:
        out.problems.append(Problem(str(content / "events"), 0, 0, why, severity="warning", code=code))
    parted = find_partings(events, owner, records, base)
    mended = match_moved_quotes(events, owner, records, base)  # before what the machine wrote last of the missing ones is deleted
    for k in missing:
        data = base[k]
        gone |= {digest(identity(s)) for s in data.get("sources") or []}  # nor are they made a second time while it is open whether they were deleted
        if why:
            continue
        out.rejected.append(k)
        if not dry:
            reject(content, {**data, "id": k}, "its file was deleted by hand")
    gone |= find_reworded_rejections(events, thrown_out, owner)

    def told() -> Iterator[tuple[dict[str, Any], dict[str, list[Any]]]]:
        """What the machine says of each event, and which parts of it belong to events that are known."""
        for data in map(data_of, events):
            for s in data["sources"]:
                key = identity(s)
                if key in mended:
                    s["was"] = mended[key]  # the finding as it stood in the article before its text was changed
            data["sources"] = [s for s in data["sources"] if (d := digest(s.get("was", identity(s)))) not in gone or owner.get(d) in records]  # no rejection mutes a file that is there
            for s in data["sources"]:
                if (d := digest(s.get("was", identity(s)))) in taken_out and d not in gone:
                    yield split_off(content, data, s, taken_out[d]), {}
            if data["sources"]:
                yield data, find_owners(data, owner, joined, records)

    left = Counter(k for _, known in told() for k in known)  # parts that are still to come of each event that is known
    parts: dict[str, list[dict[str, Any]]] = {}
    given: set[str] = set()
    freed: set[bytes] = set()  # findings of new events
    for data, known in told():
        proposed = data["id"]
        if not known:
            if data["importance"] == "minor" and not minor:
                out.minor += 1  # it stays with its article's findings
                continue
            data["id"] = out.ids[proposed] = find_free_id(data["id"], records, base, gone_ids, given)
            out.new.append(data["id"])
            given.add(data["id"])
            freed |= {digest(s.get("was", identity(s))) for s in data["sources"]}
            path = place(content, data)
            if not dry and is_readable(path, new_file(data), out):
                files.write(path, new_file(data))
                files.write(base_path(content, data["id"]), new_file(data, modeline=False))
            continue
        out.ids[proposed] = max(known, key=lambda k: (len(known[k]), k))
        for k, some in known.items():
            rest = [s for s in some if digest(s.get("was", identity(s))) not in taken_out]
            said = data if len(known) == 1 and rest == some else make_part(data, base.get(k, {}), rest or some)
            parts.setdefault(k, []).append({**said, "sources": some, "id": k})
            left[k] -= 1
            if not left[k]:
                whole = parts.pop(k)
                main = whole[0] if len(whole) == 1 else choose_main(whole, base.get(k, {}))
                theirs = {**main, "sources": [s for d in whole for s in d["sources"] if digest(s.get("was", identity(s))) not in freed]}
                if k in broken or is_unchanged(content, theirs):
                    out.kept.append(k)
                else:
                    merge_into(content, records[k], base.get(k, {}), theirs, out, dry, anew=k in parted)
    if not dry:
        conflicts.save(content, out.conflicts, records)
    out.lost = sorted(k for k in set(base) & set(records) - left.keys() - set(out.new) if k not in gone_ids)
    return out


def find_partings(events: Iterable[Event], owner: dict[bytes, str], records: Mapping[str, Record], base: Mapping[str, Mapping[str, Any]]) -> set[str]:
    """Known events that the machine now tells as several, and whose files nobody has touched: they are parted as they would be from scratch.

    The event that has the first finding keeps the file; of the other findings ``owner`` no longer says that they are known. What a person has touched stays whole.
    """
    where: dict[str, dict[int, list[bytes]]] = {}  # known event -> number of the machine's event -> its findings
    for n, event in enumerate(events):
        for s in data_of(event)["sources"]:
            if (k := owner.get(d := digest(identity(s)), "")) in records and k in base:
                where.setdefault(k, {}).setdefault(n, []).append(d)
    out = set()
    for k, groups in where.items():
        if len(groups) > 1 and records[k].text == new_file(base[k]):
            first = digest(identity((base[k].get("sources") or [{}])[0]))
            stays = next((n for n, some in groups.items() if first in some), min(groups))
            for n, some in groups.items():
                for d in some if n != stays else ():
                    del owner[d]
            out.add(k)
    return out


def is_untouched(record: Record, path: Path) -> bool:
    """Whether an event file is, to the byte, what the machine wrote last: then one of the two need not be read."""
    try:
        return MODELINE.encode() + path.read_bytes() == record.text.encode("utf-8", "surrogateescape")
    except OSError:
        return False


def choose_main(parts: Sequence[dict[str, Any]], before: Mapping[str, Any]) -> dict[str, Any]:
    """Of several events of the machine that are one event file: that with the most sources, then that which has the first source of before."""
    first = [identity(s) for s in before.get("sources") or []][:1]
    return max(parts, key=lambda d: (len(d["sources"]), any(identity(s) in first for s in d["sources"])))


def find_removed_findings(base: Mapping[str, Any], record: Record) -> set[bytes]:
    """Findings that a person took out of an event. None where all were taken, or where a source of the same article was written by hand in their place."""
    was = {digest(identity(s)): str(s.get("article")) for s in base.get("sources") or []}
    now = {digest(identity(s)): str(s.get("article")) for s in record.source_values()}
    own = {article for d, article in now.items() if d not in was}
    return {d for d, article in was.items() if d not in now and article not in own} if was.keys() & now.keys() else set()


def split_off(content: Path, whole: Mapping[str, Any], source: dict[str, Any], other: str) -> dict[str, Any]:
    """An event of its own from a finding that was taken out of another."""
    out = {**whole, "sources": [source], "certainty": "reported", "not_same_as": [other], **articles.words_of(content, source)}
    out.update({name: source.get(name) or "" for name in ("date", "length")}, status=source.get("status") or whole["status"])
    return {**out, "id": id_of(str(out["title"]), str(out["date"]))}


def find_reason_to_doubt(content: Path, problems: Sequence[Problem]) -> str:
    """Why what was not seen may be there all the same: files that cannot be read, or have a name that is not read; "" for nothing."""
    root = content / "events"
    if not root.is_dir():
        return f"{root} is not there"
    errors: list[OSError] = []
    odd = []
    for folder, folders, names in os.walk(root, onerror=errors.append):
        odd += [n for n in names if n.lower().endswith((".yml", ".yaml.txt")) or (n.lower().endswith(".yaml") and not n.endswith(".yaml"))]
        odd += [n for n in folders if Path(folder, n).is_symlink()]
    if errors:
        return f"{errors[0].filename} cannot be read"
    if odd:
        return f"{odd[0]} has a name that is not read: event files end in .yaml and lie in folders that are no links"
    return "some files have errors" if problems else ""


def digest(finding: tuple[str, ...]) -> bytes:
    """A finding in few bytes."""
    return hashlib.blake2b("\0".join(finding).encode(), digest_size=12).digest()


def is_unchanged(content: Path, theirs: Mapping[str, Any]) -> bool:
    """Whether the machine said just this before: then nothing can change."""
    path = base_path(content, theirs["id"])
    return path.is_file() and path.read_bytes() == new_file(theirs, modeline=False).encode()


def match_moved_quotes(events: Iterable[Event], owner: Mapping[bytes, str], records: Mapping[str, Record], base: Mapping[str, Mapping[str, Any]]) -> dict[tuple[str, ...], tuple[str, ...]]:
    """Findings whose sentence was changed in the article: the new identity -> the old one, where only one can be meant.

    A finding that nobody owns is matched with the closest quotation of the same article and trigger that the article does not hold any
    more, first among those with the same words of time, then among the others; two that are about as close leave it a new one.
    """
    gone = owner.keys() - {digest(identity(s)) for e in events for s in data_of(e)["sources"]}
    left: dict[tuple[str, str], set[tuple[str, ...]]] = {}  # article and trigger -> old findings
    for k in {owner[g] for g in gone}:
        for s in [*(records[k].source_values() if k in records else ()), *(base.get(k, {}).get("sources") or [])]:
            old = identity(s)
            if digest(old) in gone:
                left.setdefault((old[0], old[2]), set()).add(old)
    fresh = {f for e in events for s in data_of(e)["sources"] if (f := identity(s)) and (f[0], f[2]) in left and digest(f) not in owner} if left else set()
    out: dict[tuple[str, ...], tuple[str, ...]] = {}
    for same in (slice(3, None), slice(0, 0)):  # the expression and which of several it is; nothing
        for new in sorted(fresh - out.keys()):
            olds = [old for old in left[new[0], new[2]] if old[same] == new[same] and old not in out.values()]
            near = sorted(((fuzz.ratio(new[1], old[1]), old) for old in olds), reverse=True)
            if near and near[0][0] >= CLOSE and (len(near) == 1 or near[0][0] - near[1][0] >= APART):
                out[new] = near[0][1]
    return out


def find_reworded_rejections(events: Iterable[Event], thrown_out: Iterable[tuple[str, ...]], owner: Mapping[bytes, str]) -> set[bytes]:
    """New findings that are a finding which people threw out, in a sentence that was changed since: same article, word and expression, and a quotation as close as a mended one."""
    old: dict[tuple[str, ...], list[tuple[str, ...]]] = {}
    for f in thrown_out:
        old.setdefault((f[0], *f[2:]), []).append(f)
    now = {f for e in events for s in data_of(e)["sources"] if (f := identity(s)) and (f[0], *f[2:]) in old} if old else set()
    fresh = {f for f in now if digest(f) not in owner}
    return {digest(f) for f in fresh if any(o not in now and fuzz.ratio(f[1], o[1]) >= CLOSE for o in old[f[0], *f[2:]])}


def find_owners(data: Mapping[str, Any], owner: Mapping[bytes, str], joined: Mapping[str, str], records: Mapping[str, Record]) -> dict[str, list[Any]]:
    """The known events that the findings belong to, each with its part; what is new goes to the one with the most."""
    parts: dict[str, list[Any]] = {}
    fresh = []
    for s in data["sources"]:
        k = owner.get(digest(s.get("was", identity(s))), "")
        k = joined.get(k, k)
        if k in records:
            parts.setdefault(k, []).append(s)
        else:
            fresh.append(s)
    if parts and fresh:
        parts[max(parts, key=lambda k: (len(parts[k]), k))].extend(fresh)
    return parts


def make_part(whole: Mapping[str, Any], before: Mapping[str, Any], some: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """What the machine says of one of several events that it would make one of: what it said of it before, with the date and status that its own sources have in common."""
    out = {**whole, **before}
    for name in ("date", "length", "status"):
        if len(own := {str(s.get(name) or "") for s in some}) == 1:
            out[name] = own.pop() or (out[name] if name == "status" else "")
    out["certainty"] = lower_certainty(out["certainty"], some)
    return out


def is_readable(path: Path, text: str, out: Outcome) -> bool:
    """Whether a new file can be read back; else it is told and not written."""
    wrong = parse(text, path, str(path)).errors
    if wrong:
        out.problems.append(
            Problem(str(path), 0, 0, f"this event was not written, because its file could not be read back ({wrong[0].message}); please report it with the article", code="not-written")
        )
    return not wrong


def merge_into(content: Path, record: Record, base: Mapping[str, Any], theirs: dict[str, Any], out: Outcome, dry: bool, *, anew: bool = False) -> None:
    """Merge one event into its file, the file first, the base after it; ``anew`` writes the whole file, which nobody has touched."""
    k = str(record.get("id"))
    try:
        splice, conflicts = three_way(base, record, theirs)
        text = new_file(theirs) if anew else splice.text()
    except NotMeant as error:
        out.kept.append(k)
        out.problems.append(
            Problem(
                record.shown,
                1,
                0,
                f"this file is written in a way in which the change could not be made safely ({error}); it was left as it is: write its fields one a line, as timeline add does",
                severity="warning",
                code="left-alone",
            )
        )
        return
    out.conflicts.extend(conflicts)
    (out.changed if text != record.text else out.kept).append(k)
    if not dry:
        files.write(record.path, text, was=record.text)
        files.write(base_path(content, k), new_file(theirs, modeline=False))
