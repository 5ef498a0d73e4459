"""Where on the page a finding is shown: beside the indicator it concerns, or as near as can be.

A finding says where in a file it stands; the model knows which field that is, the form which cell
shows the field. A place counts as a browser does: tables of a section, rows of a table, cells of a
row. A form's own page may be built otherwise, so each place has a coarser one to fall back to.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from annexgen.document import Cell, Row, Section, Table
from annexgen.findings import Finding
from annexgen.forms.form import CellForm, Form, GridForm, IndicatorsForm
from annexgen.forms.patterns import Pattern
from annexgen.model import Annex, Project
from annexgen.positions import Origin, Span
from annexgen.render.html.page import anchor
from annexgen.tuples import NamedTuple


class Place(NamedTuple):
    """A place on the page.

    Attributes:
        section: the id of the element of a project or unit; empty for the whole annex.
        table: which of its tables, from 0; None for none.
        row: which row of that table.
        cell: which cell of that row is meant; None for the row as a whole.
        beside: the cell of that row that has room for what is to be said; None for none, so that it
            goes below the table.
    """

    section: str
    table: int | None = None
    row: int = 0
    cell: int | None = None
    beside: int | None = None


ANNEX = Place("")

_ROOM = 90.0
"""So wide in pt is a cell of a fixed table at least that has room for a sentence."""

_NEARLY = 0.85
"""So much of the widest cell's width is as good, where it is the cell meant."""


class _Field(NamedTuple):
    """A field of a project.

    Attributes:
        indicator: which indicator it is of; None for one of the project itself.
        name: its name in the model.
    """

    indicator: int | None
    name: str


class Places:
    """Knows the places of one page.

    Args:
        annex: the model.
        form: the form that shows it.
        section_of: gives the composed section of a project, by its id.
    """

    def __init__(
        self, annex: Annex, form: Form, section_of: Callable[[str], Section | None]
    ) -> None:
        self._form = form
        self._section_of = section_of
        self._projects = {p.origin.path: p for unit in annex.units for p in unit.projects}
        self._units = {unit.origin.path: unit.code for unit in annex.units}

    def project(self, path: str) -> Project | None:
        """Return the project of a file; with the same one a finding's place is the same."""
        return self._projects.get(path)

    def place(self, finding: Finding) -> Place:
        """Return where ``finding`` is shown."""
        project = self._projects.get(finding.path)
        if project is None:
            unit = self._units.get(finding.path)
            return ANNEX if unit is None else Place(anchor(unit))
        here = Place(anchor(project.id))
        if finding.span is None:
            return here
        field = _field_at(project, finding.span)
        section = self._section_of(project.id)
        if field is None or section is None:
            return here
        return next(self._cells(field, section, here), here)

    def _cells(self, field: _Field, section: Section, here: Place) -> Iterator[Place]:
        """Yield the cells that show ``field``, and the row of its indicator."""
        number = 0
        for form, block in zip(self._form.section.blocks, section.blocks, strict=True):
            if not isinstance(block, Table):
                continue
            table = here._replace(table=number)
            number += 1
            if isinstance(form, GridForm) and field.indicator is None:
                yield from _in_grid(form, block, field.name, table)
            elif isinstance(form, IndicatorsForm) and field.indicator is not None:
                yield _in_indicators(form, block, field, table)


def _in_grid(form: GridForm, table: Table, name: str, place: Place) -> Iterator[Place]:
    for index, row in enumerate(form.rows):
        for cell, cell_form in enumerate(row):
            if _cell_names(cell_form, name):
                has_room = _width(table, table.rows[index].cells[cell]) >= _ROOM
                yield place._replace(row=index, cell=cell, beside=cell if has_room else None)


def _in_indicators(form: IndicatorsForm, table: Table, field: _Field, place: Place) -> Place:
    assert field.indicator is not None  # noqa: S101 - asked for indicators only
    index = table.header_rows + field.indicator
    row = table.rows[index]
    columns = [cell.column for cell in row.cells]
    meant = (
        columns.index(column)
        for column, column_form in enumerate(form.columns)
        if column in columns and _names(column_form.text, field.name)
    )
    cell = next(meant, None)
    return place._replace(row=index, cell=cell, beside=_roomiest(table, row, cell))


def _roomiest(table: Table, row: Row, meant: int | None) -> int:
    """Return the cell with most room of a row; the one meant, if it has nearly as much."""
    widths = [_width(table, cell) if cell.rowspan == 1 else 0 for cell in row.cells]
    widest = max(range(len(widths)), key=widths.__getitem__)
    return widest if meant is None or widths[meant] < _NEARLY * widths[widest] else meant


def _width(table: Table, cell: Cell) -> float:
    return sum(table.columns[cell.column : cell.column + cell.colspan])


def _cell_names(form: CellForm, name: str) -> bool:
    if form.each is not None:
        return name.partition(".")[0] == form.each
    return _names(form.text, name)


def _names(pattern: Pattern, name: str) -> bool:
    """Say whether a pattern shows the field ``name`` of a project or an indicator."""
    return any(name in path[1:] for path in pattern.paths()[0])


def _field_at(project: Project, span: Span) -> _Field | None:
    """Return the smallest field that holds the beginning of ``span``; None for none."""
    at = span[:2]
    holding = [one for one in _fields(project) if one[1][:2] <= at <= one[1][2:]]
    return min(holding, key=lambda one: _extent(one[1]))[0] if holding else None


def _extent(span: Span) -> tuple[int, int]:
    """Return lines and characters that a span runs over, for telling a smaller one."""
    return span.end_line - span.line, span.end_column - span.column


def _fields(project: Project) -> Iterator[tuple[_Field, Span]]:
    """Yield the fields of a project and of its indicators, each with its place."""
    for origin in (project.origin, project.budget.origin):
        yield from _of(origin, None)
    for index, indicator in enumerate(project.indicators):
        yield from _of(indicator.origin, index)


def _of(origin: Origin, indicator: int | None) -> Iterator[tuple[_Field, Span]]:
    for name, span in origin.spans.items():
        if name:
            yield _Field(indicator, name), span
        elif indicator is not None:
            yield _Field(indicator, ""), span
