"""The known word that an editor most likely meant."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

_LEAST_LIKENESS = 0.5


def nearest(written: str, known: Iterable[str]) -> str | None:
    """Return the known word most like ``written``, or None if none is much like it.

    Full-width forms and blanks do not count, so ``预 算 数`` and ``预算数：`` find ``预算数``.
    """
    import difflib

    by_form = {_bare(word): word for word in known}
    close = difflib.get_close_matches(_bare(written), by_form, n=1, cutoff=_LEAST_LIKENESS)
    return by_form[close[0]] if close else None


def _bare(word: str) -> str:
    folded = unicodedata.normalize("NFKC", word).casefold()
    return "".join(char for char in folded if char.isalnum())
