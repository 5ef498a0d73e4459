"""Ways through the file: named destinations and the outline (ISO 32000-1, 12.3)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from annexgen.document import Heading
from annexgen.layout.pages import Page, Place
from annexgen.render.pdf import objects
from annexgen.render.pdf.file import PdfFile
from annexgen.render.pdf.trees import StringTree


def add_destinations(
    file: PdfFile, places: Mapping[str, Place], pages: Sequence[Page], numbers: Sequence[int]
) -> int:
    """Write a named destination for each heading and return the name tree's object number.

    Args:
        file: where they go.
        places: where each heading stands, by its identifier.
        pages: all pages.
        numbers: their object numbers.
    """
    tree = StringTree(file)
    by_name = sorted((objects.identifier(id_), place) for id_, place in places.items())
    for name, place in by_name:
        top = pages[place.page - 1].setup.height - place.y
        tree.add(name, f"[{numbers[place.page - 1]} 0 R/XYZ null {top:.2f} null]")
    return tree.finish()


@dataclass(slots=True)
class _Entry:
    """An outline item, its object number, and the items under it."""

    heading: Heading | None
    number: int
    kids: list[_Entry] = field(default_factory=list)

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
    file.put(root.number, objects.dictionary({"Type": "/Outlines", **_inside(root)}))
    _add_entries(file, root)
    return root.number


def _inside(entry: _Entry) -> dict[str, object]:
    if not entry.kids:
        return {}
    first, last = entry.kids[0].number, entry.kids[-1].number
    return {"First": objects.ref(first), "Last": objects.ref(last), "Count": entry.count()}


def _add_entries(file: PdfFile, parent: _Entry) -> None:
    kids = parent.kids
    for kid, before, after in zip(kids, [None, *kids], [*kids[1:], None], strict=False):
        if kid.heading is None:
            continue
        relatives = {"Parent": objects.ref(parent.number), **_inside(kid)}
        if before is not None:
            relatives["Prev"] = objects.ref(before.number)
        if after is not None:
            relatives["Next"] = objects.ref(after.number)
        name = objects.identifier(kid.heading.id)
        file.put(kid.number, objects.outline_entry(kid.heading.text, name, **relatives))
        _add_entries(file, kid)
