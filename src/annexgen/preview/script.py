"""The preview's own part of the page: one script, put into the head of a page made elsewhere.

The published page knows nothing of it. Its parts of the page live in shadow trees, which neither
the form's style nor the page's search reaches into.
"""

from __future__ import annotations

import json
import re
from functools import cached_property
from pathlib import Path

from annexgen.findings import Message
from annexgen.preview.sheets import Page
from annexgen.render.html.inline import Inline, policy
from annexgen.tuples import NamedTuple

_CLIENT = Path(__file__).parent / "client"
_PARTS = ("dom", "notes", "changing", "leaves", "coming_back", "bar", "problems", "following")
"""The parts of the script, in order."""

_HEAD_ENDS = re.compile(r"</head\s*>|(?=<body[\s>])", re.IGNORECASE)
_DOCTYPE = re.compile(r"\s*<!doctype[^>]*>", re.IGNORECASE)

_WORDS = {
    "preview": Message("预览", "Preview"),
    "preparing": Message("正在准备页面……", "The page is being made …"),
    "current": Message("与文件一致", "Up to date"),
    "updated": Message("已更新：", "Updated: "),
    "stale": Message(
        "文件有错误，页面还是改坏以前的", "Faulty files; the page is the last good one"
    ),
    "empty": Message(
        "文件有错误，改正以后页面会自己出来", "Faulty files; the page appears once they are mended"
    ),
    "stopped": Message("预览已停止", "The preview has stopped"),
    "stoppedHelp": Message(
        "页面不再更新；再运行 annexgen serve，这里会自己接上",
        "The page is not updated any more; it goes on when annexgen serve runs again",
    ),
    "error": Message("错误", "Error"),
    "warning": Message("警告", "Warning"),
    "info": Message("提示", "Note"),
    "findings": Message("检查结果", "Findings"),
    "none": Message("没有发现问题", "Nothing found"),
    "blocked": Message("有错误，现在还不能发布", "It cannot be published with these errors"),
    "annex": Message("全册", "The whole annex"),
    "more": Message("另有 {} 个，用 annexgen check 查看", "{} more; annexgen check shows them"),
    "shown": Message("在页面上看这一项", "Show it on the page"),
    "fold": Message("收起", "Fold"),
    "unfold": Message("展开", "Unfold"),
}


class Served(NamedTuple):
    """A page as it is sent, with the policy that holds for it."""

    html: str
    policy: str


class Script:
    """The script in one language.

    Args:
        language: ``"zh"`` or ``"en"``.
    """

    def __init__(self, language: str) -> None:
        self._language = language

    @cached_property
    def inline(self) -> Inline:
        """The script itself, for the page's policy."""
        words = {key: message.text(self._language) for key, message in _WORDS.items()}
        words["language"] = "en" if self._language == "en" else "zh-CN"
        told = {"WORDS": words, "STYLE": _read("preview.css")}
        lines = [f"const {key} = {json.dumps(it, ensure_ascii=False)};" for key, it in told.items()]
        parts = [_read(f"{name}.js") for name in _PARTS]
        return Inline.of("script", "\n".join(['(() => {\n"use strict";', *lines, *parts, "})();"]))

    def page(self, page: Page | None) -> Served:
        """Return a page with the script in it; without a page, one for problems alone."""
        if page is None:
            return self._bare()
        html = "".join(page.html())
        ends = _HEAD_ENDS.search(html) or _DOCTYPE.match(html)
        at = 0 if ends is None else ends.start() if ends.re is _HEAD_ENDS else ends.end()
        return Served(f"{html[:at]}{self._element(page.revision)}{html[at:]}", page.policy)

    def _bare(self) -> Served:
        stated = policy(self.inline, connects=True)
        title = f"annexgen {_WORDS['preview'].text(self._language)}"
        language = "en" if self._language == "en" else "zh-CN"
        html = (
            f'<!doctype html>\n<html lang="{language}" class="annexgen-alone">\n<head>\n'
            '<meta charset="utf-8">\n'
            f'<meta http-equiv="Content-Security-Policy" content="{stated}">\n'
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
            f'<meta name="color-scheme" content="light dark">\n<title>{title}</title>\n'
            f'<link rel="icon" href="data:,">\n{self._element("")}</head>\n'
            f"<body>\n<main><h1>{title}</h1></main>\n</body>\n</html>\n"
        )
        return Served(html, stated)

    def _element(self, revision: str) -> str:
        return f'<script data-revision="{revision}">{self.inline.text}</script>\n'


def _read(name: str) -> str:
    return (_CLIENT / name).read_text(encoding="utf-8")
