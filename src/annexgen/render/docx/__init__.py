"""Stage 5, DOCX: a document and its layout in, a package that Word and WPS open right out.

``styles`` and ``settings`` say how the whole file looks, ``package`` makes the parts (with
python-docx) and the zip, ``body`` streams the text with ``contents`` and ``tables``.
"""

from annexgen.render.docx.package import render

__all__ = ["render"]
