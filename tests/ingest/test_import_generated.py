"""Whatever annex is published comes back from DOCX, HTML and XLSX byte for byte.

Not generated is what no printed form can tell: goals in which a digit may be a number. Nothing is
made smaller when it fails: each try publishes an annex.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from annexgen.drafting.drafts import IndicatorDraft, ProjectDraft
from annexgen.drafting.writing import annex_text
from annexgen.forms.load import vocabulary_of
from import_trials import REPOSITORY, content, lay, rendered, texts_left, understood, written

VOCABULARY = vocabulary_of(REPOSITORY, "tianjin")
LEVELS = [(first, second) for first, below in VOCABULARY.levels.items() for second in below]
SIGNS = "培训完成率会议保障经费提升影响力市民满意度 《》“”（），。、；：—…·%≥≤-+/&<>'\"#@*{}[]|\\~`"
CHARACTERS = SIGNS + "0123456789２％ＡabcXYZéΩ①Ⅱ㎡℃"
lines = st.text(CHARACTERS, min_size=1, max_size=24).map(str.strip).filter(bool)
texts = st.lists(lines, min_size=1, max_size=3).map("\n".join)
amounts = st.tuples(st.integers(1, 10**7), st.sampled_from(["", ".5", ".00", ".07"])).map(
    lambda pair: f"{pair[0]}{pair[1]}"
)
DIGITS = "0123456789２①"
indicators = st.builds(
    lambda level, *texts: IndicatorDraft(level[0], level[1], *texts),
    st.sampled_from(LEVELS),
    texts,
    texts,
    texts,
)


@st.composite
def projects(draw: st.DrawFn) -> ProjectDraft:
    rows = draw(st.lists(indicators, min_size=1, max_size=6))
    rows.sort(key=lambda row: LEVELS.index((row.level1, row.level2)))
    amount = draw(amounts)
    parts = draw(st.sampled_from([(amount, ""), ("", amount), (amount, "0"), ("0.00", amount)]))
    return ProjectDraft(
        name=draw(lines),
        budget=amount,
        funds=dict(zip(("财政资金", "其他资金"), parts, strict=True)),
        purpose=draw(texts),
        goals=tuple(draw(st.lists(texts.filter(goes_on), min_size=1, max_size=4))),
        indicators=tuple(rows),
    )


def goes_on(goal: str) -> bool:
    """Say whether no line of a goal begins with a digit, which might be a number."""
    return not any(line[0] in DIGITS for line in goal.split("\n"))


units = st.lists(
    st.lists(projects(), min_size=1, max_size=3, unique_by=lambda one: "".join(one.name.split())),
    min_size=1,
    max_size=3,
)


@pytest.mark.parametrize("suffix", ["docx", "html", "xlsx"])
@settings(
    max_examples=10,
    deadline=None,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=[HealthCheck.too_slow],
)
@given(units)
def test_a_generated_annex_comes_back(suffix: str, drafts: list[list[ProjectDraft]]) -> None:
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        lay(root, drafts)
        result = understood(rendered(root, root / f"annex.{suffix}"))
        assert written(result) == content(root)
        assert annex_text(result.annex) == (root / "content" / "annex.yaml").read_text("utf-8")
        assert texts_left(result) == []


LONG = (
    "，".join(f"第{number}项工作按计划完成并通过验收 item{number}" for number in range(1, 200))
    + "。"
)


def test_rows_higher_than_a_page_come_back(tmp_path: Path) -> None:
    draft = ProjectDraft(
        "长项目",
        "40.00",
        {"财政资金": "40.00"},
        f"{LONG}\n{LONG}",
        (LONG, f"甲\n{LONG}"),
        (
            IndicatorDraft("产出指标", "数量指标", f"{LONG}\n乙", LONG, "≥1次"),
            IndicatorDraft("产出指标", "质量指标", "合格率", "x" * 3000, f"≥95%\n{LONG}"),
        ),
    )
    lay(tmp_path, [[draft]])
    docx = rendered(tmp_path, tmp_path / "annex.docx")
    result = understood(docx)
    assert written(result) == content(tmp_path)
    assert texts_left(result) == []
