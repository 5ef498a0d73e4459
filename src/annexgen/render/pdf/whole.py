"""A whole document rendered in one process, one section after another."""

from __future__ import annotations

from collections.abc import Mapping
from typing import BinaryIO

from annexgen.document import Document
from annexgen.fonts.chain import FontChain
from annexgen.render.pdf.assembly import Assembly
from annexgen.render.pdf.body import encoded_sections, stage


def render(
    document: Document, chains: Mapping[str, FontChain], out: BinaryIO, *, tags: bool = True
) -> int:
    """Write ``document`` as a PDF file.

    Args:
        document: what to write; its sections are read once, in order.
        chains: of each face, by its key in ``document.faces``.
        out: where the file goes, from its first byte on.
        tags: whether to write a tagged file that conforms to PDF/A-2a and PDF/UA-1; an untagged
            one is for measuring.

    Returns:
        The number of pages.
    """
    bench = stage(document.styles, document.furniture, chains, tags=tags)
    assembly = Assembly(out, bench)
    for part in document.parts:
        assembly.begin_part(part.heading, part.running_header, part.page)
        for section in encoded_sections(part.sections, bench, part.page, part.heading):
            assembly.add(section)
        assembly.end_part()
    return assembly.finish(document)
