"""``annexgen new project``: a file with a slot, and advice, for all that a project must have."""

from __future__ import annotations

import argparse
import itertools
from collections.abc import Iterator
from typing import TYPE_CHECKING

from annexgen.cli.failure import DONE, CannotRun
from annexgen.cli.language import Say
from annexgen.cli.options import amount, line, text
from annexgen.cli.terminal import Terminal

if TYPE_CHECKING:
    from annexgen.cli.asking import Questions
    from annexgen.cli.office import Office
    from annexgen.drafting.project import NewProject

_EXAMPLE = 'annexgen new project 301101 "干部培训项目" --budget 40.00'


def add_options(parser: argparse.ArgumentParser, say: Say) -> None:
    """Declare the options of ``new project``."""
    parser.add_argument(
        "unit",
        metavar="UNIT",
        nargs="?",
        help=say("单位代码，如 301101", "the unit's code, e.g. 301101"),
    )
    parser.add_argument(
        "name",
        metavar="NAME",
        nargs="?",
        type=line(say),
        help=say(
            "项目名称；在终端里不写单位或名称，就逐项来问",
            "the project's name; on a terminal, without unit or name, all is asked for",
        ),
    )
    unfilled = say("不写就留空待填", "left to be filled in if not given")
    for option, zh, en, read in (
        ("--budget", "预算数", "the budget", amount),
        ("--fiscal", "其中财政资金", "fiscal funds of it", amount),
        ("--other", "其中其他资金", "other funds of it", amount),
        ("--purpose", "资金用途", "what the money is for", text),
    ):
        help_ = f"{say(zh, en)}{say('；', '; ')}{unfilled}"
        parser.add_argument(option, metavar="…", type=read(say), default="", help=help_)
    parser.add_argument(
        "--goal",
        metavar="…",
        type=text(say),
        action="append",
        default=[],
        help=say("绩效目标，一条写一次", "a goal; may be given several times"),
    )


def run(options: argparse.Namespace, terminal: Terminal) -> int:
    """Write the file, tell what to do next, and return the exit code.

    Raises:
        CannotRun: where unit or name are missing and nobody can be asked, the unit is not there,
            or it has a project of that name.
        OSError: where the file cannot be written.
    """
    from annexgen.atomic import putting, write_together
    from annexgen.cli.office import open_office
    from annexgen.cli.root import find_root

    root = find_root(options.root)
    office = open_office(root, terminal)
    if options.unit is None or options.name is None:
        _fill_in(options, office, terminal)
    project = _new_project(options, office)
    write_together(root, {project.path: putting(project.text.encode())}, only_new=True)
    terminal.write(_told(project, terminal.say))
    return DONE


def _new_project(options: argparse.Namespace, office: Office) -> NewProject:
    from annexgen.cli.office import planned_unit
    from annexgen.drafting.drafts import ProjectDraft
    from annexgen.drafting.project import new_project, project_names

    folder = planned_unit(office, options.unit).folder
    for name, path in project_names(office.root, folder):
        if name == options.name:
            raise CannotRun(
                f"{folder.code} 已有这个项目：{path}", f"{folder.code} has this project: {path}"
            )
    draft = ProjectDraft(
        name=options.name,
        budget=options.budget,
        funds={"财政资金": options.fiscal, "其他资金": options.other},
        purpose=options.purpose,
        goals=tuple(options.goal),
        indicators=(),
    )
    return new_project(draft, folder, office.annex, office.vocabulary, office.policy)


# ---------------------------------------------------------------------- asking


def _fill_in(options: argparse.Namespace, office: Office, terminal: Terminal) -> None:
    """Ask for what was not given.

    Raises:
        CannotRun: where nobody can be asked.
    """
    from annexgen.cli.asking import Questions, can_ask

    if not can_ask():
        missing = [("单位代码", "UNIT")] * (options.unit is None)
        missing += [("项目名称", "NAME")] * (options.name is None)
        raise CannotRun(
            f"还缺：{'、'.join(zh for zh, _ in missing)}；写成 {_EXAMPLE}",
            f"missing: {', '.join(en for _, en in missing)}; write {_EXAMPLE}",
        )
    say = terminal.say
    questions = Questions(terminal)
    terminal.complain(
        say("逐项填写；回车跳过（以后在文件里填），Ctrl-C 放弃\n",
            "Answer line by line; Enter skips (fill it in later), Ctrl-C gives up\n")
    )  # fmt: skip
    if options.unit is None:
        options.unit = _ask_for_unit(office, questions, terminal)
    if options.name is None:
        options.name = questions.ask("项目名称", "Name", line(say))
    _ask_for_rest(options, questions, say)


def _ask_for_unit(office: Office, questions: Questions, terminal: Terminal) -> str:
    """Show the units and ask for one; the only one need but be confirmed."""
    from annexgen.findings.printable import visible

    known = {one.folder.code: one.unit.name if one.unit else "" for one in office.units}
    for code, name in known.items():
        terminal.complain(f"  {code} {visible(name)}".rstrip() + "\n")

    def read(answer: str) -> str:
        if answer.strip() not in known:
            raise argparse.ArgumentTypeError(
                terminal.say("没有这个单位，写上面的代码", "no such unit; write a code from above")
            )
        return answer.strip()

    return questions.ask("单位代码", "Unit", read, next(iter(known)) if len(known) == 1 else None)


def _ask_for_rest(options: argparse.Namespace, questions: Questions, say: Say) -> None:
    options.budget = options.budget or questions.ask("预算数", "Budget", amount(say), "")
    if options.budget and not options.fiscal and not options.other:
        read = amount(say)
        options.fiscal = questions.ask("其中：财政资金", "Fiscal funds", read, options.budget)
        if options.fiscal != options.budget:
            options.other = questions.ask("其中：其他资金", "Other funds", read, "")
    options.purpose = options.purpose or questions.ask("资金用途", "Purpose", text(say), "")
    if not options.goal:
        options.goal = list(_goals(questions, say))


def _goals(questions: Questions, say: Say) -> Iterator[str]:
    for number in itertools.count(1):
        goal = questions.ask(f"绩效目标第 {number} 条", f"Goal {number}", text(say), "")
        if not goal:
            return
        yield goal


def _told(project: NewProject, say: Say) -> str:
    from annexgen.findings.printable import visible

    path = visible(project.path)
    return say(
        f"已写 {path}，有 {project.slots} 处待填\n"
        "接下来：打开这个文件，照“#”后面的说明填写；再运行 annexgen check，没有填的会逐处指出\n",
        f"Wrote {path} with {project.slots} slots to fill\n"
        "Next: fill it in as its comments say; annexgen check names each slot that is left\n",
    )
