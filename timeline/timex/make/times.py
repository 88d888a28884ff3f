"""Productions for clock times."""

from __future__ import annotations

import re
from typing import Any

from timeline.timex.expr import AtTime
from timeline.timex.make.match import Match, named

COMMA_TIME = re.compile(r"([0-9]{1,2})[,'’]([0-9]{2})")  # "a las 20,30", "a las 20'30"


def clock(m: Match) -> Any:
    """A time of day, on no date yet."""
    raw = m.value("t", "TIME", "DOTTIME", "TIME4", "HTIME", "HOURNUM", "N", "NUM", "QFIG")
    half = m.value("p", "AMPM") or {"MO": "am", "NI": "pm", "AF": "pm", "EV": "pm", "DW": "am"}.get(m.value("d", "PART") or "", "")
    if raw == "X":
        return None
    if isinstance(raw, str):
        hour, minute = (int(x or 0) for x in re.split("[:.H]", raw)[:2])  # "1H30" looks like a half of a year
    elif "TIME4" in m.got["t"].values:
        hour, minute = divmod(raw, 100)
    elif not isinstance(raw, int):
        return None
    else:
        hour, minute = raw, -1
    if m.case == "bare" and m.has(0, "PERCENT"):
        return None
    if hour > 24 or minute > 59 or (half and not 1 <= hour <= 12):
        return None
    if half:
        hour = hour % 12 + (12 if half == "pm" and not (hour in (12, 1, 2, 3) and m.value("d", "PART") == "NI") else 0)
    return AtTime(None, "", f"{hour:02d}:{max(minute, 0):02d}", m.value("z", "ZONE") or "")


def minutes_past(m: Match) -> Any:
    """Half past ten, quarter to six, twenty past two."""
    hour, minutes = m.value("t", "HOURNUM", "N"), m.value("n", "N", "NUM")
    if "HALF" in m.got["n"].values:
        minutes = 30
    elif m.value("n", "UNIT") == "quarter":
        minutes = 15
    word = m.text[m.got["s"].start : m.got["s"].end].lower()
    if word not in ("past", "to") or not isinstance(hour, int) or not 1 <= hour <= 12 or not isinstance(minutes, int) or minutes not in (5, 10, 15, 20, 25, 30):
        return None
    if m.end < len(m.nodes) and not m.nodes[m.end].values.keys() & {"ON", "IN", "STOP", "COMMA", "THIS", "NEXT", "TONIGHT", "LAST", "TODAY", "AMPM", "WDAY", "AND"}:
        return None
    total = hour * 60 + (minutes if word == "past" else -minutes) + (720 if m.value("p", "AMPM") == "pm" and hour < 12 else 0)
    return AtTime(None, "", f"{total // 60:02d}:{total % 60:02d}")


def early_figures(m: Match) -> Any:
    """0615 on 14 August: only with the leading nought, so that no year is meant."""
    return clock(m) if m.text[m.got["t"].start] == "0" else None


def hours(m: Match) -> Any:
    """1400 hours."""
    return clock(m) if m.value("u", "UNITS") == "hour" else None


def noon(m: Match) -> Any:
    """Noon and midnight."""
    if m.text[m.got["n"].start].isupper() and (named(m, -1) or named(m, 0)):
        return None
    return AtTime(None, "", m.value("n", "NOON"), m.value("z", "ZONE") or "")


def clock_of_range(m: Match) -> Any:
    """The first hour of "10 bis 18 Uhr", "de 10 à 18 heures": only where the second one is a time."""
    return clock(m) if m.has(1, "CLOCK") or m.has(2, "OCLOCK") else None


def hour_minutes(m: Match) -> Any:
    """14 h 30, midi et demi, six heures moins le quart du soir: minutes before the hour have a minus in the table."""
    hour, minute = m.value("t", "HOURNUM", "NUM", "DAYNUM", "N", "NOON"), 30 if "h" in m.got else m.value("n", "DAYNUM", "NUM", "MINUTES")
    hour = int(hour[:2]) % 24 if isinstance(hour, str) and hour != "X" else hour
    if not (isinstance(hour, int) and isinstance(minute, int)) or not 0 <= hour <= 24 or not -59 <= minute <= 59:
        return None
    late = m.value("d", "PART") in ("AF", "EV") and hour < 12
    total = ((hour + 12 * late) * 60 + minute) % 1440
    return AtTime(None, "", f"{total // 60:02d}:{total % 60:02d}", m.value("z", "ZONE") or "")


def clock_spanish(m: Match) -> Any:
    """Las 14.30 horas, las ocho de la tarde; not "las 35 horas", a length."""
    if any("HOURSWORD" in n.values for n in m.nodes[m.start : m.end]) and isinstance(m.value("t", "HOURNUM", "DAYNUM", "N"), int) and m.has(-1, "ON"):
        return None
    if (written := COMMA_TIME.fullmatch(m.text, m.got["t"].start, m.got["n" if "n" in m.got else "t"].end)) is not None:
        hour, minute = int(written[1]), int(written[2])
        return AtTime(None, "", f"{hour:02d}:{minute:02d}") if hour <= 24 and minute < 60 and m.word(0) not in m.lexicon.settings["not_after_year"] else None
    if "n" in m.got or m.got["t"].values.keys() == {"NUM"}:
        return None
    made, part = clock(m), m.value("d", "PART")
    if made is None:
        return None
    hour = int(made.clock[:2])
    if part == "NI" and made.clock in ("00:00", "12:00"):
        return AtTime(None, "", "24:00", made.zone)
    late = part == "AF" or (part == "NI" and hour > 3) or m.value("d", "NOON") == "12:00"
    return AtTime(None, "", f"{hour + 12:02d}{made.clock[2:]}", made.zone) if late and hour < 12 else made


def minutes_beside(m: Match) -> Any:
    """Halb zehn, Viertel vor acht, fünf nach zwölf: an hour and the minutes before or after it."""
    hour, minutes = m.value("t", "HOURNUM", "N"), m.value("k", "TOHOUR")
    if minutes is None:
        minutes = m.value("n", "N", "NUM") if {"AFTER", "AND"} & m.got["s"].values.keys() else -m.value("n", "N", "NUM")
    if not isinstance(hour, int) or not 1 <= hour <= 12 or not -60 < minutes < 60:
        return None
    part = m.value("d", "PART")
    late = part == "EV" or (part == "NI" and hour > 6) or (part == "AF" and hour < 12)
    total = (hour + 12 * late) * 60 + minutes
    return AtTime(None, "", f"{total // 60 % 24:02d}:{total % 60:02d}")
