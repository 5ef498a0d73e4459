"""What ``fmt`` has changed, or would: for each file, and in sum."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from annexgen.cli.language import Say
from annexgen.findings.printable import visible
from annexgen.formatting.parts import Kind

if TYPE_CHECKING:
    from annexgen.formatting.file import Formatted

_NAMES = {
    Kind.ENCODING: ("BOM、换行符", "BOM or line ends"),
    Kind.ORDER: ("键的顺序", "order of keys"),
    Kind.VALUE: ("值的写法", "values"),
    Kind.QUOTES: ("引号", "quotes"),
    Kind.LAYOUT: ("缩进、空行、空格", "indentation, empty lines, blanks"),
}


def details(file: Formatted, say: Say, *, is_brief: bool) -> str:
    """Return a file's path and, unless that is enough, what changes in it, values one by one."""
    path = visible(file.path)
    if is_brief:
        return f"{path}\n"
    kinds = {change.kind for change in file.changes}
    names = [say(*_NAMES[kind]) for kind in Kind if kind in kinds]
    lines = [f"{path}: {say('、', ', ').join(names)}"]
    for change in file.changes:
        if change.kind is Kind.VALUE and change.span is not None:
            told = f"{visible(change.before)} → {visible(change.after)}"
            lines.append(f"  {change.span.line}:{change.span.column}: {told}")
    return "\n".join(lines) + "\n"


def summary(files: Sequence[Formatted], unchanged: int, left: int, say: Say, *, done: bool) -> str:
    """Return the line that closes a run.

    Args:
        files: those that were written, or would be.
        unchanged: how many are canonical.
        left: how many were left as they are.
        say: picks the language.
        done: whether the files were written.
    """
    parts = []
    if files:
        kinds = _counted(files, say)
        parts.append(
            say(
                f"{'整理了' if done else '需要整理'} {len(files)} 个文件（{kinds}）",
                f"{_files(len(files))} {'formatted' if done else 'would change'} ({kinds})",
            )
        )
    if unchanged or not files:
        parts.append(say(f"{unchanged} 个文件不用改", f"{_files(unchanged)} canonical already"))
    if left:
        parts.append(say(f"{left} 个文件没有整理", f"{_files(left)} left as they are"))
    return say("，", ", ").join(parts) + "\n"


def _counted(files: Iterable[Formatted], say: Say) -> str:
    """Return in how many files each kind of change is, and how many values there are."""
    in_files: Counter[Kind] = Counter()
    values = 0
    for file in files:
        in_files.update({change.kind for change in file.changes})
        values += sum(change.kind is Kind.VALUE for change in file.changes)
    counts = [
        f"{say(*_NAMES[kind])} {values if kind is Kind.VALUE else in_files[kind]}"
        for kind in Kind
        if in_files[kind]
    ]
    return say("；", "; ").join(counts)


def _files(count: int) -> str:
    return f"{count} {'file' if count == 1 else 'files'}"
