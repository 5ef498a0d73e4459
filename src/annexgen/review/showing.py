"""What a presentation of changes needs to know of its reader."""

from __future__ import annotations

from typing import NamedTuple


class Showing(NamedTuple):
    """For whom changes are shown.

    Attributes:
        language: ``"zh"`` or ``"en"``.
        colour: whether to colour the text.
        approved: the fingerprints that somebody has approved.
    """

    language: str = "zh"
    colour: bool = False
    approved: frozenset[str] = frozenset()

    def say(self, zh: str, en: str) -> str:
        """Pick the wording."""
        return en if self.language == "en" else zh
