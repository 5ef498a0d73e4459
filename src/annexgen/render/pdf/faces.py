"""Which font draws a character, and under which name a page calls that font.

Each font has one Type0 font for each Unicode plane it draws from, with the character's number in
the plane as its code: a text is then its own UTF-16, whatever ends up in the font's subset, so an
encoded section stays valid when others change.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from itertools import groupby

from annexgen.document import TextStyle
from annexgen.fonts.chain import FontChain
from annexgen.fonts.font import Font
from annexgen.tuples import NamedTuple


class Slot(NamedTuple):
    """A Type0 font of the file: the part of a font that lies in one Unicode plane."""

    font: int
    plane: int

    @property
    def resource(self) -> str:
        """Its name in the pages' resources."""
        return f"F{self.font}" if self.plane == 0 else f"F{self.font}P{self.plane}"


class Run(NamedTuple):
    """Consecutive characters of a line that one slot draws: from ``start`` up to ``end``."""

    slot: Slot
    start: int
    end: int


class Face:
    """A face of the document: its chain of fonts, asked once for each character."""

    def __init__(self, chain: FontChain, numbers: tuple[int, ...]) -> None:
        self._chain = chain
        self._numbers = numbers
        self._slots: dict[str, Slot | None] = {}
        self.first = Slot(numbers[0], 0)
        self.plain: set[str] = set()
        """Characters known to be drawn by the first font: most lines hold no other."""

    def learn(self, text: str) -> bool:
        """Look up the characters of ``text``; say whether the first slot draws all of them."""
        for character in set(text).difference(self._slots):
            slot = self._slot(ord(character))
            self._slots[character] = slot
            if slot == self.first:
                self.plain.add(character)
        return self.plain.issuperset(text)

    def runs(self, text: str) -> Iterator[Run]:
        """Yield the runs of a learnt text. Characters that no font has are in none of them."""
        start = 0
        for slot, group in groupby(text, key=self._slots.__getitem__):
            end = start + sum(1 for _ in group)
            if slot is not None:
                yield Run(slot, start, end)
            start = end

    def _slot(self, point: int) -> Slot | None:
        index = self._chain.index_of(point)
        return None if index is None else Slot(self._numbers[index], point >> 16)


class Ink(NamedTuple):
    """A text style as the encoder needs it."""

    face: Face
    size: float
    select: str
    """Selects the face's first font at the style's size."""
    colour: str
    """Sets the fill colour."""
    whole: str
    """Does both."""


class Typefaces:
    """All fonts of a document, numbered, and its text styles.

    Attributes:
        fonts: every font of every chain once, in the order of the faces.
        inks: by style.
    """

    def __init__(self, styles: Mapping[str, TextStyle], chains: Mapping[str, FontChain]) -> None:
        numbers: dict[str, int] = {}
        fonts: list[Font] = []
        faces: dict[str, Face] = {}
        for key, chain in chains.items():
            for font in chain.fonts:
                if numbers.setdefault(_identity(font), len(fonts)) == len(fonts):
                    fonts.append(font)
            faces[key] = Face(chain, tuple(numbers[_identity(font)] for font in chain.fonts))
        self.fonts: tuple[Font, ...] = tuple(fonts)
        self.inks = {key: _ink(style, faces) for key, style in styles.items()}


@cache
def fill_colour(colour: str) -> str:
    """Return the operator that fills with ``#rrggbb``."""
    return "".join(f"{int(colour[i : i + 2], 16) / 255:.3g} " for i in (1, 3, 5)) + "rg\n"


def _ink(style: TextStyle, faces: Mapping[str, Face]) -> Ink:
    face = faces[style.face]
    select = f"/{face.first.resource} {style.size:g} Tf\n"
    colour = fill_colour(style.colour)
    return Ink(face, style.size, select, colour, colour + select)


def _identity(font: Font) -> str:
    return f"{font.path}#{font.index}"
