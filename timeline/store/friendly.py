"""Dates as people write them, to EDTF: 15 Aug 2021, August 2021, early August 2021, 15–17 August 2021."""

from __future__ import annotations

import re

from timeline import edtf
from timeline.calendar import Period, day_of, share

MONTHS = {name: i for i, names in enumerate(("jan january", "feb february", "mar march", "apr april", "may", "jun june", "jul july", "aug august", "sep sept september", "oct october",
                                             "nov november", "dec december"), 1) for name in names.split()}  # fmt: skip
MONTH = r"(?P<month>[A-Za-z]{3,9})\.?"
FORMS = (
    re.compile(rf"(?P<mod>early|mid|late|about|around|circa|c\.)?[ -]*(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:\s*[-–—]\s*(?P<to>\d{{1,2}}))?\s+{MONTH},?\s+(?P<year>\d{{4}})", re.IGNORECASE),
    re.compile(rf"(?P<mod>early|mid|late|about|around|circa|c\.)?[ -]*{MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:\s*[-–—]\s*(?P<to>\d{{1,2}}))?,\s*(?P<year>\d{{4}})", re.IGNORECASE),
    re.compile(rf"(?P<mod>early|mid|late|about|around|circa|c\.)?[ -]*{MONTH}\s+(?P<year>\d{{4}})", re.IGNORECASE),
    re.compile(r"(?P<mod>early|mid|late|about|around|circa|c\.)[ -]*(?P<year>\d{4})", re.IGNORECASE),
)  # fmt: skip


def canonical(text: str) -> str:
    """The EDTF of a date in words; "" when it is none of the known forms."""
    for form in FORMS:
        m = form.fullmatch(text.strip())
        found = written(m.groupdict()) if m else ""
        if found:
            return found
    return ""


def written(got: dict[str, str | None]) -> str:
    """EDTF of the parts that a form caught; "" for a day that does not exist."""
    month = MONTHS.get((got.get("month") or "").lower(), 0)
    if got.get("month") and not month:
        return ""
    year, mod = int(got["year"] or 0), (got["mod"] or "").lower()
    if got.get("day"):
        first = day_of(year, month, int(got["day"] or 0))
        last = day_of(year, month, int(got["to"] or 0)) if got.get("to") else first
        if not first or not last or last.n < first.n:
            return ""
        period: Period = first
        if last != first:
            return edtf.interval(first, last)
    else:
        period = Period("month", year * 12 + month - 1) if month else Period("year", year)
    if mod in ("about", "around", "circa", "c."):
        return edtf.point(period, mark="~")
    if mod:
        third = share(period, {"early": 1, "mid": 2, "late": 3}[mod], 3)
        return edtf.one_of(*third) if third else ""
    return edtf.point(period)
