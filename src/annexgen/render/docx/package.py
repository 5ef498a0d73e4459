"""The package: parts and properties through python-docx, the zip written by hand.

python-docx's own zip carries the clock and its default template another language, a date and a
thumbnail; so the shell is made here (or is the form's ``base.docx``) and the zip has fixed dates.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, BinaryIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from annexgen.document import Document
from annexgen.render.docx.markup import DECLARATION, NAMESPACES, field, paragraph, run
from annexgen.render.docx.shell import RELATIONSHIPS, WORD_TYPES, shell
from annexgen.render.docx.stretch import LEVEL, Stretch, write_member
from annexgen.render.docx.styles import Opening, Style, StyleNames, StyleSheet, TableStyles
from annexgen.tuples import NamedTuple

if TYPE_CHECKING:
    from docx.document import Document as Opened

FOOTER = "rIdAnnexfooter1"
"""The relationship of the page number."""

_BODY = "word/document.xml"
_STYLES = "word/styles.xml"
_FIXED_DATE = (1980, 1, 1, 0, 0, 0)


class Parts(NamedTuple):
    """What the package's other parts are made from.

    Attributes:
        document: its properties, styles and page number; its parts are not read.
        headers: the relationship of each running header, by its runs.
        names: which style shows what.
        opening: what the body begins with.
        tables: the styles of its tables.
    """

    document: Document
    headers: Mapping[str, str]
    names: StyleNames
    opening: Opening
    tables: TableStyles


def get_ready() -> None:
    """Import python-docx, which takes 35 ms: best while worker processes are at work."""
    import docx  # noqa: F401


def header_name(number: int) -> str:
    """Return the relationship of a running header, by its number from 1."""
    return f"rIdAnnexheader{number}"


def write_package(
    parts: Parts, body: Iterable[Stretch], out: BinaryIO, base: bytes | None = None
) -> None:
    """Write a DOCX file.

    Args:
        parts: what all but its text is made from.
        body: ``word/document.xml``, in stretches.
        out: where the file goes.
        base: a DOCX file whose styles, theme and settings come before ours.
    """
    import docx

    opened = docx.Document(io.BytesIO(base or shell(parts.document)))
    _add_styles(opened, StyleSheet(parts.document, parts.names, parts.opening).all())
    for runs, relationship in parts.headers.items():
        _add_part(opened, relationship, "header", _header(runs))
    _add_part(opened, FOOTER, "footer", _footer(parts.document))
    _add_styles(opened, parts.tables.all())
    _set_properties(opened, parts.document)
    members = _members(opened)
    styles = members.pop(_STYLES)
    del members[_BODY]
    with ZipFile(out, "w", ZIP_DEFLATED, compresslevel=LEVEL) as package:
        for name, data in members.items():
            package.writestr(_info(name), data)
        write_member(package, _info(_BODY), body)
        package.writestr(_info(_STYLES), styles)


def _header(runs: str) -> str:
    return f"{DECLARATION}<w:hdr {NAMESPACES}>{paragraph('Header', runs)}</w:hdr>"


def _footer(document: Document) -> str:
    before, _, after = document.furniture.number_pattern.partition("{}")
    content = run(before) + field("PAGE", "1") + run(after)
    return f"{DECLARATION}<w:ftr {NAMESPACES}>{paragraph('Footer', content)}</w:ftr>"


def _add_styles(opened: Opened, styles: Iterable[Style]) -> None:
    """Add the styles that the file does not have, by identifier or by name."""
    from docx.oxml.parser import parse_xml

    element = opened.styles.element
    known = {style.style_id for style in opened.styles}
    known |= {style.name for style in opened.styles}
    for style in styles:
        if style.id not in known and style.name not in known:
            element.append(parse_xml(style.markup.replace("<w:style ", f"<w:style {NAMESPACES} ")))


def _add_part(opened: Opened, relationship: str, kind: str, markup: str) -> None:
    """Add a header or footer."""
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    name = relationship.removeprefix("rIdAnnex")
    part = Part(
        PackURI(f"/word/annex-{name}.xml"),
        f"{WORD_TYPES}.{kind}+xml",
        markup.encode(),
        opened.part.package,
    )
    opened.part.rels.add_relationship(f"{RELATIONSHIPS}/{kind}", part, relationship)


def _set_properties(opened: Opened, document: Document) -> None:
    """Set the core properties, all of them from the document."""
    properties = opened.core_properties
    moment = datetime(document.date.year, document.date.month, document.date.day, tzinfo=UTC)
    properties.title = document.title
    properties.author = document.author
    properties.last_modified_by = document.author
    properties.subject = document.subject
    properties.language = document.language
    properties.created = properties.modified = moment.replace(tzinfo=None)
    properties.revision = 1


def _members(opened: Opened) -> dict[str, bytes]:
    """Return the package's members by name, in the order in which they are written."""
    saved = io.BytesIO()
    opened.save(saved)
    with ZipFile(saved) as package:
        return {name: package.read(name) for name in package.namelist()}


def _info(name: str) -> ZipInfo:
    """Return what the zip says of a member: nothing that differs from run to run."""
    info = ZipInfo(name, _FIXED_DATE)
    info.compress_type = ZIP_DEFLATED
    info.create_system = 0
    return info
