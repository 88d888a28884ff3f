"""How units of time are written in TIMEX3, and which of them are no calendar periods."""

from __future__ import annotations

UNIT_LETTER = {"second": "TS", "minute": "TM", "hour": "TH", "day": "D", "weekend": "WE", "week": "W", "fortnight": "W", "month": "M", "quarter": "Q",
               "year": "Y", "decade": "DE", "century": "CE", "millennium": "ML", "season": "SU", "": "X"}  # fmt: skip
SET_VALUE = {"day": "P1D", "week": "P1W", "fortnight": "P2W", "month": "P1M", "quarter": "P1Q", "year": "P1Y", "hour": "PT1H", "minute": "PT1M",
             "second": "PT1S", "decade": "P1DE", "century": "P1CE", "weekend": "P1WE", "season": "P1SU",
             "night": "XXXX-XX-XXTNI", "two_years": "P2Y"}  # fmt: skip
CLOCKLIKE = ("second", "minute", "hour")
NEAR = ("second", "minute", "hour", "half", "millennium")  # units that no "last" or "this" makes a date of
