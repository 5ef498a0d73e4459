"""Stage 5, DOCX: a document in, a package that Word and WPS open right out.

``body`` sets sections as Word does and writes each on its own, with ``heights`` and ``tables``;
``assembly`` puts them behind cover and contents, ``stretch`` keeps them small until then;
``styles`` and ``settings`` say how the whole file looks, ``package`` makes the parts (with
python-docx) and the zip. ``whole`` does all of it in one process.
"""

from annexgen.render.docx.whole import render

__all__ = ["render"]
