"""What a change brings and mends, in its file and elsewhere: what ``check`` says of both sides."""

from __future__ import annotations

import os
import shutil
from collections import Counter
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

import pytest
from review_samples import ANNEX, project, reviewed

from annexgen.cli.pool import pool
from annexgen.findings import Finding
from annexgen.forms.load import described_form
from annexgen.pipeline import examine
from annexgen.review import as_json, markdown, text
from annexgen.review.changes import Kind, Review
from annexgen.review.reading import Forms, review
from annexgen.review.showing import Showing
from annexgen.revisions.git import Repository
from annexgen.revisions.sides import Folder, Revision
from git_trials import commit, git, new_repository, write

REAL = Path(__file__).parents[2] / "content"
UNIT = "单位名称: 办公厅\n"
OWN = """
from annexgen.checks.registry import Found, annex_rule, project_rule
from annexgen.findings import Message, Severity

WORDS = dict(summary=Message("一", "One"), reason=Message("二", "Two"), remedy=Message("三", "3"))

@project_rule("OWN1", "no-review", Severity.WARNING, **WORDS)
def no_review(project, view):
    if "评审" not in project.purpose:
        yield Found(project.origin, "purpose", Message("没有提到评审", "No review"))

@annex_rule("OWN2", "odd-count", Severity.WARNING, **WORDS)
def odd_count(annex, view):
    count = sum(len(unit.projects) for unit in annex.units)
    if count % 2:
        yield Found(annex.origin, "title", Message("项目数是奇数", "An odd number of projects"))
"""


def compared(old: Path, new: Path) -> Review:
    forms = Forms(partial(described_form, old), partial(described_form, new))
    return review(Folder(old, "old"), Folder(new, "new"), forms)


def keys(findings: Iterable[Finding]) -> Counter[tuple[str, str]]:
    return Counter((one.code, one.path) for one in findings)


def told(result: Review) -> tuple[Counter[tuple[str, str]], Counter[tuple[str, str]]]:
    """Return the codes and files of what arose and of what was mended, wherever that is said."""
    files = list(result.files)
    return (
        keys([*result.arisen, *(finding for one in files for finding in one.arisen)]),
        keys([*result.mended, *(finding for one in files for finding in one.mended)]),
    )


def checked(root: Path) -> Counter[tuple[str, str]]:
    return keys(examine(root, lambda _: None, pool(1), remembers=False).findings)


def edited(path: str, *pairs: tuple[str, str]) -> Callable[[Path], None]:
    def edit(content: Path) -> None:
        (file,) = content.glob(path)
        data = file.read_text(encoding="utf-8")
        for old, new in pairs:
            assert old in data
            data = data.replace(old, new)
        file.write_text(data, encoding="utf-8")

    return edit


def copied(path: str, other: str) -> Callable[[Path], None]:
    def copy(content: Path) -> None:
        (file,) = content.glob(path)
        shutil.copy(file, content / other)

    return copy


EDITS: dict[str, Callable[[Path], None]] = {
    "a target that cannot be measured": edited("301101/01-*", ("≥1000人", "较多")),
    "a character without a glyph": edited("301101/01-*", ("2025冬季", "2025\ue000冬季")),
    "a heading misspelt": edited("301102/unit.yaml", ("北京", "北京 ")),
    "a title misspelt": edited("annex.yaml", ("项目绩效", "项目 绩效")),
    "a name twice": edited(
        "301101/03-*", ("项目名称: 市政府办公厅履职提升项目经费", "项目名称: 政务活动工作经费")
    ),
    "a name nearly twice": copied("301101/06-*", "301101/07-政务活动工作.yaml"),
    "numbers with a gap": lambda content: next(content.glob("301101/03-*")).unlink(),
    "an amount that does not add up": edited("301101/01-*", ("预算数: 470.00", "预算数: 471.00")),
    "a total that is not met": edited(
        "annex.yaml", ("表样:", "检查: {total: {expected: 7000}}\n表样:")
    ),
    "a setting that is idle": edited(
        "annex.yaml", ("表样:", "检查: {单位: {'99*': {budget-sum: 关}}}\n表样:")
    ),
    "a setting that is not idle": edited(
        "annex.yaml", ("表样:", "检查: {文件: {'301204/*': {budget-sum: 关}}}\n表样:")
    ),
    "an allowance for nothing": edited(
        "301101/01-*", ("预算数: 470.00", "预算数: 470.00  # annexgen: allow budget-sum -- 无")
    ),
    "units in another order": edited(
        "annex.yaml",
        ('- "301101"', '- "301102"'),
        ('- "301102"   # 天津市人民政府驻', '- "301101"   # 天津市人民政府驻'),
    ),
}


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS)
def test_what_arises_and_is_mended_is_what_check_says_of_both_sides(
    tmp_path: Path, edit: Callable[[Path], None]
) -> None:
    old, new = tmp_path / "old", tmp_path / "new"
    for root in (old, new):
        shutil.copytree(REAL, root / "content")
    edit(new / "content")
    before, after = checked(old), checked(new)
    result = compared(old, new)
    assert told(result) == (after - before, before - after)
    assert told(compared(new, old)) == (before - after, after - before)


