"""A real Chromium driven over its DevTools protocol, through two pipes and no network port."""

from __future__ import annotations

import base64
import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest

FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
)


_LEFT = {
    "Inspected target navigated or closed",
    "Execution context was destroyed.",
    "Cannot find context with specified id",
    "Cannot find default execution context",
}


def chromium_path() -> str:
    """Return Chromium's path; without it skip the test, but fail in CI."""
    found = shutil.which("chromium") or shutil.which("google-chrome")
    if found is None:
        reason = "needs Chromium: no chromium or google-chrome on PATH"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    return found


class PageLeft(Exception):  # noqa: N818 - it is an outcome to wait for
    """A page is no longer there to be asked: it has loaded itself again, say."""


class Tab:
    """One tab of a running browser.

    Attributes:
        events: what the browser has reported so far, oldest first.
    """

    def __init__(self, commands: int, replies: int) -> None:
        self.events: list[dict[str, Any]] = []
        self._commands = commands
        self._replies = replies
        self._unread = b""
        self._number = 0
        self._session = ""
        target = self.send("Target.createTarget", url="about:blank")["targetId"]
        attached = self.send("Target.attachToTarget", targetId=target, flatten=True)
        self._session = attached["sessionId"]
        for domain in ("Page", "Runtime", "Network", "Log"):
            self.send(f"{domain}.enable")
        self.send("Page.setLifecycleEventsEnabled", enabled=True)

    def send(self, method: str, **parameters: Any) -> dict[str, Any]:
        """Send a command and return its result.

        Raises:
            PageLeft: where another page has been opened meanwhile.
        """
        self._number += 1
        message: dict[str, Any] = {"id": self._number, "method": method, "params": parameters}
        if self._session:
            message["sessionId"] = self._session
        data = json.dumps(message).encode() + b"\0"
        while data:
            data = data[os.write(self._commands, data) :]
        while True:
            reply = self._read()
            if reply.get("id") == self._number:
                if reply.get("error", {}).get("message") in _LEFT:
                    raise PageLeft
                assert "error" not in reply, reply
                result: dict[str, Any] = reply["result"]
                return result
            self.events.append(reply)

    def open(self, address: str, width: int = 1440, height: int = 900) -> None:
        """Load a page in a window of that size, and wait until it is loaded."""
        self.resize(width, height)
        self.events.clear()
        page = self.send("Page.navigate", url=address)["loaderId"]
        loaded = ("Page.lifecycleEvent", "load", page)
        while not any(_stage(event) == loaded for event in self.events):
            self.events.append(self._read())

    def resize(self, width: int, height: int = 900) -> None:
        """Give the window another size in CSS px."""
        self.send(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=1,
            mobile=False,
        )

    def media(self, scheme: str = "light", medium: str = "screen") -> None:
        """Show the page in a colour scheme (light, dark) and on a medium (screen, print)."""
        feature = {"name": "prefers-color-scheme", "value": scheme}
        self.send("Emulation.setEmulatedMedia", media=medium, features=[feature])

    def run(self, script: str) -> Any:
        """Return the value of a JavaScript expression, awaited."""
        reply = self.send(
            "Runtime.evaluate",
            expression=script,
            awaitPromise=True,
            returnByValue=True,
            userGesture=True,
        )
        assert "exceptionDetails" not in reply, reply
        return reply["result"].get("value")

    def press(self, key: str, code: int, text: str = "") -> None:
        """Press and let go a key."""
        for kind in ("keyDown", "keyUp"):
            typed = {"text": text} if text and kind == "keyDown" else {}
            self.send(
                "Input.dispatchKeyEvent",
                type=kind,
                key=key,
                code=key,
                windowsVirtualKeyCode=code,
                **typed,
            )

    def type(self, text: str) -> None:
        """Type a text, as an input method would put it in."""
        self.send("Input.insertText", text=text)

    def frame(self) -> None:
        """Wait until what was changed has been drawn."""
        self.run("new Promise((done) => requestAnimationFrame(() => setTimeout(done, 50)))")

    def screenshot(self, file: Path, *, whole: bool = False) -> None:
        """Save a picture of the window, or of the whole page."""
        data = self.send("Page.captureScreenshot", captureBeyondViewport=whole)["data"]
        file.write_bytes(base64.b64decode(data))

    def pdf(self, file: Path) -> None:
        """Print the page as its stylesheet asks, whatever medium was shown before."""
        self.send("Emulation.setEmulatedMedia", media="")
        data = self.send("Page.printToPDF", preferCSSPageSize=True, printBackground=True)["data"]
        file.write_bytes(base64.b64decode(data))

    def _read(self) -> dict[str, Any]:
        while b"\0" not in self._unread:
            piece = os.read(self._replies, 1 << 20)
            assert piece, "Chromium has ended"
            self._unread += piece
        message, _, self._unread = self._unread.partition(b"\0")
        reply: dict[str, Any] = json.loads(message)
        return reply


def _stage(event: dict[str, Any]) -> tuple[Any, ...]:
    """Return an event's name, and how far which page has been loaded."""
    told = event.get("params", {})
    return event.get("method"), told.get("name"), told.get("loaderId")


@contextmanager
def browser(profile: Path, *flags: str) -> Iterator[Tab]:
    """Start Chromium with an empty profile, and end it afterwards."""
    program = chromium_path()
    commands_in, commands = os.pipe()
    replies, replies_out = os.pipe()
    # Chromium reads its commands on descriptor 3 and answers on 4
    start = f'exec 3<&{commands_in} 4>&{replies_out}; exec "$0" "$@"'
    process = subprocess.Popen(
        [
            "/bin/bash",
            "-c",
            start,
            program,
            *FLAGS,
            "--remote-debugging-pipe",
            f"--user-data-dir={profile}",
            *flags,
        ],
        pass_fds=(commands_in, replies_out),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(commands_in)
    os.close(replies_out)
    try:
        yield Tab(commands, replies)
    finally:
        os.close(commands)
        os.close(replies)
        with suppress(subprocess.TimeoutExpired):
            process.wait(10)
        process.kill()
        process.wait()
