"""The package: parts and properties through python-docx, the zip written by hand.

python-docx's own zip carries the clock and its default template another language, a date and a
thumbnail; so the shell is made here (or is the form's ``base.docx``) and the zip has fixed dates.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, BinaryIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from annexgen.document import Document
from annexgen.layout.pages import Layout
from annexgen.render.docx.body import Body
from annexgen.render.docx.markup import DECLARATION, NAMESPACES, field, paragraph, run
from annexgen.render.docx.shell import RELATIONSHIPS, WORD_TYPES, shell
from annexgen.render.docx.styles import Style, StyleSheet

if TYPE_CHECKING:
    from docx.document import Document as Opened

_BODY = "word/document.xml"
_STYLES = "word/styles.xml"
_FIXED_DATE = (1980, 1, 1, 0, 0, 0)
_LEVEL = 6


def render(document: Document, layout: Layout, out: BinaryIO, base: bytes | None = None) -> None:
    """Write ``document`` as a DOCX file.

    Args:
        document: what to write.
        layout: its pages as Word breaks them (``layout.typesetting.WORD``).
        out: where the file goes.
        base: a DOCX file whose styles, theme and settings come before ours.
    """
    import docx

    sheet = StyleSheet(document)
    opened = docx.Document(io.BytesIO(base or shell(document)))
    _add_styles(opened, sheet.all())
    headers = {
        text: _add_part(opened, f"header{number}", "header", _header(text))
        for number, text in enumerate(_running_headers(document), start=1)
    }
    footer = _add_part(opened, "footer1", "footer", _footer(document))
    _set_properties(opened, document)
    body = Body(document, layout, sheet, headers, footer)
    with ZipFile(out, "w") as package:
        members = _members(opened)
        for name, data in members.items():
            if name not in {_BODY, _STYLES}:
                _write(package, name, [data])
        _write(package, _BODY, (piece.encode() for piece in body.markup()))
        _add_styles(opened, sheet.tables())
        _write(package, _STYLES, [opened.part.part_related_by(f"{RELATIONSHIPS}/styles").blob])


def _running_headers(document: Document) -> Iterator[str]:
    """Yield each running header once, in printing order."""
    return iter(
        dict.fromkeys(part.running_header for part in document.parts if part.running_header)
    )


def _header(text: str) -> str:
    return f"{DECLARATION}<w:hdr {NAMESPACES}>{paragraph('Header', run(text))}</w:hdr>"


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


def _add_part(opened: Opened, name: str, kind: str, markup: str) -> str:
    """Add a header or footer and return its relationship."""
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    part = Part(
        PackURI(f"/word/annex-{name}.xml"),
        f"{WORD_TYPES}.{kind}+xml",
        markup.encode(),
        opened.part.package,
    )
    relationship = f"rIdAnnex{name}"
    opened.part.rels.add_relationship(f"{RELATIONSHIPS}/{kind}", part, relationship)
    return relationship


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


def _members(opened: Opened) -> Mapping[str, bytes]:
    """Return the package's members by name, in the order in which they are written."""
    saved = io.BytesIO()
    opened.save(saved)
    with ZipFile(saved) as package:
        return {name: package.read(name) for name in package.namelist()}


def _write(package: ZipFile, name: str, pieces: Iterable[bytes]) -> None:
    """Write a member with nothing in it that differs from run to run."""
    info = ZipInfo(name, _FIXED_DATE)
    info.compress_type = ZIP_DEFLATED
    info.create_system = 0
    info._compresslevel = _LEVEL  # type: ignore[attr-defined]  # noqa: SLF001
    buffer: list[bytes] = []
    size = 0
    with package.open(info, "w", force_zip64=True) as member:
        for piece in pieces:
            buffer.append(piece)
            size += len(piece)
            if size > 1 << 16:
                member.write(b"".join(buffer))
                buffer, size = [], 0
        member.write(b"".join(buffer))
