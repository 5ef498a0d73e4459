"""Which way a target moved, for the indicator that it belongs to."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annexgen.review.changes import Kind, Weight
from annexgen.review.targets import moved

CASES = [
    # old, new, name, kind, weight, delta, unit, percent
    ("≥1000人", "≥1500人", "参会人数", Kind.TARGET_RAISED, Weight.STRICTER, "500", "人", "50.0"),
    ("≥1000人", "≥900人", "参会人数", Kind.TARGET_LOWERED, Weight.WEAKER, "-100", "人", "-10.0"),
    ("≤5%", "≤3%", "投诉率", Kind.TARGET_LOWERED, Weight.STRICTER, "-2", "个百分点", "-40.0"),
    ("5%", "8%", "投诉率", Kind.TARGET_RAISED, Weight.WEAKER, "3", "个百分点", "60.0"),
    ("≤9万元", "≤80000元", "费用", Kind.TARGET_LOWERED, Weight.STRICTER, "-1", "万元", "-11.1"),
    ("≥95%", "约95%", "满意度", Kind.TARGET_LOOSENED, Weight.WEAKER, "None", "", "None"),
    ("≥95%", "约90%", "满意度", Kind.TARGET_LOOSENED, Weight.WEAKER, "-5", "个百分点", "-5.3"),
    ("约90%", "≥90%", "满意度", Kind.TARGET_TIGHTENED, Weight.STRICTER, "None", "", "None"),
    ("≥95%", "显著提升", "满意度", Kind.TARGET_LOOSENED, Weight.WEAKER, "None", "", "None"),
    ("及时", "≤2小时", "响应", Kind.TARGET_TIGHTENED, Weight.STRICTER, "None", "", "None"),
    ("≥95%", "≤95%", "满意度", Kind.TARGET_CHANGED, Weight.UNKNOWN, "None", "", "None"),
    ("≥10次", "≥10场", "活动", Kind.TARGET_UNIT_CHANGED, Weight.UNKNOWN, "None", "", "None"),
    ("≥10次/月", "≥10次/年", "活动", Kind.TARGET_UNIT_CHANGED, Weight.UNKNOWN, "None", "", "None"),
    ("≥95%", "不低于95％", "满意度", Kind.TARGET_REWORDED, Weight.SAME, "None", "", "None"),
    ("≤130000元", "≤13万元", "费用", Kind.TARGET_REWORDED, Weight.SAME, "None", "", "None"),
    ("3—5次", "3—4次", "活动", Kind.TARGET_TIGHTENED, Weight.STRICTER, "None", "", "None"),
    ("3—5次", "4—6次", "活动", Kind.TARGET_RAISED, Weight.STRICTER, "1", "次", "20.0"),
    ("6月底前", "9月底前", "完成时间", Kind.DEADLINE_LATER, Weight.WEAKER, "92", "天", "None"),
    ("12月底前", "11月底前", "时间", Kind.DEADLINE_EARLIER, Weight.STRICTER, "-31", "天", "None"),
    ("5个工作日内", "3个工作日内", "办结", Kind.DEADLINE_EARLIER, Weight.STRICTER, "-2",
     "个工作日", "-40.0"),
    ("6月30日前", "2025年6月底前", "时间", Kind.TARGET_REWORDED, Weight.SAME, "None", "", "None"),
    ("7月前", "7月底前", "时间", Kind.DEADLINE_LATER, Weight.WEAKER, "31", "天", "None"),
    ("1—12月", "12月底前", "时间", Kind.TARGET_CHANGED, Weight.UNKNOWN, "None", "", "None"),
    ("每月10日前", "每月15日前", "报送", Kind.DEADLINE_LATER, Weight.WEAKER, "5", "天", "None"),
    ("每月底前", "每月15日前", "报送", Kind.TARGET_CHANGED, Weight.UNKNOWN, "None", "", "None"),
    ("0", "≤1%", "差错率", Kind.TARGET_RAISED, Weight.WEAKER, "1", "个百分点", "None"),
    ("≥2人", "0", "人数", Kind.TARGET_LOWERED, Weight.WEAKER, "-2", "人", "-100.0"),
    ("80%—90%", "≥80%", "满意度", Kind.TARGET_LOOSENED, Weight.WEAKER, "None", "", "None"),
    ("≥80%", "80%—90%", "满意度", Kind.TARGET_TIGHTENED, Weight.STRICTER, "None", "", "None"),
    ("80%—90%", "≥85%", "满意度", Kind.TARGET_RAISED, Weight.STRICTER, "5", "个百分点", "6.3"),
    ("≤90%", "80%—95%", "投诉率", Kind.TARGET_RAISED, Weight.WEAKER, "5", "个百分点", "5.6"),
    ("≥100人（次）", "≥80人（次）", "人", Kind.TARGET_LOWERED, Weight.WEAKER, "-20", "人", "-20.0"),
    ("≥100人（次）", "≥80人", "人数", Kind.TARGET_LOWERED, Weight.WEAKER, "-20", "人", "-20.0"),
    ("≥100人", "≥100人（含家属）", "人数", Kind.TARGET_CHANGED, Weight.UNKNOWN, "None", "", "None"),
    ("（略）", "（略）", "人数", Kind.TARGET_REWORDED, Weight.SAME, "None", "", "None"),
    ("及时", "有效保障", "保障", Kind.TARGET_CHANGED, Weight.UNKNOWN, "None", "", "None"),
    ("12月底前", "≥3次", "活动", Kind.TARGET_CHANGED, Weight.UNKNOWN, "None", "", "None"),
    ("≤30分钟", "≤0.5小时", "响应", Kind.TARGET_REWORDED, Weight.SAME, "None", "", "None"),
    ("≤30分钟", "≤1小时", "响应", Kind.TARGET_RAISED, Weight.WEAKER, "30", "分钟", "100.0"),
    ("≥2公里", "≥1500米", "道路", Kind.TARGET_LOWERED, Weight.WEAKER, "-500", "米", "-25.0"),
    ("≤5‰", "≤1%", "差错率", Kind.TARGET_RAISED, Weight.WEAKER, "5", "‰", "100.0"),
    ("1小时内", "60分钟内", "响应", Kind.TARGET_REWORDED, Weight.SAME, "None", "", "None"),
    ("2小时内", "≤120分钟", "响应", Kind.TARGET_REWORDED, Weight.SAME, "None", "", "None"),
    ("≤5个工作日", "5个工作日内", "办结", Kind.TARGET_REWORDED, Weight.SAME, "None", "", "None"),
    ("2小时内", "≤3小时", "响应", Kind.DEADLINE_LATER, Weight.WEAKER, "1", "小时", "50.0"),
    ("≤2小时", "90分钟内", "响应", Kind.DEADLINE_EARLIER, Weight.STRICTER, "-30", "分钟", "-25.0"),
    ("2小时内", "≥2小时", "响应", Kind.TARGET_CHANGED, Weight.UNKNOWN, "None", "", "None"),
    ("2小时内", "≤2次", "响应", Kind.TARGET_CHANGED, Weight.UNKNOWN, "None", "", "None"),
    ("接报后2小时内", "≤2小时", "响应", Kind.TARGET_CHANGED, Weight.UNKNOWN, "None", "", "None"),
    ("2天内", "36小时内", "办结", Kind.DEADLINE_EARLIER, Weight.STRICTER, "-12", "小时", "-25.0"),
    ("5个工作日内", "5天内", "办结", Kind.TARGET_UNIT_CHANGED, Weight.UNKNOWN, "None", "", "None"),
    ("2—3天内", "48—72小时内", "办结", Kind.TARGET_REWORDED, Weight.SAME, "None", "", "None"),
    ("2—3天内", "36—72小时内", "办结", Kind.TARGET_CHANGED, Weight.UNKNOWN, "None", "", "None"),
    ("≤0.5小时", "≤45分钟", "响应", Kind.TARGET_RAISED, Weight.WEAKER, "15", "分钟", "50.0"),
    ("1—2公里", "1000—2000米", "道路", Kind.TARGET_REWORDED, Weight.SAME, "None", "", "None"),
    ("≥3亿元", "≥25000万元", "投资", Kind.TARGET_LOWERED, Weight.WEAKER, "-5000", "万元", "-16.7"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new", "name", "kind", "weight", "delta", "unit", "percent"), CASES
)
def test_a_change_of_a_target(
    old: str, new: str, name: str, kind: Kind, weight: Weight, delta: str, unit: str, percent: str
) -> None:
    found, effect = moved(old, new, name, "", (2025, 2025))
    assert (found, effect.weight) == (kind, weight)
    assert (str(effect.delta), effect.unit, str(effect.percent)) == (delta, unit, percent)


def test_of_costs_less_is_better() -> None:
    assert moved("9万元", "8万元", "印刷", "成本指标", (2025, 2025))[1].weight is Weight.STRICTER
    assert moved("5%", "3%", "成本节约率", "成本指标", (2025, 2025))[1].weight is Weight.WEAKER
    assert moved("9册", "8册", "印刷", "数量指标", (2025, 2025))[1].weight is Weight.WEAKER


def test_a_deadline_of_the_next_year_is_later() -> None:
    _, effect = moved("2025年12月底前", "2026年12月底前", "时间", "", (2025, 2026))
    assert effect.delta == Decimal(365)


SIGNS = st.sampled_from(("≥", "≤", "", "约", "不低于", "="))
VALUES = st.builds(
    lambda sign, text, unit: f"{sign}{text}{unit}",
    SIGNS,
    st.sampled_from(
        ("1", "0", "-3", "3—5", "9" * 90, "1.5万", "6月底前", "6月30日前", "7月前", "2小时内", "")
    ),
    st.sampled_from(("人", "%", "万元", "元", "次/年", "")),
)


@given(VALUES, VALUES)
def test_whatever_is_written_a_change_turned_round_has_the_other_weight(old: str, new: str) -> None:
    turned = {
        Weight.STRICTER: Weight.WEAKER,
        Weight.WEAKER: Weight.STRICTER,
        Weight.SAME: Weight.SAME,
        Weight.UNKNOWN: Weight.UNKNOWN,
    }
    there = moved(old, new, "活动", "", (2025, 2025))[1]
    back = moved(new, old, "活动", "", (2025, 2025))[1]
    assert back.weight is turned[there.weight]
    assert there.delta is None or back.delta == -there.delta
