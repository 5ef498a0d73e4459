"""What a record of ``form.yaml`` holds, where some of it may be missing: left out, or faulty."""

from __future__ import annotations

from collections.abc import Mapping

from annexgen.schema.check import Checked

Parts = Mapping[str, Checked]
"""What a record holds, by key."""


def record_at(parts: Parts, key: str) -> Parts:
    """Return what the record under ``key`` holds; nothing where it is missing."""
    found: Parts = parts[key].value if key in parts else {}
    return found


def items_at(parts: Parts, key: str) -> tuple[Checked, ...]:
    """Return the items of the list under ``key``; none where it is missing."""
    found: tuple[Checked, ...] = parts[key].value if key in parts else ()
    return found
