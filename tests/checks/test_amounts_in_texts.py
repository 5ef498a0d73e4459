"""Which amounts of a running text contradict a budget of 470 万元 in 2025, and which do not."""

from __future__ import annotations

from decimal import Decimal

import pytest

from annexgen.checks.money import contradicting


@pytest.mark.parametrize(
    "text",
    [
        "用于2025年项目经费470万元",
        "安排经费4,700,000元",
        "安排资金约460万元",
        "项目总投资2000万元，本年安排470万元",
        "安排市级资金470万元、区级资金100万元",
        "按照每人500元标准安排经费470万元",
        "预算资金由500万元压减至470万元",
        "2024年安排经费300万元",
        "比上年预算100万元有所增长",
        "其中：会议费支出20万元",
        "培训经费20万元",
        "撬动社会资金3亿元，争取中央资金1000万元",
        "引进项目资金到位1亿元，管理资金规模20亿元",
        "预算10万元以上项目公开招标",
        "发放补助资金，每户2000元",
        "带动项目经费1000万元",
        "2025，470万元",
        "资金支出率达到95%以上",
    ],
)
def test_these_do_not(text: str) -> None:
    assert contradicting(text, Decimal(470), 2025) == []


@pytest.mark.parametrize(
    ("text", "amounts"),
    [
        ("安排项目资金30万元", ["30万元"]),
        ("总预算为四百万元，即预算数为400万元", ["400万元"]),
        ("2025年安排经费近1,000元", ["近1,000元"]),
        ("设备经费480万元，培训经费3万元", ["480万元"]),
        ("预算４７０元", ["470元"]),
    ],
)
def test_these_do(text: str, amounts: list[str]) -> None:
    assert contradicting(text, Decimal(470), 2025) == amounts
