"""The annex as CSV (RFC 4180): UTF-8 with a byte order mark, so that Excel reads it right.

A text that a spreadsheet would take for a formula gets an apostrophe before it (OWASP, CSV
Injection); numbers and dates are written as they are.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from io import TextIOWrapper
from typing import BinaryIO

from annexgen.export.dictionary import HEADINGS, Column, Value, dictionary_rows
from annexgen.export.records import Record

_FORMULA_STARTS = tuple("=+-@\t\r\n＝＋－＠")
"""What a formula may begin with; the full-width signs count in East Asian editions of Excel."""


def write(rows: Iterable[Record], columns: Sequence[Column], out: BinaryIO) -> None:
    """Write one row for each record under the columns' names."""
    readers = [column.read for column in columns]
    cells = ([_cell(read(record)) for read in readers] for record in rows)
    _write([column.name for column in columns], cells, out)


def write_dictionary(columns: Iterable[Column], out: BinaryIO) -> None:
    """Write the data dictionary: one row for each column."""
    rows = ([_cell(text) for text in row] for row in dictionary_rows(columns))
    _write(HEADINGS, rows, out)


def _write(headings: Iterable[str], rows: Iterable[Iterable[str]], out: BinaryIO) -> None:
    text = TextIOWrapper(out, encoding="utf-8-sig", newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([_cell(heading) for heading in headings])
    writer.writerows(rows)
    text.detach()


def _cell(value: Value) -> str:
    if isinstance(value, str):
        return f"'{value}" if value.startswith(_FORMULA_STARTS) else value
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None else str(value)
