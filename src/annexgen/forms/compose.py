"""Stage 3 of the flow: a model and a form in, the neutral document out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from annexgen.document import (
    Block,
    Cell,
    Contents,
    Document,
    Heading,
    Paragraph,
    Part,
    Row,
    Scope,
    Section,
    SplitLine,
    Table,
)
from annexgen.findings import Message, Refused
from annexgen.forms.form import (
    BlockForm,
    CellForm,
    ColumnForm,
    Form,
    GridForm,
    IndicatorsForm,
    LineForm,
    ParagraphForm,
)
from annexgen.forms.patterns import PatternError
from annexgen.forms.rules import BROKEN_PATTERN
from annexgen.model import Annex, Indicator, Unit

Values = Mapping[str, object]


def compose(annex: Annex, form: Form) -> Document:
    """Fill ``form`` with ``annex``.

    Args:
        annex: the checked model.
        form: a checked form.

    Returns:
        The document, in printing order.

    Raises:
        Refused: if a pattern of the form names something that the model does not have.
    """
    try:
        return _compose(annex, form)
    except PatternError as error:
        finding = BROKEN_PATTERN.at(
            form.path,
            error.span,
            Message(
                f"文字模板填不出来：{error.reason}", f"cannot fill the pattern: {error.reason}"
            ),
            Message(
                "检查 {{ … }} 里的名称，可用的名称见 form.yaml 开头的说明",
                "check the names inside {{ … }}; form.yaml's first lines list them",
            ),
        )
        raise Refused([finding]) from error


def _compose(annex: Annex, form: Form) -> Document:
    values: Values = {"annex": annex}
    return Document(
        title=annex.title,
        author=annex.department,
        subject=f"{annex.year}年度",
        language="zh-CN",
        date=date(annex.year, 1, 1),
        faces=form.faces,
        styles=form.styles,
        page=form.page,
        furniture=form.furniture,
        cover=tuple(_paragraph(paragraph, values) for paragraph in form.cover),
        contents=_contents(form, values),
        parts=tuple(_parts(annex, form)),
    )


def _contents(form: Form, values: Values) -> Contents | None:
    contents = form.contents
    if contents is None:
        return None
    return Contents(
        title=contents.title.fill(values),
        title_style=contents.title_style,
        level_styles=(contents.unit_style, contents.project_style),
    )


def _parts(annex: Annex, form: Form) -> Iterator[Part]:
    """Yield a part for each unit; a project's number runs on through the whole annex."""
    number = 0
    for unit in annex.units:
        values: Values = {"annex": annex, "unit": unit}
        sections = tuple(_sections(annex, unit, form, number))
        number += len(sections)
        yield Part(
            heading=Heading(unit.code, 1, form.unit.heading.fill(values), form.unit.style),
            running_header=form.unit.running_header.fill(values),
            page=form.page,
            sections=sections,
        )


def _sections(annex: Annex, unit: Unit, form: Form, before: int) -> Iterator[Section]:
    section = form.section
    for number, project in enumerate(unit.projects, before + 1):
        values: Values = {"annex": annex, "unit": unit, "project": project, "number": number}
        yield Section(
            heading=Heading(project.id, 2, section.heading.fill(values), section.style),
            blocks=tuple(_block(block, values, project.indicators) for block in section.blocks),
            new_page=section.new_page,
        )


def _block(block: BlockForm, values: Values, indicators: Sequence[Indicator]) -> Block:
    match block:
        case ParagraphForm():
            return _paragraph(block, values)
        case LineForm():
            return SplitLine(block.left.fill(values), block.right.fill(values), block.style)
        case GridForm():
            return _grid(block, values)
        case IndicatorsForm():
            return _indicators(block, values, indicators)


def _paragraph(form: ParagraphForm, values: Values) -> Paragraph:
    return Paragraph(form.text.fill(values), form.style)


def _grid(form: GridForm, values: Values) -> Table:
    return Table(
        caption=form.caption.fill(values),
        columns=form.columns,
        rows=tuple(Row(tuple(_cell(cell, values) for cell in row)) for row in form.rows),
        header_rows=0,
        look=form.look,
        space_before=form.space_before,
    )


def _cell(form: CellForm, values: Values) -> Cell:
    return Cell(
        column=form.column,
        text=tuple(_cell_paragraphs(form, values)),
        style=form.style,
        colspan=form.colspan,
        rowspan=form.rowspan,
        scope=form.scope,
        valign=form.valign,
    )


def _cell_paragraphs(form: CellForm, values: Values) -> Iterator[str]:
    """Yield the cell's paragraphs: one for each item of a list, or the text unless empty."""
    if form.each is None:
        text = form.text.fill(values)
        if text:
            yield text
        return
    items: Iterable[object] = getattr(values["project"], form.each)
    for position, item in enumerate(items, 1):
        yield form.text.fill({**values, "position": position, "item": item})


def _indicators(form: IndicatorsForm, values: Values, indicators: Sequence[Indicator]) -> Table:
    rows = [{**values, "indicator": indicator} for indicator in indicators]
    texts = [[column.text.fill(row) for row in rows] for column in form.columns]
    body: list[list[Cell]] = [[] for _ in rows]
    breaks = {0}
    for index, (column, column_texts) in enumerate(zip(form.columns, texts, strict=True)):
        if column.merge:
            breaks |= _changes(column_texts)
            starts = sorted(breaks)
        else:
            starts = list(range(len(rows)))
        for start, end in zip(starts, [*starts[1:], len(rows)], strict=True):
            if start < end:
                body[start].append(_body_cell(index, column, column_texts[start], end - start))
    header = Row(
        tuple(_header_cell(i, column, form, values) for i, column in enumerate(form.columns))
    )
    return Table(
        caption=form.caption.fill(values),
        columns=form.widths,
        rows=(header, *(Row(tuple(cells)) for cells in body)),
        header_rows=1,
        look=form.look,
        space_before=form.space_before,
    )


def _changes(texts: Sequence[str]) -> set[int]:
    """Return the rows whose text differs from that of the row above."""
    return {row for row in range(1, len(texts)) if texts[row] != texts[row - 1]}


def _body_cell(index: int, column: ColumnForm, text: str, rowspan: int) -> Cell:
    return Cell(
        column=index,
        text=(text,) if text else (),
        style=column.style,
        rowspan=rowspan,
        scope=column.scope,
        valign=column.valign,
    )


def _header_cell(index: int, column: ColumnForm, form: IndicatorsForm, values: Values) -> Cell:
    return Cell(
        column=index,
        text=(column.heading.fill(values),),
        style=form.header_style,
        scope=Scope.COLUMN,
    )
