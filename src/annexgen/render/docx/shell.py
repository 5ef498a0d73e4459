"""An empty package: the parts that every DOCX has, with nothing in them but our defaults.

python-docx opens it, as it opens a form's ``base.docx``, and the rest is added through it.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from zipfile import ZipFile

from annexgen.document import Document
from annexgen.render.docx.markup import DECLARATION, NAMESPACES, escaped
from annexgen.render.docx.settings import settings
from annexgen.render.docx.styles import NORMAL, defaults

RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WORD_TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
_PARTS = (
    ("styles", "styles.xml", f"{WORD_TYPES}.styles+xml"),
    ("settings", "settings.xml", f"{WORD_TYPES}.settings+xml"),
    ("fontTable", "fontTable.xml", f"{WORD_TYPES}.fontTable+xml"),
    ("theme", "theme/theme1.xml", "application/vnd.openxmlformats-officedocument.theme+xml"),
)
_COLOURS = {
    "dk1": "000000",
    "lt1": "FFFFFF",
    "dk2": "44546A",
    "lt2": "E7E6E6",
    "accent1": "9D1C1F",
    "accent2": "44546A",
    "accent3": "7F7F7F",
    "accent4": "B8860B",
    "accent5": "2F6F4F",
    "accent6": "5A5F66",
    "hlink": "000000",
    "folHlink": "000000",
}
"""The theme's colours; links in the contents stay black when Word updates them."""


def shell(document: Document) -> bytes:
    """Return the package for ``document``."""
    out = io.BytesIO()
    with ZipFile(out, "w") as package:
        for name, text in _members(document):
            package.writestr(name, DECLARATION + text)
    return out.getvalue()


def _members(document: Document) -> Iterator[tuple[str, str]]:
    yield "[Content_Types].xml", _content_types()
    yield (
        "_rels/.rels",
        _relationships([("officeDocument", "word/document.xml")]),
    )
    yield "word/document.xml", f"<w:document {NAMESPACES}><w:body/></w:document>"
    yield (
        "word/_rels/document.xml.rels",
        _relationships([(kind, target) for kind, target, _ in _PARTS]),
    )
    yield "word/styles.xml", f"<w:styles {NAMESPACES}>{defaults(document)}{NORMAL}</w:styles>"
    yield "word/settings.xml", settings(document.language)
    yield "word/fontTable.xml", _font_table(document)
    yield "word/theme/theme1.xml", _theme(document)


def _content_types() -> str:
    overrides = "".join(
        f'<Override PartName="/word/{name}" ContentType="{content_type}"/>'
        for name, content_type in (
            ("document.xml", f"{WORD_TYPES}.document.main+xml"),
            *((target, content_type) for _, target, content_type in _PARTS),
        )
    )
    return (
        f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels"'
        ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )


def _relationships(targets: list[tuple[str, str]]) -> str:
    entries = "".join(
        f'<Relationship Id="rId{number}" Type="{RELATIONSHIPS}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, start=1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{entries}</Relationships>'


def _font_table(document: Document) -> str:
    """Return the fonts that the styles name (ISO/IEC 29500-1, 17.8)."""
    faces = document.faces.values()
    names = sorted({name for face in faces for name in (face.east_asia, face.latin)})
    fonts = "".join(f'<w:font w:name="{escaped(name)}"/>' for name in names)
    return f"<w:fonts {NAMESPACES}>{fonts}</w:fonts>"


def _theme(document: Document) -> str:
    """Return a plain theme (ISO/IEC 29500-1, 20.1.6); our styles use nothing of it."""
    face = next(iter(document.faces.values()))
    colours = "".join(
        f'<a:{name}><a:srgbClr val="{value}"/></a:{name}>' for name, value in _COLOURS.items()
    )
    font = (
        f'<a:latin typeface="{escaped(face.latin)}"/><a:ea typeface="{escaped(face.east_asia)}"/>'
        '<a:cs typeface=""/>'
    )
    fill = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
    line = f'<a:ln w="6350">{fill}</a:ln>'
    effect = "<a:effectStyle><a:effectLst/></a:effectStyle>"
    return (
        f'<a:theme xmlns:a="{_DRAWING}" name="annexgen"><a:themeElements>'
        f'<a:clrScheme name="annexgen">{colours}</a:clrScheme>'
        f'<a:fontScheme name="annexgen"><a:majorFont>{font}</a:majorFont>'
        f"<a:minorFont>{font}</a:minorFont></a:fontScheme>"
        f'<a:fmtScheme name="annexgen"><a:fillStyleLst>{fill * 3}</a:fillStyleLst>'
        f"<a:lnStyleLst>{line * 3}</a:lnStyleLst>"
        f"<a:effectStyleLst>{effect * 3}</a:effectStyleLst>"
        f"<a:bgFillStyleLst>{fill * 3}</a:bgFillStyleLst></a:fmtScheme>"
        "</a:themeElements></a:theme>"
    )
