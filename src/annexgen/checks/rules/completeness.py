"""Completeness: every project has the kinds of indicators that the budget rules ask for.

After 财预〔2015〕88号 (中央部门预算绩效目标管理办法) and 财预〔2021〕101号
(中央部门项目支出核心绩效目标和指标设置及取值指引). Which second levels a form requires, which
projects are exempt and what weights add up to is data of its form.yaml (``checks``).
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache

from annexgen.checks.registry import Found, project_rule
from annexgen.checks.view import View
from annexgen.findings import Message, Severity
from annexgen.model import Project
from annexgen.positions import Origin
from annexgen.schema.policy import Policy, WeightScheme


@project_rule(
    "ANX301",
    "missing-output",
    Severity.WARNING,
    summary=Message("没有产出指标", "A project has no output indicators"),
    reason=Message(
        "财预〔2021〕101号：原则上每一项目均应设置产出指标和效益指标；"
        "财预〔2015〕88号：绩效指标主要包括产出指标、效益指标和满意度指标。",
        "财预〔2021〕101号 asks for output and benefit indicators in every project; "
        "财预〔2015〕88号 names output, benefit and satisfaction as what indicators consist of.",
    ),
    remedy=Message(
        "加上产出指标：做多少、做成什么样、何时做完",
        "Add output indicators: how much, how well, by when",
    ),
)
def missing_output(project: Project, view: View) -> Iterator[Found]:
    """Find a project without 产出指标."""
    yield from _missing(project, view, "产出", "output")


@project_rule(
    "ANX302",
    "missing-benefit",
    Severity.WARNING,
    summary=Message("没有效益指标", "A project has no benefit indicators"),
    reason=Message(
        "财预〔2021〕101号：原则上每一项目均应设置产出指标和效益指标，"
        "说明这笔钱花了以后带来什么变化。",
        "财预〔2021〕101号 asks for output and benefit indicators in every project: what the money "
        "changes.",
    ),
    remedy=Message(
        "加上经济、社会、生态效益或可持续影响指标，有一类即可",
        "Add an economic, social, ecological or lasting benefit; one kind will do",
    ),
)
def missing_benefit(project: Project, view: View) -> Iterator[Found]:
    """Find a project without 效益指标."""
    yield from _missing(project, view, "效益", "benefit")


@project_rule(
    "ANX303",
    "missing-satisfaction",
    Severity.WARNING,
    summary=Message("没有满意度指标", "A project has no satisfaction indicators"),
    reason=Message(
        "财预〔2015〕88号把服务对象满意度列为绩效指标的一类；"
        "财预〔2021〕101号：满意度指标根据实际需要选用，不直接服务对象的项目可在表样里豁免。",
        "财预〔2015〕88号 names the satisfaction of those served as a kind of indicator; "
        "财预〔2021〕101号 asks for it where it fits, so a form may exempt projects without users.",
    ),
    remedy=Message(
        "加上服务对象满意度指标；确实没有服务对象的，写 allow 说明，或在表样 checks.exempt 里列出",
        "Add one; for a project that serves nobody, allow it with a reason or list it under "
        "checks.exempt of the form",
    ),
)
def missing_satisfaction(project: Project, view: View) -> Iterator[Found]:
    """Find a project without 满意度指标."""
    yield from _missing(project, view, "满意", "satisfaction")


@project_rule(
    "ANX304",
    "missing-kind",
    Severity.WARNING,
    summary=Message("缺少必有的二级指标", "A required second-level indicator is missing"),
    reason=Message(
        "财预〔2015〕88号：产出指标包括数量、质量、时效、成本等指标。"
        "哪些必有由表样 form.yaml 的 checks.required 规定。",
        "财预〔2015〕88号: output has indicators of quantity, quality, time and cost. Which of "
        "them a form requires stands under checks.required of its form.yaml.",
    ),
    remedy=Message(
        "加上这一类指标；不适用的，写 allow 说明理由",
        "Add such an indicator; where it does not apply, allow it with a reason",
    ),
)
def missing_kind(project: Project, view: View) -> Iterator[Found]:
    """Find each 二级指标 that the form requires and the project lacks."""
    policy = view.policy
    if not policy.required:
        return
    there = {indicator.level2 for indicator in project.indicators}
    first = {level2: level1 for level1, second in policy.levels for level2 in second}
    for level2 in policy.required:
        if level2 in there or policy.exempts(project.name, level2):
            continue
        level1 = first[level2]
        place = _level(project, level1)
        if place is None and "产出" in level1:
            continue  # missing-output says so
        yield Found(
            place or _first_level(project),
            "level1",
            Message(f"“{level1}”下没有“{level2}”", f"There is no “{level2}” below “{level1}”"),
        )


@project_rule(
    "ANX305",
    "too-few-indicators",
    Severity.WARNING,
    summary=Message("指标太少", "A project has too few indicators"),
    reason=Message(
        "财预〔2015〕88号：绩效指标包括产出、效益和满意度三类，"
        "少于三条说不清一个项目要做什么、做到什么程度。",
        "财预〔2015〕88号 names three kinds, output, benefit and satisfaction; fewer than three "
        "indicators cannot say what a project is to do and how well.",
    ),
    remedy=Message("补上主要的产出和效果指标", "Add indicators for the main outputs and effects"),
    settings={"least": 3},
)
def too_few_indicators(project: Project, view: View) -> Iterator[Found]:
    """Find a project with fewer indicators than the setting ``least``."""
    count, least = len(project.indicators), view.setting("least")
    if count < least:
        yield Found(
            _first_level(project),
            "level1",
            Message(
                f"只有 {count} 条指标，至少应有 {least} 条",
                f"There are only {count} indicators; at least {least} are expected",
            ),
        )


@project_rule(
    "ANX306",
    "weights-sum",
    Severity.ERROR,
    summary=Message("权重合计不对", "The weights do not add up"),
    reason=Message(
        "财预〔2021〕101号要求给指标设分值权重，自评按它打分；合计不对，总分就不对。"
        "应合计多少由表样 form.yaml 的 checks.weights 规定。",
        "财预〔2021〕101号 asks for weights, by which results are scored; where they do not add "
        "up, no score is right. What they add up to stands under checks.weights of the form.yaml.",
    ),
    remedy=Message("调整各指标的权重，使合计符合要求", "Change the weights until they add up"),
)
def weights_sum(project: Project, view: View) -> Iterator[Found]:
    """Find weights that follow none of the form's schemes."""
    key, schemes = view.policy.weight, view.policy.schemes
    if not key or not schemes:
        return
    sums: dict[str, Decimal] = {}
    for indicator in project.indicators:
        weight = Decimal(indicator.extra.get(key) or 0)
        sums[indicator.level1] = sums.get(indicator.level1, Decimal(0)) + weight
    if any(_follows(scheme, sums) for scheme in schemes):
        return
    wanted_zh = "，或".join(_told(scheme, "合计") for scheme in schemes)
    wanted_en = ", or ".join(_told(scheme, "total") for scheme in schemes)
    found_zh, found_en = (
        _told(WeightScheme(sum(sums.values(), Decimal(0)), tuple(sums.items())), word)
        for word in ("合计", "total")
    )
    yield Found(
        _first_level(project),
        "level1",
        Message(
            f"{key}为{found_zh}；应为{wanted_zh}", f"{key} adds up to {found_en}; not {wanted_en}"
        ),
    )


