"""The blocks of a section: each block of a form made once into a function that fills it.

What is the same in every project (labels, header rows) is made once and shared between sections;
within a table no cell stands twice.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from annexgen.document import Block, Cell, Paragraph, Row, Scope, SplitLine, Table
from annexgen.forms.form import (
    BlockForm,
    CellForm,
    ColumnForm,
    GridForm,
    IndicatorsForm,
    LineForm,
    ParagraphForm,
)
from annexgen.model import Project
from annexgen.tuples import made

Values = Mapping[str, object]
"""What patterns may name: annex, unit, project, number."""
FillBlock = Callable[[Values, Project], Block]
_FillCell = Callable[[Values, Project], Cell]


def block_filler(form: BlockForm) -> FillBlock:
    """Return the function that fills ``form`` with a project and the values its patterns name.

    Raises:
        PatternError: for a broken pattern, also from the function.
    """
    match form:
        case ParagraphForm():
            return _paragraph(form)
        case LineForm():
            return _line(form)
        case GridForm():
            return _grid(form)
        case IndicatorsForm():
            return _indicators(form)


def _paragraph(form: ParagraphForm) -> FillBlock:
    text, style = form.text.filler(), form.style
    return lambda values, _: Paragraph(text(values), style)


def _line(form: LineForm) -> FillBlock:
    left, right, style = form.left.filler(), form.right.filler(), form.style
    return lambda values, _: SplitLine(left(values), right(values), style)


# ------------------------------------------------------------------ fixed tables


def _grid(form: GridForm) -> FillBlock:
    caption = form.caption.filler()
    rows = [[_cell(cell) for cell in row] for row in form.rows]

    def fill(values: Values, project: Project) -> Table:
        return Table(
            caption=caption(values),
            columns=form.columns,
            rows=tuple([Row(tuple([cell(values, project) for cell in row])) for row in rows]),
            header_rows=0,
            look=form.look,
            space_before=form.space_before,
        )

    return fill


def _cell(form: CellForm) -> _FillCell:
    fill = form.text.filler()
    list_name, constant = form.each, form.text.constant
    if list_name is not None:

        def each(values: Values, project: Project) -> Cell:
            items: Iterable[str] = getattr(project, list_name)
            texts = [
                fill({**values, "position": position, "item": item})
                for position, item in enumerate(items, 1)
            ]
            return _made(form, tuple(texts))

        return each
    if constant is not None:
        label = _made(form, _paragraphs(constant))
        return lambda values, project: label
    return lambda values, project: _made(form, _paragraphs(fill(values)))


def _made(form: CellForm, text: tuple[str, ...]) -> Cell:
    look = form.style, form.colspan, form.rowspan, form.scope, form.valign
    return made(Cell, (form.column, text, *look))


def _paragraphs(text: str) -> tuple[str, ...]:
    return (text,) if text else ()


# ------------------------------------------------------------------ indicators


def _indicators(form: IndicatorsForm) -> FillBlock:
    caption, header = form.caption.filler(), _header(form)
    columns = [_Column(index, column) for index, column in enumerate(form.columns)]

    def fill(values: Values, project: Project) -> Table:
        rows = [{**values, "indicator": indicator} for indicator in project.indicators]
        body: list[list[Cell]] = [[] for _ in rows]
        breaks = {0} | _changes([indicator.level1 for indicator in project.indicators])
        for column in columns:
            column.fill(rows, body, breaks)
        return Table(
            caption=caption(values),
            columns=form.widths,
            rows=(header(values), *[Row(tuple(cells)) for cells in body]),
            header_rows=1,
            look=form.look,
            space_before=form.space_before,
        )

    return fill


class _Column:
    """A column of the indicator table."""

    def __init__(self, index: int, form: ColumnForm) -> None:
        self._text = form.text.filler()
        self._merge = form.merge

        style, scope, valign = form.style, form.scope, form.valign

        def make(text: str, rowspan: int) -> Cell:
            paragraphs = (text,) if text else ()
            return made(Cell, (index, paragraphs, style, 1, rowspan, scope, valign))

        self._make = make

    def fill(self, rows: Sequence[Values], body: list[list[Cell]], breaks: set[int]) -> None:
        """Add the column's cells to ``body``.

        Args:
            rows: the values of each indicator.
            body: the cells of each row so far.
            breaks: the rows over whose upper edge nothing merges; a merging column adds its own.
        """
        make, texts = self._make, list(map(self._text, rows))
        if not self._merge:
            for cells, text in zip(body, texts, strict=True):
                cells.append(make(text, 1))
        elif rows:
            breaks |= _changes(texts)
            starts = sorted(breaks)
            for start, end in zip(starts, [*starts[1:], len(rows)], strict=True):
                body[start].append(make(texts[start], end - start))


def _changes(texts: Sequence[str]) -> set[int]:
    """Return the rows whose text differs from that of the row above."""
    return {row for row in range(1, len(texts)) if texts[row] != texts[row - 1]}


def _header(form: IndicatorsForm) -> Callable[[Values], Row]:
    headings = [column.heading.filler() for column in form.columns]

    def fill(values: Values) -> Row:
        return Row(
            tuple(
                Cell(index, _paragraphs(heading(values)), form.header_style, scope=Scope.COLUMN)
                for index, heading in enumerate(headings)
            )
        )

    if any(column.heading.constant is None for column in form.columns):
        return fill
    row = fill({})
    return lambda values: row
