"""Typst: the document that ``typst_source.py`` writes, made a PDF. Typst tags it, as is its way."""
# mypy: disable-error-code="import-not-found"

from __future__ import annotations

import sys
from pathlib import Path

import typst

from peer_data import FONTS


def build(source: Path, target: Path) -> None:
    """Make the PDF ``target`` of the Typst document ``source``."""
    typst.compile(
        str(source), output=str(target), font_paths=[str(FONTS)], ignore_system_fonts=True
    )


if __name__ == "__main__":
    build(Path(sys.argv[1]), Path(sys.argv[2]))
