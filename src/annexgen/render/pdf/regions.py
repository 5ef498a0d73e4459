"""Stretches of a file as they were written, for a later file in which nothing has changed there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from annexgen.document import Heading
from annexgen.render.pdf.faces import Slot
from annexgen.render.pdf.file import Region
from annexgen.tuples import NamedTuple


class PartRegion(NamedTuple):
    """A part as it was written, to be written again in the same place of a later file.

    Attributes:
        region: its bytes.
        element: object number of its structure element; 0 for an untagged file.
        pages: its pages.
        headings: each with the index of its page in the part and its y in pt.
        identified: object numbers of the elements that others name as their header.
        characters: what it draws, by slot.
    """

    region: Region
    element: int
    pages: tuple[PageObjects, ...]
    headings: tuple[tuple[Heading, int, float], ...]
    identified: tuple[int, ...]
    characters: Mapping[Slot, str]


class PageObjects(NamedTuple):
    """The objects of a page that waits for its number.

    Attributes:
        number: its own object number.
        header: the stream of its running header; None for none.
        streams: the streams of its text area.
        owners: the array of the elements that own its marked content; 0 for an untagged file.
    """

    number: int
    header: int | None
    streams: tuple[int, ...]
    owners: int


class EndRegion(NamedTuple):
    """What comes behind the body, but for the fonts, as it was written.

    Attributes:
        region: its bytes.
        root: object number of the catalog.
        pages: how many the file has.
        characters: what it draws, by slot.
    """

    region: Region | None
    root: int
    pages: int
    characters: Mapping[Slot, str]


class Ends(Protocol):
    """Remembers ends of files by all that they depend on."""

    def end(self, state: Sequence[bytes]) -> EndRegion | None:
        """Return the end that was kept for ``state``; None for none."""

    def keep_end(self, state: Sequence[bytes], end: EndRegion) -> None:
        """Keep an end."""
