"""What reviewers and programs are shown of changes."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator
from review_samples import ANNEX, project, reviewed

from annexgen.comments.body import harmless
from annexgen.findings.printable import columns
from annexgen.review import as_json, markdown, text
from annexgen.review.changes import Kind, Review
from annexgen.review.showing import Showing
from annexgen.review.wording import KINDS

SCHEMA = json.loads(Path(__file__).parents[2].joinpath("docs/diff.schema.json").read_text("utf-8"))
ENGLISH = Showing("en")
UNIT = "单位名称: 办公厅\n"
HOSTILE = "经费@kim #12 <img src=x> | `x` **b** [a](http://e.org) www.e.org &amp; \u202e [a][b] @ #"


@pytest.fixture
def small(tmp_path: Path) -> Review:
    """Compare annexes with a change of every file, a new project and one that is gone."""
    rows = {"整理数量": "≥100卷", "投诉率": "≤5%", "时间": "6月底前"}
    new = {"整理数量": "约100卷", "投诉率": "≤3%", "时间": "9月底前", "归档": "100%"}
    return reviewed(
        tmp_path,
        {
            "301101/unit.yaml": UNIT,
            "301101/01-a.yaml": project(
                "档案整理", rows=rows, goal="完成全部档案的整理工作，方便查阅"
            ),
            "301101/02-b.yaml": project("机房维保", "3.5", rows={"维保次数": "≥4次"}),
        },
        {
            "annex.yaml": ANNEX.replace("办公厅", "办公室").replace("tianjin", "x"),
            "301101/unit.yaml": UNIT + "页眉: 办公厅\n",
            "301101/01-a.yaml": project(
                "档案整理", "12.00", rows=new, goal="完成主要档案的整理工作，方便查阅"
            ),
            "301102/01-c.yaml": project("会议", "100.00", rows={"会议数": "≥2次"}),
            "301102/unit.yaml": "单位名称: 驻京办\n",
        },
    )


def table(page: str, part: str) -> list[list[str]]:
    """Return the cells of the tables of the folded part whose title holds ``part``."""
    (block,) = [block for block in page.split("<details>") if part in block]
    return [
        re.split(r"(?<!\\)\|", line)[1:-1] for line in block.splitlines() if line.startswith("|")
    ]


def test_text_says_all_in_columns(small: Review) -> None:
    shown = text.show(small, Showing())
    assert "  + 会议  content/301102/01-c.yaml\n" in shown
    assert "  - 机房维保  content/301101/02-b.yaml\n      预算数  3.5  取消项目 −3.5万元" in shown
    assert "完成[-全部-]{+主要+}档案的整理工作，方便…  目标改写" in shown
    assert "约100卷  放宽" in re.sub(" {2,}", "  ", shown)
    assert "时限推后 +92天" in shown
    assert "降低 −2个百分点（−40.0%），要求提高" in shown
    assert "301101 办公厅  预算 13.50 → 12.00（−1.50万元）" in shown
    assert "编制单位  办公厅 → 办公室  附表设置改动" in shown
    rows = [line for line in shown.splitlines() if re.match(" {6}(预算数|财政资金) .*→", line)]
    assert len({columns(line[: line.index("预算增加")]) for line in rows}) == 1


@pytest.fixture
def moving(tmp_path: Path) -> Review:
    """Compare annexes of which a project goes from one unit to another that is new."""
    units = {"301101/unit.yaml": UNIT, "301102/unit.yaml": "单位名称: 驻京办\n"}
    moving, staying = project("机房维保", "3.50"), project("印刷", "1.00")
    return reviewed(
        tmp_path,
        {**units, "301101/01-a.yaml": staying, "301101/02-b.yaml": moving},
        {**units, "301101/01-a.yaml": staying, "301102/01-b.yaml": moving},
    )


def test_the_unit_that_a_project_has_left_says_where_its_money_went(moving: Review) -> None:
    shown = text.show(moving, Showing())
    assert shown.startswith(
        "301101 办公厅  预算 4.50 → 1.00（−3.50万元）\n"
        "  → 机房维保  移到 301102 驻京办，原预算 3.50万元\n"
        "\n"
        "301102 驻京办  预算 0.00 → 3.50（+3.50万元）\n"
        "  ~ 机房维保  content/301102/01-b.yaml\n"
    )
    assert "moved to 301102 驻京办, budget before 3.50万元\n" in text.show(moving, ENGLISH)
    page = markdown.show(moving, Showing())
    assert "| 301101 办公厅 |  |  |  |  |  | 4.50 → 1.00（−3.50） |\n" in page
    assert "<b>301102 机房维保</b> · 移到别的单位，1 处变化</summary>" in page


def test_a_fold_says_what_is_in_it(small: Review) -> None:
    title = "<summary><b>301101 档案整理</b> · "
    assert f"{title}7 处变化，预算 +2.00，1 项要求提高，2 项要求降低" in markdown.show(
        small, Showing()
    )
    assert f"{title}7 changes, budget +2.00, 1 target stricter, 2 targets weaker" in (
        markdown.show(small, ENGLISH)
    )


def test_sums_in_another_unit_than_before_are_warned_of(tmp_path: Path) -> None:
    old, new = project("甲"), project("甲", "100000")
    annex = ANNEX.replace("万元", "元")
    review = reviewed(tmp_path, {"1/a.yaml": old}, {"annex.yaml": annex, "1/a.yaml": new})
    told = "金额单位由“万元”改为“元”：金额按写的数字比较，没有换算"
    assert text.show(review, Showing()).startswith(f"! {told}\n\n~ content/annex.yaml\n")
    assert f"\n> ⚠ {told}\n" in markdown.show(review, Showing())
    assert "is 元 instead of 万元: sums are compared" in text.show(review, ENGLISH)
    assert "，金额单位 万元 → 元" in text.summary_line(review, Showing())


def test_a_field_that_comes_or_goes_has_a_dash_on_the_other_side(tmp_path: Path) -> None:
    full, bare = project("甲"), project("甲").replace("资金用途: 整理全部室藏档案\n", "")
    gone = text.show(reviewed(tmp_path / "1", {"1/a.yaml": full}, {"1/a.yaml": bare}), Showing())
    assert " 资金用途  整理全部室藏档案 → —  用途改写 " in gone
    come = text.show(reviewed(tmp_path / "2", {"1/a.yaml": bare}, {"1/a.yaml": full}), Showing())
    assert " 资金用途  — → 整理全部室藏档案  用途改写 " in come


def test_goals_stand_in_their_order(tmp_path: Path) -> None:
    old = project("甲", goal="完成全部整理工作")
    new = project("甲", goal="完成主要整理工作\n  - 方便群众查阅")
    shown = text.show(reviewed(tmp_path, {"1/a.yaml": old}, {"1/a.yaml": new}), Showing())
    assert re.findall(r"绩效目标 \d", shown) == ["绩效目标 1", "绩效目标 2"]


def test_units_that_come_stand_with_their_projects(small: Review) -> None:
    shown = text.show(small, Showing())
    heading = "301102 驻京办  预算 0.00 → 100.00（+100.00万元）\n"
    assert f"{heading}  + content/301102/unit.yaml\n      单位名称  驻京办  新增单位" in shown


def test_a_long_name_does_not_push_all_lines_on(tmp_path: Path) -> None:
    name = "推动落实党中央、国务院决策部署和市委、市政府重点工作任务"
    old = {"投诉率": "≤5%", name: "≥3次", "整理数量": "≥100000平方米"}
    new = {"投诉率": "≤3%", name: "≥4次", "整理数量": "≥200000平方米"}
    review = reviewed(
        tmp_path, {"1/a.yaml": project("甲", rows=old)}, {"1/a.yaml": project("甲", rows=new)}
    )
    rows = re.findall(r"(.*)(?:提高|降低) [+−]", text.show(review, Showing()))
    assert [columns(row) for row in rows] == [79, 79, 79]


def test_text_speaks_english(small: Review) -> None:
    shown = text.show(small, ENGLISH)
    assert "deadline later +92天" in shown
    assert "lowered −2个百分点 (−40.0%), asks for more" in shown
    assert shown.endswith(
        "old → new: 1 project changed, 1 added, 1 dropped, 1 target stricter, "
        "2 targets weaker, 13 changes in all, budget 13.50 → 112.00 (+98.50万元)\n"
    )


def test_colours_do_not_shift_columns(small: Review) -> None:
    coloured = text.show(small, Showing(colour=True))
    plain = re.sub(r"\x1b\[[0-9;]*m", "", coloured)
    assert "\x1b[9;31m全部\x1b[0m\x1b[32m主要\x1b[0m" in coloured
    assert plain.count("\n") == text.show(small, Showing()).count("\n")


def test_no_text_steers_the_terminal(tmp_path: Path) -> None:
    name = '"一\\e[31m二\u202e"'
    review = reviewed(tmp_path, {"1/01-a.yaml": project("a")}, {"1/01-a.yaml": project(name)})
    shown = text.show(review, Showing())
    assert not re.search("[\x00-\x09\x0b-\x1f\u202e]", shown)
    assert "<U+202E>" in shown


def test_markdown_begins_with_the_sums(small: Review) -> None:
    page = markdown.show(small, Showing())
    head, *folds = page.split("<details>")
    assert head.splitlines()[4:] == [
        "| 单位 | 新增 | 取消 | 改动 | 要求提高 | 要求降低 | 预算（万元） |",
        "|---|--:|--:|--:|--:|--:|--:|",
        "| 301101 办公厅 |  | 1 | 1 | 1 | 2 | 13.50 → 12.00（−1.50） |",
        "| 301102 驻京办 | 1 |  |  |  |  | 0.00 → 100.00（+100.00） |",
        "",
    ]
    assert len(folds) == page.count("</details>") == 6
    rows = table(page, "档案整理")
    assert [row[0].strip() for row in rows[2:]] == [
        "预算数", "财政资金", "绩效目标 1", "整理数量", "投诉率", "时间", "归档"
    ]  # fmt: skip
    assert rows[4][1:3] == [
        " 完成<del>全部</del>档案的整理工作，方便查阅 ",
        " 完成<ins>主要</ins>档案的整理工作，方便查阅 ",
    ]


def test_markdown_makes_nothing_of_markup_in_texts(tmp_path: Path) -> None:
    rows = {HOSTILE: "≥1次"}
    old = {"1/01-a.yaml": project("甲", rows={"会议": "≥1次"}), "1/02-b.yaml": project("乙")}
    new = {"1/01-a.yaml": project("甲", rows=rows), "1/02-b.yaml": project(f"'{HOSTILE}'")}
    page = markdown.show(reviewed(tmp_path, old, new), Showing())
    assert set(re.findall(r"<(/?\w+)", page)) <= {
        *("details", "/details", "summary", "/summary", "b", "/b", "code", "/code"),
        *("del", "/del", "ins", "/ins"),
    }
    assert not re.search(r"@kim|#12|://|www\.|\u202e", page)
    assert harmless(page) == page
    assert {len(row) for row in table(page, " 甲")} == {4}


def test_markdown_is_cut_honestly_to_what_a_comment_takes(tmp_path: Path) -> None:
    old = {
        f"{unit}/{n:03}.yaml": project(f"{unit}-{n}")
        for unit in (301101, 301102)
        for n in range(150)
    }
    new = {path: text.replace("≥100卷", "≥200卷" + "𠀀" * 30) for path, text in old.items()}
    review = reviewed(tmp_path, old, new)
    page = markdown.show(review, Showing())
    assert len(page.encode("utf-16-le")) // 2 <= markdown.MOST_CHARACTERS
    assert len(page) > 50_000
    shown = page.count("<details>")
    assert shown == page.count("</details>")
    left = re.search(r"另有 (\d+) 个文件的变化没有列全", page)
    assert left
    assert int(left[1]) in (300 - shown, 301 - shown)
    told = f"**评论写不下：另有 {left[1]} 个文件的变化没有列全。** 完整内容请运行 `annexgen diff`。"
    assert page.split("\n\n")[2] == f"> ⚠ {told}"
    assert page.endswith(f"\n{told}\n")
    assert "Too long for a comment" in markdown.show(review, ENGLISH)


def test_long_names_leave_room_for_the_table(tmp_path: Path) -> None:
    units = {f"{n}": f"单位名称: '{n}{'𠀀*' * 3000}'\n" for n in range(301101, 301221)}
    old = {f"{code}/unit.yaml": text for code, text in units.items()}
    old |= {f"{code}/01-a.yaml": project("甲") for code in units}
    new = {path: text.replace("≥100卷", "≥200卷") for path, text in old.items()}
    page = markdown.show(reviewed(tmp_path, old, new), Showing())
    assert page.count("\n| 3011") + page.count("\n| 3012") == 100
    assert "| 另有 20 个单位 |" in page
    assert len(page.encode("utf-16-le")) // 2 <= markdown.MOST_CHARACTERS


def test_one_project_too_large_for_a_comment_is_cut_at_a_row(tmp_path: Path) -> None:
    rows = {f"第{n}项指标": f"≥{n}次" for n in range(1500)}
    new = {name: value.replace("≥", "≤") for name, value in rows.items()}
    review = reviewed(
        tmp_path, {"1/a.yaml": project("甲", rows=rows)}, {"1/a.yaml": project("甲", rows=new)}
    )
    page = markdown.show(review, Showing())
    assert 60_000 < len(page) <= markdown.MOST_CHARACTERS
    assert "另有 1 个文件的变化没有列全" in page
    assert page.count("<details>") == page.count("</details>") == 1


def test_json_says_why_a_file_was_not_compared_whole(tmp_path: Path) -> None:
    old, new = project("甲", "若干"), project("甲")
    review = reviewed(tmp_path, {"1/a.yaml": old}, {"1/a.yaml": new})
    data = json.loads(as_json.show(review, Showing()))
    assert list(Draft7Validator(SCHEMA).iter_errors(data)) == []
    (one,) = data["faulty"]
    assert (one["side"], one["is_read"], one["faults"]) == ("base", True, 2)
    assert one["first_fault"]["message"].startswith("金额")


def test_json_is_as_its_schema_says(small: Review) -> None:
    Draft7Validator.check_schema(SCHEMA)
    approved = next(small.changes).fingerprint
    data: dict[str, Any] = json.loads(as_json.show(small, Showing(approved=frozenset({approved}))))
    assert list(Draft7Validator(SCHEMA).iter_errors(data)) == []
    assert data["totals"] == {
        "projects_added": 1,
        "projects_dropped": 1,
        "projects_changed": 1,
        "stricter": 1,
        "weaker": 2,
        "changes": 13,
        "not_approved": 12,
        "findings_new": 0,
        "findings_mended": 0,
        "budget_old": "13.50",
        "budget_new": "112.00",
        "budget_delta": "98.50",
    }
    assert [file["kind"] for file in data["files"]] == ["annex", *["unit"] * 2, *["project"] * 3]
    assert data["files"][0]["changes"][0]["approved"] is True


def test_the_schema_lists_every_kind_and_each_has_its_words() -> None:
    kind = SCHEMA["definitions"]["change"]["properties"]["kind"]
    assert kind["examples"] == [str(one) for one in Kind]
    assert set(KINDS) == set(Kind)


@pytest.mark.parametrize("module", [text, markdown, as_json])
def test_equal_sides_in_every_presentation(tmp_path: Path, module: Any) -> None:
    files = {"1/01-a.yaml": project("甲")}
    review = reviewed(tmp_path, files, files)
    shown = module.show(review, Showing())
    assert "没有变化" in shown or json.loads(shown)["files"] == []
    assert module.show(review, Showing()) == shown
