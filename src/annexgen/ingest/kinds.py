"""Which reader a source needs, by what it holds rather than by its name."""

from __future__ import annotations

import codecs
import importlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import cast

from annexgen.findings import Message
from annexgen.ingest.blocks import Block
from annexgen.packages import signatures
from annexgen.packages.opening import open_package
from annexgen.packages.refusal import Unreadable

Reader = Callable[[Path], Iterator[Block]]

_LOOKED_AT = 4096
_MAIN_PARTS = {
    "word/document.xml": "docx",
    "xl/workbook.xml": "xlsx",
    "content.xml": "legacy",
}
_MARKUP = (b"<!doctype html", b"<html", b"<head", b"<body", b"<table", b"<meta")
_WIDE_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)

PDF = Message(
    "PDF 里没有表格的结构，读不回来；请用生成它的 Word 文件（.docx）",
    "a PDF holds no tables to read back; give the Word file (.docx) it was made from",
)
WEB_ARCHIVE = Message(
    "这是“单个文件网页”（.mht），读不了；请用 Word 或浏览器打开，另存为 .docx 或 .html 再导入",
    "a single-file web page (.mht) cannot be read; open it in Word or a browser and save it as "
    ".docx or .html",
)
UNKNOWN = Message(
    "认不出这种文件；可以读 .docx、.doc、.xlsx、.html 和纯文本，请先另存为其中一种",
    "not a kind that can be read; save it as .docx, .doc, .xlsx, .html or plain text",
)


def reader_of(path: Path) -> Reader:
    """Return what reads ``path``.

    Raises:
        Unreadable: where no reader fits.
        OSError: where it cannot be opened.
    """
    module = importlib.import_module(f"annexgen.ingest.{_kind(path)}")
    return cast("Reader", module.read)


def _kind(path: Path) -> str:
    with path.open("rb") as file:
        start = file.read(_LOOKED_AT)
    if start.startswith(signatures.ZIP):
        return _package_kind(path)
    if start.startswith((signatures.COMPOUND, signatures.RTF)):
        return "legacy"
    if start.startswith(signatures.PDF):
        raise Unreadable(str(path), PDF)
    if start.lstrip().lower().startswith(signatures.WEB_ARCHIVE):
        raise Unreadable(str(path), WEB_ARCHIVE)
    narrow = start.replace(b"\0", b"") if start.startswith(_WIDE_MARKS) else start
    if any(mark in narrow.lower() for mark in _MARKUP):
        return "html"
    if b"\0" in start or start.lstrip().startswith(signatures.XML):
        raise Unreadable(str(path), UNKNOWN)
    return "plain_text"


def _package_kind(path: Path) -> str:
    """Return which reader a package needs, by its main part."""
    with open_package(path) as package:
        for part, kind in _MAIN_PARTS.items():
            if part in package.names:
                return kind
    raise Unreadable(str(path), UNKNOWN)
