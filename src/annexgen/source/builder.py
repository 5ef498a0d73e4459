"""YAML events in, a tree of nodes out; what content files may not use is refused on the way.

No recursion and no copying: an event is looked at once, so a file costs what its length costs.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from annexgen.positions import Span
from annexgen.source import refusals
from annexgen.source.folding import unfold
from annexgen.source.nodes import Entry, MappingNode, Node, Scalar, SequenceNode
from annexgen.source.text import after

if TYPE_CHECKING:
    from collections.abc import Iterator

    from annexgen.source.report import Report

_COLON = re.compile(r"\s*:")
DEEPEST = 32
"""The levels that a content file may nest; a project has five."""


class _Open:
    """A mapping or list whose end has not come yet."""

    __slots__ = ("entries", "is_mapping", "items", "key", "start", "stop", "wants_key", "written")

    def __init__(self, start: Any, is_mapping: bool) -> None:
        self.start = start
        self.is_mapping = is_mapping
        self.entries: list[Entry] = []
        self.items: list[Node] = []
        self.key: Scalar | None = None
        self.wants_key = is_mapping
        self.written: dict[str, int] = {}
        self.stop = (start.line + 1, start.column + 1)


def build(text: str, stream: Iterator[Any], report: Report) -> Node | None:
    """Return the tree of the first document in ``stream``, None where it is empty or too deep.

    Args:
        text: what was parsed.
        stream: its events.
        report: takes what is refused.

    Raises:
        ruamel.yaml.error.YAMLError: where ``stream`` finds that ``text`` is no YAML.
    """
    from ruamel.yaml import events as kinds

    builder = _Builder(text, report)
    scalar, ends = kinds.ScalarEvent, (kinds.MappingEndEvent, kinds.SequenceEndEvent)
    starts = (kinds.MappingStartEvent, kinds.SequenceStartEvent)
    for event in stream:
        kind = type(event)
        if kind is scalar:
            builder.add(builder.scalar(event))
        elif kind in ends:
            builder.close(event)
        elif kind in starts:
            if len(builder.stack) == DEEPEST:
                refusals.report_depth(report, builder.here(event), DEEPEST)
                return None
            builder.open(event, kind is starts[0])
        elif kind is kinds.AliasEvent:
            builder.add(builder.alias(event))
        elif kind is kinds.DocumentStartEvent:
            builder.start_document(event)
    return builder.root


class _Builder:
    """The tree while it grows."""

    def __init__(self, text: str, report: Report) -> None:
        self.root: Node | None = None
        self.stack: list[_Open] = []
        self._text = text
        self._report = report
        self._documents = 0
        self._last: Any = None

    def here(self, event: Any) -> Span:
        """Return the stretch of ``event``."""
        start, end = event.start_mark, event.end_mark
        return Span(start.line + 1, start.column + 1, end.line + 1, end.column + 1)

    def start_document(self, event: Any) -> None:
        """Count the documents; the first is the file's, each further one is refused."""
        self._documents += 1
        if self._documents > 1:
            refusals.report_document(self._report, self.here(event))

    def scalar(self, event: Any) -> Scalar:
        """Return the text of ``event``."""
        start, end, style = event.start_mark, event.end_mark, event.style
        if event.anchor is not None or event.tag is not None or start.line != end.line:
            return self._long_scalar(event)
        value = event.value
        if not value and start.index == end.index:
            return self._left_out(event)
        self._last = end
        if style == '"' and "\\" in self._text[start.index : end.index]:
            value = refusals.without_unfit_escape(self._report, value, self.here(event))
        return Scalar(
            value,
            Span(start.line + 1, start.column + 1, end.line + 1, end.column + 1),
            bool(style) and style in "'\"|>",
        )

    def _left_out(self, event: Any) -> Scalar:
        """Return the empty text of a value that was left out: it stands behind its key's colon.

        The two parsers put it in different places, some of them lines below.
        """
        top = self.stack[-1] if self.stack else None
        if top is not None and top.key is not None and not top.wants_key:
            last = self._last
            colon = _COLON.match(self._text, last.index)
            passed = colon[0] if colon else ""
            place = after(last.line + 1, last.column + 1, passed)
            return Scalar("", Span(*place, *place))
        return Scalar("", self.here(event))

    def _long_scalar(self, event: Any) -> Scalar:
        """Return a text on several lines, or one with an anchor or a tag before it."""
        self._last = event.end_mark
        style, quoted = event.style, event.style in {"'", '"', "|", ">"}
        raw, line, column = self._past_properties(event)
        raw = raw.rstrip(" \t\n")
        span = Span(line, column, *after(line, column, raw))
        value = event.value
        if span.line != span.end_line:
            value = unfold(raw, style, value)
            if not quoted:
                refusals.report_swallowed(self._report, raw, span)
        if style == '"' and "\\" in raw:
            value = refusals.without_unfit_escape(self._report, value, span)
        return Scalar(value, span, quoted)

    def _past_properties(self, event: Any) -> tuple[str, int, int]:
        """Refuse the anchor and tag of ``event``; return what follows them, its line and column."""
        start = event.start_mark
        written, line, column = (
            self._text[start.index : event.end_mark.index],
            start.line + 1,
            start.column + 1,
        )
        if event.anchor is None and event.tag is None:
            return written, line, column
        begin = refusals.report_properties(self._report, written, self.here(event))
        return written[begin:], *after(line, column, written[:begin])

    def alias(self, event: Any) -> Scalar:
        """Refuse an alias; what was written stands in its place."""
        start, end = event.start_mark.index, event.end_mark.index
        self._last = event.end_mark
        span = self.here(event)
        refusals.report_alias(self._report, self._text[start:end], span)
        return Scalar(self._text[start:end], span)

    def open(self, event: Any, is_mapping: bool) -> None:
        """Begin a mapping or list."""
        if event.anchor is not None or event.tag is not None:
            self._past_properties(event)
        self.stack.append(_Open(event.start_mark, is_mapping))

    def close(self, event: Any) -> None:
        """End the innermost mapping or list; one without brackets ends with its last child."""
        done = self.stack.pop()
        start, end = event.start_mark, event.end_mark
        stop = done.stop if start.index == end.index else (end.line + 1, end.column + 1)
        span = Span(done.start.line + 1, done.start.column + 1, *stop)
        node: Node
        if done.is_mapping:
            node = MappingNode(tuple(done.entries), span)
        else:
            node = SequenceNode(tuple(done.items), span)
        self.add(node)

    def add(self, node: Node) -> None:
        """Put ``node`` where it belongs: as the root, an item, a key or a value."""
        if not self.stack:
            if self._documents == 1:
                self.root = node
            return
        top = self.stack[-1]
        span = node.span
        top.stop = (span.end_line, span.end_column)
        if not top.is_mapping:
            top.items.append(node)
        elif top.wants_key:
            top.key = self._key(node, top)
            top.wants_key = False
        else:
            if top.key is not None:
                top.entries.append(Entry(top.key, node))
            top.wants_key = True

    def _key(self, node: Node, top: _Open) -> Scalar | None:
        """Return the key that is to be kept; None for one that has been refused."""
        if not isinstance(node, Scalar) or not node.text:
            refusals.report_key(self._report, node)
            return None
        if node.text == "<<" and not node.quoted:
            refusals.report_merge_key(self._report, node.span)
            return None
        if node.text in top.written:
            refusals.report_duplicate(self._report, node, top.written[node.text])
            return None
        top.written[node.text] = node.span.line
        return node
