"""Number trees and name trees (ISO 32000-1, 7.9.6 and 7.9.7), written while their keys come in."""

from __future__ import annotations

from annexgen.render.pdf import objects
from annexgen.render.pdf.file import PdfFile

_LEAF = 64


class _Tree:
    """A tree whose keys come in rising order; written leaf by leaf, then level by level."""

    _entries_key: str

    def __init__(self, file: PdfFile) -> None:
        self._file = file
        self._entries: list[tuple[str, str]] = []
        self._nodes: list[tuple[str, str, int]] = []

    def finish(self) -> int:
        """Write what is left and return the object number of the root."""
        if not self._nodes:
            return self._file.add(f"<<{self._listed()}>>")
        if self._entries:
            self._write_leaf()
        nodes = self._nodes
        while len(nodes) > _LEAF:
            nodes = [self._branch(nodes[i : i + _LEAF]) for i in range(0, len(nodes), _LEAF)]
        return self._file.add(f"<</Kids{_references(nodes)}>>")

    def _add(self, key: str, value: str) -> None:
        self._entries.append((key, value))
        if len(self._entries) == _LEAF:
            self._write_leaf()

    def _listed(self) -> str:
        entries = " ".join([f"{key} {value}" for key, value in self._entries])
        return f"/{self._entries_key}[{entries}]"

    def _write_leaf(self) -> None:
        first, last = self._entries[0][0], self._entries[-1][0]
        number = self._file.add(f"<</Limits[{first} {last}]{self._listed()}>>")
        self._nodes.append((first, last, number))
        self._entries = []

    def _branch(self, nodes: list[tuple[str, str, int]]) -> tuple[str, str, int]:
        first, last = nodes[0][0], nodes[-1][1]
        limits = f"/Limits[{first} {last}]"
        return first, last, self._file.add(f"<<{limits}/Kids{_references(nodes)}>>")


class NumberTree(_Tree):
    """A number tree; keys come in rising order."""

    _entries_key = "Nums"

    def add(self, key: int, value: str) -> None:
        """Add an object under a number."""
        self._add(str(key), value)


class StringTree(_Tree):
    """A name tree; keys come in the order of their bytes."""

    _entries_key = "Names"

    def add(self, key: bytes, value: str) -> None:
        """Add an object under a name."""
        self._add(objects.byte_string(key), value)


def _references(nodes: list[tuple[str, str, int]]) -> str:
    return objects.array(objects.ref(number) for _, _, number in nodes)
