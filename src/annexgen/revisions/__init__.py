"""What git knows of the annex's files.

``git`` runs it, ``changed`` asks which files differ, ``sides`` reads the content files of a
revision, of the work tree and of plain folders, ``objects`` the bytes that git stores.
"""
