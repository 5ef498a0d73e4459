"""Number trees and name trees (ISO 32000-1, 7.9.6 and 7.9.7)."""

from __future__ import annotations

from collections.abc import Iterable

from annexgen.render.pdf import objects
from annexgen.render.pdf.file import PdfFile

_LEAF = 64

_Node = tuple[str, str, int]
"""First and last key of a node, and its object number."""


def add_number_tree(file: PdfFile, entries: Iterable[tuple[int, str]]) -> int:
    """Write a tree of values by number, which come in rising order; return its object number."""
    return _add(file, "Nums", [(str(key), value) for key, value in entries])


def add_name_tree(file: PdfFile, entries: Iterable[tuple[bytes, str]]) -> int:
    """Write a tree of values by name, in the order of the bytes; return its object number."""
    return _add(file, "Names", [(f"<{key.hex()}>", value) for key, value in entries])


def _add(file: PdfFile, kind: str, entries: list[tuple[str, str]]) -> int:
    """Write leaf by leaf, then level by level."""
    if len(entries) < _LEAF:
        return file.add(f"<<{_listed(kind, entries)}>>")
    nodes = [_leaf(file, kind, entries[i : i + _LEAF]) for i in range(0, len(entries), _LEAF)]
    while len(nodes) > _LEAF:
        nodes = [_branch(file, nodes[i : i + _LEAF]) for i in range(0, len(nodes), _LEAF)]
    return file.add(f"<</Kids{_references(nodes)}>>")


def _listed(kind: str, entries: list[tuple[str, str]]) -> str:
    return f"/{kind}[{' '.join([f'{key} {value}' for key, value in entries])}]"


def _leaf(file: PdfFile, kind: str, entries: list[tuple[str, str]]) -> _Node:
    first, last = entries[0][0], entries[-1][0]
    return first, last, file.add(f"<</Limits[{first} {last}]{_listed(kind, entries)}>>")


def _branch(file: PdfFile, nodes: list[_Node]) -> _Node:
    first, last = nodes[0][0], nodes[-1][1]
    return first, last, file.add(f"<</Limits[{first} {last}]/Kids{_references(nodes)}>>")


def _references(nodes: list[_Node]) -> str:
    return objects.array(objects.ref(number) for _, _, number in nodes)
