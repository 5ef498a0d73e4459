"""A published annex back into content files: readers of formats, then one understanding for all.

``kinds`` chooses the reader by what a file holds; a reader yields ``blocks``; nothing behind it
knows the format.
"""
