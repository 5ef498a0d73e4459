"""Units and projects as the page's template shows them: only what has changed, the rest counted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from markupsafe import Markup

from annexgen.findings import Finding, Message, Severity
from annexgen.findings.printable import visible
from annexgen.review.belonging import belonging, belonging_before
from annexgen.review.changes import Change, Changed, Kind, Review, Weight
from annexgen.review.redline.marks import Marks, lines, marked
from annexgen.review.sheets import DESCRIPTION, PURPOSE, Row, Sheet
from annexgen.review.showing import Showing
from annexgen.review.tally import is_approved
from annexgen.review.wording import parts_of, shown_texts, told, unit_title
from annexgen.source.names import project_id
from annexgen.tuples import NamedTuple

_LEVELS = " · "
_ORDER = (Kind.GOAL_MOVED, Kind.INDICATOR_MOVED)
_EVENTS = (Kind.PROJECT_RENAMED, Kind.PROJECT_MOVED)
_SEVERITIES = {
    Severity.ERROR: Message("错误", "error"),
    Severity.WARNING: Message("警告", "warning"),
    Severity.INFO: Message("提示", "note"),
}


class FindingView(NamedTuple):
    """A finding that a change brought or mended.

    Attributes:
        is_new: whether the change brought it.
        severity: in words.
        code: of its rule.
        message: what is or was wrong.
        place: file and line, where it stands beside no change.
    """

    is_new: bool
    severity: str
    code: str
    message: str
    place: str = ""


class ChangeView(NamedTuple):
    """A change as a row of a table.

    Attributes:
        levels: 一级指标 and 二级指标; empty for what is no indicator.
        what: what has changed.
        detail: the description of an indicator that has come or gone.
        marks: what was and what is.
        is_order: whether ``marks`` are places in a list.
        kind, measure, weight: see ``wording.Parts``.
        tone: ``stricter``, ``weaker``, ``added``, ``dropped`` or empty, for its look.
        fingerprint: what an approval names.
        is_approved: whether it is approved.
        findings: what it brought and mended.
    """

    levels: str
    what: str
    detail: Markup
    marks: Marks
    is_order: bool
    kind: str
    measure: str
    weight: str
    tone: str
    fingerprint: str
    is_approved: bool
    findings: tuple[FindingView, ...]


class RowView(NamedTuple):
    """An indicator that is shown as it is."""

    levels: str
    name: str
    description: Markup
    target: Markup


class SectionView(NamedTuple):
    """A file with changes.

    Attributes:
        anchor: its stable identifier, as in the annex.
        title: the project's name, else the file's path.
        path: of the file.
        status: ``added``, ``dropped`` or ``changed``.
        events: that it has another name or place, in words.
        changes: its changes.
        loose: findings of no single change.
        texts: of a project that has come or gone, its purpose and goals.
        rows: of such a project, its indicators; else those that have not changed.
        same_goals: how many goals have not changed.
    """

    anchor: str
    title: str
    path: str
    status: str
    events: tuple[str, ...]
    changes: tuple[ChangeView, ...]
    loose: tuple[FindingView, ...]
    texts: tuple[tuple[str, Markup], ...]
    rows: tuple[RowView, ...]
    same_goals: int

    @property
    def is_whole(self) -> bool:
        """Whether the project is on one side only."""
        return self.status != "changed"


class PartView(NamedTuple):
    """A unit with its changed files, or the annex with its own.

    Attributes:
        anchor: the unit's code.
        title: its code and name.
        sections: its unit.yaml, if that has changed, and its projects.
    """

    anchor: str
    title: str
    sections: Sequence[SectionView]


def parts(review: Review, showing: Showing) -> list[PartView]:
    """Return what is shown of all files, the annex's own first, then unit by unit."""
    found: list[PartView] = []
    if review.annex is not None:
        section = _section(
            review.annex, showing.say("附表的设置", "Its settings"), "annex", showing
        )
        found.append(PartView("page-annex", showing.say("附表", "The annex"), (section,)))
    by_unit: dict[str, list[SectionView]] = {}
    for one in review.units:
        title = showing.say("单位的设置", "The unit itself")
        section = _section(one, title, f"{one.sheet.unit}-unit", showing)
        by_unit.setdefault(one.sheet.unit, []).append(section)
    for one in review.projects:
        by_unit.setdefault(one.sheet.unit, []).append(_project(one, showing))
    found += [
        PartView(code, visible(unit_title(review, code)), by_unit[code]) for code in sorted(by_unit)
    ]
    return found


