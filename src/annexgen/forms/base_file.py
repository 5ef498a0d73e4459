"""A form's ``base.docx``: whether it is a Word file that may lend its styles.

It comes from somebody's disk, so it is looked at before anything opens it: a zip file of bounded
size once unpacked, XML without a document type (so without entities), no macros, nothing encrypted.
"""

from __future__ import annotations

import io
from zipfile import BadZipFile, ZipFile

from annexgen.findings import Message

MOST_UNPACKED = 64 << 20
"""The most that its members may come to once unpacked (64 MiB)."""
MOST_MEMBERS = 2000

_NEEDED = ("[Content_Types].xml", "_rels/.rels", "word/document.xml", "word/styles.xml")
_ENCRYPTED = 0x1
_COMPOUND = b"\xd0\xcf\x11\xe0"
"""How the older format begins, and a Word file that a password protects."""


def fault(data: bytes) -> Message | None:
    """Return what keeps ``data`` from being used; None where nothing does."""
    if data.startswith(_COMPOUND):
        return Message(
            "是旧的 .doc 文件，或设了打开密码",
            "An old .doc file, or a password opens it",
        )
    try:
        with ZipFile(io.BytesIO(data)) as package:
            return _member_fault(package) or _opening_fault(data)
    except (BadZipFile, OSError, EOFError, NotImplementedError, RuntimeError, ValueError):
        return _NO_WORD_FILE


_NO_WORD_FILE = Message("不是 Word 文件，或已损坏", "It is no Word file, or is damaged")


def _member_fault(package: ZipFile) -> Message | None:
    members = package.infolist()
    if any(member.flag_bits & _ENCRYPTED for member in members):
        return Message("文件加了密", "It is encrypted")
    unpacked = sum(member.file_size for member in members)
    if len(members) > MOST_MEMBERS or unpacked > MOST_UNPACKED:
        return Message(
            "解开后超过 64 MiB 或 2000 个部件", "Unpacked it has over 64 MiB or 2,000 parts"
        )
    names = {member.filename for member in members}
    if any(name.endswith("vbaProject.bin") for name in names):
        return Message("带有宏", "It has macros")
    if not names.issuperset(_NEEDED):
        return _NO_WORD_FILE
    for member in members:
        if member.filename.endswith((".xml", ".rels")) and b"<!DOCTYPE" in package.read(member):
            return Message(
                f"{member.filename} 里有 DOCTYPE", f"{member.filename} has a document type"
            )
    return None


def _opening_fault(data: bytes) -> Message | None:
    """Open the file as the renderer will; it meets python-docx with any fault that is left."""
    import docx

    try:
        opened = docx.Document(io.BytesIO(data))
        [style.name for style in opened.styles]
    except Exception:
        return _NO_WORD_FILE
    return None
