"""The document-level PDF objects as text (ISO 32000-1, 7.3).

reportlab's ``pdfdoc`` is by-passed: importing it, with the picture library that it brings, took
17 ms of the 180 that an annex of 12 projects took, for nine dictionaries. What comes by the
thousand is dearer still through its classes: a link or an outline item 60 µs for 5 as an f-string,
a cell's structure element 21 µs for 1.4, and a page has fifty of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

_LITERAL = str.maketrans({"\\": "\\\\", "(": "\\(", ")": "\\)"})
_ESCAPES = str.maketrans({c: f"#{ord(c):02x}" for c in "%()<>{}[]/#"})


def ref(number: int) -> str:
    """Return an indirect reference to object ``number``."""
    return f"{number} 0 R"


def name(text: str) -> str:
    """Return a name object (ISO 32000-1, 7.3.5)."""
    return "/" + text.translate(_ESCAPES)


def text(words: str) -> str:
    """Return a text string object (7.9.2.2): ASCII as it is, anything else in UTF-16."""
    if words.isascii() and words.isprintable():
        return f"({words.translate(_LITERAL)})"
    return f"<feff{words.encode('utf-16-be').hex()}>"


def identifier(words: str) -> bytes:
    """Return the bytes of a text string that other objects look up, so always one encoding."""
    return words.encode("ascii") if words.isascii() else b"\xfe\xff" + words.encode("utf-16-be")


def byte_string(data: bytes) -> str:
    """Return a hexadecimal string object."""
    return f"<{data.hex()}>"


def array(items: Iterable[object]) -> str:
    """Return an array of objects that are already written, or numbers."""
    return f"[{' '.join(map(str, items))}]"


def dictionary(entries: Mapping[str, object]) -> str:
    """Return a dictionary, its keys sorted; an entry that is None is left out."""
    kept = sorted((key, value) for key, value in entries.items() if value is not None)
    return f"<<{''.join([f'/{key} {value}' for key, value in kept])}>>"


def link(
    rectangles: Sequence[tuple[float, float, float, float]],
    contents: str,
    destination: bytes,
    parent: int | None,
) -> str:
    """Return a link annotation that prints (PDF/A wants F=4) and says where it leads (PDF/UA).

    Args:
        rectangles: left, bottom, right, top of each of its lines.
        contents: what a reader hears.
        destination: the identifier of a named destination.
        parent: its key in the parent tree; None for untagged files.
    """
    left, bottom, right, top = zip(*rectangles, strict=True)
    more = "" if parent is None else f"/StructParent {parent}"
    if len(rectangles) > 1:
        quads = [(x0, y1, x1, y1, x0, y0, x1, y0) for x0, y0, x1, y1 in rectangles]
        more += f"/QuadPoints{array(f'{number:.2f}' for quad in quads for number in quad)}"
    return (
        f"<</Type/Annot/Subtype/Link/Border[0 0 0]/F 4"
        f"/Rect[{min(left):.2f} {min(bottom):.2f} {max(right):.2f} {max(top):.2f}]"
        f"/Contents{text(contents)}/Dest{byte_string(destination)}{more}>>"
    )


def outline_entry(title: str, destination: bytes, relatives: str) -> str:
    """Return an outline item (12.3.3); ``relatives`` are Parent, Prev and the like."""
    return f"<</Title{text(title)}/Dest{byte_string(destination)}{relatives}>>"
