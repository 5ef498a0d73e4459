"""What a presentation of changes needs to know of its reader."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from annexgen.tuples import NamedTuple

if TYPE_CHECKING:
    from annexgen.forms.load import RedlinePage


class Showing(NamedTuple):
    """For whom changes are shown.

    Attributes:
        language: ``"zh"`` or ``"en"``.
        colour: whether to colour the text.
        approved: the fingerprints that somebody has approved.
        page_of: gives the web page of a form by the form's name; None where none is wanted.
    """

    language: str = "zh"
    colour: bool = False
    approved: frozenset[str] = frozenset()
    page_of: Callable[[str], RedlinePage] | None = None

    def say(self, zh: str, en: str) -> str:
        """Pick the wording."""
        return en if self.language == "en" else zh
