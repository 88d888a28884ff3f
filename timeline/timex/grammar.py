"""The engine of the grammar: reduces an island of tokens, level by level, to expressions of time."""

from __future__ import annotations

import re
from functools import cache
from typing import Any, NamedTuple

from timeline.timex import make
from timeline.timex.lexicon import Level, Lexicon, Rule
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

    def value(self, name: str, *categories: str) -> Any:
        """The value of a captured piece in the first category that it has; None where nothing was captured."""
        node = self.got.get(name)
        if node is None:
            return None
        for cat in categories:
            if cat in node.values:
                return node.values[cat]
        return None

    def word(self, offset: int) -> str:
        """The lower-case word beside the match: -1 is the one before, 0 the one after; '' at the edge."""
        i = self.start + offset if offset < 0 else self.end + offset
        return self.text[self.nodes[i].start : self.nodes[i].end].lower() if 0 <= i < len(self.nodes) else ""

    def has(self, offset: int, category: str) -> bool:
        """Whether the token beside the match has a category."""
        i = self.start + offset if offset < 0 else self.end + offset
        return 0 <= i < len(self.nodes) and category in self.nodes[i].values


def reduce(nodes: list[Node], text: str, lexicon: Lexicon) -> list[Node]:
    """Apply all levels of the grammar to an island (with its context tokens); each until nothing changes."""
    classes = "".join([n.ch for n in nodes])
    for level in lexicon.levels:
        while level.need.search(classes):
            before = classes
            nodes, classes = once(nodes, classes, level, text, lexicon)
            if classes == before:
                break
    return nodes


@cache
def after(level: Level, k: int) -> re.Pattern[str]:
    """The pattern of the rules of a level behind rule ``k``; compiled when a production first declines."""
    return re.compile("|".join(level.parts[k + 1 :]) or "(?!)")


def once(nodes: list[Node], classes: str, level: Level, text: str, lexicon: Lexicon) -> tuple[list[Node], str]:
    """One pass of a level from left to right."""
    at = 0
    nodes = list(nodes)
    while (m := level.pattern.search(classes, at)) is not None:
        start, made = m.start(), None
        while m is not None:  # the first rule whose pattern fits and whose production does not decline
            k = int((m.lastgroup or "r0")[1:])
            rule = level.rules[k]
            got = {name: nodes[m.start(group)] for name, group in level.groups[k] if m.start(group) >= 0}
            made = getattr(make, rule.make)(Match(rule, got, nodes, m.start(), m.end(), text, lexicon))
            if made is not None:
                break
            m = after(level, k).match(classes, start)
        if m is None:
            at = start + 1
            continue
        if not isinstance(made, list):
            category = rule.as_
            if isinstance(made, tuple):
                category, made = made
            made = [Node(nodes[m.start()].start, nodes[m.end() - 1].end, lexicon.classes[(category,)], {category: made}, rule.name)]
        nodes[m.start() : m.end()] = made
        classes = classes[: m.start()] + "".join([n.ch for n in made]) + classes[m.end() :]
        at = m.start() + len(made)
    return nodes, classes
