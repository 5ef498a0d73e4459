"""Two sides of an annex in, the review of what they differ in out.

Project files that are equal on both sides are read only where a sum or a rule needs them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import partial

from annexgen.review.changes import BASE, HEAD, Changed, Faulty, Review
from annexgen.review.compare import compare_annex, compare_projects, compare_units
from annexgen.review.judging import Judged, Pool, judged
from annexgen.review.sheets import FORM, MONEY_UNIT, UNIT_NAME, Sheet, unit_sheet, year_of
from annexgen.review.standing import FormOf, Standing, own_rules_of, standing
from annexgen.review.sums import budgets, sums
from annexgen.review.tally import money
from annexgen.review.unchanged import Unchanged
from annexgen.review.verdicts import Verdicts, beside_changes, beyond_projects, with_verdicts
from annexgen.review.wholes import Wholes, has_own_annex_rules, needs_total, units_to_look_at
from annexgen.revisions.sides import Side, differing
from annexgen.source.tree import ANNEX_FILE
from annexgen.tuples import NamedTuple

_UNIT_FILE = "unit.yaml"


class Forms(NamedTuple):
    """The forms of both sides.

    Attributes:
        of_base: gives a form of the side before by its name; may raise ``Refused``.
        of_head: gives one of the side now.
    """

    of_base: FormOf
    of_head: FormOf


class _Side(NamedTuple):
    """One side in the making.

    Attributes:
        files: the bytes of annex.yaml, of the units' files and of the projects that differ.
        standing: what it says outside its projects.
        units: what the units' files say, of the units with files that differ.
        judged: its projects that differ, by path.
    """

    files: Mapping[str, bytes]
    standing: Standing
    units: dict[str, Sheet]
    judged: dict[str, Judged]

    @property
    def sheets(self) -> tuple[Sheet, ...]:
        """What its files say."""
        projects = (one.sheet for one in self.judged.values())
        return (self.standing.annex, *self.units.values(), *projects)


def review(base: Side, head: Side, forms: Forms, pool: Pool | None = None) -> Review:
    """Compare two sides of an annex.

    Args:
        base: the side before.
        head: the side now.
        forms: the forms of both sides.
        pool: gives worker processes where many files differ; None for none.

    Raises:
        GitFault: where git cannot read a side.
    """
    paths = differing(base, head)
    old, new = _read(base, head, paths, forms, pool)
    annexes = old.standing.annex, new.standing.annex
    money_unit = annexes[1].get(MONEY_UNIT) or annexes[0].get(MONEY_UNIT)
    years = year_of(annexes[0]), year_of(annexes[1])
    projects = _judged_projects(old, new, years, money_unit)
    unchanged = Unchanged(_unchanged(base, paths) if paths else (), base.read)
    budgets_ = sums(projects, unchanged)
    annex = compare_annex(*annexes)
    units = compare_units(old.units, new.units, UNIT_NAME)
    files = [*([annex] if annex else []), *units, *projects]
    found = _beyond(old, new, projects, unchanged) if paths else Verdicts()
    files, left = beside_changes(files, found)
    at = len(files) - len(projects)
    return Review(
        base.name,
        head.name,
        money_unit,
        annexes[1].get(FORM) or annexes[0].get(FORM),
        {
            sheet.unit: sheet.get(UNIT_NAME)
            for sheet in (*old.units.values(), *new.units.values())
            if sheet.get(UNIT_NAME)
        },
        files[0] if annex else None,
        tuple(files[1 if annex else 0 : at]),
        tuple(files[at:]),
        tuple(_faulty(BASE, old, paths) + _faulty(HEAD, new, paths)),
        budgets_.units,
        budgets_.annex,
        left.arisen,
        left.mended,
        old.standing.own.left_out,
    )


def _unchanged(side: Side, differing: Iterable[str]) -> list[str]:
    """Return the project files that are the same on both sides."""
    touched = {ANNEX_FILE, *differing}
    return [path for path in side.files if path not in touched and not _is_unit(path)]


# ---------------------------------------------------------------------- reading both sides


def _read(
    base: Side, head: Side, paths: Sequence[str], forms: Forms, pool: Pool | None
) -> tuple[_Side, _Side]:
    """Read both sides as far as they differ."""
    before, after = _files(base, head, paths)
    left = set(base.files).difference(paths)  # a sparse work tree does not show them
    touched = {path.split("/")[1] for path in paths}
    root = head.root
    first = partial(own_rules_of, base)
    was = standing(before, _counting(base.files, touched), forms.of_base, first, root)
    if has_own_annex_rules(was.measure.settings):
        touched |= {path.split("/")[1] for path in base.files}
        was = standing(before, base.files, forms.of_base, first, root)
    now = standing(
        after, _counting(sorted(left.union(after)), touched), forms.of_head, lambda _: was.own, root
    )
    return (
        _Side(before, was, _units(before, paths), _judged(was, before, pool)),
        _Side(after, now, _units(after, paths), _judged(now, after, pool)),
    )


def _files(
    base: Side, head: Side, paths: Sequence[str]
) -> tuple[dict[str, bytes], dict[str, bytes]]:
    """Return the bytes of all files but the projects that are the same on both sides."""
    differ = set(paths)
    files = list(base.files) if paths else []
    same = [path for path in files if _is_unit(path) and path not in differ]
    before = base.read((ANNEX_FILE, *same, *paths))
    after = head.read((ANNEX_FILE, *paths))
    return before, {path: before[path] for path in same if path in before} | after


def _counting(files: Iterable[str], touched: set[str]) -> list[str]:
    """Return annex.yaml and the units' files, and the projects of units that differ.

    Of the other units one project stands for all.
    """
    found: dict[object, str] = {}
    for path in files:
        is_whole = path.count("/") == 1 or _is_unit(path) or path.split("/")[1] in touched
        found.setdefault(path if is_whole else (path.split("/")[1],), path)
    return list(found.values())


def _units(files: Mapping[str, bytes], paths: Iterable[str]) -> dict[str, Sheet]:
    """Return what the units' files say, of the units with files that differ."""
    wanted = {f"{path.rpartition('/')[0]}/{_UNIT_FILE}" for path in paths if path != ANNEX_FILE}
    return {path: unit_sheet(path, files[path]) for path in sorted(wanted & files.keys())}


