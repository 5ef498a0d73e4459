"""A new unit's code put into annex.yaml's list of units (单位); all else in the file stays."""

from __future__ import annotations

import codecs
import re
from bisect import bisect
from collections.abc import Iterator, Sequence

from annexgen.drafting.drafts import UnitDraft
from annexgen.source.nodes import MappingNode, Scalar, SequenceNode
from annexgen.source.reader import read_node
from annexgen.source.tree import ANNEX_FILE

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)?")
_ITEM = re.compile(r" *- +")
_COMMENT = re.compile(r"[ \t]+# *")


class CannotList(Exception):  # noqa: N818 - an outcome that the command reports
    """The list is written in a way that cannot be added to exactly."""


def with_unit(data: bytes, unit: UnitDraft) -> bytes:
    """Return annex.yaml with a unit in its list.

    It goes where its code belongs, or to the end of a list that is not in the order of codes. A
    file without a list, and one that lists the unit, stay as they are.

    Args:
        data: the file's bytes.
        unit: the new unit.

    Raises:
        CannotList: where that cannot be done exactly.
    """
    items = _items(data)
    listed = [item.text for item in items]
    if not items or unit.code in listed:
        return data
    place = bisect(listed, unit.code) if listed == sorted(listed) else len(listed)
    wanted = [*listed[:place], unit.code, *listed[place:]]
    mark = codecs.BOM_UTF8 if data.startswith(codecs.BOM_UTF8) else b""
    for changed in _attempts(data[len(mark) :].decode(), items, place, unit):
        after = mark + changed.encode()
        if [item.text for item in _items(after)] == wanted:
            return after
    raise CannotList


def _items(data: bytes) -> list[Scalar]:
    """Return the codes in 单位."""
    node = read_node(ANNEX_FILE, data).node
    for key, value in node.entries if isinstance(node, MappingNode) else ():
        if key.text == "单位" and isinstance(value, SequenceNode):
            return [item for item in value.items if isinstance(item, Scalar)]
    return []


def _attempts(text: str, items: Sequence[Scalar], place: int, unit: UnitDraft) -> Iterator[str]:
    """Yield the text with a line of its own for the unit, then with a place within brackets."""
    lines = _LINE.findall(text)
    beside = items[max(place - 1, 0)].span
    line = lines[beside.line - 1]
    start, rest = line[: beside.column - 1], line[beside.end_column - 1 :]
    code = f'"{unit.code}"'
    if _ITEM.fullmatch(start):
        comment = _COMMENT.match(rest)
        said = comment[0] + " ".join(unit.name.split()) if comment else ""
        added = start + code + said + (line[len(line.rstrip("\r\n")) :] or "\n")
        before = beside.line - (place == 0)
        if place and not line.endswith(("\r", "\n")):
            line, lines[beside.line - 1] = "", line + "\n"
        yield "".join([*lines[:before], added, *lines[before:]])
    written = f"{start}{code}, {line[beside.column - 1 :]}"
    if place:
        written = f"{line[: beside.end_column - 1]}, {code}{rest}"
    yield "".join([*lines[: beside.line - 1], written, *lines[beside.line :]])
