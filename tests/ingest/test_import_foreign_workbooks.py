"""Workbooks of other hands: without borders, without merged cells, without blank rows."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.styles import Border
from openpyxl.worksheet.worksheet import Worksheet

from annexgen.export.xlsx.book import DICTIONARY, INDICATORS
from import_trials import REPOSITORY, content, published, texts_left, understood, written

Change = Callable[[Worksheet], None]


def unmerged(sheet: Worksheet) -> None:
    for merged in list(sheet.merged_cells.ranges):
        sheet.unmerge_cells(str(merged))


def without_borders(sheet: Worksheet) -> None:
    for row in sheet.iter_rows():
        for cell in row:
            cell.border = Border()


def without_blank_rows(sheet: Worksheet) -> None:
    unmerged(sheet)
    for row in range(sheet.max_row, 0, -1):
        if all(cell.value in (None, "") for cell in sheet[row]):
            sheet.delete_rows(row)


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return published(REPOSITORY, tmp_path_factory.mktemp("real"), "xlsx")


@pytest.mark.parametrize(
    "changes",
    [
        [],
        [unmerged],
        [without_borders],
        [unmerged, without_borders],
        [without_blank_rows],
        [without_blank_rows, without_borders],
    ],
    ids=lambda changes: "+".join(change.__name__ for change in changes) or "as-exported",
)
def test_a_workbook_comes_back_however_it_is_laid_out(
    real: Path, tmp_path: Path, changes: list[Change]
) -> None:
    book = load_workbook(real)
    del book[INDICATORS], book[DICTIONARY]
    for sheet in book:
        for change in changes:
            change(sheet)
    book.properties.subject = book.properties.title = None
    book.save(tmp_path / "a.xlsx")
    result = understood(tmp_path / "a.xlsx")
    assert written(result) == content()
    assert texts_left(result) == []
    assert result.remarks == ()