def elsewhere(review: Review, showing: Showing) -> list[FindingView]:
    """Return the findings that arose and were mended in files that say the same."""
    shown = _findings(review.arisen, review.mended, showing)
    return [
        view._replace(place=f"{visible(one.path)}:{one.span.line}" if one.span else one.path)
        for view, one in zip(shown, (*review.arisen, *review.mended), strict=True)
    ]


def _project(one: Changed, showing: Showing) -> SectionView:
    sheet = one.sheet
    anchor = project_id(sheet.unit, sheet.path.rpartition("/")[2])
    section = _section(one, sheet.name, anchor, showing)
    if not section.is_whole:
        return section._replace(rows=tuple(_unchanged(one)), same_goals=_same_goals(one))
    return section._replace(texts=tuple(_texts(sheet)), rows=tuple(map(_row, sheet.rows)))


def _section(one: Changed, title: str, anchor: str, showing: Showing) -> SectionView:
    arisen, mended = belonging(one), belonging_before(one)
    return SectionView(
        anchor,
        visible(title),
        visible(one.sheet.path),
        "added" if one.old is None else "dropped" if one.new is None else "changed",
        tuple(
            [
                parts_of(change, showing.language).kind
                for change in one.changes
                if change.kind in _EVENTS
            ]
        ),
        tuple([_change(change, arisen, mended, showing) for change in one.changes]),
        tuple(_findings(arisen.get("", ()), mended.get("", ()), showing)),
        (),
        (),
        0,
    )


def _change(
    change: Change,
    arisen: Mapping[str, Sequence[Finding]],
    mended: Mapping[str, Sequence[Finding]],
    showing: Showing,
) -> ChangeView:
    row, print_ = change.new_row or change.old_row, change.fingerprint
    is_one_sided = (change.old_row is None) != (change.new_row is None)
    return ChangeView(
        _levels(row) if row else "",
        visible(told(change, showing.language).what),
        lines(row.get(DESCRIPTION)) if row and is_one_sided else Markup(),
        _marks(change),
        change.kind in _ORDER,
        *parts_of(change, showing.language),
        _tone(change),
        print_,
        is_approved(change, showing.approved),
        tuple(_findings(arisen.get(print_, ()), mended.get(print_, ()), showing)),
    )


def _marks(change: Change) -> Marks:
    if change.kind in _ORDER:
        old, new = ((place or 0) + 1 for place in (change.old_place, change.new_place))
        return Marks(Markup(old), Markup(new), Markup(f"{old} → {new}"))  # noqa: S704 - numbers
    return marked(*shown_texts(change))


def _tone(change: Change) -> str:
    if change.effect.weight in (Weight.STRICTER, Weight.WEAKER):
        return str(change.effect.weight)
    event = change.kind.rpartition("-")[2]
    return event if event in ("added", "dropped") else ""


def _findings(
    arisen: Iterable[Finding], mended: Iterable[Finding], showing: Showing
) -> Iterator[FindingView]:
    for is_new, findings in ((True, arisen), (False, mended)):
        for one in findings:
            yield FindingView(
                is_new,
                _SEVERITIES[one.severity].text(showing.language),
                one.code,
                visible(one.message.text(showing.language)),
            )


def _unchanged(one: Changed) -> Iterator[RowView]:
    """Yield the indicators of a project that have stayed as they were."""
    touched = {change.new_place for change in one.changes if change.new_row is not None}
    for at, row in enumerate(one.sheet.rows):
        if at not in touched:
            yield _row(row)


def _same_goals(one: Changed) -> int:
    touched = {change.new_place for change in one.changes if change.kind.startswith("goal-")}
    return len(one.sheet.goals) - len(touched - {None})


def _texts(sheet: Sheet) -> Iterator[tuple[str, Markup]]:
    """Yield what a project says in sentences, by what it is."""
    if sheet.get(PURPOSE):
        yield PURPOSE, lines(sheet.get(PURPOSE))
    for number, goal in enumerate(sheet.goals, 1):
        yield f"绩效目标 {number}", lines(goal)


def _row(row: Row) -> RowView:
    return RowView(_levels(row), visible(row.name), lines(row.get(DESCRIPTION)), lines(row.target))


def _levels(row: Row) -> str:
    return visible(_LEVELS.join(filter(None, row.levels)))
