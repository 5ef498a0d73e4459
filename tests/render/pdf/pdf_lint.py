"""A small lint for what the validator lets pass, and a reader that hears a tagged file.

The validator does not see a Link without its annotation, parent tree entries that point elsewhere,
marked content that two elements or none claim or that overlaps a text object, empty elements, or
destinations that lead nowhere.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pikepdf
from pikepdf import Dictionary, Name, Operator, Pdf

MAY_BE_EMPTY = {"TD", "TH", "TR"}
Claim = tuple[int, int]
"""A page's object number and a marked content identifier on it."""


def lint(data: bytes) -> list[str]:
    """Return what is wrong with the structure of a tagged file; empty for nothing."""
    with Pdf.open(BytesIO(data)) as pdf:
        elements = list(_elements(pdf.Root.StructTreeRoot.K, None))
        return [
            *_empty(elements),
            *_links(pdf, elements),
            *_marks(pdf, elements),
            *_destinations(pdf),
            *_nesting(pdf),
        ]


def heard(data: bytes) -> list[tuple[str, str]]:
    """Return tag and text of each element with content of its own, in the order of the tree."""
    with Pdf.open(BytesIO(data)) as pdf:
        texts = {
            (_number(page), mcid): text
            for page in pdf.pages
            for mcid, text in _page_texts(page).items()
        }
        return [
            (_tag(element), "".join(texts[claim] for claim in _claims(element)))
            for element, _ in _elements(pdf.Root.StructTreeRoot.K, None)
            if any(True for _ in _claims(element))
        ]


def _elements(element: Any, parent: Any) -> Iterator[tuple[Any, Any]]:
    yield element, parent
    for kid in _kids(element):
        if isinstance(kid, Dictionary) and "/S" in kid:
            yield from _elements(kid, element)


def _kids(element: Any) -> list[Any]:
    kids = element.get("/K")
    if kids is None:
        return []
    return list(kids) if isinstance(kids, pikepdf.Array) else [kids]


def _number(page: Any) -> int:
    return int(page.objgen[0])


def _tag(element: Any) -> str:
    return str(element.S)[1:]


def _claims(element: Any) -> Iterator[Claim]:
    for kid in _kids(element):
        if isinstance(kid, int):
            yield _number(element.Pg), kid
        elif kid.get("/Type") == Name.MCR:
            yield _number(kid.get("/Pg", element.get("/Pg"))), int(kid.MCID)


def _empty(elements: list[tuple[Any, Any]]) -> Iterator[str]:
    for element, parent in elements:
        if parent is not None and element.P.objgen != parent.objgen:
            yield f"{_tag(element)} names another parent"
        if not _kids(element) and _tag(element) not in MAY_BE_EMPTY:
            yield f"{_tag(element)} is empty"


def _links(pdf: Pdf, elements: list[tuple[Any, Any]]) -> Iterator[str]:
    """Every Link has its annotation and every annotation its Link, through the parent tree too."""
    owner_of = {}
    for element, _ in elements:
        if _tag(element) == "Link":
            objects = [k.Obj for k in _kids(element) if not isinstance(k, int) and "/Obj" in k]
            if not objects:
                yield "Link without OBJR"
            owner_of.update({annotation.objgen: element.objgen for annotation in objects})
    parents = _number_tree(pdf.Root.StructTreeRoot.ParentTree)
    for page in pdf.pages:
        for annotation in page.get("/Annots", []):
            entry = parents.get(int(annotation.StructParent))
            if entry is None or owner_of.get(annotation.objgen) != entry.objgen:
                yield "annotation and parent tree disagree"


def _marks(pdf: Pdf, elements: list[tuple[Any, Any]]) -> Iterator[str]:
    """Every marked content of a page has one owner, and the parent tree names the same."""
    claims = [(claim, element.objgen) for element, _ in elements for claim in _claims(element)]
    counts = Counter(claim for claim, _ in claims)
    yield from (f"two elements claim {claim}" for claim, count in counts.items() if count > 1)
    owners = dict(claims)
    parents = _number_tree(pdf.Root.StructTreeRoot.ParentTree)
    drawn: Counter[Claim] = Counter()
    for page in pdf.pages:
        number = _number(page)
        drawn.update((number, mcid) for mcid in _mcids(page))
        for mcid, entry in enumerate(parents.get(int(page.StructParents), [])):
            if owners.get((number, mcid)) != entry.objgen:
                yield f"parent tree of page {number} is wrong about {mcid}"
    yield from (f"{claim} is drawn twice" for claim, count in drawn.items() if count > 1)
    yield from (f"nobody claims {claim}" for claim in drawn.keys() - counts.keys())
    yield from (f"{claim} is claimed and not drawn" for claim in counts.keys() - drawn.keys())


