"""Stage 5, PDF: pages in, a tagged PDF/A-2a and PDF/UA-1 file out.

The rooms: ``faces`` (which font draws a character), ``content`` (text encoding), ``skeleton`` and
``tables`` (what a section means to a reader who hears it), ``section`` (one section, encoded:
independent of its place in the file), ``structure`` (the file's structure tree), ``embedding``
(fonts), ``navigation`` (outline, destinations, links), ``metadata``, ``file`` (object and
cross-reference streams), ``assembly`` (all of them, page after page).
"""

from annexgen.render.pdf.assembly import render

__all__ = ["render"]
