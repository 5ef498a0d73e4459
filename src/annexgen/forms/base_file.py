"""A form's ``base.docx``: whether it is a Word file that may lend its styles.

It comes from somebody's disk, so it is looked at as every Office file is before anything opens it.
"""

from __future__ import annotations

import io

from annexgen.findings import Message
from annexgen.packages.opening import package_in
from annexgen.packages.refusal import Unreadable
from annexgen.packages.signatures import COMPOUND

MOST_UNPACKED = 64 << 20
"""The most that its parts may come to once unpacked (64 MiB): the renderer holds all of them."""

_NEEDED = ("[Content_Types].xml", "_rels/.rels", "word/document.xml", "word/styles.xml")
_AS_XML = (".xml", ".rels")

_NO_WORD_FILE = Message("不是 Word 文件，或已损坏", "It is no Word file, or is damaged")
_OLD = Message("是旧的 .doc 文件，或设了打开密码", "An old .doc file, or a password opens it")


def fault(data: bytes) -> Message | None:
    """Return what keeps ``data`` from being used; None where nothing does."""
    if data.startswith(COMPOUND):
        return _OLD
    try:
        return _package_fault(data) or _opening_fault(data)
    except Unreadable as refusal:
        return refusal.reason


def _package_fault(data: bytes) -> Message | None:
    """Read every part once.

    Raises:
        Unreadable: for one that cannot be read safely, or too much of them.
    """
    with package_in(io.BytesIO(data), "base.docx", MOST_UNPACKED) as package:  # type: ignore[arg-type]
        for name in package.names:
            if name.endswith(_AS_XML):
                package.xml(name)
            else:
                for _ in package.pieces(name):
                    pass
        return None if set(package.names).issuperset(_NEEDED) else _NO_WORD_FILE


def _opening_fault(data: bytes) -> Message | None:
    """Open the file as the renderer will; it meets python-docx with any fault that is left."""
    import docx

    try:
        opened = docx.Document(io.BytesIO(data))
        [style.name for style in opened.styles]
    except Exception:
        return _NO_WORD_FILE
    return None
