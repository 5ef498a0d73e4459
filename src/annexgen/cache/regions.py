"""A PDF's part as bytes and back, for a later run in which nothing of the part has changed."""

from __future__ import annotations

import json
import zlib
from collections.abc import Sequence
from struct import Struct, error
from typing import Any

from annexgen.document import Heading
from annexgen.render.pdf.assembly import PageObjects, PartRegion
from annexgen.render.pdf.faces import Slot
from annexgen.render.pdf.file import Region

_SIZES = Struct(">II")
_MOST = 1 << 24
"""The largest part that is kept (16 MiB); a larger one is put together from its sections."""
_MOST_HEAD = 1 << 26


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
    text = json.dumps(head, ensure_ascii=False, separators=(",", ":")).encode()
    small = zlib.compress(text, 1)
    return b"".join((_SIZES.pack(len(small), len(rows)), small, rows, data))


def unpacked(record: bytes) -> PartRegion | None:
    """Return the part in ``record``; None where there is none."""
    try:
        head_size, rows_size = _SIZES.unpack_from(record)
        at = _SIZES.size + head_size
        text = zlib.decompressobj().decompress(record[_SIZES.size : at], _MOST_HEAD)
        region, element, pages, headings, identified, characters = json.loads(text)
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
    except (ValueError, TypeError, IndexError, KeyError, zlib.error, error):
        return None


def _page(read: Sequence[Any]) -> PageObjects:
    number, header, streams, owners = read
    return PageObjects(number, header, tuple(streams), owners)
