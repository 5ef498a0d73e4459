"""Text encoding: placed lines, boxes and rules in, a content stream out (ISO 32000-1, 8 and 9).

A stream depends on nothing outside itself: it sets font and colour before the first text, names
fonts and codes that do not depend on what else the file shows, and leaves text mode at its end.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import groupby, pairwise, zip_longest

from annexgen.fonts.subset import code_of
from annexgen.layout.pages import Box, Kern, Line, Rule, SetText
from annexgen.render.pdf.faces import Ink, Slot, Typefaces, fill_colour
from annexgen.render.pdf.file import compressed
from annexgen.tuples import NamedTuple

_MOST_REMEMBERED = 1 << 12
_SPECIAL = re.compile(r"[\\()\r]")
_ESCAPES = str.maketrans({"\\": "\\\\", "(": "\\(", ")": "\\)", "\r": "\\r"})


class _Formatted(dict[float, str]):
    """Lengths in pt as a stream has them: a table's cells share theirs, and formatting is slow."""

    def __missing__(self, length: float) -> str:
        if len(self) >= _MOST_REMEMBERED:
            self.clear()
        text = self[length] = f"{length:.2f}"
        return text


_at = _Formatted()


class Drawn(NamedTuple):
    """A text encoded once, to be shown wherever it comes again.

    Attributes:
        x: of its first line, from the text's place, in pt.
        y: of its first line's baseline, downwards, in pt.
        operators: show its lines, each moved to from the one before.
        characters: what they draw, by slot; a character may come again.
        ends_plain: whether the style's font is still selected at the end.
    """

    x: float
    y: float
    operators: str
    characters: tuple[tuple[Slot, str], ...]
    ends_plain: bool


class Characters:
    """The characters that streams draw, by slot; what the fonts' subsets are made from."""

    def __init__(self) -> None:
        self._texts: dict[Slot, list[str]] = defaultdict(list)
        self.drawn: dict[int, Drawn] = {}
        """Texts that are drawn, by identity: noted here before what they draw is counted."""

    def note(self, slot: Slot, text: str) -> None:
        """Note that ``slot`` draws ``text``."""
        self._texts[slot].append(text)

    def noted(self) -> tuple[tuple[Slot, str], ...]:
        """Return what has been noted of texts, by slot, as it came."""
        return tuple([(slot, "".join(texts)) for slot, texts in self._texts.items()])

    def by_slot(self) -> dict[Slot, str]:
        """Return each slot's characters, once each."""
        texts = self._texts
        for drawn in self.drawn.values():
            for slot, text in drawn.characters:
                texts[slot].append(text)
        self.drawn.clear()
        return {slot: "".join(dict.fromkeys("".join(texts[slot]))) for slot in sorted(texts)}


class TextEncoder:
    """Encodes texts in the document's styles, and remembers them: annexes repeat themselves."""

    def __init__(self, typefaces: Typefaces) -> None:
        self.inks = typefaces.inks
        self.fonts = typefaces.fonts
        self._drawn: dict[int, tuple[SetText, Drawn]] = {}

    def drawn(self, text: SetText) -> Drawn:
        """Return ``text`` encoded."""
        # By identity, as the setter gives the same text again, and a text is slow to hash.
        known = self._drawn.get(id(text))
        if known is None:
            if len(self._drawn) >= _MOST_REMEMBERED:
                self._drawn.clear()
            known = self._drawn[id(text)] = (text, self._encoded(text))
        return known[1]

    def _encoded(self, text: SetText) -> Drawn:
        ink, characters = self.inks[text.style], Characters()
        parts: list[str] = []
        x = y = 0.0
        is_plain = True
        for line, after in zip_longest(text.lines, text.lines[1:]):
            at_x, at_y = round(line.x, 2), round(line.baseline, 2)
            if parts:
                parts.append(f"{at_x - x:.2f} {y - at_y:.2f} Td\n")
            x, y = at_x, at_y
            if not is_plain:
                parts.append(ink.select)
            operators, is_plain = shown(line, ink, characters, after.joint if after else "")
            parts.append(operators)
        first = text.lines[0]
        return Drawn(first.x, first.baseline, "".join(parts), characters.noted(), is_plain)


def shown(line: Line, ink: Ink, characters: Characters, blank: str = "") -> tuple[str, bool]:
    """Return the operators that show ``line`` where the text stands.

    Args:
        line: what is shown.
        ink: of its style, whose first font is selected.
        characters: notes what is drawn.
        blank: what was left out at the break behind the line, so that it is read.

    Returns:
        The operators, and whether the first font is still selected behind them.
    """
    text, face = line.text + blank, ink.face
    if face.plain.issuperset(text) or face.learn(text):
        characters.note(face.first, text)
        return _show(text.encode("utf-16-be"), line.kerns), True
    parts = []
    for slot, start, end in face.runs(text):
        drawn = text[start:end]
        characters.note(slot, drawn)
        within = [Kern(at - start, amount) for at, amount in line.kerns if start <= at < end]
        parts.append(f"/{slot.resource} {ink.size:g} Tf\n{_show(_codes(drawn), within)}")
    return "".join(parts), False


