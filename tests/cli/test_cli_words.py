"""The command as a user meets it: help, usage errors, languages, and failing in one clear line."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from annexgen import __version__, cli
from annexgen.atomic import putting, write_together
from annexgen.cli.failure import exit_code
from annexgen.cli.language import language_of
from annexgen.findings import Finding, Message, Severity


def annexgen(
    *arguments: str | Path, cwd: Path | None = None, **environment: str
) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if name != "ANNEXGEN_LANG"}
    return subprocess.run(
        [sys.executable, "-m", "annexgen", *map(str, arguments)],
        capture_output=True,
        encoding="utf-8",
        cwd=cwd,
        env=kept | environment,
        check=False,
    )


def test_version() -> None:
    done = annexgen("--version")
    assert (done.returncode, done.stdout) == (0, f"annexgen {__version__}\n")


@pytest.mark.parametrize("command", [(), ("build",), ("check",), ("export",), ("schema",)])
def test_help_is_in_one_language(command: tuple[str, ...]) -> None:
    chinese = annexgen(*command, "--help")
    english = annexgen(*command, "--help", ANNEXGEN_LANG="en")
    assert (chinese.returncode, english.returncode) == (0, 0)
    assert chinese.stdout.startswith("用法：annexgen")
    assert english.stdout.startswith("usage: annexgen")
    assert not re.search("[\u4e00-\u9fff]", english.stdout)


def test_help_needs_none_of_the_heavy_modules() -> None:
    probe = (
        "import sys; from annexgen.cli import main\n"
        "try: main(['--help'])\n"
        "except SystemExit: pass\n"
        "print(sorted({'dataclasses', 'ruamel', 'jinja2', 'reportlab', 'docx'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", probe], capture_output=True, encoding="utf-8", check=True
    )
    assert done.stdout.endswith("[]\n")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ((), "还缺：命令"),
        (("bild",), "没有 'bild'"),
        (("build", "--format", "odt"), "--format：没有 'odt'（可用：docx、pdf、html）"),
        (("build", "--jobs", "0"), "--jobs：应为 1 以上的整数"),
        (("build", "--output"), "--output：后面要跟一个值"),
        (("check", "--colour"), "不认识：--colour"),
        (("check", "--output-format", "xml"), "没有 'xml'"),
    ],
)
def test_usage_errors_exit_with_2(arguments: tuple[str, ...], told: str) -> None:
    done = annexgen(*arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert told in done.stderr
    assert not re.search("[\u4e00-\u9fff]", annexgen(*arguments, "--lang", "en").stderr)


@pytest.mark.parametrize(
    ("arguments", "variable", "language"),
    [
        ([], "", "zh"),
        ([], "en_GB.UTF-8", "en"),
        (["--lang", "zh", "build"], "en", "zh"),
        (["build", "--lang=en"], "zh", "en"),
        (["build", "--lang"], "", "zh"),
    ],
)
def test_the_option_wins_over_the_environment(
    arguments: list[str], variable: str, language: str
) -> None:
    assert language_of(arguments, {"ANNEXGEN_LANG": variable}) == language


def test_no_annex_is_one_line(tmp_path: Path) -> None:
    done = annexgen("build", cwd=tmp_path)
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "--root" in done.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "annex.yaml").write_text("标题: x\n", encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("output", ["content", "content/301101/output", "plain"])
def test_an_unfit_output_is_one_line(root: Path, output: str) -> None:
    (root / "plain").write_text("old", encoding="utf-8")
    done = annexgen("build", "--root", root, "--output", root / output)
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert (root / "plain").read_text(encoding="utf-8") == "old"


def test_a_fault_of_annexgen_itself_is_one_line(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError("\x1b[2J")

    monkeypatch.setattr("annexgen.pipeline.build", broken)
    assert cli.main(["build", "--root", str(root), "--lang", "en"]) == 2
    told = capsys.readouterr().err
    assert told.count("\n") == 1
    assert "ANNEXGEN_DEBUG=1" in told
    assert "\x1b" not in told
    monkeypatch.setenv("ANNEXGEN_DEBUG", "1")
    cli.main(["build", "--root", str(root)])
    assert "Traceback" in capsys.readouterr().err


def test_ctrl_c_is_one_line(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("annexgen.pipeline.build", interrupted)
    assert cli.main(["build", "--root", str(root)]) == 2
    assert capsys.readouterr().err == "annexgen: 已中断，没有改动任何文件\n"


def test_ctrl_c_after_files_were_written_does_not_say_that_none_was(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def written(*_: object, **__: object) -> None:
        write_together(root / "output", {"annex.html": putting(b"")})
        raise KeyboardInterrupt

    monkeypatch.setattr("annexgen.pipeline.build", written)
    assert cli.main(["build", "--root", str(root), "--lang", "en"]) == 2
    assert capsys.readouterr().err == (
        "annexgen: Interrupted; "
        "files that were written already are whole, the others are as they were\n"
    )


@pytest.mark.parametrize(
    ("found", "code"),
    [
        ([], 0),
        ([("S101", Severity.INFO)], 0),
        ([("S205", Severity.WARNING)], 1),
        ([("S101", Severity.ERROR)], 1),
        ([("Y002", Severity.WARNING)], 1),
        ([("S101", Severity.ERROR), ("Y010", Severity.ERROR)], 2),
    ],
)
def test_exit_codes(found: list[tuple[str, Severity]], code: int) -> None:
    message = Message("甲", "A")
    findings = [
        Finding(number, "rule", severity, "a.yaml", None, message) for number, severity in found
    ]
    assert exit_code(findings) == code
