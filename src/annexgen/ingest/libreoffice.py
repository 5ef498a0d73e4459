"""Conversion of old kinds of office files by LibreOffice, on its own and with its hands tied.

It gets a profile and a folder that are new and go afterwards, runs no macro, follows no link,
reaches no network, and has bounded time and memory.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
from pathlib import Path
from xml.sax.saxutils import escape

from annexgen.findings import Message
from annexgen.packages.refusal import Unreadable

MOST_SECONDS = 180
"""Time for a conversion; an annex of 1,200 projects takes a minute."""
_MOST_KIB = 8 << 20
"""Address space of the converter; it asks for about 2 GiB whatever the file."""
_PROGRAMS = ("soffice", "libreoffice")
_SHELL = "/bin/sh"
_BOUNDED = 'ulimit -v "$0" && exec "$@"'

_SETTINGS = (
    ("Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Writer/Content/Update", "Link", "0"),
    ("Calc/Content/Update", "Link", "1"),
)
"""Folder, name and value of settings below ``org.openoffice.Office``."""
_PROXIES = ("HTTP", "HTTPS", "FTP")
_NOWHERE = ("127.0.0.1", "9")
"""The address of a proxy that is none (RFC 863), so that nothing is fetched."""

NOT_INSTALLED = Message(
    "读这种文件要用 LibreOffice，这台机器上没有；"
    "请在 Word 或 Excel 里另存为 .docx 或 .xlsx 再导入，或者先装上 LibreOffice",
    "files of this kind are read through LibreOffice, which is not installed here; save the file "
    "as .docx or .xlsx in Word or Excel, or install LibreOffice",
)
NOT_CONVERTED = Message(
    "LibreOffice 打不开这个文件：可能有密码，或已损坏；"
    "请在 Word 或 Excel 里打开，另存为 .docx 或 .xlsx 再导入",
    "LibreOffice cannot open the file: it may have a password or be damaged; open it in Word or "
    "Excel and save it as .docx or .xlsx",
)
TOO_SLOW = Message(
    f"LibreOffice 转换超过 {MOST_SECONDS} 秒，已停下；"
    "请在 Word 或 Excel 里另存为 .docx 或 .xlsx 再导入",
    f"LibreOffice took more than {MOST_SECONDS} seconds and was stopped; save the file as .docx "
    "or .xlsx in Word or Excel",
)


def convert(path: Path, suffix: str, target: str, folder: Path) -> Path:
    """Convert a file and return the new one.

    Args:
        path: the file.
        suffix: what the file's name should end in, for what it holds (``doc``).
        target: the kind to convert to (``docx``).
        folder: an empty one, for all that LibreOffice writes.

    Raises:
        Unreadable: where LibreOffice is not installed, cannot open the file, or takes too long.
        OSError: where the file cannot be copied.
    """
    program = next((found for name in _PROGRAMS if (found := shutil.which(name))), None)
    if program is None:
        raise Unreadable(str(path), NOT_INSTALLED)
    copy = folder / f"source.{suffix}"
    shutil.copyfile(path, copy)
    profile = folder / "profile"
    _write_settings(profile / "user" / "registrymodifications.xcu")
    output = folder / "converted"
    command = [
        program,
        f"-env:UserInstallation={profile.as_uri()}",
        *("--headless", "--norestore", "--nolockcheck", "--convert-to", target),
        *("--outdir", str(output), str(copy)),
    ]
    if not _finishes(command, folder):
        raise Unreadable(str(path), TOO_SLOW)
    converted = output / f"source.{target}"
    if not converted.is_file():
        raise Unreadable(str(path), NOT_CONVERTED)
    return converted


def _finishes(command: list[str], folder: Path) -> bool:
    """Run a command with all the programs that it starts; say whether it ended in time."""
    if Path(_SHELL).exists():
        command = [_SHELL, "-c", _BOUNDED, str(_MOST_KIB), *command]
    environment = os.environ | {"HOME": str(folder), "TMPDIR": str(folder)}
    process = subprocess.Popen(  # noqa: S603 - arguments are given one by one
        command,
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        process.wait(MOST_SECONDS)
    except subprocess.TimeoutExpired:
        return False
    finally:
        if process.poll() is None:
            _kill(process)
    return True


def _kill(process: subprocess.Popen[bytes]) -> None:
    """End a process and those that it has started."""
    if hasattr(os, "killpg"):
        os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()
    process.wait()


def _write_settings(file: Path) -> None:
    """Write the profile that ties LibreOffice's hands."""
    items = [_item(f"Office.{folder}", name, value) for folder, name, value in _SETTINGS]
    items += [
        _item("Inet/Settings", "ooInetProxyType", "1"),
        _item("Inet/Settings", "ooInetNoProxy", ""),
    ]
    for protocol in _PROXIES:
        host, port = _NOWHERE
        items.append(_item("Inet/Settings", f"ooInet{protocol}ProxyName", host))
        items.append(_item("Inet/Settings", f"ooInet{protocol}ProxyPort", port))
    file.parent.mkdir(parents=True)
    file.write_text(
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<oor:items xmlns:oor="http://openoffice.org/2001/registry">\n'
        f"{''.join(items)}</oor:items>\n",
        encoding="utf-8",
    )


def _item(folder: str, name: str, value: str) -> str:
    return (
        f'<item oor:path="/org.openoffice.{folder}"><prop oor:name="{name}" oor:op="fuse">'
        f"<value>{escape(value)}</value></prop></item>\n"
    )
