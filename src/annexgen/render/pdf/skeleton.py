"""What a section means to a reader who hears it: a tree of structure elements without numbers.

ISO 32000-1, 14.7 and 14.8. Elements name each other by their place in the section's list, so the
list can be kept, sent between processes and written under any object numbers.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

OUTER = -1
"""The parent of a section's outermost elements: whatever the section is put into."""


class Mark(NamedTuple):
    """Marked content of an element: on the section's how many-th page, under which MCID."""

    page: int
    mcid: int


@dataclass(slots=True)
class Element:
    """A structure element.

    Attributes:
        tag: its standard structure type.
        parent: index of the element it is in, or ``OUTER``.
        attributes: further entries of its attribute object for tables (14.8.5.7), as PDF text.
        identified: whether others name it as their header.
        headers: indexes of the header cells of a data cell that has two header axes.
        children: indexes of the elements in it.
        marks: its own content; an element has children or marks.
        link: index of its link annotation in the section; None for none.
    """

    tag: str
    parent: int
    attributes: str = ""
    identified: bool = False
    headers: tuple[int, ...] = ()
    children: list[int] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    link: int | None = None


class Skeleton:
    """The elements of one section, and which of them owns which marked content of its pages.

    Attributes:
        elements: in reading order, each after its parent.
        owners: for each page of the section the owner of each MCID, from ``first_mcid`` on.
    """

    def __init__(self, first_mcid: int) -> None:
        self.elements: list[Element] = []
        self.owners: list[list[int]] = []
        self._first_mcid = first_mcid

    def begin_page(self) -> None:
        """Begin the section's next page; MCIDs count anew on each page."""
        self.owners.append([])

    def add(self, tag: str, parent: int, attributes: str = "") -> int:
        """Add an element and return its index."""
        index = len(self.elements)
        self.elements.append(Element(tag, parent, attributes))
        if parent != OUTER:
            self.elements[parent].children.append(index)
        return index

    def mark(self, index: int) -> int:
        """Give an element the page's next marked content and return its MCID."""
        page = len(self.owners) - 1
        owners = self.owners[page]
        mcid = len(owners) + (self._first_mcid if page == 0 else 0)
        owners.append(index)
        self.elements[index].marks.append(Mark(page, mcid))
        return mcid
