"""Merging content files: what merges, what conflicts and how that looks."""

from __future__ import annotations

import pytest

from annexgen.merging.file import Merged, merged_file
from annexgen.merging.pieces import Clash
from annexgen.merging.writing import Signs

PROJECT = """\
# yaml-language-server: $schema=x
项目名称: 档案整理
预算数: 27.56   # 批复数
其中:
  财政资金: 27.56
  其他资金:
资金用途: 整理档案

# 目标两条
绩效目标:
  - 完成整理。
  - 方便查阅群众。
绩效指标:
  产出指标:
    数量指标:
      - 三级指标: 整理数量
        指标值: ≥100卷
      # 第二条
      - 三级指标: 上架数量
        绩效指标描述: 上架的卷数
        指标值: ≥90卷   # annexgen: allow likeness -- 按批复
      - 三级指标: 扫描页数
        指标值: ≥5000页
    时效指标:
      - {三级指标: 完成时间, 指标值: 2025年底前}
  # 效益在后
  效益指标:
    社会效益指标:
      - 三级指标: 查阅人次
        指标值: |
          ≥200人次
"""
COUNT = "      - 三级指标: 整理数量\n        指标值: ≥100卷\n"
PAGES = "      - 三级指标: 扫描页数\n        指标值: ≥5000页\n"
SHELF = """\
      # 第二条
      - 三级指标: 上架数量
        绩效指标描述: 上架的卷数
        指标值: ≥90卷   # annexgen: allow likeness -- 按批复
"""
BENEFIT = PROJECT[PROJECT.index("  # 效益在后") :]


def merged(ours: str, theirs: str, base: str = PROJECT, signs: Signs | None = None) -> Merged:
    """Merge texts."""
    done = merged_file(base.encode(), ours.encode(), theirs.encode(), signs or Signs())
    assert done is not None
    return done


def changed(*pairs: tuple[str, str], text: str = PROJECT) -> str:
    """Return a text with some parts of it replaced, each of which is there once."""
    for old, new in pairs:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ((("≥100卷", "≥150卷"),), (("≥90卷", "≥95卷"),)),
        ((("整理数量", "整理的数量"),), (("≥100卷", "≥150卷"),)),
        ((("预算数: 27.56", "预算数: 30.00"),), (("其他资金:", "其他资金: 2.44"),)),
        ((("# 批复数", "# 批复数，见附件"),), (("预算数: 27.56", "预算数: 30.00"),)),
        ((("完成整理。", "完成全部整理。"),), (("方便查阅群众。", "方便群众查阅。"),)),
        (((PAGES, ""),), (("≥100卷", "≥150卷"),)),
        (((BENEFIT, ""),), ((PAGES, ""),)),
        (((COUNT + SHELF, SHELF + COUNT),), (("≥100卷", "≥150卷"),)),
        (((SHELF, ""), (PAGES, PAGES + SHELF)), (("≥90卷 ", "≥95卷 "),)),
        ((("# 第二条", "# 第二条：上架"),), (("上架数量", "上架的数量"), ("# 目标两条\n", ""))),
        ((("2025年底前", "2025年11月底前"),), (("≥200人次", "≥300人次"),)),
        ((("资金用途: 整理档案", "资金用途:\n  整理\n  档案和图书"),), (("≥90卷", "≥95卷"),)),
    ],
)
def test_changes_of_different_things_merge(
    ours: tuple[tuple[str, str], ...], theirs: tuple[tuple[str, str], ...]
) -> None:
    both = changed(*ours, *theirs)
    mine, other = changed(*ours), changed(*theirs)
    assert merged(mine, other) == Merged(both.encode(), (), "档案整理")
    assert merged(other, mine).data.decode() == both


def test_what_both_add_at_one_place_is_there_twice() -> None:
    new = "      - 三级指标: 装订数量\n        指标值: ≥50卷\n"
    other = "      - 三级指标: 修补数量\n        指标值: ≥5卷\n"
    ours, theirs = changed((PAGES, PAGES + new)), changed((PAGES, PAGES + other))
    assert merged(ours, theirs).data.decode() == changed((PAGES, PAGES + new + other))
    assert merged(ours, ours).data.decode() == ours
    group = "    成本指标:\n" + new
    ours, theirs = changed((BENEFIT, group + BENEFIT)), changed((PAGES, PAGES + other))
    both = changed((BENEFIT, group + BENEFIT), (PAGES, PAGES + other))
    assert merged(ours, theirs).data.decode() == both


