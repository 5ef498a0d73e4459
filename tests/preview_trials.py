"""A small annex to preview, and the command that serves it."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from annex_texts import HEAD, SOUND, UNIT

PROJECT = SOUND.replace("≥100卷\n", "≥100卷\n      - 三级指标: 编目数量\n        指标值: ≥200条\n")
FIRST, SECOND, THIRD = (
    "301101/01-档案.yaml",
    "301101/02-培训.yaml",
    "301102/01-维修.yaml",
)


def _other(name: str, *words: str) -> str:
    """Return a sound project that is not like the first."""
    text = PROJECT.replace("档案整理", name, 1)
    for old, new in zip(("整理", "编目", "档案", "查阅", "室藏"), words, strict=True):
        text = text.replace(old, new)
    return text


FILES = {
    "annex.yaml": HEAD,
    "301101/unit.yaml": UNIT,
    FIRST: PROJECT,
    SECOND: _other("业务培训", "授课", "参训", "课程", "学习", "年度"),
    "301102/unit.yaml": "单位名称: 驻京办\n",
    THIRD: _other("机房维修", "检修", "更换", "设备", "使用", "在用"),
}


def lay(root: Path, files: Mapping[str, str] = FILES) -> Path:
    """Write files below ``root/content``, and return ``root``."""
    for name, text in files.items():
        save(root, name, text)
    return root


def save(root: Path, name: str, text: str) -> None:
    """Save a content file."""
    file = root / "content" / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


class Serving(NamedTuple):
    """The running command.

    Attributes:
        process: it.
        address: what it says to open.
    """

    process: subprocess.Popen[str]
    address: str

    def stop(self, number: signal.Signals = signal.SIGINT) -> tuple[int, str, str]:
        """Ask it to stop; return its exit code and what it printed."""
        self.process.send_signal(number)
        out, err = self.process.communicate(timeout=60)
        return self.process.returncode, out, err


@contextmanager
def serving(root: Path, *more: str, port: int = 0) -> Iterator[Serving]:
    """Run ``annexgen serve`` until the end of the trial."""
    command = [sys.executable, "-m", "annexgen", "serve", "--root", str(root), "--port", str(port)]
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(
        [*command, *more],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        env=environment,
    ) as process:
        try:
            assert process.stdout is not None
            line = process.stdout.readline()
            found = re.search(r"http://127\.0\.0\.1:\d+/", line)
            assert found is not None, line
            yield Serving(process, found[0])
        finally:
            process.kill()
