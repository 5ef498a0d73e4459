"""The cover: paragraphs on pages without header and number."""

from __future__ import annotations

from collections.abc import Sequence

from annexgen.document import PageSetup, Paragraph
from annexgen.layout.flow import Column
from annexgen.layout.pages import Placed
from annexgen.layout.text import TextSetter


def set_cover(
    cover: Sequence[Paragraph], setter: TextSetter, setup: PageSetup
) -> tuple[tuple[Placed, ...], ...]:
    """Set a cover; one without paragraphs has no page."""
    if not cover:
        return ()
    column = Column(setter, setup)
    for paragraph in cover:
        column.text(paragraph)
    return column.flow().pages
