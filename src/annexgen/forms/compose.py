"""Stage 3 of the flow: a model and a form in, the neutral document out.

Sections are composed when they are read, and again when they are read again: a large annex never
lies in memory as a whole document.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
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
from annexgen.forms.patterns import Pattern, PatternError
from annexgen.model import Annex, Project, Unit

_FillSection = Callable[[Values, Project, Heading], Section]

_KNOWN_LAST = frozenset({"unit_count", "project_count", "indicator_count", "total"})
"""Fields of annex and unit that are known when all projects are."""


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
        composer = Composer(form)
        document = composer.document(annex)
        if not composer.is_plain:
            _try_out(document)
    except PatternError as error:
        raise Refused([broken_pattern(form.path, error)]) from error
    return document


class Composer:
    """Fills a form: the whole document, or a few sections of a unit.

    Args:
        form: a checked form.

    Raises:
        PatternError: for a broken pattern, also from each method.
    """

    def __init__(self, form: Form) -> None:
        self._form = form
        self._heading = form.section.heading.filler()
        self._section = _section_filler(form.section)
        self._unit_heading = form.unit.heading.filler()
        self._running_header = form.unit.running_header.filler()
        self.is_plain = all(pattern.is_plain for pattern in _patterns(form.section))
        """Whether no section needs the template engine, whose faults show when it is filled."""

    @property
    def goes_by_unit(self) -> bool:
        """Whether units' headings and sections can be filled before all projects are known."""
        unit = self._form.unit
        patterns = (unit.heading, unit.running_header)
        if not (self.is_plain and all(pattern.is_plain for pattern in patterns)):
            return False
        return not any(
            _KNOWN_LAST.intersection(path) for pattern in patterns for path in pattern.paths()[0]
        )

    @property
    def sections_stand_alone(self) -> bool:
        """Whether every section begins on a fresh page."""
        return self._form.section.new_page

    @property
    def sections_show_their_number(self) -> bool:
        """Whether a section's number is printed elsewhere than in its heading."""
        patterns = _patterns(self._form.section.blocks)
        return any(path[0] == "number" for pattern in patterns for path in pattern.paths()[0])

    def heading(self, annex: Annex, unit: Unit, project: Project, number: int) -> Heading:
        """Return the heading of a project's section."""
        values = {"annex": annex, "unit": unit, "project": project, "number": number}
        return Heading(project.id, 2, self._heading(values), self._form.section.style)

    def faces(self, annex: Annex) -> Mapping[str, Face]:
        """Return the typefaces, with the fonts that the annex names before the form's."""
        return _faces(self._form.faces, annex.fonts)

    def document(self, annex: Annex) -> Document:
        """Return the whole document."""
        form, values = self._form, {"annex": annex}
        return Document(
            title=annex.title,
            author=annex.department,
            subject=f"{annex.year}年度",
            language="zh-CN",
            date=date(annex.year, 1, 1),
            faces=self.faces(annex),
            styles=form.styles,
            page=form.page,
            furniture=form.furniture,
            cover=tuple(Paragraph(item.text.fill(values), item.style) for item in form.cover),
            contents=_contents(form, values),
            parts=tuple(self._parts(annex)),
            facts=_facts(form.facts, values),
        )

    def part(self, annex: Annex, unit: Unit, before: int, *, has_facts: bool = True) -> Part:
        """Return a unit's part, or a stretch of it.

        Args:
            annex: what annex.yaml says.
            unit: the unit, with those of its projects that are wanted.
            before: how many projects come before its first.
            has_facts: whether its figures are wanted.
        """
        form, values = self._form, {"annex": annex, "unit": unit}
        return Part(
            heading=Heading(unit.code, 1, self._unit_heading(values), form.unit.style),
            running_header=self._running_header(values),
            page=form.page,
            sections=self._sections(values, unit, before),
            facts=_facts(form.unit.facts, values) if has_facts else (),
        )

    def _parts(self, annex: Annex) -> Iterator[Part]:
        """Yield a part for each unit; a project's number runs on through the whole annex."""
        before = 0
        for unit in annex.units:
            yield self.part(annex, unit, before)
            before += len(unit.projects)

    def _sections(self, values: Values, unit: Unit, before: int) -> LazySections:
        """Return a unit's sections; ``before`` projects come before its first."""
        section, heading, style = self._section, self._heading, self._form.section.style

        def values_of(index: int, project: Project) -> Values:
            return {**values, "project": project, "number": before + index + 1}

        headings = tuple(
            Heading(project.id, 2, heading(values_of(index, project)), style)
            for index, project in enumerate(unit.projects)
        )

        def make(index: int) -> Section:
            project = unit.projects[index]
            return section(values_of(index, project), project, headings[index])

        return LazySections(headings, make)


def _patterns(part: object) -> Iterator[Pattern]:
    """Yield every pattern within a part of a form."""
    if isinstance(part, Pattern):
        yield part
    elif isinstance(part, tuple):
        for item in part:
            yield from _patterns(item)


def _try_out(document: Document) -> None:
    """Compose every section once: what a template does shows only when it is filled."""
    for part in document.parts:
        for _ in part.sections:
            pass


def _faces(faces: Mapping[str, Face], named: Mapping[str, tuple[str, ...]]) -> Mapping[str, Face]:
    """Put the fonts that the annex names before those of the form."""
    return {
        key: face._replace(fonts=tuple(dict.fromkeys((*named.get(key, ()), *face.fonts))))
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


def _section_filler(form: SectionForm) -> _FillSection:
    blocks = [block_filler(block) for block in form.blocks]
    new_page = form.new_page

    def fill(values: Values, project: Project, heading: Heading) -> Section:
        return Section(heading, tuple([block(values, project) for block in blocks]), new_page)

    return fill
