"""Office packages as an attacker, or a bad download, would have them."""

from __future__ import annotations

import struct
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
SPREADSHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
MACRO_MAIN = "application/vnd.ms-word.document.macroEnabled.main+xml"
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

_MIB = 1 << 20
_PARAGRAPH = 1 << 16


def content_types(main: str = MAIN) -> str:
    return (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels"'
        ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{main}"/></Types>'
    )


def document(body: str = "<w:p><w:r><w:t>正文</w:t></w:r></w:p>") -> str:
    return f'<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>'


def relationships(kind: str, target: str, *, external: bool = True) -> str:
    mode = ' TargetMode="External"' if external else ""
    return (
        f'<Relationships xmlns="{RELATIONSHIPS}">'
        f'<Relationship Id="rId1" Type="{TYPES}/{kind}" Target="{target}"{mode}/></Relationships>'
    )


def docx_parts(**others: str) -> dict[str, str | bytes]:
    """Return the parts of a plain DOCX by name."""
    return {
        "[Content_Types].xml": content_types(),
        "_rels/.rels": relationships("officeDocument", "word/document.xml", external=False),
        "word/document.xml": document(),
        **others,
    }


def sheet_parts(rows: str, others: str = "", strings: str = "") -> dict[str, str | bytes]:
    """Return the parts of a workbook as they come from other programs."""
    return {
        "xl/workbook.xml": (
            f'<x:workbook xmlns:x="{SPREADSHEET}" xmlns:r="{TYPES}"><x:sheets>'
            '<x:sheet name="S" sheetId="1" r:id="a"/></x:sheets></x:workbook>'
        ),
        "xl/_rels/workbook.xml.rels": (
            f'<Relationships xmlns="{RELATIONSHIPS}">'
            f'<Relationship Id="a" Type="{TYPES}/worksheet" Target="/xl/s.xml"/>'
            f'<Relationship Id="b" Type="{TYPES}/sharedStrings" Target="strings.xml"/>'
            "</Relationships>"
        ),
        "xl/strings.xml": f'<sst xmlns="{SPREADSHEET}">{strings}</sst>',
        "xl/s.xml": (
            f'<worksheet xmlns="{SPREADSHEET}"><sheetData>{rows}</sheetData>{others}</worksheet>'
        ),
    }


def pack(path: Path, parts: Mapping[str, str | bytes]) -> Path:
    """Write an archive."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return path


def bomb(path: Path, mebibytes: int = 4095) -> Path:
    """Write a DOCX of so many MiB of blank paragraphs in about a thousandth of it."""
    head, tail = document("|").encode().split(b"|")
    once = (b"<w:p>" + b" " * (_PARAGRAPH - len(b"<w:p></w:p>")) + b"</w:p>") * (_MIB // _PARAGRAPH)
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    data = packer.compress(head) + packer.flush(zlib.Z_FULL_FLUSH)
    data += (packer.compress(once) + packer.flush(zlib.Z_FULL_FLUSH)) * mebibytes
    data += packer.compress(tail) + packer.flush(zlib.Z_FINISH)
    size = len(head) + mebibytes * _MIB + len(tail)
    name = b"word/document.xml"
    sizes = (zlib.crc32(head), len(data), size, len(name))
    shared = struct.pack("<5H3L2H", 20, 0, 8, 0, 33, *sizes, 0)
    local = b"PK\3\4" + shared + name + data
    entry = b"PK\1\2" + struct.pack("<H", 20) + shared + struct.pack("<3H2L", 0, 0, 0, 0, 0) + name
    end = b"PK\5\6" + struct.pack("<4H2LH", 0, 0, 1, 1, len(entry), len(local), 0)
    path.write_bytes(local + entry + end)
    return path


def peak_memory(program: str, *arguments: str | Path, limit: int = 1 << 30) -> tuple[str, int]:
    """Run a Python program with an address space of ``limit`` bytes; return output and peak RSS."""
    code = (
        "import resource, sys\n"
        f"resource.setrlimit(resource.RLIMIT_AS, ({limit}, {limit}))\n"
        f"{program}\n"
        "status = open('/proc/self/status').read()\n"
        "print(status.partition('VmHWM:')[2].split()[0])\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *map(str, arguments)],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    *output, peak = done.stdout.splitlines()
    return "\n".join(output), int(peak) << 10
