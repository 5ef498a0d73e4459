"""What allowances allow: the findings of a file held against the comments that excuse them.

An allowance that allows nothing is itself a finding, so that none outlives its fault. How one is
written says ``source.allowances``.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path

from annexgen.checks.marked import marked_text
from annexgen.findings import Finding, Message, Rule, Severity
from annexgen.positions import Span
from annexgen.schema.suggest import nearest
from annexgen.source.allowances import MARK, Allowance, allowances
from annexgen.tuples import NamedTuple

UNUSED = Rule(
    "ANX111",
    "unused-allowance",
    Severity.WARNING,
    Message("这条 allow 已不起作用", "An allowance allows nothing"),
    Message(
        "问题已经改好，或 allow 没有写在问题那一行或上一行；留着它，以后真出问题时会被放过。",
        "The fault is mended, or the comment is not in its line or the one above. If it stays, it "
        "will hide a fault to come.",
    ),
    Message("删去这条注释，或移到问题那一行", "Delete the comment, or move it to the line meant"),
)
BAD = Rule(
    "ANX112",
    "bad-allowance",
    Severity.WARNING,
    Message("allow 写法不对", "An allowance that cannot be read"),
    Message(
        "没有写明理由、或规则名写错的 allow 不起作用：例外要让后来的人看得懂。",
        "An allowance without a reason, or for an unknown rule, has no effect: who comes later "
        "must be able to understand an exception.",
    ),
    Message(
        "写成 # annexgen: allow 规则名 -- 理由",
        "Write # annexgen: allow RULE -- reason",
    ),
)
RULES = (UNUSED, BAD)

_MARK = MARK.encode()


def may_allow(data: bytes) -> bool:
    """Say whether a file with the bytes ``data`` may hold an allowance; almost none does."""
    return _MARK in data


def allowances_in(root: Path | None, path: str, data: bytes | None = None) -> list[Allowance]:
    """Return the allowances of the content file ``path``; none where it cannot be read.

    Args:
        root: the annex root; None for no allowances.
        path: the file.
        data: its bytes, where they have been read.
    """
    return allowances(marked_text(root, path, data, _MARK))


class Settled(NamedTuple):
    """Findings held against the allowances of their file.

    Attributes:
        findings: those that stay.
        used: the places of the rules in allowances that allowed something.
    """

    findings: list[Finding]
    used: set[Span]


def settle(
    findings: Iterable[Finding], allowed: Iterable[Allowance], names: Mapping[str, str]
) -> Settled:
    """Take away the findings of one file that its allowances allow.

    Args:
        findings: of one file.
        allowed: its allowances.
        names: of the rules, by name and by code.
    """
    wanted = [
        (names.get(name), allowance.line, span)
        for allowance in allowed
        for name, span in allowance.rules
    ]
    kept, used = [], set()
    for finding in findings:
        lines = _lines(finding.span)
        hits = {span for rule, line, span in wanted if rule == finding.rule and line in lines}
        used |= hits
        if not hits:
            kept.append(finding)
    return Settled(kept, used)


def _lines(span: Span | None) -> tuple[int, ...]:
    """Return the lines that an allowance for a finding may mean: its first and its last."""
    if span is None:
        return ()
    past = span.end_column == 1 and span.end_line > span.line
    return span.line, span.end_line - past


def unused(
    path: str,
    allowed: Iterable[Allowance],
    used: Collection[Span],
    rules: Collection[str],
    names: Mapping[str, str],
) -> Iterator[Finding]:
    """Yield what the allowances of a file allow in vain.

    Args:
        path: of the file.
        allowed: its allowances.
        used: the places of the rules that allowed something.
        rules: the names of the rules that have run.
        names: of all rules, by name and by code.
    """
    for allowance in allowed:
        for written, span in allowance.rules:
            name = names.get(written)
            if name in rules and span not in used:
                zh = f"第 {allowance.line} 行没有 {name} 的问题可放过"
                en = f"There is no {name} to allow in line {allowance.line}"
                yield UNUSED.at(path, span, Message(zh, en), UNUSED.remedy)


def malformed(
    path: str, allowed: Iterable[Allowance], names: Mapping[str, str]
) -> Iterator[Finding]:
    """Yield what is wrong with the wording of a file's allowances."""
    for allowance in allowed:
        if not allowance.rules:
            yield BAD.at(
                path,
                allowance.span,
                Message(
                    "allow 缺少规则名或理由", "The allowance lacks the rule's name or the reason"
                ),
                BAD.remedy,
            )
        for name, span in allowance.rules:
            if name not in names:
                yield _unknown(path, name, span, names)


def _unknown(path: str, name: str, span: Span, names: Iterable[str]) -> Finding:
    likely = nearest(name, names)
    return BAD.at(
        path,
        span,
        Message(f"没有可以放过的规则“{name}”", f"There is no rule “{name}” that can be allowed"),
        Message(f"是不是 {likely}？", f"Did you mean {likely}?") if likely else BAD.remedy,
    )
