"""A finding is shown at the cell that shows its field."""

from __future__ import annotations

from pathlib import Path

import lxml.html
import pytest

from annexgen.findings import Finding, Message, Severity
from annexgen.pipeline import compose
from annexgen.positions import Span
from annexgen.preview.desk import Desk
from annexgen.preview.places import Place, Places
from annexgen.preview.script import Script
from annexgen.preview.workshop import Workshop
from preview_trials import FIRST, PROJECT, lay, save

SECOND_FORM = Path(__file__).parents[1] / "fixtures" / "second-form"


def places(root: Path) -> Places:
    annex, document, form, findings = compose(root, Desk().for_run)
    assert annex is not None, findings
    assert document is not None
    assert form is not None
    sections = {one.heading.id: one for part in document.parts for one in part.sections}
    return Places(annex, form, sections.get)


def finding(path: str, text: str, word: str, times: int = 1) -> Finding:
    """Return a finding at the place where ``word`` comes for the so many-th time."""
    at = -1
    for _ in range(times):
        at = text.index(word, at + 1)
    line = text.count("\n", 0, at) + 1
    column = at - text.rfind("\n", 0, at)
    span = Span(line, column, line, column + len(word))
    return Finding("X1", "x", Severity.INFO, f"content/{path}", span, Message("甲", "a"))


def shown(root: Path, place: Place) -> str:
    """Return the text of the cell that a browser finds at a place."""
    page = Workshop(root, Script("zh").inline, "zh").refresh().page
    assert page is not None
    document = lxml.html.document_fromstring("".join(page.html()))
    assert isinstance(document, lxml.html.HtmlElement)
    section = document.get_element_by_id(place.section)
    assert place.table is not None
    assert place.cell is not None
    row = list(section.findall("table")[place.table].iter("tr"))[place.row]
    return str(row[place.cell].text_content())


@pytest.mark.parametrize(
    ("word", "times", "cell"),
    [
        ("档案整理", 1, "档案整理"),
        ("26.56", 1, "26.56"),
        ("26.56", 2, "26.56"),
        ("整理全部室藏档案", 1, "整理全部室藏档案"),
        ("完成全部室藏档案", 1, "1.完成全部室藏档案的整理，方便查阅。"),
        ("编目数量", 1, "编目数量"),
        ("≥200条", 1, "≥200条"),
        ("整理合格率", 1, "整理合格率"),
        ("100%", 1, "100%"),
        ("质量指标:", 1, "质量指标"),
        ("效益指标:", 1, "效益指标"),
        ("数量指标:", 1, "数量指标"),
        ("≥95%", 1, "≥95%"),
    ],
)
def test_field_is_found_in_its_cell(tmp_path: Path, word: str, times: int, cell: str) -> None:
    lay(tmp_path)
    assert shown(tmp_path, places(tmp_path).place(finding(FIRST, PROJECT, word, times))) == cell


def test_second_form_has_places_of_its_own() -> None:
    path = "105/1-校舍维修.yaml"
    text = (SECOND_FORM / "content" / path).read_text("utf-8")
    known = places(SECOND_FORM)
    for word in ("6所", "15", "每平方米的维修费用", "350000.00"):
        assert shown(SECOND_FORM, known.place(finding(path, text, word))) == word


def test_note_goes_where_there_is_room(tmp_path: Path) -> None:
    lay(tmp_path)
    known = places(tmp_path)
    narrow = known.place(finding(FIRST, PROJECT, "26.56"))
    assert (narrow.cell, narrow.beside) == (2, None)
    name = known.place(finding(FIRST, PROJECT, "编目数量"))
    assert name.cell == name.beside == 0
    level = known.place(finding(FIRST, PROJECT, "产出指标"))
    assert (level.row, level.cell, level.beside) == (1, 0, 3)


def test_what_has_no_cell_is_shown_at_its_project_unit_or_annex(tmp_path: Path) -> None:
    lay(tmp_path)
    known = places(tmp_path)
    here = finding(FIRST, PROJECT, "其中")
    assert known.place(here) == Place("301101-01-档案")
    whole = Finding("X1", "x", Severity.INFO, f"content/{FIRST}", None, Message("甲", "a"))
    assert known.place(whole) == Place("301101-01-档案")
    unit = finding("301101/unit.yaml", "单位名称: 办公厅", "办公厅")
    assert known.place(unit) == Place("301101")
    annex = finding("annex.yaml", "标题: 一", "一")
    assert known.place(annex) == Place("")
    assert known.place(finding("../templates/x.yaml", "甲", "甲")) == Place("")


def test_place_follows_the_file(tmp_path: Path) -> None:
    lay(tmp_path)
    text = "# 说明\n" + PROJECT.replace("      - 三级指标: 整理数量\n        指标值: ≥100卷\n", "")
    save(tmp_path, FIRST, text)
    assert shown(tmp_path, places(tmp_path).place(finding(FIRST, text, "≥200条"))) == "≥200条"