def _judged(side: Standing, files: Mapping[str, bytes], pool: Pool | None) -> dict[str, Judged]:
    projects = {
        path: data for path, data in files.items() if path != ANNEX_FILE and not _is_unit(path)
    }
    return {one.sheet.path: one for one in judged(side.measure, projects, pool)}


def _is_unit(path: str) -> bool:
    return path.endswith(f"/{_UNIT_FILE}")


# ---------------------------------------------------------------------- what is found


def _judged_projects(
    old: _Side, new: _Side, years: tuple[int, int], money_unit: str
) -> list[Changed]:
    """Return the projects that differ, with the findings that their changes brought and mended."""
    before, after = ([one.sheet for one in side.judged.values()] for side in (old, new))
    return [
        with_verdicts(
            one,
            old.judged[one.old.path].findings if one.old else [],
            new.judged[one.new.path].findings if one.new else [],
        )
        for one in compare_projects(before, after, years, money_unit)
    ]


def _beyond(old: _Side, new: _Side, projects: Sequence[Changed], unchanged: Unchanged) -> Verdicts:
    """Return what is found on one side only beyond single projects."""
    standings = old.standing, new.standing
    units = units_to_look_at(projects, standings, unchanged)
    may_move = any(money(projects).values()) or old.standing.annex != new.standing.annex
    wholes = Wholes(
        unchanged,
        units,
        budgets(unchanged, unchanged.units) if may_move and needs_total(standings) else {},
        [path for unit in unchanged.units for path in unchanged.paths(unit)],
    )
    was, now = (wholes.judge(side.standing, side.judged, side.files) for side in (old, new))
    found, silent = beyond_projects(was, now), _silent(old, new, projects)
    return Verdicts(
        (*found.arisen, *(finding for one in silent for finding in one.arisen)),
        (*found.mended, *(finding for one in silent for finding in one.mended)),
    )


def _silent(old: _Side, new: _Side, projects: Iterable[Changed]) -> list[Changed]:
    """Return the projects whose files differ but say the same, with what their comments allow."""
    told = {sheet.path for one in projects for sheet in (one.old, one.new) if sheet is not None}
    return [
        with_verdicts(
            Changed(one.sheet, new.judged[path].sheet, ()), one.findings, new.judged[path].findings
        )
        for path, one in old.judged.items()
        if path in new.judged and path not in told
    ]


def _faulty(name: str, side: _Side, differing: Iterable[str]) -> list[Faulty]:
    """Return the files that differ and do not pass the schema."""
    touched = set(differing)
    return [
        Faulty(name, sheet.path, sheet.is_read, sheet.faults)
        for sheet in side.sheets
        if sheet.faults and sheet.path in touched
    ]
