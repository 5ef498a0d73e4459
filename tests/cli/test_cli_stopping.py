"""A request to stop ends with the command's own exit code wherever it comes."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

PROGRAM = """
import os, signal, sys
from annexgen.cli.signals import stop_in_order
stop_in_order()
try:
    exec("os.kill(os.getpid(), signal.SIGINT)\\nwhile True: pass")
except KeyboardInterrupt:
    sys.exit(2)
"""


def test_even_while_a_text_is_executed(tmp_path: Path) -> None:
    (tmp_path / "stopped.py").write_text(PROGRAM, encoding="utf-8")
    command = [sys.executable, "-m", "stopped"]
    assert subprocess.run(command, cwd=tmp_path, timeout=20, check=False).returncode == 2
