"""How cells look: the document's styles as the workbook's formats, each made once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from annexgen.document import Align, Cell, Document, TableLook, VAlign
from annexgen.tuples import NamedTuple

if TYPE_CHECKING:
    from xlsxwriter import Workbook

    Format = Any
    Worksheet = Any
    """Of the library, which has no types."""

_ALIGNS = {
    Align.START: "left",
    Align.CENTER: "center",
    Align.END: "right",
    Align.JUSTIFY: "left",
}
_BORDERS = ((0.0, 0), (0.3, 7), (1.25, 1), (2.0, 2))
"""Up to which width in pt a line is drawn with which of Excel's: none, hair, thin, medium."""
_THICK = 5


class Look(NamedTuple):
    """What distinguishes formats.

    Attributes:
        style: key into the document's styles.
        valign: vertical place of the text.
        border: width of the grid lines in pt; 0 outside tables.
        fill: background; None for none.
        number: Excel's number format; empty for text.
        align: instead of the style's.
    """

    style: str
    valign: VAlign = VAlign.MIDDLE
    border: float = 0.0
    fill: str | None = None
    number: str = ""
    align: Align | None = None


class Looks:
    """Gives the format of a look.

    Args:
        book: the workbook.
        document: whose styles and faces are used.
    """

    def __init__(self, book: Workbook, document: Document) -> None:
        self._book = book
        self._document = document
        self._formats: dict[Look, Format] = {}

    def format(self, look: Look) -> Format:
        """Return the format of a look."""
        known = self._formats.get(look)
        if known is None:
            known = self._formats[look] = self._book.add_format(self._properties(look))
        return known

    def _properties(self, look: Look) -> dict[str, object]:
        style = self._document.styles[look.style]
        face = self._document.faces[style.face]
        properties: dict[str, object] = {
            "font_name": face.east_asia,
            "font_size": style.size,
            "font_color": style.colour,
            "bold": face.bold,
            "align": _ALIGNS[look.align or style.align],
            "valign": "vcenter" if look.valign is VAlign.MIDDLE else "top",
            "text_wrap": True,
            "border": _border(look.border),
            "num_format": look.number or "@",
        }
        if look.fill is not None:
            properties["bg_color"] = look.fill
        return properties


def cell_look(cell: Cell, look: TableLook, *, is_header: bool, number: str) -> Look:
    """Return the look of a table's cell."""
    fill = look.header_fill if is_header else None
    return Look(cell.style, cell.valign, look.border, fill, number)


def _border(width: float) -> int:
    return next((line for most, line in _BORDERS if width <= most), _THICK)
