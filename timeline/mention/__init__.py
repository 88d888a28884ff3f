"""Sentence and Timex -> Mention: the clause that a date dates, its title, its status, who says so."""
