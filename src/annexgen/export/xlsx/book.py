"""The workbook as a whole: the same bytes for the same annex.

The library writes fixed times into the archive; the properties' date is the annex's year.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, BinaryIO

from annexgen.export.dictionary import Column
from annexgen.export.records import records
from annexgen.export.xlsx.flat import write_dictionary, write_indicators
from annexgen.export.xlsx.looks import Looks
from annexgen.export.xlsx.sheet_names import sheet_names
from annexgen.export.xlsx.unit_sheet import write_unit

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
    from xlsxwriter import Workbook

    book = Workbook(out, {"in_memory": True})
    book.set_properties(
        {
            "title": document.title,
            "author": document.author,
            "subject": document.subject,
            "created": datetime(document.date.year, 1, 1),
        }
    )
    units = [f"{unit.code} {unit.name}" for unit in annex.units]
    names = sheet_names([INDICATORS, DICTIONARY, *units])
    sheet = book.add_worksheet(names[0])
    write_indicators(book, sheet, tuple(records(annex)), columns)
    looks = Looks(book, document)
    for name, part in zip(names[2:], document.parts, strict=True):
        write_unit(book.add_worksheet(name), part, document, looks)
    write_dictionary(book, book.add_worksheet(names[1]), columns)
    book.close()
