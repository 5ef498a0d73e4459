"""Measurability: a target says how much of what, on which side of the number, in one spelling.

财预〔2015〕88号 asks that targets be specific and measurable (细化量化), 财预〔2021〕101号 says how
their values are set. Spelling follows GB/T 15835-2011 and the signs that the forms use.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from annexgen.checks.naming import is_fault, is_gain, is_share
from annexgen.checks.registry import Found, project_rule
from annexgen.checks.texts import project_texts, whole
from annexgen.checks.view import View
from annexgen.findings import Message, Severity
from annexgen.model import Indicator, Project
from annexgen.values import Bound, Qualitative, Quantity, Range, mentions_number, parse
from annexgen.values.units import COUNTED, MONEY

_MEASURABLE = Message(
    "财预〔2015〕88号：绩效目标要细化量化、可衡量；年底要拿实际数和它比，说不清多少就没法评价。",
    "财预〔2015〕88号 asks for specific and measurable targets: at the year's end the result is "
    "held against them.",
)
_ONE_SPELLING = Message(
    "同一个意思一种写法，指标值才能比较、汇总和机器读取；表样里用 ≥ ≤ > < 和 %。",
    "Targets can be compared, summed and read by programs where one meaning has one spelling; the "
    "forms use ≥ ≤ > < and %.",
)
_UNIT_IN_NAME = r"[（(](?:%|％|[^（()）\d]{1,5})[)）]$"
_NO_UNIT = ("指数", "系数", "比值", "等级", "评级", "pH值", "PH值")
_NO_CEILING = (
    *("节约", "节省", "降低", "减少", "压减", "补", "救助", "津贴", "收入", "标准", "自筹", "配套"),
    *("投入", "产值", "资本"),
)
"""What marks money of which more may be better."""
_NUMBERED = (Quantity, Range)
_SIGN_SPELLINGS = frozenset({">=", "<=", "≥=", "≤="}) | frozenset("≧≦⩾⩽≯≮＞＜＝﹥﹤")
_OWN_MEANING = frozenset({"达到", "应达到", "达", "为", "等于", "=", "保持在", "最低", "最高"})
"""Words of a bound that say a little more than the sign, and may stay."""


@project_rule(
    "ANX401",
    "vague-quantity",
    Severity.WARNING,
    summary=Message("数量、成本指标没有数字", "A target for quantity or cost has no number"),
    reason=_MEASURABLE,
    remedy=Message("写出数量和单位，如 ≥3次、≤9万元", "Write number and unit: ≥3次, ≤9万元"),
)
def vague_quantity(project: Project, view: View) -> Iterator[Found]:
    """Find a quantity or cost whose target is words without any number."""
    for indicator in project.indicators:
        if "数量" not in indicator.level2 and "成本" not in indicator.level2:
            continue
        value = view.value(indicator)
        if isinstance(value, Qualitative) and not mentions_number(value.text):
            yield _on_value(
                indicator,
                f"{indicator.level2}的指标值“{value.text}”没有数字",
                f"The target of a {indicator.level2} has no number: '{value.text}'",
            )


@project_rule(
    "ANX402",
    "unit-missing",
    Severity.WARNING,
    summary=Message("指标值没有单位", "A target has no unit"),
    reason=Message(
        "只写数字，看不出是百分比、分数还是个数；财预〔2015〕88号要求目标可衡量。",
        "A bare number may be a percentage, a mark or a count; 财预〔2015〕88号 asks for "
        "measurable targets.",
    ),
    remedy=Message("在数字后写单位（%、分、个、万元……）", "Write the unit after the number"),
)
def unit_missing(project: Project, view: View) -> Iterator[Found]:
    """Find a number without unit, unless the name has the unit in brackets or needs none."""
    for indicator, value in view.values(project):
        if not isinstance(value, _NUMBERED) or value.unit or _needs_no_unit(indicator):
            continue
        guess = f"{value.text.strip()}%"
        yield Found(
            indicator.origin,
            "target_value",
            Message(f"“{value.text}”没有单位", f"'{value.text}' has no unit"),
            _probably(guess) if is_share(indicator.name) else None,
        )


def _needs_no_unit(indicator: Indicator) -> bool:
    texts = (indicator.name, indicator.description)
    return any(text.endswith(_NO_UNIT) or re.search(_UNIT_IN_NAME, text) for text in texts)


@project_rule(
    "ANX403",
    "percent-spelling",
    Severity.WARNING,
    summary=Message("百分号写法不一", "A percentage is not written with %"),
    reason=_ONE_SPELLING,
    remedy=Message("写成 %", "Write %"),
)
def percent_spelling(project: Project, view: View) -> Iterator[Found]:
    """Find 百分比 or 百分之 as a target's unit, and ``％`` anywhere."""
    for indicator, value in view.values(project):
        if not isinstance(value, _NUMBERED) or value.spelling.percent in ("", "%"):
            continue
        if value.unit == "%" and value.spelling.percent != "％":
            mend = _percent_mended(value)
            yield _respelled(indicator, value.spelling.percent, "%", mend)
    if "％" in whole(project).characters:
        for text in project_texts(project):
            if "％" in text.text:
                yield Found(
                    text.origin,
                    text.field,
                    Message("百分号是全角的“％”", "The percent sign is the full-width '％'"),
                    Message("写成半角的“%”", "Write '%'"),
                    mend=text.text.replace("％", "%"),
                )


