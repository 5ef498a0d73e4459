"""What a part of a content file means, whatever its spelling: compared, never printed."""

from __future__ import annotations

from annexgen.review.sheets import INDICATORS
from annexgen.source.nodes import MappingNode, Node, Scalar
from annexgen.tuples import NamedTuple

LEVELS = 2
"""Mappings below 绩效指标 whose order is printed: 一级指标 and 二级指标."""


class Mapped(NamedTuple):
    """Keys and what they hold; by key, but for levels of indicators, whose order is printed."""

    entries: tuple[tuple[str, Meaning], ...]

    def get(self, key: str) -> Meaning | None:
        """Return what a key holds."""
        return next((value for name, value in self.entries if name == key), None)


class Listed(NamedTuple):
    """The items of a list."""

    items: tuple[Meaning, ...]


Meaning = str | Mapped | Listed


def meaning(node: Node, levels: int = 0) -> Meaning:
    """Return what a node means.

    Args:
        node: the node.
        levels: for how many levels of mappings, this one first, the order of keys counts.
    """
    if isinstance(node, Scalar):
        return node.text.strip()
    if isinstance(node, MappingNode):
        entries = [
            (key.text, meaning(value, levels_below(levels, key.text)))
            for key, value in node.entries
        ]
        return mapped(entries, keeps_order=levels > 0)
    return Listed(tuple(meaning(item) for item in node.items))


def mapped(entries: list[tuple[str, Meaning]], *, keeps_order: bool) -> Mapped:
    """Return what entries mean."""
    return Mapped(tuple(entries if keeps_order else sorted(entries, key=lambda entry: entry[0])))


def levels_below(levels: int, key: str) -> int:
    """Return for how many levels the order counts in what stands under a key."""
    return LEVELS if key == INDICATORS else max(levels - 1, 0)
