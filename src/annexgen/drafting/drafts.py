"""What content files are to say: plain texts, whether the checks would pass them or not.

An empty text is a slot: its key is written with nothing behind it, for an editor to fill.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from annexgen.tuples import NamedTuple

_NOTHING: Mapping[str, str] = MappingProxyType({})


class IndicatorDraft(NamedTuple):
    """One indicator.

    Attributes:
        level1: 一级指标, e.g. 产出指标.
        level2: 二级指标, e.g. 数量指标.
        name: 三级指标.
        description: 绩效指标描述; left out of the file where it is empty or equal to ``name``.
        target_value: 指标值.
        fields: the form's own indicator fields, by their key (权重 …).
    """

    level1: str
    level2: str
    name: str
    description: str
    target_value: str
    fields: Mapping[str, str] = _NOTHING


class ProjectDraft(NamedTuple):
    """One project.

    Attributes:
        name: 项目名称.
        budget: 预算数, digits as they are to be printed (``470.00``).
        funds: 其中, by label (财政资金, 其他资金); one that is missing is left empty.
        purpose: 资金用途.
        goals: 绩效目标, without their numbers.
        indicators: in the order of printing; those of a level are written together, where the
            first of them stands.
        fields: the form's own project fields, by their key.
    """

    name: str
    budget: str
    funds: Mapping[str, str]
    purpose: str
    goals: tuple[str, ...]
    indicators: tuple[IndicatorDraft, ...]
    fields: Mapping[str, str] = _NOTHING


class UnitDraft(NamedTuple):
    """One unit.

    Attributes:
        code: 单位代码, the name of its folder.
        name: 单位名称.
        header: 页眉; empty for what is printed by default.
    """

    code: str
    name: str
    header: str = ""


class AnnexDraft(NamedTuple):
    """The annex itself.

    Attributes:
        title: 标题.
        department: 编制单位.
        year: 年度, four digits.
        money_unit: 金额单位.
        form: 表样, the name of the form's folder.
        units: 单位, in printing order.
    """

    title: str
    department: str
    year: str
    money_unit: str
    form: str
    units: tuple[UnitDraft, ...]
