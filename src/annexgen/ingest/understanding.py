"""The blocks of a source in, what its content files are to say out.

Everything is found by the form's labels: which table, row or column something stands in does not
matter, nor how the cells are merged.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from annexgen.drafting.drafts import AnnexDraft, ProjectDraft, UnitDraft
from annexgen.forms.form import Form
from annexgen.ingest.annex_facts import annex_draft, read_cover, read_money_unit, unit_drafts
from annexgen.ingest.blocks import Block, Line, Properties, Table
from annexgen.ingest.characters import fit
from annexgen.ingest.collected import NAME
from annexgen.ingest.head import label_and_value
from annexgen.ingest.labels import labels_of
from annexgen.ingest.lines import take_line, title_of_entry, without_continued
from annexgen.ingest.printed import printed_lines
from annexgen.ingest.project_drafts import ProjectDrafts
from annexgen.ingest.remarks import Leftover, Remark
from annexgen.ingest.spelling import folded, in_one_line
from annexgen.ingest.state import State
from annexgen.ingest.tables import TableReader
from annexgen.ingest.wording import Wording, wording
from annexgen.tuples import NamedTuple

WithProjects = Sequence[tuple[UnitDraft, Sequence[ProjectDraft]]]


class Understood(NamedTuple):
    """What a source says.

    Attributes:
        annex: the annex itself; empty texts where the source does not say.
        units: in reading order, each with its projects.
        remarks: faults and doubts, in reading order.
        leftovers: texts that went nowhere, in reading order.
    """

    annex: AnnexDraft
    units: tuple[tuple[UnitDraft, tuple[ProjectDraft, ...]], ...]
    remarks: tuple[Remark, ...]
    leftovers: tuple[Leftover, ...]


def understand(blocks: Iterable[Block], form: Form) -> Understood:
    """Return what ``blocks`` say, read by the labels of ``form``."""
    state = State(labels_of(form))
    tables = TableReader(state)
    for block in fit(blocks, state.account):
        match block:
            case Line():
                take_line(block, state)
            case Table():
                tables.take(block)
            case Properties():
                state.properties = block
    return _drafted(state, form)


def _drafted(state: State, form: Form) -> Understood:
    """Return the drafts of all that was collected, with what is to be told."""
    read_cover(state, form)
    read_money_unit(state)
    state.leave_waiting()
    projects = ProjectDrafts(state).by_unit()
    units = unit_drafts(state, form)
    annex = annex_draft(state, form, units)
    with_projects = tuple((unit, tuple(projects.get(unit.code, ()))) for unit in units)
    leftovers = tuple(_unexplained(state, form, annex, with_projects))
    return Understood(annex, with_projects, tuple(state.account.remarks), leftovers)


# ---------------------------------------------------------------------- leftovers


def _unexplained(
    state: State, form: Form, annex: AnnexDraft, units: WithProjects
) -> Iterator[Leftover]:
    """Yield what was left over, without lines that the form prints for this annex anyway."""
    lines = printed_lines(form, annex, units)
    names = {folded(one.name) for _, projects in units for one in projects} - {""}
    heading = wording(form.section.heading)
    for leftover in state.account.leftovers:
        if not leftover.is_line:
            yield leftover
        elif not _is_explained(leftover.text, lines, names, heading):
            named = label_and_value(leftover.text, state.labels.head)
            if named is None or named.label.value != NAME or folded(named.value) not in names:
                yield leftover


def _is_explained(text: str, lines: set[str], names: set[str], heading: Wording | None) -> bool:
    """Say whether a line is one that the form prints, or the heading of a project."""
    bare, _ = without_continued(in_one_line(title_of_entry(text)))
    if folded(bare) in lines:
        return True
    values = heading.read(bare) if heading is not None else None
    return values is not None and folded(values.get(("project", "name"), "")) in names
