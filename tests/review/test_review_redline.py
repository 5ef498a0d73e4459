"""The page of changes: what it says, and that nothing in the content can break it."""

from __future__ import annotations

import re
from functools import partial
from html import unescape
from pathlib import Path

import pytest
from review_samples import ANNEX, project, reviewed

from annexgen.findings import Refused
from annexgen.forms.load import described_form, redline_page
from annexgen.review.changes import Review
from annexgen.review.reading import Forms
from annexgen.review.redline.marks import marked
from annexgen.review.redline.page import show
from annexgen.review.showing import Showing

HOSTILE = "经费 <script>alert(1)</script> & {{ 7 * 7 }} </style> \u202e"
UNIT = "单位名称: 办公厅\n"


@pytest.fixture
def small(tmp_path: Path) -> Review:
    """Compare annexes with a changed project, a moved one, a new one and one that is gone."""
    rows = {"整理数量": "≥100卷", "投诉率": "≤5%", "时间": "6月底前", "数字化": "100%"}
    new = rows | {"整理数量": "约100卷", "投诉率": "≤3%", "时间": "9月底前"}
    return reviewed(
        tmp_path,
        {
            "301101/unit.yaml": UNIT,
            "301101/01-a.yaml": project(
                "档案整理", rows=rows, goal="完成全部档案的整理工作，方便查阅"
            ),
            "301101/02-b.yaml": project("机房维保", "3.5", rows={"维保次数": "≥4次"}),
            "301101/03-d.yaml": project("印刷", "1.00"),
        },
        {
            "annex.yaml": ANNEX.replace("办公厅", "办公室"),
            "301101/unit.yaml": UNIT + "页眉: 办公厅\n",
            "301101/01-a.yaml": project(
                "档案整理", "12.00", rows=new, goal="完成主要档案的整理工作，方便查阅"
            ),
            "301102/01-c.yaml": project("会议", "100.00", rows={"会议数": "≥2次"}),
            "301102/02-d.yaml": project("印刷", "1.00"),
            "301102/unit.yaml": "单位名称: 驻京办\n",
        },
    )


def page(
    review: Review,
    language: str = "zh",
    root: Path = Path(),
    approved: frozenset[str] = frozenset(),
) -> str:
    page_of = partial(redline_page, root)
    return show(review, Showing(language, approved=approved, page_of=page_of))


def section(shown: str, anchor: str) -> str:
    """Return what the page says in a section, without its markup, blanks as one."""
    (found,) = re.findall(
        rf'<section class="section[^>]*id="{anchor}">(.*?)</section>', shown, re.DOTALL
    )
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", found)).split())


def test_a_changed_project_says_what_changed_and_counts_the_rest(small: Review) -> None:
    shown = page(small)
    said = section(shown, "301101-01-a")
    assert said.startswith("档案整理 6 处 content/301101/01-a.yaml")
    assert "预算数 10.00 12.00 10.00 12.00 预算增加 +2.00万元（+20.0%）" in said
    assert "产出指标 · 数量指标 整理数量" in said
    assert "降低 −2个百分点（−40.0%） 要求提高" in said
    assert "没有变化的：1 项指标" in said
    assert "完成<del>全部</del><ins>主要</ins>档案的整理工作" in shown


def test_projects_that_came_went_and_moved_are_marked(small: Review) -> None:
    shown = page(small)
    assert section(shown, "301102-01-c").startswith("会议 新增")
    assert "项目的内容：1 项指标 资金用途 整理全部室藏档案" in section(shown, "301102-01-c")
    assert section(shown, "301101-02-b").startswith("机房维保 取消")
    assert section(shown, "301102-02-d").startswith("印刷 1 处 移到别的单位")


def test_the_overview_adds_up(small: Review) -> None:
    shown = page(small)
    (table,) = re.findall(r'<table class="cards units">(.*?)</table>', shown, re.DOTALL)
    rows = [
        re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL)
        for row in re.findall("<tr>.*?</tr>", table, re.DOTALL)
    ]
    cells = [[re.sub("<[^>]+>", "", cell) for cell in row] for row in rows]
    assert cells[0] == [
        *("单位", "新增", "取消", "移动", "改动", "要求提高", "要求降低"),
        *("原预算", "现预算", "增减"),
    ]
    assert cells[-1] == ["合计", "1", "1", "1", "2", "1", "2", "14.50", "113.00", "+98.50"]
    assert cells[1][-3:] == ["14.50", "12.00", "−2.50"]


