"""The row of fonts that draws a face: the named ones, then the shipped ones as a last resort."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path

from annexgen.document import Face
from annexgen.findings import Finding, Refused
from annexgen.fonts.font import Font
from annexgen.fonts.library import BOLD, EXTRA, REGULAR, font, shipped
from annexgen.fonts.lookup import FirstOf
from annexgen.fonts.metrics import FontMetrics


class FontChain:
    """Fonts in order of preference; each character is drawn from the first that has it.

    Attributes:
        fonts: at least one.
    """

    def __init__(self, fonts: tuple[Font, ...]) -> None:
        self.fonts = fonts

    @cached_property
    def metrics(self) -> FontMetrics:
        """The first font's baseline; each character's width in the font that draws it."""
        first = self.fonts[0].metrics
        if len(self.fonts) == 1:
            return first
        widths = FirstOf([member.metrics.widths for member in self.fonts])
        return FontMetrics(first.name, first.ascent, first.descent, widths)

    def index_of(self, code_point: int) -> int | None:
        """Return which of ``fonts`` draws a character; None where none has it."""
        for index, member in enumerate(self.fonts):
            if code_point in member.metrics.widths:
                return index
        return None


def load_chains(
    faces: Mapping[str, Face], folders: Sequence[Path], named_in: str = "form.yaml"
) -> dict[str, FontChain]:
    """Load the fonts of each face.

    Args:
        faces: the form's faces.
        folders: where font files are looked for: the form's folder, the annex root.
        named_in: the file that names the fonts, relative to the annex root, for findings.

    Returns:
        A chain for each face, by its key. Equal faces share one.

    Raises:
        Refused: with a finding for each font that cannot be used.
    """
    fonts: dict[tuple[str, bool], Font] = {}
    findings: dict[Finding, None] = {}
    for face in faces.values():
        for name in face.fonts:
            try:
                key = (name, face.bold)
                fonts[key] = fonts.get(key) or font(
                    name, folders, bold=face.bold, named_in=named_in
                )
            except Refused as refused:
                findings.update(dict.fromkeys(refused.findings))
    if findings:
        raise Refused(list(findings))
    chains: dict[tuple[Font, ...], FontChain] = {}
    return {
        key: chains.setdefault(row, FontChain(row))
        for key, face in faces.items()
        for row in [_row([fonts[name, face.bold] for name in face.fonts], face.bold)]
    }


def _row(named: Sequence[Font], bold: bool) -> tuple[Font, ...]:
    """Return the named fonts and the shipped ones after them, each once."""
    last_resort = [shipped(BOLD if bold else REGULAR), shipped(EXTRA)]
    return tuple(dict.fromkeys([*named, *last_resort]))
