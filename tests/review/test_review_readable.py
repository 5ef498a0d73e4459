"""Lines that speak for themselves: one for each line of the file, whatever the file is."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from annexgen.review.readable import readable

REAL = [
    file.read_bytes() for file in sorted((Path(__file__).parents[2] / "content").glob("**/*.yaml"))
]
PROJECT = """\
# 头
项目名称: "档案整理"   # 名
其中:
  财政资金: 27.56
  其他资金:
资金用途: |
  一
  二   # 不是注释
绩效目标:
  - 甲
  -   '乙 # 丙'
绩效指标:
  产出指标:   # 产出
    数量指标:
      # 说明
      - 指标值: ≥100卷
        三级指标: 整理数量
      - {三级指标: 上架数量, 指标值: ≥90卷}
"""
READABLE = """\
# 头
项目名称: 档案整理  # 名
其中
其中 · 财政资金: 27.56
其中 · 其他资金:
资金用途: 一 ⏎ 二   # 不是注释


绩效目标
绩效目标: 甲
绩效目标: 乙 # 丙
绩效指标
产出指标  # 产出
产出指标 · 数量指标
# 说明
整理数量 · 指标值: ≥100卷
产出指标 · 数量指标 · 整理数量
产出指标 · 数量指标 · 上架数量; 上架数量 · 指标值: ≥90卷
"""


def test_each_line_says_what_it_is_about() -> None:
    assert readable("x", PROJECT.encode()).decode() == READABLE
    assert readable("x", PROJECT.replace("\n", "\r\n").encode()).decode() == READABLE


def test_both_sides_of_a_conflict_are_told() -> None:
    line = "        三级指标: 整理数量\n"
    other = "        三级指标: 整理的数量\n"
    text = PROJECT.replace(line, f"<<<<<<< a\n{line}||||||| b\n=======\n{other}>>>>>>> c\n")
    told = readable("x", text.encode()).decode()
    name = "产出指标 · 数量指标 · 整理"
    assert f"<<<<<<< a\n{name}数量\n||||||| b\n=======\n{name}的数量\n>>>>>>> c\n" in told


def test_from_a_fault_on_lines_stay_as_they_are() -> None:
    told = readable("x", (PROJECT + "坏: [\n还有: 1\n").encode()).decode()
    assert told == READABLE + "坏: [\n还有: 1\n"
    for data in (b"", b"\0", b"\xff\xfe", b"a: [\n", b"- a\nb: 1\n"):
        assert readable("x", data) == data


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_every_line_has_its_line(data: st.DataObject) -> None:
    lines = data.draw(st.sampled_from(REAL)).splitlines(keepends=True)
    junk = [b"\n", b"# x\n", b"  - y\n", b"a: [\n", b"b: |\n", b"<<<<<<< a\n", b"=======\n"]
    junk += [b">>>>>>> c\n", b"'c\n", b"d: 'e\n", b"\r\n", b"f:\n\n\n  g\n"]
    for _ in range(data.draw(st.integers(0, 4))):
        at = data.draw(st.integers(0, len(lines)))
        lines[at : at + data.draw(st.integers(0, 2))] = data.draw(
            st.lists(st.sampled_from(junk), max_size=3)
        )
    text = b"".join(lines)
    told = readable("x", text)
    assert told.count(b"\n") == text.count(b"\n")
    if told != text:
        assert told.endswith(b"\n") is text.endswith(b"\n")
