"""From what ``form.yaml`` says, found sound, to the form: names resolved, lengths in pt."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from annexgen.document import (
    Align,
    Face,
    Furniture,
    Scope,
    TableLook,
    TextStyle,
    VAlign,
)
from annexgen.forms.form import (
    BlockForm,
    CellForm,
    ColumnForm,
    ContentsForm,
    FactForm,
    Form,
    GridForm,
    IndicatorsForm,
    LineForm,
    ParagraphForm,
    SectionForm,
    UnitForm,
)
from annexgen.forms.grid import placed
from annexgen.forms.lengths import points, type_size
from annexgen.forms.paper import page_of
from annexgen.forms.parts import Parts, items_at
from annexgen.forms.patterns import Pattern
from annexgen.schema.check import Checked
from annexgen.schema.vocabulary import ExtraField, FieldKind, Vocabulary


def build(name: str, path: str, parts: Parts) -> Form:
    """Return the form that ``parts`` describe, still without its web page.

    Args:
        name: of the form.
        path: of its ``form.yaml``, for findings.
        parts: the whole file, without a fault.
    """
    contents, section = parts.get("contents"), parts["section"].value
    return Form(
        name=name,
        path=path,
        vocabulary=vocabulary(parts),
        page=page_of(parts["page"].value),
        faces={key: _face(face.value) for key, face in parts["faces"].value.items()},
        styles={key: _style(style.value) for key, style in parts["styles"].value.items()},
        furniture=_furniture(parts["running"].value),
        cover=tuple(_paragraph(item.value) for item in items_at(parts, "cover")),
        contents=_contents(contents.value) if contents else None,
        unit=_unit(parts["unit"].value),
        section=SectionForm(
            heading=_pattern(section["heading"]),
            style=section["style"].value,
            new_page=_flag(section, "new_page"),
            blocks=tuple(_block(block) for block in section["blocks"].value),
        ),
        facts=_facts(parts),
    )


def vocabulary(parts: Parts) -> Vocabulary:
    """Return the words that the form adds to the content files."""
    fields = parts["fields"].value if "fields" in parts else {}
    return Vocabulary(
        levels={
            level: tuple(below.value for below in second.value)
            for level, second in parts["levels"].value.items()
        },
        project_fields=tuple(_extra_field(item.value) for item in items_at(fields, "project")),
        indicator_fields=tuple(_extra_field(item.value) for item in items_at(fields, "indicator")),
        faces=tuple(parts["faces"].value),
    )


def _extra_field(parts: Parts) -> ExtraField:
    return ExtraField(
        key=parts["key"].value,
        kind=FieldKind(_text(parts, "kind", "text")),
        required=_flag(parts, "required", default=True),
        description=_text(parts, "description"),
    )


# ------------------------------------------------------------------ type


def _face(parts: Parts) -> Face:
    return Face(
        fonts=tuple(font.value for font in parts["fonts"].value),
        east_asia=parts["east_asia"].value,
        latin=parts["latin"].value,
        css=parts["css"].value,
        bold=_flag(parts, "bold"),
    )


def _style(parts: Parts) -> TextStyle:
    return TextStyle(
        face=parts["face"].value,
        size=type_size(parts["size"].value),
        leading=_number(parts, "leading"),
        align=Align(_text(parts, "align", "start")),
        space_before=_number(parts, "space_before"),
        space_after=_number(parts, "space_after"),
        indent=_number(parts, "indent"),
        hanging=_number(parts, "hanging"),
        colour=_text(parts, "colour", "#000000"),
        label=_text(parts, "label"),
    )


def _furniture(parts: Parts) -> Furniture:
    return Furniture(
        header_style=parts["header_style"].value,
        header_rule=_number(parts, "header_rule"),
        number_pattern=parts["number"].value,
        number_style=parts["number_style"].value,
        continued_pattern=_text(parts, "continued"),
        continued_style=_text(parts, "continued_style"),
    )


# ------------------------------------------------------------------ text


def _contents(parts: Parts) -> ContentsForm:
    return ContentsForm(
        title=_pattern(parts["title"]),
        title_style=parts["title_style"].value,
        unit_style=parts["unit_style"].value,
        project_style=parts["project_style"].value,
    )


def _unit(parts: Parts) -> UnitForm:
    return UnitForm(
        heading=_pattern(parts["heading"]),
        style=parts["style"].value,
        running_header=_pattern(parts["running_header"]),
        facts=_facts(parts),
    )


def _facts(parts: Parts) -> tuple[FactForm, ...]:
    return tuple(
        FactForm(fact.value["label"].value, _pattern(fact.value["value"]))
        for fact in items_at(parts, "facts")
    )


def _paragraph(parts: Parts) -> ParagraphForm:
    return ParagraphForm(_pattern(parts["text"]), parts["style"].value)


def _line(parts: Parts) -> LineForm:
    return LineForm(_pattern(parts["left"]), _pattern(parts["right"]), parts["style"].value)


# ------------------------------------------------------------------ tables


def _block(block: Checked) -> BlockForm:
    ((kind, parts),) = block.value.items()
    return _BLOCKS[kind](parts.value)


def _grid(parts: Parts) -> GridForm:
    columns = tuple(points(width) for width in parts["columns"].value)
    rows, _ = placed(parts["rows"].value, len(columns))
    return GridForm(
        caption=_pattern(parts["caption"]),
        columns=columns,
        rows=tuple(tuple(_cell(cell.part.value, cell.column) for cell in row) for row in rows),
        look=_look(parts["look"].value),
        space_before=_number(parts, "space_before"),
    )


def _cell(parts: Parts, column: int) -> CellForm:
    each = _text(parts, "each")
    return CellForm(
        text=_pattern(parts["text"]),
        each=each.rpartition(".")[2] or None,
        style=parts["style"].value,
        column=column,
        colspan=int(_number(parts, "colspan", 1)),
        rowspan=int(_number(parts, "rowspan", 1)),
        scope=_scope(parts),
        valign=_valign(parts),
    )


def _indicators(parts: Parts) -> IndicatorsForm:
    columns = [column.value for column in parts["columns"].value]
    return IndicatorsForm(
        caption=_pattern(parts["caption"]),
        columns=tuple(_column(column) for column in columns),
        widths=tuple(points(column["width"]) for column in columns),
        header_style=parts["header_style"].value,
        look=_look(parts["look"].value),
        space_before=_number(parts, "space_before"),
    )


def _column(parts: Parts) -> ColumnForm:
    return ColumnForm(
        heading=_pattern(parts["heading"]),
        text=_pattern(parts["text"]),
        style=parts["style"].value,
        merge=_flag(parts, "merge"),
        scope=_scope(parts),
        valign=_valign(parts),
    )


def _look(parts: Parts) -> TableLook:
    return TableLook(
        padding_x=_number(parts, "padding_x"),
        padding_y=_number(parts, "padding_y"),
        border=_number(parts, "border"),
        min_row_height=_number(parts, "min_row_height"),
        header_fill=_text(parts, "header_fill") or None,
    )


_BLOCKS: Mapping[str, Callable[[Parts], BlockForm]] = {
    "paragraph": _paragraph,
    "line": _line,
    "table": _grid,
    "indicators": _indicators,
}


# ------------------------------------------------------------------ values


def _pattern(part: Checked) -> Pattern:
    return Pattern(part.value, part.span)


def _value(parts: Parts, key: str, default: Any) -> Any:
    return parts[key].value if key in parts else default


def _text(parts: Parts, key: str, default: str = "") -> str:
    return str(_value(parts, key, default))


def _flag(parts: Parts, key: str, *, default: bool = False) -> bool:
    return bool(_value(parts, key, default))


def _number(parts: Parts, key: str, default: float = 0.0) -> float:
    return float(_value(parts, key, default))


def _scope(parts: Parts) -> Scope | None:
    return Scope(parts["scope"].value) if "scope" in parts else None


def _valign(parts: Parts) -> VAlign:
    return VAlign(_text(parts, "valign", "middle"))
