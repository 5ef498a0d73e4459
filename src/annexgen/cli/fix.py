"""``annexgen check --fix`` and ``--diff``: what can be mended is mended, or shown."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from annexgen.cli.failure import FINDINGS, exit_code
from annexgen.cli.terminal import Terminal

if TYPE_CHECKING:
    from annexgen.findings import Finding
    from annexgen.fixing.files import Mended

    IsWanted = Callable[[Finding], bool]


def write_mends(
    root: Path, findings: Sequence[Finding], is_wanted: IsWanted, terminal: Terminal
) -> bool:
    """Mend what can be mended, say how much, and return whether any file was written.

    Args:
        root: the annex root.
        findings: what is to be mended.
        is_wanted: says the same of what is found on the way.
        terminal: takes the line, beside the findings.

    Raises:
        OSError: where a file cannot be read or written.
    """
    from annexgen.fixing.annex import mends, write

    files = mends(root, findings, is_wanted)
    write(root, files)
    if files:
        terminal.complain(terminal.say(*_counted("已改正", "Mended", files)))
    return bool(files)


def show_mends(
    root: Path, findings: Sequence[Finding], is_wanted: IsWanted, terminal: Terminal
) -> int:
    """Print what ``--fix`` would change as a unified diff; return the exit code.

    The arguments are those of ``write_mends``.
    """
    from annexgen.fixing.annex import diff, mends

    files = mends(root, findings, is_wanted)
    terminal.write_data(diff(files))
    if not files:
        terminal.complain(terminal.say("没有能自动改正的问题\n", "There is nothing to mend\n"))
        return exit_code(findings)
    terminal.complain(terminal.say(*_counted("可以改正", "Would mend", files)))
    return FINDINGS


def _counted(zh: str, en: str, files: Sequence[Mended]) -> tuple[str, str]:
    """Return the line in both languages."""
    places = sum(file.mends for file in files)
    in_files = f"{len(files)} {'file' if len(files) == 1 else 'files'}"
    return (
        f"{zh} {places} 处，涉及 {len(files)} 个文件\n",
        f"{en} {places} {'place' if places == 1 else 'places'} in {in_files}\n",
    )
