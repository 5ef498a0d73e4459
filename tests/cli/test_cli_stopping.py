"""A request to stop ends with the command's own exit code wherever it comes."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ASKED = """
import os, signal, sys, time
from annexgen.cli.signals import stop_in_order
stop_in_order()
try:
    {asked}
    time.sleep(15)
except KeyboardInterrupt:
    sys.exit(2)
"""
IN_A_TEXT = 'exec("os.kill(os.getpid(), signal.SIGINT)\\nwhile True: pass")'
IN_A_DEL = """
    class Gone:
        def __del__(self):
            os.kill(os.getpid(), signal.SIGINT)
            for _ in range(1000): pass
    Gone()
"""
IN_A_FORK = """
    os.register_at_fork(after_in_parent=lambda: os.kill(os.getpid(), signal.SIGTERM))
    if os.fork() == 0: os._exit(0)
"""


@pytest.mark.parametrize("asked", [IN_A_TEXT, IN_A_DEL, IN_A_FORK])
def test_wherever_the_request_comes(tmp_path: Path, asked: str) -> None:
    (tmp_path / "stopped.py").write_text(ASKED.format(asked=asked), encoding="utf-8")
    command = [sys.executable, "-m", "stopped"]
    done = subprocess.run(command, cwd=tmp_path, timeout=40, check=False, capture_output=True)
    assert (done.returncode, done.stderr) == (2, b"")
