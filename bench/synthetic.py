"""Invented event files for the runs that need many: over 25 years, in bursts; 70 % days, 15 % months, 5 % years, 10 % stretches. Always the same."""

from __future__ import annotations

import datetime as dt
import random
from pathlib import Path

from timeline.store.write import new_file

WHO = "council court minister union army museum team harbour company school".split()
DID = "opened closed sold praised left found lost built moved named sued".split()
WHAT = "bridge school road mine ship line house park tower bank farm port mill".split()
WHERE = "homes trees seats people years".split()
PLACES = "Oslo Lagos Lima Hanoi Quito Riga Accra Porto".split()
PEOPLE = "Ann Lee,Omar Diaz,Ida Berg,Tom Akers,Lena Moss".split(",")


def date(r: random.Random) -> str:
    """One EDTF date."""
    burst = dt.date(1998 + r.randrange(25), r.randrange(12) + 1, 1)
    first = burst + dt.timedelta(days=min(int(r.expovariate(1 / 40)), 700))
    kind = r.random()
    if kind < 0.70:
        return first.isoformat()
    if kind < 0.85:
        return first.isoformat()[:7]
    if kind < 0.90:
        return first.isoformat()[:4]
    return f"{first.isoformat()}/{(first + dt.timedelta(days=r.randrange(2, 60))).isoformat()}"


def event(i: int, r: random.Random, names: bool) -> dict[str, object]:
    """One event file as data; without ``names`` nobody and no place is named, and there are no pages of them."""
    when = date(r)
    title = f"The {WHO[i % 10]} {DID[i % 11]} the {WHAT[i % 13]} of {i * 7919 % 10007} {WHERE[i % 5]} in {PLACES[i % 8]}"
    return {
        "id": f"{when[:10]}-event-{i}", "title": title, "date": when, "status": "planned" if i % 23 == 0 else "happened",
        "certainty": ("reported", "confirmed", "reported", "claimed")[i % 4], "people": [PEOPLE[i % 5]] if names else [], "places": [PLACES[i % 8]] if names else [], "reviewed": True,
        "sources": [{"article": f"a-{i % 997}", "quote": f"{title}, a spokesman said, after weeks of talks about what it would cost and who would pay for it.", "expression": "weeks",
                     "trigger": DID[i % 11], "date": when, "how": "weekday", "date_confidence": "worked-out", "status": "happened"}],
    }  # fmt: skip


def write(content: Path, n: int, *, names: bool = True) -> None:
    """``n`` event files below ``content``/events."""
    r = random.Random(1)
    for i in range(n):
        data = event(i, r, names)
        path = content / "events" / str(data["date"])[:4] / f"{data['id']}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(new_file(data), encoding="utf-8")