def test_a_conflict_frames_one_indicator_with_all_that_does_merge() -> None:
    ours = changed(("≥90卷", "≥95卷"), ("≥100卷", "≥150卷"))
    theirs = changed(("≥90卷", "≥80卷"), ("上架的卷数", "上架卷数"), ("≥5000页", "≥6000页"))
    done = merged(ours, theirs, signs=Signs(9, "HEAD", "side"))
    assert done.clashes == (Clash(("上架数量", "指标值"), "≥95卷", "≥80卷"),)
    framed = SHELF.replace("上架的卷数", "上架卷数")
    framed = (
        f"<<<<<<<<< HEAD\n{framed.replace('≥90', '≥95')}=========\n"
        f"{framed.replace('≥90', '≥80')}>>>>>>>>> side\n"
    )
    whole = changed((SHELF, framed), ("≥100卷", "≥150卷"), ("≥5000页", "≥6000页"))
    assert done.data.decode() == whole
    shown = merged(ours, theirs, signs=Signs(has_base=True)).data.decode()
    assert f"||||||| base\n{SHELF}=======\n" in shown


@pytest.mark.parametrize(
    ("ours", "theirs", "keys", "texts"),
    [
        ((PAGES, ""), ("≥5000页", "≥1页"), ("扫描页数",), (None, "")),
        (("≥5000页", "≥1页"), (PAGES, ""), ("扫描页数",), ("", None)),
        (("数: 27.56 ", "数: 1 "), ("数: 27.56 ", "数: 2 "), ("预算数",), ("1", "2")),
        (("完成整理。", "全部完成整理。"), ("完成整理。", "完成整理了。"), ("绩效目标",),
         ("全部完成整理。", "完成整理了。")),
        (("2025年底前", "6月"), ("2025年底前", "7月"), ("完成时间",), ("", "")),
        ((BENEFIT, ""), ("≥200人次", "≥1人次"), ("查阅人次",), (None, "")),
        (("# 批复数", "# 甲"), ("# 批复数", "# 乙"), ("预算数",), ("# 甲", "# 乙")),
    ],
)  # fmt: skip
def test_what_conflicts(
    ours: tuple[str, str],
    theirs: tuple[str, str],
    keys: tuple[str, ...],
    texts: tuple[str | None, str | None],
) -> None:
    done = merged(changed(ours), changed(theirs))
    assert done.clashes == (Clash(keys, *texts),)
    text = done.data.decode()
    start, middle, end = (text.index(sign) for sign in ("<<<<<<<", "=======", ">>>>>>>"))
    mine = (
        text[:start]
        + text[text.index("\n", start) + 1 : middle]
        + text[text.index("\n", end) + 1 :]
    )
    assert mine == changed(ours)


def test_two_different_orders_conflict_as_a_whole() -> None:
    ours = changed((COUNT, ""), (PAGES, PAGES + COUNT), ("≥90卷", "≥95卷"))
    theirs = changed((COUNT, ""), (SHELF, SHELF + COUNT), ("≥5000页", "≥6000页"))
    done = merged(ours, theirs)
    assert done.clashes == (Clash(("数量指标",), "", "", is_order=True),)
    text = done.data.decode()
    assert text.index("<<<<<<< ours\n    数量指标:\n") < text.index(
        ">>>>>>> theirs\n    时效指标:\n"
    )
    assert text.count("≥95卷") == text.count("≥6000页") == 2


def test_fields_in_brackets_merge_one_by_one() -> None:
    ours, theirs = changed(("2025年底前", "2025年11月底前")), changed(("完成时间", "'完成 时间'"))
    both = changed(("2025年底前", "2025年11月底前"), ("完成时间", "'完成 时间'"))
    assert merged(ours, theirs) == Merged(both.encode(), (), "档案整理")
    assert merged(theirs, ours).data.decode() == both
    theirs = changed(("2025年底前}", "2025年6月底前, 绩效指标描述: 全部完成}"))
    assert merged(ours, theirs).clashes == (Clash(("完成时间",), "", ""),)


def test_an_indicator_put_under_other_levels_merges_with_its_changes() -> None:
    added = "    质量指标:\n"
    moved = (COUNT, ""), ("    时效指标:\n", f"{added}{COUNT}    时效指标:\n")
    theirs = changed(("≥100卷", "≥150卷"), ("≥5000页", "≥6000页"))
    both = changed(*moved).replace("≥100卷", "≥150卷").replace("≥5000页", "≥6000页")
    assert merged(changed(*moved), theirs) == Merged(both.encode(), (), "档案整理")
    assert merged(theirs, changed(*moved)).data.decode() == both
    assert merged(changed(*moved), changed(*moved)).data.decode() == changed(*moved)


