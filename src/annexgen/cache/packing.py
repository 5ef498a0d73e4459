"""Values as deflated JSON: what every record is made of besides raw streams."""

from __future__ import annotations

import struct
import zlib
from struct import Struct
from typing import Any

SIZES = Struct(">II")
"""Two sizes in bytes, with which every record begins."""

DAMAGED = (ValueError, TypeError, IndexError, KeyError, zlib.error, struct.error)
"""What reading a damaged or foreign record may raise."""

_LEVEL = 1
_MOST = 1 << 26
"""The most that is inflated (64 MiB)."""


def deflated(value: object) -> bytes:
    """Return a value of texts, numbers, lists and mappings as bytes."""
    import json

    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return deflated_bytes(text.encode())


def inflated(data: bytes) -> Any:
    """Return the value in ``data``; raises one of ``DAMAGED`` where there is none."""
    import json

    return json.loads(inflated_bytes(data))


def deflated_bytes(data: bytes) -> bytes:
    """Return ``data`` in fewer bytes."""
    return zlib.compress(data, _LEVEL)


def inflated_bytes(data: bytes) -> bytes:
    """Return what was deflated, cut off at 64 MiB; raises ``zlib.error`` for what was not."""
    return zlib.decompressobj().decompress(data, _MOST)
