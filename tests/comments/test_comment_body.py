"""A comment's text: what annexgen writes stays, what somebody else put in does nothing."""

from __future__ import annotations

import os
import re
from html import unescape
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from annexgen.comments.body import MARKER, body_of, harmless
from annexgen.comments.outcomes import CommentFault

OURS = """\
### 绩效目标的变化

a1b2c3d → e4f5a6b：1 个项目有改动

| 单位 | 新增 |
|---|--:|
| 301101 办公厅 | 1 |

> ⚠ content/x.yaml：读不出

<details>
<summary>🟢 <b>301101 档案</b> · 1 处变化</summary>

<code>content/301101/01-档案.yaml</code>

| 项 | 原来 | 现在 | 变化 |
|---|---|---|---|
| 整理数量 | ≥1<del>0</del>0卷 | ≥1<ins>5</ins>0卷 | 提高<br>✅ `0123456789ab` &lt;x&gt; |

</details>
"""


def test_what_annexgen_writes_stays_as_it_is() -> None:
    assert harmless(OURS) == OURS


@pytest.mark.parametrize(
    "text",
    [
        "@office/everybody 请批准",
        "见 #12、org/other#12 和 GH-12",
        "[点这里](https://evil.example)",
        "[点这里](//evil.example)",
        "![](https://evil.example/x.png)",
        "[a][b]\n\n[b]: //evil.example",
        "&commat;office &#64;office &#x40;office",
        "https:\\//evil.example https&colon;//evil.example https:/\\/evil.example",
        "<https://evil.example>",
        "www.evil.example",
        '<a href="https://evil.example">x</a>',
        '<img src="//evil.example/x.png">',
        '<details open onclick="x">',
        "<!-- annexgen-diff -->",
        "\u202egnp.exe",
        "\x1b[2J",
    ],
)
def test_what_somebody_else_wrote_calls_nobody_and_leads_nowhere(text: str) -> None:
    shown = MarkdownIt("commonmark").render(harmless(text))
    assert not re.search(r"<(?!/?p>)", shown)
    assert not re.search(r"@\w|#\d|GH-\d|://|www\.|\u202e|\x1b", unescape(shown))


@pytest.mark.parametrize("text", ["/merge", "x\n  /close", "> /assign @me", "x\r\n/label ~bug"])
def test_no_line_is_an_order_to_gitlab(text: str) -> None:
    assert not re.search(r"^[\s>]*/\w", harmless(text), re.MULTILINE)


@given(st.text(st.sampled_from("@#:/w.[]()!<>a1 \n\\`GH-\u200b\r&;"), max_size=40))
@settings(max_examples=300, deadline=None)
def test_done_again_it_changes_nothing(text: str) -> None:
    once = harmless(text)
    assert harmless(once) == once
    html = MarkdownIt("commonmark").render(once)
    assert "<a " not in html
    assert "<img" not in html


def test_the_marker_stands_first(tmp_path: Path) -> None:
    file = tmp_path / "comment.md"
    file.write_bytes("\ufeff没有变化\r\n".encode())
    assert body_of(file) == f"{MARKER}\n没有变化\n"


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("secret", encoding="utf-8")
    link = tmp_path / "comment.md"
    link.symlink_to(tmp_path / "secret")
    with pytest.raises(CommentFault, match="no plain file"):
        body_of(link)


def test_a_pipe_is_not_waited_for_and_a_folder_is_no_file(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "comment.md")
    for file in (tmp_path / "comment.md", tmp_path):
        with pytest.raises(CommentFault, match="no plain file"):
            body_of(file)


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b" \n", "is empty"),
        (b"x" * 70_000, "is longer than the 65,536 characters"),
        (b"x" * 300_000, "is longer than the 65,536 characters"),
        ("😀".encode() * 40_000, "is longer than the 65,536 characters"),
        (b"@x " * 16_500, "is longer than the 65,536 characters"),
    ],
)
def test_what_is_no_comment_is_refused(content: bytes, fault: str, tmp_path: Path) -> None:
    (tmp_path / "comment.md").write_bytes(content)
    with pytest.raises(CommentFault, match=fault):
        body_of(tmp_path / "comment.md")
