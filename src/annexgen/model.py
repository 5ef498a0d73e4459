"""The annex as the offices think of it: units, their projects, budgets and indicators.

Stage 2 of the flow. In: what ``source`` has read and ``schema`` has found well-formed. Out: frozen
values that ``checks``, ``forms`` and ``review`` work on. Knows no YAML and no output format.

Two parts are equal when they say the same; where they were read from (``origin``) does not count.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from annexgen.positions import Origin
from annexgen.tuples import NamedTuple


class Amount(NamedTuple):
    """A sum of money as it was written; ``470.00`` stays ``470.00`` on the page.

    Attributes:
        text: the digits as written: no sign, no thousands separator, at most two decimals.
    """

    text: str

    @property
    def value(self) -> Decimal:
        """The exact sum, in the annex's money unit (as a rule 万元)."""
        return Decimal(self.text)

    def __str__(self) -> str:
        return self.text


class Budget(NamedTuple):
    """A project's budget (预算数) and the funds it comes from (其中).

    Attributes:
        total: 预算数.
        fiscal: 财政资金; None where the cell is left empty.
        other: 其他资金; None where the cell is left empty.
    """

    total: Amount
    fiscal: Amount | None
    other: Amount | None
    origin: Origin


class Indicator(NamedTuple):
    """One performance indicator: a row of the table.

    Attributes:
        level1: 一级指标, e.g. 产出指标.
        level2: 二级指标, e.g. 数量指标.
        name: 三级指标.
        description: 绩效指标描述; equal to ``name`` where the editor left it out.
        target_value: 指标值, as written (``≥1000人``).
        extra: the form's own indicator fields, by their key in the content file (权重 …).
    """

    level1: str
    level2: str
    name: str
    description: str
    target_value: str
    extra: Mapping[str, str]
    origin: Origin


class Project(NamedTuple):
    """A project and its performance targets: one table of the annex, one content file.

    Its number is not part of it: numbers come from the place in the annex (see ``Annex.numbered``).

    Attributes:
        id: stable identifier from unit code and file name (``301101-01-2025冬季达沃斯年会项目``).
        name: 项目名称.
        budget: the money.
        purpose: 资金用途.
        goals: 绩效目标, one text for each goal, without its printed number.
        indicators: the rows, in the order of the file.
        extra: the form's own project fields, by their key in the content file.
    """

    id: str
    name: str
    budget: Budget
    purpose: str
    goals: tuple[str, ...]
    indicators: tuple[Indicator, ...]
    extra: Mapping[str, str]
    origin: Origin


class Tally(NamedTuple):
    """What projects come to.

    Attributes:
        indicators: how many they have.
        total: the sum of their budgets, with two decimals.
    """

    indicators: int
    total: Amount

    @classmethod
    def of(cls, projects: Iterable[Project]) -> Tally:
        """Count projects."""
        counted = [(len(project.indicators), project.budget.total) for project in projects]
        return cls(sum(count for count, _ in counted), _sum(amount for _, amount in counted))

    def plus(self, other: Tally) -> Tally:
        """Return both together."""
        return Tally(self.indicators + other.indicators, _sum((self.total, other.total)))


class Unit(NamedTuple):
    """A budget unit (预算单位) with its projects in printing order.

    Attributes:
        code: the unit's code, its folder's name (``301101``); also its stable identifier.
        name: 单位名称.
        header: what the unit's pages print in the running header (页眉; by default code and name).
        projects: in the order of their file names; a large annex loads them when they are read.
        tally: what they come to, where that is known without reading them.
    """

    code: str
    name: str
    header: str
    projects: Sequence[Project]
    origin: Origin
    tally: Tally | None = None

    @property
    def project_count(self) -> int:
        """How many projects the unit has."""
        return len(self.projects)

    @property
    def indicator_count(self) -> int:
        """How many indicators its projects have."""
        return (self.tally or Tally.of(self.projects)).indicators

    @property
    def total(self) -> Amount:
        """The sum of its projects' budgets, with two decimals."""
        return (self.tally or Tally.of(self.projects)).total


class Numbered(NamedTuple):
    """A project with its printed number, counted from 1 through the whole annex."""

    number: int
    unit: Unit
    project: Project


class Annex(NamedTuple):
    """The whole annex.

    Attributes:
        title: 标题.
        department: 编制单位.
        year: 年度.
        money_unit: 金额单位.
        form: 表样, the name of the form's folder.
        units: in printing order.
        checks: 检查, the office's own settings for the checks: texts, tuples and mappings as
            written; ``origin`` knows their places as ``checks.<key>.<key>``.
        fonts: 字体, the fonts to use for typefaces of the form, by the face's key.
    """

    title: str
    department: str
    year: int
    money_unit: str
    form: str
    units: tuple[Unit, ...]
    checks: Mapping[str, object]
    fonts: Mapping[str, tuple[str, ...]]
    origin: Origin

    @property
    def unit_count(self) -> int:
        """How many units the annex has."""
        return len(self.units)

    @property
    def project_count(self) -> int:
        """How many projects its units have."""
        return sum(unit.project_count for unit in self.units)

    @property
    def indicator_count(self) -> int:
        """How many indicators their projects have."""
        return sum(unit.indicator_count for unit in self.units)

    @property
    def total(self) -> Amount:
        """The sum of all projects' budgets, with two decimals."""
        return _sum(unit.total for unit in self.units)

    def numbered(self) -> Iterator[Numbered]:
        """Yield each project with its unit and its number, in printing order."""
        number = 0
        for unit in self.units:
            for project in unit.projects:
                number += 1
                yield Numbered(number, unit, project)


def _sum(amounts: Iterable[Amount]) -> Amount:
    """Return the exact sum with two decimals, however long the amounts are."""
    total = 0
    for amount in amounts:
        whole, _, cents = amount.text.partition(".")
        total += int(whole) * 100 + int(cents.ljust(2, "0"))
    return Amount(f"{total // 100}.{total % 100:02d}")
