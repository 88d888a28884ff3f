"""Document -> Timex*: find, compose, choose the clock and direction, resolve."""
