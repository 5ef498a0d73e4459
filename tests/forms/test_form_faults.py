"""Every fault of a form is a finding at its place, all of them in one run."""

from __future__ import annotations

from pathlib import Path

import pytest
from form_trials import changed, loaded, refusal, spot, write_form

from annexgen.findings import Finding, Refused
from annexgen.forms.load import template_finding, vocabulary_of

NAME_CELL = '            - {text: "{{ project.name }}", style: table-text, colspan: 6}'


def found(root: Path, text: str) -> list[tuple[str, str]]:
    write_form(root, text)
    findings = refusal(root)
    assert all(finding.path == "templates/trial/form.yaml" for finding in findings)
    assert all(finding.help is not None for finding in findings)
    return [(finding.code, spot(text, finding)) for finding in findings]


@pytest.mark.parametrize(
    ("old", "new", "code", "place"),
    [
        ("leading: 44", "leading: 很大", "S105", "很大"),
        ("  width: 210\n", "", "S102", "page"),
        ("  width: 210\n", "  landscape: true\n  width: 210\n", "F012", "landscape"),
        ("  width: 210\n  height: 297\n", "  paper: A4\n  height: 297\n", "F012", "height"),
        ("  width: 210\n  height: 297\n", "", "S102", "page"),
        ("align: center, space_before: 190", "align: middle", "S111", "middle"),
        ("space_after: 12", "space_behind: 12", "S101", "space_behind"),
        ("{{ annex.title }}", "{{ annex.titel }}", "F002", '"{{ annex.titel }}"'),
        ("{{ unit.header }}", "{{ project.name }}", "F002", '"{{ project.name }}"'),
        ("{{ project.purpose }}", "{{ project.budget }}", "F002", '"{{ project.budget }}"'),
        ("{{ project.purpose }}", "{{ project.goals }}", "F002", '"{{ project.goals }}"'),
        ("{{ project.purpose }}", "{{ project.name.x }}", "F002", '"{{ project.name.x }}"'),
        ("{{ project.purpose }}", "{{ project.extra.x }}", "F002", '"{{ project.extra.x }}"'),
        ("{{ project.purpose }}", "{{ project.origin }}", "F002", '"{{ project.origin }}"'),
        ("{{ project.purpose }}", "{{ position }}", "F002", '"{{ position }}"'),
        ("{{ project.purpose }}", "{{ unit.total }}", "F002", '"{{ unit.total }}"'),
        ("{{ project.purpose }}", "{{ projekt|trim }}", "F002", '"{{ projekt|trim }}"'),
        ("{{ project.purpose }}", "{% if %}", "F002", '"{% if %}"'),
        ("{{ project.purpose }}", "{{ project.name", "F002", '"{{ project.name"'),
        ("{{ annex.unit_count }}", "{{ annex.units }}", "F002", '"{{ annex.units }} 个"'),
        ("text, colspan: 6}", "txt, colspan: 6}", "F003", "table-txt"),
        ("continued_style: continued", "continued_style: follow", "F003", "follow"),
        ("face: song, size: 三号", "face: sung, size: 三号", "F003", "sung"),
        ("  continued_style: continued\n", "", "S102", "continued"),
        ("columns: [24, 18,", "columns: [24, 28,", "F004", "columns"),
        ("width: 37", "width: 39", "F004", "columns"),
        ("colspan: 6}", "colspan: 7}", "F005", NAME_CELL.strip()[2:].replace("6}", "7}")),
        ("table-text, colspan: 6}\n\n", "table-text, colspan: 6, rowspan: 2}\n\n", "F005", "{each"),
        (
            "colspan: 6}",
            "colspan: 5}",
            "F005",
            "- {text: 项目名称, style: table-label, scope: row}",
        ),
        ("可持续影响指标]", "可持续影响指标, 社会效益指标]", "F006", "社会效益指标"),
        ("required: [数量指标", "required: [数量指", "F010", "数量指"),
        ("  指标值: [目标值", "  指标数值: [目标值", "F010", "指标数值"),
        ("  指标值: [目标值", "  指标值: [三级", "F006", "三级"),
        ("  指标值: [目标值", "  指标值: [项目名称", "F006", "项目名称"),
        ("required: [数量指标", "required: [产出指标", "F010", "产出指标"),
        ("息, levels: [满意度指标]", "息, levels: [满意指标]", "F010", "满意指标"),
        ("  exempt:", "  weight: 权重\n  exempt:", "F010", "权重"),
        ("  exempt:", "  weights: [{levels: {产出: 50}}]\n  exempt:", "F010", "产出"),
        ("levels:", "fields: {project: [{key: 项目名称}]}\nlevels:", "F006", "项目名称"),
        ("levels:", "fields: {indicator: [{key: name}]}\nlevels:", "F006", "name"),
        ("levels:", "fields: {project: [{key: 甲}, {key: 甲}]}\nlevels:", "F006", "甲"),
        ("right: 25", "right: 190", "F007", "page"),
        ("indent: 21", "indent: 440", "F009", "contents-project"),
        ("header: 18", "header: 26", "F009", "26"),
        ("footer: 18", "footer: 25", "F009", "25"),
        ("min_row_height: 24", "min_row_height: 700", "F009", "look"),
        ("padding_y: 2.75", "padding_y: 400", "F009", "look"),
        ("width: 22,", "width: 6,", "F009", "{heading: 一级指标"),
    ],
)
def test_a_fault_is_found_at_its_place(
    tmp_path: Path, old: str, new: str, code: str, place: str
) -> None:
    findings = found(tmp_path, changed((old, new)))
    assert {found_code for found_code, _ in findings} == {code}
    assert any(at.startswith(place) for _, at in findings), findings


