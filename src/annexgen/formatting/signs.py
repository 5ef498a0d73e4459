"""Files that cannot be read only for ``>=`` at the start of a text, which YAML keeps for itself.

It is what people type for ≥, and no YAML: what stands there can mean nothing else.
"""

from __future__ import annotations

import re

from annexgen.findings import has_errors
from annexgen.formatting.parts import Change, Kind
from annexgen.positions import Span
from annexgen.source.reader import ReadResult, read_node
from annexgen.source.rules import RESERVED_START
from annexgen.tuples import NamedTuple

_AT_LEAST = re.compile(r">[ \u3000]*[=＝]")


class Readable(NamedTuple):
    """A file as it was read.

    Attributes:
        read: what came of it.
        changes: the signs that were written as ≥ for it.
    """

    read: ReadResult
    changes: tuple[Change, ...]


def with_signs(path: str, data: bytes) -> Readable:
    """Read a content file, each ``>=`` that a text begins with as ≥.

    Args:
        path: POSIX path relative to the annex root, for findings.
        data: its bytes.
    """
    read = first = read_node(path, data)
    changes: list[Change] = []
    while (span := _place(read)) is not None:
        text = read.text or ""
        lines = text.split("\n")
        line, column = lines[span.line - 1], span.column - 1
        match = _AT_LEAST.match(line, column)
        if match is None:
            break
        lines[span.line - 1] = f"{line[:column]}≥{line[match.end() :]}"
        changes.append(Change(Kind.VALUE, span, match[0], "≥"))
        read = read_node(path, "\n".join(lines).encode())
    return Readable(first, ()) if has_errors(read.findings) else Readable(read, tuple(changes))


def _place(read: ReadResult) -> Span | None:
    """Return where a text begins with a sign that YAML keeps, where nothing else is wrong."""
    errors = [one for one in read.findings if one.severity == "error"]
    is_alone = len(errors) == 1 and errors[0].code == RESERVED_START.code
    return errors[0].span if is_alone and read.text is not None else None
