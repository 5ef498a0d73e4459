"""Numbers in cells are read as LibreOffice Calc shows them."""

from __future__ import annotations

import csv
from decimal import Decimal
from pathlib import Path

import pytest
import xlsxwriter

from annexgen.ingest.number_formats import as_shown
from programs import need, run

pytestmark = pytest.mark.system

AS_SHOWN = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,true"
NUMBERS = (
    *(1, -1, 0.5, -0.5, 470, 470.005, 6000.5, 1234567.891, -1234.5, 0.955, 99.995, 1e10),
    *(0.1 + 0.2, 2.675, 1 / 3, 0),
)
NUMBER_FORMATS = (
    *("General", "@", "0", "0.00", "0.0", "#,##0", "#,##0.00", "0%", "0.0%", "0.00%", "0000"),
    *("0.0##", "#,##0,", "#,##0.00;-#,##0.00", "0.00;(0.00)", '0"人"', '"≥"0', '#,##0.00"万元"'),
    *('0;-0;"无"', "0.00_ ", "0.00_);(0.00)", "[Red]0.00;[Blue]-0.00", "[$¥-804]#,##0.00"),
)
DAYS = (61, 45658, 45658.5, 45991.75, 40000.123)
"""LibreOffice knows no 29 February 1900, so that it differs from Excel before day 61."""
DAY_FORMATS = (
    *("yyyy-mm-dd", "yyyy/m/d", 'yyyy"年"m"月"d"日"', 'yyyy"年"m"月"', 'm"月"d"日"', "yyyy.mm"),
    *("yyyy-mm-dd hh:mm:ss", "h:mm", "hh:mm:ss", "yy-m-d", "mm/dd/yyyy"),
)
CASES = [(value, code) for code in NUMBER_FORMATS for value in NUMBERS] + [
    (value, code) for code in DAY_FORMATS for value in DAYS
]


def test_numbers_are_read_as_calc_shows_them(tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(tmp_path / "a.xlsx")
    sheet = book.add_worksheet()
    sheet.set_column(0, 0, 60)
    for row, (value, code) in enumerate(CASES):
        sheet.write_number(row, 0, value, book.add_format({"num_format": code}))
    book.close()
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [need("soffice"), profile, "--headless", "--convert-to", AS_SHOWN, "--outdir"]
    run([*command, tmp_path, tmp_path / "a.xlsx"])
    with (tmp_path / "a.csv").open(encoding="utf-8", newline="") as lines:
        shown = [row[0].strip() for row in csv.reader(lines)]
    read = [as_shown(Decimal(repr(value)), code).strip() for value, code in CASES]
    assert list(zip(CASES, read, strict=True)) == list(zip(CASES, shown, strict=True))
