"""How cells look: the document's styles as the workbook's."""

from __future__ import annotations

from annexgen.document import Align, Cell, Document, TableLook, VAlign
from annexgen.export.xlsx.styles import AS_TEXT, Font, Style, StyleSheet
from annexgen.tuples import NamedTuple

_ALIGNS = {
    Align.START: "left",
    Align.CENTER: "center",
    Align.END: "right",
    Align.JUSTIFY: "left",
}
_BORDERS = ((0.0, ""), (0.3, "hair"), (1.25, "thin"), (2.0, "medium"))
"""Up to which width in pt a line is drawn as which of the kinds that workbooks have."""
_THICKEST = "thick"


class Look(NamedTuple):
    """What distinguishes the document's cells.

    Attributes:
        style: key into the document's styles.
        valign: vertical place of the text.
        border: width of the grid lines in pt; 0 outside tables.
        fill: background; None for none.
        number: the format of numbers; empty for text.
        align: instead of the style's.
    """

    style: str
    valign: VAlign = VAlign.MIDDLE
    border: float = 0.0
    fill: str | None = None
    number: str = ""
    align: Align | None = None


class Looks:
    """Gives the style of a look.

    Args:
        sheet: the workbook's styles.
        document: whose styles and faces are used.
    """

    def __init__(self, sheet: StyleSheet, document: Document) -> None:
        self._sheet = sheet
        self._document = document
        self._known: dict[Look, int] = {}

    def style(self, look: Look) -> int:
        """Return the number of a look's style."""
        known = self._known.get(look)
        if known is None:
            known = self._known[look] = self._sheet.number_of(self._style(look))
        return known

    def _style(self, look: Look) -> Style:
        style = self._document.styles[look.style]
        face = self._document.faces[style.face]
        return Style(
            look.number or AS_TEXT,
            Font(face.east_asia, style.size, face.bold, style.colour),
            look.fill or "",
            _border(look.border),
            _ALIGNS[look.align or style.align],
            "center" if look.valign is VAlign.MIDDLE else "top",
            wraps=True,
        )


def cell_look(cell: Cell, look: TableLook, *, is_header: bool, number: str) -> Look:
    """Return the look of a table's cell."""
    fill = look.header_fill if is_header else None
    return Look(cell.style, cell.valign, look.border, fill, number)


def _border(width: float) -> str:
    return next((line for most, line in _BORDERS if width <= most), _THICKEST)