@pytest.mark.parametrize("is_gone", [True, False])
def test_an_indicator_put_elsewhere_by_both_or_deleted_is_in_conflict(is_gone: bool) -> None:
    ours = changed((COUNT, ""), ("    时效指标:\n", f"    质量指标:\n{COUNT}    时效指标:\n"))
    theirs = changed((COUNT, ""))
    if not is_gone:
        theirs = theirs.replace("    社会效益指标:\n", f"    社会效益指标:\n{COUNT}")
    done = merged(ours, theirs)
    clash = Clash(("整理数量",), "", None if is_gone else "")
    assert set(done.clashes) == {clash}
    text = done.data.decode()
    assert "<<<<<<< ours\n    质量指标:\n" in text
    assert text.count("整理数量") == 2 - is_gone
    done = merged(theirs, ours)
    assert done.data.decode().count("<<<<<<<") == 2 - is_gone


def test_one_side_tidies_up_while_the_other_changes() -> None:
    untidy = PROJECT.replace("指标值: ≥100卷", "'指标值':   \"≥100卷\"").replace(
        "  - 完", "    -   完"
    )
    untidy = untidy.replace("  - 方", "    -   方")
    theirs = untidy.replace("≥90卷", "≥95卷").replace("完成整理。", "全部完成整理。")
    expected = changed(("≥90卷", "≥95卷"), ("完成整理。", "全部完成整理。"))
    assert "指标值: ≥95卷" in merged(PROJECT, theirs, base=untidy).data.decode()
    assert merged(PROJECT, theirs, base=untidy).clashes == ()
    assert merged(PROJECT, theirs, base=untidy).data.decode().replace("-   全", "- 全") == expected


def test_the_layout_of_bytes_merges_as_well() -> None:
    ours, theirs = changed(("≥100卷", "≥150卷")), changed(("≥90卷", "≥95卷"))
    both = changed(("≥100卷", "≥150卷"), ("≥90卷", "≥95卷")).encode()
    returns = both.replace(b"\n", b"\r\n")
    for sides, expected in (
        ((PROJECT.replace("\n", "\r\n"), ours.replace("\n", "\r\n"), theirs), both),
        ((PROJECT, ours, theirs.replace("\n", "\r\n")), returns),
        ((PROJECT, ours, theirs.removesuffix("\n")), both.removesuffix(b"\n")),
    ):
        base, mine, other = (side.encode() for side in sides)
        done = merged_file(base, mine, other, Signs())
        assert done is not None
        assert done.data == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "# 空\n",
        "- 甲\n",
        "a: [\n",
        "a: 1\na: 2\n",
        "{a: 1}\n",
        "<<<<<<< x\n",
        "a: 1\r\nb: 2\n",
        "\0",
    ],
)
def test_what_has_no_pieces_is_left_to_git(text: str) -> None:
    assert merged_file(PROJECT.encode(), PROJECT.encode(), text.encode(), Signs()) is None
    if text:
        assert merged_file(text.encode(), PROJECT.encode(), PROJECT.encode(), Signs()) is None


def test_the_annex_and_a_unit_merge_by_their_keys() -> None:
    annex = """\
标题: 绩效目标表
年度: 2025
单位:
  - "301101"   # 本级
  - "301102"
检查:
  级别:
    budget-sum: warning
"""
    ours = changed(("2025", "2026"), ('  - "301102"\n', '  - "301102"\n  - "301103"\n'), text=annex)
    theirs = changed(
        ('  - "301102"\n', '  - "301102"\n  - "301104"\n'),
        ("warning\n", "error\n    likeness: off\n"),
        text=annex,
    )
    both = changed(
        ("2025", "2026"),
        ('  - "301102"\n', '  - "301102"\n  - "301103"\n  - "301104"\n'),
        ("warning\n", "error\n    likeness: off\n"),
        text=annex,
    )
    assert merged(ours, theirs, base=annex) == Merged(both.encode(), (), "")
    unit = "单位名称: 办公厅\n"
    done = merged(unit + "页眉: 甲\n", "单位名称: 市办公厅\n", base=unit)
    assert done.data.decode() == "单位名称: 市办公厅\n页眉: 甲\n"
    done = merged(unit + "页眉: 甲\n", unit + "页眉: 乙\n", base=unit)
    assert done.clashes == (Clash(("页眉",), "甲", "乙"),)
