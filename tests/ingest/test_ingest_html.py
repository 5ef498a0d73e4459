"""Web pages are read: our own, and what Word, WPS and browsers save."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest
from block_texts import grid, shown

from annexgen.ingest.blocks import Block, Line, Properties, Role, Table
from annexgen.ingest.html import TOO_DEEP, read
from annexgen.ingest.table_limits import TOO_LONG, TOO_WIDE
from annexgen.packages.markup import TOO_LARGE
from annexgen.packages.refusal import Unreadable
from hostile_packages import peak_memory
from printed_annex import printed_projects

ROOT = Path(__file__).parents[2]
SAVED_BY_WORD = """\
<html xmlns:o="urn:schemas-microsoft-com:office:office"
xmlns:w="urn:schemas-microsoft-com:office:word">\r
<head><meta http-equiv=Content-Type content="text/html; charset=gb2312">\r
<meta name=Generator content="Microsoft Word 15"><title>绩效</title>\r
<!--[if gte mso 9]><xml><o:Author>某人</o:Author></xml><![endif]-->\r
<style>\r\n<!--\r\n p.MsoNormal {mso-style-unhide:no;}\r\n-->\r\n</style></head>\r
<body lang=ZH-CN><div class=WordSection1>\r
<h2 align=center><a name="_Toc1"><span lang=EN-US>1.</span><span>冬季年会\r
项目绩效目标表</span></a></h2>\r
<p class=MsoNormal><span>单位：万元</span><span lang=EN-US><o:p></o:p></span></p>\r
<table class=MsoTableGrid border=1><tr style='mso-yfti-irow:0'>\r
<td width=100 rowspan=2><p class=MsoNormal><b>产出\r
指标</b></p></td><td><p class=MsoNormal><span
style='mso-spacerun:yes'>&nbsp;</span>≥1000<span lang=EN-US>&nbsp;km</span></p>
<p class=MsoNormal><![if !supportLists]><span>2.</span><![endif]>第二<br>\r
行</p><p class=MsoNormal><o:p>&nbsp;</o:p></p></td></tr>\r
<tr><td><span style='display:none;mso-hide:all'>藏</span><del>旧</del><ins>新</ins></td></tr>
</table>\r
<div style='mso-element:footnote-list'><div style='mso-element:footnote'>
<p class=MsoFootnoteText>按年初预算</p></div></div></div></body></html>\r
"""


def blocks(path: Path, page: str | bytes, encoding: str = "utf-8") -> list[Block]:
    path.write_bytes(page if isinstance(page, bytes) else page.encode(encoding))
    return list(read(path))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "a.html"


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> list[Block]:
    """The real annex as the page that a build writes."""
    folder = tmp_path_factory.mktemp("built")
    command = [sys.executable, "-m", "annexgen", "build", "--format", "html", "--root", str(ROOT)]
    subprocess.run([*command, "--output", str(folder)], check=True, capture_output=True)
    return list(read(folder / "annex.html"))


def test_our_own_page_gives_the_printed_tables(own: list[Block]) -> None:
    tables = [block for block in own if isinstance(block, Table)]
    printed = [
        part for one in printed_projects() for part in (one.head_grid(), one.indicator_grid())
    ]
    assert [grid(table) for table in tables] == printed


def test_our_own_page_gives_the_printed_lines_and_nothing_else(own: list[Block]) -> None:
    lines = [block for block in own if isinstance(block, Line)]
    headings = [line.text for line in lines if line.level == 3]
    assert headings == [one.heading for one in printed_projects()]
    texts = [line.text for line in lines if line.level is None and line.role is Role.BODY]
    units = [f"{one.unit_line}\t单位：万元" for one in printed_projects()]
    assert texts == ["天津市人民政府办公厅", *units]
    headers = [line.text for line in lines if line.role is Role.HEADER]
    assert headers == [line.text for line in lines if line.level == 2]


def test_a_page_saved_by_word_is_read(path: Path) -> None:
    found = blocks(path, SAVED_BY_WORD, "gb18030")
    assert shown(found) == [
        "1.冬季年会项目绩效目标表",
        "单位：万元",
        "藏",
        "旧",
        "产出指标↓2 | \xa0≥1000\xa0km¶2.第二\n行 / 新",
        "按年初预算",
    ]
    heading, _, _, _, _, note = found
    assert isinstance(heading, Line)
    assert heading.level == 2
    assert isinstance(note, Line)
    assert note.role is Role.NOTE


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [
        ("gb2312", "gb18030"),
        ("GBK", "gb18030"),
        ("utf-8", "utf-8"),
        ("gb2312", "utf-8"),
        ("", "gb18030"),
        ("", "utf-8"),
        ("utf-8", "utf-8-sig"),
        ("unicode", "utf-16"),
        ("big5", "big5"),
    ],
)
def test_the_encoding_is_found_out(path: Path, declared: str, encoding: str) -> None:
    page = f'<html><head><meta charset="{declared}"></head><body><p>1000人，甲乙</body></html>'
    assert shown(blocks(path, page, encoding)) == ["1000人，甲乙"]


@pytest.mark.parametrize(
    "page",
    [
        '<meta charset="utf-8"><p>甲乙'.encode("gb18030"),
        b'<meta charset="gbk"><p>' + b"\xff\xff",
        b'<meta charset="utf-7"><p>' + b"\xff",
        b"<p>" + b"\xff",
    ],
)
def test_an_encoding_that_does_not_fit_is_refused(path: Path, page: bytes) -> None:
    with pytest.raises(Unreadable, match="its encoding cannot be made out"):
        blocks(path, page)


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("<p>甲 乙\n丙\r\n  丁 a\nb", ["甲 乙丙丁 a b"]),
        (
            "<p>\n\t甲<i>\t</i>乙<span style='mso-tab-count:2'>&nbsp; </span>丙\t</p>",
            ["甲\t乙\t丙"],
        ),
        ("<p> a <b> b</b>  c<br> d </p>", ["a b c\nd"]),
        ("<ul><li>甲<li>乙</ul><dl><dt>丙<dd>丁", ["甲", "乙", "丙", "丁"]),
        (
            "<nav>目录</nav><form>搜索<select><option>甲</select></form><p hidden>藏</p>尾",
            ["目录", "甲", "搜索", "藏", "尾"],
        ),
        ("<div style='DISPLAY: none'><table><td>藏</table></div><p>在", ["藏", "在"]),
        ("<p>预算数<input value=470.00><textarea>备注</textarea>", ["预算数470.00备注"]),
        ("<p>甲<input type=hidden value=乙><input type=checkbox value=丙>", ["甲"]),
        ("<div hidden>甲<script>乙</script><p>丙</div>", ["甲 丙"]),
        ("<script>'<p>甲'</script><template><p>乙</template><noscript>丙</noscript>丁", ["丁"]),
        ("a\0b", ["a\ufffdb"]),
    ],
)
def test_text_is_read_as_browsers_show_it(path: Path, page: str, expected: list[str]) -> None:
    assert shown(blocks(path, page)) == expected


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("<tr><td>a<td colspan=2>b<tr><td>c<td>d<td>e", ["a | b×2 / c | d | e"]),
        ("<tr><td rowspan=2>a<td>b<tr><td>c", ["a↓2 | b / c"]),
        ("<tr><td rowspan=9>a<td>b<tr><td>c", ["a↓2 | b / c"]),
        ("<tr><td rowspan=0>a<td>b<tr><td>c", ["a↓2 | b / c"]),
        ("<tbody><tr><td rowspan=3>a<td>b<tbody><tr><td>c<td>d", ["a | b / c | d"]),
        ("<td>a<td>b", ["a | b"]),
        ("<tr><td colspan='2x'>a<td rowspan=-1>b<td colspan=0>c", ["a×2 | b | c"]),
        ("<caption>题</caption><tr><td>a", ["题", "a"]),
        ("<tr><td>a<p>b<p>c", ["a¶b¶c"]),
        ("<tr><td>a<table><tr><td>b<table><tr><td>c</table>d</table>e", ["a¶e", "b¶d", "c"]),
        ("", []),
    ],
)
def test_tables_form_as_html_says(path: Path, page: str, expected: list[str]) -> None:
    assert shown(blocks(path, f"<table>{page}</table>")) == expected


def test_places_count_as_a_person_would(path: Path) -> None:
    page = "<p>甲<p>乙<table><tr><td>1<table><td>2</table></table><table><tr><td>3<tr><td>4<td>5"
    found = blocks(path, page)
    assert [block.place.where.zh for block in found if not isinstance(block, Properties)] == [
        "第 1 段", "第 2 段", "第 1 个表", "第 2 个表", "第 3 个表"
    ]  # fmt: skip
    last = found[-1]
    assert isinstance(last, Table)
    assert last.cells[-1].place.text("zh") == f"{path}：第 3 个表第 2 行第 2 格"


def test_what_is_not_shown_is_told_with_its_place(path: Path) -> None:
    page = """<nav>首页 &gt; 公开</nav><p>甲<table>
    <tr style="visibility:collapse"><td>乙<td>丙</tr>
    <tr><td>丁<td>戊<del>己</del><span style="display:none">庚</span>
    <button>打印</button></table>"""
    notes = [one for one in blocks(path, page) if isinstance(one, Line) and one.role is Role.NOTE]
    assert [(note.text, note.place.where.zh) for note in notes] == [
        ("首页 > 公开", "第 1 段（导航）"),
        ("乙 丙", "第 1 个表（隐藏的文字）"),
        ("己", "第 1 个表第 1 行第 2 格（标为删除的文字）"),
        ("庚", "第 1 个表第 1 行第 2 格（隐藏的文字）"),
        ("打印", "第 1 个表第 1 行第 2 格（按钮）"),
    ]


def test_a_page_nested_too_deep_is_refused(path: Path) -> None:
    with pytest.raises(Unreadable) as caught:
        blocks(path, "<div>" * 1_000_000)
    assert caught.value.message.zh.endswith(TOO_DEEP.zh)


def test_a_table_too_wide_is_refused(path: Path) -> None:
    wide = "<td colspan=1000>" * 2
    with pytest.raises(Unreadable) as caught:
        blocks(path, f"<table><tr>{wide}</table>")
    assert caught.value.message.zh.endswith(TOO_WIDE.zh)


def test_tags_that_never_close_take_no_time(path: Path) -> None:
    began = time.process_time()
    blocks(path, "<table><tr><td rowspan=65534 colspan=900>" + "<tr><td></b></i></p>" * 10_000)
    assert time.process_time() - began < 10


def test_memory_is_bounded_by_the_largest_table(path: Path) -> None:
    rows = "<tr><td>甲<td>乙</tr>" * 20
    path.write_text(f"<body>{f'<p>行</p><table>{rows}</table>' * 4_000}", encoding="utf-8")
    program = """
from pathlib import Path
from annexgen.ingest.html import read
print(sum(1 for _ in read(Path(sys.argv[1]))))
"""
    told, peak = peak_memory(program, path)
    assert told == "8000"
    assert peak < 100 << 20


@pytest.mark.parametrize(
    "page",
    [
        "<table>" + "<tr><td>" * 1_100_000,
        "<table>" + "<tr><td colspan=1000>" * 9_000,
        "<table><tr><td>" + "<table><tr><td>a</table>" * 200_000,
        "<p>" + "a" * (65 << 20),
    ],
    ids=["cells", "columns", "tables", "letters"],
)
def test_a_page_beyond_all_measure_is_refused_in_bounded_memory(path: Path, page: str) -> None:
    path.write_text(page, encoding="utf-8")
    program = """
from pathlib import Path
from annexgen.ingest.html import read
from annexgen.packages.markup import TOO_LARGE
from annexgen.packages.refusal import Unreadable
try:
    for _ in read(Path(sys.argv[1])):
        pass
except Unreadable as refusal:
    print(refusal.reason.en)
"""
    told, peak = peak_memory(program, path)
    assert told in (TOO_LONG.en, TOO_LARGE.en)
    assert peak < 900 << 20
