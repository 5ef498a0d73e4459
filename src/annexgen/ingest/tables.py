"""Tables row by row: head blocks, indicators, and rows that are but a line."""

from __future__ import annotations

from collections.abc import Sequence

from annexgen.drafting.drafts import IndicatorDraft
from annexgen.findings import Message
from annexgen.forms.patterns import Path
from annexgen.ingest.amounts import without_money_unit
from annexgen.ingest.blocks import Cell, Table
from annexgen.ingest.collected import MONEY_UNIT, NAME, Collected
from annexgen.ingest.flat import ProjectColumns, project_columns, unit_below, values_below
from annexgen.ingest.head import (
    Pair,
    below,
    head_row,
    headings_in,
    label_and_value,
    label_in,
)
from annexgen.ingest.labels import GOALS, TARGET_VALUE, Label
from annexgen.ingest.labels import NAME as INDICATOR_NAME
from annexgen.ingest.levels import levels_of
from annexgen.ingest.lines import is_known, take_text
from annexgen.ingest.spelling import folded, in_one_line, whole
from annexgen.ingest.split_targets import HEADINGS, MEASURE, SIGN, joined
from annexgen.ingest.state import State
from annexgen.tuples import NamedTuple

_LEVEL1: Path = ("indicator", "level1")
_LEVEL2: Path = ("indicator", "level2")
_DESCRIPTION: Path = ("indicator", "description")
_LEAST_COLUMNS = 3
"""Headings of indicator columns that make a row the header."""


class Column(NamedTuple):
    """A column of indicators: its heading in the source, and the field below it."""

    heading: Cell
    path: Path


class Header(NamedTuple):
    """The header of the indicator table at hand.

    Attributes:
        columns: those with a heading that the form knows.
        width: grid columns of its table: only a table of the same width goes on with it.
        project: the columns that tell of projects; None where their tables stand apart.
    """

    columns: tuple[Column, ...]
    width: int
    project: ProjectColumns | None


