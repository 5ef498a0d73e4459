"""check --fix from the findings to the files: safe, complete, and done when it is done."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annexgen import cli
from annexgen.checks.engine import check
from annexgen.checks.reading import read_settings
from annexgen.findings import Finding
from annexgen.fixing.annex import diff, mends, write
from annexgen.fixing.files import Mended
from annexgen.fixing.meaning import same_meaning
from annexgen.forms.load import policy_of, vocabulary_of
from annexgen.loading.annex import load_annex
from annexgen.model import Annex, Project
from annexgen.values import Qualitative, parse

HEAD = "标题: 绩效目标表\n编制单位: 办公厅\n年度: 2025\n金额单位: 万元\n表样: tianjin\n"
PROJECT = """\
# 说明：(a) 保留
项目名称:   机房维保(二期)   # 名称, 保留
预算数: 100.00
其中:
  财政资金: 60.00
  其他资金:      # 待核
资金用途: '机房  维保, 巡检 (一期) '
绩效目标:
  - "完成 (一期) 维保,  保障\\t运行"
  - 举办"开放日"--活动, 接待 100 人...
  - >-
    会议(一期),
    会议(二期)
绩效指标:
  产出指标:
    数量指标:
      - {三级指标: 巡检(次), 绩效指标描述: '每季度,一次', 指标值: ≥４次}
    成本指标:
      - 三级指标: 维保费用
        指标值: 不高于１00万元 # 即 1,000,000 元
"""
MENDED = """\
# 说明：(a) 保留
项目名称:   机房维保（二期）   # 名称, 保留
预算数: 100.00
其中:
  财政资金: 60.00
  其他资金: 40.00      # 待核
资金用途: '机房  维保，巡检（一期）'
绩效目标:
  - "完成 (一期) 维保,  保障\\t运行"
  - 举办“开放日”——活动，接待 100 人……
  - >-
    会议(一期),
    会议(二期)
绩效指标:
  产出指标:
    数量指标:
      - {三级指标: 巡检（次）, 绩效指标描述: '每季度，一次', 指标值: ≥4次}
    成本指标:
      - 三级指标: 维保费用
        指标值: ≤100万元 # 即 1,000,000 元
