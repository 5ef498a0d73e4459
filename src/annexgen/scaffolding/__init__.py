"""``annexgen init``: a repository that builds at once, from nothing.

In: what the office is called and for which year. Out: all files of its repository, of which those
in ``files/`` are shipped with the package; nothing here writes.
"""
