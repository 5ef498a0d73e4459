"""``annexgen git-text``: git calls it for ``git show`` and ``git log -p``.

Git (``diff.<name>.textconv``) compares what it prints of the two sides: lines that say which
indicator they belong to.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from annexgen.cli.failure import DONE
from annexgen.cli.language import Say
from annexgen.cli.terminal import Terminal


def add_options(parser: argparse.ArgumentParser, say: Say) -> None:
    """Declare the argument."""
    parser.add_argument("file", metavar="FILE", help=say("git 给出的文件", "the file, from git"))


def run(options: argparse.Namespace, terminal: Terminal) -> int:
    """Print the file's lines; one that cannot be read is printed as it is.

    Raises:
        OSError: where there is no such file.
    """
    from annexgen.review.readable import readable

    data = Path(options.file).read_bytes()
    sys.stdout.buffer.write(readable(options.file, data))
    return DONE
