"""Stage 5, PDF: a document in, a tagged PDF/A-2a and PDF/UA-1 file out.

The rooms: ``faces`` (which font draws a character), ``content`` (text encoding), ``skeleton`` and
``tables`` (what a section means to a reader who hears it), ``section`` (one section, encoded:
independent of its place in the file), ``structure`` (the file's structure tree), ``embedding``
(fonts), ``navigation`` (outline, destinations, links), ``metadata``, ``file`` (object and
cross-reference streams), ``body`` (sections set and encoded, here or in a worker process),
``assembly`` (the file, section after section), ``whole`` (all of it in one process).
"""

from annexgen.render.pdf.whole import render

__all__ = ["render"]