def _percent_mended(value: Quantity | Range) -> str | None:
    """Return the target with ``%``; where the word stands before the number, in normal form."""
    plain = value.text.replace("个百分比", "%").replace("百分比", "%")
    return _same(value, plain if plain != value.text else value.normal)


@project_rule(
    "ANX404",
    "bound-spelling",
    Severity.WARNING,
    summary=Message("上下限没有用 ≥ ≤ > < 写", "A bound is not written as ≥ ≤ > <"),
    reason=_ONE_SPELLING,
    remedy=Message("换成 ≥ ≤ > <，写在数字前面", "Write ≥ ≤ > < before the number"),
)
def bound_spelling(project: Project, view: View) -> Iterator[Found]:
    """Find a bound in words (不高于, 以上) or in another sign (``>=``, ``＞``)."""
    for indicator, value in view.values(project):
        if not isinstance(value, Quantity) or not _is_odd_bound(value):
            continue
        word, sign = value.spelling.bound, value.bound.value
        plain = value.text.replace(word, sign, 1)
        is_before = value.text.strip().startswith(word)
        yield _respelled(indicator, word, sign, _same(value, plain if is_before else value.normal))


def _is_odd_bound(value: Quantity) -> bool:
    """Say whether the bound is no plain sign, but means just what one says."""
    word = value.spelling.bound
    if value.bound in (Bound.ABOUT, Bound.EXACT):
        return word == "＝"
    if word in _OWN_MEANING or word == "余":
        return False
    return word in _SIGN_SPELLINGS or any(char.isalpha() for char in word)


def _same(value: Quantity | Range, mend: str) -> str | None:
    """Return ``mend`` where it says the same as ``value``."""
    return mend if parse(mend).normal == value.normal else None


def _respelled(indicator: Indicator, word: str, sign: str, mend: str | None) -> Found:
    instead = mend or sign
    return Found(
        indicator.origin,
        "target_value",
        Message(f"“{word}”应写成“{sign}”", f"'{word}' should be written '{sign}'"),
        Message(f"写成“{instead}”", f"Write '{instead}'"),
        mend=mend,
    )


@project_rule(
    "ANX405",
    "bound-missing",
    Severity.WARNING,
    summary=Message(
        "质量、满意度的百分比没有上下限", "A percentage of quality or satisfaction has no bound"
    ),
    reason=Message(
        "满意度写“95%”，实际 97% 算不算完成？不写 ≥ 或 ≤，评价时没有依据；"
        "财预〔2015〕88号要求目标可衡量。",
        "Does 97 % meet a target of 95 %? Without ≥ or ≤ nobody can say; 财预〔2015〕88号 asks for "
        "measurable targets.",
    ),
    remedy=Message("在数字前加 ≥ 或 ≤", "Write ≥ or ≤ before the number"),
)
def bound_missing(project: Project, view: View) -> Iterator[Found]:
    """Find a percentage of quality or satisfaction with neither bound nor 0 or 100."""
    for indicator in project.indicators:
        if "质量" not in indicator.level2 and not _is_satisfaction(indicator):
            continue
        value = view.value(indicator)
        if not isinstance(value, Quantity) or value.unit != "%" or value.stated:
            continue
        if 0 < value.number < 100:
            sign = "≤" if is_fault(indicator.name) else "≥"
            yield Found(
                indicator.origin,
                "target_value",
                Message(f"“{value.text}”没有上下限", f"'{value.text}' has no bound"),
                _probably(f"{sign}{value.normal}"),
            )


def _is_satisfaction(indicator: Indicator) -> bool:
    return "满意度" in indicator.level1 or "满意度" in indicator.level2


