"""Tables as HTML has them: row groups, header cells with their scope, spans, prepared attributes.

In: a ``document.Table``. Out: named tuples that a page template loops over. Header cells follow
HTML's algorithm for assigning them (WHATWG HTML 4.9.12): ``scope="row"`` reaches every row that
the cell spans, and ``rowgroup`` the whole ``tbody``; so rows that a merged cell ties together are a
``tbody`` of their own, and no ``headers`` attribute is needed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from markupsafe import Markup, escape

from annexgen.document import Cell, Row, Scope, Table, VAlign
from annexgen.render.html.css import class_name
from annexgen.render.html.kinds import Kinds, TableKind, table_kind
from annexgen.tuples import NamedTuple

LEVEL_SEPARATOR = " · "
_BREAK = Markup("<br>")


class CellView(NamedTuple):
    """A cell: the element's name, its attributes with a leading blank, its content as HTML."""

    tag: str
    attributes: Markup
    content: Markup


class RowView(NamedTuple):
    """A row: its attributes with a leading blank, and the cells that begin in it.

    ``data-levels`` names the cells that reach into the row from above, for a narrow screen that
    shows each row as a card.
    """

    attributes: Markup
    cells: tuple[CellView, ...]


class TableView(NamedTuple):
    """A table.

    Attributes:
        classes: class names of its kind and of the style of most of its cells.
        caption: what the table is.
        columns: a position for each column.
        head: the header rows; empty for none.
        bodies: the row groups.
    """

    classes: str
    caption: str
    columns: range
    head: tuple[RowView, ...]
    bodies: tuple[tuple[RowView, ...], ...]


class _Trait(NamedTuple):
    """What decides a cell's attributes; few distinct ones in a document."""

    style: str
    column: int | None
    colspan: int
    rowspan: int
    scope: str | None
    valign: VAlign


@dataclass(frozen=True, slots=True)
class TableViews:
    """Makes the views of a document's tables; a cell's attributes are written once and reused."""

    kinds: Kinds
    _attributes: dict[_Trait, Markup] = field(default_factory=dict)

    def view(self, table: Table) -> TableView:
        """Return ``table`` as a page template shows it."""
        kind = table_kind(table)
        above = list(_texts_from_above(table.rows))
        return TableView(
            classes=f"{self.kinds.tables[kind]} {class_name('style', kind.style)}",
            caption=table.caption,
            columns=range(len(table.columns)),
            head=self._rows(table, kind, 0, table.header_rows, above),
            bodies=tuple(
                self._rows(table, kind, start, end, above) for start, end in row_groups(table)
            ),
        )

    def _rows(
        self, table: Table, kind: TableKind, start: int, end: int, above: Sequence[str]
    ) -> tuple[RowView, ...]:
        return tuple(
            RowView(
                Markup(' data-levels="{}"').format(above[index]) if above[index] else Markup(),
                tuple(
                    self._cell(
                        cell, kind, in_body=start > 0 or not table.header_rows, group=end - start
                    )
                    for cell in table.rows[index].cells
                ),
            )
            for index in range(start, end)
        )

    def _cell(self, cell: Cell, kind: TableKind, *, in_body: bool, group: int) -> CellView:
        trait = _Trait(
            style="" if cell.style == kind.style else cell.style,
            column=cell.column if in_body and kind.labels and cell.scope is None else None,
            colspan=cell.colspan,
            rowspan=cell.rowspan,
            scope=_scope(cell, group) if in_body else cell.scope,
            valign=cell.valign,
        )
        attributes = self._attributes.get(trait)
        if attributes is None:
            attributes = self._attributes[trait] = _attributes(trait)
        return CellView("td" if cell.scope is None else "th", attributes, content(cell.text))


def row_groups(table: Table) -> Iterator[tuple[int, int]]:
    """Yield the body's row groups as (first row, row after the last).

    Rows that merged cells tie together are a group; the rows between such groups are one, too.
    """
    first, tied = table.header_rows, False
    for start, end in _tied_rows(table):
        if start > first and (tied or end - start > 1):
            yield first, start
            first = start
        tied = end - start > 1
    if first < len(table.rows):
        yield first, len(table.rows)


def _tied_rows(table: Table) -> Iterator[tuple[int, int]]:
    """Yield the smallest runs of body rows whose border no cell crosses."""
    start = reach = table.header_rows
    for index in range(table.header_rows, len(table.rows)):
        if index == reach and index > start:
            yield start, index
            start = index
        reach = max(reach, index + 1, *(index + c.rowspan for c in table.rows[index].cells))
    if start < len(table.rows):
        yield start, len(table.rows)


def _texts_from_above(rows: Sequence[Row]) -> Iterator[str]:
    """Yield for each row the texts of the cells that reach into it from above, left to right."""
    reaching: list[tuple[int, Cell]] = []
    for index, row in enumerate(rows):
        reaching = [(end, cell) for end, cell in reaching if end > index]
        by_column = sorted(reaching, key=lambda pair: pair[1].column)
        yield LEVEL_SEPARATOR.join("".join(cell.text) for _, cell in by_column if cell.text)
        reaching += [(index + cell.rowspan, cell) for cell in row.cells if cell.rowspan > 1]


def _scope(cell: Cell, group: int) -> str | None:
    """Return a body cell's scope; a row header over the whole row group heads that group."""
    if cell.scope is Scope.ROW and cell.rowspan == group > 1:
        return "rowgroup"
    return cell.scope


def _attributes(trait: _Trait) -> Markup:
    column = None if trait.column is None else f"c{trait.column + 1}"
    style = class_name("style", trait.style) if trait.style else None
    top = "top" if trait.valign is VAlign.TOP else None
    classes = " ".join(name for name in (column, style, top) if name)
    pairs = (
        ("class", classes),
        ("colspan", trait.colspan if trait.colspan > 1 else ""),
        ("rowspan", trait.rowspan if trait.rowspan > 1 else ""),
        ("scope", trait.scope or ""),
    )
    return Markup().join(Markup(' {}="{}"').format(name, value) for name, value in pairs if value)


def content(paragraphs: Sequence[str]) -> Markup:
    """Return a cell's paragraphs as HTML: one as plain text, several as ``p``."""
    if len(paragraphs) == 1:
        return lines(paragraphs[0])
    return Markup().join(Markup("<p>{}</p>").format(lines(text)) for text in paragraphs)


def lines(text: str) -> Markup:
    r"""Return ``text`` escaped, each ``\n`` as a line break."""
    if "\n" not in text:
        return escape(text)
    return _BREAK.join(text.split("\n"))
