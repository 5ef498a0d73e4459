"""The annex as a workbook: all indicators in one sheet, a sheet for each unit, the dictionary."""

from annexgen.export.xlsx.book import write

__all__ = ["write"]