class TableReader:
    """Reads the tables of a source, one after another.

    Args:
        state: what has been understood so far; goes on with every table.
    """

    def __init__(self, state: State) -> None:
        self._state = state
        self._header: Header | None = None
        self._headings: tuple[Pair, ...] = ()
        self._first: Label | None = None

    def take(self, table: Table) -> None:
        """Take in a table; cells that nothing can be made of are left over."""
        self._state.has_begun = True
        self._first = None
        self._headings = ()
        rows = [row for row in covering(table) if not all(cell.is_blank for cell in row)]
        if self._header is not None and not self._goes_on(table, rows):
            self._header = None
        for cells in rows:
            self._row(cells, table)
        self._state.account.close(table.cells)

    def _goes_on(self, table: Table, rows: Sequence[Sequence[Cell]]) -> bool:
        """Say whether a table goes on with the indicators of the table before."""
        if self._header is None or self._header.width != table.columns or not rows:
            return False
        return self._header.project is not None or self._is_level(rows[0])

    def _row(self, cells: Sequence[Cell], table: Table) -> None:
        header = self._header_in(cells, table)
        if header is not None:
            self._header = header
            self._headings = ()
        elif self._headings:
            self._values_below(cells)
        elif not self._is_head(cells) and self._header is not None:
            if not self._is_line(cells):
                self._indicator(cells, self._header)
        elif not self._head(cells):
            self._is_line(cells)

    # ------------------------------------------------------------------ what a row is

    def _header_in(self, cells: Sequence[Cell], table: Table) -> Header | None:
        """Return the header of indicators that a row is; None for any other row."""
        known = self._state.labels.columns
        texts = [(cell, folded("".join(cell.paragraphs))) for cell in cells]
        columns = [Column(cell, known[text]) for cell, text in texts if text in known]
        paths = {column.path for column in columns}
        if len(paths) < _LEAST_COLUMNS or len(paths) < len(columns):
            return None
        if TARGET_VALUE in paths:
            others = ((cell, HEADINGS.get(text)) for cell, text in texts if text not in known)
            columns += [Column(cell, path) for cell, path in others if path is not None]
        headings = [column.heading for column in columns]
        rest = [cell for cell in cells if cell not in headings]
        project = project_columns(rest, self._state.labels.head)
        if project is not None:
            headings += project.headings()
        for heading in headings:
            self._use_label(heading)
        return Header(tuple(columns), table.columns, project)

    def _is_head(self, cells: Sequence[Cell]) -> bool:
        """Say whether a row below indicators begins a head block again."""
        labels = self._state.labels.head
        is_label = label_in(cells[0], labels) or label_and_value(whole(cells[0].paragraphs), labels)
        return is_label is not None and not self._is_level(cells)

    def _is_level(self, cells: Sequence[Cell]) -> bool:
        """Say whether a row begins with a level, or with nothing, as rows of indicators do."""
        text = folded("".join(cells[0].paragraphs))
        return not text or text in self._state.labels.levels1 or text in self._state.labels.levels2

    def _is_line(self, cells: Sequence[Cell]) -> bool:
        """Take in a row whose texts are headings or lines; say whether it is one."""
        state = self._state
        filled = [cell for cell in cells if not cell.is_blank and not state.account.is_used(cell)]
        texts = [in_one_line(whole(cell.paragraphs)) for cell in filled]
        are_known = all(is_known(text, state) for text in texts)
        if self._header is not None and len(filled) > 1 and not are_known:
            return False
        for cell, text in zip(filled, texts, strict=True):
            if take_text(text, cell, state):
                state.account.use(cell)
        return all(state.account.is_used(cell) for cell in filled)

    # ------------------------------------------------------------------ head blocks

    def _head(self, cells: Sequence[Cell]) -> bool:
        """Take in a row of a head block; say whether it is one."""
        labels = self._state.labels.head
        self._headings = tuple(headings_in(cells, labels))
        if self._headings:
            for pair in self._headings:
                self._use_label(pair.cell)
            return True
        if self._labels_with_values(cells):
            return True
        row = head_row(cells, labels, self._first)
        self._first = row.first if row is not None else None
        if row is None:
            return False
        self._header = None
        for cell in row.labels:
            self._use_label(cell)
        for pair in row.pairs:
            self._value(pair.label, pair.cell)
        return True

    def _labels_with_values(self, cells: Sequence[Cell]) -> bool:
        """Take in a row whose cells hold a label and its value each; say whether it is one."""
        labels = self._state.labels.head
        filled = [cell for cell in cells if not cell.is_blank]
        found = [(cell, label_and_value(whole(cell.paragraphs), labels)) for cell in filled]
        goes_on = self._first is not None and cells[0].is_blank
        if goes_on or not found or not all(said is not None for _, said in found):
            return False
        self._header = self._first = None
        for cell, said in found:
            if said is not None:
                self._note_unit(said.written, cell)
                self._value(said.label, cell, tuple(said.value.split("\n")))
        return True

    def _use_label(self, cell: Cell) -> None:
        """Note that a label is understood, and the unit of money that it may name."""
        self._state.account.use(cell)
        self._note_unit("".join(cell.paragraphs), cell)

    def _note_unit(self, label: str, cell: Cell) -> None:
        """Note the unit of money that a label may name."""
        unit = without_money_unit(folded(label))[1]
        if unit:
            self._state.set_value(MONEY_UNIT, unit, cell)

    def _values_below(self, cells: Sequence[Cell]) -> None:
        """Take in the row below headings of a head block."""
        for label, heading in self._headings:
            cell = below(heading, cells)
            if cell is not None:
                self._value(label, cell)
        self._headings = ()

    def _value(self, label: Label, cell: Cell, paragraphs: Sequence[str] | None = None) -> None:
        """Take in a value of a head block; a cell that a label does not fit is left over.

        Args:
            label: its label.
            cell: the cell that it stands in.
            paragraphs: the value; None for all that the cell holds.
        """
        state, path = self._state, label.value
        paragraphs = cell.paragraphs if paragraphs is None else paragraphs
        if path is None:
            return
        if path == GOALS:
            project = state.project or state.begin_project(cell.place)
            self._goals(project, cell, paragraphs)
            return
        values = label.words.read(whole(paragraphs)) if label.words is not None else None
        text = values[path] if values is not None else whole(paragraphs)
        project = state.project_for(path, text, cell)
        old = project.fields.get(path)
        if old is None or not old:
            project.fields[path] = in_one_line(text) if path == NAME else text
            project.places[path] = cell.place
        elif text and folded(old) != folded(text):
            self._second(project, label, cell, text)
        state.account.use(cell)

    def _second(self, project: Collected, label: Label, cell: Cell, text: str) -> None:
        """Take in a further value of a field: a text goes on, a sum is at odds with the first."""
        path = label.value or ()
        if path[:2] != ("project", "budget"):
            project.fields[path] += f"\n{text}"
            return
        old = project.fields[path]
        self._state.account.fault(
            cell,
            Message(
                f"{project.called.zh}的“{label.text}”有两个数：{old} 和 {text}",
                f"“{label.text}” of {project.called.en} has two sums: {old} and {text}",
            ),
            Message(
                "请在原文件里只留一个；如果这里是另一个项目，请在它的表里写上项目名称",
                "Leave one of them; where another project begins here, write its name in its table",
            ),
        )

    def _goals(self, project: Collected, cell: Cell, paragraphs: Sequence[str]) -> None:
        paragraphs = [paragraph for paragraph in paragraphs if paragraph.strip()]
        if project.goals[-len(paragraphs) :] != paragraphs:
            project.goals += paragraphs
        if paragraphs:
            project.places.setdefault(GOALS, cell.place)
            self._state.account.use(cell)

    # ------------------------------------------------------------------ indicators

    def _indicator(self, cells: Sequence[Cell], header: Header) -> None:
        """Take in a row of indicators."""
        by_path = {column.path: below(column.heading, cells) for column in header.columns}
        texts = {path: whole(cell.paragraphs) if cell else "" for path, cell in by_path.items()}
        _put_together(texts, by_path)
        name, target = texts.get(INDICATOR_NAME, ""), texts.get(TARGET_VALUE, "")
        if not name and not target:
            return
        if header.project is not None:
            self._project(header.project, cells)
        project = self._state.project or self._state.begin_project(cells[0].place)
        above = (project.level1, project.level2)
        levels = levels_of(
            texts.get(_LEVEL1, ""), texts.get(_LEVEL2, ""), above, self._state.labels
        )
        if levels.fault is not None:
            cell = by_path.get(_LEVEL2 if levels.is_second else _LEVEL1) or cells[0]
            self._state.account.fault(cell, levels.fault, _level_help(project))
        project.level1, project.level2 = levels.level1, levels.level2
        project.indicators.append(_draft(levels.level1, levels.level2, texts))
        self._note_blank(project, by_path, texts, cells)
        for part in by_path.values():
            if part is not None:
                self._state.account.use(part)

    def _project(self, columns: ProjectColumns, cells: Sequence[Cell]) -> None:
        """Take in what a row of a flat table says of its project and unit."""
        state = self._state
        unit = unit_below(columns, cells)
        if unit is not None:
            state.account.use(unit.code_cell)
            if state.enter_unit(unit.code, unit.name):
                state.account.use(unit.name_cell)
        elif columns.unit is not None and (cell := below(columns.unit, cells)) is not None:
            text = in_one_line(whole(cell.paragraphs))
            if not cell.is_blank and take_text(text, cell, state):
                state.account.use(cell)
        for label, cell in values_below(columns, cells):
            self._value(label, cell)

    def _note_blank(
        self,
        project: Collected,
        by_path: dict[Path, Cell | None],
        texts: dict[Path, str],
        cells: Sequence[Cell],
    ) -> None:
        """Say which part of an indicator is not printed."""
        for path in (INDICATOR_NAME, TARGET_VALUE):
            if not texts.get(path):
                heading = self._state.labels.headings.get(path, path[-1])
                self._state.account.doubt(
                    by_path.get(path) or cells[0],
                    Message(
                        f"{project.called.zh}这一行的“{heading}”是空的",
                        f"“{heading}” is blank in this row of {project.called.en}",
                    ),
                    Message(
                        "内容文件里也留空；请在原文件里补上再导入，或写进内容文件",
                        "It is blank in the content file too; fill it in there or in the source",
                    ),
                )


