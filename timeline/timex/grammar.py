"""The engine of the grammar: reduces an island of tokens, level by level, to time expressions."""

from __future__ import annotations

import difflib
import re
from functools import cache

from timeline.timex.lexicon import Level, Lexicon
from timeline.timex.make import PRODUCTIONS, Match
from timeline.timex.tokens import Node


def reduce_island(nodes: list[Node], text: str, lexicon: Lexicon) -> list[Node]:
    """Apply all levels of the grammar to an island (a run of tokens that may be about time, with a few around it).

    Each level runs until nothing changes.
    """
    classes = "".join([n.ch for n in nodes])
    for level in lexicon.levels:
        while level.need.search(classes):
            before = classes
            nodes, classes = apply_level(nodes, classes, level, text, lexicon)
            if classes == before:
                break
    return nodes


def check_productions(lexicon: Lexicon) -> None:
    """Raises :class:`ValueError` for a rule that names no production, with the nearest one."""
    for rule in (r for level in lexicon.levels for r in level.rules):
        if rule.make not in PRODUCTIONS:
            near = difflib.get_close_matches(rule.make, PRODUCTIONS, 1, 0.6)
            raise ValueError(f'the rule "{rule.name}" of {lexicon.language}.yml names a production "{rule.make}" that timex/make/ does not have' + (f'; did you mean "{near[0]}"?' if near else ""))


@cache
def compile_rule(part: str) -> re.Pattern[str]:
    """The compiled pattern of one rule; made when the rule is first tried by itself."""
    return re.compile(part)


def find_next_rule(level: Level, k: int, classes: str, start: int) -> tuple[int, re.Match[str] | None]:
    """The first rule after number ``k`` that matches at ``start``, with its match; (-1, None) for none."""
    for j in range(k + 1, len(level.parts)):
        m = compile_rule(level.parts[j]).match(classes, start)
        if m is not None:
            return j, m
    return -1, None


def apply_level(nodes: list[Node], classes: str, level: Level, text: str, lexicon: Lexicon) -> tuple[list[Node], str]:
    """One pass of a level from left to right: the nodes after it, and their classes (one character a node)."""
    at = 0
    nodes = list(nodes)
    while (m := level.pattern.search(classes, at)) is not None:
        start, made, k = m.start(), None, int((m.lastgroup or "r0")[1:])
        while m is not None:  # the first rule whose pattern fits and whose production does not decline
            rule = level.rules[k]
            got = {name: nodes[m.start(group)] for name, group in level.groups[k] if m.start(group) >= 0}
            made = PRODUCTIONS[rule.make](Match(rule, got, nodes, m.start(), m.end(), text, lexicon))
            if made is not None:
                break
            k, m = find_next_rule(level, k, classes, start)
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
