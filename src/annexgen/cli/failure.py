"""Why a command could not run, in one clear line; and what the exit codes mean."""

from __future__ import annotations

import errno
import os
from typing import TYPE_CHECKING

from annexgen.cli.language import Say

if TYPE_CHECKING:
    from collections.abc import Iterable

    from annexgen.findings import Finding

DONE = 0
FINDINGS = 1
CANNOT_RUN = 2

_SOURCE_STAGE = "Y"

_REASONS = {
    errno.ENOSPC: ("磁盘已满", "the disk is full"),
    errno.EDQUOT: ("磁盘配额已用完", "the disk quota is used up"),
    errno.EROFS: ("所在的磁盘是只读的", "the disk is read-only"),
    errno.EACCES: ("没有权限", "permission denied"),
    errno.EPERM: ("没有权限", "permission denied"),
    errno.ENOTDIR: ("路径上有一段是文件，不是目录", "a part of the path is a file, not a folder"),
    errno.EEXIST: ("已经有一个同名的文件", "a file of that name exists"),
    errno.EISDIR: ("这是一个目录，不是文件", "it is a folder, not a file"),
    errno.ENOENT: ("没有这个文件或目录", "there is no such file or folder"),
    errno.ENAMETOOLONG: ("名称太长", "the name is too long"),
    errno.EIO: ("读写磁盘出错", "the disk reports an error"),
}


class CannotRun(Exception):  # noqa: N818 - it is an outcome that the command reports
    """The command cannot do its work; says what is the matter and what to do.

    Args:
        zh: the line in Chinese.
        en: the line in English.
    """

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.zh = zh
        self.en = en


def from_os_error(error: OSError, say: Say) -> str:
    """Return the line for a file or disk that fails."""
    reason = error.strerror or str(error)
    if error.errno in _REASONS:
        reason = say(*_REASONS[error.errno])
    name = error.filename if error.filename is not None else say("标准输出", "standard output")
    place = os.fsdecode(name) if isinstance(name, (str, bytes)) else str(name)
    return say(f"{place}：{reason}", f"{place}: {reason}")


def unexpected(error: BaseException, say: Say) -> str:
    """Return the line for a fault of annexgen itself."""
    told = " ".join(f"{type(error).__name__}: {error}".split())[:200]
    return say(
        f"annexgen 自身出错（{told}），内容和旧的成品都没有改动；"
        "请设 ANNEXGEN_DEBUG=1 再运行一次，把全部输出连同命令报给维护者",
        f"a fault in annexgen itself ({told}); content and old outputs are unchanged; please run "
        "again with ANNEXGEN_DEBUG=1 and report the whole output with the command",
    )


def exit_code(findings: Iterable[Finding]) -> int:
    """Return what ``check`` exits with; notes (severity info) alone are nothing to act on.

    A file that cannot be read or parsed gives 2, since nothing can be said of what it holds; any
    other error, and a warning, give 1.
    """
    code = DONE
    for finding in findings:
        if finding.severity == "error" and finding.code.startswith(_SOURCE_STAGE):
            return CANNOT_RUN
        if finding.severity != "info":
            code = FINDINGS
    return code
