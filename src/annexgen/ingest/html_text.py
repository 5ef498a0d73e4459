"""From the bytes of a web page to its characters.

Pages say in words of their own how they are encoded, and often wrongly. What is proper UTF-8 is
UTF-8, since Chinese text in another encoding never is; else the page is believed, with the names of
the WHATWG Encoding Standard; else it is GB 18030, which holds GBK and GB 2312.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from annexgen.findings import Message
from annexgen.packages.markup import TOO_LARGE
from annexgen.packages.opening import MOST_PACKED
from annexgen.packages.refusal import Unreadable

if TYPE_CHECKING:
    from pathlib import Path

_PIECE = 1 << 16
_LOOKED_AT = 4096
"""Bytes in which the page names its encoding; the standard says 1024, and Word writes more."""
_MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)
_CODECS = {
    "utf-8": "utf-8", "utf8": "utf-8", "unicode-1-1-utf-8": "utf-8",
    "gb2312": "gb18030", "gb_2312-80": "gb18030", "gbk": "gb18030", "x-gbk": "gb18030",
    "gb18030": "gb18030", "chinese": "gb18030", "csgb2312": "gb18030",
    "big5": "big5hkscs", "big5-hkscs": "big5hkscs", "x-x-big5": "big5hkscs",
    "windows-1252": "cp1252", "iso-8859-1": "cp1252", "us-ascii": "cp1252", "ascii": "cp1252",
}  # fmt: skip
_USUAL = "gb18030"


def text_pieces(path: Path) -> Iterator[str]:
    """Yield the text of a page in pieces, without a byte order mark.

    Raises:
        Unreadable: where no encoding fits, or the page is beyond all measure.
        OSError: where it cannot be read.
    """
    source = str(path)
    if path.stat().st_size > MOST_PACKED:
        raise Unreadable(source, TOO_LARGE)
    codec = _codec(path, source)
    try:
        for piece in _decoded(path, codec):
            yield piece.replace("\0", "\ufffd")
    except UnicodeDecodeError as fault:
        raise Unreadable(source, _unfit(codec)) from fault


def _codec(path: Path, source: str) -> str:
    with path.open("rb") as file:
        start = file.read(_LOOKED_AT)
    for mark, codec in _MARKS.items():
        if start.startswith(mark):
            return codec
    try:
        for _ in _decoded(path, "utf-8"):
            pass
    except UnicodeDecodeError:
        return _declared(start, source)
    return "utf-8"


def _declared(start: bytes, source: str) -> str:
    """Return the codec for what a page that is not UTF-8 says of itself."""
    match = _DECLARED.search(start)
    if match is None:
        return _USUAL
    name = match[1].decode("ascii").lower()
    codec = _CODECS.get(name)
    if codec is None or codec == "utf-8":
        raise Unreadable(source, _unfit(name))
    return codec


def _decoded(path: Path, codec: str) -> Iterator[str]:
    decoder = codecs.getincrementaldecoder(codec)()
    with path.open("rb") as file:
        while data := file.read(_PIECE):
            yield decoder.decode(data)
    yield decoder.decode(b"", final=True)


def _unfit(name: str) -> Message:
    return Message(
        f"网页的编码读不出来（按 {name} 解不开）；"
        "请用浏览器或 Word 打开，另存为 UTF-8 的网页再导入",
        f"its encoding cannot be made out (not {name}); open it in a browser or Word and save it "
        "as a web page in UTF-8",
    )
