"""A form (表样) as data: what ``form.yaml`` says, checked and in points.

``forms.load`` makes it, ``forms.compose`` fills it with a model. A new form is a new folder under
``templates/``, with no new code. Lengths are in pt.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from annexgen.document import Face, Furniture, PageSetup, Scope, TableLook, TextStyle, VAlign
from annexgen.forms.patterns import Pattern
from annexgen.schema.policy import NO_POLICY, Policy
from annexgen.schema.vocabulary import Vocabulary
from annexgen.tuples import NamedTuple

_NO_ALIASES: Mapping[str, tuple[str, ...]] = {}


class ParagraphForm(NamedTuple):
    """A paragraph of the cover."""

    text: Pattern
    style: str


class LineForm(NamedTuple):
    """A line with a text at each margin (单位行)."""

    left: Pattern
    right: Pattern
    style: str


class CellForm(NamedTuple):
    """A cell of a grid table.

    Attributes:
        text: its text; with ``each``, the text of one paragraph.
        each: the project's list that gives a paragraph for each item (``goals``); None for none.
        column: first column, from 0.
    """

    text: Pattern
    each: str | None
    style: str
    column: int
    colspan: int
    rowspan: int
    scope: Scope | None
    valign: VAlign


class GridForm(NamedTuple):
    """A table with a fixed number of rows: the head block of a project."""

    caption: Pattern
    columns: tuple[float, ...]
    rows: tuple[tuple[CellForm, ...], ...]
    look: TableLook
    space_before: float


class ColumnForm(NamedTuple):
    """A column of the indicator table.

    Attributes:
        heading: its header cell.
        text: the cell of one indicator.
        merge: whether neighbours with the same text become one cell, within the merged cells of
            the merging columns left of it.
    """

    heading: Pattern
    text: Pattern
    style: str
    merge: bool
    scope: Scope | None
    valign: VAlign


class IndicatorsForm(NamedTuple):
    """A table with a row for each indicator, under one header row."""

    caption: Pattern
    columns: tuple[ColumnForm, ...]
    widths: tuple[float, ...]
    header_style: str
    look: TableLook
    space_before: float


BlockForm = ParagraphForm | LineForm | GridForm | IndicatorsForm


class ContentsForm(NamedTuple):
    """The contents page."""

    title: Pattern
    title_style: str
    unit_style: str
    project_style: str


class FactForm(NamedTuple):
    """A total for readers on screen: its label and its value."""

    label: str
    value: Pattern


class UnitForm(NamedTuple):
    """A unit's heading, running header and totals."""

    heading: Pattern
    style: str
    running_header: Pattern
    facts: tuple[FactForm, ...] = ()


class SectionForm(NamedTuple):
    """A project's section."""

    heading: Pattern
    style: str
    new_page: bool
    blocks: tuple[BlockForm, ...]


class Form(NamedTuple):
    """A whole form.

    Attributes:
        name: its folder's name, as annex.yaml's 表样 gives it.
        path: of its form.yaml, for findings.
        vocabulary: indicator levels and own fields.
        page: paper and margins of every page.
        faces: typefaces by the name that styles use.
        styles: text styles by role.
        furniture: running header and page number.
        cover: the cover's paragraphs; empty for no cover.
        contents: the contents page; None for none.
        unit: heading of a unit.
        section: heading and blocks of a project.
        facts: the totals of the whole annex.
        policy: what the rules ask of its projects.
        aliases: how else its labels and levels may be spelt, by label, for ``import``.
        page_template: source of page.html.j2.
        page_path: of that file, for findings.
        stylesheet: source of style.css.
        page_script: source of page.js.
        base: base.docx, whose settings and styles the DOCX output starts from; None for none.
        folder: where its form.yaml lies, and its font files.
    """

    name: str
    path: str
    vocabulary: Vocabulary
    page: PageSetup
    faces: Mapping[str, Face]
    styles: Mapping[str, TextStyle]
    furniture: Furniture
    cover: tuple[ParagraphForm, ...]
    contents: ContentsForm | None
    unit: UnitForm
    section: SectionForm
    facts: tuple[FactForm, ...] = ()
    policy: Policy = NO_POLICY
    aliases: Mapping[str, tuple[str, ...]] = _NO_ALIASES
    page_template: str = ""
    page_path: str = ""
    stylesheet: str = ""
    page_script: str = ""
    base: bytes | None = None
    folder: Path = Path()
