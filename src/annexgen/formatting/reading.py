"""A file's nodes and the comments between them in, parts to write out.

Comments stand in the gaps between texts, where no other ``#`` can be. One at the end of a line
belongs to what that line says. One in a line of its own belongs to what comes next, unless it is
indented further than that: then it ends the block above. From an allowance on
(``# annexgen: allow``), all belongs to the line below, which is what an allowance means.
"""

from __future__ import annotations

import re
from itertools import accumulate

from annexgen.formatting.parts import EMPTY_LINE, Block, Change, Kind, Part, Text, Unclear
from annexgen.formatting.scalars import written, written_key
from annexgen.formatting.values import normal_text
from annexgen.positions import Span
from annexgen.schema.shapes import (
    Flag,
    ListOf,
    MapOf,
    Money,
    Number,
    OneOrMany,
    Record,
    Shape,
)
from annexgen.source.allowances import MARK
from annexgen.source.nodes import MappingNode, Node, Scalar, SequenceNode
from annexgen.tuples import NamedTuple

_COMMENT = re.compile(r"#.*")


def read_parts(text: str, node: MappingNode, shape: Shape) -> tuple[Block, list[Change]]:
    """Return what is to be written for a content file, and what of it is new.

    Args:
        text: the file's text, its lines ending in line feeds.
        node: its tree.
        shape: of what it holds.

    Raises:
        Unclear: where a comment stands where none can be kept.
    """
    reader = _Reader(text)
    block = reader.block(node, shape, None)
    reader.end(block)
    return block, reader.changes


class Shaped(NamedTuple):
    """The shape of an entry's or item's value.

    Attributes:
        shape: None where the schema does not say.
        field: the model's name of the field; empty for none.
    """

    shape: Shape | None
    field: str = ""


def below(shape: Shape | None, key: str | None) -> Shaped:
    """Return the shape of what stands under ``key``, or of an item where that is None."""
    if isinstance(shape, Record) and key is not None:
        field = shape.by_key.get(key)
        return Shaped(field.shape, field.name) if field else Shaped(None)
    if isinstance(shape, MapOf) and key is not None:
        return Shaped(shape.by_key.get(key) if shape.keys else shape.item)
    if isinstance(shape, ListOf | OneOrMany) and key is None:
        return Shaped(shape.item)
    return Shaped(None)


class _Line(NamedTuple):
    """A line between two texts: its comment (or an empty line), and how far it is indented."""

    comment: str
    column: int
    is_own: bool


