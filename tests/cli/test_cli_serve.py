"""``annexgen serve`` as it starts and ends; what a browser sees is tried in a browser."""

from __future__ import annotations

import signal
import socket
import urllib.request
from contextlib import closing
from pathlib import Path

import pytest

from annexgen import cli
from preview_trials import lay, save, serving


def state(root: Path) -> list[tuple[str, int]]:
    return sorted((str(path), path.stat().st_mtime_ns) for path in root.rglob("*"))


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_serves_until_asked_to_stop_and_writes_nothing(
    tmp_path: Path, number: signal.Signals
) -> None:
    lay(tmp_path)
    (tmp_path / "output").mkdir()
    (tmp_path / "output" / "annex.html").write_text("old", "utf-8")
    before = state(tmp_path)
    with serving(tmp_path) as command:
        with urllib.request.urlopen(command.address, timeout=60) as page:
            assert page.status == 200
        code, out, err = command.stop(number)
    assert (code, err) == (0, "")
    assert out.endswith("\n预览已停止\n")
    assert state(tmp_path) == before


def test_it_speaks_english(tmp_path: Path) -> None:
    lay(tmp_path)
    with serving(tmp_path, "--lang", "en") as command:
        with urllib.request.urlopen(command.address, timeout=60) as page:
            assert "The preview has stopped" in page.read().decode()
        code, out, _ = command.stop()
    assert code == 0
    assert out.endswith("\nThe preview has stopped\n")


def test_broken_content_is_served_too(tmp_path: Path) -> None:
    save(lay(tmp_path), "annex.yaml", "标题: [\n")
    with serving(tmp_path) as command:
        with urllib.request.urlopen(command.address, timeout=60) as page:
            assert page.status == 200
        assert command.stop()[0] == 0


def test_port_in_use_is_said_in_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lay(tmp_path)
    with closing(socket.create_server(("127.0.0.1", 0))) as other:
        port = other.getsockname()[1]
        assert cli.main(["serve", "--root", str(tmp_path), "--port", str(port)]) == 2
    assert capsys.readouterr().err == (
        f"annexgen: 端口 {port} 已被占用（也许另有一个 annexgen serve）；换一个：--port 0\n"
    )


@pytest.mark.parametrize("port", ["-1", "65536", "x", "８０", ""])
def test_port_that_is_none_is_a_usage_error(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], port: str
) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.main(["serve", "--root", str(lay(tmp_path)), f"--port={port}"])
    assert ended.value.code == 2
    assert "0 到 65535" in capsys.readouterr().err


def test_folder_without_an_annex_is_said_in_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["serve", "--root", str(tmp_path), "--port", "0"]) == 2
    assert capsys.readouterr().err.count("\n") == 1
