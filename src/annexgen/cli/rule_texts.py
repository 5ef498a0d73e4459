"""What is told of the rules: a list, one rule in full, and the page ``docs/rules.md``.

All of it comes from the rules' own texts, so that command and page cannot differ.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING

from annexgen.cli.catalogue import GROUPS
from annexgen.cli.language import speaker
from annexgen.findings import Message, Rule, Severity
from annexgen.findings.printable import columns

if TYPE_CHECKING:
    from annexgen.checks.registry import Value

Thresholds = Mapping[str, Mapping[str, "Value"]]

_SEVERITIES = {
    Severity.ERROR: ("错误", "error"),
    Severity.WARNING: ("警告", "warning"),
    Severity.INFO: ("提示", "info"),
}

_EXAMPLE = """\
```yaml
检查:
  budget-zero: {off}
  cost-not-covering: {{{severity}: {warning}, share: 0.1}}
  单位:
    "301102": {{stray-space: {info}}}
  文件:
    "301102/01-*.yaml": {{budget-sum: {warning}}}
  规则: [rules/house.py]
```
"""
_SETTINGS = Message(
    "错误使发布中止，警告和提示不会；`annexgen check` 有错误或警告时退出码为 1。"
    "级别（错误、警告、提示、关）和阈值在 content/annex.yaml 里改，可以只对一些单位或文件改，"
    "也可以加上自有规则（附表目录下的 Python 文件，或已安装的包登记在 `annexgen.rules` 的入口）"
    "：\n\n" + _EXAMPLE.format(off="关", severity="级别", warning="警告", info="提示"),
    "Errors stop a build, warnings and notes do not; `annexgen check` exits with 1 for errors and "
    "warnings. Severities (error, warning, info, off) and thresholds are set in "
    "content/annex.yaml, for all files or for some units (`单位`) and files (`文件`); own rules "
    "(`规则`) are Python files below the annex's folder, or entry points `annexgen.rules` of "
    "installed packages:\n\n"
    + _EXAMPLE.format(off="off", severity="severity", warning="warning", info="info"),
)
_ALLOWANCES = Message(
    "只放过一处，就在那一行或上一行写明理由；不再起作用的要删去：\n\n"
    "```yaml\n指标值: ≥95   # annexgen: allow unit-missing -- 按批复原文\n```\n",
    "To allow one place, say why in its line or the line above; what has no effect any more is to "
    "be deleted:\n\n"
    "```yaml\n指标值: ≥95   # annexgen: allow unit-missing -- as approved\n```\n",
)

_ON_COMMENTS = "ANX11"
"""How the codes of rules on comments begin, which no other comment can excuse."""


def listing(rules: Iterable[Rule], language: str) -> str:
    """Return one line for each rule: code, name, severity, summary."""
    say = speaker(language)
    rows = [
        (rule.code, rule.name, say(*_SEVERITIES[rule.severity]), rule.summary.text(language))
        for rule in rules
    ]
    widths = [max(columns(row[column]) for row in rows) for column in range(3)]
    return "".join(
        "  ".join([*(_padded(row[i], widths[i]) for i in range(3)), row[3]]) + "\n" for row in rows
    )


def _padded(text: str, width: int) -> str:
    return text + " " * (width - columns(text))


def full(rule: Rule, thresholds: Thresholds, language: str) -> str:
    """Return all that is told of one rule."""
    say = speaker(language)
    severity = say(*_SEVERITIES[rule.severity])
    lines = [f"{rule.code} {rule.name}{say(f'（{severity}）', f' ({severity})')}"]
    lines.append(rule.summary.text(language))
    if rule.reason is not None:
        lines += ["", say("为什么：", "Why: ") + rule.reason.text(language)]
    if rule.remedy is not None:
        lines += ["", say("怎么改：", "How to mend: ") + rule.remedy.text(language)]
    if rule.name in thresholds:
        lines += ["", say("在 content/annex.yaml 里设置：", "To set it in content/annex.yaml:")]
        lines += [f"  {line}" for line in _setting(rule, thresholds[rule.name], language)]
    if rule.name in thresholds and not rule.code.startswith(_ON_COMMENTS):
        lines += ["", say("放过一处，写在那一行或上一行：", "To allow one, in its line or above:")]
        lines.append(f"  # annexgen: allow {rule.name} -- {say('理由', 'reason')}")
    return "\n".join(lines) + "\n"


def _setting(rule: Rule, defaults: Mapping[str, Value], language: str) -> Iterator[str]:
    """Yield the lines that set a rule to what it is by default."""
    say = speaker(language)
    severity = say(*_SEVERITIES[rule.severity])
    others = say("错误、警告、提示 或 关", "error, warning, info or off")
    yield "检查:"
    if not defaults:
        yield f"  {rule.name}: {severity}   # {others}"
        return
    yield f"  {rule.name}:"
    yield f"    {say('级别', 'severity')}: {severity}   # {others}"
    for key, value in defaults.items():
        yield f"    {key}: {_written(value)}"


def _written(value: Value) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, (int, Decimal)):
        return str(value)
    return value or '""'


def page(rules: Iterable[Rule], thresholds: Thresholds, language: str) -> str:
    """Return the page of all rules in Markdown."""
    say = speaker(language)
    rules = tuple(rules)
    parts = [
        say("# 检查规则\n", "# Rules\n"),
        say(
            "本页由 `annexgen explain --markdown` 生成，请勿手改。"
            "查一条规则：`annexgen explain 代码或名称`。\n",
            "Made by `annexgen explain --markdown --lang en`; do not edit. To look a rule up: "
            "`annexgen explain CODE` (or its name).\n",
        ),
    ]
    parts += [_SETTINGS.text(language), _ALLOWANCES.text(language)]
    for prefix, title in GROUPS.items():
        group = [rule for rule in rules if rule.code.startswith(prefix)]
        if group:
            parts += [f"## {title.text(language)}\n", *_group(group, thresholds, language)]
    return "\n".join(parts)


def _group(rules: Iterable[Rule], thresholds: Thresholds, language: str) -> Iterator[str]:
    """Yield a table of the rules, then those that have more to tell."""
    say = speaker(language)
    rows = [say("| 代码 | 名称 | 级别 | |", "| Code | Name | Severity | |"), "|---|---|---|---|"]
    for rule in rules:
        severity, summary = say(*_SEVERITIES[rule.severity]), rule.summary.text(language)
        rows.append(f"| {rule.code} | `{rule.name}` | {severity} | {summary} |")
    yield "\n".join(rows) + "\n"
    for rule in rules:
        if rule.reason is not None and rule.remedy is not None:
            yield f"### {rule.code} {rule.name}\n"
            summary, reason = rule.summary.text(language), rule.reason.text(language)
            yield f"{summary}{say('。', '. ')}{reason}\n"
            yield f"**{say('怎么改', 'How to mend')}** {rule.remedy.text(language)}\n"
            if thresholds.get(rule.name):
                told = "\n".join(_setting(rule, thresholds[rule.name], language))
                yield f"```yaml\n{told}\n```\n"
