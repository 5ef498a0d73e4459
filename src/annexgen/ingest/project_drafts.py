"""Drafts of the projects that were collected; what is wrong or missing is told with its place."""

from __future__ import annotations

from collections.abc import Mapping

from annexgen.drafting.drafts import ProjectDraft
from annexgen.findings import Message
from annexgen.forms.patterns import Path
from annexgen.ingest.amounts import amount_of
from annexgen.ingest.collected import MONEY_UNIT, NAME, TOTAL, Collected
from annexgen.ingest.goals import Goals, goals_of
from annexgen.ingest.labels import GOALS
from annexgen.ingest.spelling import in_one_line
from annexgen.ingest.state import State

_FUNDS: Mapping[str, Path] = {
    "财政资金": ("project", "budget", "fiscal"),
    "其他资金": ("project", "budget", "other"),
}
_PURPOSE: Path = ("project", "purpose")


class ProjectDrafts:
    """Makes drafts of the projects.

    Args:
        state: what was understood, to the end of the source.
    """

    def __init__(self, state: State) -> None:
        self._collected = state.projects
        self._labels = state.labels
        self._account = state.account
        self._money_unit = state.facts.get(MONEY_UNIT, "")

    def by_unit(self) -> Mapping[str, list[ProjectDraft]]:
        """Return the drafts by their unit's code."""
        found: dict[str, list[ProjectDraft]] = {}
        trusts = self._goals_are_numbered()
        for collected in self._collected:
            draft = self._draft(collected, trusts=trusts)
            if not collected.unit:
                self._without_unit(collected)
            else:
                found.setdefault(collected.unit, []).append(draft)
        return found

    def _goals_are_numbered(self) -> bool:
        """Say whether all goals that are clear have numbers: then the unclear ones have them."""
        item = self._labels.item
        all_goals = (goals_of(one.goals, item, trusts=True) for one in self._collected if one.goals)
        clear = [goals.is_numbered for goals in all_goals if not goals.is_unclear]
        return bool(clear) and all(clear)

    def _draft(self, collected: Collected, *, trusts: bool) -> ProjectDraft:
        goals = goals_of(collected.goals, self._labels.item, trusts=trusts)
        if goals.is_unclear and not goals.is_numbered:
            self._unclear_goal(collected, goals)
        self._missing(collected)
        funds = {key: self._amount(collected, path) for key, path in _FUNDS.items()}
        return ProjectDraft(
            name=in_one_line(collected.name),
            budget=self._amount(collected, TOTAL),
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
        amount = amount_of(text, self._money_unit)
        if amount is None:
            label = self._label(path)
            self._account.fault(
                collected.places[path],
                Message(
                    f"{collected.called.zh}的“{label}”不是金额：{in_one_line(text)}",
                    f"“{label}” of {collected.called.en} is no sum: {in_one_line(text)}",
                ),
                Message(
                    "请在原文件里只写数字，最多两位小数，单位与附表一致，如 470.00；没有就空着",
                    "Write digits in the source, with at most two decimals (470.00), or nothing",
                ),
            )
        return amount or ""

    def _label(self, path: Path) -> str:
        labels = self._labels.head.values()
        return next((label.text for label in labels if label.value == path), path[-1])

    def _missing(self, collected: Collected) -> None:
        """Say what the source does not print of a project."""
        wanted = [
            path
            for path in (NAME, TOTAL, _PURPOSE)
            if not collected.fields.get(path) and self._is_printed(path)
        ]
        if collected.heading and NAME in wanted:
            wanted.remove(NAME)
        names = [self._label(path) for path in wanted]
        names += [] if collected.goals else [self._label(GOALS)]
        names += [] if collected.indicators else ["绩效指标"]
        if names:
            listed = "、".join(names)
            self._account.doubt(
                collected.place,
                Message(
                    f"{collected.called.zh}没有读到：{listed}",
                    f"Nothing was found in {collected.called.en} for {listed}",
                ),
                Message(
                    "内容文件里留空；请在原文件里补上再导入，或写进内容文件。字样与表样不同时，"
                    "可在表样的 aliases 里写上",
                    "It is blank in the content file; fill it in there or in the source. A label "
                    "that is spelt in another way can be named in the form's aliases",
                ),
            )

    def _is_printed(self, path: Path) -> bool:
        return any(label.value == path for label in self._labels.head.values())

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
                f"{collected.called.zh}前面没有单位代码和名称",
                f"No unit's code and name stand before {collected.called.en}",
            ),
            Message(
                "请在原文件里这个表的上面加一行，写代码和名称，如 301101某某局",
                "Add a line with code and name above this table, such as 301101某某局",
            ),
        )
