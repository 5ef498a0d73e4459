"""One project file in, a ``model.Project`` and its faults out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from annexgen.findings import Finding, has_errors
from annexgen.model import Amount, Budget, Indicator, Project
from annexgen.positions import Origin, Span
from annexgen.schema.check import Checked, check
from annexgen.schema.content import INDICATOR_FIELDS, PROJECT_FIELDS
from annexgen.schema.shapes import Record
from annexgen.source.names import project_id
from annexgen.source.reader import ReadResult, read_file, read_node
from annexgen.tuples import NamedTuple, made

Fields = Mapping[str, Checked]

_PROJECT_NAMES = frozenset(field.name for field in PROJECT_FIELDS) | {"indicators"}
_INDICATOR_NAMES = frozenset(field.name for field in INDICATOR_FIELDS)
_NO_EXTRA: Mapping[str, str] = {}


class LoadedProject(NamedTuple):
    """What one project file gave.

    Attributes:
        project: None where the file has a fault or the shape is open.
        name: 项目名称 and its place, for comparing; None where it is missing or faulty.
        findings: the faults.
    """

    project: Project | None
    name: tuple[str, Span] | None
    findings: list[Finding]


def load_project(
    root: Path, path: str, unit_code: str, shape: Record, data: bytes | None = None
) -> LoadedProject:
    """Read and check the project file ``path`` (POSIX, relative to ``root``).

    Args:
        root: the annex root.
        path: the file.
        unit_code: of the unit whose folder it lies in.
        shape: of a project file, from ``schema.content.project_shape``.
        data: its bytes, where they have been read.
    """
    read = read_file(root, path) if data is None else read_node(path, data)
    return project_in(read, path, unit_code, shape)


def project_in(read: ReadResult, path: str, unit_code: str, shape: Record) -> LoadedProject:
    """Check a project file that has been read; see ``load_project``."""
    findings = list(read.findings)
    if read.node is None:
        return LoadedProject(None, None, findings)
    checked = check(read.node, shape, path, findings.append)
    if checked is None:
        return LoadedProject(None, None, findings)
    fields: Fields = checked.value
    name = fields.get("name")
    project = None
    if not shape.is_open and not has_errors(findings):
        project = _project(checked, path, unit_code, shape)
    return LoadedProject(project, (name.value, name.span) if name else None, findings)


def _project(checked: Checked, path: str, unit_code: str, shape: Record) -> Project:
    fields: Fields = checked.value
    goals = fields["goals"]
    spans = {name: part.span for name, part in fields.items()}
    spans |= {f"goals.{index}": goal.span for index, goal in enumerate(goals.value)}
    spans[""] = checked.span
    return Project(
        id=project_id(unit_code, path.rpartition("/")[2]),
        name=fields["name"].value,
        budget=_budget(fields, path),
        purpose=fields["purpose"].value,
        goals=tuple([goal.value for goal in goals.value]),
        indicators=tuple(_indicators(fields["indicators"], path, _indicator_shape(shape))),
        extra=_extra(fields, shape, _PROJECT_NAMES),
        origin=Origin(path, spans),
    )


def _budget(fields: Fields, path: str) -> Budget:
    total, sources = fields["total"], fields["sources"]
    fiscal, other = sources.value["fiscal"], sources.value["other"]
    return Budget(
        total=Amount(total.value),
        fiscal=Amount(fiscal.value) if fiscal.value else None,
        other=Amount(other.value) if other.value else None,
        origin=Origin(
            path,
            {"": total.span, "total": total.span, "fiscal": fiscal.span, "other": other.span},
        ),
    )


def _indicators(levels: Checked, path: str, shape: Record) -> Iterator[Indicator]:
    """Yield the indicators in the order of the file."""
    has_extra = len(shape.fields) > len(INDICATOR_FIELDS)
    for level1, below in levels.value.items():
        for level2, rows in below.value.items():
            for row in rows.value:
                fields: Fields = row.value
                name = fields["name"]
                description = fields.get("description", name)
                spans = {key: part.span for key, part in fields.items()}
                spans[""] = row.span
                spans["level1"] = below.key
                spans["level2"] = rows.key
                extra = _extra(fields, shape, _INDICATOR_NAMES) if has_extra else _NO_EXTRA
                words = name.value, description.value, fields["target_value"].value
                origin = Origin(path, spans)
                yield made(Indicator, (level1, level2, *words, extra, origin))


def _indicator_shape(project: Record) -> Record:
    """Return the shape of one indicator: below its two levels and its list."""
    level1 = project.by_key["绩效指标"].shape
    level2 = level1.keys[0][1]  # type: ignore[union-attr]
    record = level2.keys[0][1].item  # type: ignore[union-attr]
    if not isinstance(record, Record):
        raise TypeError("a project's indicators are records")
    return record


def _extra(fields: Fields, shape: Record, built_in: frozenset[str]) -> Mapping[str, str]:
    """Return the form's own fields in its order; one that was left out is empty."""
    return {
        field.name: fields[field.name].value if field.name in fields else ""
        for field in shape.fields
        if field.name not in built_in
    }
