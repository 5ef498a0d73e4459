"""The blocks of a source in, what its content files are to say out.

Everything is found by the form's labels: which table, row or column something stands in does not
matter, nor how the cells are merged.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from annexgen.drafting.drafts import AnnexDraft, ProjectDraft, UnitDraft
from annexgen.findings import Message
from annexgen.forms.form import Form
from annexgen.forms.patterns import Path
from annexgen.ingest.amounts import amount_of, money_unit_in
from annexgen.ingest.blocks import Block, Line, Properties, Table
from annexgen.ingest.characters import fit
from annexgen.ingest.collected import Collected
from annexgen.ingest.goals import Goals, goals_of
from annexgen.ingest.labels import GOALS, labels_of
from annexgen.ingest.lines import take_line, title_of_entry, without_continued
from annexgen.ingest.printed import printed_lines
from annexgen.ingest.remarks import Leftover, Remark
from annexgen.ingest.spelling import folded, in_one_line
from annexgen.ingest.state import SeenUnit, State
from annexgen.ingest.tables import TableReader
from annexgen.ingest.wording import wording

_TITLE: Path = ("annex", "title")
_DEPARTMENT: Path = ("annex", "department")
_YEAR: Path = ("annex", "year")
_MONEY_UNIT: Path = ("annex", "money_unit")
_TOTAL: Path = ("project", "budget", "total")
_FUNDS: Mapping[str, Path] = {
    "财政资金": ("project", "budget", "fiscal"),
    "其他资金": ("project", "budget", "other"),
}
_CODE: Path = ("unit", "code")
_UNIT_NAME: Path = ("unit", "name")
_HEADER: Path = ("unit", "header")
_PURPOSE: Path = ("project", "purpose")
_YEAR_IN_TITLE = re.compile(r"((?:19|20)[0-9]{2})\s*年")


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
    return _Finish(state, form).understood()


class _Finish:
    """Makes drafts of what was collected.

    Args:
        state: what was understood, to the end of the source.
        form: the form.
    """

    def __init__(self, state: State, form: Form) -> None:
        self._state = state
        self._form = form
        self._account = state.account

    def understood(self) -> Understood:
        """Return the drafts, with all that is to be told."""
        self._cover()
        self._money_unit()
        self._state.leave_waiting()
        projects = self._projects()
        units = tuple(self._unit(seen) for seen in self._state.units.values())
        facts, properties = self._state.facts, self._state.properties
        annex = AnnexDraft(
            title=facts.get(_TITLE, "") or properties.title,
            department=facts.get(_DEPARTMENT, "") or properties.department,
            year=self._year(),
            money_unit=facts.get(_MONEY_UNIT, ""),
            form=self._form.name,
            units=units if [unit.code for unit in units] != sorted(self._state.units) else (),
        )
        with_projects = tuple((unit, tuple(projects.get(unit.code, ()))) for unit in units)
        leftovers = tuple(self._unexplained(annex, with_projects))
        return Understood(annex, with_projects, tuple(self._account.remarks), leftovers)

    # ------------------------------------------------------------------ the annex

    def _cover(self) -> None:
        """Read the lines of the cover, of which the title names the year; leave others over."""
        front = list(self._state.front)
        words = [wording(item.text) for item in self._form.cover]
        if len(front) != len(words):
            years = [at for at, line in enumerate(front) if _YEAR_IN_TITLE.search(line.text)]
            front = front[years[0] : years[0] + len(words)] if years else []
        taken = []
        for line, words_of_line in zip(front, words, strict=False):
            values = words_of_line.read(line.text) if words_of_line is not None else None
            if values is not None:
                taken.append(line)
                for path, text in values.items():
                    self._state.set_value(path, text, line)
        for line in self._state.front:
            if line not in taken:
                self._account.leave(line.place, line.text, is_line=True)

    def _money_unit(self) -> None:
        """Take the unit of money from the first sum, where no line says it."""
        if not self._state.facts.get(_MONEY_UNIT):
            totals = (one.fields.get(_TOTAL, "") for one in self._state.projects)
            self._state.facts[_MONEY_UNIT] = next(filter(None, map(money_unit_in, totals)), "")

    def _year(self) -> str:
        facts, properties = self._state.facts, self._state.properties
        match = _YEAR_IN_TITLE.search(facts.get(_TITLE, ""))
        return facts.get(_YEAR, "") or properties.year or (match[1] if match else "")

    def _unit(self, seen: SeenUnit) -> UnitDraft:
        """Return a unit; a running header says something of its own only where it is not usual."""
        text = in_one_line(seen.header.text) if seen.header is not None else ""
        pattern, facts = self._form.unit.running_header, self._state.facts
        known = {path: fact for path, fact in facts.items() if fact}
        known |= {_CODE: seen.code, _UNIT_NAME: seen.name}
        usual = wording(pattern, known | {_HEADER: f"{seen.code} {seen.name}"})
        values = usual.read(text) if usual is not None and text else None
        if values is not None:
            facts.update({path: fact for path, fact in values.items() if fact})
            return UnitDraft(seen.code, seen.name)
        words = wording(pattern, known)
        values = words.read(text) if words is not None and text else None
        return UnitDraft(seen.code, seen.name, values.get(_HEADER, "") if values else "")

    # ------------------------------------------------------------------ projects

    def _projects(self) -> Mapping[str, list[ProjectDraft]]:
        """Return the projects by their unit's code."""
        found: dict[str, list[ProjectDraft]] = {}
        trusts = self._goals_are_numbered()
        for collected in self._state.projects:
            draft = self._draft(collected, trusts=trusts)
            if not collected.unit:
                self._without_unit(collected)
            else:
                found.setdefault(collected.unit, []).append(draft)
        return found

    def _goals_are_numbered(self) -> bool:
        """Say whether all goals that are clear have numbers: then the unclear ones have them."""
        item = self._state.labels.item
        all_goals = (
            goals_of(one.goals, item, trusts=True) for one in self._state.projects if one.goals
        )
        clear = [goals.is_numbered for goals in all_goals if not goals.is_unclear]
        return bool(clear) and all(clear)

    def _draft(self, collected: Collected, *, trusts: bool) -> ProjectDraft:
        goals = goals_of(collected.goals, self._state.labels.item, trusts=trusts)
        if goals.is_unclear and not goals.is_numbered:
            self._unclear_goal(collected, goals)
        self._missing(collected)
        funds = {key: self._amount(collected, path) for key, path in _FUNDS.items()}
        return ProjectDraft(
            name=in_one_line(collected.name),
            budget=self._amount(collected, _TOTAL),
            funds=funds,
            purpose=collected.fields.get(_PURPOSE, ""),
            goals=goals.texts,
            indicators=tuple(collected.indicators),
            fields=collected.extra(),
        )

    def _amount(self, collected: Collected, path: Path) -> str:
        """Return a sum; one that is none is a fault."""
        text = collected.fields.get(path, "")
        if not text.strip():
            return ""
        amount = amount_of(text, self._state.facts.get(_MONEY_UNIT, ""))
        if amount is None:
            label = self._label(path)
            self._account.fault(
                collected.places[path],
                Message(
                    f"项目“{collected.name}”的“{label}”不是金额：{in_one_line(text)}",
                    f"“{label}” of project “{collected.name}” is no sum: {in_one_line(text)}",
                ),
                Message(
                    "请在 Word 里只写数字，最多两位小数，单位与附表一致，如 470.00；没有就空着",
                    "Write digits with at most two decimals in Word, such as 470.00, or nothing",
                ),
            )
        return amount or ""

    def _label(self, path: Path) -> str:
        labels = self._state.labels.head.values()
        return next((label.text for label in labels if label.value == path), path[-1])

    def _missing(self, collected: Collected) -> None:
        """Say what the source does not print of a project."""
        wanted = [
            path
            for path in (("project", "name"), _TOTAL, _PURPOSE)
            if not collected.fields.get(path) and self._is_printed(path)
        ]
        if collected.heading and ("project", "name") in wanted:
            wanted.remove(("project", "name"))
        names = [self._label(path) for path in wanted]
        names += [] if collected.goals else [self._label(GOALS)]
        names += [] if collected.indicators else ["绩效指标"]
        if names:
            listed = "、".join(names)
            self._account.doubt(
                collected.place,
                Message(
                    f"项目“{collected.name}”没有读到：{listed}",
                    f"Project “{collected.name}”: nothing was found for {listed}",
                ),
                Message(
                    "内容文件里留空；请在 Word 里补上再导入，或写进内容文件。字样与表样不同时，"
                    "可在表样的 aliases 里写上",
                    "It is blank in the content file; fill it in there or in Word. A label that is "
                    "spelt in another way can be named in the form's aliases",
                ),
            )

    def _is_printed(self, path: Path) -> bool:
        return any(label.value == path for label in self._state.labels.head.values())

    def _unclear_goal(self, collected: Collected, goals: Goals) -> None:
        self._account.doubt(
            collected.places.get(GOALS, collected.place),
            Message(
                f"看不出开头的数字是序号还是正文，照原样保留：{goals.texts[0][:30]}",
                f"The number at the start may be the list's or the text's; kept: "
                f"{goals.texts[0][:30]}",
            ),
            Message(
                "如果是序号，请在内容文件里删去（序号自动编）",
                "Where it is the list's, delete it in the content file",
            ),
        )

    def _without_unit(self, collected: Collected) -> None:
        self._account.fault(
            collected.place,
            Message(
                f"项目“{collected.name}”前面没有单位代码和名称",
                f"No unit's code and name stand before project “{collected.name}”",
            ),
            Message(
                "请在 Word 里这个表的上面加一行，写代码和名称，如 301101某某局",
                "Add a line above this table in Word with code and name, such as 301101某某局",
            ),
        )

    # ------------------------------------------------------------------ leftovers

    def _unexplained(
        self, annex: AnnexDraft, units: Sequence[tuple[UnitDraft, Sequence[ProjectDraft]]]
    ) -> Iterator[Leftover]:
        """Yield what was left over, without lines that the form prints for this annex anyway."""
        self._headers(units)
        lines = printed_lines(self._form, annex, units)
        names = {folded(one.name) for _, projects in units for one in projects}
        for leftover in self._account.leftovers:
            if not (leftover.is_line and self._is_explained(leftover.text, lines, names)):
                yield leftover

    def _headers(self, units: Sequence[tuple[UnitDraft, Sequence[ProjectDraft]]]) -> None:
        """Leave over the running headers that no unit has."""
        for line in self._state.headers:
            text = in_one_line(line.text)
            said = [unit.header for unit, _ in units if unit.header]
            if not any(folded(header) in folded(text) for header in said):
                self._account.leave(line.place, line.text, is_line=True)

    def _is_explained(self, text: str, lines: set[str], names: set[str]) -> bool:
        bare, _ = without_continued(in_one_line(title_of_entry(text)))
        if folded(bare) in lines:
            return True
        heading = wording(self._form.section.heading)
        values = heading.read(bare) if heading is not None else None
        return values is not None and folded(values.get(("project", "name"), "")) in names - {""}
