"""The rules that see the annex as a whole."""

from __future__ import annotations

from pathlib import Path

from small_content import found, named, places

ORDER = '单位: ["{}", "{}"]\n'


def test_a_sound_annex_has_no_finding(tmp_path: Path) -> None:
    files = {
        "301101/01-甲.yaml": named("档案整理"),
        "301101/02-乙.yaml": named("机房维护").replace("整理全部室藏档案", "维护机房的全部设备"),
        "301102/2025年绿化.yaml": named("庭院绿化").replace("整理全部室藏档案", "栽种和养护树木"),
    }
    rules = {"unit-order", "number-gap", "total"}
    assert [one for one in found(tmp_path, files) if one.rule in rules] == []


def test_units_out_of_order(tmp_path: Path) -> None:
    files = {"301101/01-甲.yaml": named("甲"), "301102/01-乙.yaml": named("乙")}
    findings = found(tmp_path, files, ORDER.format("301102", "301101"))
    assert ("unit-order", "annex.yaml", 6) in places(findings)
    [one] = [one for one in findings if one.rule == "unit-order"]
    assert one.message.zh == "单位 301101 排在 301102 之后"


def test_gaps_and_twins_in_file_numbers(tmp_path: Path) -> None:
    files = {
        f"301101/{name}.yaml": named(name) for name in ("02-甲", "3-乙", "3-丙", "4-丁", "6-戊")
    }
    told = [one.message.zh for one in found(tmp_path, files) if one.rule == "number-gap"]
    assert told == [
        "文件编号是 2，它是第一个文件",
        "前一个文件的编号也是 3",
        "文件编号是 6，前一个文件的编号是 4",
    ]


def test_a_total_that_is_set_is_compared(tmp_path: Path) -> None:
    files = {"301101/01-甲.yaml": named("甲"), "301101/02-乙.yaml": named("乙")}
    checks = "检查:\n  total:\n    expected: {}\n"
    assert "total" not in [one.rule for one in found(tmp_path / "a", files, checks.format("53.12"))]
    findings = found(tmp_path / "b", files, checks.format("53.13"))
    [one] = [one for one in findings if one.rule == "total"]
    assert one.message.en == "The projects add up to 53.12, not 53.13; 0.01 apart"
    assert one.span is not None
    assert (one.span.line, one.span.column) == (8, 15)
    findings = found(tmp_path / "c", files, checks.format("五十"))
    assert ("total", "annex.yaml", 8) in places(findings)
