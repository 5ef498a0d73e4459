"""The two output streams: whether they are a terminal, how wide, and safe writing to them."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from typing import TextIO

from annexgen.cli.language import Say, speaker


class Terminal:
    """Where a command writes.

    Attributes:
        language: ``"zh"`` or ``"en"``.
        say: picks the wording in that language.
    """

    def __init__(self, language: str) -> None:
        self.language = language
        self.say: Say = speaker(language)
        for stream in (sys.stdout, sys.stderr):
            _never_fail_on_a_character(stream)

    def write(self, text: str) -> None:
        """Write to standard output; a reader that has gone away (``| head``) is no fault."""
        try:
            sys.stdout.write(text)
            sys.stdout.flush()
        except BrokenPipeError:
            _drop(sys.stdout)

    def write_data(self, text: str) -> None:
        """Write a machine format to standard output: UTF-8 whatever the locale says."""
        _encode_as_utf8(sys.stdout)
        self.write(text)

    def write_bytes(self, data: bytes) -> None:
        """Write a file's bytes to standard output."""
        try:
            sys.stdout.buffer.write(data)
            sys.stdout.buffer.flush()
        except BrokenPipeError:
            _drop(sys.stdout)

    def complain(self, text: str) -> None:
        """Write to standard error."""
        try:
            sys.stderr.write(text)
            sys.stderr.flush()
        except OSError:
            _drop(sys.stderr)

    def fail(self, line: str) -> None:
        """Write the one line that says why the command could not run."""
        from annexgen.findings.printable import visible

        self.complain(f"annexgen: {visible(line)}\n")


def wants_colour(stream: TextIO, environment: Mapping[str, str]) -> bool:
    """Say whether to colour what goes to ``stream``: only a terminal, and not with NO_COLOR."""
    if environment.get("NO_COLOR") or environment.get("TERM") == "dumb":
        return False
    return stream.isatty()


def width_of(stream: TextIO) -> int:
    """Return the columns of the terminal behind ``stream``; 100 where there is none."""
    if not stream.isatty():
        return 100
    from shutil import get_terminal_size

    return get_terminal_size((100, 24)).columns


def _never_fail_on_a_character(stream: TextIO) -> None:
    """Let a terminal of another encoding show an escape for what it cannot print."""
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(errors="backslashreplace")


def _encode_as_utf8(stream: TextIO) -> None:
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(encoding="utf-8", newline="\n")


def _drop(stream: TextIO) -> None:
    """Send the rest to nowhere, so that the interpreter does not fail on it when it ends."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, stream.fileno())
    os.close(nowhere)
