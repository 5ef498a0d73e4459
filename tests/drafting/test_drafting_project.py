"""New projects: which slots they have, by the form; filled as advised they pass the checks."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from annexgen.checks.engine import check_project
from annexgen.checks.settings import Settings
from annexgen.drafting import advice
from annexgen.drafting.drafts import ProjectDraft
from annexgen.drafting.project import NewProject, new_project, next_file
from annexgen.drafting.slots import Kind, kinds
from annexgen.formatting.file import formatted
from annexgen.forms.load import policy_of, vocabulary_of
from annexgen.loading.plan import plan
from annexgen.loading.projects import load_project
from annexgen.schema.content import project_shape
from annexgen.schema.policy import Exemption, Policy
from annexgen.schema.vocabulary import ExtraField, FieldKind, Vocabulary
from annexgen.source.tree import UnitFolder

ROOT = Path(__file__).parents[2]
FORM = vocabulary_of(ROOT, "tianjin")
POLICY = policy_of(ROOT, "tianjin")
ANNEX = plan(ROOT, lambda _: FORM).annex
FOLDER = UnitFolder("301101", "content/301101", "content/301101/unit.yaml", ())


def _draft(name: str = "干部培训项目") -> ProjectDraft:
    return ProjectDraft(name, "", {}, "", (), ())


def _new(draft: ProjectDraft, vocabulary: Vocabulary = FORM) -> NewProject:
    assert ANNEX is not None
    return new_project(draft, FOLDER, ANNEX, vocabulary, POLICY)


def test_the_kinds_of_the_form() -> None:
    benefits = ("经济效益指标", "生态效益指标", "可持续影响指标")
    assert kinds("甲", POLICY) == (
        Kind("产出指标", "数量指标"),
        Kind("产出指标", "质量指标"),
        Kind("产出指标", "时效指标"),
        Kind("产出指标", "成本指标"),
        Kind("效益指标", "社会效益指标", benefits),
        Kind("满意度指标", "服务对象满意度指标"),
    )
    assert [kind.level1 for kind in kinds("债券利息", POLICY)] == ["产出指标"] * 4 + ["效益指标"]


@pytest.mark.parametrize(
    ("policy", "wanted"),
    [
        (Policy(), ()),
        (Policy((("甲", ("甲一", "甲二")), ("乙", ("乙一",)))), ("甲一", "乙一")),
        (Policy((("成本", ("经济成本", "社会成本")),)), ("经济成本",)),
        (Policy((("甲", ("甲一", "甲二")),), ("甲二",)), ("甲二",)),
        (
            Policy((("甲", ("甲一",)), ("乙", ("乙一",))), (), (Exemption("项目", ("乙",)),)),
            ("甲一",),
        ),
        (Policy((("甲", ("甲一",)),), (), (Exemption("项目", ("甲一",)),)), ("甲一",)),
    ],
)
def test_the_kinds_of_other_forms(policy: Policy, wanted: tuple[str, ...]) -> None:
    assert tuple(kind.level2 for kind in kinds("项目", policy)) == wanted


def test_it_is_canonical_and_lacks_nothing_but_its_slots() -> None:
    new = _new(_draft())
    shape = project_shape(FORM)
    data = new.text.encode()
    assert formatted(new.path, data, shape).after == data
    findings = load_project(ROOT, new.path, "301101", shape, data).findings
    assert {one.rule for one in findings} == {"empty-text"}
    lines = [one.span.line for one in findings if one.span]
    assert len(set(lines)) == len(lines) == new.slots == 15


def test_filled_as_its_comments_say_it_passes_all_rules() -> None:
    assert ANNEX is not None
    text = _new(_draft()).text
    for name, value in re.findall("三级指标写“(.*?)”，指标值写“(.*?)”", text):
        text = text.replace("三级指标:\n", f"三级指标: {name}\n", 1)
        text = text.replace("指标值:\n", f"指标值: {value}\n", 1)
    text = text.replace("预算数:\n", "预算数: 40.00\n").replace("财政资金:\n", "财政资金: 40.00\n")
    for key in ("资金用途:", "绩效目标:\n  -"):
        example = re.findall("例：(.*)\n" + key, text)[0]
        text = text.replace(f"\n{key}\n", f"\n{key} {example}\n")
    loaded = load_project(
        ROOT, "content/301101/07-x.yaml", "301101", project_shape(FORM), text.encode()
    )
    assert loaded.project is not None, loaded.findings
    assert check_project(loaded.project, Settings(ANNEX.year, ANNEX.money_unit, POLICY)) == []


def test_what_is_known_is_no_slot() -> None:
    draft = ProjectDraft("甲", "40", {"财政资金": "40"}, "用于乙", ("丙", "丁"), ())
    new = _new(draft)
    assert new.slots == 12
    for line in ("预算数: 40", "  财政资金: 40", "资金用途: 用于乙", "  - 丙", "  - 丁"):
        assert f"\n{line}\n" in new.text


def test_the_form_s_own_required_fields_are_slots() -> None:
    weight = ExtraField("权重", FieldKind.NUMBER, True, "分值，合计 100")
    more = ExtraField("备注", FieldKind.TEXT, False, "随便写")
    own = ExtraField("主管部门", FieldKind.TEXT, True, "主管部门全称")
    words = FORM._replace(indicator_fields=(weight, more), project_fields=(own, more))
    text = _new(_draft(), words).text
    assert text.count("        权重:\n") == 6
    assert "# 主管部门全称\n主管部门:\n" in text
    assert "权重：分值，合计 100\n" in text
    assert "备注" not in text


@pytest.mark.parametrize(
    ("files", "name"),
    [
        ((), "01-新.yaml"),
        (("01-甲.yaml", "03-乙.yaml"), "04-新.yaml"),
        (("1-甲.yaml", "2-乙.yaml", "丙.yaml", "2025丁.yaml"), "3-新.yaml"),
        (("1-甲.yaml", "10-乙.yaml"), "11-新.yaml"),
        (("099-甲.yaml", "100-乙.yaml"), "101-新.yaml"),
    ],
)
def test_the_file_is_the_next(files: tuple[str, ...], name: str) -> None:
    folder = FOLDER._replace(project_files=tuple(f"content/301101/{file}" for file in files))
    assert next_file(folder, "新") == name


def test_money_for_example_is_in_the_annex_s_unit() -> None:
    assert advice.budget("元").endswith("例：400000.00")
    assert "“≤400000元”" in advice.indicator("成本指标", (), 2025, "元")
    assert "“≤40万元”" in advice.indicator("成本指标", (), 2025, "万元")


def test_advice_is_by_the_word_in_a_kind_s_name() -> None:
    assert advice.advice_on("服务对象满意度指标").name == "参训人员满意度"
    assert advice.advice_on("社会效益").name == "为基层培养业务骨干"
    assert advice.advice_on("别的").value == "≥95%"
