"""What a section means to a reader who hears it: a tree of structure elements without numbers.

ISO 32000-1, 14.7 and 14.8. Elements name each other by their place in the section's list. At the
end the list is written once as text with a gap for each object number, which can be kept, sent
between processes and filled in for any place in a file: one formatting for a hundred elements.
"""

from __future__ import annotations

from typing import NamedTuple

OUTER = -1
"""The parent of a section's outermost elements: whatever the section is put into."""

SEPARATOR = "\n"
"""Between two elements of a template."""


class Mark(NamedTuple):
    """Marked content of an element: on the section's how many-th page, under which MCID."""

    page: int
    mcid: int


class ElementsTemplate(NamedTuple):
    """A section's structure elements (14.7.2, table 323), but for the object numbers.

    Attributes:
        text: all elements in reading order, ``%d`` or ``%08d`` for each number.
        gaps: which number goes into each gap: 0 that of the element around the section, then those
            of its pages, its links and its elements.
        size: how many elements there are.
        outermost: indexes of those that are in no other.
        identified: indexes of those that others name as their header.
        linked: indexes of those that hold a link, in the order of the links.
    """

    text: str
    gaps: tuple[int, ...]
    size: int
    outermost: tuple[int, ...]
    identified: tuple[int, ...]
    linked: tuple[int, ...]


class Skeleton:
    """The elements of one section, and which of them owns which marked content of its pages.

    Attributes:
        tags: the standard structure type of each element, in reading order, each after its parent.
        owners: for each page of the section the owner of each MCID, from ``first_mcid`` on.
    """

    def __init__(self, first_mcid: int) -> None:
        self.tags: list[str] = []
        self.owners: list[list[int]] = []
        self._parents: list[int] = []
        self._attributes: list[str] = []
        self._children: list[list[int]] = []
        self._marks: dict[int, list[Mark]] = {}
        self._headers: dict[int, tuple[int, ...]] = {}
        self._identified: set[int] = set()
        self._links: dict[int, int] = {}
        self._first_mcid = first_mcid
        self._next_mcid = first_mcid

    def begin_page(self) -> None:
        """Begin the section's next page; MCIDs count anew on each page."""
        self._next_mcid = 0 if self.owners else self._first_mcid
        self.owners.append([])

    def add(self, tag: str, parent: int, attributes: str = "") -> int:
        """Add an element and return its index.

        Args:
            tag: its standard structure type.
            parent: index of the element it is in, or ``OUTER``.
            attributes: entries of its attribute object for tables (14.8.5.7), as PDF text.
        """
        index = len(self.tags)
        self.tags.append(tag)
        self._parents.append(parent)
        self._attributes.append(attributes)
        self._children.append([])
        if parent != OUTER:
            self._children[parent].append(index)
        return index

    def mark(self, index: int) -> int:
        """Give an element the page's next marked content and return its MCID."""
        mcid = self._next_mcid
        self._next_mcid = mcid + 1
        self.owners[-1].append(index)
        mark = Mark(len(self.owners) - 1, mcid)
        marks = self._marks.get(index)
        if marks is None:
            self._marks[index] = [mark]
        else:
            marks.append(mark)
        return mcid

    def name_headers(self, index: int, headers: tuple[int, ...]) -> None:
        """Give a data cell that has two header axes its header cells."""
        self._headers[index] = headers
        self._identified.update(headers)

    def hold_link(self, index: int, link: int) -> None:
        """Put the section's how many-th link into an element."""
        self._links[index] = link

    def template(self, links: int) -> ElementsTemplate:
        """Return the elements as text; the section has so many ``links``."""
        first_link = 1 + len(self.owners)
        first = first_link + links
        gaps: list[int] = []
        bodies = []
        for index, tag in enumerate(self.tags):
            gaps.append(first + self._parents[index] if self._parents[index] != OUTER else 0)
            kids = self._kids(index, first_link, first, gaps)
            attributes = self._attributes[index].replace("%", "%%")
            headers = self._headers.get(index)
            if headers:
                gaps += [first + header for header in headers]
                attributes += f"/Headers[{'(%08d)' * len(headers)}]"
            if attributes:
                attributes = f"/A<</O/Table{attributes}>>"
            if index in self._identified:
                gaps.append(first + index)
                attributes += "/ID(%08d)"
            bodies.append(f"<</S/{tag}/P %d 0 R{kids}{attributes}>>")
        return ElementsTemplate(
            SEPARATOR.join(bodies),
            tuple(gaps),
            len(bodies),
            tuple([index for index, parent in enumerate(self._parents) if parent == OUTER]),
            tuple(sorted(self._identified)),
            tuple(self._links),
        )

    def _kids(self, index: int, first_link: int, first: int, gaps: list[int]) -> str:
        """Return an element's children, or its marked content on one page or several (14.7.4)."""
        marks = self._marks.get(index)
        if marks is None:
            children = self._children[index]
            if not children:
                return ""
            gaps += [first + child for child in children]
            return f"/K[{'%d 0 R ' * len(children)}]"
        page, mcid = marks[0]
        gaps.append(1 + page)
        link = self._links.get(index)
        if len(marks) == 1 and link is None:
            return f"/Pg %d 0 R/K {mcid}"
        kids = ""
        for at, number in marks:
            if at == page:
                kids += f"{number} "
            else:
                gaps.append(1 + at)
                kids += f"<</Type/MCR/Pg %d 0 R/MCID {number}>>"
        if link is not None:
            gaps.append(first_link + link)
            kids += "<</Type/OBJR/Obj %d 0 R>>"
        return f"/Pg %d 0 R/K[{kids}]"
