"""The command: files written together, exit codes, the same bytes each time."""

from __future__ import annotations

import shutil
from pathlib import Path

import openpyxl
import pytest
from export_trials import POOL, ROOT, silent

from annexgen import cli
from annexgen.export.run import FORMATS, export

FILES = {
    "json": ["annex.json"],
    "csv": ["annex.csv", "annex-dictionary.csv"],
    "xlsx": ["annex.xlsx"],
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Copy the real annex."""
    shutil.copytree(ROOT / "content", tmp_path / "annex" / "content")
    return tmp_path / "annex"


@pytest.mark.parametrize("name", FORMATS)
def test_the_files_of_a_format_are_the_same_each_time(root: Path, name: str) -> None:
    runs = []
    for folder in (root / "one", root / "two"):
        done = export(root, [name], folder, silent, POOL)
        assert [product.file.name for product in done.products] == FILES[name]
        assert sorted(file.name for file in folder.iterdir()) == sorted(FILES[name])
        runs.append([(folder / file).read_bytes() for file in FILES[name]])
    assert runs[0] == runs[1]


def test_a_second_form_has_its_columns_and_pages(tmp_path: Path) -> None:
    second = tmp_path / "second"
    shutil.copytree(ROOT / "tests/fixtures/second-form", second)
    export(second, ["xlsx"], tmp_path / "out", silent, POOL)
    book = openpyxl.load_workbook(tmp_path / "out" / "annex.xlsx")
    columns = [cell.value for cell in book.worksheets[0][1]]
    assert "权重" in columns
    weights = [row[columns.index("权重")] for row in book.worksheets[0].iter_rows(values_only=True)]
    assert all(isinstance(weight, int | float) for weight in weights[1:])
    assert book.worksheets[1].page_setup.orientation == "landscape"


def test_the_command_says_what_it_wrote(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["export", "--root", str(root), "--to", "csv"]) == 0
    told = capsys.readouterr().out
    assert "annex.csv" in told
    assert "annex-dictionary.csv" in told
    assert "12 个项目" in told


def test_an_error_stops_it_and_old_files_stay(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    old = root / "output" / "annex.csv"
    old.parent.mkdir()
    old.write_text("old", "utf-8")
    project = next((root / "content" / "301101").glob("01-*.yaml"))
    text = project.read_text("utf-8")
    project.write_text(text.replace("预算数: 470.00", "预算数: 471.00"), "utf-8")
    assert cli.main(["export", "--root", str(root), "--lang", "en"]) == 1
    told = capsys.readouterr().err
    assert "budget-sum" in told
    assert "Nothing was exported" in told
    assert [file.name for file in old.parent.iterdir()] == ["annex.csv"]
    assert old.read_text("utf-8") == "old"


def test_broken_yaml_and_unknown_formats_cannot_run(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stopped:
        cli.main(["export", "--root", str(root), "--to", "ods"])
    assert stopped.value.code == 2
    assert "json" in capsys.readouterr().err
    (root / "content" / "301101" / "unit.yaml").write_text("单位名称: [", "utf-8")
    assert cli.main(["export", "--root", str(root)]) == 2
    assert not (root / "output").exists()


def test_content_is_no_place_to_write_to(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    inside = str(root / "content" / "301101")
    assert cli.main(["export", "--root", str(root), "--output", inside]) == 2
    assert "content/" in capsys.readouterr().err


def test_what_excel_cannot_hold_is_one_line(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    project = next((root / "content" / "301101").glob("01-*.yaml"))
    text = project.read_text("utf-8")
    start = text.index("资金用途: ") + len("资金用途: ")
    project.write_text(text[:start] + "长" * 40_000 + text[start:], "utf-8")
    arguments = ["export", "--root", str(root), "--quiet", "--lang", "en"]
    assert cli.main(arguments) == 2
    told = capsys.readouterr().err.splitlines()[-1]
    assert told.startswith("annexgen: '长长")
    assert "export json,csv only" in told
    assert not (root / "output").exists()
    assert cli.main([*arguments, "--to", "json,csv"]) == 0


def test_a_form_that_cannot_be_filled_is_a_finding(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(ROOT / "templates", root / "templates")
    form = root / "templates" / "tianjin" / "form.yaml"
    text = form.read_text("utf-8")
    form.write_text(
        text.replace("{{ project.purpose }}", "{{ project.purpose[0:1] / 2 }}"), "utf-8"
    )
    assert cli.main(["export", "--root", str(root), "--to", "xlsx"]) == 1
    assert "templates/tianjin/form.yaml" in capsys.readouterr().err
    assert not (root / "output").exists()
