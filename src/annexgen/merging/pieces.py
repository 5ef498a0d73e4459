"""A content file cut into pieces: each entry and item with its lines, comments and place.

A piece that is written as it was read gives the same bytes. What stands in one piece: the comments
above it, its own line or lines, and below a key or dash the pieces of what that holds.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from itertools import accumulate

from annexgen.merging.meaning import Listed, Mapped, Meaning, levels_below, mapped, meaning
from annexgen.source.allowances import MARK
from annexgen.source.nodes import MappingNode, Node, Scalar, SequenceNode
from annexgen.tuples import NamedTuple


@dataclass(frozen=True, slots=True)
class Piece:
    """An entry of a mapping, an item of a list, or the whole file.

    Attributes:
        key: an entry's key; None for an item and the file.
        column: blanks before the key or dash.
        lead: the lines above it that are no other piece's: comments and empty lines.
        opening: from the key or dash to the value (``指标值: ``, ``- ``).
        value: a text as it is written; empty for a block. In these two and ``closing``, further
            lines stand as in the file.
        closing: what stands behind the value, or behind the opening of a block: a comment.
        meaning: what it holds.
        parts: the pieces of a block; None for a text, and for brackets.
        step: how much further than itself its parts are indented.
        tail: comments at the end of a block; filled while the file is cut.
        keeps_order: whether the order of its parts says something.
        inside: the texts of a mapping in brackets, by key; None for any other value.
        conflict: set where both sides have changed it in their own ways; the rest is ours then.
    """

    key: str | None
    column: int
    lead: tuple[str, ...]
    opening: str
    value: str
    closing: str
    meaning: Meaning
    parts: tuple[Piece, ...] | None = None
    step: int = 0
    tail: list[str] = field(default_factory=list)
    keeps_order: bool = False
    inside: Mapping[str, Inside] | None = None
    conflict: Conflict | None = None

    @property
    def is_item(self) -> bool:
        """Whether it begins with a dash."""
        return self.key is None and bool(self.opening)

    @property
    def has_conflict(self) -> bool:
        """Whether there is a conflict in it."""
        return self.conflict is not None or any(part.has_conflict for part in self.parts or ())

    def with_parts(self, parts: tuple[Piece, ...]) -> Piece:
        """Return it with other parts, and what it means then."""
        return replace(self, parts=parts, meaning=meaning_of(parts, keeps_order=self.keeps_order))

    def moved(self, column: int) -> Piece:
        """Return it begun at another column; its parts are moved when they are written."""
        by = column - self.column
        if not by:
            return self
        return replace(
            self,
            column=column,
            lead=tuple(shifted(line, by) for line in self.lead),
            opening=_shifted_below(self.opening, by),
            value=_shifted_below(self.value, by),
            closing=_shifted_below(self.closing, by),
            tail=[shifted(line, by) for line in self.tail],
        )


class Inside(NamedTuple):
    """A text within brackets.

    Attributes:
        start: where it begins in the piece's value, from 0.
        end: where it ends there.
        said: what it says.
    """

    start: int
    end: int
    said: str


class Clash(NamedTuple):
    """One thing that both sides have changed.

    Attributes:
        keys: what leads to it: an indicator's name, a field's key.
        ours: what our side says; empty for more than a text, None where it has deleted it.
        theirs: the same of the other side.
        is_order: whether it is the order of what ``keys`` lead to.
    """

    keys: tuple[str, ...]
    ours: str | None
    theirs: str | None
    is_order: bool = False


@dataclass(frozen=True, slots=True)
class Conflict:
    """A part of the file, with all that does merge merged on both sides.

    Attributes:
        base: how it was; None where it was not there.
        ours: how our side has it; None where it has deleted it.
        theirs: how the other side has it; None where it has deleted it.
        clashes: what in it cannot be merged.
    """

    base: Piece | None
    ours: Piece | None
    theirs: Piece | None
    clashes: tuple[Clash, ...]


NOTHING = Piece(None, 0, (), "", "", "", Mapped(()), ())
"""A file in which nothing stands."""


def shifted(line: str, by: int) -> str:
    """Return a line with that many more blanks before it, or fewer, as far as there are any."""
    if not by or not line.strip():
        return line
    if by > 0:
        return " " * by + line
    return line[min(-by, len(line) - len(line.lstrip(" "))) :]


def _shifted_below(text: str, by: int) -> str:
    """Return a text whose further lines are shifted."""
    first, *rest = text.split("\n")
    return "\n".join([first, *(shifted(line, by) for line in rest)])


def meaning_of(parts: tuple[Piece, ...], *, keeps_order: bool) -> Meaning:
    """Return what some parts mean together."""
    if any(part.is_item for part in parts):
        return Listed(tuple(part.meaning for part in parts))
    entries = [(part.key or "", part.meaning) for part in parts]
    return mapped(entries, keeps_order=keeps_order)


def pieces(text: str, node: MappingNode) -> Piece:
    """Cut a file into pieces.

    Args:
        text: the file's text, its lines ending in line feeds.
        node: its tree.
    """
    return _Cutter(text).file(node)


class _Cutter:
    """Goes through the tree and hands out the lines in their order."""

    def __init__(self, text: str) -> None:
        self._text = text if text.endswith("\n") else text + "\n"
        self._lines = self._text.removesuffix("\n").split("\n")
        self._starts = [0, *accumulate(len(line) + 1 for line in self._lines)]
        self._row = 0
        self._closed: list[Piece] = []

    def file(self, node: MappingNode) -> Piece:
        """Return the whole file; what stands at its head is its own."""
        if self._is_flow(node):
            raise Uncut
        parts = self._parts(node, 0)
        head = _head(parts[0].lead)
        first = replace(parts[0], lead=parts[0].lead[head:])
        whole = Piece(
            None, 0, parts[0].lead[:head], "", "", "", meaning(node), (first, *parts[1:])
        )  # fmt: skip
        self._closed.append(whole)
        whole.tail.extend(self._lead(len(self._lines), -1))
        return whole

    def _parts(self, node: MappingNode | SequenceNode, levels: int) -> tuple[Piece, ...]:
        column = node.span.column - 1
        if isinstance(node, MappingNode):
            return tuple(
                self._entry(key, column, value, levels_below(levels, key.text))
                for key, value in node.entries
            )
        return tuple(self._item(column, item) for item in node.items)

    def _entry(self, key: Scalar, column: int, value: Node, levels: int) -> Piece:
        row = key.span.line - 1
        lead = self._lead(row, column)
        colon = self._text.index(":", self._at(key.span.end_line, key.span.end_column)) + 1
        if isinstance(value, Scalar) or self._is_flow(value):
            return self._leaf(key.text, column, lead, row, colon, value)
        end = self._starts[row + 1] - 1
        self._row = row + 1
        parts = self._parts(value, levels)
        piece = Piece(
            key.text,
            column,
            lead,
            self._text[self._starts[row] + column : colon],
            "",
            self._text[colon:end],
            meaning(value, levels),
            parts,
            parts[0].column - column,
            keeps_order=levels > 0,
        )
        self._closed.append(piece)
        return piece

    def _item(self, column: int, value: Node) -> Piece:
        row = value.span.line - 1
        dash = self._lines[row][column : value.span.column - 1]
        if dash.strip(" ") != "-" or self._lines[row][:column].strip(" "):
            raise Uncut
        lead = self._lead(row, column)
        if isinstance(value, Scalar) or self._is_flow(value):
            return self._leaf(None, column, lead, row, self._starts[row] + column + 1, value)
        self._row = row
        parts = self._parts(value, 0)
        piece = Piece(None, column, lead, dash, "", "", meaning(value), parts, len(dash))
        self._closed.append(piece)
        return piece

    def _leaf(
        self, key: str | None, column: int, lead: tuple[str, ...], row: int, after: int, value: Node
    ) -> Piece:
        """Return a piece with a text, or with brackets; ``after`` is behind its colon or dash."""
        span = value.span
        start = max(self._at(span.line, span.column), after)
        end = max(self._at(span.end_line, span.end_column), start)
        if isinstance(value, Scalar) and not value.text and not value.quoted:
            start = end = after
        while end > start and self._text[end - 1] == "\n":
            end -= 1
        line_end = self._text.index("\n", end)
        self._row = self._text.count("\n", 0, line_end) + 1
        begin = self._starts[row] + column
        return Piece(
            key,
            column,
            lead,
            self._text[begin:start],
            self._text[start:end],
            self._text[end:line_end],
            meaning(value),
            inside=self._inside(value, start),
        )

    def _inside(self, value: Node, start: int) -> dict[str, Inside] | None:
        if not isinstance(value, MappingNode):
            return None
        found = {}
        for key, text in value.entries:
            if not isinstance(text, Scalar):
                return None
            span = text.span
            places = self._at(span.line, span.column), self._at(span.end_line, span.end_column)
            found[key.text] = Inside(places[0] - start, places[1] - start, text.text.strip())
        return found

    def _at(self, line: int, column: int) -> int:
        return self._starts[line - 1] + column - 1

    def _is_flow(self, node: MappingNode | SequenceNode) -> bool:
        return self._text[self._at(node.span.line, node.span.column)] in "[{"

    def _lead(self, row: int, column: int) -> tuple[str, ...]:
        """Return the lines up to a row; those that end the blocks before go to them.

        A comment that is indented further than what follows ends the block above it. From an
        allowance on, all belongs to the line below, which is what an allowance means.
        """
        lines = self._lines[self._row : row]
        ending = 0
        for index, line in enumerate(lines):
            if MARK in line:
                break
            if line.strip() and _indent(line) > column:
                ending = index + 1
        closed, self._closed = self._closed, []
        if ending and closed:
            first = next(_indent(line) for line in lines if line.strip())
            fit = [piece for piece in closed if piece.parts and piece.parts[0].column <= first]
            (fit[0] if fit else closed[-1]).tail.extend(lines[:ending])
            lines = lines[ending:]
        return tuple(lines)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _head(lead: tuple[str, ...]) -> int:
    """Return how many lines above the first key are said of the file: all but an allowance."""
    return next((index for index, line in enumerate(lead) if MARK in line), len(lead))


class Uncut(Exception):  # noqa: N818 - an outcome: lines are merged as text then
    """A file is written in a way that has no pieces of lines."""
