"""``annexgen serve``: the annex in the browser, following its files; writes nothing."""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from annexgen.cli.failure import DONE, CannotRun
from annexgen.cli.language import Say

if TYPE_CHECKING:
    from annexgen.cli.terminal import Terminal
    from annexgen.preview.broadcast import Broadcast
    from annexgen.preview.script import Script
    from annexgen.preview.server import Server

PORT = 8320
MOST_PORT = 65535

_UNTIL_SENT = 0.2
"""Seconds for the threads that send a view to browsers; a sweep would hold them up."""


def add_options(parser: argparse.ArgumentParser, say: Say) -> None:
    """Declare the options of ``serve``."""
    parser.add_argument(
        "--port",
        metavar="N",
        type=_port(say),
        default=PORT,
        help=say(
            f"本机的哪个端口（默认 {PORT}；0：随便一个空闲的）",
            f"port on this machine (default: {PORT}; 0: any that is free)",
        ),
    )
    parser.add_argument(
        "--open",
        action="store_true",
        help=say("随即在浏览器里打开", "open it in the browser"),
    )


def run(options: argparse.Namespace, terminal: Terminal) -> int:
    """Serve until asked to stop, and return the exit code."""
    from annexgen.cli.root import find_root
    from annexgen.cli.signals import heard
    from annexgen.preview.broadcast import Broadcast
    from annexgen.preview.script import Script

    root = find_root(options.root)
    broadcast, script = Broadcast(), Script(terminal.language)
    server = _server(broadcast, script, options.port)
    try:
        server.start()
        terminal.write(_greeting(server.address, root, terminal.say))
        _follow(root, broadcast, script, terminal, _opener(server, wanted=options.open))
    except KeyboardInterrupt:
        heard()
        terminal.write(terminal.say("\n预览已停止\n", "\nThe preview has stopped\n"))
    finally:
        server.stop()
    return DONE


def _follow(
    root: Path,
    broadcast: Broadcast,
    script: Script,
    terminal: Terminal,
    opened: Callable[[], None],
) -> None:
    """Show view after view."""
    from annexgen.cli.garbage import sweep
    from annexgen.preview.watching import saves
    from annexgen.preview.workshop import Workshop

    workshop = Workshop(root, script.inline, terminal.language)
    broadcast.show(workshop.refresh())
    opened()
    sweep(keeps=True)
    for _ in saves(root):
        broadcast.show(workshop.refresh())
        time.sleep(_UNTIL_SENT)
        sweep()


def _server(broadcast: Broadcast, script: Script, port: int) -> Server:
    from annexgen.preview.server import PortTaken, Server

    try:
        return Server(broadcast, script, port)
    except PortTaken:
        raise CannotRun(
            f"端口 {port} 已被占用（也许另有一个 annexgen serve）；换一个：--port 0",
            f"Port {port} is in use (another annexgen serve?); choose another: --port 0",
        ) from None


def _greeting(address: str, root: Path, say: Say) -> str:
    return say(
        f"预览：{address}（只在本机能打开）\n"
        f"保存 {root}/content 里的文件，页面随即更新；按 Ctrl-C 停止\n",
        f"Preview: {address} (on this machine only)\n"
        f"Save a file in {root}/content to see it change; Ctrl-C stops\n",
    )


def _opener(server: Server, *, wanted: bool) -> Callable[[], None]:
    """Return what opens the page in a browser, where that is wanted."""

    def opened() -> None:
        if wanted:
            import webbrowser

            webbrowser.open(server.address)

    return opened


def _port(say: Say) -> Callable[[str], int]:
    """Return a reader of a port's number."""

    def read(text: str) -> int:
        if not (text.isascii() and text.isdigit() and int(text) <= MOST_PORT):
            raise argparse.ArgumentTypeError(
                say(
                    f"应为 0 到 {MOST_PORT} 的整数，写的是 {text!r}",
                    f"a whole number from 0 to {MOST_PORT}, not {text!r}",
                )
            )
        return int(text)

    return read
