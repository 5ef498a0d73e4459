"""What a run remembers of the runs before it: which files are known, and what was made of them."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from typing import TYPE_CHECKING

from annexgen.cache.keys import Keys, program, stamp
from annexgen.cache.packs import Packs
from annexgen.source.tree import ANNEX_FILE
from annexgen.tuples import NamedTuple

if TYPE_CHECKING:
    from pathlib import Path

    from annexgen.fonts.chain import FontChain
    from annexgen.forms.form import Form
    from annexgen.model import Unit
    from annexgen.render.pdf.regions import EndRegion, PartRegion


_WHOLE = "annex"
"""Where what belongs to no unit is kept."""


class Around(NamedTuple):
    """What a file's result depends on besides the file and what the whole run depends on.

    Attributes:
        path: the file.
        unit: its unit.
        heading: of the unit where the file begins it, else empty.
        number: of the project where its section prints it, else 0.
    """

    path: str
    unit: Unit
    heading: str
    number: int


class Memory:
    """The results of earlier runs that were made under the same conditions as this one.

    Args:
        root: the annex root.
        kind: what is made of a file: runs of different kinds keep their records apart.
        conditions: what all results depend on.
    """

    def __init__(self, root: Path, kind: str, conditions: Sequence[bytes]) -> None:
        self._packs = Packs(root, kind)
        self._parts = Packs(root, f"{kind}-parts")
        self._ends = Packs(root, f"{kind}-end")
        self._keys = Keys((kind.encode(), program(), *conditions))

    def key(self, data: bytes, around: Around) -> bytes:
        """Return the key of a file with the bytes ``data``."""
        path, unit, heading, number = around
        parts = (path, unit.code, unit.name, unit.header, heading, str(number))
        return self._keys.key((data, *map(str.encode, parts)))

    def of(self, unit_code: str) -> Mapping[bytes, bytes]:
        """Return the records of a unit by their keys."""
        return self._packs.read(unit_code)

    def keep(self, unit_code: str, records: Sequence[tuple[bytes, bytes]]) -> None:
        """Replace the records of a unit."""
        self._packs.write(unit_code, records)

    def forget_others(self, unit_codes: Container[str]) -> None:
        """Forget the units that there are not any more."""
        self._packs.forget_others(unit_codes)
        self._parts.forget_others(unit_codes)

    def unit_key(self, words: Sequence[str], keys: Sequence[bytes]) -> bytes:
        """Return the key of a unit: what is printed around its files, and their keys."""
        return self._keys.key((*map(str.encode, words), *keys))

    def part_key(self, unit_key: bytes, place: int) -> bytes:
        """Return the key of a PDF's part: what is in it, and where it is in the file."""
        return self._keys.key((unit_key, str(place).encode()))

    def part(self, unit_code: str, key: bytes) -> PartRegion | None:
        """Return a unit's part of a PDF as an earlier run has written it; None for none."""
        from annexgen.cache.regions import unpacked

        record = self._parts.read(unit_code).get(key)
        return None if record is None else unpacked(record)

    def keep_part(self, unit_code: str, key: bytes, part: PartRegion) -> None:
        """Keep a unit's part of a PDF."""
        from annexgen.cache.regions import packed

        record = packed(part)
        if record is not None:
            self._parts.write(unit_code, [(key, record)])

    def end(self, state: Sequence[bytes]) -> EndRegion | None:
        """Return the end of a PDF as an earlier run has written it; None for none."""
        from annexgen.cache.regions import unpacked_end

        record = self._ends.read(_WHOLE).get(self._keys.key(state))
        return None if record is None else unpacked_end(record)

    def keep_end(self, state: Sequence[bytes], end: EndRegion) -> None:
        """Keep the end of a PDF."""
        from annexgen.cache.regions import packed_end

        record = packed_end(end)
        if record is not None:
            self._ends.write(_WHOLE, [(self._keys.key(state), record)])


def memory_of(
    root: Path,
    form: Form,
    chains: Mapping[str, FontChain],
    own_rules: Sequence[str],
    *,
    kind: str,
) -> Memory | None:
    """Return the memory of a run; None where nothing can be remembered.

    Rules of an installed package may depend on anything, so with such rules nothing is.

    Args:
        root: the annex root.
        form: the form.
        chains: the fonts of each face.
        own_rules: the repository's own rules, as annex.yaml names them.
        kind: what is made of a file.
    """
    if not all(name.endswith(".py") for name in own_rules):
        return None
    fonts = {font.path for chain in chains.values() for font in chain.fonts}
    try:
        conditions = [
            (root / ANNEX_FILE).read_bytes(),
            (form.folder / "form.yaml").read_bytes(),
            *[(root / name).read_bytes() for name in own_rules],
            *[stamp(font) for font in sorted(fonts)],
        ]
    except OSError:
        return None
    return Memory(root, kind, conditions)
