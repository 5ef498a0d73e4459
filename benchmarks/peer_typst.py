"""Typst: the document that ``typst_source.py`` writes, made a PDF. Typst tags it, as is its way.

Nothing is imported but what it needs: Typst must not be charged with Python's modules.
"""
# mypy: disable-error-code="import-not-found"

import os.path
import sys

import typst

FONTS = os.path.join(os.path.dirname(__file__), "..", "src", "annexgen", "fonts", "files")  # noqa: PTH118, PTH120


def build(source: str, target: str) -> None:
    """Make the PDF ``target`` of the Typst document ``source``."""
    typst.compile(source, output=target, font_paths=[FONTS], ignore_system_fonts=True)


if __name__ == "__main__":
    build(*sys.argv[1:])
