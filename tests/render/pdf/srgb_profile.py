"""The sRGB profile that the package carries, made from IEC 61966-2-1's own numbers.

``python tests/render/pdf/srgb_profile.py FILE`` writes it; a test compares the two.
ICC.1:2010 (version 4.3): a matrix/TRC display profile with a parametric curve (function type 3).
"""

from __future__ import annotations

import sys
from pathlib import Path
from struct import pack

# The primaries, adapted to D50 with the Bradford matrix.
_PRIMARIES = {
    b"rXYZ": (0.43607, 0.22249, 0.01392),
    b"gXYZ": (0.38515, 0.71687, 0.09708),
    b"bXYZ": (0.14307, 0.06061, 0.71410),
}
_D50 = (0.9642, 1.0, 0.8249)
_ADAPTATION = (1.04788, 0.02292, -0.05022, 0.02959, 0.99048, -0.01707, -0.00925, 0.01508, 0.75168)
_CURVE = (2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045)


def build() -> bytes:
    """Return the profile."""
    curve = b"para" + pack(">4xHxx", 3) + _numbers(_CURVE)
    tags = {
        b"desc": _text("sRGB IEC61966-2.1"),
        b"cprt": _text("No copyright, use freely"),
        b"wtpt": _xyz(_D50),
        b"chad": b"sf32" + bytes(4) + _numbers(_ADAPTATION),
        **{tag: _xyz(primary) for tag, primary in _PRIMARIES.items()},
        b"rTRC": curve,
        b"gTRC": curve,
        b"bTRC": curve,
    }
    directory, body = pack(">L", len(tags)), b""
    start = 128 + 4 + 12 * len(tags)
    places: dict[bytes, int] = {}
    for tag, data in tags.items():
        if data not in places:
            places[data] = start + len(body)
            body += data + bytes(-len(data) % 4)
        directory += tag + pack(">LL", places[data], len(data))
    return _header(128 + len(directory) + len(body)) + directory + body


def _header(size: int) -> bytes:
    date = pack(">6H", 2000, 1, 1, 0, 0, 0)
    return (
        pack(">L4xL", size, 0x04300000)
        + b"mntrRGB XYZ "
        + date
        + b"acsp"
        + bytes(28)
        + _numbers(_D50)
        + bytes(48)
    )


def _numbers(values: tuple[float, ...]) -> bytes:
    return b"".join(pack(">l", round(value * 65536)) for value in values)


def _xyz(values: tuple[float, ...]) -> bytes:
    return b"XYZ " + bytes(4) + _numbers(values)


def _text(words: str) -> bytes:
    data = words.encode("utf-16-be")
    return b"mluc" + pack(">4xLL", 1, 12) + b"enUS" + pack(">LL", len(data), 28) + data


if __name__ == "__main__":
    Path(sys.argv[1]).write_bytes(build())
