"""Wording: what is said says something, once, and is finished."""

from __future__ import annotations

import re
from collections.abc import Iterator

from annexgen.checks.registry import Found, project_rule
from annexgen.checks.texts import Text, project_texts, whole
from annexgen.checks.view import View
from annexgen.findings import Message, Severity
from annexgen.model import Indicator, Project

_CLEAR = "《中央部门预算绩效目标管理办法》（财预〔2015〕88号）：绩效目标要指向明确、细化量化。"
_CLEAR_EN = "财预〔2015〕88号 asks for targets that are definite, detailed and measured."

_NUMBERING = " \t\u30000123456789０１２３４５６７８９一二三四五六七八九十（）()、."
_SAYS_NOTHING = frozenset({"", "指标", "绩效指标", "三级指标", "指标名称"})
_HINTS = (
    *("XX", "xx", "ＸＸ", "ｘｘ", "××", "待定", "待补", "待填", "待核", "某某", "TODO", "TBD"),
    *("FIXME", "__", "＿＿", "??", "？？", "\n/\n", "\n-\n", "\n—\n", "\n——\n"),
)
"""Every text that ``_PLACEHOLDER`` finds has one of these, or consists of it."""
_HINTED = frozenset(hint.strip()[0] for hint in _HINTS)
_PLACEHOLDER = (
    r"(?<![A-Za-z])(?:XX+|xx+)(?![A-Za-z])|(?:Ｘ{2,}|ｘ{2,}|×{2,})"
    r"|待(?:定|补充?|填写?|核实?)(?![\u4e00-\u9fff])|某某"
    r"|\b(?:TODO|TBD|FIXME)\b|[_＿]{2,}|[?？]{2,}|^(?:/|-|—|——)$"
)


@project_rule(
    "ANX601",
    "indicator-repeats-description",
    Severity.INFO,
    summary=Message(
        "绩效指标描述和三级指标写得一样", "The description says what the indicator's name says"
    ),
    reason=Message(
        "描述是用来说明指标量的是什么、怎么量的；照抄名称等于没有说明。不写描述时，表上自动印名称。",
        "A description says what is measured and how; one that copies the name says nothing. Where "
        "it is left out the name is printed in its place.",
    ),
    remedy=Message(
        "写明量什么、怎么量；没有可说的就删去这一行",
        "Say what is measured and how, or delete the line",
    ),
)
def indicator_repeats_description(project: Project, view: View) -> Iterator[Found]:
    """Find descriptions that were written and equal the name."""
    for indicator in project.indicators:
        if indicator.name == indicator.description and "description" in indicator.origin.spans:
            yield Found(
                indicator.origin,
                "description",
                Message(
                    f"绩效指标描述和三级指标“{indicator.name}”一样",
                    f"The description is the same as the name “{indicator.name}”",
                ),
            )


@project_rule(
    "ANX602",
    "indicator-names-its-kind",
    Severity.WARNING,
    summary=Message(
        "三级指标只写了指标类别的名称", "An indicator is called by the name of its kind"
    ),
    reason=Message(
        f"{_CLEAR}“成本指标”是类别，不是指标，看不出量的是什么。",
        f"{_CLEAR_EN} 成本指标 is a kind; as a name it does not say what is measured.",
    ),
    remedy=Message("写明量的是什么，如“档案整理费用”", "Say what is measured, e.g. 档案整理费用"),
)
def indicator_names_its_kind(project: Project, view: View) -> Iterator[Found]:
    """Find indicators named like a level above them, with a number behind or not."""
    for indicator in project.indicators:
        if _names_its_kind(indicator):
            kind = indicator.level2
            yield Found(
                indicator.origin,
                "name",
                Message(
                    f"三级指标“{indicator.name}”只是类别（{kind}）的名称",
                    f"“{indicator.name}” only names the kind ({kind})",
                ),
            )


def _names_its_kind(indicator: Indicator) -> bool:
    """Say so; a satisfaction indicator may be called by whose satisfaction it measures."""
    levels = (indicator.level1, indicator.level2)
    name = indicator.name.rstrip(_NUMBERING)
    if name in _SAYS_NOTHING or name in levels:
        return True
    return f"{name}指标" in levels and (name == "满意度" or not name.endswith("满意度"))


