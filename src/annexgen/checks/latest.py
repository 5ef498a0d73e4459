"""What several rules ask of a project, worked out once while they run one after the other."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from annexgen.model import Project

Part = TypeVar("Part")


def of_latest(make: Callable[[Project], Part]) -> Callable[[Project], Part]:
    """Return ``make``, remembering what it made of the project that it was last asked for.

    Projects are told apart by identity, as they are slow to hash.
    """
    latest: list[tuple[Project, Part]] = []

    def made(project: Project) -> Part:
        if not latest or latest[0][0] is not project:
            latest[:] = [(project, make(project))]
        return latest[0][1]

    return made
