"""Drafts as files: in the form of ``fmt``, and read back as what they were."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annexgen.drafting.drafts import AnnexDraft, IndicatorDraft, ProjectDraft, UnitDraft
from annexgen.drafting.writing import annex_text, project_text, unit_text
from annexgen.findings import has_errors
from annexgen.formatting.file import formatted
from annexgen.formatting.values import normal_target
from annexgen.forms.load import vocabulary_of
from annexgen.loading.annex import load_annex
from annexgen.loading.projects import load_project
from annexgen.model import Project
from annexgen.schema.content import ANNEX, UNIT, project_shape
from annexgen.schema.vocabulary import ExtraField, FieldKind
from annexgen.source.text import first_unfit

ROOT = Path(__file__).parents[2]
PLAIN = vocabulary_of(ROOT, "tianjin")
WORDS = PLAIN._replace(
    project_fields=(ExtraField("主管部门", FieldKind.TEXT, False, ""),),
    indicator_fields=(ExtraField("权重", FieldKind.NUMBER, False, ""),),
)
PATH = "content/301101/01-x.yaml"

TRICKY = st.sampled_from(
    ["0010", "true", "2025", "1.5", "~", "null", "2025-01-01", "甲: 乙", "甲 #乙", "- 甲", "'甲'",
     '"甲"', "甲\\乙", "[甲]", "{甲}", "&甲", "*甲", "!甲", "|", ">", "%甲", "@甲", "甲：", "甲:",
     "甲\u200b乙", "甲\t乙", "甲\xa0乙", "说“甲”'乙'\"丙\"", "# 甲", "？", "=", "<<", "---", "..."]
)  # fmt: skip
ANY = st.text("甲乙率 a1:#-'\"\\%≥，“”[]{}&*!|>?@\t\u200b\xa0\u3000é", max_size=12)
LINE = (TRICKY | ANY | st.text(st.characters(exclude_categories=["Cs"]), max_size=8)).map(
    lambda text: " ".join(text.splitlines()).strip()
)
FIT = LINE.filter(lambda text: bool(text) and first_unfit(text) is None)
TEXT = FIT | st.lists(FIT | st.sampled_from(["", "  缩进", "\t甲", "  "]), max_size=4).map(
    lambda lines: "\n".join(["甲", *lines, "丙"])
)
VALUES = st.sampled_from(["≥95%", "≥９５％", ">= 95%", "<2小时", "2025年12月底前", "明显"]) | TEXT
AMOUNTS = st.decimals(0, 10**9, places=2).map(str)
LEVELS = [(first, second) for first, below in WORDS.levels.items() for second in below]


def _indicators(levels: tuple[str, str]) -> st.SearchStrategy[list[IndicatorDraft]]:
    fields = st.dictionaries(st.just("权重"), st.sampled_from(["10", "2.5", "0"]))
    one = st.builds(IndicatorDraft, *map(st.just, levels), TEXT, TEXT | st.just(""), VALUES, fields)
    return st.lists(one, min_size=1, max_size=2)


INDICATORS = (
    st.lists(st.sampled_from(LEVELS), min_size=1, max_size=4, unique=True)
    .map(sorted)
    .flatmap(lambda levels: st.tuples(*map(_indicators, levels)))
    .map(lambda rows: tuple(one for below in rows for one in below))
)
DRAFTS = st.builds(
    ProjectDraft,
    FIT,
    AMOUNTS,
    st.dictionaries(st.sampled_from(["财政资金", "其他资金"]), AMOUNTS),
    TEXT,
    st.lists(TEXT, min_size=1, max_size=3).map(tuple),
    INDICATORS,
    st.dictionaries(st.just("主管部门"), TEXT),
)


def _as_draft(project: Project) -> ProjectDraft:
    funds = {"财政资金": project.budget.fiscal, "其他资金": project.budget.other}
    return ProjectDraft(
        project.name,
        str(project.budget.total),
        {label: str(amount) for label, amount in funds.items() if amount is not None},
        project.purpose,
        project.goals,
        tuple(
            IndicatorDraft(
                one.level1,
                one.level2,
                one.name,
                one.description,
                one.target_value,
                {key: value for key, value in one.extra.items() if value},
            )
            for one in project.indicators
        ),
        {key: value for key, value in project.extra.items() if value},
    )


def _settled(draft: ProjectDraft) -> ProjectDraft:
    """Return a draft as it is read back: short target values normal, descriptions in place."""
    return draft._replace(
        indicators=tuple(
            one._replace(
                description=one.description or one.name,
                target_value=_settled_value(one.target_value),
            )
            for one in draft.indicators
        )
    )


def _settled_value(text: str) -> str:
    return text if "\n" in text else normal_target(text)


@settings(max_examples=150, deadline=None)
@given(DRAFTS)
def test_a_project_is_canonical_and_read_back(draft: ProjectDraft) -> None:
    data = project_text(draft, WORDS).encode()
    shape = project_shape(WORDS)
    done = formatted(PATH, data, shape)
    assert not done.is_unclear
    assert done.after == data
    loaded = load_project(ROOT, PATH, "301101", shape, data)
    assert loaded.project is not None, loaded.findings
    assert _as_draft(loaded.project) == _settled(draft)


@settings(max_examples=60, deadline=None)
@given(st.builds(UnitDraft, st.just("301101"), FIT, FIT | st.just("")))
def test_a_unit_is_canonical(draft: UnitDraft) -> None:
    data = unit_text(draft).encode()
    assert formatted("unit.yaml", data, UNIT).after == data


@settings(max_examples=60, deadline=None)
@given(st.lists(FIT, max_size=3), FIT, FIT)
def test_an_annex_is_canonical(names: list[str], title: str, form: str) -> None:
    units = tuple(UnitDraft(f"30110{index}", name) for index, name in enumerate(names))
    data = annex_text(AnnexDraft(title, "办公厅", "2025", "万元", form, units)).encode()
    done = formatted("annex.yaml", data, ANNEX)
    assert not has_errors(done.findings)
    assert done.after == data


def test_the_real_content_is_written_as_it_is() -> None:
    annex = load_annex(ROOT, lambda name: vocabulary_of(ROOT, name)).annex
    assert annex is not None
    units = tuple(UnitDraft(unit.code, unit.name) for unit in annex.units)
    draft = AnnexDraft(
        annex.title, annex.department, str(annex.year), annex.money_unit, annex.form, units
    )
    assert annex_text(draft) == (ROOT / annex.origin.path).read_text("utf-8")
    for unit, written in zip(annex.units, units, strict=True):
        assert unit_text(written) == (ROOT / unit.origin.path).read_text("utf-8")
        for project in unit.projects:
            text = (ROOT / project.origin.path).read_text("utf-8")
            bare = re.sub(r"\n? {3,}# .*", "", text)
            assert project_text(_as_draft(project), PLAIN) == bare


def test_a_slot_has_nothing_behind_its_key_and_notes_stand_above() -> None:
    row = IndicatorDraft("产出指标", "数量指标", "", "", "")
    draft = ProjectDraft("甲", "", {}, "", ("",), (row,))
    notes = {
        (): "头一行\n第二行",
        ("预算数",): "数字",
        ("绩效指标", "产出指标", "数量指标"): "多少",
    }
    assert project_text(draft, PLAIN, notes).split("\n")[1:] == [
        "# 头一行",
        "# 第二行",
        "项目名称: 甲",
        "# 数字",
        "预算数:",
        "其中:",
        "  财政资金:",
        "  其他资金:",
        "资金用途:",
        "绩效目标:",
        "  -",
        "绩效指标:",
        "  产出指标:",
        "    # 多少",
        "    数量指标:",
        "      - 三级指标:",
        "        指标值:",
        "",
    ]


def test_scattered_levels_are_gathered() -> None:
    rows = [("产出指标", "数量指标"), ("效益指标", "社会效益指标"), ("产出指标", "数量指标")]
    drafts = tuple(IndicatorDraft(*row, f"甲{at}", "", "1") for at, row in enumerate(rows))
    text = project_text(ProjectDraft("甲", "1", {}, "乙", ("丙",), drafts), PLAIN)
    assert re.findall("甲[0-9]", text) == ["甲0", "甲2", "甲1"]


def test_what_no_file_can_hold_is_refused() -> None:
    with pytest.raises(ValueError, match=r"U\+0007"):
        unit_text(UnitDraft("301101", "甲\x07"))
    draft = ProjectDraft("甲", "1", {"银行贷款": "1"}, "乙", ("丙",), ())
    with pytest.raises(ValueError, match="银行贷款"):
        project_text(draft, PLAIN)
