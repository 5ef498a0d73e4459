"""A file's result as bytes and back: JSON and the streams behind it, never objects by name.

Reading one makes nothing but texts, numbers and the classes written here, so a foreign record can
at worst be wrong, and the digests of ``packs`` and ``keys`` see to that.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from annexgen.cache.packing import (
    DAMAGED,
    SIZES,
    deflated,
    deflated_bytes,
    inflated,
    inflated_bytes,
)
from annexgen.document import Heading, TableLook
from annexgen.findings import Finding, Message, Severity
from annexgen.loading.units import Name
from annexgen.model import Amount, Budget, Project
from annexgen.positions import Origin, Span
from annexgen.tuples import NamedTuple

if TYPE_CHECKING:
    from annexgen.render.docx.body import DocxSection
    from annexgen.render.pdf.body import BodySection
    from annexgen.render.pdf.section import Caption

_NO_HEADING = Heading("", 2, "", "")


class CaptionLines(NamedTuple):
    """How many lines a section's heading takes: with another count it would have to be set anew.

    Attributes:
        pdf: in a PDF, and where a table goes on; None for no PDF.
        docx: in a DOCX; None for no DOCX.
    """

    pdf: tuple[int, int] | None
    docx: int | None


class Record(NamedTuple):
    """What is kept of a file.

    Attributes:
        project: without its indicators.
        indicators: how many it has.
        name: its name and where it stands.
        findings: what is found in the file.
        lines: how many lines its heading takes.
        pdf: its section in a PDF, under an empty heading; None where none was wanted.
        docx: its section in a DOCX, likewise.
    """

    project: Project
    indicators: int
    name: Name
    findings: tuple[Finding, ...]
    lines: CaptionLines
    pdf: BodySection | None
    docx: DocxSection | None


def packed(record: Record) -> bytes:
    """Return ``record`` as bytes."""
    streams: list[bytes] = []
    project = [
        _project(record.project),
        record.indicators,
        record.name,
        [_finding(finding) for finding in record.findings],
        record.lines,
    ]
    sections = [
        _pdf(record.pdf, streams) if record.pdf else None,
        _docx(record.docx, streams) if record.docx else None,
    ]
    heads = [deflated(project), deflated(sections)]
    return b"".join((SIZES.pack(*map(len, heads)), *heads, *streams))


def unpacked(data: bytes, *, wants_sections: bool = True) -> Record | None:
    """Return the record in ``data``; None where it is none.

    Args:
        data: what ``packed`` gave.
        wants_sections: whether to read its sections as well, which takes longer than the rest.
    """
    try:
        first, second = SIZES.unpack_from(data)
        start, end = SIZES.size + first, SIZES.size + first + second
        project, indicators, name, findings, lines = inflated(data[SIZES.size : start])
        pdf, docx = inflated(data[start:end]) if wants_sections else (None, None)
        take = _cut(data, end)
        return Record(
            _read_project(project),
            int(indicators),
            Name(name[0], name[1], Span(*name[2])),
            tuple([_read_finding(finding) for finding in findings]),
            CaptionLines(None if lines[0] is None else (lines[0][0], lines[0][1]), lines[1]),
            _read_pdf(pdf, take) if pdf else None,
            _read_docx(docx, take) if docx else None,
        )
    except DAMAGED:
        return None


# ---------------------------------------------------------------------- the model


def _project(project: Project) -> list[Any]:
    origin, budget = project.origin, project.budget
    return [
        project.id,
        project.name,
        [part and part.text for part in (budget.total, budget.fiscal, budget.other)],
        project.purpose,
        project.goals,
        dict(project.extra),
        origin.path,
        dict(origin.spans),
    ]


def _read_project(read: Sequence[Any]) -> Project:
    id_, name, (total, fiscal, other), purpose, goals, extra, path, spans = read
    origin = Origin(path, {key: Span(*span) for key, span in spans.items()})
    budget = Budget(Amount(total), _read_amount(fiscal), _read_amount(other), origin)
    return Project(id_, name, budget, purpose, tuple(goals), (), extra, origin)


def _read_amount(text: str | None) -> Amount | None:
    return None if text is None else Amount(text)


def _finding(finding: Finding) -> list[Any]:
    help_ = finding.help
    return [
        finding.code,
        finding.rule,
        finding.severity,
        finding.path,
        finding.span,
        [finding.message.zh, finding.message.en],
        None if help_ is None else [help_.zh, help_.en],
        finding.mend,
    ]


def _read_finding(read: Sequence[Any]) -> Finding:
    code, rule, severity, path, span, message, help_, mend = read
    return Finding(
        code,
        rule,
        Severity(severity),
        path,
        None if span is None else Span(*span),
        Message(*message),
        None if help_ is None else Message(*help_),
        mend,
    )


# ---------------------------------------------------------------------- the sections


def _pdf(section: BodySection, streams: list[bytes]) -> list[Any]:
    encoded = section.encoded
    return [
        section.lead,
        section.start,
        [[list(_streams(page.streams, streams)), page.owners] for page in encoded.pages],
        encoded.elements,
        [[slot, characters] for slot, characters in encoded.characters.items()],
    ]


def _streams(page: Iterable[bytes | Caption], streams: list[bytes]) -> Iterator[object]:
    for stream in page:
        if isinstance(stream, bytes):
            streams.append(stream)
            yield len(stream)
        else:
            yield stream


class _cut:  # noqa: N801 - reads like the function that it is
    """Gives the streams behind a record's head away one by one."""

    def __init__(self, data: bytes, at: int) -> None:
        self._data = data
        self._at = at

    def __call__(self, size: int) -> bytes:
        start, self._at = self._at, self._at + size
        if not 0 <= size <= len(self._data) - start:
            raise ValueError("a stream is cut off")
        return self._data[start : self._at]


def _read_pdf(read: Sequence[Any], take: _cut) -> BodySection:
    from annexgen.render.pdf.body import BodySection
    from annexgen.render.pdf.faces import Slot
    from annexgen.render.pdf.section import EncodedPage, EncodedSection
    from annexgen.render.pdf.skeleton import ElementsTemplate

    lead, start, pages, elements, characters = read
    text, gaps, size, mcids, *indexes = elements
    encoded = EncodedSection(
        tuple([EncodedPage(_read_streams(page, take), tuple(owners)) for page, owners in pages]),
        ElementsTemplate(text, tuple(gaps), size, mcids, *map(tuple, indexes)),
        (),
        {Slot(*slot): drawn for slot, drawn in characters},
    )
    return BodySection(_NO_HEADING, lead, start, encoded)


def _docx(section: DocxSection, streams: list[bytes]) -> list[Any]:
    packed_markup = deflated_bytes(section.markup)
    streams.append(packed_markup)
    looks = [list(look) for look in section.looks]
    return [section.breaks, section.lead, section.pages, looks, len(packed_markup)]


def _read_docx(read: Sequence[Any], take: _cut) -> DocxSection:
    from annexgen.render.docx.body import DocxSection

    breaks, lead, pages, looks, size = read
    markup = inflated_bytes(take(size))
    tables = tuple([TableLook(*look) for look in looks])
    return DocxSection(_NO_HEADING, bool(breaks), lead, pages, tables, markup)


def _read_streams(read: Sequence[Any], take: _cut) -> tuple[bytes | Caption, ...]:
    from annexgen.render.pdf.section import Caption

    return tuple([take(one) if isinstance(one, int) else Caption(*one) for one in read])