class Content:
    """One content stream in the making.

    Args:
        texts: encodes them.
        characters: notes what is drawn.
        height: of the paper in pt; y runs downwards in a layout and upwards in a PDF.
        tags: whether to mark content for the structure tree.
    """

    def __init__(
        self, texts: TextEncoder, characters: Characters, height: float, *, tags: bool
    ) -> None:
        self._drawn = texts.drawn
        self._inks = texts.inks
        self._characters = characters
        self._noted = characters.drawn
        self._height = height
        self._tags = tags
        self._parts: list[str] = []
        self._in_text = False
        self._ink: Ink | None = None

    def begin(self, tag: str, mcid: int) -> None:
        """Begin text that belongs to a structure element (14.7.4)."""
        self._enter_text()
        if self._tags:
            self._parts.append(f"/{tag}<</MCID {mcid}>>BDC\n")

    def begin_artifact(self, properties: str = "/Type/Pagination") -> None:
        """Begin text that is an artifact (14.8.2.2): a reader who hears the file need not hear."""
        self._enter_text()
        if self._tags:
            self._parts.append(f"/Artifact<<{properties}>>BDC\n")

    def end(self) -> None:
        """End marked content."""
        if self._tags:
            self._parts.append("EMC\n")

    def lines(self, lines: Sequence[Line], *, split: bool = False) -> None:
        """Draw lines, and after each what was left out at the break behind it, so that it is read.

        Args:
            lines: of one paragraph or cell.
            split: whether texts on one baseline are read with a blank between them.
        """
        for line, after in pairwise(lines):
            blank = " " if split and after.baseline == line.baseline else after.joint
            self.line(line, blank)
        if lines:
            self.line(lines[-1])

    def line(self, line: Line, blank: str = "") -> None:
        """Draw one line, and after it what was left out at the break behind it."""
        ink = self._select(line.style)
        self._parts.append(f"1 0 0 1 {line.x:.2f} {self._height - line.baseline:.2f} Tm\n")
        operators, is_plain = shown(line, ink, self._characters, blank)
        self._parts.append(operators)
        if not is_plain:
            self._ink = None

    def text(self, text: SetText, x: float, y: float) -> None:
        """Draw a text of at least one line with its upper left corner at ``x``, ``y``."""
        if self._inks[text.style] is not self._ink:
            self._select(text.style)
        drawn = self._drawn(text)
        self._noted[id(drawn)] = drawn
        place = f"{_at[x + drawn.x]} {_at[self._height - y - drawn.y]}"
        self._parts.append(f"1 0 0 1 {place} Tm\n{drawn.operators}")
        if not drawn.ends_plain:
            self._ink = None

    def cell(self, tag: str, mcid: int, text: SetText, x: float, y: float) -> None:
        """Draw a text as ``begin``, ``text`` and ``end`` do; a page has fifty of them and more."""
        if not self._tags or not self._in_text:
            self.begin(tag, mcid)
            self.text(text, x, y)
            self.end()
            return
        drawn = self._drawn(text)
        self._noted[id(drawn)] = drawn
        left, down, operators, _, ends_plain = drawn
        ink, select = self._inks[text.style], ""
        if ink is not self._ink:
            select = ink.whole
        self._ink = ink if ends_plain else None
        place = f"{_at[x + left]} {_at[self._height - y - down]} Tm\n{operators}"
        self._parts.append(f"/{tag}<</MCID {mcid}>>BDC\n{select}1 0 0 1 {place}EMC\n")

    def _select(self, style: str) -> Ink:
        """Select ``style``, in text mode."""
        self._enter_text()
        ink = self._inks[style]
        if ink is not self._ink:
            self._parts.append(ink.whole)
            self._ink = ink
        return ink

    def paint(self, boxes: Iterable[Box], rules: Iterable[Rule]) -> None:
        """Draw fills, then strokes, as one artifact."""
        self._leave_text()
        height, parts = self._height, self._parts
        if self._tags:
            parts.append("/Artifact<</Type/Layout>>BDC\n")
        for box in boxes:
            bottom = height - box.y - box.height
            parts.append(
                f"{fill_colour(box.fill)}{_at[box.x]} {_at[bottom]}"
                f" {_at[box.width]} {_at[box.height]} re f\n"
            )
        for width, group in groupby(rules, key=lambda rule: rule.width):
            parts.append(f"{width:g} w\n")
            parts += [
                f"{_at[x0]} {_at[height - y0]} m {_at[x1]} {_at[height - y1]} l\n"
                for x0, y0, x1, y1, _ in group
            ]
            parts.append("S\n")
        self.end()

    def data(self) -> bytes:
        """Return the finished stream's bytes."""
        self._leave_text()
        return "".join(self._parts).encode("latin-1")

    def finish(self) -> bytes:
        """Return the finished stream, compressed."""
        return compressed(self.data())

    def _enter_text(self) -> None:
        """Begin a text object before any marked content in it: the two may not overlap (14.6.1)."""
        if not self._in_text:
            self._parts.append("BT\n")
            self._in_text = True

    def _leave_text(self) -> None:
        if self._in_text:
            self._parts.append("ET\n")
            self._in_text = False
        self._ink = None


def _show(codes: bytes, kerns: Sequence[Kern]) -> str:
    """Return the operator that shows a text (9.4.3), two bytes to a character."""
    if not kerns:
        return f"({_escaped(codes)})Tj\n"
    parts, start = [], 0
    for at, amount in kerns:
        end = 2 * (at + 1)
        parts.append(f"({_escaped(codes[start:end])}){-amount:g}")
        start = end
    rest = f"({_escaped(codes[start:])})" if start < len(codes) else ""
    return f"[{''.join(parts)}{rest}]TJ\n"


def _escaped(codes: bytes) -> str:
    """Return the inside of a literal string (7.3.4.2); hexadecimal would take twice the bytes."""
    text = codes.decode("latin-1")
    if _SPECIAL.search(text):
        text = text.translate(_ESCAPES)
    return text


def _codes(text: str) -> bytes:
    """Return the codes of characters of any one plane; in the basic plane they are UTF-16."""
    return b"".join([code_of(ord(character)).to_bytes(2, "big") for character in text])
