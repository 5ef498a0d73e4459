"""Stage 4: a document broken into lines and pages, with every piece in its place."""
