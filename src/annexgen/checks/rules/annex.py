"""The annex as a whole: the order of its units, the numbers of its files, its total."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from itertools import pairwise

from annexgen.checks.registry import Found, annex_rule
from annexgen.checks.view import View
from annexgen.findings import Message, Severity
from annexgen.model import Annex, Project

_NUMBER = re.compile(r"([0-9]+)-")


@annex_rule(
    "ANX701",
    "unit-order",
    Severity.INFO,
    summary=Message("单位没有按代码排序", "The units are not in the order of their codes"),
    reason=Message(
        "预算册按单位代码排列，附表与预算册次序一致，读者才好对照。",
        "The budget lists units by code; an annex in the same order is easier to compare with it.",
    ),
    remedy=Message(
        "在 annex.yaml 里按代码排列“单位”，或删去这个清单；有意如此的，写 allow 说明",
        "Sort 单位 in annex.yaml by code or delete the list; where it is meant so, allow it with a "
        "reason",
    ),
)
def unit_order(annex: Annex, view: View) -> Iterator[Found]:
    """Find the first unit that is printed after one of a higher code."""
    for before, unit in pairwise(annex.units):
        if unit.code < before.code:
            yield Found(
                annex.origin,
                "units",
                Message(
                    f"单位 {unit.code} 排在 {before.code} 之后",
                    f"Unit {unit.code} comes after {before.code}",
                ),
            )
            return


@annex_rule(
    "ANX702",
    "number-gap",
    Severity.INFO,
    summary=Message("文件编号不连续或重复", "The files' numbers have a gap or repeat"),
    reason=Message(
        "印出的序号自动连续；文件编号跳号或重号，多半是漏了一个文件，或两人各加了一个。",
        "Printed numbers run on by themselves; a gap or a twin in the files' numbers mostly means "
        "a file that was lost, or two people who each added one.",
    ),
    remedy=Message(
        "核对是否漏了文件；没有漏，就把文件改名，使编号连续",
        "See whether a file is missing; if none is, rename the files so that the numbers run on",
    ),
)
def number_gap(annex: Annex, view: View) -> Iterator[Found]:
    """Find numbers of a unit's files that do not go up by one."""
    for unit in annex.units:
        last = 0
        for project in unit.projects:
            number = _number(project)
            if number is None:
                break
            if number != last + 1:
                yield _out_of_line(project, number, last)
            last = number


def _number(project: Project) -> int | None:
    """Return the number before the dash of the project's file name."""
    match = _NUMBER.match(project.origin.path.rpartition("/")[2])
    return int(match[1]) if match else None


def _out_of_line(project: Project, number: int, last: int) -> Found:
    if number == last:
        message = Message(
            f"前一个文件的编号也是 {number}", f"The file before has the number {number} as well"
        )
    else:
        before = f"前一个文件的编号是 {last}" if last else "它是第一个文件"
        before_en = f"the file before has {last}" if last else "it is the first file"
        message = Message(
            f"文件编号是 {number}，{before}", f"The file has the number {number}; {before_en}"
        )
    return Found(project.origin, "name", message)


@annex_rule(
    "ANX703",
    "total",
    Severity.ERROR,
    summary=Message("全册合计与控制数不符", "The annex's total is not the one set for it"),
    reason=Message(
        "批复给部门一个总数，各项目预算数之和应与它一致。控制数写在 annex.yaml："
        "“检查: {total: {expected: 7441.58}}”；不写就不比。全册和各单位的合计总在小结里列出。",
        "An approval gives a total, to which the projects' budgets add up. Write it in annex.yaml "
        "(检查: {total: {expected: 7441.58}}); without it nothing is compared. The sums of the "
        "annex and of each unit are always shown in the summary.",
    ),
    remedy=Message(
        "核对各项目的预算数，或改正控制数", "Check the projects' budgets, or mend the total set"
    ),
    settings={"expected": ""},
)
def total(annex: Annex, view: View) -> Iterator[Found]:
    """Find a total that is not the one that annex.yaml expects."""
    expected = view.setting("expected")
    if not expected:
        return
    origin, field = annex.origin, "checks.total.expected"
    try:
        wanted = Decimal(expected)
    except InvalidOperation:
        yield Found(origin, field, Message(f"不是数字：{expected}", f"Not a number: {expected}"))
        return
    if annex.total.value != wanted:
        apart = abs(annex.total.value - wanted)
        yield Found(
            origin,
            field,
            Message(
                f"各项目合计 {annex.total}，控制数 {wanted}，差 {apart}",
                f"The projects add up to {annex.total}, not {wanted}; {apart} apart",
            ),
        )
