"""What a section means to a reader who hears it: a tree of structure elements without numbers.

ISO 32000-1, 14.7 and 14.8. Elements name each other by their place in the section's list. At the
end the list is written once as text with a gap for each number, which can be kept, sent between
processes and filled in for any place in a file: one formatting for a hundred elements. Elements
that come again and again in one arrangement (a table's) are a group, whose text is made only once.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from operator import itemgetter

from annexgen.tuples import NamedTuple

OUTER = -1
"""The parent of a section's outermost elements: whatever the section is put into."""

SEPARATOR = "\n"
"""Between two elements of a template."""

_END = ">>"
"""Ends an element."""

Mark = tuple[int, int]
"""Marked content of an element: on the section's how many-th page, under which MCID."""


class ElementsTemplate(NamedTuple):
    """A section's structure elements (14.7.2, table 323), but for the numbers.

    Attributes:
        text: all elements in reading order, ``%d`` or ``%08d`` for each number.
        gaps: which number goes into each gap: 0 that of the element around the section, then those
            of its pages, its links and its elements, then the MCIDs from 0 on.
        size: how many elements there are.
        mcids: how many MCIDs may be asked for.
        outermost: indexes of those that are in no other.
        identified: indexes of those that others name as their header.
        linked: indexes of those that hold a link, in the order of the links.
    """

    text: str
    gaps: tuple[int, ...]
    size: int
    mcids: int
    outermost: tuple[int, ...]
    identified: tuple[int, ...]
    linked: tuple[int, ...]


class Group(NamedTuple):
    """Elements in a fixed arrangement: one that holds all, then the others in reading order.

    Attributes:
        tags: their standard structure types.
        parents: index of the element each is in; the first one's is not used.
        attributes: entries of their attribute objects for tables, as PDF text.
        headers: the header cells of the data cells that have two header axes.
        identified: those that others name as their header.
        leaves: those that have marked content.
        opening: the first one's text up to its attributes.
        text: the others' text where each leaf has one piece of marked content.
        numbers: picks the numbers for all gaps from the outer element's, the leaves' pages', the
            elements' and the leaves' MCIDs, in this order.
    """

    tags: Sequence[str]
    parents: Sequence[int]
    attributes: Sequence[str]
    headers: Mapping[int, tuple[int, ...]]
    identified: frozenset[int]
    leaves: Sequence[int]
    opening: str
    text: str
    numbers: Callable[[Sequence[int]], tuple[int, ...]]


def group(
    tags: Sequence[str],
    parents: Sequence[int],
    attributes: Sequence[str],
    headers: Mapping[int, tuple[int, ...]],
    leaves: Sequence[int],
) -> Group:
    """Return a group; see its attributes."""
    identified = frozenset(one for named in headers.values() for one in named)
    children = _children(parents)
    marks = {leaf: [(number, number)] for number, leaf in enumerate(leaves)}
    writer = _Writer(marks, {}, len(leaves), 0, len(tags))
    for index, tag in enumerate(tags):
        named = headers.get(index, ())
        writer.element(
            tag,
            index,
            parents[index] if index else OUTER,
            children[index],
            _tail(attributes[index], len(named)),
            named,
            is_identified=index in identified,
        )
    opening, *rest = writer.bodies
    return Group(
        tags,
        parents,
        attributes,
        headers,
        identified,
        leaves,
        opening.removesuffix(_END),
        SEPARATOR.join(rest),
        _picker(writer.gaps),
    )


def _children(parents: Sequence[int]) -> list[list[int]]:
    """Return the elements in each element of a group."""
    children: list[list[int]] = [[] for _ in parents]
    for index, parent in enumerate(parents[1:], 1):
        children[parent].append(index)
    return children


def _picker(gaps: Sequence[int]) -> Callable[[Sequence[int]], tuple[int, ...]]:
    """Return what picks the values at ``gaps``, always as a tuple."""
    pick = itemgetter(*gaps)
    return pick if len(gaps) > 1 else lambda values: (pick(values),)


def _tail(attributes: str, headers: int) -> str:
    """Return an element's attribute object; ``headers`` gaps for header cells."""
    attributes = attributes.replace("%", "%%")
    if headers:
        attributes += f"/Headers[{'(%08d)' * headers}]"
    return f"/A<</O/Table{attributes}>>" if attributes else ""


