"""What a sheet shows beside its cells: comments and text boxes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from annexgen.ingest import places
from annexgen.ingest.blocks import Line, Role
from annexgen.ingest.xlsx_workbook import Sheet, Workbook, parts_of, text_of

if TYPE_CHECKING:
    from lxml.etree import _Element as Element


def notes_of(sheet: Sheet, workbook: Workbook) -> Iterator[Line]:
    """Yield a sheet's comments and text boxes.

    Raises:
        Unreadable: where a part of them is damaged.
    """
    package = workbook.package
    for kind, part in parts_of(package, sheet.part).values():
        if kind == "comments":
            for comment in package.xml(part).iter("{*}comment"):
                place = places.in_sheet(package.source, sheet.name, comment.get("ref", ""))
                yield Line(text_of(comment), place, role=Role.NOTE)
        elif kind == "drawing":
            for box in package.xml(part).iter("{*}txBody"):
                place = places.of_sheet(package.source, sheet.name)
                yield Line(_paragraphs(box), place, role=Role.NOTE)


def _paragraphs(box: Element) -> str:
    paragraphs = box.iterfind("{*}p")
    return "\n".join("".join(t.text or "" for t in one.iter("{*}t")) for one in paragraphs)