def test_findings_in_files_that_say_the_same_are_told(tmp_path: Path) -> None:
    files = {f"301101/0{n}-{name}.yaml": project(name) for n, name in enumerate("甲乙丙", 1)}
    new = {path: text for path, text in files.items() if "乙" not in path}
    unit = {"301101/unit.yaml": UNIT}
    forms = Forms(*[partial(described_form, tmp_path)] * 2)
    result = reviewed(tmp_path, unit | files, unit | new, forms)
    assert [one.rule for one in result.arisen] == ["number-gap"]
    shown = text.show(result, Showing())
    assert "没有改动的文件\n  ! content/301101/03-丙.yaml:1:7: info[ANX702 number-gap]" in shown
    assert "content/301101/03-丙.yaml:1:7: info" in markdown.show(result, Showing())
    assert '"findings_new": [\n    {\n      "code": "ANX702"' in as_json.show(result, Showing())


def test_an_allowance_taken_away_is_told_with_the_finding_that_it_brings(tmp_path: Path) -> None:
    bad = project("档案整理", rows={"整理数量": "约100", "归档数量": "≥20卷"})
    allowed = bad.replace("约100'}", "约100'}  # annexgen: allow unit-missing -- 原文")
    unit = {"301101/unit.yaml": UNIT}
    forms = Forms(*[partial(described_form, tmp_path)] * 2)
    result = reviewed(
        tmp_path, unit | {"301101/01-a.yaml": allowed}, unit | {"301101/01-a.yaml": bad}, forms
    )
    assert [(one.kind, one.old) for one in result.changes] == [
        (Kind.EXCEPTION_ENDED, "unit-missing：原文")
    ]
    assert [one.rule for one in result.projects[0].arisen] == ["unit-missing"]
    assert "1 个新问题" in text.show(result, Showing())


@pytest.mark.usefixtures("no_git_configuration")
class TestOwnRules:
    """The repository's own rules run where the side before holds them as the disk does."""

    @pytest.fixture
    def root(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
        monkeypatch.setattr("annexgen.checks.own._loaded", {})
        root = new_repository(tmp_path / "annex")
        write(root, "content/annex.yaml", text=f"{ANNEX}检查: {{规则: [rules/house.py]}}\n")
        write(root, "content/301101/unit.yaml", text=UNIT)
        for number, name in enumerate("甲乙", 1):
            text = project(name).replace("整理全部", "评审整理全部")
            write(root, f"content/301101/0{number}-{name}.yaml", text=text)
        write(root, "rules/house.py", text=OWN)
        commit(root)
        return root

    def result(self, root: Path) -> Review:
        base = Revision(root, "HEAD", Repository(root).commit("HEAD"))
        forms = Forms(*[partial(described_form, root)] * 2)
        return review(base, Folder(root, ""), forms)

    def test_they_are_run_on_projects_and_on_the_annex(self, root: Path) -> None:
        write(root, "content/301102/unit.yaml", text=UNIT.replace("厅", "室"))
        write(root, "content/301102/01-丙.yaml", text=project("丙"))
        result = self.result(root)
        assert result.left_out == ()
        (one,) = result.projects
        assert "OWN1" in [finding.code for finding in one.arisen]
        assert [finding.code for finding in result.arisen] == ["OWN2"]

    @pytest.mark.parametrize("changed", ["rules/house.py", "rules/other.py"])
    def test_programs_that_a_change_brings_are_not_run(self, root: Path, changed: str) -> None:
        write(root, changed, text=f"open({os.fspath(root / 'ran')!r}, 'w').close()\n")
        write(root, "content/301101/01-甲.yaml", text=project("甲"))
        result = self.result(root)
        assert not (root / "ran").exists()
        assert result.left_out == ("rules/house.py",)
        assert "自有规则（rules/house.py）没有比较" in text.show(result, Showing())

    def test_rules_that_only_the_change_names_are_not_run(self, root: Path) -> None:
        git(root, "rm", "--quiet", "--cached", "rules/house.py")
        write(root, "content/annex.yaml", text=ANNEX)
        commit(root)
        write(root, "content/annex.yaml", text=f"{ANNEX}检查: {{规则: [rules/house.py]}}\n")
        write(root, "content/301101/01-甲.yaml", text=project("甲"))
        assert "OWN1" not in [code for code, _ in told(self.result(root))[0]]
