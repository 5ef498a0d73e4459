"""What a presentation of findings needs to know of its reader."""

from __future__ import annotations

from pathlib import Path

from annexgen.findings import Rule
from annexgen.tuples import NamedTuple


class Setting(NamedTuple):
    """For whom and where findings are shown.

    Attributes:
        root: the annex root, from which the findings' paths lead to the files.
        language: ``"zh"`` or ``"en"``.
        colour: whether to colour the text.
        width: columns of the terminal; code frames are cut to it.
        prefix: POSIX path from the repository's top to the annex root, ``""`` where they are one:
            GitHub counts paths from the top.
        rules: all that a finding may be of, by code; SARIF lists them.
    """

    root: Path
    language: str = "zh"
    colour: bool = False
    width: int = 100
    prefix: str = ""
    rules: tuple[Rule, ...] = ()

    def in_repository(self, path: str) -> str:
        """Return a finding's path as seen from the repository's top."""
        return f"{self.prefix}/{path}" if self.prefix else path
