"""Stretches of a PDF as bytes and back, for a later run in which nothing of one has changed.

These are the parts of the units, and the end: contents, pages, ways through the file.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from annexgen.cache.packing import DAMAGED, SIZES, deflated, inflated
from annexgen.document import Heading
from annexgen.render.pdf.faces import Slot
from annexgen.render.pdf.file import ROW, Region
from annexgen.render.pdf.regions import EndRegion, PageObjects, PartRegion

_MOST = 1 << 24
"""The largest part that is kept (16 MiB); a larger one is put together from its sections."""


def packed(part: PartRegion) -> bytes | None:
    """Return ``part`` as bytes; None where it is too large to be kept."""
    region, element, pages, headings, identified, characters = part
    head = [
        element,
        pages,
        [[[one.id, one.level, one.text, one.style], at, y] for one, at, y in headings],
        identified,
        _listed(characters),
    ]
    return _with_region(head, region)


def unpacked(record: bytes) -> PartRegion | None:
    """Return the part in ``record``; None where there is none."""
    try:
        region, head = _region_in(record)
        element, pages, headings, identified, characters = head
        return PartRegion(
            region,
            element,
            tuple([_page(page) for page in pages]),
            tuple([(Heading(*heading), index, y) for heading, index, y in headings]),
            tuple(identified),
            _by_slot(characters),
        )
    except DAMAGED:
        return None


def packed_end(end: EndRegion) -> bytes | None:
    """Return a file's end as bytes; None where it is too large to be kept."""
    if end.region is None:
        return None
    return _with_region([end.root, end.pages, _listed(end.characters)], end.region)


def unpacked_end(record: bytes) -> EndRegion | None:
    """Return the end in ``record``; None where there is none."""
    try:
        region, (root, pages, characters) = _region_in(record)
        return EndRegion(region, root, pages, _by_slot(characters))
    except DAMAGED:
        return None


def _with_region(head: Sequence[object], region: Region) -> bytes | None:
    """Return a region behind what is said of it; None for one that is too large."""
    first, size, data, rows, streams, earlier = region
    if len(data) > _MOST:
        return None
    numbers = [number for number, _ in earlier]
    all_rows = rows + b"".join([row for _, row in earlier])
    small = deflated([first, size, streams, numbers, head])
    return b"".join((SIZES.pack(len(small), len(all_rows)), small, all_rows, data))


def _region_in(record: bytes) -> tuple[Region, Any]:
    """Return the region in a record and what is said of it; raises one of ``DAMAGED``."""
    head_size, rows_size = SIZES.unpack_from(record)
    at = SIZES.size + head_size
    first, size, streams, numbers, head = inflated(record[SIZES.size : at])
    rows, data = record[at : at + rows_size], record[at + rows_size :]
    own = ROW * size
    if len(rows) != own + ROW * len(numbers) or any(not 0 <= index < size for index in streams):
        raise ValueError(head_size)
    if any(not 0 < number < first for number in numbers):
        raise ValueError(first)
    starts = range(own, len(rows), ROW)
    earlier = [(number, rows[at : at + ROW]) for number, at in zip(numbers, starts, strict=True)]
    return Region(first, size, data, rows[:own], streams, earlier), head


def _listed(characters: Mapping[Slot, str]) -> list[object]:
    return [[slot, drawn] for slot, drawn in characters.items()]


def _by_slot(listed: Sequence[Any]) -> dict[Slot, str]:
    return {Slot(*slot): drawn for slot, drawn in listed}


def _page(read: Sequence[Any]) -> PageObjects:
    number, header, streams, owners = read
    return PageObjects(number, header, tuple(streams), owners)
