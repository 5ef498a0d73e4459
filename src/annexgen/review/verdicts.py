"""Which findings of the checks a change brought, and which it mended."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace

from annexgen.findings import Finding, in_reading_order
from annexgen.review.changes import Changed
from annexgen.review.wholes import Whole
from annexgen.tuples import NamedTuple

_LINE_NUMBER = re.compile(r"第 \d+ 行")
_SHAPE_STAGES = ("Y", "S")


def with_verdicts(changed: Changed, old: list[Finding], new: list[Finding]) -> Changed:
    """Return a project's changes with what they brought and mended.

    Places do not count. Where a side does not pass the schema the rules have not run on it, so only
    the faults of shape are compared.

    Args:
        changed: the project.
        old: what is wrong with it before; nothing for one that is new.
        new: the same now.
    """
    if changed.new is None or not all(
        one is None or one.is_read for one in (changed.old, changed.new)
    ):
        return changed
    if changed.new.faults or (changed.old and changed.old.faults):
        old, new = (list(filter(_is_of_shape, findings)) for findings in (old, new))
    return replace(changed, arisen=_beyond(new, old, _key), mended=_beyond(old, new, _key))


class Verdicts(NamedTuple):
    """What is found on one side only, in files and on the annex as a whole.

    Attributes:
        arisen: now.
        mended: before.
    """

    arisen: tuple[Finding, ...] = ()
    mended: tuple[Finding, ...] = ()


def beyond_projects(old: Whole, new: Whole) -> Verdicts:
    """Return what is found on one side beyond single projects, and not on the other."""
    before, after = list(old.shape), list(new.shape)
    if old.rules is not None and new.rules is not None:
        before, after = before + old.rules, after + new.rules
    return Verdicts(_beyond(after, before, _key_in_unit), _beyond(before, after, _key_in_unit))


def beside_changes(files: Iterable[Changed], found: Verdicts) -> tuple[list[Changed], Verdicts]:
    """Put findings to the files that they stand in; those of files that say the same are left."""
    arisen, mended = (_by_path(findings) for findings in found)
    result = []
    for one in files:
        come = arisen.pop(one.new.path, []) if one.new else []
        gone = mended.pop(one.old.path, []) if one.old else []
        both = (*one.arisen, *come), (*one.mended, *gone)
        result.append(replace(one, arisen=both[0], mended=both[1]) if come or gone else one)
    left = (tuple([one for path in by for one in by[path]]) for by in (arisen, mended))
    return result, Verdicts(*left)


def _by_path(findings: Iterable[Finding]) -> dict[str, list[Finding]]:
    by_path: dict[str, list[Finding]] = {}
    for finding in findings:
        by_path.setdefault(finding.path, []).append(finding)
    return by_path


def _is_of_shape(finding: Finding) -> bool:
    return finding.code.startswith(_SHAPE_STAGES)


def _beyond(
    findings: Iterable[Finding],
    others: Iterable[Finding],
    key_of: Callable[[Finding], tuple[str, ...]],
) -> tuple[Finding, ...]:
    left = Counter(map(key_of, others))
    beyond = []
    for finding in in_reading_order(findings):
        key = key_of(finding)
        if left[key]:
            left[key] -= 1
        else:
            beyond.append(finding)
    return tuple(beyond)


def _key(finding: Finding) -> tuple[str, ...]:
    return finding.code, _LINE_NUMBER.sub("", finding.message.zh)


def _key_in_unit(finding: Finding) -> tuple[str, ...]:
    """Return what two findings on the whole annex have in common that are the same."""
    return (*_key(finding), finding.path.rpartition("/")[0])
