"""``annexgen fmt``: one canonical way to write a content file.

Beside the flow: a file's bytes and the shape of its content in, canonical bytes out. The nodes of
``source`` say what the file holds, the gaps between them hold its comments; both are written anew:

- keys of a record in the order of its shape (levels of indicators keep theirs: it is printed);
- two blanks for each level, lists indented below their key, no brackets but for ``[]`` and ``{}``;
- plain texts where that means the same, to YAML as well, else double quotes, or single ones where
  double ones would need a backslash;
- at most one empty line at a place, none at the start, the end, or below an opening key;
- target values and amounts in half-width digits and signs (``≥``, ``%``), without stray blanks;
- UTF-8 without BOM, line feeds, one at the end.

Texts over several lines keep their breaks. Comments stay at their place: at the end of a line,
before a key, at the end of a block, at the head of the file.
"""
