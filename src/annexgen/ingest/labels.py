"""What a form prints around its values, for finding the values again: labels, headings, lines.

Which value a label heads follows from the form's own tables: the cell to the right of a label, or
below it where nothing stands to the left.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeVar

from annexgen.forms.form import (
    CellForm,
    Form,
    GridForm,
    IndicatorsForm,
    LineForm,
    ParagraphForm,
)
from annexgen.forms.patterns import Path, Pattern
from annexgen.ingest.spelling import folded
from annexgen.ingest.wording import Wording, wording
from annexgen.tuples import NamedTuple

NAME: Path = ("indicator", "name")
TARGET_VALUE: Path = ("indicator", "target_value")
GOALS: Path = ("goals",)
"""What the items of ``each: project.goals`` make up."""

_Value = TypeVar("_Value")


class Label(NamedTuple):
    """A label in a project's head block.

    Attributes:
        text: as the form prints it.
        value: the field that it heads; None for one that heads other labels alone.
        words: how the field's cell is worded; None for a list, whose items are.
        heads_labels: whether another label may stand beside it.
    """

    text: str
    value: Path | None
    words: Wording | None
    heads_labels: bool


class Labels(NamedTuple):
    """What a form prints around its values; texts are folded.

    Attributes:
        head: the labels of head blocks.
        columns: the headings of indicator columns, and the fields below them.
        headings: the same columns' headings as the form prints them, by field.
        levels1: 一级指标 by their spellings.
        levels2: 二级指标 by their spellings, each behind the 一级指标 above it.
        lines: the wordings of headings and lines that hold more than a field; those with more
            words of their own first, which leave less room for a mistake.
        item: the wording of a goal with its number; None where the form prints none.
    """

    head: Mapping[str, Label]
    columns: Mapping[str, Path]
    headings: Mapping[Path, str]
    levels1: Mapping[str, str]
    levels2: Mapping[str, tuple[tuple[str, str], ...]]
    lines: tuple[Wording, ...]
    item: Wording | None


def labels_of(form: Form) -> Labels:
    """Return what ``form`` prints around its values."""
    blocks = form.section.blocks
    grids = [block for block in blocks if isinstance(block, GridForm)]
    columns = [
        column for block in blocks if isinstance(block, IndicatorsForm) for column in block.columns
    ]
    fields = {
        column.heading.constant: path
        for column in columns
        if column.heading.constant and (path := _only_field(column.text))
    }
    head = {label.text: label for grid in grids for label in _head_labels(grid)}
    return Labels(
        head=_spelt(head, form.aliases),
        columns=_spelt(fields, form.aliases),
        headings={path: heading for heading, path in fields.items()},
        levels1=_spelt({level: level for level in form.vocabulary.levels}, form.aliases),
        levels2=_second_levels(form),
        lines=tuple(sorted(_lines(form), key=lambda words: -words.literals)),
        item=_item(grids),
    )


def _spelt(
    by_text: Mapping[str, _Value], aliases: Mapping[str, tuple[str, ...]]
) -> Mapping[str, _Value]:
    """Return what stands for each text, also for its other spellings."""
    spelt = {
        folded(alias): value for text, value in by_text.items() for alias in aliases.get(text, ())
    }
    return spelt | {folded(text): value for text, value in by_text.items()}


def _second_levels(form: Form) -> Mapping[str, tuple[tuple[str, str], ...]]:
    found: dict[str, tuple[tuple[str, str], ...]] = {}
    for level1, second in form.vocabulary.levels.items():
        for level2 in second:
            for spelling in (level2, *form.aliases.get(level2, ())):
                key = folded(spelling)
                if (level1, level2) not in found.get(key, ()):
                    found[key] = (*found.get(key, ()), (level1, level2))
    return found


def _only_field(pattern: Pattern) -> Path | None:
    """Return the field of a pattern that has one and no more."""
    plain = wording(pattern)
    return plain.fields[0] if plain is not None and len(plain.fields) == 1 else None


# ------------------------------------------------------------------ head blocks


def _head_labels(grid: GridForm) -> Iterator[Label]:
    """Yield the labels of a head block, each with the value that it heads."""
    cells = [(row, cell) for row, cells in enumerate(grid.rows) for cell in cells]
    heads: dict[str, tuple[Path, Wording | None]] = {}
    grouping: set[str] = set()
    for row, cell in cells:
        label = _label_of(cells, row, cell)
        if label is None:
            continue
        if cell.text.constant:
            grouping.add(label)
        elif cell.each is not None:
            heads.setdefault(label, (GOALS, None))
        elif (path := _only_field(cell.text)) is not None:
            heads.setdefault(label, (path, wording(cell.text)))
    for _, cell in cells:
        text = cell.text.constant
        if text:
            path, words = heads.get(text, (None, None))
            yield Label(text, path, words, heads_labels=text in grouping)


def _label_of(cells: list[tuple[int, CellForm]], row: int, cell: CellForm) -> str | None:
    """Return the text of the cell that stands left of ``cell``, or above it in the first column."""
    for top, other in cells:
        is_beside = other.column + other.colspan == cell.column and top <= row < top + other.rowspan
        is_above = (
            not cell.text.constant
            and cell.column == other.column == 0
            and top + other.rowspan == row
        )
        if (is_beside or is_above) and other.text.constant:
            return other.text.constant
    return None


def _item(grids: list[GridForm]) -> Wording | None:
    for grid in grids:
        for row in grid.rows:
            for cell in row:
                words = wording(cell.text) if cell.each else None
                if words is not None and words.fields == (("position",), ("item",)):
                    return words
    return None


# ------------------------------------------------------------------ lines


def _lines(form: Form) -> Iterator[Wording]:
    patterns = [form.unit.heading]
    for block in form.section.blocks:
        if isinstance(block, LineForm):
            both = Pattern(f"{block.left.source} {block.right.source}", block.left.span)
            patterns += [block.left, block.right, both]
        elif isinstance(block, ParagraphForm):
            patterns.append(block.text)
    patterns.append(form.section.heading)
    for pattern in patterns:
        words = wording(pattern)
        if words is not None and words.regex is not None and words.fields:
            yield words
