"""The line breaker: one text in, its lines out. Cells, headings, headers and contents all use it.

Lines are filled one by one with units that are not broken (``unit_pattern``). A unit wider than
a line is broken between its clusters, and only a cluster wider than a line between characters: so
the rules hold wherever a line can hold them, and no text is ever wider than its column unless one
character is.

Widths are in 1/1000 em of the font here; callers have points.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate

from annexgen.layout.characters import TRIMMED_AT_END, cluster, seams, unit_pattern
from annexgen.layout.pages import Kern
from annexgen.layout.typesetting import Typesetting
from annexgen.tuples import NamedTuple

_EM = 1000
_HALF = 500


class BrokenLine(NamedTuple):
    """A line before it has a place.

    Attributes:
        text: what is drawn.
        width: its advance in 1/1000 em, kerns included.
        kerns: as in ``pages.Line``.
        starts: whether a paragraph or forced line begins with it.
        joint: the blanks that were left out at the break before it.
        stretchable: whether its paragraph goes on in the next line, so that it may be justified.
    """

    text: str
    width: float
    kerns: tuple[Kern, ...]
    starts: bool
    joint: str
    stretchable: bool


class Advances(dict[str, int]):
    """The advance of each character in 1/1000 em, looked up once.

    Args:
        widths: by code point; a character without a glyph counts one em.
    """

    def __init__(self, widths: Mapping[int, int]) -> None:
        super().__init__()
        self._widths = widths

    def __missing__(self, char: str) -> int:
        width = self[char] = self._widths.get(ord(char), _EM)
        return width


class Breaker:
    """Breaks texts set in one face.

    Args:
        widths: the face's advances in 1/1000 em by code point.
        typesetting: which refinements to use.
    """

    def __init__(self, widths: Mapping[int, int], typesetting: Typesetting) -> None:
        self._advances = Advances(widths)
        self._typesetting = typesetting

    def width(self, text: str) -> float:
        """Return the advance of ``text`` on one line, in 1/1000 em."""
        return self._one_line(text).width

    def lines(self, text: str, first: float, rest: float) -> list[BrokenLine]:
        r"""Break ``text``.

        Args:
            text: ``\n`` in it is a forced line break.
            first: room of the first line (and of each after a forced break) in 1/1000 em.
            rest: room of the other lines.

        Returns:
            At least one line.
        """
        out: list[BrokenLine] = []
        for paragraph in text.split("\n"):
            line = self._one_line(paragraph)
            if line.width <= first:
                out.append(line)
            else:
                out += self._filled(paragraph, first, rest)
        return out

    def _one_line(self, text: str) -> BrokenLine:
        kerns = self._kerns(text)
        width: float = sum(map(self._advances.__getitem__, text))
        if kerns:
            width += sum(kern.amount for kern in kerns)
        return BrokenLine(text, width, kerns, starts=True, joint="", stretchable=False)

    def _kerns(self, text: str) -> tuple[Kern, ...]:
        typesetting, advances = self._typesetting, self._advances
        if text.isascii() or not (typesetting.autospace or typesetting.compress):
            return ()
        kerns = []
        for at, is_wider in seams(text):
            if is_wider:
                if typesetting.autospace:
                    kerns.append(Kern(at, typesetting.autospace))
            elif typesetting.compress and advances[text[at]] == _EM == advances[text[at + 1]]:
                kerns.append(Kern(at, -_HALF))
        return tuple(kerns)

    def _filled(self, text: str, first: float, rest: float) -> list[BrokenLine]:
        """Break a paragraph of several lines; punctuation shrinks only where it saves a line."""
        measured = _Measured(text, self._advances, self._kerns(text))
        cuts = measured.cuts(first, rest, compress=False)
        if self._typesetting.compress:
            shorter = measured.cuts(first, rest, compress=True)
            if len(shorter) < len(cuts):
                cuts = shorter
        return list(measured.cut(cuts))


class _Cut(NamedTuple):
    """A line as a stretch of its paragraph; what lies between two lines are blanks."""

    start: int
    end: int
    width: float


class _Measured:
    """A paragraph with running widths, so that the width of any stretch is a subtraction."""

    def __init__(self, text: str, advances: Advances, kerns: tuple[Kern, ...]) -> None:
        self._text = text
        self._kerns = dict(kerns)
        steps: list[float] = [advances[char] for char in text]
        for at, amount in kerns:
            steps[at] += amount
        self._before: list[float] = [0, *accumulate(steps)]
        self._can_shrink = [char in TRIMMED_AT_END and advances[char] == _EM for char in text]

    def _width(self, start: int, end: int) -> float:
        """Return the width of a line of ``text[start:end]``; the last character has no kern."""
        return self._before[end] - self._before[start] - self._kerns.get(end - 1, 0)

    def cuts(self, first: float, rest: float, *, compress: bool) -> list[_Cut]:
        """Fill lines: the first with ``first``, the others with ``rest`` (1/1000 em)."""
        cuts: list[_Cut] = []
        start = end = 0
        width, room = 0.0, first
        for unit_start, unit_end in self._units(min(first, rest)):
            if self._text[unit_start].isspace():
                continue
            wider = self._width_in(start, unit_end, room, compress=compress)
            if wider > room:
                if end > start:
                    cuts.append(_Cut(start, end, width))
                    room = rest
                start = unit_start
                wider = self._width_in(start, unit_end, room, compress=compress)
            end, width = unit_end, wider
        cuts.append(_Cut(start, end, width))
        return cuts

    def _width_in(self, start: int, end: int, room: float, *, compress: bool) -> float:
        """Return the width of a line that may shrink its last punctuation mark to fit ``room``."""
        width = self._width(start, end)
        shrinks = compress and width > room and self._can_shrink[end - 1]
        return width - _HALF if shrinks and width - _HALF <= room else width

    def _units(self, room: float) -> Iterator[tuple[int, int]]:
        """Yield the stretches that stay together in lines of ``room``."""
        for unit in unit_pattern(self._text).finditer(self._text):
            start, end = unit.span()
            if self._width(start, end) <= room:
                yield start, end
                continue
            for found in cluster().finditer(self._text, start, end):
                start, end = found.span()
                if self._width(start, end) <= room:
                    yield start, end
                else:
                    yield from ((at, at + 1) for at in range(start, end))

    def cut(self, cuts: Sequence[_Cut]) -> Iterator[BrokenLine]:
        """Yield the lines between ``cuts``."""
        done = 0
        last = len(cuts) - 1
        for index, (start, end, width) in enumerate(cuts):
            yield BrokenLine(
                text=self._text[start:end],
                width=width,
                kerns=tuple(
                    Kern(at - start, amount)
                    for at, amount in self._kerns.items()
                    if start <= at < end - 1
                ),
                starts=index == 0,
                joint=self._text[done:start] if index else "",
                stretchable=index < last,
            )
            done = end


def justified(line: BrokenLine, room: float) -> BrokenLine:
    """Return ``line`` spread to ``room`` (1/1000 em): each gap gets the same share.

    The last line of a paragraph stays as it is, as does one too short to be spread decently.
    """
    gaps = len(line.text) - 1
    spare = room - line.width
    if not line.stretchable or spare <= 0 or gaps < 1 or spare > gaps * _HALF / 2:
        return line
    share = spare / gaps
    plain = dict(line.kerns)
    kerns = tuple(Kern(at, plain.get(at, 0) + share) for at in range(gaps))
    return line._replace(width=room, kerns=kerns)
