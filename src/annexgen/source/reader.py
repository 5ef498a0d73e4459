"""Stage 1: the bytes of one content file in, its tree of nodes and every fault of file level out.

An own loop over the parser's events (YAML 1.2.2; libyaml where it can be had). Content files are
data for people who are no programmers, so of YAML only mappings with text keys, lists and texts are
taken; anchors, aliases, tags, merge keys, directives and further documents are refused, each where
it stands.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from annexgen.findings import Finding, Message
from annexgen.positions import START_OF_FILE
from annexgen.source.nodes import Scalar
from annexgen.source.plain import read_plain
from annexgen.source.report import Report
from annexgen.source.rules import EMPTY_FILE
from annexgen.source.text import (
    decode,
    read_bytes,
    report_tab_indents,
    without_tab_lines,
    without_unfit,
)
from annexgen.tuples import NamedTuple

if TYPE_CHECKING:
    from pathlib import Path

    from annexgen.source.nodes import Node


class ReadResult(NamedTuple):
    """What a content file holds.

    Attributes:
        node: its tree; None where there is none to speak of.
        findings: what is wrong with the file, in its order.
        text: the file's text for showing its lines; None where it could not be decoded.
    """

    node: Node | None
    findings: tuple[Finding, ...]
    text: str | None


def read_file(root: Path, path: str) -> ReadResult:
    """Read the content file ``path`` (POSIX, relative to ``root``) as ``read_node`` does.

    Of a file that is too large no more than 1 MiB is read; one that cannot be read is a finding.
    """
    try:
        data = read_bytes(root / path)
    except OSError as error:
        from annexgen.source import placement

        finding = placement.unreadable(path, error.strerror or str(error))
        return ReadResult(None, (finding,), None)
    return read_node(path, data)


def read_node(path: str, data: bytes) -> ReadResult:
    """Read a content file and report every fault that can be seen without knowing its schema.

    Args:
        path: POSIX path relative to the annex root, for the findings.
        data: the file's bytes; more than 1 MiB are refused unread.
    """
    report = Report(path)
    text = decode(data, report)
    if text is None:
        return ReadResult(None, report.findings(), None)
    text = without_tab_lines(without_unfit(text, report))
    node = None if report_tab_indents(text, report) else _read_text(text, report)
    return ReadResult(node, report.findings(), text)


def _read_text(text: str, report: Report) -> Node | None:
    plain = read_plain(text)
    if plain is not None:
        return plain
    from ruamel.yaml.error import YAMLError

    from annexgen.source import events, refusals
    from annexgen.source.builder import build

    try:
        stream = events.parse(refusals.without_directives(text, report))
        node = build(text, stream, report)
    except YAMLError as error:
        from annexgen.source.syntax import report_error

        report_error(error, text, report)
        return None
    if isinstance(node, Scalar) and not node.text and not node.quoted:
        node = None
    if node is None and not report:
        report.add(
            EMPTY_FILE,
            START_OF_FILE,
            Message("文件里没有内容", "The file says nothing"),
            Message("写“键: 值”，如 项目名称: …", "Write “key: value”, e.g. 项目名称: …"),
        )
    return node
