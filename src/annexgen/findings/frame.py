"""Code frames: the lines of a file that a finding is about, with carets under the place.

A span counts characters; carets are padded by what those characters take on a terminal.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from pathlib import Path

from annexgen.findings.printable import columns, visible_character
from annexgen.positions import Span
from annexgen.tuples import NamedTuple

_MOST_LINES = 3
_LEAST_WIDTH = 40
_CUT = "…"


class SourceLines:
    """The lines of the content files below ``root``, each file read when first asked for."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._lines: dict[str, list[str]] = {}

    def line(self, path: str, number: int) -> str | None:
        """Return line ``number`` (from 1); None where the file lacks it or is no text."""
        if path not in self._lines:
            self._lines[path] = _read_lines(self._root / path)
        lines = self._lines[path]
        return lines[number - 1] if number <= len(lines) else None


def _read_lines(file: Path) -> list[str]:
    """Return a file's lines as the parser counted them; none where it cannot be decoded."""
    try:
        data = file.read_bytes() if file.is_file() else b""
        text = data.removeprefix(codecs.BOM_UTF8).decode("utf-8")
    except (OSError, UnicodeDecodeError):
        return []
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


class FrameLine(NamedTuple):
    """One line of a frame.

    Attributes:
        number: the line's number; None for the dots that stand for lines left out.
        text: the line, safe to print.
        pad: columns before the carets.
        carets: how many; 0 for none.
    """

    number: int | None
    text: str
    pad: int
    carets: int


def frame(lines: SourceLines, path: str, span: Span, width: int) -> Iterator[FrameLine]:
    """Yield the lines of ``span``, at most the first two and the last.

    Args:
        lines: the files.
        path: the file.
        span: the place.
        width: columns that a line may take.
    """
    last = span.end_line - (span.end_column == 1 and span.end_line > span.line)
    numbers = list(range(span.line, last + 1))
    if len(numbers) > _MOST_LINES:
        numbers = [*numbers[: _MOST_LINES - 1], 0, numbers[-1]]
    for number in numbers:
        text = lines.line(path, number) if number else None
        if text is not None:
            start = span.column - 1 if number == span.line else len(text) - len(text.lstrip())
            end = span.end_column - 1 if number == span.end_line else len(text)
            yield _frame_line(number, text, start, end, max(width, _LEAST_WIDTH))
        elif not number:
            yield FrameLine(None, _CUT, 0, 0)


def _frame_line(number: int, text: str, start: int, end: int, width: int) -> FrameLine:
    """Show ``text`` with carets under the characters from ``start`` to ``end``."""
    shown = list(text) if text.isprintable() else list(map(visible_character, text))
    widths = [columns(sign) for sign in shown]
    first, past = _window(widths, start, end, width)
    left = _CUT if first else ""
    right = _CUT if past < len(text) else ""
    pad = len(left) + sum(widths[first:start]) + max(start - len(text), 0)
    carets = max(sum(widths[start : min(end, past)]), 1)
    return FrameLine(number, left + "".join(shown[first:past]) + right, pad, carets)


def _window(widths: list[int], start: int, end: int, width: int) -> tuple[int, int]:
    """Return which characters of a line to show: all, or a stretch with the place well inside."""
    if sum(widths) <= width:
        return 0, len(widths)
    room = width - 2 * len(_CUT)
    place = sum(widths[start:end])
    lead = max((room - place) // 2, room // 4)
    first = start = min(start, len(widths))
    while first and sum(widths[first - 1 : start]) <= lead:
        first -= 1
    past, used = first, 0
    while past < len(widths) and used + widths[past] <= room:
        used += widths[past]
        past += 1
    return first, past