class _Placed(NamedTuple):
    """A group in a section."""

    group: Group
    parent: int
    attributes: str


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
        self._children: dict[int, list[int]] = {}
        self._marks: dict[int, list[Mark]] = {}
        self._groups: dict[int, _Placed] = {}
        self._links: dict[int, int] = {}
        self._first_mcid = first_mcid
        self._next_mcid = first_mcid
        self._mcids = first_mcid

    def begin_page(self) -> None:
        """Begin the section's next page; MCIDs count anew on each page."""
        self._next_mcid = 0 if self.owners else self._first_mcid
        self.owners.append([])

    def add(self, tag: str, parent: int) -> int:
        """Add an element and return its index.

        Args:
            tag: its standard structure type.
            parent: index of the element it is in, or ``OUTER``.
        """
        index = len(self.tags)
        self.tags.append(tag)
        self._parents.append(parent)
        if parent != OUTER:
            self._children.setdefault(parent, []).append(index)
        return index

    def add_group(self, elements: Group, parent: int, attributes: str) -> int:
        """Add a group and return the index of its first element.

        Args:
            elements: the group.
            parent: index of the element it is in, or ``OUTER``.
            attributes: of its first element.
        """
        index = self.add(elements.tags[0], parent)
        self.tags += elements.tags[1:]
        self._parents += elements.parents[1:]
        self._groups[index] = _Placed(elements, parent, attributes)
        return index

    def mark(self, index: int) -> int:
        """Give an element the page's next marked content and return its MCID."""
        mcid = self._next_mcid
        self._next_mcid = mcid + 1
        owners, marks = self.owners, self._marks
        owners[-1].append(index)
        mark = (len(owners) - 1, mcid)
        if index in marks:
            marks[index].append(mark)
        else:
            marks[index] = [mark]
        return mcid

    def hold_link(self, index: int, link: int) -> None:
        """Put the section's how many-th link into an element."""
        self._links[index] = link

    def template(self, links: int) -> ElementsTemplate:
        """Return the elements as text; the section has so many ``links``."""
        writer = _Writer(self._marks, self._links, len(self.owners), links, len(self.tags))
        outermost, identified = [], []
        index = 0
        while index < len(self.tags):
            placed = self._groups.get(index)
            parent = self._parents[index]
            if parent == OUTER:
                outermost.append(index)
            if placed is None:
                writer.element(self.tags[index], index, parent, self._children.get(index, ()))
                index += 1
            else:
                writer.group(placed, index)
                identified += [index + one for one in sorted(placed.group.identified)]
                index += len(placed.group.tags)
        first = self._first_mcid
        mcids = max((len(page) for page in self.owners), default=0) + first
        return ElementsTemplate(
            SEPARATOR.join(writer.bodies),
            tuple(writer.gaps),
            len(self.tags),
            mcids,
            tuple(outermost),
            tuple(identified),
            tuple(self._links),
        )


class _Writer:
    """Writes elements; see ``ElementsTemplate`` for how gaps are numbered."""

    def __init__(
        self,
        marks: Mapping[int, Sequence[Mark]],
        links: Mapping[int, int],
        pages: int,
        link_count: int,
        size: int,
    ) -> None:
        self.bodies: list[str] = []
        self.gaps: list[int] = []
        self._marks = marks
        self._links = links
        self._first_link = 1 + pages
        self._first = self._first_link + link_count
        self._first_mcid = self._first + size

    def element(
        self,
        tag: str,
        index: int,
        parent: int,
        children: Sequence[int],
        tail: str = "",
        headers: Sequence[int] = (),
        *,
        is_identified: bool = False,
    ) -> None:
        """Write one element.

        Args:
            tag: its type.
            index: its index.
            parent: index of the element it is in, or ``OUTER``.
            children: indexes of those in it.
            tail: its attribute object.
            headers: indexes of its header cells.
            is_identified: whether others name it.
        """
        first, gaps = self._first, self.gaps
        gaps.append(0 if parent == OUTER else first + parent)
        kids = self._kids(index, children)
        gaps += [first + header for header in headers]
        if is_identified:
            gaps.append(first + index)
            tail += "/ID(%08d)"
        self.bodies.append(f"<</S/{tag}/P %d 0 R{kids}{tail}{_END}")

    def group(self, placed: _Placed, base: int) -> None:
        """Write a group; where each leaf has one piece of content its text is there already."""
        elements, marks, start = placed.group, self._marks, self._first + base
        found = [marks.get(base + leaf, ()) for leaf in elements.leaves]
        if not all(len(one) == 1 for one in found):
            self._group_by_element(placed, base)
            return
        values = [0 if placed.parent == OUTER else self._first + placed.parent]
        values += [1 + one[0][0] for one in found]
        values += range(start, start + len(elements.tags))
        values += [self._first_mcid + one[0][1] for one in found]
        self.gaps += elements.numbers(values)
        self.bodies.append(f"{elements.opening}{_tail(placed.attributes, 0)}{_END}")
        if elements.text:
            self.bodies.append(elements.text)

    def _group_by_element(self, placed: _Placed, base: int) -> None:
        elements = placed.group
        children = _children(elements.parents)
        for index, tag in enumerate(elements.tags):
            headers = elements.headers.get(index, ())
            own = elements.attributes[index] if index else placed.attributes
            self.element(
                tag,
                base + index,
                base + elements.parents[index] if index else placed.parent,
                [base + child for child in children[index]],
                _tail(own, len(headers)),
                [base + header for header in headers],
                is_identified=index in elements.identified,
            )

    def _kids(self, index: int, children: Sequence[int]) -> str:
        """Return an element's children, or its marked content on one page or several (14.7.4)."""
        marks, gaps = self._marks.get(index), self.gaps
        if marks is None:
            if not children:
                return ""
            gaps += [self._first + child for child in children]
            return f"/K[{'%d 0 R ' * len(children)}]"
        page, mcid = marks[0]
        gaps.append(1 + page)
        link = self._links.get(index)
        if len(marks) == 1 and link is None:
            gaps.append(self._first_mcid + mcid)
            return "/Pg %d 0 R/K %d"
        kids = ""
        for at, number in marks:
            if at == page:
                kids += "%d "
            else:
                gaps.append(1 + at)
                kids += "<</Type/MCR/Pg %d 0 R/MCID %d>>"
            gaps.append(self._first_mcid + number)
        if link is not None:
            gaps.append(self._first_link + link)
            kids += "<</Type/OBJR/Obj %d 0 R>>"
        return f"/Pg %d 0 R/K[{kids}]"
