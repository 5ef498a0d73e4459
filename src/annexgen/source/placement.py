"""The findings about where content files lie and what they are called."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annexgen.findings import Finding, Message
from annexgen.source.names import suggested_stem
from annexgen.source.rules import (
    FILE_NAME,
    MISPLACED_FILE,
    NAME_COLLISION,
    NO_ANNEX_FILE,
    NO_UNIT_FILE,
    OUTSIDE_LINK,
    UNIT_CODE,
    UNREADABLE,
    YML_SUFFIX,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

_FIXED_NAMES = ("annex.yaml", "unit.yaml")


def no_annex_file(path: str) -> Finding:
    """Say that the annex itself is missing."""
    return NO_ANNEX_FILE.at(
        path,
        None,
        Message("没有附表说明文件 content/annex.yaml", "There is no content/annex.yaml"),
        Message(
            "新建它，写明 标题、编制单位、年度、金额单位、表样；或检查是否在附表目录里运行",
            "Write it with 标题, 编制单位, 年度, 金额单位, 表样; or is this the wrong folder?",
        ),
    )


def no_unit_file(path: str) -> Finding:
    """Say that a unit's folder lacks its ``unit.yaml``."""
    return NO_UNIT_FILE.at(
        f"{path}/unit.yaml",
        None,
        Message("单位目录里没有 unit.yaml", "The unit's folder has no unit.yaml"),
        Message("新建它，写上“单位名称: …”", "Write it with the line “单位名称: …”"),
    )


def bad_unit_code(path: str, name: str) -> Finding:
    """Say that a folder's name is no unit code."""
    return UNIT_CODE.at(
        path,
        None,
        Message(f"目录名“{name}”不是单位代码", f"The folder's name “{name}” is no unit code"),
        Message(
            "用预算单位代码作目录名：3、6、9 或 12 位半角数字，如 301101",
            "Name the folder by the unit's budget code: 3, 6, 9 or 12 digits, e.g. 301101",
        ),
    )


def wrong_suffix(path: str, wanted: str) -> Finding:
    """Say that a file would be read if it ended in ``.yaml``."""
    return YML_SUFFIX.at(
        path,
        None,
        Message("扩展名不是 .yaml，文件没有读取", "Not read: the file does not end in .yaml"),
        Message(f"改名为 {wanted}", f"Rename it to {wanted}"),
    )


def misplaced(path: str) -> Finding:
    """Say that a YAML file lies where none is read."""
    name = path.rpartition("/")[2]
    lower = name.casefold()
    if name != lower and lower in _FIXED_NAMES:
        wish = Message(f"改名为 {lower}（全小写）", f"Rename it to {lower}")
    else:
        wish = Message(
            "项目文件放在 content/单位代码/ 下，不再分目录；annex.yaml 只放在 content/ 下",
            "Projects go into content/<unit code>/, no deeper; annex.yaml into content/",
        )
    return MISPLACED_FILE.at(
        path,
        None,
        Message("YAML 文件放错了地方，没有读取", "Not read: a YAML file is out of place"),
        wish,
    )


def collision(path: str, other: str) -> Finding:
    """Say that two names are the same to some file system, and give one identifier."""
    return NAME_COLLISION.at(
        path,
        None,
        Message(
            f"文件名与“{other}”只差大小写或字符写法，在别的电脑上会互相覆盖",
            f"The name differs from “{other}” only by case or by how its characters are encoded",
        ),
        Message("改用不同的文件名", "Give one of them another name"),
    )


def unfit_name(path: str, unfit: Sequence[str]) -> Finding:
    """Say which characters a file name should not have, and how it could read."""
    stem = path.rpartition("/")[2].removesuffix(".yaml")
    zh = "、".join(_named(char, "空格") for char in unfit)
    en = ", ".join(_named(char, "blank") for char in unfit)
    wanted = f"{suggested_stem(stem)}.yaml"
    return FILE_NAME.at(
        path,
        None,
        Message(f"文件名里有不能用的字符：{zh}", f"The file name has unfit characters: {en}"),
        Message(f"改名为 {wanted}", f"Rename it to {wanted}"),
    )


def undecodable_name(path: str) -> Finding:
    """Say that a file's name is no Unicode text."""
    return FILE_NAME.at(
        path,
        None,
        Message("文件名不是 UTF-8，文件没有读取", "Not read: the file's name is not UTF-8"),
        Message("给文件重新起名", "Give the file a new name"),
    )


def outside_link(path: str) -> Finding:
    """Say that a link leads out of ``content/``."""
    return OUTSIDE_LINK.at(
        path,
        None,
        Message("链接指向 content/ 之外，没有读取", "Not read: the link leads out of content/"),
        Message("把文件本身复制到这里", "Put a copy of the file here"),
    )


def unreadable(path: str, why: str) -> Finding:
    """Say that a file or folder cannot be read."""
    return UNREADABLE.at(
        path,
        None,
        Message(f"读不出来：{why}", f"It cannot be read: {why}"),
        Message("检查它是否存在、是否有读取权限", "See whether it exists and may be read"),
    )


def _named(char: str, blank: str) -> str:
    if char == " ":
        return blank
    return char if char.isprintable() else f"U+{ord(char):04X}"
