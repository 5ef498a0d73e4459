"""Named tuples made in half the time, for the places where an annex needs a million of them."""

from __future__ import annotations

made = tuple.__new__
"""``made(Cell, (row, column))`` is ``Cell(row, column)``; all fields must be given, in order."""
