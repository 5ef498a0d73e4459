"""The file's structure tree: sections' skeletons in, numbered objects out (ISO 32000-1, 14.7).

The bulk of a tagged file, about a hundred elements a page, so elements are written as text straight
into object streams, section by section; nothing but counts and open ends is kept in memory.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from annexgen.render.pdf import objects
from annexgen.render.pdf.file import PdfFile
from annexgen.render.pdf.section import EncodedSection
from annexgen.render.pdf.skeleton import OUTER, Element
from annexgen.render.pdf.trees import NumberTree, StringTree


class Structure:
    """The structure tree while sections come in.

    Args:
        file: where its objects go.
        pages: object numbers of all pages, by index.
    """

    def __init__(self, file: PdfFile, pages: range) -> None:
        self._file = file
        self._pages = pages
        self.root = file.reserve()
        self._document = file.reserve()
        self._parts: list[int] = []
        self._part: int | None = None
        self._part_kids: list[int] = []
        self._parents = NumberTree(file)
        self._links: list[int] = []
        self._names = StringTree(file)

    def open_part(self) -> None:
        """Begin a part: what follows goes into it."""
        self._close_part()
        self._part = self._file.reserve()

    def add(self, section: EncodedSection, first_page: int, links: Sequence[int]) -> int:
        """Write a section's elements.

        Args:
            section: the section.
            first_page: index of its first page.
            links: object numbers of its link annotations.

        Returns:
            The object number of its first element; the others follow.
        """
        base = self._file.reserve(len(section.elements))
        outer = self._document if self._part is None else self._part
        kids = self._parts if self._part is None else self._part_kids
        pages = [self._pages[first_page + index] for index in range(len(section.pages))]
        bodies = []
        for number, element in enumerate(section.elements, base):
            if element.parent == OUTER:
                kids.append(number)
                parent = outer
            else:
                parent = base + element.parent
            bodies.append(_body(element, number, parent, base, pages, links))
            if element.identified:
                self._names.add(_identifier(number), objects.ref(number))
            if element.link is not None:
                self._links.append(number)
        self._file.put_all(base, bodies)
        return base

    def next_link_key(self) -> int:
        """Return the parent tree's key for the next link: behind all pages' keys."""
        return len(self._pages) + len(self._links)

    def add_page(self, index: int, owners: Sequence[int]) -> None:
        """Note which elements own the marked content of a page, by MCID."""
        self._parents.add(index, f"[{' '.join([f'{number} 0 R' for number in owners])}]")

    def finish(self) -> None:
        """Write the rest: document element, parent tree, header cells' names."""
        self._close_part()
        for key, number in enumerate(self._links, len(self._pages)):
            self._parents.add(key, objects.ref(number))
        kids = objects.array(map(objects.ref, self._parts))
        self._file.put(self._document, f"<</S/Document/P {self.root} 0 R/K{kids}>>")
        entries: Mapping[str, object] = {
            "Type": "/StructTreeRoot",
            "K": objects.ref(self._document),
            "ParentTree": objects.ref(self._parents.finish()),
            "ParentTreeNextKey": len(self._pages) + len(self._links),
            "IDTree": objects.ref(self._names.finish()),
            "RoleMap": objects.dictionary({"Title": "/P"}),
        }
        self._file.put(self.root, objects.dictionary(entries))

    def _close_part(self) -> None:
        if self._part is None:
            return
        kids = objects.array(map(objects.ref, self._part_kids))
        self._file.put(self._part, f"<</S/Sect/P {self._document} 0 R/K{kids}>>")
        self._parts.append(self._part)
        self._part, self._part_kids = None, []


def _identifier(number: int) -> bytes:
    """Return an element's identifier: rising with its number, so the tree of them is in order."""
    return b"%08x" % number


def _body(
    element: Element,
    number: int,
    parent: int,
    base: int,
    pages: Sequence[int],
    links: Sequence[int],
) -> str:
    """Return a structure element (14.7.2, table 323)."""
    attributes = element.attributes
    if element.headers:
        names = "".join([f"({base + header:08x})" for header in element.headers])
        attributes += f"/Headers[{names}]"
    if attributes:
        attributes = f"/A<</O/Table{attributes}>>"
    if element.identified:
        attributes += f"/ID({number:08x})"
    return f"<</S/{element.tag}/P {parent} 0 R{_kids(element, base, pages, links)}{attributes}>>"


def _kids(element: Element, base: int, pages: Sequence[int], links: Sequence[int]) -> str:
    """Return an element's children, or its marked content on one page or several (14.7.4)."""
    marks = element.marks
    if not marks:
        kids = " ".join([f"{base + child} 0 R" for child in element.children])
        return f"/K[{kids}]" if kids else ""
    page = marks[0].page
    if len(marks) == 1 and element.link is None:
        return f"/Pg {pages[page]} 0 R/K {marks[0].mcid}"
    kids = " ".join(
        str(mcid) if at == page else f"<</Type/MCR/Pg {pages[at]} 0 R/MCID {mcid}>>"
        for at, mcid in marks
    )
    if element.link is not None:
        kids += f"<</Type/OBJR/Obj {links[element.link]} 0 R>>"
    return f"/Pg {pages[page]} 0 R/K[{kids}]"
