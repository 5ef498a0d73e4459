"""What has been understood of a source so far: the annex, its units, and the project at hand."""

from __future__ import annotations

from dataclasses import dataclass, field

from annexgen.findings import Message
from annexgen.forms.patterns import Path
from annexgen.ingest.blocks import Cell, Line, Place, Properties
from annexgen.ingest.collected import MONEY_UNIT, NAME, Collected
from annexgen.ingest.labels import Labels
from annexgen.ingest.remarks import Account
from annexgen.ingest.spelling import folded


@dataclass(slots=True)
class SeenUnit:
    """A unit that the source names.

    Attributes:
        code: 单位代码.
        name: 单位名称, as it was printed first.
        header: the running header of its pages; None where the source has none.
    """

    code: str
    name: str
    header: Line | None = None


@dataclass(slots=True)
class State:
    """What has been understood so far.

    Attributes:
        labels: what the form prints around its values.
        account: of the source's texts.
        facts: what the source says of the annex as a whole, by the field.
        properties: what its properties say, for what is not printed.
        units: by code, in reading order.
        projects: in reading order; the last may be unfinished.
        front: the lines before everything else: the cover.
        has_begun: whether the cover has ended.
        unit: code of the unit at hand; empty for none.
        header: the running header of the pages at hand.
        headers: all running headers.
        heading: the project's name in the last heading, until its tables begin.
        waiting: values of lines between that heading and the tables.
    """

    labels: Labels
    account: Account = field(default_factory=Account)
    facts: dict[Path, str] = field(default_factory=dict)
    properties: Properties = field(default_factory=Properties)
    units: dict[str, SeenUnit] = field(default_factory=dict)
    projects: list[Collected] = field(default_factory=list)
    front: list[Line] = field(default_factory=list)
    has_begun: bool = False
    unit: str = ""
    header: Line | None = None
    headers: list[Line] = field(default_factory=list)
    heading: str = ""
    waiting: list[tuple[Path, str, Place]] = field(default_factory=list)
    _current: Collected | None = None

    @property
    def project(self) -> Collected | None:
        """The project at hand; None before its tables begin."""
        return self._current

    def enter_unit(self, code: str, name: str, *, in_table: bool = False) -> bool:
        """Go on with a unit; say whether this is the name that it has had so far.

        Args:
            code: the unit's.
            name: as it is printed here.
            in_table: whether it is named in a table; below a project's name it is that project's.
        """
        name = name.lstrip("-—–－ \u3000")
        seen = self.units.setdefault(code, SeenUnit(code, name))
        self.unit = code
        if in_table and self._current is not None and self._current.is_only_named:
            self._current.unit = code
        if seen.header is None:
            seen.header = self.header
        return folded(seen.name) == folded(name)

    def enter_section(self, name: str) -> None:
        """Go on with the section of a project; its tables follow."""
        if self._current is None or folded(self._current.name) != folded(name):
            self.leave_waiting()
            self.heading = name
            self._current = None

    def begin_project(self, place: Place) -> Collected:
        """Go on with a new project, whose first cell stands at ``place``."""
        self._current = Collected(self.unit, place, self.heading)
        self.projects.append(self._current)
        self.heading = ""
        waiting, self.waiting = self.waiting, []
        for path, text, where in waiting:
            self._set_own(self._current, path, text, where)
        return self._current

    def leave_waiting(self) -> None:
        """Leave over the values of lines that no tables have followed."""
        for _, text, where in self.waiting:
            self.account.leave(where, text)
        self.waiting.clear()

    def project_for(self, path: Path, text: str, cell: Cell) -> Collected:
        """Return the project that a value of a head block belongs to: perhaps a new one.

        A head block that comes again unchanged, on the page after, is that of the project at hand.
        """
        project = self._current
        if project is None or project.unit != self.unit:
            return self.begin_project(cell.place)
        old = project.fields.get(path)
        is_new = old is not None and bool(text) and folded(old) != folded(text)
        if is_new and (path == NAME or project.indicators):
            return self.begin_project(cell.place)
        return project

    def set_value(self, path: Path, text: str, part: Cell | Line) -> None:
        """Take in a value of a line outside the tables."""
        if path[0] == "annex":
            old = self.facts.setdefault(path, text)
            if folded(old) == folded(text):
                return
            if path == MONEY_UNIT:
                self._other_money(old, text, part)
            else:
                self.account.doubt(
                    part,
                    Message(f"前面写的是“{old}”，这里是“{text}”", f"“{old}” above, “{text}” here"),
                    Message("以前面的为准；请核对", "The first is taken; look which is right"),
                )
        elif self._current is None:
            self.waiting.append((path, text, part.place))
        else:
            self._set_own(self._current, path, text, part.place)

    def _other_money(self, old: str, text: str, part: Cell | Line) -> None:
        """Stop at a second unit of money: sums below it would be taken for others."""
        self.account.fault(
            part,
            Message(
                f"金额单位前面是“{old}”，这里是“{text}”",
                f"The unit of money is “{old}” above and “{text}” here",
            ),
            Message(
                f"一本附表只有一个金额单位；请在原文件里把这里的金额换算成“{old}”再导入",
                f"An annex has one unit of money; convert the sums here to “{old}” in the source",
            ),
        )

    def _set_own(self, project: Collected, path: Path, text: str, place: Place) -> None:
        """Take in a value of a line for a project; a second one that differs is left over."""
        old = project.fields.setdefault(path, text)
        project.places.setdefault(path, place)
        if folded(old) != folded(text):
            self.account.leave(place, text)
