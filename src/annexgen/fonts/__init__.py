"""Fonts for the layout and the PDF: shipped, from a file, or installed.

Beside the flow: ``library.font`` finds a font by name, ``chain.load_chains`` makes of each face of
a form the row of fonts that draws it, ``subset.subset`` cuts out what a PDF embeds. Knows neither
forms nor PDF.
"""