def test_cells_that_overlap_are_found(tmp_path: Path) -> None:
    rows = """rows:
          - - {text: 甲, style: table-label, colspan: 6}
            - {text: 乙, style: table-label, rowspan: 2}
          - - {text: 丙, style: table-label, colspan: 7}
          - - {text: 项目名称,"""
    findings = found(tmp_path, changed(("rows:\n          - - {text: 项目名称,", rows)))
    assert findings == [("F005", "{text: 丙, style: table-label, colspan: 7}")]


def test_all_faults_come_in_one_run(tmp_path: Path) -> None:
    text = changed(
        ("leading: 44", "leading: 很大"),
        ("{{ annex.title }}", "{{ annex.titel }}"),
        ("style: unit-heading", "style: unit-hedding"),
        ("columns: [24, 18,", "columns: [24, 28,"),
    )
    assert [code for code, _ in found(tmp_path, text)] == ["S105", "F002", "F003", "F004"]


def test_a_cell_with_a_fault_of_its_own_makes_no_gap(tmp_path: Path) -> None:
    assert [code for code, _ in found(tmp_path, changed(("colspan: 6}", "colspan: 六}")))] == [
        "S105"
    ]


def test_slips_are_answered_with_what_is_meant(tmp_path: Path) -> None:
    write_form(tmp_path, changed(("{{ project.purpose }}", "{{ project.budget.totel }}")))
    (finding,) = refusal(tmp_path)
    assert finding.help is not None
    assert "project.budget.total" in finding.help.zh
    assert finding.help.en.startswith("Did you mean “project.budget.total”?")


def test_words_that_are_the_same_under_two_levels_are_no_repetition(tmp_path: Path) -> None:
    form = loaded(tmp_path, ("可持续影响指标]", "可持续影响指标, 数量指标]"))
    assert form.vocabulary.levels["效益指标"][-1] == "数量指标"


def test_no_mapping_and_no_yaml_are_findings(tmp_path: Path) -> None:
    assert found(tmp_path, "- 甲\n") == [("S103", "- 甲")]
    assert found(tmp_path, "甲: [\n")[0][0].startswith("Y")


def test_the_words_of_a_broken_form_are_refused_like_the_form(tmp_path: Path) -> None:
    write_form(tmp_path, changed(("{{ annex.title }}", "{{ annex.titel }}")))
    with pytest.raises(Refused) as caught:
        vocabulary_of(tmp_path, "trial")
    assert caught.value.findings == refusal(tmp_path)


def test_a_mended_form_is_read_again(tmp_path: Path) -> None:
    write_form(tmp_path, changed(("{{ annex.title }}", "{{ annex.titel }}")))
    assert refusal(tmp_path)
    write_form(tmp_path, changed())
    assert not refusal(tmp_path)


def test_a_broken_page_template_is_a_finding_of_that_file(tmp_path: Path) -> None:
    write_form(tmp_path, changed())
    page = tmp_path / "templates/trial/page.html.j2"
    page.write_text("<!DOCTYPE html>\n{% if %}", encoding="utf-8")
    finding = template_finding(loaded(tmp_path).page_path, 2, "Expected an expression")
    assert isinstance(finding, Finding)
    assert (finding.code, finding.path) == ("F008", "templates/trial/page.html.j2")
    assert finding.span is not None
    assert finding.span.line == 2