def _destinations(pdf: Pdf) -> Iterator[str]:
    """Every name that a link or the outline uses leads to a page, and names are in order."""
    names = _names(pdf.Root.Names.Dests)
    if list(names) != sorted(names):
        yield "names are out of order"
    pages = {page.objgen for page in pdf.pages}
    used = [bytes(a.Dest) for page in pdf.pages for a in page.get("/Annots", [])]
    used += [bytes(item.Dest) for item in _outline(pdf.Root.get("/Outlines"))]
    for name in used:
        if name not in names or names[name][0].objgen not in pages:
            yield f"{name!r} leads nowhere"


def _outline(item: Any) -> Iterator[Any]:
    kid = item.get("/First") if item is not None else None
    while kid is not None:
        yield kid
        yield from _outline(kid)
        kid = kid.get("/Next")


def _nesting(pdf: Pdf) -> Iterator[str]:
    """Find marked content and text objects that overlap (ISO 32000-1, 14.6.1)."""
    pairs = {"EMC": "BDC", "ET": "BT"}
    for number, page in enumerate(pdf.pages, 1):
        opened: list[str] = []
        for _, operator in _operations(page):
            name = str(operator)
            if name in pairs.values():
                opened.append(name)
            elif name in pairs and (not opened or opened.pop() != pairs[name]):
                yield f"page {number}: {name} ends what is not the innermost"
                break
        else:
            if opened:
                yield f"page {number}: {opened[-1]} is not ended"


def _number_tree(node: Any) -> dict[int, Any]:
    numbers = node.get("/Nums", [])
    found = {int(numbers[i]): numbers[i + 1] for i in range(0, len(numbers), 2)}
    for kid in node.get("/Kids", []):
        found |= _number_tree(kid)
    return found


def _names(node: Any) -> dict[bytes, Any]:
    names = node.get("/Names", [])
    found = {bytes(names[i]): names[i + 1] for i in range(0, len(names), 2)}
    for kid in node.get("/Kids", []):
        found |= _names(kid)
    return found


def _operations(page: Any) -> Iterator[tuple[Any, Operator]]:
    for instruction in pikepdf.parse_content_stream(page):
        yield instruction.operands, instruction.operator


def _mcids(page: Any) -> Iterator[int]:
    for operands, operator in _operations(page):
        if operator == Operator("BDC") and "/MCID" in operands[1]:
            yield int(operands[1].MCID)


def _page_texts(page: Any) -> dict[int, str]:
    """Return the text of each marked content of a page, by way of the fonts' ToUnicode maps."""
    unicode = {name: _to_unicode(font) for name, font in page.Resources.Font.items()}
    texts: dict[int, str] = {}
    mcid, font = None, ""
    for operands, operator in _operations(page):
        match str(operator):
            case "BDC":
                mcid = operands[1].get("/MCID")
            case "EMC":
                mcid = None
            case "Tf":
                font = str(operands[0])
            case "Tj" | "TJ" if mcid is not None:
                shown = operands[0] if str(operator) == "TJ" else operands
                codes = b"".join(bytes(s) for s in shown if isinstance(s, pikepdf.String))
                text = "".join(unicode[font][codes[i : i + 2]] for i in range(0, len(codes), 2))
                texts[int(mcid)] = texts.get(int(mcid), "") + text
    return texts


def _to_unicode(font: Any) -> dict[bytes, str]:
    found = {}
    text = font.ToUnicode.read_bytes().decode()
    for first, last, target in re.findall(r"<(\w{4})> <(\w{4})> <(\w+)>", text):
        start = ord(bytes.fromhex(target).decode("utf-16-be"))
        for offset in range(int(last, 16) - int(first, 16) + 1):
            found[(int(first, 16) + offset).to_bytes(2, "big")] = chr(start + offset)
    return found
