"""The bytes of three sides of a content file in, the merged bytes out, or nothing.

What comes out is read again: unless it says what both sides say together, lines are merged as text.
"""

from __future__ import annotations

import codecs

from annexgen.findings import has_errors
from annexgen.merging.meaning import meaning
from annexgen.merging.merge import clashes, merge, resolved
from annexgen.merging.pieces import NOTHING, Clash, Piece, Uncut, pieces
from annexgen.merging.writing import Signs, write
from annexgen.review.sheets import NAME
from annexgen.source.nodes import MappingNode
from annexgen.source.reader import read_node
from annexgen.tuples import NamedTuple


class Merged(NamedTuple):
    """A merged file.

    Attributes:
        data: its bytes.
        clashes: what could not be merged; nothing where all could.
        name: 项目名称; empty for a file that has none.
    """

    data: bytes
    clashes: tuple[Clash, ...]
    name: str


class _Layout(NamedTuple):
    """How a file's bytes are laid out, beside its text."""

    has_mark: bool
    has_returns: bool
    has_end: bool


def merged_file(base: bytes, ours: bytes, theirs: bytes, signs: Signs) -> Merged | None:
    """Merge a content file; None where lines must be merged as text.

    Args:
        base: the file before; empty where both sides have added it.
        ours: as we have it.
        theirs: as the other side has it.
        signs: how conflicts are shown.
    """
    cut = [_cut(base) if base else NOTHING, _cut(ours), _cut(theirs)]
    layouts = [_layout(data) for data in (base, ours, theirs)]
    if None in cut or None in layouts:
        return None
    whole = merge(*(piece for piece in cut if piece is not None))
    if whole is None or not all(_is_right(whole, for_us=side) for side in (True, False)):
        return None
    before, mine, other = (layout for layout in layouts if layout is not None)
    layout = _Layout(*(b if a == c else a for a, b, c in zip(mine, other, before, strict=True)))
    return Merged(_encoded(write(whole, signs), layout), clashes(whole), _name(whole))


def _name(whole: Piece) -> str:
    name = next((part.meaning for part in whole.parts or () if part.key == NAME), "")
    return name if isinstance(name, str) else ""


def _cut(data: bytes) -> Piece | None:
    read = read_node("", data)
    if has_errors(read.findings) or read.text is None:
        return None
    if not isinstance(read.node, MappingNode) or not read.node.entries:
        return None
    try:
        return pieces(read.text, read.node)
    except Uncut:
        return None


def _is_right(whole: Piece, *, for_us: bool) -> bool:
    """Say whether the file, with one side of each conflict, says what it shall."""
    side = resolved(whole, for_us=for_us)
    if side is None or not side.parts:
        return False
    read = read_node("", write(side, Signs()).encode())
    return (
        read.node is not None
        and not has_errors(read.findings)
        and meaning(read.node) == side.meaning
    )


def _layout(data: bytes) -> _Layout | None:
    """Return a file's layout; None where its line ends are mixed."""
    returns = data.count(b"\r")
    if returns and not returns == data.count(b"\r\n") == data.count(b"\n"):
        return None
    return _Layout(data.startswith(codecs.BOM_UTF8), returns > 0, data.endswith(b"\n"))


def _encoded(text: str, layout: _Layout) -> bytes:
    data = (text if layout.has_end else text.removesuffix("\n")).encode()
    data = data.replace(b"\n", b"\r\n") if layout.has_returns else data
    return codecs.BOM_UTF8 + data if layout.has_mark else data
