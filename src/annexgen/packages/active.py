"""What an Office package may not hold: code that runs, and links that are followed by themselves.

A hyperlink waits until someone clicks and is let pass; nothing here ever follows one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from annexgen.findings import Message
from annexgen.packages.refusal import Unreadable

if TYPE_CHECKING:
    from lxml.etree import _Element as Element


class Parts(Protocol):
    """What is looked at of a package."""

    source: str
    names: tuple[str, ...]

    def xml(self, name: str) -> Element:
        """Return the root element of a part."""


_CONTENT_TYPES = "[Content_Types].xml"
_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_CODE = ("vbaproject.bin", "vbadata.xml")
_CODE_FOLDERS = ("xl/macrosheets/",)
_LINK_FOLDERS = ("xl/externallinks/",)
_WAITS = "hyperlink"

MACROS = Message(
    "文件带宏，没有读取；请在 Word 或 Excel 里另存为不带宏的 .docx 或 .xlsx 再试",
    "it holds macros and was not read; save it as .docx or .xlsx, which have none",
)
TEMPLATE = Message(
    "文件链接了外部的模板，没有读取；请在 Word 的“开发工具→文档模板”里改为 Normal，另存后再试",
    "it is linked to a template elsewhere and was not read; choose Normal in Word (Developer, "
    "Document Template) and save it again",
)
LINKED = Message(
    "文件链接了外部的图片、对象或工作簿，没有读取；请在“文件→信息→编辑指向文件的链接”（Excel：“数据→编辑链接”）里断开，另存后再试",
    "it is linked to pictures, objects or workbooks elsewhere and was not read; break the links "
    "(File, Info, Edit Links; in Excel Data, Edit Links) and save it again",
)


def refuse_active(package: Parts) -> None:
    """Refuse a package with macros, or with relationships to something outside it.

    Raises:
        Unreadable: for such a package.
    """
    names = [name.lower() for name in package.names]
    if any(name.endswith(_CODE) or name.startswith(_CODE_FOLDERS) for name in names):
        raise Unreadable(package.source, MACROS)
    if any(name.startswith(_LINK_FOLDERS) for name in names):
        raise Unreadable(package.source, LINKED)
    if _CONTENT_TYPES in package.names and _is_macro_enabled(package):
        raise Unreadable(package.source, MACROS)
    for name in package.names:
        if name.lower().endswith(".rels"):
            _refuse_links(package, name)


def _is_macro_enabled(package: Parts) -> bool:
    types = (one.get("ContentType", "") for one in package.xml(_CONTENT_TYPES).iter("{*}*"))
    return any("macroenabled" in type_.lower() for type_ in types)


def _refuse_links(package: Parts, name: str) -> None:
    for one in package.xml(name).iter(_RELATIONSHIP):
        kind = one.get("Type", "").rpartition("/")[2]
        if one.get("TargetMode", "").lower() == "external" and kind != _WAITS:
            raise Unreadable(package.source, TEMPLATE if kind == "attachedTemplate" else LINKED)
