"""What findings say: the nearest word, what to write, and never more than fits a line."""

from __future__ import annotations

import pytest
from schema_cases import SHAPES, findings_in

from annexgen.schema.amounts import amount_fault, is_amount
from annexgen.schema.rules import NEGATIVE, NOT_A_NUMBER, RULES, TOO_MANY_DECIMALS
from annexgen.schema.suggest import nearest


@pytest.mark.parametrize("text", ["0", "470", "470.0", "470.00", "0.05", "9" * 40])
def test_sums(text: str) -> None:
    assert is_amount(text)


@pytest.mark.parametrize(
    ("text", "rule", "help_"),
    [
        ("470万元", NOT_A_NUMBER, "写成 470"),
        ("470.5 万元", NOT_A_NUMBER, "写成 470.5"),
        ("1,000.00", NOT_A_NUMBER, "写成 1000.00"),
        ("１，０００．５", NOT_A_NUMBER, "写成 1000.5"),
        ("￥470", NOT_A_NUMBER, "写成 470"),
        ("+470", NOT_A_NUMBER, "写成 470"),
        ("0470", NOT_A_NUMBER, "写成 470"),
        ("00", NOT_A_NUMBER, "写成 0"),
        ("470.", NOT_A_NUMBER, "只写数字，最多两位小数，如 470.00"),
        ("无", NOT_A_NUMBER, "只写数字，最多两位小数，如 470.00"),
        ("٤٧٠", NOT_A_NUMBER, "只写数字，最多两位小数，如 470.00"),
        ("-5", NEGATIVE, "写 0 或正数"),
        ("－5", NEGATIVE, "写 0 或正数"),
        ("−5.00 元", NEGATIVE, "写 0 或正数"),
        ("470.000", TOO_MANY_DECIMALS, "四舍五入到两位小数，或核对金额单位"),
        ("1,000.123万元", TOO_MANY_DECIMALS, "四舍五入到两位小数，或核对金额单位"),
    ],
)
def test_what_is_wrong_with_a_sum(text: str, rule: object, help_: str) -> None:
    assert not is_amount(text)
    found, message, wish = amount_fault(text, text)
    assert (found, wish.zh) == (rule, help_)
    assert f"“{text}”" in message.zh
    assert f"“{text}”" in message.en


@pytest.mark.parametrize(
    ("written", "word"),
    [
        ("预 算 数", "预算数"),
        ("预算数：", "预算数"),
        ("预算", "预算数"),
        ("资金用处", "资金用途"),
        ("绩效 目标", "绩效目标"),
        ("完全不同", None),
        ("", None),
    ],
)
def test_the_nearest_word(written: str, word: str | None) -> None:
    assert nearest(written, ["预算数", "资金用途", "绩效目标"]) == word


@pytest.mark.parametrize(
    "text",
    ["预算数: {}.\n", "预算数: {}x\n", "预算数: -{}\n", "预算数: '+{}'\n", "{}: 1\n", "其中: {}\n"],
)
def test_long_texts_are_cut(text: str) -> None:
    for finding in findings_in(text.format("9" * 500), SHAPES["project"]):
        texts = [finding.message.zh, finding.message.en]
        texts += [finding.help.zh, finding.help.en] if finding.help else []
        assert max(map(len, texts)) < 100


def test_codes_and_names_are_unique() -> None:
    assert len({rule.code for rule in RULES}) == len({rule.name for rule in RULES}) == len(RULES)
