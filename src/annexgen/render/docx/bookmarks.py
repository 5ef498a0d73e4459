"""Bookmark names: one for the contents field, one that an editor can read."""

from __future__ import annotations

import re

from annexgen.digests import blake2b

_UNFIT = re.compile(r"\W+")
_LONGEST = 40


def field_name(identifier: str) -> str:
    """Return the name that the contents' fields use, in the shape of Word's own."""
    return f"_Toc{blake2b(identifier.encode(), digest_size=8).hexdigest()}"


class ReadableNames:
    """Gives each identifier a bookmark name that begins like it, unique within the file.

    Word takes letters, digits and underscores, at most 40, a letter first, and does not tell
    capitals from small letters.
    """

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def of(self, identifier: str) -> str:
        """Return a new name for ``identifier``."""
        stem = f"id_{_UNFIT.sub('_', identifier)}"[:_LONGEST].rstrip("_")
        name, number = stem, 1
        while name.casefold() in self._taken:
            number += 1
            tail = f"_{number}"
            name = stem[: _LONGEST - len(tail)] + tail
        self._taken.add(name.casefold())
        return name
