"""Stage 3 of the flow: a model and a form in, the neutral document out.

Sections are composed when they are read, and again when they are read again: a large annex never
lies in memory as a whole document.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import date

from annexgen.document import (
    Contents,
    Document,
    Face,
    Fact,
    Heading,
    LazySections,
    Paragraph,
    Part,
    Section,
)
from annexgen.findings import Refused
from annexgen.forms.blocks import Values, block_filler
from annexgen.forms.fields import broken_pattern
from annexgen.forms.form import FactForm, Form, SectionForm
from annexgen.forms.patterns import Fill, Pattern, PatternError
from annexgen.model import Annex, Project, Unit

_FillSection = Callable[[Values, Project, Heading], Section]


def compose(annex: Annex, form: Form) -> Document:
    """Fill ``form`` with ``annex``.

    Args:
        annex: the checked model.
        form: a checked form.

    Returns:
        The document, in printing order; its sections are composed as they are read.

    Raises:
        Refused: if a pattern of the form names something that the model does not have.
    """
    try:
        document = _compose(annex, form)
        if not all(pattern.is_plain for pattern in _patterns(form.section)):
            _try_out(document)
    except PatternError as error:
        raise Refused([broken_pattern(form.path, error)]) from error
    return document


def _patterns(part: object) -> Iterator[Pattern]:
    """Yield every pattern within a part of a form."""
    if isinstance(part, Pattern):
        yield part
    elif isinstance(part, tuple):
        for item in part:
            yield from _patterns(item)
    elif is_dataclass(part):
        for field in fields(part):
            yield from _patterns(getattr(part, field.name))


def _try_out(document: Document) -> None:
    """Compose every section once: what a template does shows only when it is filled."""
    for part in document.parts:
        for _ in part.sections:
            pass


def _compose(annex: Annex, form: Form) -> Document:
    values: Values = {"annex": annex}
    return Document(
        title=annex.title,
        author=annex.department,
        subject=f"{annex.year}年度",
        language="zh-CN",
        date=date(annex.year, 1, 1),
        faces=_faces(form.faces, annex.fonts),
        styles=form.styles,
        page=form.page,
        furniture=form.furniture,
        cover=tuple(Paragraph(item.text.fill(values), item.style) for item in form.cover),
        contents=_contents(form, values),
        parts=tuple(_parts(annex, form)),
        facts=_facts(form.facts, values),
    )


def _faces(faces: Mapping[str, Face], named: Mapping[str, tuple[str, ...]]) -> Mapping[str, Face]:
    """Put the fonts that the annex names before those of the form."""
    return {
        key: replace(face, fonts=tuple(dict.fromkeys((*named.get(key, ()), *face.fonts))))
        for key, face in faces.items()
    }


def _contents(form: Form, values: Values) -> Contents | None:
    contents = form.contents
    if contents is None:
        return None
    return Contents(
        title=contents.title.fill(values),
        title_style=contents.title_style,
        level_styles=(contents.unit_style, contents.project_style),
    )


def _facts(forms: tuple[FactForm, ...], values: Values) -> tuple[Fact, ...]:
    return tuple(Fact(form.label, form.value.fill(values)) for form in forms)


def _parts(annex: Annex, form: Form) -> Iterator[Part]:
    """Yield a part for each unit; a project's number runs on through the whole annex."""
    heading, section = form.section.heading.filler(), _section_filler(form.section)
    before = 0
    for unit in annex.units:
        values: Values = {"annex": annex, "unit": unit}
        yield Part(
            heading=Heading(unit.code, 1, form.unit.heading.fill(values), form.unit.style),
            running_header=form.unit.running_header.fill(values),
            page=form.page,
            sections=_sections(values, unit, before, form.section.style, heading, section),
            facts=_facts(form.unit.facts, values),
        )
        before += len(unit.projects)


def _sections(
    values: Values, unit: Unit, before: int, style: str, heading: Fill, section: _FillSection
) -> LazySections:
    """Return a unit's sections; ``before`` projects come before its first."""

    def values_of(index: int) -> Values:
        return {**values, "project": unit.projects[index], "number": before + index + 1}

    headings = tuple(
        Heading(project.id, 2, heading(values_of(index)), style)
        for index, project in enumerate(unit.projects)
    )
    return LazySections(
        headings, lambda index: section(values_of(index), unit.projects[index], headings[index])
    )


def _section_filler(form: SectionForm) -> _FillSection:
    blocks = [block_filler(block) for block in form.blocks]
    new_page = form.new_page

    def fill(values: Values, project: Project, heading: Heading) -> Section:
        return Section(heading, tuple([block(values, project) for block in blocks]), new_page)

    return fill