def _follows(scheme: WeightScheme, sums: dict[str, Decimal]) -> bool:
    if scheme.total is not None and sum(sums.values(), Decimal(0)) != scheme.total:
        return False
    return all(sums.get(level, Decimal(0)) == wanted for level, wanted in scheme.levels)


def _told(scheme: WeightScheme, total: str) -> str:
    parts = [f"{level} {weight}" for level, weight in scheme.levels]
    if scheme.total is not None:
        parts.append(f"{total} {scheme.total}")
    return " ".join(parts)


def _missing(project: Project, view: View, word: str, kind: str) -> Iterator[Found]:
    """Yield a finding where no indicator stands below a level whose name holds ``word``."""
    names = _named(view.policy, word)
    if not names or any(view.policy.exempts(project.name, name) for name in names):
        return
    if not any(one.level1 in names or one.level2 in names for one in project.indicators):
        yield Found(
            _first_level(project),
            "level1",
            Message(f"没有“{names[0]}”", f"There are no {kind} indicators (“{names[0]}”)"),
        )


@lru_cache(maxsize=64)
def _named(policy: Policy, word: str) -> tuple[str, ...]:
    """Return the form's levels whose names hold ``word``."""
    return tuple(name for level, below in policy.levels for name in (level, *below) if word in name)


def _level(project: Project, level1: str) -> Origin | None:
    """Return an origin whose ``level1`` is the key ``level1`` in the file."""
    for indicator in project.indicators:
        if indicator.level1 == level1:
            return indicator.origin
    return None


def _first_level(project: Project) -> Origin:
    """Return an origin whose ``level1`` is the first 一级指标 in the file, where to add others."""
    return project.indicators[0].origin
