"""Make the shipped fonts anew: subset them, prepare their metrics, write the check sums.

    python tools/fonts/make.py [FOLDER]

FOLDER is the unpacked npm package; without it ``npm pack`` fetches the version below into a
temporary folder. Byte for byte the same each time, given the fontTools version in README.md.
"""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from repertoire import everyday, extra

from annexgen.fonts.parse import read_font
from annexgen.fonts.prepared import FOLDER, pack

PACKAGE = "@expo-google-fonts/noto-serif-sc@0.4.3"


class Shipped(NamedTuple):
    """A font to make: its name, the file it is cut from, and the characters it keeps."""

    name: str
    source: str
    repertoire: Callable[[Iterable[int]], set[int]]


FONTS = (
    Shipped("NotoSerifSC-Regular", "400Regular/NotoSerifSC_400Regular.ttf", everyday),
    Shipped("NotoSerifSC-Bold", "700Bold/NotoSerifSC_700Bold.ttf", everyday),
    Shipped("NotoSerifSCExtra-Regular", "400Regular/NotoSerifSC_400Regular.ttf", extra),
)


def main(arguments: list[str]) -> None:
    """Make everything from the package in the folder given, else from the registry's."""
    with tempfile.TemporaryDirectory() as scratch:
        package = Path(arguments[0]) if arguments else fetch(Path(scratch))
        shutil.copyfile(package / "LICENSE_FONT", FOLDER / "OFL.txt")
        for font in FONTS:
            cut(package / font.source, font)
            prepared = pack(read_font(FOLDER / f"{font.name}.ttf"))
            (FOLDER / f"{font.name}.metrics").write_bytes(prepared)
    sums = [f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n" for path in made()]
    (FOLDER / "SHA256SUMS").write_text("".join(sums), "utf-8")


def made() -> list[Path]:
    """Return the files made, in the order of their names."""
    return sorted([*FOLDER.glob("*.ttf"), *FOLDER.glob("*.metrics")])


def fetch(folder: Path) -> Path:
    """Fetch and unpack the npm package."""
    npm = shutil.which("npm")
    if npm is None:
        sys.exit("npm is needed to fetch the package")
    subprocess.run([npm, "pack", "--silent", PACKAGE], cwd=folder, check=True)
    with tarfile.open(next(folder.glob("*.tgz"))) as archive:
        archive.extractall(folder, filter="data")
    return folder / "package"


def cut(source: Path, shipped: Shipped) -> None:
    """Write the subset of ``source`` that ships: outlines and widths, no layout, no hinting."""
    options = Options(
        hinting=False,
        layout_features=[],
        name_IDs=[0, 1, 2, 3, 4, 5, 6, 7, 13, 14],
        notdef_outline=True,
        recalc_timestamp=False,
        drop_tables=["BASE", "GDEF", "GPOS", "GSUB", "STAT", "gasp", "vhea", "vmtx"],
    )
    with TTFont(source, recalcTimestamp=False) as font:
        subsetter = Subsetter(options)
        subsetter.populate(unicodes=shipped.repertoire(font.getBestCmap()))
        subsetter.subset(font)
        rename(font, shipped.name)
        font.save(FOLDER / f"{shipped.name}.ttf")


def rename(font: TTFont, name: str) -> None:
    """Give the font the names it ships under."""
    family, _, style = name.partition("-")
    old = font["name"].getDebugName(6).partition("-")[0]
    spaced = {"NotoSerifSC": "Noto Serif SC", "NotoSerifSCExtra": "Noto Serif SC Extra"}
    for record in font["name"].names:
        text = record.toUnicode()
        if record.nameID in {3, 6}:
            record.string = text.replace(f"{old}-", f"{family}-")
        elif record.nameID in {1, 4}:
            record.string = text.replace(spaced[old], spaced[family])
    if font["name"].getDebugName(6) != f"{family}-{style}":
        sys.exit(f"{name}: the source is another weight")


if __name__ == "__main__":
    main(sys.argv[1:])
