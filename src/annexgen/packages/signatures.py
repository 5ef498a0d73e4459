"""The first bytes by which files tell what they are."""

from __future__ import annotations

ZIP = b"PK"
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""[MS-CFB]: Office files of before 2007, and newer ones with a password."""
RTF = b"{\\rtf"
PDF = b"%PDF-"
XML = b"<?xml"
WEB_ARCHIVE = b"mime-version:"
"""In any case."""
