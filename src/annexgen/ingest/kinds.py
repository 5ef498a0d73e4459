"""Which reader a source needs, by what it holds rather than by its name."""

from __future__ import annotations

import importlib
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import cast

from annexgen.findings import Message
from annexgen.ingest.blocks import Block
from annexgen.ingest.refusal import Unreadable

Reader = Callable[[Path], Iterator[Block]]

_LOOKED_AT = 4096
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MAIN_PARTS = {"word/document.xml": "docx", "xl/workbook.xml": "xlsx"}
_MARKUP = (b"<!doctype html", b"<html", b"<head", b"<body", b"<table", b"<meta")


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
    if start.startswith(b"PK"):
        return _package_kind(path)
    if start.startswith(_COMPOUND):
        return "doc"
    if start.startswith(b"%PDF-"):
        raise Unreadable(
            str(path),
            Message(
                "PDF 里没有表格的结构，读不回来；请用生成它的 Word 文件（.docx）",
                "a PDF holds no tables to read back; give the Word file (.docx) it was made from",
            ),
        )
    if any(mark in start.lower() for mark in _MARKUP):
        return "html"
    if b"\0" in start:
        raise _unknown(path)
    return "plain_text"


def _package_kind(path: Path) -> str:
    """Return which reader an Office package needs, by its main part."""
    try:
        with zipfile.ZipFile(path) as package:
            names = set(package.namelist())
    except (zipfile.BadZipFile, NotImplementedError, ValueError, EOFError) as error:
        raise Unreadable(
            str(path),
            Message(
                "文件已损坏或不完整；请重新下载，或在 Word 里打开后另存为 .docx",
                "the file is damaged or cut short; download it again, or open and save it in Word",
            ),
        ) from error
    for part, kind in _MAIN_PARTS.items():
        if part in names:
            return kind
    raise _unknown(path)


def _unknown(path: Path) -> Unreadable:
    return Unreadable(
        str(path),
        Message(
            "认不出这种文件；可以读 .docx、.doc、.xlsx、.html 和纯文本，请先另存为其中一种",
            "not a kind that can be read; save it as .docx, .doc, .xlsx, .html or plain text",
        ),
    )
