"""A whole document rendered in one process, one section after another."""

from __future__ import annotations

from collections.abc import Mapping
from typing import BinaryIO

from annexgen.document import Document
from annexgen.fonts.metrics import FontMetrics
from annexgen.render.docx.assembly import DocxAssembly
from annexgen.render.docx.body import section_markups, stage


def render(
    document: Document,
    metrics: Mapping[str, FontMetrics],
    out: BinaryIO,
    base: bytes | None = None,
) -> int:
    """Write ``document`` as a DOCX file.

    Args:
        document: what to write; its sections are read once, in order.
        metrics: of each face, by its key in ``document.faces``.
        out: where the file goes.
        base: a DOCX file whose styles, theme and settings come before ours.

    Returns:
        The number of pages.
    """
    bench = stage(document.styles, document.furniture, metrics)
    assembly = DocxAssembly(bench, base)
    for part in document.parts:
        assembly.begin_part(part.heading, part.running_header, part.page)
        for section in section_markups(part.sections, bench, part.page, part.heading):
            assembly.add(section)
    return assembly.finish(document, out)
