"""Texts in their styles: broken to a width once, placed as often as needed.

In: a text, the key of its style, a width in pt. Out: lines with their places. One ``TextSetter``
serves a whole layout and remembers what it has broken: annexes repeat themselves.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

from annexgen.document import Align, TextStyle
from annexgen.fonts.metrics import FontMetrics
from annexgen.layout.breaker import Breaker, BrokenLine, justified
from annexgen.layout.pages import Line, SetText
from annexgen.layout.typesetting import Typesetting
from annexgen.tuples import NamedTuple

_MOST_REMEMBERED = 1 << 12


class _Measure(NamedTuple):
    """What the setting of a style's lines needs, in pt but for the em's thousandths."""

    breaker: Breaker
    scale: float
    leading: float
    baseline: float
    align: Align
    indent: float
    hanging: float


class TextSetter:
    """Sets texts in the document's styles.

    Args:
        styles: ``Document.styles``.
        metrics: of each face, by its key.
        typesetting: which refinements to use.
    """

    def __init__(
        self,
        styles: Mapping[str, TextStyle],
        metrics: Mapping[str, FontMetrics],
        typesetting: Typesetting,
    ) -> None:
        self.styles = styles
        self.typesetting = typesetting
        breakers = {key: Breaker(font.widths, typesetting) for key, font in metrics.items()}
        self._measures = {
            key: _measure(style, metrics[style.face], breakers[style.face])
            for key, style in styles.items()
        }
        self.broken = lru_cache(_MOST_REMEMBERED)(self._broken)
        self.set = lru_cache(_MOST_REMEMBERED)(self._set)
        self.width = lru_cache(_MOST_REMEMBERED)(self._width)

    def _broken(self, text: str, style: str, width: float) -> tuple[BrokenLine, ...]:
        """Break ``text`` in ``style`` to lines of ``width`` pt, indents taken off."""
        measure = self._measures[style]
        room = (width - measure.indent) / measure.scale * (1 - self.typesetting.air)
        rest = room - measure.hanging / measure.scale
        lines = measure.breaker.lines(text, room, rest)
        if measure.align is Align.JUSTIFY:
            lines = [justified(line, room if line.starts else rest) for line in lines]
        return tuple(lines)

    def _set(self, paragraphs: tuple[str, ...], style: str, width: float) -> SetText:
        """Set paragraphs below each other in ``style`` into a column of ``width`` pt."""
        broken = [line for text in paragraphs for line in self._broken(text, style, width)]
        lines = self.placed(broken, style, 0.0, 0.0, width)
        return SetText(lines, style, self._measures[style].leading)

    def _width(self, text: str, style: str) -> float:
        """Return the width of ``text`` on one line, in pt."""
        measure = self._measures[style]
        return measure.breaker.width(text) * measure.scale

    def baseline(self, style: str) -> float:
        """Return how far below a line's upper edge its baseline is, in pt."""
        return self._measures[style].baseline

    def leading(self, style: str) -> float:
        """Return the distance of baselines in pt."""
        return self._measures[style].leading

    def placed(
        self, lines: Sequence[BrokenLine], style: str, x: float, y: float, width: float
    ) -> tuple[Line, ...]:
        """Place ``lines`` below each other.

        Args:
            lines: what ``broken`` gave for ``style`` and ``width``.
            style: key of the style.
            x: left edge of the column in pt.
            y: upper edge of the first line in pt.
            width: of the column in pt.
        """
        measure = self._measures[style]
        baseline = y + measure.baseline
        out = []
        for text, line_width, kerns, starts, joint, _ in lines:
            wide = line_width * measure.scale
            left = x + _offset(measure, width, wide, starts)
            out.append(Line(text, style, left, baseline, wide, kerns, starts, joint))
            baseline += measure.leading
        return tuple(out)


def _measure(style: TextStyle, font: FontMetrics, breaker: Breaker) -> _Measure:
    scale = style.size / 1000
    glyphs = (font.ascent - font.descent) * scale
    return _Measure(
        breaker=breaker,
        scale=scale,
        leading=style.leading,
        baseline=(style.leading - glyphs) / 2 + font.ascent * scale,
        align=style.align,
        indent=style.indent,
        hanging=style.hanging,
    )


def _offset(measure: _Measure, width: float, wide: float, starts: bool) -> float:
    """Return how far right of its column's edge a line begins."""
    indent = measure.indent if starts else measure.indent + measure.hanging
    if measure.align is Align.CENTER:
        return indent + (width - indent - wide) / 2
    if measure.align is Align.END:
        return width - wide
    return indent