"""


def _lay(root: Path, project: bytes, unit: str = "单位名称: 办公厅\n") -> Path:
    folder = root / "content" / "301101"
    folder.mkdir(parents=True)
    (root / "content" / "annex.yaml").write_text(HEAD, "utf-8")
    (folder / "unit.yaml").write_text(unit, "utf-8")
    (folder / "01-项目.yaml").write_bytes(project)
    return folder / "01-项目.yaml"


def _checked(root: Path) -> tuple[Annex, list[Finding]]:
    loaded = load_annex(root, lambda name: vocabulary_of(root, name))
    assert loaded.annex is not None, loaded.findings
    chosen, faults = read_settings(loaded.annex, policy_of(root, loaded.annex.form), root)
    return loaded.annex, faults + check(loaded.annex, chosen)


def _mends(root: Path) -> list[Mended]:
    return mends(root, _checked(root)[1], lambda finding: True)


def _fix(root: Path) -> int:
    files = _mends(root)
    write(root, files)
    return sum(file.mends for file in files)


def test_all_that_is_safe_is_mended_and_all_else_stays(tmp_path: Path) -> None:
    file = _lay(tmp_path, PROJECT.encode())
    _fix(tmp_path)
    assert file.read_text("utf-8") == MENDED
    assert _fix(tmp_path) == 0
    assert file.read_text("utf-8") == MENDED


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_line_ends_and_byte_order_mark_stay(end: str, tmp_path: Path) -> None:
    file = _lay(tmp_path, ("\ufeff" + PROJECT.replace("\n", end)).encode())
    _fix(tmp_path)
    assert file.read_bytes().decode() == "\ufeff" + MENDED.replace("\n", end)


def test_names_of_units_are_mended_in_one_run(tmp_path: Path) -> None:
    _lay(tmp_path, MENDED.encode(), "单位名称: '办公厅 (本级)'  # 注\n")
    assert _fix(tmp_path) == 1
    unit = tmp_path / "content" / "301101" / "unit.yaml"
    assert unit.read_text("utf-8") == "单位名称: '办公厅（本级）'  # 注\n"
    assert _fix(tmp_path) == 0


def test_a_diff_applies_and_gives_what_fix_gives(tmp_path: Path) -> None:
    patch = shutil.which("patch")
    if patch is None:
        pytest.skip("no program patch")
    file = _lay(tmp_path, PROJECT.rstrip("\n").encode())
    shown = diff(_mends(tmp_path))
    assert file.read_text("utf-8") == PROJECT.rstrip("\n")
    subprocess.run([patch, "-s", "-p1"], cwd=tmp_path, input=shown.encode(), check=True)
    assert file.read_text("utf-8") == MENDED.rstrip("\n")


def test_a_linked_file_stays_a_link(tmp_path: Path) -> None:
    file = _lay(tmp_path, PROJECT.encode())
    target = file.rename(tmp_path / "content" / ".kept.yaml")
    file.symlink_to(target)
    _fix(tmp_path)
    assert file.is_symlink()
    assert target.read_text("utf-8") == MENDED


def test_an_allowed_finding_is_not_mended(tmp_path: Path) -> None:
    comment = "# annexgen: allow mixed-width -- 按批复原文\n"
    file = _lay(tmp_path, MENDED.replace("（二期）   # 名称, 保留\n", f"(二期) {comment}").encode())
    before = file.read_bytes()
    assert _fix(tmp_path) == 0
    assert file.read_bytes() == before


def test_an_allowed_finding_stays_allowed_while_others_are_mended(tmp_path: Path) -> None:
    comment = "# annexgen: allow mixed-width -- 按批复原文"
    text = MENDED.replace("（二期）   # 名称, 保留", f"(二期) {comment}")
    file = _lay(tmp_path, text.replace("≥4次", "≥４次").encode())
    assert _fix(tmp_path) == 1
    assert file.read_text("utf-8") == text


# ---------------------------------------------------------------------- the command


def test_fix_shows_what_is_left(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = _lay(tmp_path, PROJECT.encode())
    code = cli.main(["--lang", "en", "check", "--fix", "--root", str(tmp_path)])
    shown = capsys.readouterr()
    assert shown.err.startswith("Mended ")
    assert shown.err.endswith(" in 1 file\n")
    assert "budget-sum" not in shown.out
    assert "missing-benefit" in shown.out
    assert code == 1
    assert file.read_text("utf-8") == MENDED


def test_only_selected_rules_mend(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = _lay(tmp_path, PROJECT.encode())
    cli.main(["check", "--fix", "--select", "budget-sum", "--root", str(tmp_path)])
    assert capsys.readouterr().err == "已改正 1 处，涉及 1 个文件\n"
    wanted = PROJECT.replace("其他资金:  ", "其他资金: 40.00  ")
    assert file.read_text("utf-8") == wanted


def test_diff_writes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = _lay(tmp_path, PROJECT.encode())
    assert cli.main(["check", "--diff", "--fix", "--root", str(tmp_path)]) == 1
    shown = capsys.readouterr()
    assert shown.out.startswith("--- a/content/301101/01-项目.yaml\n")
    assert "\n-  其他资金:      # 待核\n" in shown.out
    assert "\n+  其他资金: 40.00      # 待核\n" in shown.out
    assert shown.err.startswith("可以改正 ")
    assert file.read_text("utf-8") == PROJECT


def test_nothing_to_mend_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _lay(tmp_path, MENDED.encode())
    options = ["check", "--diff", "--select", "budget-sum", "--root", str(tmp_path)]
    assert cli.main(options) == 0
    assert capsys.readouterr() == ("", "没有能自动改正的问题\n")


def test_a_file_that_cannot_be_written_is_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    file = _lay(tmp_path, PROJECT.encode())

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device", str(file))

    monkeypatch.setattr("annexgen.fixing.annex.write_together", full)
    assert cli.main(["check", "--fix", "--root", str(tmp_path)]) == 2
    assert capsys.readouterr().err == f"annexgen: {file}：磁盘已满\n"
    assert file.read_text("utf-8") == PROJECT


# ---------------------------------------------------------------------- meaning

BOUNDS = ("≥", "≤", "＞", "不高于", "不低于", "不少于", "不超过", "大于", "小于", "达到", "约", "")
NUMBERS = ("4", "９５", "1,000", "17.51", "95．5", "3—5", "3-5", "2025年12月", "5个工作日", "二")
UNITS = ("%", "％", "百分比", "次", "万元", "元", "人 次", "页/件", "以上", "底前(含)", "内", "")
TAILS = ("", " ", "，完成(一期)", ",完成", "...", "--", " 完成", "。。")
VALUES = st.one_of(
    st.tuples(*map(st.sampled_from, (BOUNDS, NUMBERS, UNITS, TAILS))).map("".join),
    st.text(st.sampled_from("≥≤<>95%％．.,，:：()（）-—～~ 　次万元年月日不低于以上"), max_size=10),
)
TEXTS = st.text(
    st.sampled_from("市政府会议12.，,、。:：()（）“\"'《<>-—… 　\u00a0A１"), max_size=16
)


@given(st.lists(VALUES, min_size=1, max_size=4), TEXTS, TEXTS, st.sampled_from(["'", '"']))
@settings(max_examples=150, deadline=None)
def test_mending_changes_no_meaning_and_comes_to_rest(
    values: list[str], name: str, goal: str, quote: str
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        file = _lay(root, _project(values, name, goal, quote).encode())
        before, _ = _checked(root)
        lines = file.read_text("utf-8").count("\n")
        _fix(root)
        after, _ = _checked(root)
        mended = file.read_bytes()
        assert _fix(root) == 0
        assert file.read_bytes() == mended
        assert mended.decode().count("\n") == lines
        assert mended.decode().count("# 注") == len(values) + 2
        for one, other in zip(_texts(before), _texts(after), strict=True):
            assert same_meaning(one, other)
            _same_value(one, other)


def _project(values: list[str], name: str, goal: str, quote: str) -> str:
    rows = "".join(
        f"      - 三级指标: 次数{number}\n        指标值: {_quoted(value, quote)} # 注\n"
        for number, value in enumerate(values)
    )
    return (
        f"项目名称: {_quoted(name, quote)} # 注\n预算数: 1.00\n其中:\n  财政资金: 1.00\n"
        f"  其他资金:\n资金用途: 保养\n绩效目标:\n  - {_quoted(goal, quote)} # 注\n"
        f"绩效指标:\n  产出指标:\n    数量指标:\n{rows}"
    )


def _quoted(text: str, quote: str) -> str:
    whole = text if text.strip() else "甲"
    if quote == "'":
        return "'" + whole.replace("'", "''") + "'"
    return '"' + whole.replace('"', '\\"') + '"'


def _texts(annex: Annex) -> list[str]:
    project: Project = annex.units[0].projects[0]
    return [
        project.name,
        *project.goals,
        *(row.target_value for row in project.indicators),
    ]


def _same_value(one: str, other: str) -> None:
    """Hold the values against each other by what they measure."""
    before, after = parse(one), parse(other)
    assert type(before) is type(after)
    if not isinstance(before, Qualitative):
        for field in ("bound", "number", "low", "high", "unit", "per", "first", "last", "within"):
            assert getattr(before, field, None) == getattr(after, field, None), field


@pytest.mark.parametrize(
    ("before", "after", "same"),
    [
        ("不高于9万元", "≤9万元", True),
        ("≤3百分比", "≤3%", True),
        ("≥95％", "≥95%", True),
        ("市委、 市政府", "市委、市政府", True),
        ("利息--2025年", "利息——2025年", True),
        ("按<<标准>>执行", "按《标准》执行", True),
        ("", "40.00", True),
        ("1.5倍的甲", "15倍的甲", False),
        ("甲,乙", "甲乙丙", False),
        ("≥95%", ">95%", False),
        ("≥95%", "≥95", False),
        ("9万元", "9元", False),
        ("甲（2025 100）", "甲（2025100）", False),
        ("2025年", "2026年", False),
    ],
)
def test_meaning(before: str, after: str, same: bool) -> None:
    assert same_meaning(before, after) is same
