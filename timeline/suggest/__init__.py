"""Titles that a language model suggests for events that lack one; the audit decides which of them a person gets to see."""
