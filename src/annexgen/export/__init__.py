"""The annex as open data: JSON, CSV and a workbook, beside what is printed.

Beside the flow: it takes the model (and for the workbook's unit sheets the composed document), as
open data must hold what an indicator says, not how the form prints it. ``dictionary`` names the
columns once for all formats; ``run`` checks, then writes all files together.
"""
