"""What was planned and what came of it: chains of plans that moved and of outcomes that people linked (``replaces``, ``outcome_of``), with a verdict in one word."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from timeline import edtf
from timeline.store.fields import PLANS
from timeline.view.event import EventView

VERDICTS = ("kept", "late", "early", "undated", "changed", "cancelled", "denied", "unlinked", "ahead")  # in the order of the page


class Promise(NamedTuple):
    """A first plan, the plans that took its place and the outcomes, in the order of their dates.

    ``verdict`` is of :data:`VERDICTS`: against the first plan's date, kept within it, so many ``days`` late or early, of no comparable date; changed (moved, with no outcome yet),
    cancelled, denied; unlinked where its day has passed and nobody linked an outcome; ahead where it has not.
    """

    plan: EventView
    moved: tuple[EventView, ...]
    outcomes: tuple[EventView, ...]
    verdict: str
    days: int = 0

    @property
    def steps(self) -> tuple[EventView, ...]:
        """The whole chain."""
        return (self.plan, *self.moved, *self.outcomes)


def promises(events: Sequence[EventView]) -> list[Promise]:
    """All plans, each chain once by its first plan, in the order of their dates. A link to an event that is no more, or that runs in a circle, is passed over."""
    by_id = {e.id: e for e in events}
    after: dict[str, list[EventView]] = {}
    for e in events:
        for other in (*e.outcome_of, *e.replaces):
            after.setdefault(other, []).append(e)
    first = [e for e in events if (e.status in PLANS or e.id in after) and not any(other in by_id for other in (*e.replaces, *e.outcome_of))]
    return [chain(e, after) for e in first]


def chain(plan: EventView, after: dict[str, list[EventView]]) -> Promise:
    """A plan with all that is linked to it, near or far."""
    seen, left = {plan.id: plan}, [plan]
    while left:
        for e in after.get(left.pop().id, ()):
            if e.id not in seen:
                seen[e.id] = e
                left.append(e)
    rest = sorted((e for e in seen.values() if e is not plan), key=lambda e: (e.sort, e.id))
    moved = tuple(e for e in rest if e.status in PLANS)
    outcomes = tuple(e for e in rest if e.status not in PLANS)
    return Promise(plan, moved, outcomes, *verdict(plan, moved, outcomes))


def verdict(plan: EventView, moved: Sequence[EventView], outcomes: Sequence[EventView]) -> tuple[str, int]:
    """What came of a plan, and by how many days it missed its date."""
    if not outcomes:
        if plan.status == "cancelled" or any(e.status == "cancelled" for e in moved):
            return "cancelled", 0
        return ("changed", 0) if moved else ("unlinked", 0) if plan.passed else ("ahead", 0)
    for status in ("cancelled", "denied"):
        if all(e.status == status for e in outcomes):
            return status, 0
    came = next(e for e in reversed(outcomes) if e.status not in ("cancelled", "denied"))
    return compare_dates(plan, came)


def compare_dates(plan: EventView, came: EventView) -> tuple[str, int]:
    """An outcome's date against a plan's: within it, wholly after it or wholly before it; where neither can be said, undated."""
    if not plan.date or not came.date:
        return "undated", 0
    wanted, got = edtf.parse(plan.date), edtf.parse(came.date)
    if wanted.latest is not None and got.earliest is not None and got.earliest > wanted.latest:
        return "late", got.earliest - wanted.latest
    if wanted.earliest is not None and got.latest is not None and got.latest < wanted.earliest:
        return "early", wanted.earliest - got.latest
    inside = (wanted.earliest is None or (got.earliest is not None and got.earliest >= wanted.earliest)) and (wanted.latest is None or (got.latest is not None and got.latest <= wanted.latest))
    return ("kept", 0) if inside else ("undated", 0)


def find_linked_ids(records: Iterable[tuple[Sequence[str], Sequence[str]]]) -> frozenset[str]:
    """The ids of plans that something is linked to, by the two fields of all events."""
    return frozenset(other for outcome_of, replaces in records for other in (*outcome_of, *replaces))
