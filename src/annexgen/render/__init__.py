"""Stage 5: one renderer for each output format. They know the document and its layout, no model."""