@project_rule(
    "ANX406",
    "bound-direction",
    Severity.WARNING,
    summary=Message("上下限的方向反了", "A bound looks to the wrong side"),
    reason=Message(
        "满意度“≤95%”的意思是越不满意越算完成；投诉率、成本写“≥”同理。多半是符号选错了。",
        "A satisfaction of ≤95 % is met by discontent, a complaint rate or cost with ≥ by more of "
        "it; the sign is probably a slip.",
    ),
    remedy=Message("核对符号：≥ 和 ≤ 对调", "Check the sign: swap ≥ and ≤"),
)
def bound_direction(project: Project, view: View) -> Iterator[Found]:
    """Find 满意度 ≤, 投诉率 ≥, and money of a cost ≥."""
    for indicator, value in view.values(project):
        if not isinstance(value, Quantity) or not _is_turned(indicator, value):
            continue
        more = value.bound.is_lower
        yield _on_value(
            indicator,
            f"“{indicator.name}”是{'越低' if more else '越高'}越好的，指标值却是“{value.text}”",
            f"{'Less' if more else 'More'} of {indicator.name} is better, but the target is "
            f"'{value.text}'",
        )


def _is_turned(indicator: Indicator, value: Quantity) -> bool:
    if value.bound.is_upper:
        return is_gain(indicator.name) and not value.subject
    if not value.bound.is_lower or value.subject:
        return False
    return is_fault(indicator.name) or _is_cost(indicator, value)


def _is_cost(indicator: Indicator, value: Quantity) -> bool:
    """Say whether the target is money that is better saved."""
    if "成本" not in indicator.level2 or value.unit not in MONEY or value.per:
        return False
    texts = (indicator.name, indicator.description)
    return not any(word in text for word in _NO_CEILING for text in texts)


@project_rule(
    "ANX407",
    "percent-over-100",
    Severity.WARNING,
    summary=Message("满意度、合格率等超过 100%", "A share is above 100 %"),
    reason=Message(
        "满意度、合格率、覆盖率是整体中的一部分，最多 100%；超过的多半是数字输错。",
        "Satisfaction, pass rates and coverage are parts of a whole; above 100 % there is mostly a "
        "slip of the keyboard.",
    ),
    remedy=Message("核对数字，最多写 100%", "Check the number; 100 % is the most"),
)
def percent_over_100(project: Project, view: View) -> Iterator[Found]:
    """Find a share, or a satisfaction, above 100 %; growth and 完成率 may be."""
    for indicator, value in view.values(project):
        if not isinstance(value, _NUMBERED) or value.unit != "%" or value.subject:
            continue
        most = value.number if isinstance(value, Quantity) else value.high
        if most > 100 and (is_share(indicator.name) or _is_satisfaction(indicator)):
            yield _on_value(
                indicator,
                f"“{indicator.name}”不会超过 100%，指标值却是“{value.text}”",
                f"{indicator.name} cannot be above 100 %, but the target is '{value.text}'",
            )


@project_rule(
    "ANX408",
    "precision",
    Severity.INFO,
    summary=Message("指标值的小数不合适", "A target has more decimals than make sense"),
    reason=Message(
        "人、次、件没有半个；金额、百分比写到小数点后两位就够，再细既做不到也量不出。",
        "There is no half of a person, time or piece; and money or a percentage beyond two "
        "decimals can neither be met nor measured.",
    ),
    remedy=Message("改成整数，或减少小数位", "Write a whole number, or fewer decimals"),
    settings={"places": 2},
)
def precision(project: Project, view: View) -> Iterator[Found]:
    """Find a fraction of what is counted, and money or percent beyond its setting ``places``."""
    for indicator, value in view.values(project):
        if not isinstance(value, _NUMBERED) or not value.spelling.places:
            continue
        if _is_split(indicator, value):
            yield _on_value(
                indicator,
                f"“{value.text}”：{value.unit}不能是小数",
                f"'{value.text}': there is no fraction of a {value.unit}",
            )
        elif value.spelling.places > view.setting("places") and (
            value.unit in MONEY or value.unit == "%"
        ):
            yield _on_value(
                indicator,
                f"“{value.text}”有 {value.spelling.places} 位小数",
                f"'{value.text}' has {value.spelling.places} decimals",
            )


def _is_split(indicator: Indicator, value: Quantity | Range) -> bool:
    """Say whether a fraction of something countable is asked for; means may be fractions."""
    if value.unit not in COUNTED or value.per:
        return False
    if "均" in f"{indicator.name}{indicator.description}{value.subject}":
        return False
    return any(number % Decimal(1) for number in _numbers(value))


def _numbers(value: Quantity | Range) -> tuple[Decimal, ...]:
    return (value.number,) if isinstance(value, Quantity) else (value.low, value.high)


def _probably(text: str) -> Message:
    return Message(f"多半是“{text}”", f"It probably is '{text}'")


def _on_value(indicator: Indicator, zh: str, en: str) -> Found:
    return Found(indicator.origin, "target_value", Message(zh, en))
