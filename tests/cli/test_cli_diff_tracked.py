"""``annexgen diff --output-format docx`` as those who send it on meet it, in real repositories."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from annex_texts import HEAD, LITTLE
from annexgen import cli
from git_trials import commit, git, new_annex, write
from revisions_carried_out import accepted, printed, rejected, revisions
from tracked_trials import published_folder

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
ONE, OTHER = "content/301101/01-档案整理.yaml", "content/301101/02-机房.yaml"
NEXT = LITTLE.replace("档案", "机房")

pytestmark = pytest.mark.usefixtures("no_git_configuration")


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make a repository: two projects, then one commit on each by two people."""
    root = new_annex(tmp_path / "附 表", {ONE: LITTLE, OTHER: NEXT})
    commit(root)
    for path, text, name, moment in (
        (ONE, LITTLE.replace("≥100卷", "≥150卷"), "张三", "2025-03-01T08:00:00+08:00"),
        (OTHER, NEXT.replace("≥100卷", "≥90卷"), "李 & 四", "2025-03-02T23:30:00-05:00"),
    ):
        write(root, path, text=text)
        git(root, "commit", "-qam", "one", f"--author={name} <a@example.org>", f"--date={moment}")
    monkeypatch.chdir(root)
    return root


def made(root: Path, *arguments: str, code: int = 0) -> bytes:
    """Run ``diff`` and return the file that it writes."""
    file = root.parent / "out" / "tracked.docx"
    options = ("--output-format", "docx", "--output", str(file))
    assert cli.main(["diff", *arguments, *options]) == code
    return file.read_bytes()


def marks(docx: bytes) -> list[tuple[str, str | None, str | None]]:
    """Return the text, author and date of each revision that holds runs."""
    return [
        ("".join(map(str, one.itertext())), one.get(f"{W}author"), one.get(f"{W}date"))
        for one in revisions(docx)
        if len(one)
    ]


