"""What a shape cannot see: the faults between the parts of a ``form.yaml``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from annexgen.findings import Finding
from annexgen.schema.check import Checked


def faults(path: str, parts: Mapping[str, Checked]) -> Iterator[Finding]:
    """Yield every fault between the parts of a form."""
    yield from ()
