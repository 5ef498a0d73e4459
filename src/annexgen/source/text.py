"""From a file's bytes to the text that is parsed, with the faults that make it no proper text.

In: bytes. Out: a text in which every line ends in one line feed, so that a line number and a column
(in characters, from 1) mean the same to the parser, to a code frame and to an editor.
"""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING

from annexgen.findings import Message
from annexgen.positions import START_OF_FILE, Span
from annexgen.source.rules import (
    BYTE_ORDER_MARK,
    CONTROL_CHARACTER,
    NOT_UTF8,
    TAB_INDENT,
    TOO_LARGE,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from annexgen.source.report import Report

MOST_BYTES = 1 << 20
"""The largest content file that is read (1 MiB); the annex's largest project has 4 KiB."""

_CHUNK = 1 << 16
"""Bytes read at once: making room for the most that may come takes longer than reading does."""

REPLACEMENT = "\ufffd"
_UNFIT = (
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)
"""Compiled where it is needed: nothing that is unfit is printable, and almost all text is."""
_TAB_INDENT = re.compile(r"^ *(\t[ \t]*)(?=[^ \t\n])", re.MULTILINE)
_TAB_ONLY = re.compile(r"^[ \t]+$", re.MULTILINE)
_WIDE_BOMS = {
    codecs.BOM_UTF32_LE: "UTF-32",
    codecs.BOM_UTF32_BE: "UTF-32",
    codecs.BOM_UTF16_LE: "UTF-16",
    codecs.BOM_UTF16_BE: "UTF-16",
}
_HELP_SAVE = Message(
    "用编辑器“另存为”，编码选 UTF-8（不带 BOM）",
    "Save the file again with the encoding UTF-8 (without BOM)",
)


def read_bytes(file: Path) -> bytes:
    """Return a file's bytes, at most one more than a content file may have.

    Raises:
        OSError: where the file cannot be read.
    """
    data, left = b"", MOST_BYTES + 1
    with open(file, "rb", buffering=0) as stream:  # noqa: PTH123 - three times as quick
        while left and (more := stream.read(min(left, _CHUNK))):
            data += more
            left -= len(more)
    return data


def decode(data: bytes, report: Report) -> str | None:
    """Return the text of ``data`` with line feeds alone, or None where it cannot be parsed."""
    if len(data) > MOST_BYTES:
        report.add(
            TOO_LARGE,
            None,
            Message("文件超过 1 MiB，没有读取", "The file is over 1 MiB and was not read"),
            Message(
                "内容文件一般只有几 KB：看是否放错了文件；一个项目一个文件",
                "Content files have a few KB: is it the right file? One project, one file",
            ),
        )
        return None
    if any(data.startswith(bom) for bom in _WIDE_BOMS):
        encoding = next(name for bom, name in _WIDE_BOMS.items() if data.startswith(bom))
        _report_encoding(report, START_OF_FILE, encoding)
        return None
    if data.startswith(codecs.BOM_UTF8):
        data = data[len(codecs.BOM_UTF8) :]
        report.add(
            BYTE_ORDER_MARK,
            START_OF_FILE,
            Message("文件以 BOM（U+FEFF）开头", "The file begins with a BOM (U+FEFF)"),
            _HELP_SAVE,
        )
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        _report_bad_utf8(report, data, error.start)
        return None
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def after(line: int, column: int, passed: str) -> tuple[int, int]:
    """Return the line and column behind ``passed``, which begins at ``line`` and ``column``."""
    breaks = passed.count("\n")
    if breaks:
        return line + breaks, len(passed) - passed.rfind("\n")
    return line, column + len(passed)


def span_of(text: str, start: int, end: int) -> Span:
    """Return the place of ``text[start:end]``; it costs as much as the text before is long."""
    line, column = after(1, 1, text[:start])
    return Span(line, column, *after(line, column, text[start:end]))


def spans_of(text: str, stretches: Iterable[tuple[int, int]], place: Span) -> Iterator[Span]:
    """Yield the place of each of ``stretches`` of ``text``, begun at ``place``."""
    line, column, done = place.line, place.column, 0
    for start, end in stretches:
        line, column = after(line, column, text[done:start])
        yield Span(line, column, *after(line, column, text[start:end]))
        done = start


def without_unfit(text: str, report: Report) -> str:
    """Report each character that no document can hold; return ``text`` with U+FFFD for it."""
    if _is_printable(text):
        return text
    matches = list(re.finditer(_UNFIT, text))
    spans = spans_of(text, (match.span() for match in matches), START_OF_FILE)
    for match, span in zip(matches, spans, strict=True):
        name = f"U+{ord(match[0]):04X}"
        report.add(
            CONTROL_CHARACTER,
            span,
            Message(f"有看不见的控制字符 {name}", f"There is a control character {name}"),
            Message("删去这个字符", "Delete this character"),
        )
    return replace_unfit(text)


def replace_unfit(text: str) -> str:
    """Return ``text`` with U+FFFD for each character that no document can hold."""
    return text if _is_printable(text) else re.sub(_UNFIT, REPLACEMENT, text)


def first_unfit(text: str) -> str | None:
    """Return the name of the first character in ``text`` that no document can hold."""
    match = None if _is_printable(text) else re.search(_UNFIT, text)
    return f"U+{ord(match[0]):04X}" if match else None


def _is_printable(text: str) -> bool:
    return text.replace("\n", "").isprintable()


def without_tab_lines(text: str) -> str:
    """Return ``text`` with blanks for the tabs in lines of nothing else, which do no harm."""
    if "\t" not in text:
        return text
    return _TAB_ONLY.sub(lambda match: " " * len(match[0]), text)


def report_tab_indents(text: str, report: Report) -> bool:
    """Report each line that is indented with a tab; say whether there is one."""
    if "\t" not in text:
        return False
    spans = list(spans_of(text, (m.span(1) for m in _TAB_INDENT.finditer(text)), START_OF_FILE))
    for span in spans:
        report.add(
            TAB_INDENT,
            span,
            Message("这一行用制表符（Tab）缩进", "This line is indented with a tab"),
            Message("改用空格，每层缩进 2 个空格", "Use blanks instead, two for each level"),
        )
    return bool(spans)


def _report_encoding(report: Report, span: Span, found: str) -> None:
    report.add(
        NOT_UTF8,
        span,
        Message(f"文件不是 UTF-8 编码，而是 {found}", f"The file is not UTF-8 but {found}"),
        _HELP_SAVE,
    )


def _report_bad_utf8(report: Report, data: bytes, at: int) -> None:
    before = data[:at].decode("utf-8").replace("\r\n", "\n").replace("\r", "\n")
    span = span_of(before + "?", len(before), len(before) + 1)
    found = None if _is_mostly_utf8(data) else _chinese_encoding(data)
    if found is not None:
        _report_encoding(report, span, found)
        return
    report.add(
        NOT_UTF8,
        span,
        Message(
            f"文件不是 UTF-8 编码：这里有无法识别的字节 0x{data[at]:02X}",
            f"The file is not UTF-8: the byte 0x{data[at]:02X} cannot be read here",
        ),
        _HELP_SAVE,
    )


def _is_mostly_utf8(data: bytes) -> bool:
    text = data.decode("utf-8", "replace")
    broken = text.count(REPLACEMENT)
    return sum(char >= "\u0800" for char in text) - broken > broken


def _chinese_encoding(data: bytes) -> str | None:
    for encoding, name in (("gbk", "GBK"), ("gb18030", "GB18030")):
        try:
            data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return name
    return None
