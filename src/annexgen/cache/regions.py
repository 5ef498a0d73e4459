"""A PDF's part as bytes and back, for a later run in which nothing of the part has changed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from annexgen.cache.packing import DAMAGED, SIZES, deflated, inflated
from annexgen.document import Heading
from annexgen.render.pdf.assembly import PageObjects, PartRegion
from annexgen.render.pdf.faces import Slot
from annexgen.render.pdf.file import Region

_MOST = 1 << 24
"""The largest part that is kept (16 MiB); a larger one is put together from its sections."""


def packed(part: PartRegion) -> bytes | None:
    """Return ``part`` as bytes; None where it is too large to be kept."""
    region, element, pages, headings, identified, characters = part
    first, size, data, rows, streams = region
    if len(data) > _MOST:
        return None
    head = [
        [first, size, streams],
        element,
        pages,
        [[[one.id, one.level, one.text, one.style], at, y] for one, at, y in headings],
        identified,
        [[slot, drawn] for slot, drawn in characters.items()],
    ]
    small = deflated(head)
    return b"".join((SIZES.pack(len(small), len(rows)), small, rows, data))


def unpacked(record: bytes) -> PartRegion | None:
    """Return the part in ``record``; None where there is none."""
    try:
        head_size, rows_size = SIZES.unpack_from(record)
        at = SIZES.size + head_size
        region, element, pages, headings, identified, characters = inflated(record[SIZES.size : at])
        first, size, streams = region
        rows, data = record[at : at + rows_size], record[at + rows_size :]
        if len(rows) != rows_size or any(not 0 <= index < size for index in streams):
            return None
        return PartRegion(
            Region(first, size, data, rows, streams),
            element,
            tuple([_page(page) for page in pages]),
            tuple([(Heading(*heading), index, y) for heading, index, y in headings]),
            tuple(identified),
            {Slot(*slot): drawn for slot, drawn in characters},
        )
    except DAMAGED:
        return None


def _page(read: Sequence[Any]) -> PageObjects:
    number, header, streams, owners = read
    return PageObjects(number, header, tuple(streams), owners)
