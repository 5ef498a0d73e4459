"""The fonts that ship with the package: metrics for the layout, subsets for the PDF."""
