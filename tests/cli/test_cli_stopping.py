"""A request to stop ends with the command's own exit code wherever it comes."""

from __future__ import annotations

import subprocess
import sys

PROGRAM = """
import os, signal, sys
from annexgen.cli.signals import stop_in_order
stop_in_order()
try:
    exec("os.kill(os.getpid(), signal.SIGINT)\\nwhile True: pass")
except KeyboardInterrupt:
    sys.exit(2)
"""


def test_even_while_a_text_is_executed() -> None:
    command = [sys.executable, "-c", PROGRAM]
    assert subprocess.run(command, timeout=20, check=False).returncode == 2