def test_the_page_speaks_english(small: Review) -> None:
    shown = page(small, "en")
    assert '<html lang="en">' in shown
    assert "Unchanged: 1 indicator" in section(shown, "301101-01-a")
    assert "lowered −2个百分点 (−40.0%) asks for more" in section(shown, "301101-01-a")
    assert '<td class="old" lang="zh-CN"' in shown


def test_an_approved_change_is_marked(small: Review) -> None:
    first = next(iter(small.projects)).changes[0].fingerprint
    said = section(page(small, approved=frozenset({first})), "301101-01-a")
    assert f"已批准 {first}" in said
    assert said.count("已批准") == 1


def test_findings_stand_beside_the_change_they_belong_to(tmp_path: Path) -> None:
    rows = {"整理数量": "≥100卷", "归档数量": "≥20卷"}
    good, bad = (
        project("档案整理", rows=rows | {"整理数量": value}) for value in ("≥100卷", "约100")
    )
    shown = page(
        reviewed(
            tmp_path,
            {"301101/01-a.yaml": good, "301101/02-b.yaml": bad},
            {"301101/01-a.yaml": bad, "301101/02-b.yaml": good},
            Forms(partial(described_form, tmp_path), partial(described_form, tmp_path)),
        )
    )
    tables = re.findall(r'<table class="cards changes">.*?</table>', shown, re.DOTALL)
    assert [table.count("新问题") for table in tables] == [1, 0]
    assert [table.count("已改正") for table in tables] == [0, 1]


def test_nothing_in_the_content_becomes_markup(tmp_path: Path) -> None:
    files = {"301101/01-a.yaml": project("'" + HOSTILE + "'", goal="'" + HOSTILE + "'")}
    for shown in (page(reviewed(tmp_path, {"301101/unit.yaml": UNIT}, files)),):
        assert "<script" not in shown
        assert shown.count("</style>") == 1
        assert "49" not in section(shown, "301101-01-a")
        assert "\u202e" not in shown
        assert "default-src 'none'; style-src 'sha256-" in unescape(shown)


def test_equal_sides_give_a_page_that_says_so(tmp_path: Path) -> None:
    files = {"301101/01-a.yaml": project("档案整理")}
    shown = page(reviewed(tmp_path, files, files))
    assert "<p>没有变化</p>" in shown
    assert "<table" not in shown
    assert "<nav" not in shown


def test_the_page_is_the_same_twice(small: Review) -> None:
    assert page(small) == page(small)


def test_an_annex_may_bring_its_own_page(small: Review, tmp_path: Path) -> None:
    own = tmp_path / "templates" / "tianjin"
    own.mkdir(parents=True)
    (own / "redline.css").write_text("p { color: #123 }", encoding="utf-8")
    assert "#123" in page(small, root=tmp_path)
    (own / "redline.html.j2").write_text("{{ parts | length }}\n{{ gone }}", encoding="utf-8")
    with pytest.raises(Refused) as refused:
        page(small, root=tmp_path)
    (finding,) = refused.value.findings
    assert (finding.path, finding.span and finding.span.line) == (
        "templates/tianjin/redline.html.j2",
        2,
    )


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (None, "一\n二", ("", "<ins>一<br>二</ins>", "<ins>一<br>二</ins>")),
        ("470.00", "480.00", ("<del>470.00</del>", "<ins>480.00</ins>",
                              "<del>470.00</del> <ins>480.00</ins>")),
        ("≥95%", "≥98%", ("≥<del>95</del>%", "≥<ins>98</ins>%",
                          "≥<del>95</del><ins>98</ins>%")),
        ("<b>&", None, ("<del>&lt;b&gt;&amp;</del>", "", "<del>&lt;b&gt;&amp;</del>")),
    ],
)  # fmt: skip
def test_marks_show_what_differs(
    old: str | None, new: str | None, expected: tuple[str, str, str]
) -> None:
    assert tuple(map(str, marked(old, new))) == expected
