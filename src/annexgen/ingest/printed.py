"""What a form prints for an annex around its values: lines that only repeat it are known by it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import SimpleNamespace
from typing import Any

from annexgen.drafting.drafts import AnnexDraft, ProjectDraft, UnitDraft
from annexgen.forms.form import Form, GridForm, IndicatorsForm, LineForm, ParagraphForm
from annexgen.forms.patterns import Pattern, PatternError
from annexgen.ingest.spelling import folded
from annexgen.model import Amount, Tally

Filled = Mapping[str, Any]


def printed_lines(
    form: Form, annex: AnnexDraft, units: Sequence[tuple[UnitDraft, Sequence[ProjectDraft]]]
) -> set[str]:
    """Return the lines that ``form`` prints around the tables of an annex, folded.

    Args:
        form: the form.
        annex: the annex itself.
        units: in printing order, each with its projects.
    """
    return {folded(line) for line in _lines(form, annex, units)} - {""}


def _lines(
    form: Form, annex: AnnexDraft, units: Sequence[tuple[UnitDraft, Sequence[ProjectDraft]]]
) -> Iterator[str]:
    whole = SimpleNamespace(
        title=annex.title,
        department=annex.department,
        year=annex.year,
        money_unit=annex.money_unit,
        unit_count=len(units),
        **_sums(project for _, projects in units for project in projects),
    )
    values = {"annex": whole}
    patterns = [item.text for item in form.cover]
    patterns += [form.contents.title] if form.contents is not None else []
    yield from _filled(patterns, values)
    yield from _facts(form.facts, values)
    number = 0
    for unit, projects in units:
        here = SimpleNamespace(
            code=unit.code,
            name=unit.name,
            header=unit.header or f"{unit.code} {unit.name}",
            **_sums(projects),
        )
        in_unit = {**values, "unit": here}
        yield from _filled([form.unit.heading, form.unit.running_header], in_unit)
        yield from _facts(form.unit.facts, in_unit)
        for project in projects:
            number += 1
            yield from _filled(_patterns(form), in_unit | _project(form, project, number))


def _sums(projects: Any) -> dict[str, Any]:
    projects, tally = list(projects), Tally.of(())
    for one in projects:
        tally = tally.plus(Tally(len(one.indicators), Amount(one.budget or "0")))
    return {
        "project_count": len(projects),
        "indicator_count": tally.indicators,
        "total": tally.total,
    }


def _project(form: Form, draft: ProjectDraft, number: int) -> dict[str, Any]:
    own = {field.key: "" for field in form.vocabulary.project_fields}
    project = SimpleNamespace(
        name=draft.name,
        purpose=draft.purpose,
        extra=own | {**draft.fields},
        budget=SimpleNamespace(
            total=draft.budget,
            fiscal=draft.funds.get("财政资金", ""),
            other=draft.funds.get("其他资金", ""),
        ),
    )
    return {"project": project, "number": number}


def _patterns(form: Form) -> Iterator[Pattern]:
    """Yield what is printed around the tables of a project."""
    yield form.section.heading
    for block in form.section.blocks:
        if isinstance(block, LineForm):
            yield from (block.left, block.right)
        elif isinstance(block, ParagraphForm):
            yield block.text
        elif isinstance(block, GridForm | IndicatorsForm):
            yield block.caption


def _facts(facts: Sequence[Any], values: Filled) -> Iterator[str]:
    for fact in facts:
        for value in _filled([fact.value], values):
            yield from (fact.label, value, fact.label + value)


def _filled(patterns: Any, values: Filled) -> Iterator[str]:
    """Yield the patterns filled; one that names what is not known is passed over."""
    for pattern in patterns:
        try:
            yield pattern.fill(values)
        except PatternError:
            continue
