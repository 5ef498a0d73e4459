"""Text encoding: placed lines, boxes and rules in, a content stream out (ISO 32000-1, 8 and 9).

A stream depends on nothing outside itself: it sets font and colour before the first text, names
fonts and codes that do not depend on what else the file shows, and leaves text mode at its end.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import groupby, pairwise

from annexgen.fonts.subset import code_of
from annexgen.layout.pages import Box, Kern, Line, Rule
from annexgen.render.pdf.faces import Face, Ink, Slot, Typefaces, fill_colour
from annexgen.render.pdf.file import compressed


class Characters:
    """The characters that streams draw, by slot; what the fonts' subsets are made from."""

    def __init__(self) -> None:
        self._texts: dict[Slot, list[str]] = defaultdict(list)

    def note(self, slot: Slot, text: str) -> None:
        """Note that ``slot`` draws ``text``."""
        self._texts[slot].append(text)

    def by_slot(self) -> dict[Slot, str]:
        """Return each slot's characters, once each and in order."""
        return {
            slot: "".join(sorted(set("".join(self._texts[slot])))) for slot in sorted(self._texts)
        }


class Content:
    """One content stream in the making.

    Args:
        typefaces: of the document.
        characters: notes what is drawn.
        height: of the paper in pt; y runs downwards in a layout and upwards in a PDF.
        tags: whether to mark content for the structure tree.
    """

    def __init__(
        self, typefaces: Typefaces, characters: Characters, height: float, *, tags: bool
    ) -> None:
        self._inks = typefaces.inks
        self._characters = characters
        self._height = height
        self._tags = tags
        self._parts: list[str] = []
        self._in_text = False
        self._ink: Ink | None = None

    def begin(self, tag: str, mcid: int) -> None:
        """Begin marked content that belongs to a structure element (14.7.4)."""
        if self._tags:
            self._parts.append(f"/{tag}<</MCID {mcid}>>BDC\n")

    def begin_artifact(self, properties: str = "/Type/Pagination") -> None:
        """Begin an artifact (14.8.2.2): what a reader who hears the document need not hear."""
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
        if not self._in_text:
            self._parts.append("BT\n")
            self._in_text = True
        ink = self._inks[line.style]
        if ink is not self._ink:
            self._parts.append(ink.colour + ink.select)
            self._ink = ink
        self._parts.append(f"1 0 0 1 {line.x:.2f} {self._height - line.baseline:.2f} Tm\n")
        text = line.text + blank
        face = ink.face
        if face.plain.issuperset(text) or face.learn(text):
            self._characters.note(face.first, text)
            self._parts.append(_show(text.encode("utf-16-be").hex(), line.kerns))
        else:
            self._mixed(face, ink, text, line.kerns)

    def paint(self, boxes: Iterable[Box], rules: Iterable[Rule]) -> None:
        """Draw fills, then strokes, as one artifact."""
        self._leave_text()
        self.begin_artifact("/Type/Layout")
        height, parts = self._height, self._parts
        for box in boxes:
            bottom = height - box.y - box.height
            parts.append(
                f"{fill_colour(box.fill)}{box.x:.2f} {bottom:.2f}"
                f" {box.width:.2f} {box.height:.2f} re f\n"
            )
        for width, group in groupby(rules, key=lambda rule: rule.width):
            parts.append(f"{width:g} w\n")
            parts += [
                f"{x0:.2f} {height - y0:.2f} m {x1:.2f} {height - y1:.2f} l\n"
                for x0, y0, x1, y1, _ in group
            ]
            parts.append("S\n")
        self.end()

    def data(self) -> bytes:
        """Return the finished stream's bytes."""
        self._leave_text()
        return "".join(self._parts).encode("ascii")

    def finish(self) -> bytes:
        """Return the finished stream, compressed."""
        return compressed(self.data())

    def _leave_text(self) -> None:
        if self._in_text:
            self._parts.append("ET\n")
            self._in_text = False
        self._ink = None

    def _mixed(self, face: Face, ink: Ink, text: str, kerns: Sequence[Kern]) -> None:
        """Draw a line whose characters come from several fonts."""
        for slot, start, end in face.runs(text):
            drawn = text[start:end]
            self._characters.note(slot, drawn)
            within = [Kern(at - start, amount) for at, amount in kerns if start <= at < end]
            self._parts.append(f"/{slot.resource} {ink.size:g} Tf\n{_show(_codes(drawn), within)}")
        self._ink = None


def _show(codes: str, kerns: Sequence[Kern]) -> str:
    """Return the operator that shows a text (9.4.3), four hexadecimal digits to a character."""
    if not kerns:
        return f"<{codes}>Tj\n"
    parts, start = [], 0
    for at, amount in kerns:
        end = 4 * (at + 1)
        parts.append(f"<{codes[start:end]}>{-amount:g}")
        start = end
    rest = f"<{codes[start:]}>" if start < len(codes) else ""
    return f"[{''.join(parts)}{rest}]TJ\n"


def _codes(text: str) -> str:
    """Return the codes of characters of any one plane; in the basic plane they are UTF-16."""
    return "".join([f"{code_of(ord(character)):04x}" for character in text])
