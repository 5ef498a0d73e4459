"""Fonts installed on this machine, asked of fontconfig where it is present.

``fc-match`` is not used: asked for a font that is not there it names another, without a word.
"""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from annexgen.tuples import NamedTuple

_FIELDS = ("file", "index", "variable", "weight", "slant", "postscriptname", "family", "fullname")
_REGULAR, _BOLD, _LIGHTEST_BOLD = 80, 200, 180
"""Weights on fontconfig's scale: regular, bold, semibold."""


@dataclass(frozen=True, slots=True)
class Installed:
    """One installed font; a name may stand in several languages.

    Attributes:
        path: its file.
        index: its place in a collection.
        variable: whether it is a variable font or an instance of one.
        weight: on fontconfig's scale.
        upright: neither italic nor oblique.
        postscript: PostScript names.
        families: family names.
        full: full names.
    """

    path: Path
    index: int
    variable: bool
    weight: float
    upright: bool
    postscript: frozenset[str]
    families: frozenset[str]
    full: frozenset[str]


class Matches(NamedTuple):
    """What is installed under a name.

    Attributes:
        font: the one to use; None where nothing fits.
        variable: whether only variable fonts have the name.
        no_bold: whether the family is there, but not in bold.
    """

    font: Installed | None
    variable: bool = False
    no_bold: bool = False


def find(name: str, bold: bool) -> Matches:
    """Find an installed font by PostScript name, full name or family, in this order.

    Args:
        name: as the form writes it; case does not count.
        bold: which weight of a family to take; a font named in full is taken as it is.
    """
    wanted = name.casefold()
    fonts = _installed()
    named = [font for font in fonts if wanted in font.postscript]
    named = named or [font for font in fonts if wanted in font.full]
    family = [font for font in fonts if wanted in font.families and font.upright]
    if named and not (family and bold):
        return _first_static(named)
    if not family:
        return Matches(None)
    return _of_weight(family, bold)


def _of_weight(family: list[Installed], bold: bool) -> Matches:
    if bold:
        family = [font for font in family if font.weight >= _LIGHTEST_BOLD]
    if not family:
        return Matches(None, no_bold=True)
    weight = _BOLD if bold else _REGULAR
    return _first_static(sorted(family, key=lambda font: abs(font.weight - weight)))


def _first_static(fonts: Iterable[Installed]) -> Matches:
    static = next((font for font in fonts if not font.variable), None)
    return Matches(static, variable=static is None)


@cache
def _installed() -> tuple[Installed, ...]:
    """List the installed fonts, always in the same order; none where fontconfig is absent."""
    program = shutil.which("fc-list")
    if program is None:
        return ()
    pattern = "\t".join(f"%{{{field}}}" for field in _FIELDS) + "\n"
    try:
        done = subprocess.run(  # noqa: S603 - a fixed command, no input
            [program, "--format", pattern], capture_output=True, timeout=60, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return ()
    lines = done.stdout.decode("utf-8", "replace").splitlines()
    fonts = [_entry(line.split("\t")) for line in lines if line.count("\t") == len(_FIELDS) - 1]
    return tuple(sorted(fonts, key=lambda font: (font.path, font.index)))


def _entry(fields: list[str]) -> Installed:
    file, index, variable, weight, slant, postscript, family, full = fields
    return Installed(
        path=Path(file),
        index=_number(index) & 0xFFFF,
        variable=variable == "True" or _number(index) > 0xFFFF,
        weight=_number(weight),
        upright=_number(slant) == 0,
        postscript=_names(postscript),
        families=_names(family),
        full=_names(full),
    )


def _number(text: str) -> int:
    """Return a number's whole part; a variable font's range counts as nought."""
    whole = text.partition(".")[0]
    return int(whole) if whole.isdecimal() else 0


def _names(text: str) -> frozenset[str]:
    return frozenset(name.strip().replace("\\-", "-").casefold() for name in text.split(","))
