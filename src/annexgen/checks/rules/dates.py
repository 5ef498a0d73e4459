"""Time: deadlines lie in the annex's year, days exist, and texts speak of the right year.

A budget is for one year (预算法, article 18); targets go with it. No rule asks the clock.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from annexgen.checks.registry import Found, project_rule
from annexgen.checks.texts import main_texts, project_texts, whole
from annexgen.checks.view import View
from annexgen.findings import Message, Severity
from annexgen.model import Indicator, Project
from annexgen.values import Deadline
from annexgen.values.dates import Point, point_at, points_in, year_at
from annexgen.values.numbers import digits_end

_ONE_YEAR = Message(
    "预算法第十八条：预算年度自公历一月一日起至十二月三十一日止；绩效目标随预算一年一定。",
    "预算法, article 18: the budget year runs from 1 January to 31 December, and targets are set "
    "with the budget of the year.",
)
_RANGE = r"((?:19|20)\d\d)年?(?:[-—–~～至到]{1,2})((?:19|20)\d\d)年"
_OTHER_YEARS = (
    *("结转", "续建", "尾款", "质保", "清算", "结算", "决算", "审计", "规划", "行动计划", "方案"),
    *(
        "自",
        "从",
        "以来",
        "立项",
        "签订",
        "批复",
        "发行",
        "建成",
        "投用",
        "截至",
        "同比",
        "相比",
        "较",
    ),
    *("上年", "历年", "跨年", "到20", "至20", "年起", "年前"),
)
"""Words that say why a text names another year."""


@project_rule(
    "ANX501",
    "deadline-outside-year",
    Severity.WARNING,
    summary=Message("完成时限在年度之后", "A deadline lies after the annex's year"),
    reason=_ONE_YEAR,
    remedy=Message(
        "改到年度内；确实跨年收尾的，写 allow 说明",
        "Set a day in the year; where work does end after it, allow it with a reason",
    ),
    settings={"days": 0},
)
def deadline_outside_year(project: Project, view: View) -> Iterator[Found]:
    """Find a deadline more than its setting ``days`` after the year; ``2026年1月前`` is in 2025."""
    end = date(view.year, 12, 31)
    for indicator, value in _deadlines(project, view):
        last = value.last_day_by_letter(view.year)
        if last and (last - end).days > view.setting("days"):
            yield Found(
                indicator.origin,
                "target_value",
                Message(
                    f"时限到 {last.isoformat()}，在 {view.year} 年度之后",
                    f"The deadline is {last.isoformat()}, after the year {view.year}",
                ),
            )


@project_rule(
    "ANX502",
    "deadline-past",
    Severity.WARNING,
    summary=Message("完成时限在年度之前", "A deadline lies before the annex's year"),
    reason=Message(
        "时限早于预算年度，多半是照抄往年的目标忘了改；预算法第十八条：预算年度自一月一日起。",
        "A deadline before the budget year was mostly copied from an earlier one; 预算法, article "
        "18: the year begins on 1 January.",
    ),
    remedy=Message("改成本年度的时限", "Set a day in the annex's year"),
    settings={"since": ""},
)
def deadline_past(project: Project, view: View) -> Iterator[Found]:
    """Find a deadline before the year, or before the day in its setting ``since``."""
    since = _since(view)
    for indicator, value in _deadlines(project, view):
        last = value.last_day(view.year)
        if last and last < since:
            yield Found(
                indicator.origin,
                "target_value",
                Message(
                    f"时限到 {last.isoformat()}，早于 {since.isoformat()}",
                    f"The deadline is {last.isoformat()}, before {since.isoformat()}",
                ),
            )


def _since(view: View) -> date:
    """Return the day before which deadlines are past; one that cannot be read does not count."""
    read = point_at(view.setting("since"), 0)
    day = read.point.last_day(view.year) if read else None
    return day or date(view.year, 1, 1)


@project_rule(
    "ANX503",
    "bad-date",
    Severity.ERROR,
    summary=Message("没有这一天", "There is no such day"),
    reason=Message(
        "2月30日、13月这样的日期不存在，时限无从执行。",
        "30 February or a thirteenth month cannot be kept.",
    ),
    remedy=Message("核对月和日", "Check month and day"),
)
def bad_date(project: Project, view: View) -> Iterator[Found]:
    """Find days that do not exist, in targets and in every other text."""
    if all(point.exists(view.year) for point in _points(whole(project).text)):
        return
    for text in project_texts(project):
        bad = next((p for p in _points(text.text) if not p.exists(view.year)), None)
        if bad is not None:
            year = f"（{view.year} 年）" if bad.year is None else ""
            yield Found(
                text.origin,
                text.field,
                Message(f"没有“{bad.normal}”这一天{year}", f"There is no {bad.normal}"),
                _nearest(bad, view.year),
            )


def _points(text: str) -> Iterator[Point]:
    return (read.point for read in points_in(text))


def _nearest(bad: Point, year: int) -> Message | None:
    """Say which is the month's last day, where only the day is wrong."""
    month = bad._replace(day=None, part="").last_day(year)
    if month is None:
        return None
    return Message(
        f"{month.month}月的最后一天是{month.day}日", f"The month ends on {month.isoformat()}"
    )


@project_rule(
    "ANX504",
    "year-mismatch",
    Severity.WARNING,
    summary=Message(
        "名称、用途或目标说的是别的年度", "A name, purpose or goal speaks of another year"
    ),
    reason=Message(
        "每年的表多从上一年的改起，最容易漏改的就是年份；绩效目标随当年预算设定（财预〔2015〕88号）。",
        "An annex is mostly made from last year's, and the year is what is overlooked; targets are "
        "set with the year's budget (财预〔2015〕88号).",
    ),
    remedy=Message(
        "核对年份；确实说别的年度的，写 allow 说明",
        "Check the year; where another is meant, allow it with a reason",
    ),
)
def year_mismatch(project: Project, view: View) -> Iterator[Found]:
    """Find a text that names other years but not the annex's, and does not say why."""
    for text in main_texts(project):
        years = _years_of(text.text)
        if not years or view.year in years or _spans(text.text, view.year):
            continue
        if text.field != "name" and any(word in text.text for word in _OTHER_YEARS):
            continue
        named = "、".join(f"{year}年" for year in years)
        yield Found(
            text.origin,
            text.field,
            Message(
                f"写的是 {named}，附表是 {view.year} 年度的",
                f"It says {', '.join(map(str, years))}, but the annex is for {view.year}",
            ),
        )


def _years_of(text: str) -> tuple[int, ...]:
    """Return the years that a text names, each once: ``2024年``, or a number at its beginning."""
    years: dict[int, None] = {}
    if text.startswith("20") and digits_end(text, 0) == 4 and text[4:5].isalpha():
        years[int(text[:4])] = None
    at = text.find("年")
    while at >= 0:
        read = year_at(text, at - 4) if at >= 4 else None
        if read:
            years[read[0]] = None
        at = text.find("年", at + 1)
    return tuple(years)


def _spans(text: str, year: int) -> bool:
    """Say whether a range of years in ``text`` holds ``year``."""
    return any(int(first) <= year <= int(last) for first, last in re.findall(_RANGE, text))


def _deadlines(project: Project, view: View) -> Iterator[tuple[Indicator, Deadline]]:
    for indicator, value in view.values(project):
        if isinstance(value, Deadline):
            yield indicator, value
