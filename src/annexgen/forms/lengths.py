"""Lengths as a form writes them, in millimetres, and as the document has them, in pt."""

from __future__ import annotations

from annexgen.schema.check import Checked
from annexgen.schema.form import NAMED_SIZES

POINTS_PER_MM = 72 / 25.4


def points(length: Checked) -> float:
    """Return a length that is written in mm."""
    return float(length.value) * POINTS_PER_MM


def type_size(size: str) -> float:
    """Return a type size in pt, written so or by its Chinese name (``五号``)."""
    return NAMED_SIZES.get(size) or float(size)
