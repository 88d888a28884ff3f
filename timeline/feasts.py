"""Feasts of calendars other than the one we write dates in: looked up in the tables of the package ``holidays``, for the years that these have; Easter of the eastern churches by ``dateutil``."""

from __future__ import annotations

import datetime as dt
import importlib
from functools import cache

from timeline.calendar import Period

CALENDARS = {"islamic": "_IslamicLunar", "hebrew": "_HebrewLunisolar", "hindu": "_HinduLunisolar", "chinese": "_ChineseLunisolar"}


EITHER = {"eid": ("eid_al_fitr", "eid_al_adha")}  # a name that stands for one of several
MONTHS = {"ramadan_beginning"}  # what lasts a month of the moon


@cache
def feast(calendar: str, name: str, year: int) -> Period | None:
    """The first day in ``year`` of a feast, or the month that it lasts, by its name in that package.

    ``orthodox 1`` is so many days from Easter Sunday of the eastern churches. None for years that nobody knows.

    The days of the Islamic calendar depend on who saw the moon: they are about that day.
    """
    if calendar == "orthodox":
        from dateutil.easter import EASTER_ORTHODOX, easter

        return Period("day", easter(year, EASTER_ORTHODOX).toordinal() + int(name)) if 1583 <= year <= 4099 else None
    table = getattr(importlib.import_module("holidays.calendars"), CALENDARS[calendar])()  # loading it takes a quarter of a second: only where a feast is met
    found = getattr(table, f"{name}_dates", None) or getattr(table, f"{name}_date")
    days = sorted(day for day in _days(found(year)) if day.year == year)
    return Period("lunar month" if name in MONTHS else "day", days[0].toordinal()) if days else None


def _days(found: object) -> list[dt.date]:
    """The dates in what the package answers: a date or none, with whether it is estimated, or several of these."""
    if isinstance(found, dt.date):
        return [found]
    return [day for part in found for day in _days(part)] if hasattr(found, "__iter__") else []
