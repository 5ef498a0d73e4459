"""``annexgen import`` as a user meets it: what is written, told, refused, and left alone."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from annexgen import cli
from printed_annex import PRINTED

REPOSITORY = Path(__file__).parents[2]
ROW = "\t{}\n\t{}\n\t{}\n\t{}\n\t{}\n\n"
HEAD = (
    "\t301101某某局\n\t单位：万元\n\n\t项目名称\n\t干部培训\n\n"
    "\t预算规模及资金用途\n\t预算数\n\t{total}\n\t其中：财政    资金\n\t40.00\n\t其他资金\n\t\n\n"
    "\t\n\t培训\n\n\t绩效目标\n\t1.培训干部。\n\n\n\n"
)
COLUMNS = ROW.format("一级指标", "二级指标", "三级指标", "绩效指标描述", "指标值")
FIRST = ROW.format("产出指标", "数量指标", "人数", "人数", "≥40人")


def source(folder: Path, text: str) -> str:
    file = folder / "附表.txt"
    file.write_text(text, "utf-8")
    return str(file)


def files(folder: Path) -> dict[str, bytes]:
    return {
        file.relative_to(folder).as_posix(): file.read_bytes()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("ANNEXGEN_LANG", raising=False)
    return tmp_path


def test_importing_over_the_real_content_leaves_every_file_alone(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(REPOSITORY / "content", here / "content")
    before = files(here)
    assert cli.main(["import", str(PRINTED)]) == 0
    told = capsys.readouterr().out
    assert told == ("读到 5 个单位，12 个项目，123 条指标\n已写 0 个文件到 content，18 个不变\n")
    assert files(here) == before


def test_an_annex_is_made_where_there_is_none_and_is_canonical(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["import", str(PRINTED), "--into", "content"]) == 1
    told = capsys.readouterr().out
    assert "content/annex.yaml:5:4: error[S104 empty-text]: 内容不能为空\n    年度:\n" in told
    assert told.endswith("已写 18 个文件到 content，0 个不变\n")
    assert sorted(files(here)) == sorted(
        path for path in files(REPOSITORY / "content") for path in [f"content/{path}"]
    )
    assert cli.main(["fmt", "--check", "--quiet"]) == 0


def test_nothing_is_overwritten_without_force(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    cli.main(["import", str(PRINTED), "--into", "content", "--quiet"])
    before = files(here)
    file = here / "content/301204/01-综合服务中心工作经费.yaml"
    unit = here / "content/301206/unit.yaml"
    file.write_text(file.read_text("utf-8").replace("预算数: ", "预算数: 9"), "utf-8")
    unit.unlink()
    changed = files(here)
    capsys.readouterr()
    assert cli.main(["import", str(PRINTED)]) == 1
    told = capsys.readouterr()
    assert "已有 1 个文件说的不一样，什么也没有写；要用附表的内容覆盖，加 --force" in told.err
    assert "content/301204/01-综合服务中心工作经费.yaml" in told.err
    assert files(here) == changed
    assert cli.main(["import", str(PRINTED), "--force", "--quiet"]) == 0
    assert files(here) == before


def test_a_dry_run_tells_and_writes_nothing(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["import", str(PRINTED), "--into", "neu", "--dry-run"]) == 1
    told = capsys.readouterr().out
    assert "新建 neu/301101/01-2025冬季达沃斯年会项目.yaml\n" in told
    assert told.endswith("会写 18 个文件到 neu，0 个不变\n")
    assert files(here) == {}


def test_a_fault_names_the_cell_and_what_to_change_and_nothing_is_written(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    name = source(here, HEAD.format(total="四十万") + COLUMNS + FIRST.replace("数量", "数目"))
    assert cli.main(["import", name, "--into", "content"]) == 1
    told = capsys.readouterr()
    assert (
        f"{name}：第 9 行（第 1 个表第 3 行第 3 格）: 错误: "
        "项目“干部培训”的“预算数”不是金额：四十万\n"
        "    请在原文件里只写数字，最多两位小数"
    ) in told.out
    assert "错误: 表样里没有二级指标“数目指标”；可以写：数量指标、质量指标" in told.out
    assert told.err == (
        "有错误，什么也没有写；请在原文件里改好再导入（按别的表样印的，用 --form 写明）\n"
    )
    assert not (here / "content").exists()


def test_what_is_left_over_is_named_with_its_place(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = "填表说明\n\n" + HEAD.format(total="40.00") + COLUMNS.replace("\n\n", "\n\t权重\n\n")
    name = source(here, text + FIRST.replace("\n\n", "\n\t30\n\n") + "审核人：某某\n")
    cli.main(["import", name, "--into", "content"])
    told = capsys.readouterr().out
    assert "有 4 处文字没有写进内容文件" in told
    assert f"  {name}：第 1 行: 填表说明\n" in told
    assert f"  {name}：第 30 行（第 2 个表第 1 行第 6 格）: 权重\n" in told
    assert "第 37 行（第 2 个表第 2 行第 6 格）: 30\n" in told
    assert f"  {name}：第 39 行: 审核人：某某\n" in told


def test_annex_yaml_stays_and_what_it_says_otherwise_is_told(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    content = here / "content"
    content.mkdir()
    head = (
        "标题: 绩效目标表\n编制单位: 局 # 注\n年度: 2025\n金额单位: 万元\n表样: tianjin\n单位: []\n"
    )
    (content / "annex.yaml").write_text(head, "utf-8")
    cover = "2025年绩效目标表\n局\n\n"
    name = source(here, cover + HEAD.format(total="40.00") + COLUMNS + FIRST)
    assert cli.main(["import", name]) == 0
    told = capsys.readouterr().out
    assert "annex.yaml: 疑点: “标题”写的是“绩效目标表”，附表印的是“2025年绩效目标表”" in told
    assert (content / "annex.yaml").read_text("utf-8") == head
    assert (content / "301101" / "01-干部培训.yaml").is_file()


def test_sums_in_another_unit_of_money_are_refused(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    content = here / "content"
    content.mkdir()
    (content / "annex.yaml").write_text("标题: 表\n金额单位: 元\n表样: tianjin\n", "utf-8")
    name = source(here, HEAD.format(total="40.00") + COLUMNS + FIRST)
    assert cli.main(["import", name, "--force"]) == 2
    assert "金额单位是“万元”，annex.yaml 里是“元”，照抄数就错了" in capsys.readouterr().err
    assert not (content / "301101").exists()


def test_nothing_is_written_through_a_link_that_leads_out(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (here / "content").mkdir()
    (here / "elsewhere").mkdir()
    (here / "content" / "301101").symlink_to(here / "elsewhere")
    name = source(here, HEAD.format(total="40.00") + COLUMNS + FIRST)
    assert cli.main(["import", name, "--into", "content"]) == 2
    assert "301101 是指向别处的链接" in capsys.readouterr().err
    assert list((here / "elsewhere").iterdir()) == []


def test_the_order_of_units_is_kept_where_it_is_not_that_of_codes(here: Path) -> None:
    first = HEAD.format(total="40.00") + COLUMNS + FIRST + "\n\n"
    name = source(here, first.replace("301101", "301202") + first)
    cli.main(["import", name, "--into", "content", "--quiet"])
    listed = (here / "content" / "annex.yaml").read_text("utf-8")
    assert '  - "301202"   # 某某局\n  - "301101"   # 某某局\n' in listed


def test_a_new_unit_is_listed_where_units_are(here: Path) -> None:
    content = here / "content"
    content.mkdir()
    head = (
        "标题: 绩效目标表\n编制单位: 局\n年度: 2025\n金额单位: 万元\n表样: tianjin\n"
        '单位:\n  - "301102"   # 乙\n'
    )
    (content / "annex.yaml").write_text(head, "utf-8")
    name = source(here, HEAD.format(total="40.00") + COLUMNS + FIRST)
    cli.main(["import", name, "--quiet"])
    listed = head.replace("单位:\n  -", '单位:\n  - "301101"   # 某某局\n  -')
    assert (content / "annex.yaml").read_text("utf-8") == listed


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["gone.docx", "--into", "content"], "gone.docx：没有这个文件或目录"),
        (["a.pdf", "--into", "content"], "a.pdf：PDF 里没有表格的结构"),
        (["a.txt"], "还没有附表的，写 --into content 新建一个"),
        (["a.txt", "--into", "a.txt"], "a.txt 不是目录；请换一个 --into"),
        (["a.txt", "--into", "content", "--form", "x"], "表样 x 不能用：没有表样“x”"),
    ],
)
def test_what_cannot_run_says_so_in_one_line(
    here: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], told: str
) -> None:
    (here / "a.pdf").write_bytes(b"%PDF-1.7\n")
    (here / "a.txt").write_text("", "utf-8")
    assert cli.main(["import", *arguments]) == 2
    complaint = capsys.readouterr().err
    assert told in complaint
    assert complaint.count("\n") == 1


def test_the_report_speaks_english(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    name = source(here, "x\n\n" + HEAD.format(total="forty") + COLUMNS + FIRST)
    assert cli.main(["import", name, "--into", "content", "--lang", "en"]) == 1
    told = capsys.readouterr()
    assert "(table 1, row 3, cell 3): error: “预算数” of project “干部培训” is no sum" in told.out
    assert told.err.startswith("Nothing was written for these errors")
