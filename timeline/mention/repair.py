"""What the parser often gets wrong, put right in one pass before anything reads the parse: the fields of the tokens and their heads in, the same corrected out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from timeline.mention.parsed import Fields

POS, FORM, ROLE, TAG, LABEL = 4, 5, 6, 7, 8  # where they stand among the fields of a token


class Draft(NamedTuple):
    """A parse while it is put right: a list of fields a token, and the number of the token that each hangs on."""

    rows: list[list[object]]
    heads: list[int]

    def children(self, i: int, *roles: str) -> list[int]:
        """The tokens that hang on one, of some roles or of any."""
        return [k for k, over in enumerate(self.heads) if over == i != k and (not roles or self.rows[k][ROLE] in roles)]

    def hang(self, i: int, head: int, role: str, label: str) -> None:
        """Hang a token on another."""
        self.heads[i] = head
        self.rows[i][ROLE], self.rows[i][LABEL] = role, label


def raise_transitive_participle(d: Draft) -> None:
    """The sentence's verb that was taken for a participle of its subject: "A gunman killed at least 50 people" is no noun phrase, as a participle that stands for a
    passive has no object; or for one of its object, which then hangs on the subject: "Hale | addressed | leader Marsh".
    """
    root = next(i for i, over in enumerate(d.heads) if over == i)
    if d.rows[root][POS] not in ("NOUN", "PROPN", "PRON") or d.children(root, "relative_clause", "clause", "adverbial_clause", "open_clause", "passive_auxiliary", "auxiliary"):
        return
    verb = next((k for k in d.children(root, "participle") if k > root and d.rows[k][FORM] in ("past_participle", "past") and any(o > k for o in d.children(k, "object"))), None)
    if verb is None and (thing := next((o for o in d.children(root, "object") if o > root), None)) is not None:
        between = (k for k in range(root + 1, thing) if d.rows[k][FORM] in ("past_participle", "past") and d.rows[k][POS] == "VERB" and d.rows[k][ROLE] == "modifier")
        verb = next(between, None)
    if verb is None or d.children(verb, "passive_auxiliary", "auxiliary", "agent"):
        return
    d.hang(verb, verb, "root", "ROOT")
    d.rows[verb][FORM], d.rows[verb][TAG] = "past", "VBD"
    d.hang(root, verb, "subject", "nsubj")
    for k in d.children(root):
        if k > verb:
            d.heads[k] = verb


def join_gapped_passive(d: Draft) -> None:
    """The second of two passives that shares the auxiliary of the first, taken for a participle of its subject: "Two were killed and nine others wounded"."""
    for noun, row in enumerate(d.rows):
        over = d.heads[noun]
        if row[ROLE] != "conjunct" or row[POS] not in ("NOUN", "PRON", "NUM") or d.rows[over][POS] != "VERB" or not d.children(over, "passive_auxiliary"):
            continue
        done = next((k for k in d.children(noun, "participle") if k == noun + 1 and d.rows[k][FORM] in ("past_participle", "past")), None)
        if done is not None:
            d.hang(done, over, "conjunct", "conj")
            d.hang(noun, done, "passive_subject", "nsubjpass")


REPAIRS: tuple[Callable[[Draft], None], ...] = (raise_transitive_participle, join_gapped_passive)


def repair(rows: Sequence[Fields], heads: Sequence[int]) -> tuple[list[Fields], list[int]]:
    """The fields and heads of a sentence after all repairs."""
    d = Draft([list(row) for row in rows], list(heads))
    for turn in REPAIRS:
        turn(d)
    return [tuple(row) for row in d.rows], d.heads  # type: ignore[misc]
