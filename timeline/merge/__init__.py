"""Mention* -> Event*: which mentions report one event."""
