"""What a production gets."""

from __future__ import annotations

from typing import Any, NamedTuple

from timeline.timex.lexicon import Lexicon, Rule
from timeline.timex.tokens import Node


class Match(NamedTuple):
    """What a production gets: the rule, the captured pieces, and the island with the place in it."""

    rule: Rule
    got: dict[str, Node]
    nodes: list[Node]
    start: int
    end: int
    text: str
    lexicon: Lexicon

    @property
    def case(self) -> str:
        """Which of its cases a production is used for, as the rule says (``case:``); "" for the usual one."""
        return str(self.rule.args.get("case", ""))

    def value(self, name: str, *categories: str) -> Any:
        """The value of a captured piece in the first category that it has; None where nothing was captured."""
        node = self.got.get(name)
        if node is None:
            return None
        for cat in categories:
            if cat in node.values:
                return node.values[cat]
        return None

    def node(self, start: int, end: int, category: str, value: Any) -> Node:
        """A node that this rule makes of the characters from ``start`` to ``end``."""
        return Node(start, end, self.lexicon.classes[(category,)], {category: value}, self.rule.name)

    def word(self, offset: int) -> str:
        """The lower-case word beside the match: -1 is the one before, 0 the one after; '' at the edge."""
        i = self.start + offset if offset < 0 else self.end + offset
        return self.text[self.nodes[i].start : self.nodes[i].end].lower() if 0 <= i < len(self.nodes) else ""

    def has(self, offset: int, category: str) -> bool:
        """Whether the token beside the match has a category."""
        i = self.start + offset if offset < 0 else self.end + offset
        return 0 <= i < len(self.nodes) and category in self.nodes[i].values


def named(m: Match, offset: int) -> bool:
    """Whether the token beside the match is an unknown word with a capital."""
    i = m.start + offset if offset < 0 else m.end + offset
    if not 0 <= i < len(m.nodes) or m.nodes[i].ch != "w":
        return False
    return m.text[m.nodes[i].start].isupper()
