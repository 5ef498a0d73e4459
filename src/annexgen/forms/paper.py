"""The paper and margins of a form: a size of GB/T 148 (ISO 216) by its name, or in millimetres."""

from __future__ import annotations

from collections.abc import Iterator

from annexgen.document import PageSetup
from annexgen.findings import Finding, Message
from annexgen.forms import rules
from annexgen.forms.lengths import points
from annexgen.forms.parts import Parts
from annexgen.schema.check import Checked
from annexgen.schema.rules import MISSING_KEY

_SIDES = ("width", "height")
_MARGINS = ("top", "right", "bottom", "left", "header", "footer")


def is_whole(parts: Parts) -> bool:
    """Say whether a form's ``page`` lacks nothing that ``page_of`` needs."""
    size = ("paper",) if "paper" in parts else _SIDES
    return all(name in parts for name in (*size, *_MARGINS))


def page_of(parts: Parts) -> PageSetup:
    """Return the page that a form's whole ``page`` describes."""
    size = _named(parts) if "paper" in parts else tuple(points(parts[side]) for side in _SIDES)
    width, height = size
    return PageSetup(width, height, **{name: points(parts[name]) for name in _MARGINS})


def paper_faults(path: str, page: Checked) -> Iterator[Finding]:
    """Yield what is wrong with how a form says the size of its paper.

    Args:
        path: of the form's ``form.yaml``.
        page: its ``page``.
    """
    parts: Parts = page.value
    if "paper" in parts:
        for side in (name for name in _SIDES if name in parts):
            yield rules.TWO_SIZES.at(
                path,
                parts[side].key,
                Message(f"已经写了 paper，又写了 {side}", f"Both paper and {side} are given"),
                Message(f"删去 {side} 这一行，或删去 paper", f"Delete {side}, or delete paper"),
            )
        return
    missing = [side for side in _SIDES if side not in parts]
    if missing:
        yield MISSING_KEY.at(
            path,
            page.key,
            Message(f"缺少“{missing[0]}”", f"“{missing[0]}” is missing"),
            Message(
                "写“paper: A4”，或写 width 和 height（mm）",
                "Write “paper: A4”, or width and height in mm",
            ),
        )
    if "landscape" in parts:
        yield rules.TWO_SIZES.at(
            path,
            parts["landscape"].key,
            Message("landscape 要和 paper 一起写", "landscape goes with paper"),
            Message("宽大于高就是横向；删去 landscape", "Delete it: wider than high is landscape"),
        )


def _named(parts: Parts) -> tuple[float, float]:
    from reportlab.lib import pagesizes

    size: tuple[float, float] = getattr(pagesizes, parts["paper"].value)
    turn = pagesizes.landscape if "landscape" in parts and parts["landscape"].value else None
    return turn(size) if turn else size
