"""The document-level PDF objects, made with reportlab's ``pdfdoc``; the only module that knows it.

reportlab writes what a file has few of: catalog, information, font dictionaries, outline entries,
link annotations. Pages, structure elements and content streams are written as text by the rooms
that make them: a cell's structure element takes 21 µs through ``PDFDictionary`` and 1.4 µs as
an f-string, and a page has fifty of them and more.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from reportlab.pdfbase import pdfdoc

_PLAIN = pdfdoc.DummyDoc()
_ESCAPES = str.maketrans({c: f"#{ord(c):02x}" for c in "%()<>{}[]/#"})


def ref(number: int) -> str:
    """Return an indirect reference to object ``number``."""
    return f"{number} 0 R"


def name(text: str) -> str:
    """Return a name object (ISO 32000-1, 7.3.5)."""
    return "/" + text.translate(_ESCAPES)


def text(words: str) -> str:
    """Return a text string object in PDFDocEncoding or UTF-16 (7.9.2.2)."""
    encoded: bytes = pdfdoc.PDFString(words).format(_PLAIN)
    return encoded.decode("latin-1")


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
    kept = {key: value for key, value in entries.items() if value is not None}
    written: bytes = pdfdoc.PDFDictionary(kept).format(_PLAIN)
    return written.decode("latin-1")


class _Link(pdfdoc.LinkAnnotation):  # type: ignore[misc] # reportlab has no types
    """A link that has a place in the structure tree (14.7.4.4) and may wrap (12.5.6.5)."""

    permitted = (*pdfdoc.LinkAnnotation.permitted, "StructParent", "QuadPoints")


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
    more: dict[str, object] = {"F": 4}
    if parent is not None:
        more["StructParent"] = parent
    if len(rectangles) > 1:
        quads = [(x0, y1, x1, y1, x0, y0, x1, y0) for x0, y0, x1, y1 in rectangles]
        more["QuadPoints"] = array(f"{number:.2f}" for quad in quads for number in quad)
    box = array(f"{v:.2f}" for v in (min(left), min(bottom), max(right), max(top)))
    annotation = _Link(box, contents, byte_string(destination), Border="[0 0 0]", **more)
    written: bytes = annotation.format(_PLAIN)
    return written.decode("latin-1")


def outline_entry(title: str, destination: bytes, **relatives: object) -> str:
    """Return an outline item (12.3.3); ``relatives`` are Parent, Prev, Next, First, Last, Count."""
    entry = pdfdoc.OutlineEntryObject()
    entry.Title, entry.Dest = title, byte_string(destination)
    for relation, value in relatives.items():
        setattr(entry, relation, value)
    written: bytes = entry.format(_PLAIN)
    return written.decode("latin-1")
