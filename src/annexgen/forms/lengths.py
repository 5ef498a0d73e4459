"""Lengths as a form writes them, in millimetres, and as the document has them, in pt."""

from __future__ import annotations

from collections.abc import Mapping

from annexgen.document import PageSetup
from annexgen.schema.check import Checked
from annexgen.schema.form import NAMED_SIZES

POINTS_PER_MM = 72 / 25.4


def points(length: Checked) -> float:
    """Return a length that is written in mm."""
    return float(length.value) * POINTS_PER_MM


def page_of(parts: Mapping[str, Checked]) -> PageSetup:
    """Return the paper and margins that the ``page`` of a form describes."""
    return PageSetup(**{name: points(length) for name, length in parts.items()})


def type_size(size: str) -> float:
    """Return a type size in pt, written so or by its Chinese name (``五号``)."""
    return NAMED_SIZES.get(size) or float(size)
