"""A form's ``aliases``: how else its labels and levels may be spelt in a file that is imported."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from annexgen.findings import Finding, Message
from annexgen.forms.parts import Parts, items_at, record_at
from annexgen.forms.patterns import Pattern
from annexgen.forms.rules import REPEATED_NAME, UNKNOWN_NAME
from annexgen.schema.check import Checked
from annexgen.schema.suggest import nearest


def aliases(parts: Parts) -> Mapping[str, tuple[str, ...]]:
    """Return the other spellings of each label and level that a sound form names.

    Args:
        parts: the whole ``form.yaml``, by key.
    """
    return {
        label: tuple(spelling.value for spelling in spellings.value)
        for label, spellings in record_at(parts, "aliases").items()
    }


def alias_faults(path: str, parts: Parts) -> Iterator[Finding]:
    """Yield each name in ``aliases`` that the form does not print, and spellings of two labels.

    Args:
        path: of the ``form.yaml``.
        parts: what it holds, by key; faulty parts are missing.
    """
    given = record_at(parts, "aliases")
    labels, levels = set(_labels(parts)), set(_levels(parts))
    known = [*labels, *levels]
    owners: dict[str, str] = {label: label for label in labels}
    for label, spellings in given.items():
        if label not in known:
            yield _unknown(path, Checked(label, spellings.key or spellings.span), known)
            continue
        for spelling in spellings.value:
            owner = owners.setdefault(spelling.value, label) if label in labels else label
            if owner != label:
                yield _of_two(path, spelling, owner)


def _labels(parts: Parts) -> Iterator[str]:
    """Yield the texts without fields in cells and column headings."""
    for block in items_at(record_at(parts, "section"), "blocks"):
        for content in block.value.values():
            for row in items_at(content.value, "rows"):
                yield from _constants(cell.value.get("text") for cell in row.value)
            if "rows" not in content.value and "header_style" in content.value:
                columns = items_at(content.value, "columns")
                yield from _constants(column.value.get("heading") for column in columns)


def _constants(parts: Iterable[Checked | None]) -> Iterator[str]:
    for part in parts:
        text = Pattern(part.value, part.span).constant if part else None
        if text:
            yield text


def _levels(parts: Parts) -> Iterator[str]:
    for level, second in record_at(parts, "levels").items():
        yield level
        yield from (below.value for below in second.value)


def _unknown(path: str, label: Checked, known: Iterable[str]) -> Finding:
    likely = nearest(label.value, known)
    listed = likely or "、".join(sorted(known))
    return UNKNOWN_NAME.at(
        path,
        label.span,
        Message(
            f"表样里没有字样“{label.value}”", f"The form prints no label or level “{label.value}”"
        ),
        Message(f"可以写：{listed}", f"Known: {listed}"),
    )


def _of_two(path: str, spelling: Checked, owner: str) -> Finding:
    return REPEATED_NAME.at(
        path,
        spelling.span,
        Message(
            f"“{spelling.value}”已经是“{owner}”的写法",
            f"“{spelling.value}” is a spelling of “{owner}” already",
        ),
        Message("一种写法只能属于一项，请删去一处", "A spelling has one meaning; delete one"),
    )
