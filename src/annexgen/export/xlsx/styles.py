"""The workbook's styles, each once and known by its number (ISO/IEC 29500-1, 18.8)."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from typing import TypeVar

from annexgen.export.xlsx.markup import DECLARATION, MAIN, escaped
from annexgen.tuples import NamedTuple

_K = TypeVar("_K", bound=Hashable)

GENERAL, AS_TEXT = "General", "@"
_BUILT_IN = {GENERAL: 0, "0": 1, "0.00": 2, "#,##0.00": 4, AS_TEXT: 49}
"""Number formats that every program knows by number (18.8.30)."""
_FIRST_OWN = 164
_SIDES = ("left", "right", "top", "bottom")
_ALWAYS = (
    '<fill><patternFill patternType="none"/></fill>',
    '<fill><patternFill patternType="gray125"/></fill>',
)
"""The two fills that programs take for granted."""


class Font(NamedTuple):
    """A font.

    Attributes:
        name: as the user's machine knows it.
        size: in pt.
        bold: whether it is bold.
        colour: ``#rrggbb``; empty for the default.
    """

    name: str = "Calibri"
    size: float = 11
    bold: bool = False
    colour: str = ""


class Style(NamedTuple):
    """How a cell looks.

    Attributes:
        number: the format of numbers.
        font: of its text.
        fill: its background, ``#rrggbb``; empty for none.
        border: the kind of its four lines; empty for none.
        horizontal: where its text stands; empty for texts left and numbers right.
        vertical: likewise; empty for the bottom.
        wraps: whether its text is broken to lines.
    """

    number: str = GENERAL
    font: Font = Font()
    fill: str = ""
    border: str = ""
    horizontal: str = ""
    vertical: str = ""
    wraps: bool = False


class StyleSheet:
    """Gives each style its number."""

    def __init__(self) -> None:
        self._styles: dict[Style, int] = {}
        self.number_of(Style())  # what cells without a style have

    def number_of(self, style: Style) -> int:
        """Return the number that cells name a style by."""
        return self._styles.setdefault(style, len(self._styles))

    def markup(self) -> str:
        """Return the part of the workbook that tells of all styles that were asked for."""
        styles = list(self._styles)
        formats = _numbered(style.number for style in styles if style.number not in _BUILT_IN)
        fonts = _numbered(style.font for style in styles)
        fills = _numbered(style.fill for style in styles if style.fill)
        borders = _numbered(style.border for style in styles)
        numbers = {**_BUILT_IN, **{key: _FIRST_OWN + place for key, place in formats.items()}}
        backgrounds = {"": 0, **{key: len(_ALWAYS) + place for key, place in fills.items()}}
        cells = [
            _format(
                style,
                f'numFmtId="{numbers[style.number]}" fontId="{fonts[style.font]}"'
                f' fillId="{backgrounds[style.fill]}" borderId="{borders[style.border]}"',
            )
            for style in styles
        ]
        named = [
            f'<numFmt numFmtId="{numbers[one]}" formatCode="{escaped(one)}"/>' for one in formats
        ]
        return (
            f'{DECLARATION}<styleSheet xmlns="{MAIN}">'
            + (_list("numFmts", named) if named else "")
            + _list("fonts", map(_font, fonts))
            + _list("fills", [*_ALWAYS, *map(_fill, fills)])
            + _list("borders", map(_border, borders))
            + '<cellStyleXfs count="1">'
            '<xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
            + _list("cellXfs", cells)
            + '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>'
            "</styleSheet>"
        )


def _numbered(keys: Iterable[_K]) -> dict[_K, int]:
    return {key: number for number, key in enumerate(dict.fromkeys(keys))}


def _list(name: str, items: Iterable[str]) -> str:
    items = list(items)
    return f'<{name} count="{len(items)}">{"".join(items)}</{name}>'


def _font(font: Font) -> str:
    bold = "<b/>" if font.bold else ""
    colour = f'<color rgb="{_opaque(font.colour)}"/>' if font.colour else ""
    name = escaped(font.name)
    return (
        f'<font>{bold}<sz val="{font.size:g}"/>{colour}<name val="{name}"/><family val="2"/></font>'
    )


def _fill(colour: str) -> str:
    foreground = f'<fgColor rgb="{_opaque(colour)}"/><bgColor indexed="64"/>'
    return f'<fill><patternFill patternType="solid">{foreground}</patternFill></fill>'


def _border(kind: str) -> str:
    if not kind:
        return "<border><left/><right/><top/><bottom/><diagonal/></border>"
    lines = "".join(f'<{side} style="{kind}"><color auto="1"/></{side}>' for side in _SIDES)
    return f"<border>{lines}<diagonal/></border>"


def _format(style: Style, parts: str) -> str:
    applied = f' applyNumberFormat="{style.number != GENERAL:d}"'
    applied += f' applyFont="{style.font != Font():d}" applyFill="{bool(style.fill):d}"'
    applied += f' applyBorder="{bool(style.border):d}"'
    placed = ""
    if style.horizontal:
        placed += f' horizontal="{style.horizontal}"'
    if style.vertical:
        placed += f' vertical="{style.vertical}"'
    if style.wraps:
        placed += ' wrapText="1"'
    if not placed:
        return f'<xf {parts} xfId="0"{applied}/>'
    return f'<xf {parts} xfId="0"{applied} applyAlignment="1"><alignment{placed}/></xf>'


def _opaque(colour: str) -> str:
    return "FF" + colour.lstrip("#").upper()
