"""Which language the command speaks; known before the arguments are parsed, so help honours it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

LANGUAGES = ("zh", "en")
VARIABLE = "ANNEXGEN_LANG"

Say = Callable[[str, str], str]
"""Picks the wording: Chinese first, English second."""


def language_of(arguments: Sequence[str], environment: Mapping[str, str]) -> str:
    """Return ``"zh"`` or ``"en"``: from ``--lang``, else ``ANNEXGEN_LANG``, else Chinese."""
    wanted = environment.get(VARIABLE, "")
    for index, argument in enumerate(arguments):
        if argument == "--lang":
            wanted = "".join(arguments[index + 1 : index + 2])
        elif argument.startswith("--lang="):
            wanted = argument.removeprefix("--lang=")
    return "en" if wanted.lower().startswith("en") else "zh"


def speaker(language: str) -> Say:
    """Return what picks the wording in ``language``."""
    return (lambda _, en: en) if language == "en" else (lambda zh, _: zh)
