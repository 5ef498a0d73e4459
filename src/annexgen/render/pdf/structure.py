"""The file's structure tree: sections' skeletons in, numbered objects out (ISO 32000-1, 14.7).

The bulk of a tagged file, about a hundred elements a page, so elements are written as text straight
into object streams, section by section; nothing but counts and open ends is kept in memory.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping, Sequence

from annexgen.render.pdf import objects
from annexgen.render.pdf.file import PdfFile
from annexgen.render.pdf.skeleton import SEPARATOR, ElementsTemplate
from annexgen.render.pdf.trees import add_name_tree, add_number_tree


class Structure:
    """The structure tree while sections come in: those of the body first, then those before it.

    Args:
        file: where its objects go.
    """

    def __init__(self, file: PdfFile) -> None:
        self._file = file
        self.root = file.reserve()
        self._document = file.reserve()
        self._parts: list[int] = []
        self._front: list[int] = []
        self._part: int | None = None
        self._part_kids: list[int] = []
        self._owners: list[tuple[int, int]] = []
        self._links: list[int] = []
        self.identified = array("I")
        self._next_key = 0

    def open_part(self) -> None:
        """Begin a part: what follows goes into it."""
        self._part = self._file.reserve()

    def close_part(self) -> int:
        """End the part and return its object number."""
        number = self._part
        assert number is not None  # noqa: S101 - a part has been opened
        kids = objects.array(map(objects.ref, self._part_kids))
        self._file.put(number, f"<</S/Sect/P {self._document} 0 R/K{kids}>>")
        self._parts.append(number)
        self._part, self._part_kids = None, []
        return number

    def adopt(self, part: int, identified: Iterable[int]) -> None:
        """Take in a part whose elements are in the file already."""
        self._parts.append(part)
        self.identified.extend(identified)

    def close_body(self, pages: int) -> None:
        """Say that what follows stands before all parts.

        Args:
            pages: how many pages the file has; links get the keys of the parent tree behind them.
        """
        self._next_key = pages

    def add(self, template: ElementsTemplate, pages: Sequence[int], links: Sequence[int]) -> int:
        """Write a section's elements.

        Args:
            template: its elements.
            pages: object numbers of its pages.
            links: object numbers of its link annotations.

        Returns:
            The object number of its first element; the others follow.
        """
        base = self._file.reserve(template.size)
        outer = self._document if self._part is None else self._part
        kids = self._front if self._part is None else self._part_kids
        kids += [base + index for index in template.outermost]
        elements = range(base, base + template.size)
        numbers = (outer, *pages, *links, *elements, *range(template.mcids))
        bodies = template.text % tuple(map(numbers.__getitem__, template.gaps))
        self._file.put_all(base, bodies.split(SEPARATOR) if template.size else ())
        self.identified.extend([base + index for index in template.identified])
        self._links += [base + index for index in template.linked]
        return base

    def link_key(self) -> int:
        """Return the parent tree's key for the next link annotation."""
        self._next_key += 1
        return self._next_key - 1

    def add_page(self, owners: Sequence[int]) -> int:
        """Write which elements own the marked content of a page, by MCID; return the object."""
        return self._file.add(f"[{' '.join([f'{number} 0 R' for number in owners])}]")

    def note_page(self, key: int, owners: int) -> None:
        """Note a page's key and what ``add_page`` has written for it; keys come rising."""
        self._owners.append((key, owners))

    def state(self) -> tuple[bytes, bytes]:
        """Return all that the rest depends on, once the body is closed."""
        return repr(self._parts).encode(), self.identified.tobytes()

    def finish(self) -> None:
        """Write the rest: document element, parent tree, header cells' names."""
        owners = *self._owners, *enumerate(self._links, self._next_key - len(self._links))
        parents = add_number_tree(self._file, [(key, f"{number} 0 R") for key, number in owners])
        names = add_name_tree(
            self._file, [(b"%08d" % number, f"{number} 0 R") for number in self.identified]
        )
        kids = objects.array(map(objects.ref, (*self._front, *self._parts)))
        self._file.put(self._document, f"<</S/Document/P {self.root} 0 R/K{kids}>>")
        entries: Mapping[str, object] = {
            "Type": "/StructTreeRoot",
            "K": objects.ref(self._document),
            "ParentTree": objects.ref(parents),
            "ParentTreeNextKey": self._next_key,
            "IDTree": objects.ref(names),
            "RoleMap": objects.dictionary({"Title": "/P"}),
        }
        self._file.put(self.root, objects.dictionary(entries))
