"""Fonts: the characters that were drawn in, embedded Type0 fonts out (ISO 32000-1, 9.7).

reportlab's TrueType fonts write code 0 for U+0000 into ToUnicode and draw .notdef for a missing
glyph without a word, and it embeds no CFF font; PDF/A-2a and PDF/UA-1 forbid the first two. Here a
code is the character's number in its Unicode plane, and CIDToGIDMap leads from there to the
subset's glyph: two characters that share a glyph stay two characters for search and extraction.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import count, groupby

from annexgen.digests import blake2b
from annexgen.fonts.font import Font, Outlines
from annexgen.fonts.subset import FontProgram, code_of, subset
from annexgen.render.pdf import objects
from annexgen.render.pdf.faces import Slot
from annexgen.render.pdf.file import PdfFile, compressed

_DEFAULT_WIDTH = 1000
_MAPPINGS_IN_A_BLOCK = 100


class Embedding:
    """The file's fonts while text comes in.

    Args:
        file: where they go at the end.
        fonts: all fonts that may be drawn with, by the number that slots give.
    """

    def __init__(self, file: PdfFile, fonts: Sequence[Font]) -> None:
        self._file = file
        self._fonts = fonts
        self._characters: dict[Slot, set[str]] = {}

    def note(self, characters: Mapping[Slot, str]) -> None:
        """Note characters that were drawn."""
        for slot, drawn in characters.items():
            self._characters.setdefault(slot, set()).update(drawn)

    def finish(self) -> dict[str, str]:
        """Write every font that draws something; return references by resource name."""
        by_program: dict[tuple[int, int], list[Slot]] = {}
        for slot in sorted(self._characters):
            apart = self._fonts[slot.font].outlines is Outlines.CFF
            by_program.setdefault((slot.font, slot.plane if apart else 0), []).append(slot)
        references: dict[str, str] = {}
        for slots in by_program.values():
            references.update(self._write(self._fonts[slots[0].font], slots))
        return references

    def _write(self, font: Font, slots: Sequence[Slot]) -> Iterator[tuple[str, str]]:
        """Write one font program and the Type0 fonts that use it (a CFF program serves one)."""
        points = sorted(ord(c) for slot in slots for c in self._characters[slot])
        program = subset(font, points)
        name = f"{_tag(font, points)}+{font.name}"
        descriptor = self._descriptor(font, name, program)
        for slot in slots:
            in_plane = [point for point in points if point >> 16 == slot.plane]
            number = self._type0(font, name, in_plane, program, descriptor)
            yield slot.resource, objects.ref(number)

    def _descriptor(self, font: Font, name: str, program: FontProgram) -> int:
        """Write program and font descriptor (9.8)."""
        data = program.data
        if font.outlines is Outlines.CFF:
            key = "FontFile3"
            stream = self._file.add_stream(compressed(data), "/Subtype/CIDFontType0C")
        else:
            key = "FontFile2"
            stream = self._file.add_stream(compressed(data), f"/Length1 {len(data)}")
        entries: dict[str, object] = {
            "Type": "/FontDescriptor",
            "FontName": objects.name(name),
            "Flags": font.flags,
            "FontBBox": objects.array(font.bbox),
            "ItalicAngle": f"{font.italic_angle:g}",
            "Ascent": font.ascent,
            "Descent": font.descent,
            "CapHeight": font.cap_height,
            "StemV": font.stem_v,
            key: objects.ref(stream),
        }
        return self._file.add(objects.dictionary(entries))

    def _type0(
        self, font: Font, name: str, points: Sequence[int], program: FontProgram, descriptor: int
    ) -> int:
        """Write the Type0 font of one plane and its CIDFont (9.7.4, 9.7.6)."""
        system = {"Registry": "(Adobe)", "Ordering": "(Identity)", "Supplement": 0}
        truetype = font.outlines is Outlines.TRUETYPE
        cid_font: dict[str, object] = {
            "Type": "/Font",
            "Subtype": "/CIDFontType2" if truetype else "/CIDFontType0",
            "BaseFont": objects.name(name),
            "CIDSystemInfo": objects.dictionary(system),
            "FontDescriptor": objects.ref(descriptor),
            "DW": _DEFAULT_WIDTH,
            "W": _widths(points, font.metrics.widths),
        }
        if truetype:
            glyphs = compressed(_glyph_map(points, program.glyph_of))
            cid_font["CIDToGIDMap"] = objects.ref(self._file.add_stream(glyphs))
        descendant = self._file.add(objects.dictionary(cid_font))
        unicode = self._file.add_stream(compressed(_to_unicode(points)))
        entries: dict[str, object] = {
            "Type": "/Font",
            "Subtype": "/Type0",
            "BaseFont": objects.name(name),
            "Encoding": "/Identity-H",
            "DescendantFonts": objects.array([objects.ref(descendant)]),
            "ToUnicode": objects.ref(unicode),
        }
        return self._file.add(objects.dictionary(entries))


def _tag(font: Font, points: Sequence[int]) -> str:
    """Return the subset's six letters (9.6.4), from what it holds."""
    digest = blake2b(f"{font.name} {points}".encode(), digest_size=6).digest()
    return "".join(chr(65 + byte % 26) for byte in digest)


def _widths(points: Sequence[int], widths: Mapping[int, int]) -> str:
    """Return the W array (9.7.4.3); hanzi have the default width and are not in it."""
    other = [point for point in points if widths[point] != _DEFAULT_WIDTH]
    runs = [
        f"{code_of(run[0])} {objects.array(widths[point] for point in run)}" for run in _runs(other)
    ]
    return objects.array(runs)


def _glyph_map(points: Sequence[int], glyph_of: Mapping[int, int]) -> bytes:
    """Return the CIDToGIDMap: two bytes for each code up to the highest (9.7.4.2)."""
    glyphs = bytearray(2 * max(map(code_of, points)) + 2)
    for point in points:
        at = 2 * code_of(point)
        glyphs[at : at + 2] = glyph_of[point].to_bytes(2, "big")
    return bytes(glyphs)


def _to_unicode(points: Sequence[int]) -> bytes:
    """Return the ToUnicode CMap (9.10.3): from each code to its character."""
    lines = [
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap",
        "/CIDSystemInfo <</Registry(Adobe)/Ordering(UCS)/Supplement 0>> def",
        "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def",
        "1 begincodespacerange\n<0000> <ffff>\nendcodespacerange",
    ]
    ranges = [_range(run) for run in _runs(points)]
    for start in range(0, len(ranges), _MAPPINGS_IN_A_BLOCK):
        block = ranges[start : start + _MAPPINGS_IN_A_BLOCK]
        lines += [f"{len(block)} beginbfrange", *block, "endbfrange"]
    lines.append("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend")
    return "\n".join(lines).encode("ascii")


def _range(run: Sequence[int]) -> str:
    first, last = code_of(run[0]), code_of(run[-1])
    return f"<{first:04x}> <{last:04x}> <{chr(run[0]).encode('utf-16-be').hex()}>"


def _runs(points: Sequence[int]) -> list[list[int]]:
    """Return runs of points with consecutive codes of which only the last byte changes."""
    place = count()
    grouped = groupby(points, key=lambda point: (code_of(point) - next(place), code_of(point) >> 8))
    return [list(run) for _, run in grouped]