def refusal(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """Run ``diff`` and return the one line that says why it could not run."""
    assert cli.main(["diff", "--output-format", "docx", *arguments]) == 2
    out, err = capsys.readouterr()
    assert not out
    assert err.startswith("annexgen: ")
    assert err.count("\n") == 1
    return err


def test_each_change_is_by_the_author_of_the_last_commit_on_its_file(root: Path) -> None:
    assert marks(made(root, "HEAD~2", "HEAD")) == [
        ("100", "张三", "2025-03-01T00:00:00Z"),
        ("150", "张三", "2025-03-01T00:00:00Z"),
        ("100", "李 & 四", "2025-03-03T04:30:00Z"),
        ("90", "李 & 四", "2025-03-03T04:30:00Z"),
    ]
    # Backwards there is no commit that did it: the author is that of the side now.
    assert {mark[1] for mark in marks(made(root, "HEAD", "HEAD~1"))} == {"张三"}


def test_a_new_name_of_a_unit_is_by_its_own_author_wherever_it_is_printed(root: Path) -> None:
    write(root, "content/301101/unit.yaml", text="单位名称: 办公室\n")
    git(root, "commit", "-qam", "one", "--author=赵六 <a@example.org>")
    write(root, "content/301101/03-新.yaml", text=NEXT.replace("机房", "新"))
    commit(root)
    told = [mark[:2] for mark in marks(made(root, "HEAD~2", "HEAD"))]
    # The contents, the heading, the line above each of two tables, and the running header.
    assert told.count(("室", "赵六")) == 5
    assert {author for _, author in told} == {"赵六", "a"}


def test_what_is_not_committed_is_by_the_user(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(root, OTHER, text=NEXT.replace("≥100卷", "≥80卷"))
    told = marks(made(root, "HEAD~2"))
    assert told[0] == ("100", "张三", "2025-03-01T00:00:00Z")
    assert told[-1] == ("80", "未提交的修改", None)
    git(root, "config", "user.name", "王五")
    assert marks(made(root, "HEAD~2"))[-1] == ("80", "王五", None)
    (root / OTHER).unlink()
    assert marks(made(root, "HEAD"))[-1][1:] == ("王五", None)


def test_folders_have_no_author(root: Path) -> None:
    git(root.parent, "clone", "--quiet", root.as_uri(), "copy")
    git(root.parent / "copy", "checkout", "--quiet", "HEAD~1")
    assert marks(made(root, "../copy", ".")) == [
        ("100", "annexgen", None),
        ("90", "annexgen", None),
    ]
    assert marks(made(root, "HEAD~2", "../copy"))[0] == ("100", "annexgen", None)


def test_it_goes_to_a_pipe_but_not_to_a_terminal(
    root: Path,
    capfdbinary: pytest.CaptureFixture[bytes],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert cli.main(["diff", "HEAD~1", "HEAD", "--output-format", "docx"]) == 0
    assert capfdbinary.readouterr().out == made(root, "HEAD~1", "HEAD")
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    assert cli.main(["diff", "HEAD~1", "HEAD", "--output-format", "docx"]) == 2
    out, err = capfdbinary.readouterr()
    assert not out
    assert "请加 --output" in err.decode()


REAL, SECOND = Path(__file__).parents[2], Path(__file__).parents[1] / "fixtures" / "second-form"


@pytest.mark.parametrize("source", [REAL, SECOND], ids=["real", "second form"])
def test_whole_annexes_lead_to_each_other(source: Path, tmp_path: Path) -> None:
    old, new = tmp_path / "old", tmp_path / "new"
    for side in (old, new):
        for folder in ("content", "templates"):
            shutil.copytree(source / folder, side / folder)
    first, *middle, last = sorted(new.glob("content/*/[0-9]*.yaml"))
    first.rename(first.with_name("9-移到最后.yaml"))
    last.unlink()
    for file in middle:
        text = file.read_text("utf-8").replace("≥", "≤").replace("100%", "98%")
        file.write_text(text.replace("\n绩效目标:\n", "\n绩效目标:\n  - 先做好准备。\n"), "utf-8")
    come = middle[0].read_text("utf-8").replace("项目名称: ", "项目名称: 新增的")
    write(new, f"{last.parent.relative_to(new)}/00-新增.yaml", text=come)
    out = tmp_path / "tracked.docx"
    options = ("--output-format", "docx", "--output", str(out))
    assert cli.main(["diff", str(old), str(new), *options]) == 0
    assert accepted(out.read_bytes()) == printed(published_folder(new))
    before = printed(published_folder(old)).without_page_numbers()
    assert rejected(out.read_bytes()).without_page_numbers() == before


def test_exit_codes(root: Path) -> None:
    made(root, "HEAD~1", "HEAD", "--exit-code", code=1)
    same = made(root, "HEAD", "HEAD", "--exit-code")
    assert not revisions(same)
    assert accepted(same) == rejected(same)


def test_a_summary_is_a_line_in_any_format(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["diff", "HEAD~1", "HEAD", "--output-format", "docx", "--summary"]) == 0
    assert capsys.readouterr().out.startswith("HEAD~1 → HEAD：1 个项目有改动")


def test_a_side_with_faults_is_refused_in_one_line(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(root, ONE, text=LITTLE.replace("27.56\n其中", "若干\n其中").replace("≥100卷", "''"))
    line = refusal(capsys, "HEAD", "--output", "x.docx")
    assert f"“工作目录”有不合格式的内容，排不成附表：{ONE}:2:6: error[S" in line
    assert f"；{ONE}:13:" in line
    assert not (root / "x.docx").exists()
    commit(root)
    write(root, ONE, text=LITTLE)
    assert "“HEAD” has faults and cannot be composed" in refusal(
        capsys, "HEAD", "--output", "x.docx", "--lang", "en"
    )
    write(root, "content/annex.yaml", text=HEAD.replace("tianjin", "nowhere"))
    assert "nowhere" in refusal(capsys, "main~1", "--output", "x.docx")


def with_form(root: Path, change: Callable[[str], str]) -> str:
    """Give the annex a form of its own, commit it, and return the commit."""
    shipped = (REAL / "templates" / "tianjin" / "form.yaml").read_text("utf-8")
    write(root, "templates/own/form.yaml", text=change(shipped))
    write(root, "content/annex.yaml", text=HEAD.replace("tianjin", "own"))
    return commit(root)


def test_each_side_is_printed_in_its_own_form(root: Path, tmp_path: Path) -> None:
    old = with_form(root, lambda form: form.replace("}}绩效目标表", "}}绩效考核表"))
    before = published_folder(root)
    new = with_form(root, lambda form: form.replace("padding_x: 4.25", "padding_x: 5"))
    write(root, "templates/own/form.yaml", text="broken: [")
    file = made(root, old, new)
    shutil.copytree(root / "content", tmp_path / "copy" / "content")
    write(tmp_path / "copy", "content/annex.yaml", text=HEAD)
    assert accepted(file) == printed(published_folder(tmp_path / "copy"))
    assert rejected(file).without_page_numbers() == printed(before).without_page_numbers()
    assert {mark[0] for mark in marks(file)} == {"考核", "目标"}


def test_forms_that_lay_out_other_tables_are_refused_in_one_line(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with_form(root, lambda form: form.replace("colspan: 6", "colspan: 6, rowspan: 1", 1))
    made(root, "HEAD~1", "HEAD")
    row = "          - - {text: 项目名称, style: table-label, scope: row}\n"
    row += '            - {text: "{{ project.name }}", style: table-text, colspan: 6}\n'
    with_form(root, lambda form: form.replace(row, row * 2))
    line = refusal(capsys, "HEAD~2", "HEAD", "--output", "x.docx")
    assert "两方的表样（tianjin、own）排的表格不同" in line
    assert not (root / "x.docx").exists()
    assert "没有版本“nowhere”" in refusal(capsys, "nowhere", "--output", "x.docx")
