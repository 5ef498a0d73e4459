"""The printing order of the units, and what is wrong with the list (单位) that gives it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from annexgen.findings import Finding, Message
from annexgen.positions import Span
from annexgen.schema.check import Checked
from annexgen.schema.rules import NO_UNITS, REPEATED_UNIT, UNKNOWN_UNIT, UNLISTED_UNIT
from annexgen.source.names import is_unit_code
from annexgen.source.tree import ANNEX_FILE, ContentTree


def printing_order(codes: Iterable[str], listed: Checked | None) -> list[str]:
    """Return the units' ``codes`` in the order of the list, those that it leaves out behind."""
    known = sorted(codes)
    wanted = [code.value for code in listed.value] if listed is not None else []
    return list(dict.fromkeys([code for code in wanted if code in known] + known))


def order_findings(
    head: Checked, tree: ContentTree, findings: Sequence[Finding]
) -> Iterator[Finding]:
    """Yield what is wrong between annex.yaml's list of units and the folders.

    Args:
        head: what annex.yaml says.
        tree: the folders.
        findings: the faults so far: a list with one of them is not held against the folders.
    """
    listed: Checked | None = head.value.get("units")
    if listed is None:
        if not tree.units:
            yield _no_units()
        return
    codes: dict[str, Span] = {}
    folders = {folder.code for folder in tree.units}
    for code in listed.value:
        first = codes.setdefault(code.value, code.span)
        if first != code.span:
            yield _repeated(code, first)
        elif code.value not in folders:
            yield _unknown(code)
    if not any(_is_within(finding, listed.span) for finding in findings):
        for name in sorted(folders - codes.keys()):
            if is_unit_code(name):
                yield _unlisted(name, listed.key)


def _is_within(finding: Finding, span: Span) -> bool:
    place = finding.span
    return (
        finding.path == ANNEX_FILE
        and place is not None
        and span[:2] <= place[:2]
        and place[2:] <= span[2:]
    )


def _no_units() -> Finding:
    return NO_UNITS.at(
        ANNEX_FILE,
        None,
        Message("附表里没有任何单位", "The annex has no units"),
        Message(
            "为每个单位建一个目录，如 content/301101/，写上 unit.yaml 和项目文件",
            "Make a folder for each unit, e.g. content/301101/, with unit.yaml and its projects",
        ),
    )


def _unknown(code: Checked) -> Finding:
    return UNKNOWN_UNIT.at(
        ANNEX_FILE,
        code.span,
        Message(f"没有目录 content/{code.value}", f"There is no folder content/{code.value}"),
        Message("改正代码，或建立这个目录", "Mend the code, or make the folder"),
    )


def _repeated(code: Checked, first: Span) -> Finding:
    return REPEATED_UNIT.at(
        ANNEX_FILE,
        code.span,
        Message(
            f"单位 {code.value} 已列在第 {first.line} 行",
            f"Unit {code.value} is listed in line {first.line} already",
        ),
        Message("删去重复的一行", "Delete one of the two"),
    )


def _unlisted(code: str, place: Span | None) -> Finding:
    return UNLISTED_UNIT.at(
        ANNEX_FILE,
        place,
        Message(f"目录 content/{code} 不在清单里", f"The folder content/{code} is not listed"),
        Message(
            f'加一行 - "{code}"；不用这个单位就移走它的目录',
            f'Add the line - "{code}", or move its folder away',
        ),
    )