def covering(table: Table) -> list[list[Cell]]:
    """Return for each row the cells that cover it, also from above, from left to right."""
    rows: list[list[Cell]] = [[] for _ in range(table.rows)]
    for cell in table.cells:
        for row in rows[cell.row : cell.row + cell.rows]:
            row.append(cell)
    for row in rows:
        row.sort(key=lambda cell: cell.column)
    return rows


def _put_together(texts: dict[Path, str], by_path: dict[Path, Cell | None]) -> None:
    """Make one value of a target in several columns; columns that go nowhere are left over."""
    sign, measure = texts.pop(SIGN, ""), texts.pop(MEASURE, "")
    value = joined(texts.get(TARGET_VALUE, ""), sign, measure)
    texts[TARGET_VALUE] = value.text
    for path in (SIGN, MEASURE):
        if path not in value.used:
            by_path.pop(path, None)


def _draft(level1: str, level2: str, texts: dict[Path, str]) -> IndicatorDraft:
    own = {path[2]: text for path, text in texts.items() if path[1] == "extra" and text}
    return IndicatorDraft(
        level1,
        level2,
        texts.get(INDICATOR_NAME, ""),
        texts.get(_DESCRIPTION, ""),
        texts.get(TARGET_VALUE, ""),
        own,
    )


def _level_help(project: Collected) -> Message:
    return Message(
        f"在{project.called.zh}的指标表里：请在原文件里改成表样的写法，或在表样的 aliases 里"
        "写上这种写法",
        f"In the indicators of {project.called.en}: write it as the form does, or name this "
        "spelling in the form's aliases",
    )
