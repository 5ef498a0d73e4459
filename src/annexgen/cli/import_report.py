"""What ``import`` tells: what was read and written, what is doubtful, what was left over."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from annexgen.cli.language import Say
from annexgen.findings.printable import visible

if TYPE_CHECKING:
    from annexgen.cli.terminal import Terminal
    from annexgen.findings import Finding
    from annexgen.ingest.blocks import Place
    from annexgen.ingest.remarks import Leftover, Remark
    from annexgen.ingest.run import Import
    from annexgen.ingest.targets import Difference, Target

_MOST_LISTED = 10
"""Files that a refusal names."""


def remarks(remarks: Sequence[Remark], say: Say) -> str:
    """Return faults and doubts, each with its place and what to do."""
    kinds = {"fault": say("错误", "error"), "doubt": say("疑点", "doubt")}
    lines: list[str] = []
    for remark in remarks:
        place, kind = _place(remark.place, say), kinds[remark.weight]
        lines.append(f"{place}: {kind}: {visible(say(*remark.message))}\n")
        lines.append(f"    {visible(say(*remark.help))}\n")
    return "".join(lines)


def differing(found: Sequence[Difference], say: Say) -> str:
    """Return what annex.yaml says otherwise than the source; it is left as it is."""
    return "".join(
        say(
            f"annex.yaml: 疑点: “{one.key}”写的是“{visible(one.kept)}”，附表印的是"
            f"“{visible(one.printed)}”；annex.yaml 没有改\n",
            f"annex.yaml: doubt: {one.key} is “{visible(one.kept)}”, and printed was "
            f"“{visible(one.printed)}”; annex.yaml is left as it is\n",
        )
        for one in found
    )


def findings(
    found: Sequence[Finding], targets: Sequence[Target], content: Path, terminal: Terminal
) -> str:
    """Return what ``check`` says of the files, each with its line: they may not be there yet."""
    texts = {f"content/{target.path}": target.data.decode().split("\n") for target in targets}
    lines = []
    for one in found:
        path = _near(content / one.path.removeprefix("content/"))
        where = f":{one.span.line}:{one.span.column}" if one.span is not None else ""
        text = one.message.text(terminal.language)
        lines.append(f"{path}{where}: {one.severity}[{one.code} {one.rule}]: {visible(text)}\n")
        if one.span is not None and one.path in texts:
            lines.append(f"    {visible(texts[one.path][one.span.line - 1].strip())}\n")
        if one.help is not None:
            lines.append(f"    help: {visible(one.help.text(terminal.language))}\n")
    return "".join(lines)


def leftovers(left: Sequence[Leftover], say: Say) -> str:
    """Return every text that went into no content file, with its place."""
    if not left:
        return ""
    head = say(
        f"有 {len(left)} 处文字没有写进内容文件，请看一看：\n",
        f"{len(left)} texts went into no content file; please look at them:\n",
    )
    lines = (f"  {_place(one.place, say)}: {visible(one.text)}\n" for one in left)
    return head + "".join(lines)


def refused_for_faults(say: Say) -> str:
    """Return the line that says that nothing was written for faults."""
    return say(
        "有错误，什么也没有写；请在原文件里改好再导入（按别的表样印的，用 --form 写明）\n",
        "Nothing was written for these errors; mend them in the source and import again (another "
        "form is named by --form)\n",
    )


def refused_for_files(targets: Sequence[Target], content: Path, say: Say) -> str:
    """Return the lines that say that nothing was written for files that are there."""
    names = [_near(content / target.path) for target in targets]
    more = len(names) - _MOST_LISTED
    listed = "".join(f"  {visible(name)}\n" for name in names[:_MOST_LISTED])
    if more > 0:
        listed += say(f"  另有 {more} 个\n", f"  and {more} more\n")
    return (
        say(
            f"已有 {len(names)} 个文件说的不一样，什么也没有写；要用附表的内容覆盖，加 --force：\n",
            f"Nothing was written: {len(names)} files are there and say something else; to "
            "overwrite them add --force:\n",
        )
        + listed
    )


def planned(targets: Sequence[Target], content: Path, say: Say) -> str:
    """Return for each file what would become of it."""
    words = {
        "new": say("新建", "new  "),
        "same": say("不变", "same "),
        "other": say("覆盖", "other"),
        "listed": say("补列", "list "),
    }
    return "".join(
        f"{words[target.status]} {visible(_near(content / target.path))}\n" for target in targets
    )


def summary(imported: Import, content: Path, say: Say, *, done: bool) -> str:
    """Return what was read and what was written.

    Args:
        imported: what was done.
        content: the folder of the files.
        say: picks the wording.
        done: whether it was written.
    """
    units = imported.understood.units
    projects = [project for _, projects in units for project in projects]
    count = sum(len(project.indicators) for project in projects)
    written, same = len(imported.to_write), len(imported.targets) - len(imported.to_write)
    verb = say("已写" if done else "会写", "Wrote" if done else "Would write")
    return say(
        f"读到 {len(units)} 个单位，{len(projects)} 个项目，{count} 条指标\n"
        f"{verb} {written} 个文件到 {visible(_near(content))}，{same} 个不变\n",
        f"Read {len(units)} units, {len(projects)} projects, {count} indicators\n"
        f"{verb} {written} files to {visible(_near(content))}; {same} are the same\n",
    )


def _place(place: Place, say: Say) -> str:
    return visible(place.text(say("zh", "en")))


def _near(path: Path) -> str:
    """Return a path as seen from here, where it lies below."""
    here = Path.cwd()
    return str(path.relative_to(here) if path.is_relative_to(here) else path)
