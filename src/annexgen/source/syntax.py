"""Where the parser gave up in, a sentence that an editor can act on out.

libyaml and ruamel.yaml word the same fault differently but agree on what they were reading (the
context) and on the place, so a fault is told by these and by what the text has there; the parser's
own words are shown only where nothing better is known.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from annexgen.findings import Message
from annexgen.source.alignment import (
    after_quote,
    missing_colon,
    missing_key,
    out_of_line,
    stray_colon,
)
from annexgen.source.rules import (
    BAD_ESCAPE,
    DIRECTIVE,
    RESERVED_START,
    SEVERAL_DOCUMENTS,
    SYNTAX,
    UNCLOSED_BRACKET,
    UNCLOSED_QUOTE,
)
from annexgen.source.text import span_of
from annexgen.source.trouble import Diagnosis, Trouble, lines_above, quoted_word

if TYPE_CHECKING:
    from collections.abc import Callable

    from annexgen.source.report import Report


def report_error(error: Any, text: str, report: Report) -> None:
    """Report what stopped the parser.

    Args:
        error: ruamel.yaml's exception, with marks where it has any.
        text: what was parsed.
        report: takes the finding.
    """
    problem_mark = getattr(error, "problem_mark", None)
    context_mark = getattr(error, "context_mark", None)
    mark = problem_mark or context_mark
    stop = _index(text, mark)
    trouble = Trouble(
        text,
        getattr(error, "context", None) or "",
        _index(text, context_mark) if context_mark else stop,
        stop,
        getattr(error, "problem", None) or str(error),
    )
    found = _diagnose(trouble)
    report.add(found.rule, span_of(text, found.start, found.end), found.message, found.help)


def _index(text: str, mark: Any) -> int:
    return min(mark.index, len(text)) if mark is not None else 0


def _diagnose(trouble: Trouble) -> Diagnosis:
    for kind, diagnose in _KINDS:
        if kind in trouble.context or kind in trouble.problem:
            return diagnose(trouble)
    return _unknown(trouble)


def _quoted(trouble: Trouble) -> Diagnosis:
    if "unexpected" in trouble.problem:
        sign = trouble.text[trouble.begin]
        return Diagnosis(
            UNCLOSED_QUOTE,
            trouble.begin,
            trouble.rest_of_line(trouble.begin),
            Message(
                f"引号 {sign} 从这里开始，没有结束", f"The quotation mark {sign} is never closed"
            ),
            Message(f"在这段文字末尾补上 {sign}", f"Put a {sign} at the end of the text"),
        )
    start = trouble.text.rfind("\\", 0, trouble.stop + 1)
    return Diagnosis(
        BAD_ESCAPE,
        start,
        min(start + 2, len(trouble.text)),
        Message(
            f"双引号里的 {trouble.text[start : start + 2]} 不是有效写法",
            f"{trouble.text[start : start + 2]} means nothing in double quotes",
        ),
        Message(
            "反斜杠写作 \\\\，或改用单引号", "Write \\\\ for a backslash, or use single quotes"
        ),
    )


def _reserved(trouble: Trouble) -> Diagnosis:
    start = trouble.begin if trouble.context.startswith(_PROPERTY_CONTEXTS) else trouble.stop
    sign, word = trouble.text[start : start + 1], quoted_word(trouble, start)
    if sign == "\t":
        return _unknown(trouble)
    wish = "；“大于、小于”可写 ≥ ≤" if sign == ">" else ""
    return Diagnosis(
        RESERVED_START,
        start,
        trouble.rest_of_line(start),
        Message(
            f"文字不能以 {sign} 开头，它在 YAML 里另有用处",
            f"A text cannot begin with {sign}, which YAML keeps for itself",
        ),
        Message(f"给整段文字加引号，如 {word}{wish}", f"Put the text in quotes, e.g. {word}"),
    )


def _list_in_line(trouble: Trouble) -> Diagnosis:
    return Diagnosis(
        RESERVED_START,
        trouble.stop,
        trouble.rest_of_line(trouble.stop),
        Message("列表不能和键写在同一行", "A list cannot begin in the line of its key"),
        Message(
            "“- ”另起一行、缩进 2 个空格；如果是文字，加引号",
            "Begin “- ” in a line of its own, two blanks in; put a text in quotes",
        ),
    )


def _bracket(trouble: Trouble) -> Diagnosis:
    sign = trouble.text[trouble.begin]
    closing = {"[": "]", "{": "}"}.get(sign, "]")
    return Diagnosis(
        UNCLOSED_BRACKET,
        trouble.begin,
        trouble.begin + 1,
        Message(
            f"括号 {sign} 没有配对的 {closing}，或者缺逗号",
            f"The bracket {sign} lacks its {closing}, or there is a comma missing",
        ),
        Message(
            f"补上 {closing}；如果是文字，给整段文字加引号",
            f"Put a {closing}; where it is a text, put the text in quotes",
        ),
    )


def _no_content(trouble: Trouble) -> Diagnosis:
    sign = trouble.text[trouble.stop : trouble.stop + 1]
    if sign in {"]", "}"}:
        return Diagnosis(
            UNCLOSED_BRACKET,
            trouble.stop,
            trouble.stop + 1,
            Message(f"多出一个 {sign}", f"There is a {sign} too many"),
            Message("删去它，或给整段文字加引号", "Delete it, or put the text in quotes"),
        )
    if sign == ":":
        return missing_key(trouble)
    return _reserved(trouble) if sign == "," else _unknown(trouble)


def _directive(trouble: Trouble) -> Diagnosis:
    return Diagnosis(
        DIRECTIVE,
        trouble.begin,
        trouble.rest_of_line(trouble.begin),
        Message("内容文件不用 % 指令", "Directives are not allowed"),
        Message("删去这一行", "Delete this line"),
    )


def _after_the_end(trouble: Trouble) -> Diagnosis:
    start = trouble.line_start(trouble.stop)
    above = next(lines_above(trouble.text, start), start)
    if not trouble.text.startswith("...", above) or trouble.text[start : trouble.stop].strip():
        return after_quote(trouble)
    return Diagnosis(
        SEVERAL_DOCUMENTS,
        trouble.stop,
        trouble.rest_of_line(trouble.stop),
        Message(
            "“...”结束了内容，后面还有文字", "Something follows the “...” that ends the content"
        ),
        Message("删去“...”这一行", "Delete the line “...”"),
    )


def _stray_colon(trouble: Trouble) -> Diagnosis:
    return stray_colon(trouble) or _unknown(trouble)


def _unknown(trouble: Trouble) -> Diagnosis:
    return Diagnosis(
        SYNTAX,
        trouble.stop,
        trouble.rest_of_line(trouble.stop),
        Message(
            f"从这里起读不懂（YAML：{trouble.problem}）",
            f"This cannot be read as YAML: {trouble.problem}",
        ),
        Message(
            "检查这一行和上一行的缩进、冒号、引号；文字里有特殊符号时整段加引号",
            "Check indentation, colons and quotes of this line and the one above",
        ),
    )


_PROPERTY_CONTEXTS = (
    "while scanning a block scalar",
    "while scanning an a",
    "while scanning a tag",
    "while parsing a tag",
    "while parsing an tag",
    "while parsing a node",
)
_KINDS: tuple[tuple[str, Callable[[Trouble], Diagnosis]], ...] = (
    ("quoted scalar", _quoted),
    ("while scanning a block scalar", _reserved),
    ("while scanning an a", _reserved),
    (" tag", _reserved),
    ("while parsing a node", _reserved),
    ("cannot start any token", _reserved),
    ("flow sequence", _bracket),
    ("flow mapping", _bracket),
    ("node content", _no_content),
    ("sequence entries are not allowed", _list_in_line),
    ("mapping keys are not allowed", _reserved),
    ("mapping values are not allowed", _stray_colon),
    ("could not find expected ':'", missing_colon),
    ("block collection", out_of_line),
    ("block mapping", out_of_line),
    ("scanning a directive", _directive),
    ("<document start>", _after_the_end),
)
