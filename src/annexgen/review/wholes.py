"""What the checks find on a side beyond single projects: files and units, and the annex as a whole.

Units in which nothing that such rules look at has changed stand there without their projects: what
would be found in them is the same on both sides.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from decimal import Decimal

from annexgen.checks.allowances import may_allow
from annexgen.checks.engine import check_annex
from annexgen.checks.own import own_rules
from annexgen.checks.settings import Settings
from annexgen.findings import Finding
from annexgen.loading.units import Name, Names
from annexgen.model import Amount, Annex, Project, Tally, Unit
from annexgen.review.changes import Changed
from annexgen.review.judging import Judge, Judged
from annexgen.review.sheets import NAME, TOTAL, Sheet
from annexgen.review.standing import Standing
from annexgen.review.unchanged import Unchanged, card_in
from annexgen.source.tree import UnitFolder
from annexgen.tuples import NamedTuple

_TOTAL_RULES = ("total", "ANX703")


class Whole(NamedTuple):
    """What is found on one side.

    Attributes:
        shape: faults of files, names and units.
        rules: what rules on the whole annex find; None where a fault keeps them from running.
    """

    shape: list[Finding]
    rules: list[Finding] | None


def units_to_look_at(
    changed: Iterable[Changed], standings: Iterable[Standing], unchanged: Unchanged
) -> frozenset[str]:
    """Return the units whose unchanged projects the rules have to see as well."""
    if any(has_own_annex_rules(one.measure.settings) for one in standings):
        return unchanged.units
    return frozenset(
        sheet.unit
        for one in changed
        if one.old is None or one.new is None or _named(one.old) != _named(one.new)
        for sheet in (one.old, one.new)
        if sheet is not None
    )


def needs_total(standings: Iterable[Standing]) -> bool:
    """Say whether a rule holds the annex's total against a number."""
    return any(
        choice.rule in _TOTAL_RULES and choice.values
        for one in standings
        if one.measure.settings is not None
        for choice in (
            *one.measure.settings.choices,
            *(choice for scope in one.measure.settings.scopes for choice in scope.choices),
        )
    )


class Wholes:
    """Judges sides as wholes.

    Args:
        unchanged: the project files that are the same on both sides.
        units: the units whose unchanged projects are looked at.
        sums: what the unchanged projects of units come to, as far as that is needed.
        further: the paths of all unchanged files.
    """

    def __init__(
        self,
        unchanged: Unchanged,
        units: Collection[str],
        sums: Mapping[str, Decimal | None],
        further: Collection[str],
    ) -> None:
        self._files = unchanged.files(units)
        self._units = units
        self._sums = sums
        self._further = further
        self._cards: dict[str, Project | None] = {}

    def judge(
        self, side: Standing, judged: Mapping[str, Judged], files: Mapping[str, bytes]
    ) -> Whole:
        """Judge a side.

        Args:
            side: what it says outside its projects.
            judged: its project files that differ, by path.
            files: the bytes of the files that have been read.
        """
        shape = list(side.findings)
        units: list[Unit] = []
        is_whole, judge = None not in self._sums.values(), Judge(side.measure)
        for planned in side.plan.units:
            folder = planned.folder
            looked_at = [
                path
                for path in folder.project_files
                if path in judged or folder.code in self._units
            ]
            cards = [self._card(path, judged, judge) for path in looked_at]
            shape += Names().add(_names(looked_at, cards, judged))
            is_whole = is_whole and planned.unit is not None and None not in cards
            if planned.unit is not None:
                projects = [card for card in cards if card is not None]
                units.append(self._unit(planned.unit, folder, projects))
        annex, settings = side.plan.annex, side.measure.settings
        if annex is None or settings is None or not is_whole:
            return Whole(shape, None)
        annex = annex._replace(units=tuple(units))
        return Whole(shape, self._rules(annex, settings, judge, files))

    def _rules(
        self, annex: Annex, settings: Settings, judge: Judge, files: Mapping[str, bytes]
    ) -> list[Finding]:
        read = {**self._files, **files}
        marked = {path for path, data in read.items() if may_allow(data)}
        found = check_annex(annex, settings, _AllBut(marked), read, self._further)
        return found + (judge.glyphs.in_headings(annex) if judge.glyphs else [])

    def _card(self, path: str, judged: Mapping[str, Judged], judge: Judge) -> Project | None:
        """Return a project without its indicators; None for one with faults."""
        here = judged.get(path)
        if here is not None:
            return here.project
        if path not in self._cards:
            data = self._files.get(path, b"")
            self._cards[path] = card_in(path, data) or judge.judge(path, data).project
        return self._cards[path]

    def _unit(self, unit: Unit, folder: UnitFolder, projects: list[Project]) -> Unit:
        """Return a unit with its projects; where they are not looked at, with their sum."""
        sum_ = self._sums.get(folder.code)
        if folder.code in self._units or sum_ is None:
            return unit._replace(projects=tuple(projects))
        tally = Tally.of(projects).plus(Tally(0, Amount(format(sum_, "f"))))
        return unit._replace(projects=tuple(projects), tally=tally)


class _AllBut:
    """All paths but some."""

    def __init__(self, paths: Collection[str]) -> None:
        self._paths = paths

    def __contains__(self, path: object) -> bool:
        return path not in self._paths


def _named(sheet: Sheet) -> tuple[str, str, str]:
    """Return what the rules on the whole annex look at in a project."""
    return sheet.path, sheet.get(NAME), sheet.get(TOTAL)


def _names(
    paths: Iterable[str], cards: Iterable[Project | None], judged: Mapping[str, Judged]
) -> Iterator[Name]:
    """Yield the names of projects and where they stand."""
    for path, card in zip(paths, cards, strict=True):
        name = judged[path].name if path in judged else None
        if name is None and card is not None:
            name = Name(path, card.name, card.origin.at("name"))
        if name is not None:
            yield name


def has_own_annex_rules(settings: Settings | None) -> bool:
    """Say whether the repository has rules of its own that see the whole annex."""
    if settings is None or settings.root is None or not settings.own:
        return False
    return bool(own_rules(settings.root, settings.own).annexes)
