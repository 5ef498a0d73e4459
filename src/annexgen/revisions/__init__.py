"""What git knows of the annex's files.

``git`` runs it, ``changed`` asks which files differ, ``sides`` reads the content files of a
revision, of the work tree and of plain folders, ``objects`` the bytes that git stores; ``authors``
and ``history`` ask for commits. ``drivers`` makes git call annexgen for content files, ``plain`` is
what git does with texts.
"""
