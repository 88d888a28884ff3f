"""Mention* -> Event*: which mentions tell of one event."""
