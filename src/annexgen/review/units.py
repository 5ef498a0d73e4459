"""The changes unit by unit, as every presentation for people lists them."""

from __future__ import annotations

from annexgen.review.changes import Changed, Review
from annexgen.tuples import NamedTuple


class UnitChanges(NamedTuple):
    """What has changed in a unit.

    Attributes:
        code: the unit's.
        own: its unit.yaml, if that has changed.
        projects: those that it has now, or that are gone, in printing order.
        moved_out: those that are another unit's now, which lists what has changed in them.
    """

    code: str
    own: tuple[Changed, ...]
    projects: tuple[Changed, ...]
    moved_out: tuple[Changed, ...]


def by_unit(review: Review) -> list[UnitChanges]:
    """Return the units in which anything has changed, by code."""
    own, projects, moved_out = (_Lists() for _ in range(3))
    for one in review.units:
        own.add(one.sheet.unit, one)
    for one in review.projects:
        projects.add(one.sheet.unit, one)
        if one.old is not None and one.old.unit != one.sheet.unit:
            moved_out.add(one.old.unit, one)
    return [
        UnitChanges(code, own.of(code), projects.of(code), moved_out.of(code))
        for code in sorted({*own, *projects, *moved_out})
    ]


class _Lists(dict[str, list[Changed]]):
    """Files by unit."""

    def add(self, code: str, one: Changed) -> None:
        self.setdefault(code, []).append(one)

    def of(self, code: str) -> tuple[Changed, ...]:
        return tuple(self.get(code, ()))
