"""Another form is another folder: other words, paper and columns, without new code."""

from __future__ import annotations

from pathlib import Path

import pytest
from form_trials import SECOND, changed, content_of, refusal, spot, write_form
from hypothesis import given, settings
from hypothesis import strategies as st

from annexgen.document import Document, Paragraph, SplitLine, Table
from annexgen.findings import Refused
from annexgen.forms.compose import compose
from annexgen.forms.form import Form
from annexgen.forms.load import load_form, vocabulary_of
from annexgen.loading.annex import load_annex
from annexgen.schema.vocabulary import ExtraField, FieldKind

WEIGHTED = (SECOND / "templates/weighted/form.yaml").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def form() -> Form:
    return load_form(SECOND, "weighted")


@pytest.fixture(scope="module")
def document(form: Form) -> Document:
    return compose(content_of(SECOND), form)


def test_its_words_are_its_own(form: Form) -> None:
    assert form.vocabulary.levels == {
        "产出": ("数量", "质量", "时效"),
        "成本": ("经济成本", "社会成本"),
        "效益": ("经济效益", "社会效益"),
    }
    assert [field.key for field in form.vocabulary.project_fields] == ["主管部门", "备注"]
    assert form.vocabulary.indicator_fields == (
        ExtraField("权重", FieldKind.NUMBER, True, "分值，全部指标合计 100"),
    )
    assert form.vocabulary.faces == ("text", "strong")


def test_its_page_lies_on_its_side_and_has_no_cover(document: Document) -> None:
    assert document.page.width > document.page.height
    assert document.cover == ()
    assert document.furniture.continued_pattern == ""
    assert document.contents is not None
    assert document.contents.title == "项目清单"


def test_its_sections_follow_each_other_on_a_page(document: Document) -> None:
    assert [len(part.sections) for part in document.parts] == [2, 1]
    assert not any(section.new_page for part in document.parts for section in part.sections)
    assert [heading.text for heading in document.headings()] == [
        "某县教育局（105）",
        "表1 校舍维修",
        "表2 教师培训",
        "某县第一中学（105001）",
        "表3 实验室设备更新",
    ]


def test_weights_are_a_column_as_written(document: Document) -> None:
    _, training = document.parts[0].sections
    *_, indicators, note = training.blocks
    assert isinstance(indicators, Table)
    assert [["".join(cell.text) for cell in row] for row in indicators.grid()] == [
        ["一级", "二级", "三级", "说明", "目标值", "权重"],
        ["产出", "数量", "培训教师", "培训教师", "≥120人次", "60"],
        ["效益", "社会效益", "覆盖乡镇", "覆盖乡镇", "100%", "40.0"],
    ]
    assert note == Paragraph("备注：", "note")


def test_own_fields_of_a_project_reach_the_page(document: Document) -> None:
    blocks = document.parts[0].sections[0].blocks
    assert blocks[0] == SplitLine("主管部门：某县教育局", "元", "note")
    assert blocks[-1] == Paragraph("备注：含往年结转", "note")


def test_its_totals_are_those_it_asks_for(document: Document) -> None:
    assert [(fact.label, fact.value) for fact in document.facts] == [("申报项目", "3 项")]
    assert all(part.facts == () for part in document.parts)


def test_it_borrows_the_web_page(form: Form) -> None:
    assert form.page_template == load_form(SECOND, "tianjin").page_template


def test_a_slip_in_an_own_field_is_found(tmp_path: Path) -> None:
    text = changed(("indicator.extra.权重", "indicator.extra.权种"), text=WEIGHTED)
    write_form(tmp_path, text)
    (finding,) = refusal(tmp_path)
    assert spot(text, finding) == '"{{ indicator.extra.权种 }}"'
    assert finding.help is not None
    assert "indicator.extra.权重" in finding.help.zh


@settings(max_examples=40, deadline=None)
@given(
    line=st.integers(0, WEIGHTED.count("\n") - 1), text=st.sampled_from(["", "甲", "- 1", "a: {"])
)
def test_a_form_with_any_line_spoilt_is_taken_or_refused(
    tmp_path_factory: pytest.TempPathFactory, line: int, text: str
) -> None:
    root = tmp_path_factory.getbasetemp() / "spoilt"
    lines = WEIGHTED.split("\n")
    write_form(root, "\n".join([*lines[:line], text, *lines[line + 1 :]]))
    if not refusal(root):
        document = compose(content_of(SECOND), load_form(root, "trial"))
        assert all(part.sections[0].blocks for part in document.parts)


def test_a_weight_that_is_missing_is_a_finding_of_the_content(tmp_path: Path) -> None:
    write_form(tmp_path, WEIGHTED, "weighted")
    for file in (SECOND / "content").rglob("*.yaml"):
        copy = tmp_path / file.relative_to(SECOND)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_text(file.read_text(encoding="utf-8").replace(", 权重: 40.0", ""), "utf-8")
    loaded = load_annex(tmp_path, lambda name: vocabulary_of(tmp_path, name))
    assert [finding.message.zh for finding in loaded.findings] == ["缺少“权重”"]


def test_an_unknown_form_is_reported_where_the_annex_names_it(tmp_path: Path) -> None:
    (tmp_path / "content/105").mkdir(parents=True)
    for name in ("annex.yaml", "105/unit.yaml"):
        text = (SECOND / "content" / name).read_text(encoding="utf-8")
        (tmp_path / "content" / name).write_text(text, encoding="utf-8")
    with pytest.raises(Refused):
        vocabulary_of(tmp_path, "weighted")
    found = load_annex(tmp_path, lambda name: vocabulary_of(tmp_path, name)).findings
    (finding,) = (finding for finding in found if finding.code == "F001")
    assert (finding.path, finding.span) == ("content/annex.yaml", (5, 5, 5, 13))