@project_rule(
    "ANX603",
    "duplicate-indicator",
    Severity.WARNING,
    summary=Message("同一项目里有重复的指标", "A project has an indicator twice"),
    reason=Message(
        f"{_CLEAR}同一类下名称和描述都相同的两行是同一个指标，评价时会重复计分。",
        f"{_CLEAR_EN} Two rows of one kind with the same name and description are one indicator, "
        "which an evaluation would count twice.",
    ),
    remedy=Message(
        "删去一行；是两个指标的，在名称里写明区别",
        "Delete one; where they are two, say in the names how they differ",
    ),
)
def duplicate_indicator(project: Project, view: View) -> Iterator[Found]:
    """Find an indicator that says the same as one above it of the same kind."""
    first: dict[tuple[str, ...], Indicator] = {}
    for indicator in project.indicators:
        said = indicator.level1, indicator.level2, indicator.name, indicator.description
        earlier = first.setdefault(said, indicator)
        if earlier is not indicator:
            line = earlier.origin.at("name").line
            yield Found(
                indicator.origin,
                "name",
                Message(
                    f"指标“{indicator.name}”重复，第 {line} 行已有",
                    f"“{indicator.name}” stands on line {line} already",
                ),
            )


@project_rule(
    "ANX604",
    "placeholder",
    Severity.ERROR,
    summary=Message("有没填完的占位文字", "A placeholder was left in a text"),
    reason=Message(
        "“XX”“待定”“TODO”是起草时的记号，不能印进公开的附表。",
        "XX, 待定 and TODO are a drafter's marks, which must not be published.",
    ),
    remedy=Message("写上真正的内容", "Write what belongs there"),
)
def placeholder(project: Project, view: View) -> Iterator[Found]:
    """Find marks that stand for something still to be written."""
    text, characters = whole(project)
    if characters.isdisjoint(_HINTED):
        return
    if any(hint in text for hint in _HINTS):
        yield from filter(None, map(_placeholder, project_texts(project)))


def _placeholder(text: Text) -> Found | None:
    found = re.search(_PLACEHOLDER, text.text)
    if found is None:
        return None
    message = Message(f"占位文字“{found[0]}”", f"Placeholder “{found[0]}”")
    return Found(text.origin, text.field, message)


@project_rule(
    "ANX605",
    "goal-too-short",
    Severity.WARNING,
    summary=Message("绩效目标太短", "The goals are too short to say anything"),
    reason=Message(
        f"{_CLEAR}几个字写不清要做什么、达到什么。",
        f"{_CLEAR_EN} A few characters cannot say what is done and what it achieves.",
    ),
    remedy=Message(
        "写明做什么、为谁做、达到什么效果", "Say what is done, for whom, and what it achieves"
    ),
    settings={"characters": 10},
)
def goal_too_short(project: Project, view: View) -> Iterator[Found]:
    """Find goals that together have fewer characters than ``characters``."""
    least = view.setting("characters")
    count = sum(len("".join(goal.split())) for goal in project.goals)
    if count < least:
        yield Found(
            project.origin,
            "goals.0" if project.goals else "goals",
            Message(
                f"绩效目标共 {count} 个字，少于 {least} 个字",
                f"The goals have {count} characters, fewer than {least}",
            ),
        )


@project_rule(
    "ANX606",
    "goal-too-long",
    Severity.WARNING,
    summary=Message("一条绩效目标太长", "A goal is too long"),
    reason=Message(
        f"{_CLEAR}目标是概括，细节写进指标；太长的一格在表上挤成几页。",
        f"{_CLEAR_EN} A goal sums up, the details are the indicators'; a cell too long for its "
        "table runs over pages.",
    ),
    remedy=Message(
        "分成几条，或把细节写进绩效指标", "Write several goals, or move details into indicators"
    ),
    settings={"characters": 500},
)
def goal_too_long(project: Project, view: View) -> Iterator[Found]:
    """Find each goal that has more characters than ``characters``."""
    most = view.setting("characters")
    for index, goal in enumerate(project.goals):
        if len(goal) > most and len("".join(goal.split())) > most:
            yield Found(
                project.origin,
                f"goals.{index}",
                Message(
                    f"这条绩效目标有 {len(goal)} 个字，多于 {most} 个字",
                    f"This goal has {len(goal)} characters, more than {most}",
                ),
            )
