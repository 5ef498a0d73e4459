"""The workbook as a whole, sheet after sheet: the same bytes for the same annex.

Its properties' date is the annex's year.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, BinaryIO
from zipfile import ZIP_DEFLATED, ZipFile

from annexgen.export.dictionary import Column
from annexgen.export.xlsx.flat import write_dictionary, write_indicators
from annexgen.export.xlsx.looks import Looks
from annexgen.export.xlsx.markup import letters
from annexgen.export.xlsx.sheet_names import sheet_names
from annexgen.export.xlsx.styles import StyleSheet
from annexgen.export.xlsx.unit_sheet import write_unit
from annexgen.export.xlsx.workbook import Properties, Tab, Workbook

if TYPE_CHECKING:
    from annexgen.document import Document
    from annexgen.model import Annex

INDICATORS, DICTIONARY = "指标一览", "数据字典"
"""The names of the sheets that are not a unit's."""


def write(annex: Annex, document: Document, columns: Sequence[Column], out: BinaryIO) -> None:
    """Write the workbook.

    Args:
        annex: the model.
        document: the annex as it is printed.
        columns: of the sheet with all indicators.
        out: where to.

    Raises:
        CannotHold: where the content is beyond what spreadsheets hold.
    """
    styles = StyleSheet()
    looks = Looks(styles, document)
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        book = Workbook(archive, _tabs(annex, columns), _properties(document))
        with book.next_sheet() as sheet:
            write_indicators(sheet, annex, columns, styles)
        for part in document.parts:
            with book.next_sheet() as sheet:
                write_unit(sheet, part, document, looks)
        with book.next_sheet() as sheet:
            write_dictionary(sheet, columns, styles)
        book.close(styles.markup())


def _tabs(annex: Annex, columns: Sequence[Column]) -> list[Tab]:
    units = [f"{unit.code} {unit.name}" for unit in annex.units]
    first, last, *between = sheet_names([INDICATORS, DICTIONARY, *units])
    filtered = f"$A$1:${letters(len(columns) - 1)}${annex.indicator_count + 1}"
    heads = Tab(first, heads=True, filtered=filtered)
    return [heads, *map(Tab, between), Tab(last, heads=True)]


def _properties(document: Document) -> Properties:
    created = f"{document.date.year:04}-01-01T00:00:00Z"
    return Properties(document.title, document.author, document.subject, created)