class _Reader:
    """Walks the nodes in their order, and hands out what stands between them."""

    def __init__(self, text: str) -> None:
        self.changes: list[Change] = []
        self._text = text if text.endswith("\n") else text + "\n"
        self._starts = [0, *accumulate(len(line) + 1 for line in self._text.split("\n"))]
        self._at = 0
        self._line = 0
        self._last = Part()
        self._closed: list[Block] = []

    # ------------------------------------------------------------------ nodes

    def block(
        self, node: MappingNode | SequenceNode, shape: Shape | None, opened_by: Part | None
    ) -> Block:
        """Return a mapping or list.

        Args:
            node: it has something in it.
            shape: what the schema takes it for.
            opened_by: the item whose dash stands before its first part.
        """
        block = Block(None if self._is_flow(node) else node.span.column - 1)
        if isinstance(node, MappingNode):
            for key, value in node.entries:
                part = Part(key.text)
                self._reach(key.span, opened_by or part)
                part.key = written_key(key, self._pass(key.span, part))
                self._note_quotes(key, part.key)
                shaped = below(shape, key.text)
                if isinstance(value, Scalar):
                    self._scalar(value, shaped, part, part)
                else:
                    part.value = self._value(value, shaped.shape, part, None)
                block.parts.append(part)
                opened_by = None
        else:
            self._items(node, shape, opened_by, block)
        self._closed.append(block)
        return block

    def _items(
        self, node: SequenceNode, shape: Shape | None, opened_by: Part | None, block: Block
    ) -> None:
        for item in node.items:
            part = Part()
            shaped = below(shape, None)
            if isinstance(item, Scalar):
                self._scalar(item, shaped, part, opened_by or part)
            else:
                part.value = self._value(item, shaped.shape, part, opened_by or part)
            block.parts.append(part)
            opened_by = None

    def _value(
        self,
        node: MappingNode | SequenceNode,
        shape: Shape | None,
        part: Part,
        opened_by: Part | None,
    ) -> Block | Text:
        """Return a mapping or list; one that is empty, or allowed something, keeps its brackets."""
        has_parts = node.entries if isinstance(node, MappingNode) else node.items
        if has_parts and not self._is_allowed_line(node):
            block = self.block(node, shape, opened_by)
            if part.name is not None and block.column is None:
                self._last = part
            return block
        self._reach(node.span, opened_by or part, keeps_empty=False)
        raw = self._pass(node.span, part)
        if has_parts:
            return Text((raw,))
        if "#" in raw:
            raise Unclear
        return Text(("{}" if isinstance(node, MappingNode) else "[]",))

    def _is_allowed_line(self, node: MappingNode | SequenceNode) -> bool:
        """Say whether a node in brackets has an allowance at its end, which means all of it."""
        span = node.span
        if span.line != span.end_line or not self._is_flow(node):
            return False
        end = self._starts[span.line] - 1
        return MARK in self._text[self._starts[span.line - 1] + span.end_column - 1 : end]

    def _is_flow(self, node: MappingNode | SequenceNode) -> bool:
        return self._text[self._index(node.span)] in "[{" and _may_be_flow(node)

    def _scalar(self, node: Scalar, shaped: Shaped, part: Part, target: Part) -> None:
        """Take in a text, as the value of ``part``; comments above it go to ``target``."""
        is_entry = part.name is not None
        self._reach(node.span, target, keeps_empty=not is_entry)
        if is_entry and node.span.line != node.span.end_line and part.comment:
            part.before.append(part.comment.lstrip())
            part.comment = ""
        raw = self._pass(node.span, part)
        is_short = node.span.line == node.span.end_line
        text = normal_text(node.text, *shaped) if is_short else node.text
        is_typed = isinstance(shaped.shape, Money | Number | Flag)
        part.value = written(node, raw, text, is_typed=is_typed)
        if text not in (node.text, node.text.strip()):
            self.changes.append(Change(Kind.VALUE, node.span, node.text, text))
        elif is_short:
            self._note_quotes(node, part.value.lines[0])

    def _note_quotes(self, node: Scalar, line: str) -> None:
        """Note that a text has other quotes than it had."""
        if node.quoted and not line.startswith(self._text[self._index(node.span)]):
            self.changes.append(Change(Kind.QUOTES, node.span))

    # ------------------------------------------------------------------ gaps

    def _index(self, span: Span) -> int:
        return self._starts[span.line - 1] + span.column - 1

    def _pass(self, span: Span, part: Part) -> str:
        """Go behind a text that ``part`` holds and return how it stands in the file."""
        start = self._index(span)
        self._at = self._starts[span.end_line - 1] + span.end_column - 1
        self._last = part
        self._line = span.end_line
        return self._text[start : self._at]

    def _gap(self, end: int) -> str:
        """Return what stands before ``end``; the file's first line has a line of its own."""
        gap = self._text[self._at : end]
        return gap if self._at else f"\n{gap}"

    def _reach(self, span: Span, target: Part, *, keeps_empty: bool = True) -> None:
        """Go on to a text; what stands before it goes to ``target`` and to the blocks that end."""
        if span.line == self._line:
            return
        gap = self._gap(self._index(span))
        if "#" in gap or gap.count("\n") > 1:
            lines = self._lines(gap)
            if not keeps_empty:
                lines = [line for line in lines if line.comment]
            target.before += self._end_blocks(lines, self._column(span))
        self._closed.clear()

    def end(self, root: Block) -> None:
        """Hand out what stands behind the last text."""
        lines = self._lines(self._gap(len(self._text)))
        root.after += self._end_blocks(lines, -1)

    def _column(self, span: Span) -> int:
        """Return where a line begins, dashes included: nothing else can stand before a text."""
        line = self._text[self._starts[span.line - 1] : self._index(span)]
        return len(line) - len(line.lstrip(" "))

    def _lines(self, gap: str) -> list[_Line]:
        """Return the lines of their own in a gap; the comment before them goes to its line."""
        head, *rest = gap.split("\n")
        found = _COMMENT.search(head)
        if found:
            if self._last.comment:
                self._last.before.append(self._last.comment.lstrip())
            blanks = len(head[: found.start()]) - len(head[: found.start()].rstrip(" \t"))
            self._last.comment = " " * max(blanks, 1) + found[0].rstrip()
        lines: list[_Line] = []
        is_own = True
        for line in rest[:-1]:
            stripped = line.strip()
            found = _COMMENT.search(line)
            is_own = is_own and (not stripped.strip("]},") or stripped.startswith("#"))
            if found:
                lines.append(_Line(found[0].rstrip(), found.start(), is_own))
            elif not stripped and is_own:
                lines.append(_Line(EMPTY_LINE, 0, is_own))
        return lines

    def _end_blocks(self, lines: list[_Line], column: int) -> list[str]:
        """Give the blocks that have ended their last comments; return the others."""
        closed = [block for block in self._closed if block.column is not None]
        ending = 0
        for index, line in enumerate(lines):
            if MARK in line.comment or not line.is_own or not closed:
                break
            if line.comment and line.column > column:
                ending = index + 1
        depth = 0
        for line in lines[:ending]:
            while line.comment and depth < len(closed) - 1 and closed[depth].column > line.column:  # type: ignore[operator]
                depth += 1
            closed[depth].after.append(line.comment)
        return [line.comment for line in lines[ending:]]


def _may_be_flow(node: Node) -> bool:
    """Say whether a bracket at a node's start is its own, and not that of its first part."""
    first: Node | None = None
    if isinstance(node, MappingNode) and node.entries:
        first = node.entries[0].key
    elif isinstance(node, SequenceNode) and node.items:
        first = node.items[0]
    return first is None or first.span[:2] != node.span[:2]
