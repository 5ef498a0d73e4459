"""What was published comes back as it was: from our own files, and from the office's text."""

from __future__ import annotations

from pathlib import Path

import pytest
from ruamel.yaml import YAML

from annexgen.ingest.understanding import Understood
from import_trials import (
    REPOSITORY,
    SECOND,
    content,
    published,
    texts_left,
    understood,
    written,
)
from printed_annex import PRINTED


@pytest.fixture(scope="module", params=["docx", "html", "xlsx"])
def real(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Understood:
    """What the real annex's own file says, in each format."""
    return understood(published(REPOSITORY, tmp_path_factory.mktemp("real"), request.param))


def test_the_real_annex_comes_back_from_its_own_files(real: Understood) -> None:
    assert written(real) == content()
    assert texts_left(real) == []
    assert real.remarks == ()


def test_the_annex_itself_comes_back_from_its_own_files(real: Understood) -> None:
    annex = real.annex
    assert (annex.title, annex.department) == ("2025年项目绩效目标表", "天津市人民政府办公厅")
    assert (annex.year, annex.money_unit, annex.form) == ("2025", "万元", "tianjin")


def test_the_text_of_the_offices_own_file_gives_the_content() -> None:
    result = understood(PRINTED)
    assert written(result) == content()
    assert texts_left(result) == []
    assert result.remarks == ()


@pytest.mark.parametrize("name", ["docx", "html", "xlsx"])
def test_another_form_comes_back_but_for_what_it_does_not_print(tmp_path: Path, name: str) -> None:
    result = understood(published(SECOND, tmp_path, name), SECOND, "weighted")
    annex = result.annex
    assert (annex.title, annex.department) == ("2026年项目支出绩效目标申报表", "某县财政局")
    assert (annex.year, annex.money_unit) == ("2026", "元")
    said = [[said_by(text) for text in unit[1:]] for unit in written(result, SECOND, "weighted")]
    wanted = [[said_by(text) for text in unit[1:]] for unit in content(SECOND)]
    for project in (project for unit in wanted for project in unit[1:]):
        project["资金用途"] = ""
    assert said == wanted
    assert texts_left(result) == []
    assert result.remarks == ()


def said_by(text: str) -> dict[str, object]:
    said: dict[str, object] = YAML(typ="base", pure=True).load(text)
    return said
