"""A request to stop ends with the command's own exit code wherever it comes."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ASKED = """
import os, signal, sys, time
from annexgen.cli.signals import heard, stop_in_order
stop_in_order()
try:
    {asked}
    time.sleep(60)
except KeyboardInterrupt:
    heard()
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

IN_A_LIBRARY = """
    try:
        exec("os.kill(os.getpid(), signal.SIGTERM)\\nwhile True: pass")
    except BaseException:
        pass
"""
IN_A_SORT = """
    def key(number):
        if number == 1: os.kill(os.getpid(), signal.SIGHUP)
        for _ in range(1000): pass
        return number
    sorted(range(2), key=key)
"""
CLEARING = """
    try:
        os.kill(os.getpid(), signal.SIGINT)
        while True: pass
    finally:
        try:
            open("/nowhere/at all")
        except OSError:
            time.sleep(0.5)
        time.sleep(0.5)
        print("cleared away", flush=True)
"""
IN_PLACE = """
    import threading
    from pathlib import Path
    from annexgen.atomic import putting, write_together
    threading.Thread(target=time.sleep, args=(60,), daemon=True).start()
    replace = Path.replace
    def asked(part, target):
        os.kill(os.getpid(), signal.SIGINT)
        for _ in range(1000): pass
        return replace(part, target)
    Path.replace = asked
    write_together(Path("output"), {"a": putting(b"1"), "b": putting(b"2")})
"""


def stopped(folder: Path, asked: str) -> subprocess.CompletedProcess[bytes]:
    (folder / "stopped.py").write_text(ASKED.format(asked=asked), encoding="utf-8")
    command = [sys.executable, "-m", "stopped"]
    return subprocess.run(command, cwd=folder, timeout=90, check=False, capture_output=True)


@pytest.mark.parametrize("asked", [IN_A_TEXT, IN_A_DEL, IN_A_FORK, IN_A_LIBRARY, IN_A_SORT])
def test_wherever_the_request_comes(tmp_path: Path, asked: str) -> None:
    done = stopped(tmp_path, asked)
    assert (done.returncode, done.stderr) == (2, b"")


def test_clearing_away_is_not_disturbed(tmp_path: Path) -> None:
    done = stopped(tmp_path, CLEARING)
    assert (done.returncode, done.stdout, done.stderr) == (2, b"cleared away\n", b"")


def test_files_that_are_being_put_in_place_are_all_put_there(tmp_path: Path) -> None:
    (tmp_path / "output").mkdir()
    (tmp_path / "output" / "a").write_bytes(b"old")
    done = stopped(tmp_path, IN_PLACE)
    assert (done.returncode, done.stderr) == (2, b"")
    written = {file.name: file.read_bytes() for file in (tmp_path / "output").iterdir()}
    assert written == {"a": b"1", "b": b"2"}
