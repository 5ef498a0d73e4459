"""The parts of a workbook besides its sheets and styles (ISO/IEC 29500-1, 18.2 and 29500-2).

A zip archive with a fixed date and no trace of the machine, so that the same annex gives the same
bytes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import IO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from annexgen.export.xlsx.markup import DECLARATION, MAIN, escaped
from annexgen.export.xlsx.theme import theme
from annexgen.tuples import NamedTuple

APPLICATION = "annexgen"
"""What a workbook names as its program, until another one saves it."""

_FIXED_DATE = (1980, 1, 1, 0, 0, 0)
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPES = "application/vnd.openxmlformats-officedocument"
_PACKAGE_TYPES = "application/vnd.openxmlformats-package"
_SHEETS = f"{_TYPES}.spreadsheetml"


class Properties(NamedTuple):
    """What a workbook tells of itself.

    Attributes:
        title: of the annex.
        author: its department.
        subject: its year.
        created: the date, ``2025-01-01T00:00:00Z``.
    """

    title: str
    author: str
    subject: str
    created: str


class Tab(NamedTuple):
    """A sheet as the workbook lists it.

    Attributes:
        name: on its tab.
        heads: whether its first row is printed on every page.
        filtered: the area of it that has filters, with ``$``; empty for none.
    """

    name: str
    heads: bool = False
    filtered: str = ""


class Workbook:
    """Writes the parts of a workbook into an archive.

    Args:
        archive: where they go.
        tabs: of all sheets, in order.
        properties: what the workbook tells of itself.
    """

    def __init__(self, archive: ZipFile, tabs: Sequence[Tab], properties: Properties) -> None:
        self._archive = archive
        self._next = 1
        self._put("[Content_Types].xml", _content_types(len(tabs)))
        self._put("_rels/.rels", _package_relationships())
        self._put("docProps/app.xml", _application())
        self._put("docProps/core.xml", _core(properties))
        self._put("xl/theme/theme1.xml", theme())
        self._put("xl/workbook.xml", _workbook(tabs))
        self._put("xl/_rels/workbook.xml.rels", _workbook_relationships(len(tabs)))

    @contextmanager
    def next_sheet(self) -> Iterator[IO[bytes]]:
        """Give where the next sheet goes."""
        info = _info(f"xl/worksheets/sheet{self._next}.xml")
        self._next += 1
        with self._archive.open(info, "w") as out:
            yield out

    def close(self, styles: str) -> None:
        """Write the styles, which are known when all sheets are written."""
        self._put("xl/styles.xml", styles)

    def _put(self, name: str, markup: str) -> None:
        self._archive.writestr(_info(name), markup.encode())


def _info(name: str) -> ZipInfo:
    info = ZipInfo(name, _FIXED_DATE)
    info.compress_type = ZIP_DEFLATED
    info.create_system = 0
    return info


def _content_types(sheets: int) -> str:
    kinds = {f"/xl/worksheets/sheet{n}.xml": f"{_SHEETS}.worksheet" for n in range(1, sheets + 1)}
    kinds |= {
        "/docProps/app.xml": f"{_TYPES}.extended-properties",
        "/docProps/core.xml": f"{_PACKAGE_TYPES}.core-properties",
        "/xl/styles.xml": f"{_SHEETS}.styles",
        "/xl/theme/theme1.xml": f"{_TYPES}.theme",
        "/xl/workbook.xml": f"{_SHEETS}.sheet.main",
    }
    parts = "".join(
        f'<Override PartName="{part}" ContentType="{kind}+xml"/>' for part, kind in kinds.items()
    )
    return (
        f'{DECLARATION}<Types xmlns="{_PACKAGE}/content-types">'
        f'<Default Extension="rels" ContentType="{_PACKAGE_TYPES}.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{parts}</Types>'
    )


def _package_relationships() -> str:
    return _relationships(
        (f"{_OFFICE}/relationships/officeDocument", "xl/workbook.xml"),
        (f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
        (f"{_OFFICE}/relationships/extended-properties", "docProps/app.xml"),
    )


def _workbook_relationships(sheets: int) -> str:
    kind = f"{_OFFICE}/relationships/worksheet"
    listed = [(kind, f"worksheets/sheet{number}.xml") for number in range(1, sheets + 1)]
    listed.append((f"{_OFFICE}/relationships/styles", "styles.xml"))
    return _relationships(*listed, (f"{_OFFICE}/relationships/theme", "theme/theme1.xml"))


def _relationships(*targets: tuple[str, str]) -> str:
    listed = "".join(
        f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, start=1)
    )
    return f'{DECLARATION}<Relationships xmlns="{_PACKAGE}/relationships">{listed}</Relationships>'


def _application() -> str:
    namespace = f"{_OFFICE}/extended-properties"
    name = f"<Application>{APPLICATION}</Application>"
    return f'{DECLARATION}<Properties xmlns="{namespace}">{name}</Properties>'


def _core(properties: Properties) -> str:
    author, moment = escaped(properties.author), properties.created
    return (
        f'{DECLARATION}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escaped(properties.title)}</dc:title>"
        f"<dc:subject>{escaped(properties.subject)}</dc:subject><dc:creator>{author}</dc:creator>"
        f"<cp:lastModifiedBy>{author}</cp:lastModifiedBy>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{moment}</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{moment}</dcterms:modified>'
        "</cp:coreProperties>"
    )


def _workbook(tabs: Sequence[Tab]) -> str:
    sheets = "".join(
        f'<sheet name="{escaped(tab.name)}" sheetId="{number}" r:id="rId{number}"/>'
        for number, tab in enumerate(tabs, start=1)
    )
    names = "".join(_names(place, tab) for place, tab in enumerate(tabs))
    defined = f"<definedNames>{names}</definedNames>" if names else ""
    return (
        f'{DECLARATION}<workbook xmlns="{MAIN}" xmlns:r="{_OFFICE}/relationships">'
        f"<bookViews><workbookView/></bookViews><sheets>{sheets}</sheets>{defined}</workbook>"
    )


def _names(place: int, tab: Tab) -> str:
    """Return what Excel keeps of filters and repeated rows among the workbook's names (18.2.5)."""
    sheet = escaped("'" + tab.name.replace("'", "''") + "'")
    names = ""
    if tab.filtered:
        names += (
            f'<definedName name="_xlnm._FilterDatabase" localSheetId="{place}" hidden="1">'
            f"{sheet}!{tab.filtered}</definedName>"
        )
    if tab.heads:
        names += (
            f'<definedName name="_xlnm.Print_Titles" localSheetId="{place}">'
            f"{sheet}!$1:$1</definedName>"
        )
    return names
