"""One content file carried to another year: its bytes in, new bytes and a name out.

What was written is read again: unless all texts are what they should be, the file cannot be
carried, and neither can the annex.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator, Sequence

from annexgen.carrying.years import Mention, kept_years, mentions, moved, run_count
from annexgen.formatting.reading import below
from annexgen.formatting.values import TARGET_VALUE
from annexgen.schema.shapes import Money, Record, Shape
from annexgen.source.nodes import MappingNode, Node, Scalar, scalars
from annexgen.source.reader import read_node
from annexgen.source.reviews import MARK
from annexgen.tuples import NamedTuple

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)?")
_NUMBER = re.compile(r"\A[0-9]+-")
_PATTERNS = (("检查", "文件"), ("检查", "files"))
"""Where annex.yaml's keys are paths of content files."""


class CannotCarry(Exception):  # noqa: N818 - an outcome that the command reports
    """A file is written in a way that it cannot be changed exactly."""


class Years(NamedTuple):
    """From which year an annex is carried to which."""

    old: int
    new: int

    @property
    def by(self) -> int:
        """How many years on that is."""
        return self.new - self.old


class Carried(NamedTuple):
    """A content file in another year.

    Attributes:
        path: POSIX path relative to the annex root.
        new_path: its path from now on.
        before: its bytes.
        after: its bytes from now on.
        moved: texts in which a year has moved on.
        marked: places that are marked for review.
    """

    path: str
    new_path: str
    before: bytes
    after: bytes
    moved: int
    marked: int


def carried(path: str, data: bytes, shape: Record, years: Years, *, marks: bool) -> Carried:
    """Return a content file as it is in another year.

    Args:
        path: POSIX path relative to the annex root.
        data: its bytes; it can be read without errors.
        shape: of what it holds.
        years: from which year to which.
        marks: whether amounts and target values are marked for review.

    Raises:
        CannotCarry: where it cannot be changed exactly.
    """
    node = read_node(path, data).node
    if node is None:
        raise CannotCarry(path)
    changes = [_change(one, years) for one in _places(node, shape, "", ())]
    mark = codecs.BOM_UTF8 if data.startswith(codecs.BOM_UTF8) else b""
    lines = _LINE.findall(data[len(mark) :].decode())
    for change in changes:
        if change.text != change.node.text and not _rewrite(lines, change, years):
            raise CannotCarry(path)
    noted = _notes(changes) if marks else {}
    for number in sorted(noted, reverse=True):
        lines.insert(number - 1, _note_line(lines[number - 1], noted[number]))
    after = mark + "".join(lines).encode()
    _verify(path, node, after, changes)
    count = sum(change.text != change.node.text for change in changes)
    return Carried(path, _new_path(path, years), data, after, count, len(noted))


# ---------------------------------------------------------------------- what is to change


class _Place(NamedTuple):
    """A text of the file.

    Attributes:
        node: the text.
        shape: what the schema takes it for; None where it does not say.
        field: the model's name of it; ``pattern`` for a path in annex.yaml.
    """

    node: Scalar
    shape: Shape | None
    field: str


class _Change(NamedTuple):
    """What becomes of a text.

    Attributes:
        node: the text.
        found: what its runs of four digits are.
        text: what it says from now on.
        note: what is to be said above it; empty for nothing.
    """

    node: Scalar
    found: list[Mention]
    text: str
    note: str


def _places(node: Node, shape: Shape | None, field: str, keys: tuple[str, ...]) -> Iterator[_Place]:
    """Yield the texts of a tree that may name years, in the order of the file."""
    if isinstance(node, Scalar):
        yield _Place(node, shape, field)
    elif isinstance(node, MappingNode):
        for key, value in node.entries:
            if keys in _PATTERNS:
                yield _Place(key, None, "pattern")
            yield from _places(value, *below(shape, key.text), (*keys, key.text))
    else:
        for item in node.items:
            yield from _places(item, *below(shape, None), keys)


def _change(place: _Place, years: Years) -> _Change:
    text, is_target = place.node.text, place.field == TARGET_VALUE
    if place.field == "year":
        found = [Mention(years.old, moves=True)] * run_count(text)
    elif place.field == "pattern":
        found = _in_path(text, years)
    else:
        found = mentions(text, years.old, begins_with_year=not is_target)
    after = moved(text, found, years.by)
    note = ""
    if text.strip() and (is_target or isinstance(place.shape, Money)):
        note = f"沿用 {years.old} 年" + ("，年份已顺延" if after != text else "")
    elif kept := kept_years(found):
        note = f"仍写着 {'、'.join(map(str, kept))} 年"
    return _Change(place.node, found, after, note)


def _new_path(path: str, years: Years) -> str:
    return moved(path, _in_path(path, years), years.by)


def _in_path(path: str, years: Years) -> list[Mention]:
    """Return what the runs of four digits in a path are: only a file's name holds years."""
    name = _NUMBER.sub("", path.rpartition("/")[2])
    start = path.removesuffix(name)
    return [Mention(None)] * run_count(start) + mentions(name, years.old)


# ---------------------------------------------------------------------- writing


def _rewrite(lines: list[str], change: _Change, years: Years) -> bool:
    """Write the digits of a text anew where they stand, whatever quotes or lines it has.

    Returns:
        Whether the file's text has the same digits as what it says.
    """
    line, column, end_line, end_column = change.node.span
    stretch = "".join(lines[line - 1 : end_line])
    end = len(stretch) - len(lines[end_line - 1][end_column - 1 :])
    raw = stretch[column - 1 : end]
    if run_count(raw) != len(change.found):
        return False
    written = stretch[: column - 1] + moved(raw, change.found, years.by) + stretch[end:]
    lines[line - 1 : end_line] = [one for one in _LINE.findall(written) if one]
    return True


def _note_line(line: str, note: str) -> str:
    indent = line[: len(line) - len(line.lstrip(" "))]
    end = line[len(line.rstrip("\r\n")) :] or "\n"
    return f"{indent}# {MARK}{note}{end}"


def _notes(changes: Sequence[_Change]) -> dict[int, str]:
    """Return what is to be noted above which line; of several notes for a line the first."""
    notes: dict[int, str] = {}
    for change in changes:
        if change.note:
            notes.setdefault(change.node.span.line, change.note)
    return notes


def _verify(path: str, before: Node, after: bytes, changes: Sequence[_Change]) -> None:
    now = {change.node.span: change.text for change in changes}
    wanted = [now.get(one.span, one.text) for one in scalars(before)]
    node = read_node(path, after).node
    if node is None or [one.text for one in scalars(node)] != wanted:
        raise CannotCarry(path)
