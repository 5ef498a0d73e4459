"""The page numbers' content streams: those of as many digits, as wide, differ in the digits alone.

A file has thousands of them; encoding each by itself takes 27 µs, and putting other digits into
one that was encoded takes two.
"""

from __future__ import annotations

from annexgen.document import PageSetup
from annexgen.layout.furniture import FurnitureSetter
from annexgen.layout.text import TextSetter
from annexgen.render.pdf.content import Characters, Content, TextEncoder

_DIGITS = "0123456789"


class Footers:
    """Encodes the page numbers of a file.

    Args:
        furniture: sets them.
        setter: measures their digits.
        texts: encodes them.
        tags: whether to mark them as artifacts.
    """

    def __init__(
        self, furniture: FurnitureSetter, setter: TextSetter, texts: TextEncoder, *, tags: bool
    ) -> None:
        self._furniture = furniture
        self._texts = texts
        self._tags = tags
        self._around: dict[tuple[PageSetup, int, float], tuple[bytes, bytes]] = {}
        self.characters = Characters()
        style = furniture.number_style
        self._slot = texts.inks[style].face.first
        self._is_plain = texts.inks[style].face.learn(_DIGITS)
        self._widths = {digit: setter.width(digit, style) for digit in _DIGITS}
        self._noted: set[str] = set()

    def stream(self, number: int, setup: PageSetup) -> bytes:
        """Return the stream that draws ``number`` on a page."""
        digits = str(number)
        key = setup, len(digits), sum(map(self._widths.__getitem__, digits))
        around = self._around.get(key)
        if around is None:
            return self._encoded(number, digits, key)
        if not self._noted.issuperset(digits):
            self._note(digits)
        before, after = around
        return before + digits.encode("utf-16-be") + after

    def _encoded(self, number: int, digits: str, key: tuple[PageSetup, int, float]) -> bytes:
        """Encode a number, and keep what is around its digits where that serves others too."""
        setup = key[0]
        content = Content(self._texts, self.characters, setup.height, tags=self._tags)
        content.begin_artifact("/Type/Pagination/Subtype/Footer")
        content.lines((self._furniture.footer(number, setup),))
        content.end()
        data = content.data()
        parts = data.split(digits.encode("utf-16-be"))
        if self._is_plain and len(parts) == 2:
            self._around[key] = parts[0], parts[1]
        return data

    def _note(self, digits: str) -> None:
        self._noted.update(digits)
        self.characters.note(self._slot, digits)
