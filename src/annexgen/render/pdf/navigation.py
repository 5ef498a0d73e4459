"""Ways through the file: named destinations and the outline (ISO 32000-1, 12.3)."""

from __future__ import annotations

from collections.abc import Iterable

from annexgen.document import Heading
from annexgen.render.pdf import objects
from annexgen.render.pdf.file import PdfFile
from annexgen.render.pdf.trees import add_name_tree
from annexgen.tuples import NamedTuple


class Target(NamedTuple):
    """Where a heading stands.

    Attributes:
        id: its identifier.
        page: the object number of its page.
        top: y of its upper edge in pt, upwards.
    """

    id: str
    page: int
    top: float


def add_destinations(file: PdfFile, targets: Iterable[Target]) -> int:
    """Write a named destination for each heading and return the name tree's object number."""
    named = sorted((objects.identifier(target.id), target) for target in targets)
    places = ((name, f"[{page} 0 R/XYZ null {top:.2f} null]") for name, (_, page, top) in named)
    return add_name_tree(file, places)


class _Entry:
    """An outline item, its object number, and the items under it."""

    __slots__ = ("heading", "kids", "number")

    def __init__(self, heading: Heading | None, number: int) -> None:
        self.heading = heading
        self.number = number
        self.kids: list[_Entry] = []

    def count(self) -> int:
        """Return how many items show under this one: all of them, as the outline is open."""
        return len(self.kids) + sum(kid.count() for kid in self.kids)


def add_outline(file: PdfFile, headings: Iterable[Heading]) -> int | None:
    """Write the outline, nested as the headings are, all open; None without any heading."""
    root = _Entry(None, file.reserve())
    path = [root]
    for heading in headings:
        entry = _Entry(heading, file.reserve())
        del path[heading.level :]
        path[-1].kids.append(entry)
        path.append(entry)
    if not root.kids:
        file.put(root.number, "null")
        return None
    file.put(root.number, f"<</Type/Outlines{_inside(root)}>>")
    _add_entries(file, root)
    return root.number


def _inside(entry: _Entry) -> str:
    if not entry.kids:
        return ""
    first, last = entry.kids[0].number, entry.kids[-1].number
    return f"/First {first} 0 R/Last {last} 0 R/Count {entry.count()}"


def _add_entries(file: PdfFile, parent: _Entry) -> None:
    kids = parent.kids
    for kid, before, after in zip(kids, [None, *kids], [*kids[1:], None], strict=False):
        if kid.heading is None:
            continue
        relatives = f"/Parent {parent.number} 0 R{_inside(kid)}"
        if before is not None:
            relatives += f"/Prev {before.number} 0 R"
        if after is not None:
            relatives += f"/Next {after.number} 0 R"
        name = objects.identifier(kid.heading.id)
        file.put(kid.number, objects.outline_entry(kid.heading.text, name, relatives))
        _add_entries(file, kid)
