"""Titles that a language model suggests for events that lack one; the audit decides which of them are shown to a
person.
"""
